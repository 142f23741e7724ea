import type { SectionKind } from '../note/headings';
import { type Block, perBlock } from '../note/note';

// One weak table for all functions of this room: the garbage collector pays for every entry of every such table.
const slots = perBlock(
  (): { readonly by: object; readonly section: SectionKind; readonly result: unknown }[] => [],
);

/** A function of a block and the kind of its section, computed once for each block object and kind. */
export function perSection<Result>(
  compute: (block: Block, section: SectionKind) => Result,
): (block: Block, section: SectionKind) => Result {
  return (block, section) => {
    const known = slots(block);
    for (const slot of known)
      if (slot.by === compute && slot.section === section) return slot.result as Result;
    const result = compute(block, section);
    known.push({ by: compute, section, result });
    return result;
  };
}

/** A text in lower case, white space as blanks, apostrophes straight; always of the same length, so offsets hold. */
export function foldSameLength(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replace(/[^\S ]/g, ' ').replaceAll('’', "'");
}

/** `foldSameLength` of a block's text. */
export const folded: (block: Block) => string = (block) => foldedOf(block, 'none');
const foldedOf = perSection((block) => foldSameLength(block.text));

/** A value that is computed when it is asked for first. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
