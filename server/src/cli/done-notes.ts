import { relative, resolve, sep } from 'node:path';
import { doneIn } from '../gold/done';
import { rootOf } from '../privacy/corpus/corpus';
import { type Messages, shownName } from './io';

/**
 * The annotated notes of a folder that are done: those that an annotator finished in an editor, and gold that no journal
 * speaks of. How many are not is said.
 * @param notes by their path below the folder, without its ending, `/` between names
 */
export async function doneNotes<Note>(
  folder: string,
  notes: ReadonlyMap<string, Note>,
  messages: Messages,
): Promise<Map<string, Note>> {
  const root = rootOf(resolve(folder));
  const { isDone } = await doneIn(root, (message) => messages.warn(shownName(message)));
  const below = relative(root, resolve(folder)).split(sep).join('/');
  const done = new Map(
    [...notes].filter(([name]) => {
      const path = below === '' ? name : `${below}/${name}`;
      return isDone(`${path}.txt`) && isDone(`${path}.note`);
    }),
  );
  const open = notes.size - done.size;
  if (open > 0)
    messages.info(`under review: ${open} notes; what nobody decided on yet is no gold, so they are left out`);
  return done;
}
