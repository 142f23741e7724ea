import { startsClinical } from '../../words/known-words';
import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord, mean, Trait } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { forename, nobody } from './callings';
import { isInitial } from './person';

// What the number of a patient is called, in letters.
mean(
  'mrn emis nhi nhs hcn chi hrn ur urn urno umrn uhid ihi abha ohip phn hc cr mr reg regn hosp fn fin opd ipd op ip pid mpi crn dob'.split(
    ' ',
  ),
  Trait.patients,
);

const MOST = 5;
/** The oldest, in years. */
const OLDEST = 119;

/** How surely a number is somebody's age. */
const Age = { none: 0, maybe: 1, surely: 2 } as const;

/** "67F", "6yo M", "67/F", "34 yrs F", "58 M": surely an age; "44 m", "23m": one, where a patient is named before. */
function ageAt(lexemes: readonly Lexeme[], i: number): number {
  const [number, next, second] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (number.text.length > 3 || Number(number.text) > OLDEST || next === undefined) return Age.none;
  if (next.gap === Gap.none) {
    if (/^(?:F|M|f|yo|yom|yof|YO|YOM|YOF)$/.test(next.text)) return Age.surely;
    if (next.text === 'm') return Age.maybe;
    const sexed = second?.gap !== undefined && second.gap <= Gap.space && /^[MFmf]$/.test(second.text);
    if (/^(?:y|yr|yrs|mo|wk)$/.test(next.lower)) return sexed ? Age.surely : Age.none;
    if (next.text === '/')
      return second?.gap === Gap.none && /^[MF]$/.test(second.text) ? Age.surely : Age.none;
    const year = next.text === '-' && second?.gap === Gap.none && /^(?:year|yr|y)$/.test(second.lower);
    return year ? Age.surely : Age.none;
  }
  if (next.gap !== Gap.space) return Age.none;
  if (/^(?:yo|yom|yof)$/.test(next.lower)) return Age.surely;
  if (/^(?:y|yr|yrs|years?)$/.test(next.lower))
    return second?.gap === Gap.space && /^(?:m|f|male|female|old)$/.test(second.lower)
      ? Age.surely
      : Age.none;
  if (/^[MF]$/.test(next.text)) return Age.surely;
  return /^(?:m|f|male|female)$/.test(next.text) ? Age.maybe : Age.none;
}

const vowel = /[aeiou]|[^aeiou]y[^aeiou]/;

