import type { Schema } from '../annotation/schema';
import { type GoldNote, makeExamples } from '../pipeline/asking/examples';
import type { CorpusNote } from '../privacy/corpus/corpora';
import { type Mode, policyFor } from '../privacy/policy';
import type { Examples } from '../task/example';
import { doneTeller } from './done-notes';
import { findNotes, type NoteSource } from './find-notes';
import { type Io, type Messages, reasonOf, shownName, UsageError } from './io';
import { readGold } from './read-gold';
import type { NoteFile } from './read-note';

/**
 * Examples from the notes of a folder that are done and have a standoff file beside them, by the schema that a note has.
 * What cannot be read is named, and left out.
 * @throws UsageError where the folder has no such note
 */
export async function examplesIn(
  folder: string,
  { mode, encoding }: { readonly mode: Mode; readonly encoding: string | undefined },
  io: Io,
  messages: Messages,
  corpora: (source: NoteSource, file: NoteFile) => CorpusNote,
): Promise<(schema: Schema) => Examples> {
  const { notes, unfound } = await findNotes([folder], undefined);
  const [lost] = unfound;
  if (lost && notes.length === 0) throw new UsageError(`--examples: ${folder}: ${reasonOf(lost.error)}`);
  const isDone = doneTeller(messages);
  const gold: GoldNote[] = [];
  let open = 0;
  for (const source of notes) {
    try {
      const found = await readGold(source, encoding, io);
      if (found === undefined) continue;
      const { file, annotations, isEmpty } = found;
      if (source.real !== undefined && !(await isDone(source.real, isEmpty))) {
        open++;
        continue;
      }
      gold.push({
        text: file.text,
        entities: annotations.entities,
        policy: policyFor(mode, corpora(source, file).rulings),
      });
    } catch (error) {
      messages.warn(`--examples: ${shownName(source.shown)}: ${reasonOf(error)}`);
    }
  }
  if (open > 0)
    messages.info(
      `--examples: ${open} not finished yet; what nobody decided on is no example, so they are left out`,
    );
  if (gold.length === 0)
    throw new UsageError(`--examples: ${folder} has no finished note with a .ann file beside it`);
  const made = new Map<Schema, Examples>();
  return (schema) => {
    const examples = made.get(schema) ?? makeExamples(gold, { schema });
    made.set(schema, examples);
    return examples;
  };
}
