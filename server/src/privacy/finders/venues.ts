import { Gap, has, type Lexeme } from '../lexer';
import { Flag, isFunctionWord, looksClinical } from '../lexicon';
import { Safe, safetyOf } from '../safe-words';
import { type Marks, mark, proper } from './place';
import { isStrange } from './strange';

const isKnownStrange = (lexeme: Lexeme): boolean => isStrange(lexeme);
const clinical = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  ((safetyOf(lexeme.lower, lexeme.flags) & Safe.clinical) !== 0 || looksClinical(lexeme.lower));

/** A capitalised word that is neither clinical nor what a sentence, a form or a ward is made of. */
const ownName = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' &&
  lexeme.writing === 'capital' &&
  lexeme.text.length > 2 &&
  !lexeme.mixed &&
  !isFunctionWord(lexeme.lower) &&
  !has(
    lexeme,
    Flag.kept |
      Flag.month |
      Flag.weekday |
      Flag.title |
      Flag.relative |
      Flag.role |
      Flag.generic |
      Flag.credential |
      Flag.eponymHead |
      Flag.organisation |
      Flag.weakOrganisation |
      Flag.holiday,
  );

const notSaint =
  /^(?:elevation|elevations|segment|segments|depression|depressions|changes|wave|waves|wort|tube|medical|scientific|is|was|and|or|at)$/;

