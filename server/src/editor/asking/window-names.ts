import type { Block, Note, PlacedBlock } from '../../note/note';
import type { Window } from '../../task/engine';

const firstOf = (window: Window): PlacedBlock => {
  const [first] = window.blocks;
  if (!first) throw new Error('a window has at least one block');
  return first;
};

const numbers = new WeakMap<Block, number>();
let lastNumber = 0;

/** Where a window starts, by its first block and the place in that: it keeps its block while that is untouched. */
export function nameOf(window: Window): string {
  const { block, start } = firstOf(window);
  let number = numbers.get(block);
  if (number === undefined) {
    number = ++lastNumber;
    numbers.set(block, number);
  }
  return `${number}:${window.start - start}`;
}

/** How far a window has moved since it was cut; undefined where its first block is no more. */
export function movedBy(note: Note, window: Window): number | undefined {
  const { block, start } = firstOf(window);
  const now = note.blocks.find((placed) => placed.block === block);
  return now && now.start - start;
}
