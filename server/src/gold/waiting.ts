import { applyEdit } from '../note/edit';
import type { Gold } from './gold';
import type { Step } from './history';
import { type KeptChange, keptId, renameKept } from './kept-change';
import { editsBetween } from './places';
import { editGold } from './read';
import type { Secrets } from './secrets';

/** Gold moved through whatever makes one text another. */
export function through(gold: Gold, from: string, to: string): Gold {
  let text = from;
  for (const edit of editsBetween(from, to)) {
    text = applyEdit(text, edit);
    gold = editGold(gold, edit, text);
  }
  return gold;
}

/** How many items do not hold. */
export const brokenIn = ({ entities }: Gold): number => entities.filter(({ broken }) => broken).length;

/** The ids that a step made, changed or took away. */
export const idsIn = (step: Step): string[] =>
  step.changes.flatMap(({ before, after }) =>
    [before, after].flatMap((line) => {
      const id = line && keptId(line);
      return id === undefined ? [] : [id];
    }),
  );

/** Changes of items that have other ids now. */
export const renameChanges = (
  changes: readonly KeptChange[],
  names: ReadonlyMap<string, string>,
  secrets: Secrets,
): KeptChange[] =>
  changes.map(({ at, before, after }) => ({
    at,
    ...(before && { before: renameKept(before, names, secrets) }),
    ...(after && { after: renameKept(after, names, secrets) }),
  }));
