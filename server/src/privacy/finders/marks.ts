import { Gap, has, isNameFlagged, type Lexeme } from '../lexer';
import { Flag, looksLikeWord } from '../lexicon';
import type { Finding } from './finding';
import type { NameRun } from './person';

export interface Marks {
  readonly lexemes: readonly Lexeme[];
  readonly found: Finding[];
}

export function mark({ lexemes, found }: Marks, start: number, end: number, kind = 'name'): void {
  const [first, last] = [lexemes[start], lexemes[end - 1]];
  if (first && last && end > start) {
    found.push({ start: first.start, end: last.end, category: 'NAME', kind });
  }
}

/** An eponym: a name before "disease", "sign" and the like. */
export function isEponym(lexemes: readonly Lexeme[], run: { start: number; end: number }): boolean {
  let next = run.end;
  if (
    lexemes[next]?.text === "'s" ||
    lexemes[next]?.text === '’s' ||
    /^['’]$/.test(lexemes[next]?.text ?? '')
  )
    next++;
  const head = lexemes[next];
  if (head && head.gap <= Gap.space && has(head, Flag.eponymHead)) return true;
  const second = lexemes[next + 1];
  const single = run.end - run.start === 1 && has(lexemes[run.start], Flag.eponym);
  return single && second !== undefined && head?.writing === 'lower' && has(second, Flag.eponymHead);
}

/** Whether a run is, or goes on to be, an organisation. */
export const isOrganisation = (lexemes: readonly Lexeme[], run: NameRun): boolean => {
  for (let i = run.start; i < run.end + 2; i++) {
    const lexeme = lexemes[i];
    if (i >= run.end && (!lexeme || lexeme.gap > Gap.space || lexeme.writing === 'lower')) return false;
    if (has(lexeme, Flag.organisation)) return true;
  }
  return false;
};

export const lowerPart = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' &&
  lexeme.writing === 'lower' &&
  lexeme.text.length > 2 &&
  !/\d/.test(lexeme.text) &&
  !has(lexeme, Flag.credential | Flag.particle | Flag.eponymHead | Flag.relative | Flag.role) &&
  (isNameFlagged(lexeme) && !has(lexeme, Flag.ambiguous)
    ? true
    : !has(lexeme, Flag.safe | Flag.generic | Flag.weekday | Flag.month | Flag.organisation) &&
      !looksLikeWord(lexeme.lower));
