import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../error-code';
import { readRegularSync } from './regular-file';

// Small files in the user's own configuration folder, readable by the user alone. Without waiting: so what one
// process reads and then writes is never overtaken by another turn of the same process.

/** A larger file is none of ours, in bytes. */
const LARGEST = 1 << 20;

/**
 * The bytes of a file, or undefined where there is none.
 * @throws UnfitFile for a pipe, a device, or more than 1 MB; else what the file system throws
 */
export function readKept(path: string): Buffer | undefined {
  try {
    return readRegularSync(path, LARGEST);
  } catch (error) {
    // Where a part of the path is a file there can be none, either.
    if (/^(?:ENOENT|ENOTDIR)$/.test(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Why a file that is kept is no longer the user's alone to change; undefined where it is, or is not there.
 * @param secret whether others should not read it either
 */
export function exposureOf(path: string, secret = false): string | undefined {
  // Windows keeps the files of a user from others by itself.
  if (process.getuid === undefined) return undefined;
  try {
    const { mode } = statSync(path);
    const right = mode & 0o022 ? 'written' : secret && mode & 0o044 ? 'read' : undefined;
    return right && `${path} can be ${right} by others; take that right from them (chmod go-rwx).`;
  } catch {
    return undefined;
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
