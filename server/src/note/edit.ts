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

/** Where a region lies after an edit that may touch its inside: it grows and shrinks with its text. */
export function rebaseRegion(region: Span, edit: Edit): Span {
  const by = growth(edit);
  const start =
    edit.end <= region.start && edit.start < region.start
      ? region.start + by
      : Math.min(region.start, edit.start);
  const end = edit.start > region.end ? region.end : Math.max(region.end, edit.end) + by;
  return { start, end: Math.max(start, end) };
}
