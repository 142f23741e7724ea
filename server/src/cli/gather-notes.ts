import { resolve } from 'node:path';
import { type EmptyFolder, findNotes, type NoteSource } from './find-notes';
import { type Messages, reasonOf, shownName, UsageError } from './io';

/** The notes of a command, and how many could not even be looked for. */
export interface Gathered {
  readonly notes: readonly NoteSource[];
  readonly failed: number;
  /** The real paths of all notes. */
  readonly inputs: ReadonlySet<string>;
}

/**
 * The notes that the paths name, without those that would be written to one file; each of these, and each path
 * that cannot be looked at, is named as an error.
 * @param target the file that a note is written to, or undefined where no file a note is written
 * @throws UsageError where all paths are folders without a note
 */
export async function gatherNotes(
  paths: readonly string[],
  out: string | undefined,
  messages: Messages,
  target: ((name: string) => string) | undefined,
): Promise<Gathered> {
  const found = await findNotes(paths, out);
  let failed = found.unfound.length;
  for (const { shown, error } of found.unfound) messages.error(`${shownName(shown)}: ${reasonOf(error)}`);
  for (const link of found.links)
    messages.warn(`${shownName(link)}: a link to a folder, which is not followed; name it too for its notes`);
  const empty = found.empty.map(noNote);
  if (empty.length > 0 && found.notes.length + failed === 0) throw new UsageError(empty.join('; '));
  for (const folder of empty) messages.warn(folder);
  const inputs = new Set(found.notes.flatMap((note) => (note.real === undefined ? [] : [note.real])));
  if (!target || out === undefined) return { notes: found.notes, failed, inputs };
  const byTarget = new Map<string, NoteSource[]>();
  // Windows and macOS take names that differ in case only for one file.
  const fold = process.platform === 'win32' || process.platform === 'darwin';
  for (const note of found.notes) {
    const path = resolve(out, target(note.name));
    const key = fold ? path.toLowerCase() : path;
    byTarget.set(key, [...(byTarget.get(key) ?? []), note]);
  }
  const notes: NoteSource[] = [];
  for (const [file, rivals] of byTarget) {
    if (rivals.length === 1) notes.push(...rivals);
    else {
      failed += rivals.length;
      const names = rivals.map((note) => shownName(note.shown)).join(' and ');
      messages.error(`${names} would both be written to ${shownName(file)}; annotate them one at a time`);
    }
  }
  return { notes, failed, inputs };
}

const SHOWN = 5;

/** That a folder holds no note, and what it holds instead. */
function noNote({ shown, endings }: EmptyFolder): string {
  const some = [...endings].slice(0, SHOWN).join(', ');
  const instead =
    some === ''
      ? ''
      : `, only ${some}; notes are plain text (\`marginalia convert --to brat\` takes it out of a corpus)`;
  return `${shownName(shown)}: no .txt or .note file in this folder${shownName(instead)}`;
}
