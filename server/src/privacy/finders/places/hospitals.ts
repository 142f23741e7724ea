import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';
import { isCapital, nowhere } from '../names/everyday';
import { isStrange } from '../names/strange';
import { evokes } from './evocative';
import { type Marks, mark } from './place';
import { clinical, tail } from './venues';

tell(
  [
    'catholic',
    'adventist',
    'jewish',
    'memorial',
    'regional',
    'children',
    'women',
    'walk',
    'drive',
    'mercy',
    'providence',
    'sinai',
    'kids',
  ],
  Cue.creed,
);

/** A word, written large, that towns and houses are named after. */
const isOwn = (lexeme: Lexeme | undefined): boolean =>
  isCapital(lexeme) &&
  (evokes(lexeme) ||
    (has(lexeme, Flag.city | Flag.family | Flag.town | Flag.given) && !has(lexeme, nowhere)) ||
    isStrange(lexeme));

const isOwned = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.gap === Gap.none && /^['’]s$/.test(lexeme.text);

/** The index of the first of the capitalised words of a name that end before an index. */
function ownBefore(lexemes: readonly Lexeme[], end: number): number {
  let start = end;
  while (start > end - 3 && isOwn(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
  return start;
}

/** The index behind "of the North Woods", "at Quillan Lake"; the index itself if nothing of the kind is there. */
function ownBehind(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  if (!/^(?:of|at)$/.test(lexemes[at]?.lower ?? '')) return from;
  at++;
  if (lexemes[at]?.lower === 'the') at++;
  const first = at;
  while (at < first + 3 && isOwn(lexemes[at]) && lexemes[at]?.gap === Gap.space) at++;
  return at > first ? at : from;
}

const parts =
  /^(?:medical|memorial|regional|general|riverside|downtown|north|south|east|west|central|health|hosp|hospital|women|children|heart|desert|university|springs)$/;

/** "Quillan Children's", "Children's of the North Woods", "Catholic Medical", "Memorial of the Ozarks", "Harrow Walk-In". */
export function calledShort(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  const next = lexemes[i + 1];
  if (word.writing === 'lower' || next === undefined) return;
  const { lower } = word;
  if (lower === 'walk' || lower === 'drive') {
    const parted =
      next.text === '-' && next.gap === Gap.none && /^(?:In|Thru)$/.test(lexemes[i + 2]?.text ?? '');
    const start = ownBefore(lexemes, i);
    if (parted && start < i) mark(marks, start, tail(lexemes, i + 3), 'hospital');
  } else if (lower === 'children' || lower === 'women') {
    if (!isOwned(next)) return;
    const end = ownBehind(lexemes, i + 2);
    const start = ownBefore(lexemes, i);
    if (start < i || end > i + 2) mark(marks, start, tail(lexemes, end), 'hospital');
  } else if (lower === 'kids') {
    const start = ownBefore(lexemes, i);
    if (start < i && !has(lexemes[i - 1], Flag.given)) mark(marks, start, tail(lexemes, i + 1), 'hospital');
  } else if (lower === 'regional') {
    regional(marks, i);
  } else if (lower === 'memorial') {
    const end = ownBehind(lexemes, i + 1);
    if (end > i + 1 && next.lower === 'of') mark(marks, i, end, 'hospital');
  } else if (next.text === ')' && /^[,(]$/.test(lexemes[i - 1]?.text ?? '')) {
    // "(Dr Quimby, Presbyterian)"
    if (/^(?:presbyterian|mercy|providence|sinai)$/.test(lower)) mark(marks, i, i + 1, 'hospital');
  } else if (next.gap === Gap.space && next.writing === word.writing && parts.test(next.lower)) {
    const end = isOwned(lexemes[i + 2]) ? i + 3 : i + 2;
    const named = has(lexemes[end], Flag.role | Flag.title) && lexemes[end]?.gap === Gap.space;
    if (!named) mark(marks, i, tail(lexemes, end), 'hospital');
  }
}

const units = /^(?:m?icu|sicu|ccu|nicu|picu|cvicu|itu|ed|er|psych|peds|trauma|transfer|ltac)$/;

/** "To: Prairie Regional PICU": of an everyday word, before a part of a hospital or the end; `i` is "Regional". */
function regional(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const next = lexemes[i + 1];
  const part = next?.gap === Gap.space && units.test(next.lower);
  const ended = next === undefined || next.gap >= Gap.wide || /^[,.;)]$/.test(next.text);
  let start = i;
  while (start > i - 3 && isUsual(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
  const lead = lexemes[start - 1];
  const led = lead?.text === ':' || goes.test(lead?.lower ?? '');
  if (start < i && (part || ended) && led) mark(marks, start, i + 1, 'hospital');
}

/** Written large, and no word of a form. */
const isUsual = (lexeme: Lexeme | undefined): boolean =>
  isCapital(lexeme) && !has(lexeme, nowhere | Flag.generic | Flag.eponym);

/** "Quillan Foot & Ankle": `i` is the last word. */
function footed(marks: Marks, i: number): boolean {
  const { lexemes } = marks;
  if (lexemes[i]?.lower !== 'ankle' || lexemes[i - 2]?.lower !== 'foot') return false;
  if (!/^(?:&|and)$/.test(lexemes[i - 1]?.lower ?? '')) return false;
  let start = i - 2;
  while (start > i - 5 && isUsual(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
  if (start < i - 2) mark(marks, start, tail(lexemes, i + 1), 'hospital');
  return true;
}

const goes = /^(?:at|from|to|with|by|via|through|@|→)$/;

/** "at Brannock Endoscopy": a name and what is done there, where somebody goes; `i` is the last word. */
export function specialised(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (footed(marks, i)) return;
  const [before, head, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    !isCapital(before) ||
    head.gap !== Gap.space ||
    has(before, Flag.eponym | Flag.given | nowhere) ||
    clinical(before)
  )
    return;
  if (next?.gap === Gap.space && (next.writing === 'capital' || has(next, Flag.eponymHead))) return;
  let start = ownBefore(lexemes, i);
  // "at Active Stride PT": two words of every day.
  if (start === i) {
    while (start > i - 3 && isUsual(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
    if (i - start < 2 || lexemes.slice(start, i).every(clinical)) return;
  }
  if (start < i && goes.test(lexemes[start - 1]?.lower ?? '')) mark(marks, start, i + 1, 'hospital');
}