/** In no list, but of the form of a name. */
export const isUnheard = ({ flags, safety, lower }: Lexeme): boolean =>
  flags === 0 &&
  safety === 0 &&
  lower.length > 2 &&
  vowel.test(lower) &&
  !/['’]/.test(lower) &&
  !looksLikeWord(lower) &&
  !startsClinical(lower);

/** Somebody's name before all else, also in small letters. */
export const isOwnName = (word: Lexeme | undefined): word is Lexeme =>
  word?.kind === 'word' &&
  !word.mixed &&
  word.text.length > 1 &&
  (isUnheard(word) ||
    (has(word, Flag.given | Flag.family) &&
      !has(word, Flag.safe | Flag.ambiguous | Flag.eponym | nobody) &&
      !isFunctionWord(word.lower) &&
      (safetyIn(word) & (Safe.clinical | Safe.measured)) === 0));

/** May be a part of a name beside one that is nothing else: also an everyday word. */
const isPart = (word: Lexeme): boolean =>
  word.kind === 'word' &&
  !word.mixed &&
  !isFunctionWord(word.lower) &&
  !has(word, nobody | Flag.organisation | Flag.label) &&
  !isClinicalOnly(word) &&
  !looksClinical(word.lower);

// Not by its writing: in a text without capitals names are read as if they had them.
const isLow = ({ text }: Lexeme): boolean => text === text.toLowerCase();

/** What stands before a patient in a list or a letter. */
const opener = /^(?:[-–—:|•*→>;.)\]#]|re|name|called|for)$/;

/** Whether whoever is spoken of may be named here: a line or a column starts, or a mark or a word for a patient stands before. */
function opens(lexemes: readonly Lexeme[], start: number): boolean {
  const [first, before] = [lexemes[start] as Lexeme, lexemes[start - 1]];
  if (before === undefined || first.gap >= Gap.wide) return true;
  return first.gap === Gap.space && (has(before, Flag.patient) || opener.test(before.lower));
}

/** The first lexeme of the words in one writing right before an index, `end` if there are none. */
function wordsBefore(lexemes: readonly Lexeme[], end: number): number {
  let start = end;
  const last = lexemes[end - 1];
  if (last?.kind !== 'word') return end;
  while (start > 0 && end - start < MOST) {
    const [word, behind] = [lexemes[start - 1] as Lexeme, lexemes[start] as Lexeme];
    if (start < end && behind.gap === Gap.line) break;
    const joint = /^[-’',]$/.test(word.text) && behind.gap === Gap.none && word.gap === Gap.none;
    const letter = /^\p{L}$/u.test(word.text) && word.kind === 'word';
    if (joint && start < end) {
      start--;
      continue;
    }
    // "ANWAR,HAFSA MY"
    const small =
      start === end && word.writing === 'capitals' && word.text.length === 2 && isFunctionWord(word.lower);
    if (!letter && !small && !isPart(word) && !has(word, Flag.particle)) break;
    if (isLow(word) !== isLow(last) && !(isInitial(word) || isInitial(last))) break;
    start--;
  }
  while (start < end && (lexemes[start] as Lexeme).kind !== 'word') start++;
  return start;
}

/** Marks who is named right before an index, if somebody is. @param sure whether nothing but a person stands there */
function before(marks: Marks, end: number, sure: boolean): void {
  const { lexemes } = marks;
  let start = wordsBefore(lexemes, end);
  // Two spaces set a column apart, or are two by mistake: "jonas  van  aalst".
  if (!opens(lexemes, start))
    while (start < end && !(isOwnName(lexemes[start]) && has(lexemes[start], Flag.given))) start++;
  const words = lexemes.slice(start, end).filter(({ kind, text }) => kind === 'word' && text.length > 1);
  const [first] = words;
  if (first === undefined) return;
  const own = words.filter(isOwnName);
  if (isLow(first)) {
    if (own.length === 0 && !(sure && words.length === 1 && has(first, forename) && first === lexemes[start]))
      return;
    if (!sure && !(has(lexemes[start - 1], Flag.patient) || (words.length > 1 && opens(lexemes, start))))
      return;
  } else {
    if (!sure || !opens(lexemes, start)) return;
    const capitals = first.writing === 'capitals';
    const known = words.some(
      (word) => has(word, forename | Flag.family) || (safetyIn(word) & Safe.name) !== 0,
    );
    if (
      capitals
        ? own.length === 0 || (words.length === 1 && !has(first, Flag.given))
        : own.length === 0 && !(known && words.length > 1)
    )
      return;
  }
  mark(marks, start, end);
}

const mayFollow = /^(?:[fmyw]|mo|\/$|-$)/;

/** "gloria plum 67F", "ANWAR,HAFSA | 34 yrs F", "pt suresh k 52 m": who is so old; `i` is the number. */
export function aged(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const number = lexemes[i] as Lexeme;
  // Few numbers are ages: look at what follows first.
  if (!mayFollow.test(lexemes[i + 1]?.lower ?? '')) return;
  const age = ageAt(lexemes, i);
  if (age === Age.none) return;
  if (number.gap !== Gap.line && number.gap !== Gap.none) {
    const parted = /^[,|·–—(-]$/.test(lexemes[i - 1]?.text ?? '') ? 1 : 0;
    before(marks, i - parted, age === Age.surely);
  }
  // "32F  orla  spotting", "45M - rohanne -"
  const sexed = lexemes[i + 1]?.gap === Gap.none && /^[MF]$/.test(lexemes[i + 1]?.text ?? '');
  if (!sexed) return;
  const parted = /^[,|–—-]$/.test(lexemes[i + 2]?.text ?? '') ? 1 : 0;
  const [name, next] = [lexemes[i + 2 + parted], lexemes[i + 3 + parted]];
  if (!isOwnName(name) || !isLow(name) || name.gap === Gap.line || (name.gap !== Gap.wide && parted === 0))
    return;
  if (next === undefined || next.gap >= Gap.wide || /^[-–—,|]$/.test(next.text))
    mark(marks, i + 2 + parted, i + 3 + parted);
}

/** "gloria plum EMIS 448213", "HALATOA F NHI ZNA0012": whose number follows; `i` is the word for it. */
export function numbered(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.gap === Gap.none || word.gap === Gap.line) return;
  const at = next !== undefined && /^[:#]$/.test(next.text) ? lexemes[i + 2] : next;
  if (at?.kind === 'number' || at?.mixed) before(marks, i, true);
}
