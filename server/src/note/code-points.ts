/** Converts offsets of one text between UTF-16 code units and Unicode code points. */
export interface CodePointMap {
  /** Code points before the UTF-16 offset. An offset inside a surrogate pair counts the pair as passed. */
  toCodePoint(utf16: number): number;
  /** The UTF-16 offset of a code point. Beyond the end: the length of the text. */
  toUtf16(codePoint: number): number;
}

/**
 * The map between the two units, built once per text: one entry a surrogate pair,
 * so a text without any costs nothing. A lone surrogate is one code point, as in Python and JavaScript.
 */
export function codePointMap(text: string): CodePointMap {
  const pairs: number[] = [];
  for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(match.index);
  // The n-th pair (from 0) starts at UTF-16 offset pairs[n], which is code point pairs[n] - n.
  const count = (limit: number, position: (n: number) => number): number => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (position(middle) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    toCodePoint: (utf16) => utf16 - count(utf16 - 1, (n) => pairs[n] as number),
    toUtf16: (codePoint) =>
      Math.min(text.length, codePoint + count(codePoint, (n) => (pairs[n] as number) - n)),
  };
}
