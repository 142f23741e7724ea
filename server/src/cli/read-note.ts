import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { type Decoded, decode } from '../files/decode';
import { notationOf } from '../files/notation';
import { openRegular } from '../privacy/corpus/regular-file';
import type { NoteSource } from './find-notes';
import { type Io, NoteError } from './io';

/** A note's file as read: its text, its bytes, and the digest of the bytes. */
export interface NoteFile extends Decoded {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Larger files are no notes, and a text of that size does not fit the memory of its analysis. */
const LARGEST = 128 * 1024 * 1024;

/**
 * Reads a note. @throws an error of the system, or a NoteError that says why it is no note: within JSON or XML,
 * identifiers are behind escapes and in attributes, and places are not those of the note.
 * @param encoding a name that `encodingOf` gave, or undefined to find out
 */
export async function readNote(source: NoteSource, encoding: string | undefined, io: Io): Promise<NoteFile> {
  const file = await readText(source, encoding, io);
  const notation = notationOf(file.text, source.name);
  if (notation !== undefined)
    throw new NoteError(
      `it is ${notation}, whose escapes and tags would hide identifiers; give the text of each note by itself (\`marginalia convert --to brat\` takes it out of a corpus)`,
    );
  return file;
}

/** Reads a file of text, as `readNote` does, whatever it is the text of. */
export async function readText(source: NoteSource, encoding: string | undefined, io: Io): Promise<NoteFile> {
  const bytes = source.file === undefined ? await readAll(io) : await readSized(source.file);
  if (bytes.length > LARGEST) throw tooLarge();
  return { ...decode(bytes, encoding), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const tooLarge = (): NoteError => new NoteError('it is larger than 128 MB; split it');

async function readSized(file: string): Promise<Buffer> {
  const handle = await openRegular(file);
  try {
    if ((await handle.stat()).size > LARGEST) throw tooLarge();
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function readAll(io: Io): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever types at a terminal may end the program meanwhile.
  for await (const chunk of addAbortSignal(io.signal, io.stdin)) {
    const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > LARGEST) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
