import type { Span } from './span';

/** What a token is made of. `space` is never a token; line ends are not tokens either. */
type TokenKind = 'word' | 'number' | 'symbol';

/** A word, a number or a single symbol; offsets in UTF-16 code units into the text it was cut from. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** The text in lower case, where that keeps its length; else the text itself (İ would grow). */
  readonly lower: string;
}

// A word may hold inner apostrophes and combining marks; a hyphen or slash ends it, so that
// "non-tender" is three tokens. A number holds inner points and commas: "7.35", "1,200".
const token = /(?<word>\p{L}[\p{L}\p{M}\p{Nd}]*(?:['’]\p{L}+)*)|(?<number>\p{Nd}+(?:[.,]\p{Nd}+)*)|[^\s]/gu;

/** Cuts a text into tokens, in order. Everything but white space is in exactly one token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(token)) {
    const found = match[0];
    const lower = found.toLowerCase();
    const groups = match.groups as { word?: string; number?: string };
    tokens.push({
      start: match.index,
      end: match.index + found.length,
      kind: groups.word !== undefined ? 'word' : groups.number !== undefined ? 'number' : 'symbol',
      text: found,
      lower: lower.length === found.length ? lower : found,
    });
  }
  return tokens;
}
