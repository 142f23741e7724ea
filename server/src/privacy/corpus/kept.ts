import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

// Small files in the user's own configuration folder, readable by the user alone. Without waiting: so what one
// process reads and then writes is never overtaken by another turn of the same process.

/** The code of an error of the system ("ENOENT"), or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** The bytes of a file, or undefined where there is none. @throws what the file system throws otherwise */
export function readKept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    // Where a part of the path is a file there can be none, either.
    if (/^(?:ENOENT|ENOTDIR)$/.test(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** Puts a file in its place, whole or not at all; folders that are missing are made. @throws what the file system throws */
export function writeKept(path: string, data: string | Uint8Array): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(draft, data, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
