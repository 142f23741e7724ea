import { createHash, randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, parse, relative, resolve, sep } from 'node:path';
import { readKept, writeKept } from './kept';

/**
 * What makes the folder that holds it a corpus: the configuration of brat, and a repository. Not `.vscode`,
 * which the home folder of everybody holds who uses VS Code.
 */
const marks = ['annotation.conf', '.git'] as const;

/** A place of a note that does not hang on the program that looks at it, nor on where that was started. */
export interface Place {
  /** The real path of the corpus: the nearest folder at or above the note with a mark of one, else the note's own. */
  readonly root: string;
  /** The path of the note below it, `/` between names. */
  readonly path: string;
}

/** A path without links; of one that does not exist yet, as far as it does. A drive is written as `C:`. */
function real(path: string): string {
  const { root } = parse(path);
  let found: string;
  try {
    // The native one also gives names as the disk has them, where it does not tell letters' case.
    found = realpathSync.native(path);
  } catch {
    const above = dirname(path);
    found = path === root || above === path ? path : join(real(above), basename(path));
  }
  return found.replace(/^[a-z](?=:)/, (drive) => drive.toUpperCase());
}

/** The corpus that a folder without links is in or is. Remembers in `known` what it looked up. */
function rootAt(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const above = dirname(folder);
  const root = marks.some((mark) => existsSync(join(folder, mark)))
    ? folder
    : above === folder
      ? undefined
      : rootAt(above, known);
  known.set(folder, root);
  return root;
}

/** The corpus of a folder: the nearest with a mark at or above it, else the folder itself. */
export function rootOf(folder: string, known = new Map<string, string | undefined>()): string {
  const there = real(resolve(folder));
  return rootAt(there, known) ?? there;
}

/**
 * The place of a note's file, by a look at the folders above it and nothing else: every door gives the same.
 * @param file an absolute path; the file need not exist
 * @param known what was looked up before, for many files at a time
 */
export function placeOf(file: string, known = new Map<string, string | undefined>()): Place {
  const there = real(resolve(file));
  const folder = dirname(there);
  const root = rootAt(folder, known) ?? folder;
  return { root, path: pathBelow(root, there) };
}

/** The path of a file below a folder that it lies in, `/` between names. */
const pathBelow = (root: string, file: string): string => relative(root, file).split(sep).join('/');

const digest = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
};

/** The folder, in the user's configuration, of what is kept for a corpus: never in the corpus, where others commit or read it. */
export const folderOf = (configFolder: string, root: string): string =>
  join(configFolder, 'corpora', digest(root));

const saltFile = (configFolder: string, root: string): string => join(folderOf(configFolder, root), 'salt');

/**
 * The name of a corpus that its placeholders hang on: of its path, and of a salt once it was rotated.
 * @throws what the file system throws, but for a salt that is not there
 */
export const corpusName = (configFolder: string, root: string): string =>
  digest(root, readKept(saltFile(configFolder, root)) ?? '');

/** Gives a corpus new placeholders, by a new salt; nothing leads back to the old ones. @throws what the file system throws */
export const rotate = (configFolder: string, root: string): void =>
  writeKept(saltFile(configFolder, root), randomBytes(32));

/** Whether a corpus was ever rotated. */
export const isRotated = (configFolder: string, root: string): boolean =>
  existsSync(saltFile(configFolder, root));
