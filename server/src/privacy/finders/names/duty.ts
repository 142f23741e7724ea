import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isClinicalOnly } from '../../words/safe-words';
import { isEponym, type Marks, mark } from '../marks';
import { does, forename, nobody, often } from './callings';
import { hyphenated, isInitial } from './person';

const owners = /^(?:my|our|your|his|her|their|the|pt's|patient's)$/;

/** "my nurse, Penny,", "Physical therapist is Pat.": one given name beside who somebody is; `i` is the role. */
export function apposed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, joint, name, next] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  const owned = joint?.text === ',' && owners.test(previous?.lower ?? '');
  // "his swim coach, Scout, to say"
  const set =
    joint?.text === ',' && next?.text === ',' && (owned || owners.test(lexemes[i - 2]?.lower ?? ''));
  if (!owned && !set && joint?.lower !== 'is') return;
  if (
    name?.writing !== 'capital' ||
    name.gap !== Gap.space ||
    !(has(name, forename) || (set && !isClinical(name)))
  )
    return;
  if (isFunctionWord(name.lower) || has(name, nobody) || looksClinical(name.lower)) return;
  if (next === undefined || next.gap === Gap.line || /^[.,;)]$/.test(next.text))
    mark(marks, i + 2, hyphenated(lexemes, i + 2));
}

const trades = /^(?:MD|DO|RN|NP|RT|LPN|LVN|CNA|CRNA|RRT|EMT|CNM|SW|MSW)$/;
const toThem = /^(?:by|per|with|w|ref|to|from|and|on|charge|primary|covering|oncoming|night|day)$/;

/** "CLEARED BY RT GUS WITH", "ref MD Banks cb": a name in capitals, or an everyday surname, behind a trade in capitals. */
export function atWork(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, trade, name, next] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (!trades.test(trade.text) || name?.kind !== 'word' || name.gap !== Gap.space || name.mixed) return;
  if (name.text.length < 3 || isFunctionWord(name.lower) || has(name, nobody) || isClinical(name)) return;
  const acting =
    next === undefined || next.gap >= Gap.wide || next.kind === 'symbol' || does.test(next.lower);
  if (name.writing === 'capitals') {
    if (acting && has(name, Flag.given) && !has(name, Flag.safe | Flag.ambiguous)) mark(marks, i + 1, i + 2);
    return;
  }
  // "RT Shonnie q6": a word that nothing knows.
  const unheard = trade.text === 'RT' && name.flags === 0 && name.safety === 0;
  if (unheard && name.writing === 'capital' && (acting || often(next))) {
    mark(marks, i + 1, i + 2);
    return;
  }
  const told = toThem.test(previous?.lower ?? '') && trade.gap === Gap.space;
  if (name.writing !== 'capital' || !has(name, Flag.family) || !told) return;
  if (
    isEponym(lexemes, { start: i + 1, end: i + 2 }) ||
    (next?.writing === 'capital' && next.gap === Gap.space)
  )
    return;
  mark(marks, i + 1, hyphenated(lexemes, i + 1));
}

const isClinical = (word: Lexeme): boolean => looksClinical(word.lower) || isClinicalOnly(word);

const ranks = /^(?:sgt|dep|cpl|tpr|ofc|trooper|deputy|sergeant|detective|constable)$/;

/** "SGT. LONG", "DEP. R. CHURCH", "Tpr. Fields": behind a rank that is nothing else. */
export function ranked(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const rank = lexemes[i] as Lexeme;
  if (!ranks.test(rank.lower)) return;
  let start = i + 1;
  if (lexemes[start]?.text === '.' && lexemes[start]?.gap === Gap.none) start++;
  let at = start;
  while (isInitial(lexemes[at]) && at < start + 4) at += lexemes[at + 1]?.text === '.' ? 2 : 1;
  const name = lexemes[at];
  if (name?.kind !== 'word' || name.gap !== Gap.space || name.writing === 'lower' || name.mixed) return;
  if (name.text.length < 3 || isFunctionWord(name.lower) || has(name, nobody & ~Flag.title)) return;
  // "SGT. LONG": with a point nothing but a name follows.
  if (at === i + 1 && !has(name, Flag.family | forename) && isClinical(name)) return;
  mark(marks, start, hyphenated(lexemes, at));
}

const signs =
  /^(?:sigs?|signature|signed|recorder|cert|rph|md|rn|np|lpn|pa|nurse|provider|attending|author|by|per|reviewer|reader|supervisor|physician)$/;

/** "RN: J. Small", "cert: D. Strong 11/9", "by A. Long": an everyday surname behind an initial where one signs; `i` is the initial. */
export function signing(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [dot, name, next] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (dot?.text !== '.' || name?.gap !== Gap.space || name.kind !== 'word' || name.writing === 'lower')
    return;
  if (isFunctionWord(name.lower) || has(name, Flag.credential)) return;
  const colon = lexemes[i - 1]?.text === ':';
  const label = colon ? lexemes[i - 2] : lexemes[i - 1];
  // "Signed: B. Winter 05.30.24", "Sigs: M. Pastor RN /"
  const closed =
    next === undefined || next.kind !== 'word' || next.gap >= Gap.wide || has(next, Flag.credential);
  if (colon && closed && /^sig/.test(label?.lower ?? '')) {
    mark(marks, i, hyphenated(lexemes, i + 2));
    return;
  }
  if (!has(name, Flag.family) || has(name, nobody)) return;
  if (!signs.test(label?.lower ?? '') || (lexemes[i] as Lexeme).gap === Gap.line) return;
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'lower' && !does.test(next.lower))
    return;
  mark(marks, i, hyphenated(lexemes, i + 2));
}

/** "/es/ MAY B FIELDS, CNP": who signed in a system of veterans; `i` is the first stroke. */
export function electronic(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (lexemes[i + 1]?.lower !== 'es' || lexemes[i + 2]?.text !== '/') return;
  let end = i + 3;
  while (end < i + 9) {
    const lexeme = lexemes[end];
    const dotted = lexeme?.text === '.' && isInitial(lexemes[end - 1]);
    const word = lexeme?.kind === 'word' && lexeme.writing !== 'lower' && !has(lexeme, Flag.credential);
    if (lexeme === undefined || lexeme.gap >= Gap.wide || !(dotted || word || lexeme.text === '-')) break;
    end++;
  }
  if (end > i + 3) mark(marks, i + 3, end);
}