/** "St Augustine's", "St. Vincent de Paul", "Mt Carmel", "ST LUKES": where somebody prays, learns, lies or lives. */
export function saintly(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const saint = lexemes[i] as Lexeme;
  let at = i + 1;
  if (lexemes[at]?.text === '.' && lexemes[at]?.gap === Gap.none) at++;
  const name = lexemes[at];
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
  const known =
    has(name, Flag.given | Flag.family | Flag.ambiguous | Flag.city) ||
    isStrange(name) ||
    isStrangeStem(name);
  if (!known || has(name, Flag.title)) return;
  if (saint.writing === 'lower') {
    const cue = /^(?:from|at|to|near|in|of)$/.test(previous?.lower ?? '');
    if (cue && name.writing === 'lower') mark(marks, i, possessive(lexemes, at + 1), 'company');
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
  if (lexemes[end]?.lower === 'medical' || has(lexemes[end], Flag.eponymHead)) return;
  mark(marks, i, tail(lexemes, end), 'company');
}

const isStrangeStem = (lexeme: Lexeme): boolean =>
  lexeme.lower.endsWith('s') &&
  lexeme.lower.length > 4 &&
  (safetyOf(lexeme.lower.slice(0, -1), 0) & Safe.word) === 0;

const possessive = (lexemes: readonly Lexeme[], end: number): number =>
  /^['’]s?$/.test(lexemes[end]?.text ?? '') && lexemes[end]?.gap === Gap.none ? end + 1 : end;

/** Capitalised words of organisations and places behind a name: "… Regional Medical Center". */
function tail(lexemes: readonly Lexeme[], from: number): number {
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

const goes = /^(?:at|@|from|to|via|near|nr|outside)$/;
const placed =
  /^(?:works?|worked|working|job|nights|days|shifts?|employed|employer|lives?|living|stays?|staying|resides?|residing|admitted|seen|followed|treated|attends?|attended|student|studies|teaches|teacher|cook|clerk|manager|driver|mechanic|surgery|care|records?|transferred|discharged|shelter|bed|room|meet|ref|referral|referred|ref'd|rehab|hd|dialysis|tx|pt|appt|clinic|deliver(?:ed|y)?|born|incarcerated|detained|held|jailed|volunteers?|bowls|sings|worships|prays|done|repaired|implanted|placed|f)$/;

/** "repaired at Starship", "@ Banner PHX", "works nights @ Matson", "ref to Steppingstone", "from the Elks". */
export function visited(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const preposition = lexemes[i] as Lexeme;
  if (!goes.test(preposition.lower)) return;
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
      safetyOf(first.lower, 0) === 0;
    const measured =
      next?.kind === 'number' || next?.text === '/' || (next?.gap === Gap.none && next.text === '-');
    if (acronym && !measured && isMixedCase(lexemes, i)) mark(marks, at, at + 1, 'company');
    return;
  }
  if (!ownName(first) || clinical(first) || isKnownStrange(first)) return;
  if (!strong && !article) return;
  const next = lexemes[at + 1];
  const owned = /^['’]s$/.test(next?.text ?? '');
  const behind = owned ? lexemes[at + 2] : next;
  // "at Nana's church", "at Home monitoring"
  if (owned && behind?.kind === 'word' && behind.gap === Gap.space) return;
  if (
    has(first, Flag.given | Flag.ambiguous) &&
    !owned &&
    preposition.lower !== 'at' &&
    preposition.text !== '@'
  )
    return;
  const everyday = has(first, Flag.safe) || (safetyOf(first.lower, first.flags) & Safe.everyday) !== 0;
  if (everyday && !owned && !(preposition.text === '@')) return;
  if (article && !(behind === undefined || behind.kind === 'symbol' || behind.gap >= Gap.wide)) return;
  let end = at + 1;
  if (owned) end++;
  else
    while (
      end < at + 4 &&
      lexemes[end]?.gap === Gap.space &&
      (ownName(lexemes[end]) || isTail(lexemes[end])) &&
      !clinical(lexemes[end] as Lexeme)
    )
      end++;
  mark(marks, at, end, 'company');
}

const isTail = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  lexeme.writing === 'capital' &&
  has(lexeme, Flag.generic | Flag.organisation | Flag.weakOrganisation | Flag.town);

/** Whether the words around are written as usual, so that capitals say something. */
function isMixedCase(lexemes: readonly Lexeme[], i: number): boolean {
  let lower = 0;
  for (let k = Math.max(0, i - 6); k < i + 8 && k < lexemes.length; k++)
    if (
      lexemes[k]?.kind === 'word' &&
      lexemes[k]?.writing === 'lower' &&
      (lexemes[k] as Lexeme).text.length > 1
    )
      lower++;
  return lower > 2;
}

const roads =
  /^(?:rd|road|ave|avenue|blvd|boulevard|ln|lane|pkwy|parkway|hwy|st|street|crescent|cres|mews|turnpike|pike|terrace|trl|trail|cir|circle|row|drive|close|court|square|loop|way|alley)$/;
const shortRoads = /^(?:st|row|drive|close|court|square|loop|way|alley|circle|terrace|trail|cir)$/;

/** "on Quarry St, Fall River", "Airport Rd x Tibbs Rd": a road without a number. */
export function road(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  if (!roads.test(head.lower) || head.writing === 'lower' || head.gap !== Gap.space) return;
  let start = i;
  while (start > 0 && i - start < 3) {
    const before = lexemes[start - 1] as Lexeme;
    if (
      before.kind !== 'word' ||
      before.writing !== head.writing ||
      before.text.length < 3 ||
      isFunctionWord(before.lower)
    )
      break;
    if (has(before, Flag.title | Flag.relative | Flag.role | Flag.credential | Flag.kept)) break;
    start--;
    if ((lexemes[start] as Lexeme).gap !== Gap.space) break;
  }
  if (start === i) return;
  const [previous, next] = [lexemes[start - 1], lexemes[i + 1]];
  const ends =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'symbol' ||
    /^(?:in|at|near|x|and|by|apt|unit)$/.test(next.lower);
  const cue = /^(?:on|at|of|off|near|to|and|&|from|in|x|@|along|down|up|by|:|corner)$/.test(
    previous?.lower ?? '',
  );
  if (!ends || (head.writing === 'capitals' && !cue)) return;
  const own = lexemes.slice(start, i).some((l) => !clinical(l) && !has(l, Flag.generic));
  if (own && (cue || !shortRoads.test(head.lower))) mark(marks, start, i + 1, 'street');
}

const schoolHead =
  /^(?:high|primary|elementary|middle|secondary|prep|preparatory|grammar|comprehensive|intermediate|infants|juniors|montessori|academy|polytechnic|tech)$/;
const notSchool =
  /^(?:very|too|so|as|is|was|bp|the|a|sky|new|iu|running|was|secondary|primary|junior|senior|yr|year)$/;

/** "coach from Durfee High", "School = Glendale Primary". */
export function school(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, head, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (head.writing !== 'capital' || head.gap !== Gap.space || !schoolHead.test(head.lower)) return;
  if (!before || before.writing !== 'capital' || notSchool.test(before.lower)) return;
  if (!(has(before, Flag.given | Flag.family | Flag.city) || isStrange(before)) || has(before, Flag.eponym))
    return;
  if (
    next &&
    next.gap === Gap.space &&
    next.kind === 'word' &&
    next.lower !== 'school' &&
    next.writing !== 'lower'
  )
    return;
  mark(marks, i - 1, next?.lower === 'school' && next.gap === Gap.space ? i + 2 : i + 1, 'school');
}

const devout = /^(?:our|sacred|holy|good|immaculate|blessed|first|most)$/;
const devoutNext: Readonly<Record<string, RegExp>> = {
  our: /^(?:lady|savior|saviour|redeemer)$/,
  sacred: /^heart$/,
  holy: /^(?:cross|family|name|trinity|spirit|redeemer|rosary|ghost|child|innocents|saviour|savior)$/,
  good: /^(?:samaritan|shepherd|hope)$/,
  immaculate: /^(?:conception|heart)$/,
  blessed: /^(?:sacrament|trinity|mother|virgin)$/,
  first: /^(?:baptist|methodist|presbyterian|lutheran|congregational|unitarian|christian|ame)$/,
  most: /^(?:holy|precious)$/,
};

/** "Our Lady of Mt Carmel", "Sacred Heart", "First Baptist". */
export function devoted(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, second] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (first.writing === 'lower' || !devout.test(first.lower)) return;
  if (
    !second ||
    second.gap !== Gap.space ||
    second.writing === 'lower' ||
    !devoutNext[first.lower]?.test(second.lower)
  )
    return;
  let end = i + 2;
  if (/^of$/.test(lexemes[end]?.lower ?? '')) {
    let at = end + 1;
    while (/^(?:the|our|mt|mount|st|saint|perpetual|good|\.)$/.test(lexemes[at]?.lower ?? '')) at++;
    if (lexemes[at]?.kind === 'word' && lexemes[at]?.writing !== 'lower') end = at + 1;
  }
  mark(marks, i, tail(lexemes, possessive(lexemes, end)), 'company');
}

const land =
  /^(?:island|islands|beach|harbor|harbour|park|creek|lake|river|valley|bay|hill|hills|springs|falls|heights|landing|village|estates?|gardens?|manor|terrace|towers?|apartments?|apts|commons|farms?|ranch|ridge|woods|point|court|house|hall|lodge|grange|mews|villas?|acres|meadows?|orchards?|quarry|mine|mines|mill|mills|reserve|reservation|campground|marina|wharf|pier|bridge|junction|station|square|plaza|mall|arena|stadium|center|centre)$/;

/** "on Sand Island", "at Harrow Court": words that lie behind a preposition and end in what lies in a landscape. */
export function landed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  if (head.writing !== 'capital' || head.gap !== Gap.space || !land.test(head.lower)) return;
  let start = i;
  while (start > i - 3 && ownName(lexemes[start - 1]) && (lexemes[start] as Lexeme).gap === Gap.space)
    start--;
  const previous = lexemes[start - 1];
  const first = lexemes[start] as Lexeme;
  if (start === i || previous?.kind !== 'word' || first.gap !== Gap.space || previous.writing !== 'lower')
    return;
  if (!/^(?:on|at|in|near|from|to|of|off|by|around|lives|the)$/.test(previous.lower)) return;
  if (lexemes.slice(start, i).some(clinical)) return;
  const next = lexemes[i + 1];
  if (next && next.gap === Gap.space && next.kind === 'word' && next.writing !== 'lower') return;
  mark(marks, start, i + 1, 'city');
}

/** "Sunrise of Yonkers", "MCI-Norfolk", "CMC Vellore", "Chinle Comprehensive Health Care Facility": around a town. */
export function around(
  lexemes: readonly Lexeme[],
  start: number,
  end: number,
): { start: number; end: number } {
  let [from, to] = [start, tail(lexemes, end)];
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
