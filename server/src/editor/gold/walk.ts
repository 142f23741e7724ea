import type { PlacedBlock } from '../../note/note';
import { lowerBound } from '../../note/span';
import type { OpenNote } from '../open-note';
import { type Item, itemsIn } from './items';

/** From where the next item is looked for: an offset (UTF-16 code units), and the item that was shown last, if any was. */
export interface From {
  readonly offset: number;
  readonly id?: string;
}

/**
 * The next item that nobody has decided on, at or behind an offset, or behind the item that was shown last; from the
 * end of the note on to its start. Looks no further than it has to.
 */
export function nextItem(open: OpenNote, { offset, id }: From): Item | undefined {
  const { blocks } = open.note;
  const here = Math.max(0, lowerBound(blocks, offset + 1) - 1);
  for (let step = 0; step <= blocks.length && blocks.length > 0; step++) {
    const items = itemsIn(open, blocks[(here + step) % blocks.length] as PlacedBlock);
    const shown = id === undefined ? -1 : items.findIndex((item) => item.id === id);
    // The first block is looked at twice: behind the offset, and before it.
    const behind =
      step > 0
        ? items
        : shown >= 0
          ? items.slice(shown + 1)
          : items.filter(({ span }) => span.start >= offset);
    if (behind[0]) return behind[0];
  }
  return undefined;
}

/** The same backwards: the item before the one that was shown last, or the last that starts before an offset. */
export function previousItem(open: OpenNote, { offset, id }: From): Item | undefined {
  const { blocks } = open.note;
  const here = Math.max(0, lowerBound(blocks, offset + 1) - 1);
  for (let step = 0; step <= blocks.length && blocks.length > 0; step++) {
    const items = itemsIn(open, blocks[(here - step + 2 * blocks.length) % blocks.length] as PlacedBlock);
    const shown = id === undefined ? -1 : items.findIndex((item) => item.id === id);
    const before =
      step > 0 ? items : shown >= 0 ? items.slice(0, shown) : items.filter(({ span }) => span.start < offset);
    const found = before.at(-1);
    if (found) return found;
  }
  return undefined;
}
