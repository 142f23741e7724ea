import { Gap, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';
import type { Finding } from '../finding';
import { numberOf } from './label-rules';

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

/** What may stand between a label and what is read out behind it. */
const linking = /^(?:number|numbers|num|no|id|is|was|as|at|of|the|to|code|on|:|#|,|-|\.)$/;
const letterName = /^(?:[a-z]|zed|zee)$/;
/** Labels that are spelled themselves: "N H I zed zed zed". */
const spelledLabel = /^(?:nhi|mrn|nhs|urn|ssn|npi|dea|chi|hcn)/;
/** Words of everyday that are a label only before digits. */
const noLabel = /^(?:no|last|ends|ending|pt|patient|client|visit|member|unit|check|report|order|code)$/;

/**
 * "specimen S four four one nine", "my pager is one one eight four": three signs or more that are read out behind a
 * label, as a number of the label's category.
 * @param i the index of a word that says a digit
 */
export function spokenCode(lexemes: readonly Lexeme[], i: number): Finding | undefined {
  let start = i;
  while (start > 0 && letterName.test((lexemes[start - 1] as Lexeme).lower)) start--;
  let [end, count] = [i, i - start];
  for (; end < i + 16; end++) {
    const lexeme = lexemes[end] as Lexeme | undefined;
    if (lexeme === undefined || (end > i && lexeme.gap > Gap.space)) break;
    const digits = countOf(lexeme);
    if (digits === 0 && !isJoint(lexeme) && lexeme.lower !== 'zed') break;
    count += Math.max(digits, isJoint(lexeme) ? 0 : 1);
  }
  while (isJoint(lexemes[end - 1])) end--;
  if (count < 3) return undefined;
  const letters = lexemes.slice(start, i).map(({ lower }) => lower.charAt(0));
  const spelled = spelledLabel.exec(letters.join(''))?.[0];
  if (spelled !== undefined) start += spelled.length;
  let label = spelled ?? labelBefore(lexemes, start);
  // "lot bx four four one"
  if (label === undefined && (lexemes[start - 1]?.text.length ?? 9) < 4) {
    label = labelBefore(lexemes, start - 1);
    if (label !== undefined) start--;
  }
  if (label !== undefined && letterName.test(lexemes[end]?.lower ?? '') && closes(lexemes[end + 1])) end++;
  const told = label === undefined ? undefined : numberOf(label);
  if (told === undefined) return undefined;
  return { start: (lexemes[start] as Lexeme).start, end: (lexemes[end - 1] as Lexeme).end, ...told };
}

const closes = (next: Lexeme | undefined): boolean =>
  next === undefined || next.gap >= Gap.wide || next.kind === 'symbol';

function labelBefore(lexemes: readonly Lexeme[], start: number): string | undefined {
  for (let at = start - 1; at >= 0 && at > start - 5; at--) {
    const { lower, flags } = lexemes[at] as Lexeme;
    if (flags & (Flag.label | Flag.extension) && !noLabel.test(lower)) return lower;
    if (!linking.test(lower)) return undefined;
  }
  return undefined;
}
