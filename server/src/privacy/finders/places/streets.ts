import { Gap, type Lexeme } from '../../words/lexer';
import { Cue, tell } from '../../words/lexicon';
import { stick } from '../finding';
import { afterOrganisation, type Marks } from './place';

const streetEnd =
  'st(?:reet)?|r(?:oa)?d|ave(?:nue)?|blvd|boulevard|c(?:our)?t|l(?:a)?ne?|dr(?:ive)?|p(?:ar)?kwa?y|way|ter(?:race)?|pl(?:ace)?|cir(?:cle)?|h(?:igh)?wa?y|tr(?:ai)?l|sq(?:uare)?|loop|row|cres(?:cent)?|close|alley|pike|plaza|turnpike|route|mews|hollow|run|path|point|bend|ridge|crossing|lane';

tell(
  'st street rd road ave avenue blvd boulevard ct court ln lne lane dr drive pkwy parkway pkway parkwy way ter terrace pl place cir circle hwy highway hway highwy trl trail tral tril sq square loop row cres crescent close alley pike plaza turnpike route mews hollow run path point bend ridge crossing'.split(
    ' ',
  ),
  Cue.road,
);

const unit =
  '(?:,?[ \\t]{1,2}(?:apt|apartment|suite|ste|unit|flat|bldg|building|floor|fl|rm|lot|trlr|trailer|spc|space|#)\\.?[ \\t]?#?[A-Za-z\\u00c0-\\u024f\\d-]{1,6})?';

/** "3180 Upper Quarry Parkway, Suite 420", "14 Canal Street". */
const address = new RegExp(
  `\\d{1,6}[a-z½¼]?(?:-[\\da-z]{1,4})?[ \\t]{1,2}(?:[nsew]\\.?[ \\t]|(?:north|south|east|west)[ \\t])?(?:(?:\\d{1,3}(?:st|nd|rd|th)|(?!(?:mg|ml|mcg|day|days|week|weeks|year|years|hours?|units?|and|to|of|at|in|on|for|with|by|from|the|per|was|is)\\b)[A-Za-z\\u00c0-\\u024f][A-Za-z\\u00c0-\\u024f\\u0300-\\u036f'’.-]{1,20})(?:[ \\t]{1,2}|[ \\t]?\\r?\\n[ \\t]{0,8})){1,4}(?:${streetEnd})(?![A-Za-z\\u00c0-\\u024f\\d])(?:\\.(?=[ ,\\n]))?(?:[ \\t](?:nw|ne|sw|se|north|south|east|west)\\b)?${unit}`,
  'y',
);

/** What every such address holds: words up to a road. Quickly told, so that most numbers and notes never need the pattern itself. */
const roadAhead = new RegExp(
  `^[^\\s,;:()/%]{0,6}[ \\t]{1,2}(?:[^\\s,;:()/%]{1,21}\\s+){1,5}?(?:${streetEnd})(?![a-z\\d])`,
);

/** What a road that has but a number is called, and that number. */
const countyRoad =
  /(?:county|co|state|farm|ranch|township|twp|forest|us|old|parish|concession) (?:road|rd|route|rte|highway|hwy)\.?$/;
const roadsNumber = / #?\d{1,4}[a-z]?(?![\w/])/y;

/** Whether a word that ends an address stands near: most numbers need no pattern. */
function hasRoad(lexemes: readonly Lexeme[], i: number): boolean {
  for (let k = i + 1; k < i + 16; k++)
    if (((lexemes[k] as Lexeme | undefined)?.cues ?? 0) & Cue.road) return true;
  return false;
}

/** "17:20 under GA": a number right behind the hours. */
const isMinutes = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.gap === Gap.none && lexemes[i - 1]?.text === ':' && lexemes[i - 2]?.kind === 'number';

/** The index of the first lexeme at or behind an offset. */
function indexAt(lexemes: readonly Lexeme[], from: number, offset: number): number {
  let index = from;
  while (index < lexemes.length && (lexemes[index] as Lexeme).start < offset) index++;
  return index;
}

