import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isClinicalOnly } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { forename, nobody } from './callings';
import { isInitial } from './person';
import { isStrange } from './strange';

// What a form or a list says before a person.
const labels =
  /^(?:name|patient|pt|client|clt|resident|inmate|member|infant|mother|phys|physician|provider|prov|author|attending|surgeon|assistant|nurse|md|by|cosigner|signer|guarantor|subscriber|insured|label|from|attn|ordering|requesting|referring)$/;
const behind = /^(?:dob|mrn|age|sex|male|female|m|f|yo|y)$/;

/** "1. Snow, Angela", "[2] LITTLE, Otis", "NAME...: STONE, JOY E", "EARLY,JOSEPHINE": a surname that may be an everyday word, before a given name; `i` is the comma. */
export function inverted(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [surname, comma, given] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (surname === undefined || given === undefined || comma.gap !== Gap.none || given.gap > Gap.space) return;
  if (surname.text.length < 2) return;
  if (given.text.length === 1) {
    abridged(marks, i);
    return;
  }
  if (surname.writing === 'lower') {
    inSmall(marks, i);
    return;
  }
  const glued = given.gap === Gap.none;
  if (glued && (surname.writing !== 'capitals' || given.writing !== 'capitals')) return;
  const baby = given.lower === 'baby' && /^(?:girl|boy)$/.test(lexemes[i + 2]?.lower ?? '');
  if (!isPart(surname) || (!baby && !isForename(given, glued && has(surname, Flag.family)))) return;
  let end = baby ? i + 3 : i + 2;
  while (!baby && end < i + 5 && lexemes[end]?.gap === Gap.space) {
    if (isInitial(lexemes[end])) end += lexemes[end + 1]?.text === '.' ? 2 : 1;
    else if (has(lexemes[end], Flag.family | Flag.given) && lexemes[end]?.writing === given.writing) end++;
    else break;
  }
  if (!isClosed(lexemes[end])) return;
  // "Little Bear, Dakota"
  const first = lexemes[i - 2];
  const double =
    surname.gap === Gap.space && first?.writing === surname.writing && isPart(first) && opens(lexemes, i - 2);
  if (double) mark(marks, i - 2, end);
  else if (opens(lexemes, i - 1) || (glued && surname.gap !== Gap.none && isApart(lexemes, i - 1, end)))
    mark(marks, i - 1, end);
}

const isClinical = (word: Lexeme): boolean => looksClinical(word.lower) || isClinicalOnly(word);

/** May be a surname: also an everyday word, but none of medicine. */
const isPart = (word: Lexeme): boolean =>
  word.kind === 'word' &&
  !word.mixed &&
  !isFunctionWord(word.lower) &&
  (has(word, Flag.family) || (!has(word, nobody) && !isClinical(word)));

const isForename = (word: Lexeme, sure: boolean): boolean =>
  word.kind === 'word' &&
  word.writing !== 'lower' &&
  has(word, forename) &&
  !has(word, Flag.eponym) &&
  (sure || (!isFunctionWord(word.lower) && !has(word, Flag.month))) &&
  !isClinical(word);

