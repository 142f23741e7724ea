import { setImmediate } from 'node:timers/promises';
import type { OpenNote } from '../open-note';
import { itemsIn } from './items';

/** How long counting may keep others waiting, in milliseconds. */
const SLICE = 3;

/**
 * How many items of a note nobody has decided on. It looks at all of the note, so it lets others in between; undefined
 * where the note was edited meanwhile. Decisions meanwhile make it wrong by as many: count again after them.
 */
export async function leftIn(open: OpenNote): Promise<number | undefined> {
  const { note } = open;
  let left = 0;
  let begun = performance.now();
  for (const placed of note.blocks) {
    left += itemsIn(open, placed).length;
    if (performance.now() - begun < SLICE) continue;
    await setImmediate();
    if (open.note !== note) return undefined;
    begun = performance.now();
  }
  return left;
}
