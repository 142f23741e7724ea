import { isUtf8 } from 'node:buffer';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { openRegular } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { linesOf } from './places';

/** A larger note is not looked at, in bytes. */
const LARGEST = 64 * 1024 * 1024;
const extensions = ['.txt', '.note', '.TXT', '.NOTE', '.Txt', '.Note'];

/** The standoff file of a note. */
export const standoffOf = (note: string): string =>
  join(dirname(note), `${basename(note, extname(note))}.ann`);

/** The names of other notes that would have the same standoff file. */
export function sharing(note: string): string[] {
  const stem = basename(note, extname(note));
  const names = extensions.map((extension) => stem + extension).filter((name) => name !== basename(note));
  const there = names.filter((name) => existsSync(join(dirname(note), name)));
  // Where letters' case does not count, these are the note itself by another name.
  const own = there.length > 0 ? fileOf(note) : undefined;
  return there.filter((name) => own === undefined || fileOf(join(dirname(note), name)) !== own);
}

function fileOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

/**
 * The text of a note's file, with its byte order mark and line ends; undefined where there is no file.
 * @param text as the editor holds it, which also knows the encoding of a file that is not Unicode
 * @throws what the file system throws, but for a file that is not there
 */
export async function readNoteFile(path: string, text: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    const file = await openRegular(path);
    try {
      if ((await file.stat()).size > LARGEST) return undefined;
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const encoding = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  }
  if (isUtf8(bytes)) return bytes.toString('utf8');
  // One byte a character, whichever: the line ends of the file, and the editor's characters between them.
  const ends = bytes.toString('latin1').match(/\r\n|\r|\n/g) ?? [];
  const lines = linesOf(text).split('\n');
  if (ends.length !== lines.length - 1) return text;
  return lines.map((line, i) => line + (ends[i] ?? '')).join('');
}
