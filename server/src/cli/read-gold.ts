import type { Annotations } from '../annotation/annotation';
import { decode } from '../files/decode';
import { parseBrat } from '../format/brat';
import { annotationsOf, offsetUnitOf } from '../format/brat-annotations';
import { codeOf } from '../privacy/corpus/kept';
import { readRegular } from '../privacy/corpus/regular-file';
import type { NoteSource } from './find-notes';
import { type Io, NoteError } from './io';
import { type NoteFile, readNote } from './read-note';

/** A note and what its standoff file says of it, in UTF-16 code units of the text. */
export interface GoldFile {
  readonly file: NoteFile;
  readonly annotations: Annotations;
}

/**
 * Reads a note and the standoff file beside it; undefined where there is none.
 * @throws NoteError where a line of it does not match the text: no sentence can then be told to have all its mentions
 */
export async function readGold(
  source: NoteSource,
  encoding: string | undefined,
  io: Io,
): Promise<GoldFile | undefined> {
  if (source.file === undefined) return undefined;
  const standoff = await readRegular(source.file.replace(/\.(txt|note)$/i, '.ann')).catch(
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (standoff === undefined) return undefined;
  const file = await readNote(source, encoding, io);
  const document = parseBrat(decode(standoff, encoding).text);
  const { unit, disagreeing } = offsetUnitOf(document, file.text);
  if (disagreeing.length > 0) throw new NoteError('its .ann file does not match its text');
  return { file, annotations: annotationsOf(document, file.text, unit) };
}
