import { printableLine } from '../format/printable';
import { UnfitFile } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { unforeseen } from '../runtime/unforeseen';

/** The command was asked for something that cannot be: exit 2. */
export class UsageError extends Error {}

/** One note, or one file, cannot be done: the others go on, exit 1. The message says what to do. */
export class NoteError extends Error {}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission; check who may read and write it',
  EPERM: 'no permission; check who may read and write it',
  ENOENT: 'there is no such file or folder; check the path, or whether it was moved or deleted meanwhile',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large; split it',
};

/** Why something failed, in words, without the path and without text of a note. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoteError || error instanceof UsageError) return error.message;
  if (error instanceof UnfitFile) return error.why;
  const code = codeOf(error);
  if (code) return reasons[code] ?? `the system says ${code}`;
  return `${unforeseen(error)}; please report it`;
}

/** Messages for the person in front of the screen; without text of a note. */
export interface Messages {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const SHOWN = 5;
/** The first of several names, and how many more there are. */
export const someOf = (names: readonly string[]): string =>
  `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`;

/** The name of a file in a message: a name may hold anything, and must not steer the terminal. */
export const shownName = (name: string): string => printableLine(name);
