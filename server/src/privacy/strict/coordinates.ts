import type { Lexeme } from '../words/lexer';
import { Judged, type Judgement } from './judgement';

const degrees = '[-−+]?\\d{1,3}\\.\\d{3,9}[ ]?°?[ ]?[NSEW]?';
/** "42.5001, -70.8578", "42.5001 N 70.8578 W", "42°30'01\" N": where on earth. */
const place = new RegExp(
  `(?<![\\d.])(?:${degrees}(?:[ ]?[,;/|][ ]{0,2}|[ ]{1,2})${degrees}|\\d{1,3}[ ]?°[ ]?\\d{1,2}(?:\\.\\d{1,6})?[ ]?['’′](?:[ ]?\\d{1,2}(?:\\.\\d{1,4})?[ ]?["”″])?[ ]?[NSEW])(?![\\p{L}\\d])`,
  'gu',
);

/** Masks coordinates, which else look like two measurements. */
export function maskCoordinates({ lexed: { text, lexemes }, judged }: Judgement): void {
  let at = 0;
  for (const { 0: found, index } of text.matchAll(place)) {
    while (at < lexemes.length && (lexemes[at] as Lexeme).start < index) at++;
    for (; at < lexemes.length && (lexemes[at] as Lexeme).start < index + found.length; at++)
      if (judged[at] === Judged.safe && (lexemes[at] as Lexeme).kind !== 'symbol') judged[at] = Judged.unsafe;
  }
}
