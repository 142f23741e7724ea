/** A half-open range of UTF-16 code units in a text: `0 <= start <= end <= text.length`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans share at least one code unit. Empty spans share nothing. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Whether `inner` lies within `outer`; equal ends count. */
export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** The span moved by `offset` code units. */
export const shift = (span: Span, offset: number): Span => ({
  start: span.start + offset,
  end: span.end + offset,
});

/** The text under a span. */
export const slice = (text: string, span: Span): string => text.slice(span.start, span.end);

/**
 * The number of items of a list, sorted by `start`, that start before `offset`:
 * the index of the first item that starts at or after it.
 */
export function lowerBound(items: readonly Span[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] as Span).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
