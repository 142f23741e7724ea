import type { Span } from '../../note/span';

// What JavaScript or Python takes for white space: readers of token formats are written in both.
const white = /[\s\x1c-\x1f\u0085]/;

/** A span without the white space at its edges; empty where there is nothing else. UTF-16 code units. */
export function trimmed(text: string, { start, end }: Span): Span {
  let [s, e] = [start, end];
  while (s < e && white.test(text[s] as string)) s++;
  while (e > s && white.test(text[e - 1] as string)) e--;
  return { start: s, end: e };
}

/** Whether a span covers nothing but white space. */
export const isBlank = (text: string, span: Span): boolean => {
  const { start, end } = trimmed(text, span);
  return start === end;
};

/** A name without white space, for columns that are split there. */
export const oneWord = (name: string): string => name.replace(/[\s\x1c-\x1f\u0085]+/g, '_') || '_';
