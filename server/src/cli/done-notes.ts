import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type Done, doneIn } from '../gold/done';
import { placeOf, rootOf } from '../privacy/corpus/corpus';
import { type Messages, shownName } from './io';

/** Annotated notes, as far as they are. */
export interface DoneNotes<Note> {
  /** By name: those that an annotator finished in an editor, and gold that no journal speaks of. */
  readonly done: ReadonlyMap<string, Note>;
  /** Names of those that nobody has begun with: the file beside them is empty. */
  readonly untouched: ReadonlySet<string>;
}

/**
 * Tells which of the annotated notes of a folder are done. How many are not is said.
 * @param notes by their path below the folder, without its ending, `/` between names
 */
export async function doneNotes<Note>(
  folder: string,
  notes: ReadonlyMap<string, Note>,
  messages: Messages,
): Promise<DoneNotes<Note>> {
  const root = rootOf(resolve(folder));
  const { isDone } = await doneIn(root, (message) => messages.warn(shownName(message)));
  const below = relative(root, resolve(folder)).split(sep).join('/');
  const done = new Map<string, Note>();
  const untouched = new Set<string>();
  for (const [name, note] of notes) {
    const path = below === '' ? name : `${below}/${name}`;
    const names = [`${path}.txt`, `${path}.note`];
    const { size } = await stat(join(folder, `${name}.ann`)).catch(() => ({ size: undefined }));
    const isBegun = names.some((one) => !isDone(one, false));
    if (isBegun) continue;
    if (size !== 0 || names.some((one) => isDone(one, true))) done.set(name, note);
    else untouched.add(name);
  }
  const open = notes.size - done.size - untouched.size;
  if (open > 0)
    messages.info(`under review: ${open} notes; what nobody decided on yet is no gold, so they are left out`);
  if (untouched.size > 0)
    messages.info(
      `not begun: ${untouched.size} notes with an empty .ann file; where nothing is to be marked, finish the note in the editor`,
    );
  return { done, untouched };
}

/**
 * Tells of a note by its file, and whether its standoff file is empty, if it is done. The journals of a corpus are read
 * once.
 */
export function doneTeller(messages: Messages): (file: string, isEmpty: boolean) => Promise<boolean> {
  const corpora = new Map<string, Promise<Done>>();
  const known = new Map<string, string | undefined>();
  return async (file, isEmpty) => {
    const { root, path } = placeOf(file, known);
    const done = corpora.get(root) ?? doneIn(root, (message) => messages.warn(shownName(message)));
    corpora.set(root, done);
    return (await done).isDone(path, isEmpty);
  };
}
