import { Gap, has, isNameFlagged, type Lexeme } from '../words/lexer';
import { Flag, looksLikeWord } from '../words/lexicon';
import { Safe, safetyIn } from '../words/safe-words';
import type { Finding } from './finding';
import { isInitial, isSuffix, type NameRun } from './names/person';
import { isPet } from './names/pets';
import { isGraded } from './names/signs';

export interface Marks {
  readonly lexemes: readonly Lexeme[];
  readonly found: Finding[];
}

export function mark({ lexemes, found }: Marks, start: number, end: number, kind = 'name'): void {
  const [first, last] = [
    lexemes[kind === 'initials' ? start : byNickname(lexemes, start)],
    lexemes[(kind === 'initials' ? end : tailed(lexemes, start, end)) - 1],
  ];
  if (first && last && end > start && !isPet(lexemes, start, end)) {
    found.push({ start: first.start, end: last.end, category: 'NAME', kind });
  }
}

const bynames = /^(?:big|lil|li'l|slim|fat|tiny|skinny|shorty|little|crazy)$/;

/** "Big Louie", "Lil Ray": the index of what a nickname starts with, else that of the name. */
function byNickname(lexemes: readonly Lexeme[], start: number): number {
  const [before, name] = [lexemes[start - 1], lexemes[start]];
  if (!before || name?.gap !== Gap.space || !has(name, Flag.given) || !bynames.test(before.lower))
    return start;
  return (before.writing === name.writing || has(lexemes[start - 2], Flag.relative)) &&
    before.gap !== Gap.none
    ? start - 1
    : start;
}

const particle = /^(?:ten|ter|van|von)$/;

/** The index behind a name with what may follow it: "Jr.", a last initial. */
export function tailed(lexemes: readonly Lexeme[], start: number, end: number): number {
  let at = end;
  let next = lexemes[at];
  // "Eun-ji": a small part behind a hyphen.
  const small = lexemes[at + 1];
  if (
    next?.text === '-' &&
    next.gap === Gap.none &&
    small?.gap === Gap.none &&
    small.writing === 'lower' &&
    small.kind === 'word'
  ) {
    const name = has(lexemes[end - 1], Flag.given | Flag.family) && lexemes[end - 1]?.writing === 'capital';
    if (name && small.text.length < 5 && !has(small, Flag.safe | Flag.particle | Flag.role | Flag.relative))
      return at + 2;
  }
  // "Willemine ten Pas": behind such a particle even an everyday word goes on.
  if (next?.writing === 'lower' && next.gap === Gap.space && particle.test(next.lower)) {
    const name = small?.kind === 'word' && small.gap === Gap.space && small.writing === 'capital';
    if (name && small.text.length > 2 && !has(small, Flag.weekday | Flag.month | Flag.title)) return at + 2;
  }
  if (next?.text === ',' && isSuffix(lexemes[at + 1]?.lower ?? '')) next = lexemes[++at];
  if (next === undefined || next.gap !== Gap.space || next.writing === 'lower') return end;
  const dotted = lexemes[at + 1]?.text === '.' && lexemes[at + 1]?.gap === Gap.none;
  if (isSuffix(next.lower)) return dotted && next.lower.endsWith('r') ? at + 2 : at + 1;
  if (at !== end || !isInitial(next) || (lexemes[start] as Lexeme).text.length < 3) return end;
  // "Mason P.", "Teuila K /", "Grant A-P": no word, number or unit goes on behind it.
  const [mark, more] = [lexemes[at + 1], lexemes[at + 2]];
  if (mark?.text === '-' && mark.gap === Gap.none && isInitial(more) && more?.gap === Gap.none) return at + 3;
  if (dotted) return more?.gap === Gap.none && more.kind !== 'symbol' ? end : at + 2;
  const closed = !mark || mark.gap >= Gap.wide || (mark.kind === 'symbol' && !/^[-'’:&%]$/.test(mark.text));
  return closed || mark.kind === 'number' || has(mark, Flag.credential) ? at + 1 : end;
}

/** An eponym: a name before "disease", "sign" and the like. */
export function isEponym(lexemes: readonly Lexeme[], run: { start: number; end: number }): boolean {
  let next = run.end;
  if (isGraded(lexemes, run.start, run.end)) return true;
  // "Jackson-Pratt", "Salter-Harris"
  const pair = run.end - run.start === 3 && lexemes[run.start + 1]?.text === '-';
  if (pair && has(lexemes[run.start], Flag.eponym) && has(lexemes[run.end - 1], Flag.eponym))
    // "Tay-Tay" is nobody's disease.
    return lexemes[run.start]?.lower !== lexemes[run.end - 1]?.lower;
  if (
    lexemes[next]?.text === "'s" ||
    lexemes[next]?.text === '’s' ||
    /^['’]$/.test(lexemes[next]?.text ?? '')
  )
    next++;
  const head = lexemes[next];
  if (head && head.gap <= Gap.space && has(head, Flag.eponymHead))
    return !isCalling(lexemes, run.start, next);
  const second = lexemes[next + 1];
  const single = run.end - run.start === 1 && has(lexemes[run.start], Flag.eponym);
  return (
    single &&
    second !== undefined &&
    head?.kind === 'word' &&
    head.writing === 'lower' &&
    has(second, Flag.eponymHead)
  );
}

/** "Trudie ring tomorrow", "Kavya cell 613-": behind a given name that is no surname, what one does or is reached by. */
export function isCalling(lexemes: readonly Lexeme[], start: number, head: number): boolean {
  const [name, word] = [lexemes[start] as Lexeme, lexemes[head] as Lexeme];
  if (head !== start + 1 || word.gap !== Gap.space || word.writing !== 'lower') return false;
  if (!has(name, Flag.given) || has(name, Flag.eponym | Flag.city)) return false;
  if (word.lower === 'cell') return /^[\d(:#+]/.test(lexemes[head + 1]?.text ?? '');
  if (word.lower === 'unit') return /^(?:\p{Lu}|\d+)$/u.test(lexemes[head + 1]?.text ?? '');
  return /^(?:ring|form|view|line|sound|monitor|law)$/.test(word.lower) && !has(name, Flag.family);
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
      !looksLikeWord(lexeme.lower) &&
      (safetyIn(lexeme) & Safe.word) === 0);
