import type { Annotations } from '../annotation/annotation';
import { decode } from '../files/decode';
import { type BratDocument, parseBrat } from '../format/brat';
import { annotationsOf, offsetUnitOf } from '../format/brat-annotations';
import { readRegular } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import type { NoteSource } from './find-notes';
import { type Io, NoteError } from './io';
import { type NoteFile, readNote } from './read-note';

/** A note and what its standoff file says of it, in UTF-16 code units of the text. */
export interface GoldFile {
  readonly file: NoteFile;
  readonly annotations: Annotations;
  /** Whether the standoff file is. */
  readonly isEmpty: boolean;
}

const ending = /\.(txt|note)$/i;

/** The first line, from 1, that says nothing, or whose id stands before. */
function senselessIn({ lines }: BratDocument): number | undefined {
  const ids = new Set<string>();
  const at = lines.findIndex(({ value, raw }) => {
    if (value.kind === 'unread') return raw.trim() !== '';
    if (!('id' in value)) return false;
    const isNew = !ids.has(value.id);
    ids.add(value.id);
    return !isNew;
  });
  return at < 0 ? undefined : at + 1;
}

/**
 * Reads a note and the standoff file beside it; undefined where there is none.
 * @throws NoteError where a line of it does not match the text, cannot be read, or has another's id: no sentence can then
 * be told to have all its mentions
 */
export async function readGold(
  source: NoteSource,
  encoding: string | undefined,
  io: Io,
): Promise<GoldFile | undefined> {
  if (source.file === undefined || !ending.test(source.file)) return undefined;
  const standoff = await readRegular(source.file.replace(ending, '.ann')).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (standoff === undefined) return undefined;
  const file = await readNote(source, encoding, io);
  const document = parseBrat(decode(standoff, encoding).text);
  const senseless = senselessIn(document);
  if (senseless !== undefined)
    throw new NoteError(`line ${senseless} of its .ann file cannot be read, or has an id that stands before`);
  const { unit, disagreeing } = offsetUnitOf(document, file.text);
  if (disagreeing.length > 0) throw new NoteError('its .ann file does not match its text');
  const annotations = annotationsOf(document, file.text, unit);
  return { file, annotations, isEmpty: standoff.length === 0 };
}
