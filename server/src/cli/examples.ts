import { i2b2 } from '../annotation/schema';
import { parseBrat } from '../format/brat';
import { annotationsOf, offsetUnitOf } from '../format/brat-annotations';
import { type GoldNote, makeExamples } from '../pipeline/asking/examples';
import type { CorpusNote } from '../privacy/corpus/corpora';
import { codeOf } from '../privacy/corpus/kept';
import { readRegular } from '../privacy/corpus/regular-file';
import { type Mode, policyFor } from '../privacy/policy';
import type { Examples } from '../task/example';
import { decode } from './decode';
import { findNotes, type NoteSource } from './find-notes';
import { type Io, type Messages, NoteError, reasonOf, shownName, UsageError } from './io';
import { type NoteFile, readNote } from './read-note';

/**
 * Examples from the notes of a folder that have a standoff file beside them. What cannot be read is named, and left out.
 * @throws UsageError where the folder has no such note
 */
export async function examplesIn(
  folder: string,
  { mode, encoding }: { readonly mode: Mode; readonly encoding: string | undefined },
  io: Io,
  messages: Messages,
  corpora: (source: NoteSource, file: NoteFile) => CorpusNote,
): Promise<Examples> {
  const { notes } = await findNotes([folder], undefined);
  const gold: GoldNote[] = [];
  for (const source of notes) {
    if (source.file === undefined) continue;
    try {
      const standoff = await readRegular(source.file.replace(/\.(txt|note)$/i, '.ann')).catch(
        (error: unknown) => {
          if (codeOf(error) === 'ENOENT') return undefined;
          throw error;
        },
      );
      if (standoff === undefined) continue;
      const file = await readNote(source, encoding, io);
      const document = parseBrat(decode(standoff, encoding).text);
      const { unit, disagreeing } = offsetUnitOf(document, file.text);
      // Where a line is wrong, no sentence can be told to have all its mentions.
      if (disagreeing.length > 0) throw new NoteError('its .ann file does not match its text');
      const { entities } = annotationsOf(document, file.text, unit);
      gold.push({ text: file.text, entities, policy: policyFor(mode, corpora(source, file).rulings) });
    } catch (error) {
      messages.warn(`--examples: ${shownName(source.shown)}: ${reasonOf(error)}`);
    }
  }
  if (gold.length === 0) throw new UsageError(`--examples: ${folder} has no note with a .ann file beside it`);
  return makeExamples(gold, { schema: i2b2 });
}
