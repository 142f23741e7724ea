import { applyEdit } from '../note/edit';
import type { Gold } from './gold';
import type { Step } from './history';
import { keptId, renameKept } from './kept-change';
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

/** Gives the items of a step other ids. */
export function renameStep(step: Step, names: ReadonlyMap<string, string>, secrets: Secrets): void {
  step.changes = step.changes.map(({ at, before, after }) => ({
    at,
    ...(before && { before: renameKept(before, names, secrets) }),
    ...(after && { after: renameKept(after, names, secrets) }),
  }));
}
