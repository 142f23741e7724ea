import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Opens at once, where a pipe that nobody writes to would let the opener wait beyond every signal. */
export const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What lies at a path cannot be read as a file. Neither message nor reason holds a word of it. */
export class UnfitFile extends Error {
  /** @param why without the path, which the message names */
  constructor(
    path: string,
    readonly why: string,
  ) {
    super(`${path}: ${why}`);
  }
}

/** A pipe or a device may never end. Reading a folder fails by itself. */
function check(path: string, found: Stats): void {
  if (!found.isFile() && !found.isDirectory())
    throw new UnfitFile(path, 'it is no regular file, but a pipe or a device');
}

/** Opens a regular file for reading. @throws UnfitFile for a pipe or a device; else what the file system throws */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, AT_ONCE);
  try {
    check(path, await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The bytes of a regular file. @throws as `openRegular` */
export async function readRegular(path: string): Promise<Buffer> {
  const file = await openRegular(path);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** As `readRegular`, without waiting. @param most bytes; larger files are unfit too */
export function readRegularSync(path: string, most: number): Buffer {
  const file = openSync(path, AT_ONCE);
  try {
    const found = fstatSync(file);
    check(path, found);
    if (found.size > most) throw new UnfitFile(path, `it is larger than ${most >> 20} MB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