/** "1/44 Wattle Grove Rd": the number of the house behind that of the flat. */
const isBehindUnit = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.gap === Gap.none &&
  lexemes[i + 1]?.writing !== 'lower' &&
  lexemes[i - 1]?.text === '/' &&
  lexemes[i - 1]?.gap === Gap.none &&
  lexemes[i - 2]?.kind === 'number' &&
  (lexemes[i - 2] as Lexeme).gap !== Gap.none &&
  (lexemes[i - 2] as Lexeme).text.length < 4;

/** Where a street starts, with another number before that of the house: "6400 12 Timms Drive". */
function houseStart(lexemes: readonly Lexeme[], i: number): number {
  const [before, number] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (isBehindUnit(lexemes, i)) return (lexemes[i - 2] as Lexeme).start;
  const own =
    before?.kind === 'number' &&
    number.gap === Gap.space &&
    before.text.length < 6 &&
    (before.gap === Gap.line || /^(?:at|to|is|with|in|on|and|[:>?])$/.test(lexemes[i - 2]?.lower ?? ''));
  return own ? before.start : number.start;
}

/** A number and a street; "2 tablets by mouth at Dr" is none. */
function isAddress(found: string): boolean {
  // The end of a sentence lies between.
  if (/[a-z]{3}\.\s/.test(found)) return false;
  const words = found
    .replace(/,? (?:trlr|trailer|lot|spc|space|bldg) ?#?[^ ]+$/i, '')
    .split(/\s+/)
    .slice(1);
  const capitals = words.filter((w) => /^[A-Z\u00c0-\u00de]|^\d/.test(w)).length;
  if (capitals >= Math.min(2, words.length))
    return !/^(?:\d+ )?(?:Dr|Ct|St|Way|Run|Point)$/i.test(words.join(' '));
  return (
    words.every((w) => w === w.toLowerCase()) &&
    /\b(?:street|road|avenue|blvd|boulevard|lane|rd|ave|ln|court|drive|parkway|pkwy|st|terrace|mews|close|crescent|highway|hwy|cres|pl|cir|trl|sq)\b\.?(?:,|$| (?:apt|unit|suite|flat|#))/i.test(
      words.join(' '),
    ) &&
    words.length <= 4 &&
    !/\b(?:the|a|in|on|to|for|with|at|from|by|his|her)\b/.test(words.join(' '))
  );
}

/** "3180 Upper Quarry Parkway, Suite 420": a number and the road behind it; `i` is the number, `lower` the text in small letters. */
export function street(marks: Marks, i: number, lower: string): void {
  const { text, lexemes, found } = marks;
  const lexeme = lexemes[i] as Lexeme;
  const next = lexemes[i + 1];
  if (
    lexeme.text.length > 6 ||
    !next ||
    next.gap === Gap.wide ||
    !hasRoad(lexemes, i) ||
    isMinutes(lexemes, i)
  )
    return;
  const behindSign = /[/.\d]$/.test(
    lexemes[i - 1]?.gap !== undefined && lexeme.gap === Gap.none ? (lexemes[i - 1] as Lexeme).text : '',
  );
  if (behindSign && !isBehindUnit(lexemes, i)) return;
  const ahead = roadAhead.test(lower.slice(lexeme.end, lexeme.end + 160));
  const whole = ahead ? stick(address, lower, lexeme.start) : -1;
  // "9 Quillan Parkway." is the end of a sentence, too; "St." may be short for a street.
  const end = /[a-z]{4}\.$/.test(lower.slice(Math.max(0, whole - 5), whole)) ? whole - 1 : whole;
  if (end <= 0 || !isAddress(text.slice(lexeme.start, end))) return;
  const unit = /(?:flat|apt|apartment|unit|suite|space|lot)\.? [A-Za-z\u00c0-\u024f\d]{1,4}, $/.exec(
    lower.slice(Math.max(0, lexeme.start - 18), lexeme.start),
  );
  // "2210 county road 14"
  const ruled = countyRoad.test(lower.slice(lexeme.start, end)) ? stick(roadsNumber, lower, end) : -1;
  found.push({
    start: houseStart(lexemes, i) - (unit?.[0].length ?? 0),
    end: Math.max(end, ruled),
    category: 'LOCATION',
    kind: 'street',
  });
  afterOrganisation(marks, indexAt(lexemes, i, end));
}
