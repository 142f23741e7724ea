import type { Finding } from '../finders/finding';
import type { Lexed, Lexeme } from '../words/lexer';
import type { Cell } from './cells';

/** What a lexeme is after the finders: nothing to mask, taken by one of them, or not known to be safe. */
export const Judged = { safe: 0, found: 1, unsafe: 2 } as const;

/** A block while it is judged, lexeme by lexeme. */
export interface Judgement {
  readonly lexed: Lexed;
  readonly findings: readonly Finding[];
  /** One of `Judged` for each lexeme. */
  readonly judged: Uint8Array;
  /** 1 for each lexeme in a name or a place that was found. */
  readonly names: Uint8Array;
  /** 1 for each lexeme on a line that is written in capitals: there a capital says nothing. */
  readonly shouted: Uint8Array;
  readonly cells: readonly Cell[];
}

const namedCategory = /^(?:NAME|LOCATION)$/;

/** The lexemes in names and places that were found, as `Judgement` has them. */
export function namesIn({ lexemes }: Lexed, findings: readonly Finding[]): Uint8Array {
  const names = new Uint8Array(lexemes.length);
  let at = 0;
  for (const { category, start, end } of findings) {
    if (!namedCategory.test(category)) continue;
    while (at < lexemes.length && (lexemes[at] as Lexeme).end <= start) at++;
    for (let i = at; i < lexemes.length && (lexemes[i] as Lexeme).start < end; i++) names[i] = 1;
  }
  return names;
}
