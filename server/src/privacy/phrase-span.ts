import { type Span, slice } from '../note/span';
import { LONGEST_PHRASE } from './corpus/rulings';
import { Gap, lex } from './words/lexer';

/** A span without the white space and the signs at its edges; UTF-16 code units. */
export function withoutEdges(text: string, span: Span): Span {
  const piece = slice(text, span);
  const head = /^[^\p{L}\p{Nd}]*/u.exec(piece)?.[0].length ?? 0;
  let last = piece.length;
  for (const { index, 0: letter } of piece.matchAll(/[\p{L}\p{M}\p{Nd}]/gu)) last = index + letter.length;
  return { start: span.start + head, end: span.start + Math.max(head, last) };
}

/**
 * The least span over another one on whose text a ruling holds at this very place: of whole words and numbers, each
 * with what goes on right where it ends. UTF-16 code units.
 */
export function wholeWords(text: string, { start, end }: Span): Span {
  // The words at the edges are within a phrase's length, if anything can be ruled on.
  const from = Math.max(0, start - LONGEST_PHRASE);
  const lexemes = lex(text.slice(from, end + LONGEST_PHRASE));
  const goesOn = (i: number): boolean =>
    lexemes[i]?.gap === Gap.none && lexemes[i]?.kind !== 'symbol' && lexemes[i - 1]?.kind !== 'symbol';
  let first = lexemes.findIndex((lexeme) => lexeme.end + from > start);
  let last = lexemes.findLastIndex((lexeme) => lexeme.start + from < end);
  if (first < 0 || last < first) return { start, end };
  while (goesOn(first)) first--;
  while (goesOn(last + 1)) last++;
  return {
    start: Math.min(start, from + (lexemes[first]?.start ?? 0)),
    end: Math.max(end, from + (lexemes[last]?.end ?? 0)),
  };
}
