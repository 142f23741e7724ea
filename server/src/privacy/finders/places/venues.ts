import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksClinical, plainMeaning, tell } from '../../words/lexicon';
import { Safe, safetyIn, safetyOf } from '../../words/safe-words';
import { isStrange } from '../names/strange';
import { type Marks, mark, proper } from './place';

const isKnownStrange = (lexeme: Lexeme): boolean => isStrange(lexeme);
export const clinical = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && ((safetyIn(lexeme) & Safe.clinical) !== 0 || looksClinical(lexeme.lower));

/** A capitalised word that is neither clinical nor what a sentence, a form or a ward is made of. */
export const ownName = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' &&
  lexeme.writing === 'capital' &&
  lexeme.text.length > 2 &&
  !lexeme.mixed &&
  !isFunctionWord(lexeme.lower) &&
  !has(lexeme, plainMeaning | Flag.credential | Flag.organisation | Flag.weakOrganisation);

const notSaint =
  /^(?:elevation|elevations|segment|segments|depression|depressions|changes|wave|waves|wort|tube|medical|dual|single|biventricular|icd|pacer|pacemaker|lead|leads|device|mechanical|bileaflet|prosthetic|crt|scientific|is|was|and|or|at)$/;

/** "St Augustine's", "St. Vincent de Paul", "Mt Carmel", "ST LUKES": where somebody prays, learns, lies or lives. */
export function saintly(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const saint = lexemes[i] as Lexeme;
  let at = i + 1;
  if (lexemes[at]?.text === '.' && lexemes[at]?.gap === Gap.none) at++;
  const name = lexemes[at];
  // "the 21st strike"
  if (saint.gap === Gap.none && lexemes[i - 1]?.kind === 'number') return;
  if (name?.kind !== 'word' || name.gap !== Gap.space || name.text.length < 3 || notSaint.test(name.lower))
    return;
  const previous = lexemes[i - 1];
  // "14 Canal St Dundas": the end of a street.
  if (
    saint.lower === 'st' &&
    previous?.kind === 'word' &&
    saint.gap === Gap.space &&
    previous.writing === 'capital' &&
    proper(previous) &&
    !has(previous, Flag.safe)
  )
    return;
  const owned = name.writing === 'capital' && /^['’]s$/.test(lexemes[at + 1]?.text ?? '');
  const known =
    owned ||
    has(name, Flag.given | Flag.family | Flag.ambiguous | Flag.city) ||
    isStrange(name) ||
    isStrangeStem(name);
  if (!known || has(name, Flag.title)) return;
  if (saint.writing === 'lower') {
    const cue = /^(?:from|at|to|near|in|of|:)$/.test(previous?.lower ?? '');
    if (cue && name.text === name.lower) mark(marks, i, possessive(lexemes, at + 1), 'company');
    return;
  }
  if (name.writing === 'lower' || (saint.writing === 'capitals' && name.writing !== 'capitals')) return;
  let end = possessive(lexemes, at + 1);
  // "St Vincent de Paul", "St Mary of the Lake"
  let link = end;
  while (/^(?:of|de|the|du|la|le|on|by|upon)$/.test(lexemes[link]?.lower ?? '') && link < end + 2) link++;
  const more = lexemes[link];
  if (link > end && more?.writing !== 'lower' && more?.kind === 'word' && more.gap === Gap.space)
    end = possessive(lexemes, link + 1);
  // "St. Brannoc-by-the-Weir"
  while (
    lexemes[end]?.text === '-' &&
    lexemes[end]?.gap === Gap.none &&
    lexemes[end + 1]?.gap === Gap.none &&
    lexemes[end + 1]?.kind === 'word'
  )
    end += 2;
  if (notSaint.test(lexemes[end]?.lower ?? '') || has(lexemes[end], Flag.eponymHead)) return;
  mark(marks, i, tail(lexemes, end), 'company');
}

const isStrangeStem = (lexeme: Lexeme): boolean =>
  lexeme.lower.endsWith('s') &&
  lexeme.lower.length > 4 &&
  (safetyOf(lexeme.lower.slice(0, -1), 0) & Safe.word) === 0;

export const possessive = (lexemes: readonly Lexeme[], end: number): number =>
  /^['’]s?$/.test(lexemes[end]?.text ?? '') && lexemes[end]?.gap === Gap.none ? end + 1 : end;

/** Capitalised words of organisations and places behind a name: "… Regional Medical Center". */
export function tail(lexemes: readonly Lexeme[], from: number): number {
  let end = from;
  while (end < from + 5) {
    const next = lexemes[end];
    if (next?.kind !== 'word' || next.gap !== Gap.space || next.writing === 'lower' || next.text.length < 3)
      break;
    if (!has(next, Flag.generic | Flag.organisation | Flag.weakOrganisation | Flag.town)) break;
    end++;
  }
  return end;
}

tell(['at', 'from', 'to', 'via', 'near', 'nr', 'outside'], Cue.goes);
tell(['st', 'saint', 'ste', 'mt'], Cue.saint);
const placed =
  /^(?:works?|worked|working|job|nights|days|shifts?|employed|employer|lives?|living|stays?|staying|resides?|residing|admitted|seen|followed|treated|attends?|attended|student|studies|teaches|teacher|cook|clerk|manager|driver|mechanic|surgery|care|records?|transferred|discharged|shelter|bed|room|meet|ref|referral|referred|ref'd|rehab|hd|dialysis|tx|pt|appt|clinic|deliver(?:ed|y)?|born|incarcerated|detained|held|jailed|volunteers?|bowls|sings|worships|prays|done|repaired|implanted|placed|f)$/;

/** "repaired at Starship", "@ Alder PHX", "works nights @ Matson", "ref to Steppingstone", "from the Elks". */
export function visited(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const preposition = lexemes[i] as Lexeme;
  let at = i + 1;
  const article = lexemes[at]?.lower === 'the';
  if (article) at++;
  const first = lexemes[at];
  if (!first || first.gap > Gap.space || (first.gap === Gap.none && preposition.text !== '@')) return;
  const before = lexemes[i - 1];
  const strong = preposition.text === '@' || preposition.lower === 'at' || placed.test(before?.lower ?? '');
  // "from SSTAR", "to ERL security"
  if (first.writing === 'capitals') {
    const [next] = [lexemes[at + 1]];
    const acronym =
      first.text.length > 2 &&
      first.text.length < 7 &&
      !first.mixed &&
      first.flags === 0 &&
      first.safety === 0;
    const going =
      /^(?:@|at)$/.test(preposition.lower) ||
      placed.test(before?.lower ?? '') ||
      before?.kind === 'number' ||
      (preposition.lower === 'from' && before?.writing === 'capital') ||
      (preposition.lower === 'to' &&
        before?.writing === 'capitals' &&
        /^(?:from|at)$/.test(lexemes[i - 2]?.lower ?? '')) ||
      (preposition.lower === 'to' &&
        /^(?:xfer|tx'd|txfr|transfer|tfr|flown|airlifted|shipped)$/.test(before?.lower ?? ''));
    const measured =
      !going ||
      next?.kind === 'number' ||
      next?.text === '/' ||
      (next?.gap === Gap.none && next.text === '-');
    if (acronym && !measured && (preposition.text === '@' || isMixedCase(lexemes, i)))
      mark(marks, at, at + 1, 'company');
    return;
  }
  if (!ownName(first) || clinical(first) || isKnownStrange(first)) return;
  const next = lexemes[at + 1];
  const owned = /^['’]s$/.test(next?.text ?? '');
  const behind = owned ? lexemes[at + 2] : next;
  const ended = behind === undefined || behind.gap >= Gap.wide || /^[.,;)]$/.test(behind.text);
  // "straight to Guy's."
  if (!strong && !article && !(owned && ended)) return;
  // "at Nana's church", "at Home monitoring"
  if (owned && behind?.kind === 'word' && behind.gap === Gap.space) return;
  if (
    has(first, Flag.given | Flag.ambiguous) &&
    !owned &&
    preposition.lower !== 'at' &&
    preposition.text !== '@'
  )
    return;
  const named = has(first, Flag.ambiguous | Flag.family) && /^(?:at|@)$/.test(preposition.lower);
  const everyday = !named && (has(first, Flag.safe) || (safetyIn(first) & Safe.everyday) !== 0);
  if (everyday && !owned && !(preposition.text === '@')) return;
  if (article && !(behind === undefined || behind.kind === 'symbol' || behind.gap >= Gap.wide)) return;
  let end = at + 1;
  if (owned) end++;
  else
    while (
      end < at + 5 &&
      lexemes[end]?.gap === Gap.space &&
      lexemes[end]?.writing === 'capital' &&
      !has(lexemes[end], Flag.weekday | Flag.month | Flag.title | Flag.relative | Flag.holiday)
    )
      end++;
  mark(marks, at, end, 'company');
}

/** Whether the words around are written as usual, so that capitals say something. */
export function isMixedCase(lexemes: readonly Lexeme[], i: number): boolean {
  let [lower, shouted] = [0, 0];
  for (let k = Math.max(0, i - 6); k < i + 8 && k < lexemes.length; k++)
    if (
      lexemes[k]?.kind === 'word' &&
      lexemes[k]?.writing === 'lower' &&
      (lexemes[k] as Lexeme).text.length > 1
    )
      lower++;
    else if (lexemes[k]?.writing === 'capitals' && (lexemes[k] as Lexeme).text.length > 2) shouted++;
  return lower > 2 || (lower > 0 && lower >= shouted);
}

/** "Sunrise of Yonkers", "MCI-Norfolk", "CMC Vellore", "Chinle Comprehensive Health Care Facility": around a town. */
export function around(
  lexemes: readonly Lexeme[],
  start: number,
  end: number,
): { start: number; end: number } {
  let [from, to] = [start, tail(lexemes, end)];
  // "Victoria Coach Station", "Pine Ridge Critical Access Hospital": up to what ends such a name.
  for (let k = to; k < to + 3 && lexemes[k]?.gap === Gap.space && lexemes[k]?.writing === 'capital'; k++)
    if (
      has(lexemes[k], Flag.organisation | Flag.weakOrganisation | Flag.town) ||
      (lexemes[k] as Lexeme).cues & Cue.land
    )
      to = k + 1;
  const [before, second] = [lexemes[start - 1], lexemes[start - 2]];
  const first = lexemes[start] as Lexeme;
  if (
    before?.text === '-' &&
    first.gap === Gap.none &&
    second?.writing === 'capitals' &&
    before.gap === Gap.none
  )
    from = start - 2;
  else if (
    before?.writing === 'capitals' &&
    first.gap === Gap.space &&
    first.writing === 'capital' &&
    before.text.length > 1 &&
    before.text.length < 6 &&
    before.flags === 0 &&
    !before.mixed
  )
    from = start - 1;
  else if (
    before?.lower === 'of' &&
    first.gap === Gap.space &&
    ownName(second) &&
    before.gap === Gap.space &&
    !clinical(second)
  ) {
    if (/^(?:at|from|to|@|in|,)$/.test(lexemes[start - 3]?.lower ?? '')) from = start - 2;
  }
  return { start: from, end: Math.max(to, end) };
}
