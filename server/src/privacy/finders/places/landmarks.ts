import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, tell } from '../../words/lexicon';
import { isStrange } from '../names/strange';
import { evokes } from './evocative';
import { type Marks, mark } from './place';
import { clinical, ownName, possessive, tail } from './venues';

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
    // "Indian Summer Lane"
    const inside = has(before, Flag.kept) && start < i && lexemes[start - 2]?.writing === 'lower';
    if (
      has(before, Flag.title | Flag.relative | Flag.role | Flag.credential) ||
      (has(before, Flag.kept) && !inside)
    )
      break;
    start--;
    if ((lexemes[start] as Lexeme).gap !== Gap.space) break;
  }
  const ordinal =
    start === i &&
    /^(?:st|nd|rd|th)$/.test(lexemes[i - 1]?.lower ?? '') &&
    lexemes[i - 1]?.gap === Gap.none &&
    lexemes[i - 2]?.kind === 'number';
  if (ordinal) start = i - 2;
  if (start === i) return;
  if (/^[NSEW]$/.test(lexemes[start - 1]?.text ?? '') && (lexemes[start] as Lexeme).gap === Gap.space)
    start--;
  const [previous, next] = [lexemes[start - 1], lexemes[i + 1]];
  const ends =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'symbol' ||
    /^(?:in|at|near|x|and|by|apt|unit|about|around|when|today|where|office|branch|location|store|clinic|library|bridge|exit)$/.test(
      next.lower,
    );
  const cue = /^(?:on|at|of|off|near|to|and|&|from|in|x|@|along|down|up|by|:|corner|our|the|their)$/.test(
    previous?.lower ?? '',
  );
  if (!ends || (head.writing === 'capitals' && !cue)) return;
  const own =
    ordinal ||
    lexemes.slice(start, i).some((l) => (!clinical(l) && !has(l, Flag.generic)) || has(l, Flag.kept));
  // "Queen St. E"
  const point = next?.text === '.' && next.gap === Gap.none ? i + 2 : i + 1;
  const side =
    /^[NSEW]$/.test(lexemes[point]?.text ?? '') &&
    lexemes[point]?.gap === Gap.space &&
    lexemes[point + 1]?.text !== '.';
  if (own && (cue || !shortRoads.test(head.lower))) mark(marks, start, side ? point + 1 : i + 1, 'street');
}

tell(
  'high primary elementary middle secondary prep preparatory grammar comprehensive intermediate infants juniors montessori academy polytechnic tech school'.split(
    ' ',
  ),
  Cue.school,
);
const notSchool =
  /^(?:very|too|so|as|is|was|bp|the|a|sky|new|iu|running|was|secondary|primary|junior|senior|yr|year)$/;

/** "coach from Durfee High", "School = Glendale Primary". */
export function school(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, head, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (head.gap !== Gap.space || before?.writing !== head.writing || notSchool.test(before.lower)) return;
  // "TAUGHT AT MILLER SCHOOL"
  const led = /^(?:at|from|to|attends|attended|in)$/.test(lexemes[i - 2]?.lower ?? '');
  // "Long Ridge High"
  const fancied = evokes(before) && !has(before, Flag.generic) && (led || evokes(lexemes[i - 2]));
  if (head.writing !== 'capital' && !(head.writing === 'capitals' && led)) return;
  if (head.lower === 'school' && !led) return;
  if (
    !(has(before, Flag.given | Flag.family | Flag.city | Flag.kept) || fancied || isStrange(before)) ||
    (has(before, Flag.eponym) && !led)
  )
    return;
  if (
    next &&
    next.gap === Gap.space &&
    next.kind === 'word' &&
    next.lower !== 'school' &&
    next.writing !== 'lower' &&
    head.writing === 'capital'
  )
    return;
  const start = fancied && !led && lexemes[i - 2]?.writing === head.writing ? i - 2 : i - 1;
  mark(marks, start, next?.lower === 'school' && next.gap === Gap.space ? i + 2 : i + 1, 'school');
}

tell('our sacred holy good immaculate blessed first most'.split(' '), Cue.devout);
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
  const small = first.writing === 'lower';
  if (small && !/^(?:our|sacred|holy|immaculate|blessed)$/.test(first.lower)) return;
  if (second?.gap !== Gap.space || (!small && second.writing === 'lower')) return;
  if (!devoutNext[first.lower]?.test(second.lower)) return;
  let end = i + 2;
  if (/^of$/.test(lexemes[end]?.lower ?? '')) {
    let at = end + 1;
    while (/^(?:the|our|mt|mount|st|saint|perpetual|good|\.)$/.test(lexemes[at]?.lower ?? '')) at++;
    if (lexemes[at]?.kind === 'word' && (small || lexemes[at]?.writing !== 'lower')) end = at + 1;
  }
  mark(marks, i, tail(lexemes, possessive(lexemes, end)), 'company');
}

tell(
  'island islands beach harbor harbour park creek lake river valley bay hill hills springs falls heights landing village estate estates garden gardens manor terrace tower towers apartment apartments apts commons farm farms ranch ridge woods point court house hall lodge grange mews villa villas acres meadow meadows orchard orchards quarry mine mines mill mills reserve reservation campground marina wharf pier bridge junction station square plaza mall arena stadium center centre'.split(
    ' ',
  ),
  Cue.land,
);

/** "on Sand Island", "at Harrow Court": words that lie behind a preposition and end in what lies in a landscape. */
export function landed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  if (head.writing !== 'capital' || head.gap !== Gap.space) return;
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
