import type { Span } from './span';

/** A replacement of the UTF-16 code units `[start, end)` of a text by `text`. */
export interface Edit extends Span {
  readonly text: string;
}

/** The text after the edit. */
export const applyEdit = (text: string, edit: Edit): string =>
  text.slice(0, edit.start) + edit.text + text.slice(edit.end);

/** How many code units the edit adds (negative: takes away). */
export const growth = (edit: Edit): number => edit.text.length - (edit.end - edit.start);

/**
 * Where a span lies after an edit, or undefined when the edit touched its inside,
 * so that its text is no longer what it was. An insertion right at an edge leaves it whole.
 */
export function rebase(span: Span, edit: Edit): Span | undefined {
  if (edit.start >= span.end) return span;
  if (edit.end <= span.start) {
    const by = growth(edit);
    return by === 0 ? span : { start: span.start + by, end: span.end + by };
  }
  return undefined;
}
