import type { Span } from './span';

// What a span of a standoff file cannot hold: tabs, and whatever some reader (Python's splitlines) takes for a line end.
const separator = /[\t\n\v\f\r\x1c-\x1e\u0085\u2028\u2029]+/g;

/**
 * A stretch of a text as spans without line ends and tabs, and without white space at their edges;
 * none where there is nothing but white space. UTF-16 code units.
 */
export function fragments(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  let at = start;
  const push = (to: number): void => {
    let s = at;
    let e = to;
    while (s < e && /\s/.test(text[s] as string)) s++;
    while (e > s && /\s/.test(text[e - 1] as string)) e--;
    if (s < e) found.push({ start: s, end: e });
  };
  for (const match of text.slice(start, end).matchAll(separator)) {
    push(start + match.index);
    at = start + match.index + match[0].length;
  }
  push(end);
  return found;
}
