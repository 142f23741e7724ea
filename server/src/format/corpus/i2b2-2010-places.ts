import type { Span } from '../../note/span';

/** A place of i2b2 2010: line from 1, token of the line from 0; the last token is inside. */
export interface TokenPlace {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The lines of a text and their tokens, UTF-16 code units. */
export interface TokenLines {
  readonly text: string;
  readonly lines: readonly (readonly Span[])[];
  /** All tokens in order, each with its line from 1 and its number on it from 0. */
  readonly tokens: readonly (Span & { readonly line: number; readonly token: number })[];
}

// What Python's `split()` takes for white space, as the readers of the format are written in it: not U+FEFF.
const token = /[^\t-\r\x1c-\x20\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const white = /[\t-\r\x1c-\x20\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const WHITE = '[\\t-\\r\\x1c-\\x20\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';

/** Cuts a text into lines and tokens. */
export function tokenLines(text: string): TokenLines {
  const lines: Span[][] = [];
  const tokens: (Span & { line: number; token: number })[] = [];
  let at = 0;
  for (const end of [...text.matchAll(/\r\n|[\r\n]|$/g)]) {
    const line: Span[] = [];
    for (const match of text.slice(at, end.index).matchAll(token)) {
      const span = { start: at + match.index, end: at + match.index + match[0].length };
      tokens.push({ ...span, line: lines.length + 1, token: line.length });
      line.push(span);
    }
    lines.push(line);
    at = end.index + end[0].length;
  }
  return { text, lines, tokens };
}

/** A text as `c=` has it: on one line, one space for white space, none at its edges. */
export const concept = (text: string): string => text.replace(white, ' ').trim();

/** The tokens that a span touches, or undefined where it touches none. */
export function placeOf(
  { tokens }: TokenLines,
  span: Span,
): (TokenPlace & { readonly range: Span }) | undefined {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle] as Span).end <= span.start) low = middle + 1;
    else high = middle;
  }
  const first = tokens[low];
  if (!first || first.start >= span.end) return undefined;
  let last = first;
  for (let n = low; n < tokens.length && (tokens[n] as Span).start < span.end; n++)
    last = tokens[n] as typeof first;
  return {
    from: [first.line, first.token],
    to: [last.line, last.token],
    range: { start: first.start, end: last.end },
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The span of a concept: its tokens, or within them the first place of its text that touches the first and the last
 * of them; also in another case, as the corpus itself has it in small letters.
 * @returns also whether the text was found; undefined where there are no such tokens
 */
export function findConcept(
  { text, lines }: TokenLines,
  { from, to }: TokenPlace,
  wanted: string,
): { readonly span: Span; readonly found: boolean } | undefined {
  const first = lines[from[0] - 1]?.[from[1]];
  const last = lines[to[0] - 1]?.[to[1]];
  if (!first || !last || last.end < first.end) return undefined;
  const range = { start: first.start, end: last.end };
  const whole = concept(text.slice(range.start, range.end));
  const said = concept(wanted);
  if (whole === said || said === '' || whole.toLowerCase() === said.toLowerCase())
    return { span: range, found: said !== '' };
  const source = said.split(' ').map(escaped).join(WHITE);
  for (const flags of ['gu', 'giu']) {
    for (const match of text.slice(range.start, range.end).matchAll(new RegExp(source, flags))) {
      const span = { start: range.start + match.index, end: range.start + match.index + match[0].length };
      if (span.start < first.end && span.end > last.start) return { span, found: true };
    }
  }
  return { span: range, found: false };
}