/** Whether a list's number, a label or a quotation mark stands before, or "patient". */
function opens(lexemes: readonly Lexeme[], start: number): boolean {
  const [previous, second, third] = [lexemes[start - 1], lexemes[start - 2], lexemes[start - 3]];
  const first = lexemes[start] as Lexeme;
  if (previous === undefined || first.gap === Gap.line) return false;
  if (/^["“]$/.test(previous.text)) return first.gap === Gap.none;
  if (has(previous, Flag.patient) || /^(?:clt|inmate)$/.test(previous.lower)) return true;
  if (previous.text === ':') {
    let label = start - 2;
    while (label > start - 24 && lexemes[label]?.text === '.') label--;
    return labels.test(lexemes[label]?.lower ?? '');
  }
  if (first.gap > Gap.wide || second?.kind !== 'number' || second.text.length > 2) return false;
  if (previous.text === '.' || previous.text === ')') return second.gap === Gap.line;
  return previous.text === ']' && third?.text === '[' && third.gap === Gap.line;
}

const isClosed = (next: Lexeme | undefined): boolean =>
  next === undefined ||
  next.gap >= Gap.wide ||
  next.kind === 'number' ||
  next.mixed ||
  behind.test(next.lower) ||
  /^[("“”'’\-–—;|[]$/.test(next.text);

/** In a column of its own. */
const isApart = (lexemes: readonly Lexeme[], start: number, end: number): boolean =>
  ((lexemes[start] as Lexeme).gap >= Gap.wide || lexemes[start - 1]?.text === ':') &&
  (lexemes[end] === undefined || (lexemes[end] as Lexeme).gap >= Gap.wide);

const isFamily = (word: Lexeme): boolean =>
  has(word, Flag.family) || (isStrange(word) && !looksClinical(word.lower) && !has(word, nobody));

/** "Ng, P 36F", "Hobart, D (EMT)", "[13:07] kershaw, d:": a surname before an initial that an age, a bracket or a colon follows. */
function abridged(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [surname, initial] = [lexemes[i - 1] as Lexeme, lexemes[i + 1] as Lexeme];
  if (surname.kind !== 'word' || surname.mixed || initial.gap !== Gap.space || !/^\p{L}$/u.test(initial.text))
    return;
  if ((surname.writing === 'lower') !== (initial.writing === 'lower') || isFunctionWord(surname.lower))
    return;
  const dotted = lexemes[i + 2]?.text === '.' && lexemes[i + 2]?.gap === Gap.none;
  const end = i + (dotted ? 3 : 2);
  const [next, second] = [lexemes[end], lexemes[end + 1]];
  const aged =
    next?.kind === 'number' &&
    next.gap === Gap.space &&
    second?.gap === Gap.none &&
    /^[mfy]/.test(second.lower);
  const clocked = lexemes[i - 2]?.text === ']' && next?.text === ':';
  const small = surname.writing === 'lower';
  const signed = next?.gap === Gap.space && next.writing === 'capitals' && has(next, Flag.credential);
  // "Phys: MERRYWEATHER, P"
  const asked =
    opens(lexemes, i - 1) && lexemes[i - 2]?.text === ':' && (next === undefined || next.gap >= Gap.wide);
  if (!(clocked || (!small && (aged || signed || asked || next?.text === '(')))) return;
  const named = has(surname, Flag.family | Flag.given) || ((aged || signed || asked) && isPart(surname));
  if (named || (isFamily(surname) && !isClinical(surname))) mark(marks, i - 1, end);
}

/** "PATIENT  reed, story rose  3 y", "pt bell, early lee": in small letters, right behind what says so. */
function inSmall(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [label, surname, given] = [lexemes[i - 2], lexemes[i - 1] as Lexeme, lexemes[i + 1] as Lexeme];
  const before = label?.text === ':' ? lexemes[i - 3] : label;
  if (!/^(?:name|patient|pt|client|resident)$/.test(before?.lower ?? '') || surname.gap === Gap.line) return;
  if (!has(surname, Flag.family | Flag.ambiguous | Flag.given | Flag.eponym) && !isFamily(surname)) return;
  if (isFunctionWord(surname.lower) || isFunctionWord(given.lower) || has(given, nobody) || isClinical(given))
    return;
  let end = i + 2;
  let known = has(given, forename);
  while (end < i + 4 && lexemes[end]?.gap === Gap.space && has(lexemes[end], forename | Flag.family)) {
    known = true;
    end++;
  }
  const next = lexemes[end];
  if (
    known &&
    (next === undefined ||
      next.gap >= Gap.wide ||
      next.kind !== 'word' ||
      behind.test(next.lower) ||
      next.mixed)
  )
    mark(marks, i - 1, end);
}
