import type { SectionKind } from '../note/headings';
import { type Block, perBlock } from '../note/note';

/** A function of a block and the kind of its section, computed once for each block object and kind. */
export function perSection<Result>(
  compute: (block: Block, section: SectionKind) => Result,
): (block: Block, section: SectionKind) => Result {
  const known = perBlock(() => new Map<SectionKind, Result>());
  return (block, section) => {
    const bySection = known(block);
    let result = bySection.get(section);
    if (result === undefined) {
      result = compute(block, section);
      bySection.set(section, result);
    }
    return result;
  };
}

/** A text in lower case, white space as blanks, apostrophes straight; always of the same length, so offsets hold. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replace(/[^\S ]/g, ' ').replaceAll('’', "'");
}

/** `fold` of a block's text. */
export const folded = perBlock((block) => fold(block.text));

/** A value that is computed when it is asked for first. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
