import { Gap, type Lexeme } from '../../words/lexer';
import { Cue, tell } from '../../words/lexicon';
import type { Finding } from '../finding';

tell('zero oh o one two three four five six seven eight nine'.split(' '), Cue.spoken);

/** How many digits a lexeme says or holds, within a number that is read out; 0 if none. */
const countOf = ({ kind, cues, text }: Lexeme): number => {
  if (kind === 'word') return cues & Cue.spoken ? 1 : 0;
  return kind === 'number' && text.length < 5 ? text.length : 0;
};

const isJoint = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && /^[,.-]$/.test(lexeme.text) && lexeme.gap === Gap.none;

/**
 * "five oh five, 555, 0114", "six one seven five five five oh one four eight": a telephone number as it was read out,
 * of seven, ten or eleven digits, three of them or more in words.
 * @param i the index of its first lexeme
 */
export function spokenAt(lexemes: readonly Lexeme[], i: number): Finding | undefined {
  let [at, end, total, words] = [i, i, 0, 0];
  while (total < 12) {
    const lexeme = lexemes[at];
    const count = lexeme && (at === i || lexeme.gap <= Gap.space) ? countOf(lexeme) : 0;
    if (lexeme === undefined || count === 0) break;
    total += count;
    if (lexeme.kind === 'word') words++;
    end = at + 1;
    at = isJoint(lexemes[end]) ? end + 1 : end;
  }
  if (words < 3 || (total !== 7 && total !== 10 && total !== 11)) return undefined;
  const [first, last] = [lexemes[i] as Lexeme, lexemes[end - 1] as Lexeme];
  return { start: first.start, end: last.end, category: 'PHONE', kind: 'phone' };
}
