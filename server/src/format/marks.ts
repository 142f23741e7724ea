import type { Span } from '../note/span';

/** A span to be marked in a text, with whatever the writer needs to mark it. */
export interface Mark<Item> extends Span {
  readonly item: Item;
}

/** What a text with marks is made of, in order. Between an `open` and its `close`, marks nest properly. */
export type Piece<Item> =
  | { readonly kind: 'text'; readonly text: string }
  /** `first`/`last`: whether this is the first or last part of its mark, which others may have cut. */
  | { readonly kind: 'open'; readonly item: Item; readonly first: boolean }
  | { readonly kind: 'close'; readonly item: Item; readonly last: boolean };

interface Part<Item> extends Mark<Item> {
  readonly first: boolean;
  readonly order: number;
}

/**
 * Cuts a text at the edges of its marks, so that the marks nest like brackets: where two cross, the one that
 * starts later is closed with the earlier one and opened again behind it. Of marks on one span, the
 * one listed first is outside. Empty marks and parts beyond the text are left out.
 * @param range the part of the text that is wanted, in UTF-16 code units; marks are cut to it
 */
export function* pieces<Item>(
  text: string,
  marks: readonly Mark<Item>[],
  range: Span = { start: 0, end: text.length },
): Generator<Piece<Item>> {
  const queue: Part<Item>[] = [];
  for (const [order, mark] of marks.entries()) {
    const start = Math.max(range.start, mark.start);
    const end = Math.min(range.end, mark.end);
    if (start < end) queue.push({ start, end, item: mark.item, first: start === mark.start, order });
  }
  const before = (a: Part<Item>, b: Part<Item>): number =>
    a.start - b.start || b.end - a.end || a.order - b.order;
  queue.sort(before);
  // Parts that were cut off and wait to be opened again, latest first.
  const cut: Part<Item>[] = [];
  const open: Part<Item>[] = [];
  let at = range.start;
  let next = 0;
  const textTo = function* (to: number): Generator<Piece<Item>> {
    if (to > at) yield { kind: 'text', text: text.slice(at, to) };
    at = Math.max(at, to);
  };
  for (;;) {
    const fresh = queue[next];
    const again = cut.at(-1);
    const part = !again ? fresh : !fresh || before(again, fresh) <= 0 ? again : fresh;
    while (open.length > 0) {
      const top = open.at(-1) as Part<Item>;
      if (part && top.end > part.start) break;
      yield* textTo(top.end);
      open.pop();
      yield { kind: 'close', item: top.item, last: !cut.some((c) => c.order === top.order) };
    }
    if (!part) break;
    if (part === again) cut.pop();
    else next++;
    yield* textTo(part.start);
    const top = open.at(-1);
    let mine = part;
    if (top && part.end > top.end) {
      mine = { ...part, end: top.end };
      const rest = { ...part, start: top.end, first: false };
      const place = cut.findIndex((c) => before(c, rest) < 0);
      cut.splice(place < 0 ? cut.length : place, 0, rest);
    }
    open.push(mine);
    yield { kind: 'open', item: mine.item, first: mine.first };
  }
  yield* textTo(range.end);
}
