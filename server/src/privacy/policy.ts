/** `balanced`: what looks like an identifier is masked. `strict`: whatever is not known to be safe is. */
export const modes = ['balanced', 'strict'] as const;
export type Mode = (typeof modes)[number];

/** How identifiers are looked for. One object for the same policy: what was found is remembered under it. */
export interface Policy {
  readonly mode: Mode;
}

export const balanced: Policy = { mode: 'balanced' };
export const strict: Policy = { mode: 'strict' };
