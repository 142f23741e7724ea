import { Gap, has, type Lexed, type Lexeme, Sign } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import type { Finding } from '../finding';
import { isOwnName } from './aged';
import { forename, nobody } from './callings';
import { isInitial } from './person';

/** The indices of the first lexeme of a name and behind its last. */
interface Line {
  readonly start: number;
  readonly end: number;
}

// So many lines of who is known to be a person make a talk of the others; one that means something else, "Kev", needs more.
const TALK = 2;
const OFTEN = 3;

/** "Marisol 15:03  took it", "11:20 Will T. – fell": who speaks, or of whom a line of a log speaks, beside a time of day. */
export function findSpeakers({ lexemes, signs }: Lexed): Finding[] {
  if ((signs & (Sign.colon | Sign.digit)) === 0) return [];
  const spoke: Line[] = [];
  const told: Line[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    if (word.gap !== Gap.line) continue;
    if (word.kind === 'word' && isNearClock(lexemes, i)) {
      const end = Math.max(runEnd(lexemes, i), mayBeCalled(word) ? i + 1 : i);
      if (end > i && isClock(lexemes, end)) spoke.push({ start: i, end });
    } else if (word.text === '[') {
      const start = clockEnd(lexemes, i + 1) + 1;
      if (start > i + 1 && lexemes[start - 1]?.text === ']' && isChatter(lexemes, start))
        told.push({ start, end: start + 1 });
    } else if (word.kind === 'number' && isLogged(lexemes, i)) told.push({ start: i + 1, end: i + 2 });
    else if (word.kind === 'number') {
      const start = clockEnd(lexemes, i);
      const end = start > i ? runEnd(lexemes, start) : -1;
      if (end > start + 1 && lexemes[start]?.gap !== Gap.line && isSet(lexemes, end))
        if (isFull(lexemes, start, end)) told.push({ start, end });
    }
  }
  return [...speaking(lexemes, spoke), ...told].map(({ start, end }) => ({
    start: (lexemes[start] as Lexeme).start,
    end: (lexemes[end - 1] as Lexeme).end,
    category: 'NAME',
    kind: 'name',
  }));
}

const mayTalk = (word: Lexeme): boolean =>
  !isClinicalOnly(word) && !looksClinical(word.lower) && !isFunctionWord(word.lower);

/** "[08:02] Bo:": who writes a message. */
function isChatter(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, colon] = [lexemes[i], lexemes[i + 1]];
  return (
    colon?.text === ':' &&
    word?.writing === 'capital' &&
    word.gap === Gap.space &&
    word.text.length > 1 &&
    !has(word, nobody | Flag.label) &&
    mayTalk(word) &&
    !/^(?:system|admin|bot|unknown|automated)$/.test(word.lower)
  );
}

/** "0812  Tevin from class", "1240  Odile here for": of whom a line of a log speaks, behind four digits. */
function isLogged(lexemes: readonly Lexeme[], i: number): boolean {
  const [time, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (!/^(?:[01]\d|2[0-3])[0-5]\d$/.test(time.text) || word?.writing !== 'capital' || next?.gap !== Gap.space)
    return false;
  if (word.gap === Gap.none || word.gap === Gap.line || !isOwnName(word)) return false;
  return /^(?:from|here|in|back|came|sent|brought|with|w|to|c|walked|says|states|asked|asking|complains)$/.test(
    next.lower,
  );
}

/** Of the lines that a word and a time of day start, those whose word is a person. */
function speaking(lexemes: readonly Lexeme[], lines: readonly Line[]): Line[] {
  const known = lines.filter(({ start }) => isPerson(lexemes[start] as Lexeme));
  if (known.length < TALK) return known;
  const counts = new Map<string, number>();
  const keyOf = ({ start }: Line): string => (lexemes[start] as Lexeme).lower;
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return lines.filter((line) => isPart(lexemes[line.start]) || (counts.get(keyOf(line)) ?? 0) >= OFTEN);
}

/** A capitalised word that says little besides, as "Kev". */
const mayBeCalled = (word: Lexeme): boolean =>
  word.writing === 'capital' &&
  !word.mixed &&
  word.text.length > 2 &&
  !has(word, Flag.safe | nobody) &&
  (safetyIn(word) & Safe.everyday) === 0 &&
  !looksClinical(word.lower);

/** "Addie Small", "Will T.", "A. Stone". */
const isFull = (lexemes: readonly Lexeme[], start: number, end: number): boolean =>
  has(lexemes[start], forename) || (isInitial(lexemes[start]) && has(lexemes[end - 1], Flag.family));

/** A given name and nothing else. */
const isPerson = (word: Lexeme): boolean =>
  has(word, Flag.given) && !has(word, Flag.safe | Flag.eponym | Flag.kept | Flag.city | nobody);

/** A word that may be what somebody is called: a name, or none of any list. */
const isPart = (word: Lexeme | undefined): boolean =>
  word?.kind === 'word' &&
  word.writing !== 'lower' &&
  !word.mixed &&
  word.text.length > 1 &&
  !has(word, nobody) &&
  !looksClinical(word.lower) &&
  (has(word, forename | Flag.family)
    ? !isFunctionWord(word.lower) || has(word, Flag.ambiguous)
    : word.text.length > 2 && word.writing === 'capital' && safetyIn(word) === 0);

/** The index behind one or two words of a name with an initial, "Will T.", "A. Long"; `start` if there is none. */
function runEnd(lexemes: readonly Lexeme[], start: number): number {
  let [at, words] = [start, 0];
  for (let part = 0; part < 3; part++) {
    const word = lexemes[at];
    if (part > 0 && word?.gap !== Gap.space) break;
    if (isInitial(word) && (part > 0 || lexemes[at + 1]?.text === '.'))
      at += lexemes[at + 1]?.text === '.' ? 2 : 1;
    else if (isPart(word)) {
      at++;
      words++;
    } else break;
  }
  return words > 0 && words < 3 ? at : start;
}

/** Whether the minutes of a time of day may follow within a few words: most lines are out by that. */
function isNearClock(lexemes: readonly Lexeme[], i: number): boolean {
  for (let k = i + 2; k < i + 7; k++) if (lexemes[k]?.text === ':') return lexemes[k - 1]?.kind === 'number';
  return false;
}

/** Whether a time of day starts at an index, and what stands behind is no range. */
const isClock = (lexemes: readonly Lexeme[], i: number): boolean => {
  const end = clockEnd(lexemes, i);
  return end > i && (lexemes[end] === undefined || !/^[-–:/.]$/.test((lexemes[end] as Lexeme).text));
};

/** The index behind "15:03", "1:00 pm"; -1 if no time of day starts there. */
function clockEnd(lexemes: readonly Lexeme[], i: number): number {
  const [hours, colon, minutes, half] = [lexemes[i], lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (hours?.kind !== 'number' || hours.text.length > 2 || colon?.text !== ':' || colon.gap !== Gap.none)
    return -1;
  if (minutes?.kind !== 'number' || minutes.gap !== Gap.none || minutes.text.length !== 2) return -1;
  return /^(?:am|pm)$/.test(half?.lower ?? '') ? i + 4 : i + 3;
}

/** Whether a dash sets off what is said of the one before it. */
const isSet = (lexemes: readonly Lexeme[], end: number): boolean =>
  /^[-–—:(]$/.test(lexemes[end]?.text ?? '') &&
  !(lexemes[end]?.text === '-' && lexemes[end]?.gap === Gap.none);
