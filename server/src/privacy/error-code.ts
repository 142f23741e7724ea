/** The code of an error of the system ("ENOENT"), or undefined: for people to see, so never anything else. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && /^[A-Z][A-Z0-9_]{1,60}$/.test(String(error.code))
    ? String(error.code)
    : undefined;
