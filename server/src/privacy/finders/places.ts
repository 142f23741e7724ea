import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag } from '../lexicon';
import { employer, governed, known, shortened } from './employers';
import { type Finding, matches, stick } from './finding';
import { devoted, landed, road, school } from './landmarks';
import { labelledPlace, organisation } from './organisations';
import { afterOrganisation, type Marks } from './place';
import { beforeState, behindPreposition, headed, headFirst, listedCity, lowTown } from './towns';
import { saintly, visited } from './venues';

const streetEnd =
  'st(?:reet)?|r(?:oa)?d|ave(?:nue)?|blvd|boulevard|c(?:our)?t|l(?:a)?ne?|dr(?:ive)?|p(?:ar)?kwa?y|way|ter(?:race)?|pl(?:ace)?|cir(?:cle)?|h(?:igh)?wa?y|tr(?:ai)?l|sq(?:uare)?|loop|row|cres(?:cent)?|close|alley|pike|plaza|turnpike|route|mews|hollow|run|path|point|bend|ridge|crossing|lane';

const unit =
  '(?:,?[ \\t]{1,2}(?:apt|apartment|suite|ste|unit|flat|bldg|building|floor|fl|rm|lot|trlr|trailer|spc|space|#)\\.?[ \\t]?#?[\\p{L}\\d-]{1,6})?';

/** "2270 Old Sawmill Parkway, Suite 310", "14 Canal Street". */
const address = new RegExp(
  `\\d{1,6}[a-z½¼]?(?:-[\\da-z]{1,4})?[ \\t]{1,2}(?:[nsew]\\.?[ \\t]|(?:north|south|east|west)[ \\t])?(?:(?:\\d{1,3}(?:st|nd|rd|th)|(?!(?:mg|ml|mcg|day|days|week|weeks|year|years|hours?|units?|and|to|of|at|in|on|for|with|by|from|the|per|was|is)\\b)[\\p{L}][\\p{L}\\p{M}'’.-]{1,20})(?:[ \\t]{1,2}|[ \\t]?\\r?\\n[ \\t]{0,8})){1,4}(?:${streetEnd})(?![\\p{L}\\p{Nd}])(?:\\.(?=[ ,\\n]))?(?:[ \\t](?:nw|ne|sw|se|north|south|east|west)\\b)?${unit}`,
  'uy',
);

/** What every such address holds: words up to a road. Quickly told, so that most numbers and notes never need the pattern itself. */
const roadAhead = new RegExp(
  `^[^\\s,;:()/%]{0,6}[ \\t]{1,2}(?:[^\\s,;:()/%]{1,21}\\s+){1,5}?(?:${streetEnd})(?![a-z\\d])`,
);

const box = /(?:p\.?[ ]?o\.?[ ]?box|post office box)[ #]{0,2}\d{1,6}/iy;

const numberedRoad =
  /(?:(?:highway|hwy|route|rte|rt|interstate|state road|county (?:road|rd)|us route)[ -]?(?:\d{1,4}|[a-z])|i-[ ]?(?:[458]|(?!1(?:2[345]|31))\d{2,3}))(?![\p{L}\p{Nd}/])/uy;

const crossStreets =
  /[A-Z][a-z]{2,15} (?:&|and) (?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]{2,15} (?:St|Ave|Rd|Street|Avenue|Road|Blvd))(?![\p{L}\p{Nd}])/uy;

const postcode =
  /(?<![\p{L}\p{Nd}])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{Nd}])/gu;

/** Irish: "D02 AF30", "W91 0ZZ0". */
const eircode =
  /(?<![\p{L}\p{Nd}])[AC-FHKNPRTV-Y]\d[\dW] (?=[A-Z\d]{0,3}[A-Z])(?=[A-Z\d]{0,3}\d)[A-Z\d]{4}(?![\p{L}\p{Nd}])/gu;
/** Australian and Indian, behind the state or the town: "VIC 3125", "Bengaluru - 560034". */
const numbered =
  /(?:\b(?:NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas)[ ,]{1,2}(?<au>\d{4})|\b(?:PIN|Pin|pin|Pincode|PINCODE)[ :-]{1,3}(?<pin>\d{3} ?\d{3})|\p{Lu}\p{L}{3,20} ?[-–] ?(?<town>[1-8]\d{5}))(?!\d)/dgu;
const exit =
  /\b(?:exit|milepost|mile marker|mile post|mm)[ ]?#?(?<value>\d{1,3}[a-z]?)(?![\p{L}\p{Nd}]|[ ]?(?:x|by|mm|cm|in\b)|[.,/]\d)/dgu;
const canadian = /(?<![\p{L}\p{Nd}])(?!T\d[NM]\d)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\p{Nd}])/gu;

const working =
  /^(?:works?|worked|working|employed|employer|drives?|drove|driver|drivers|trucker|welder|cook|cashier|foreman|retired|laid|interns?|temps?)$/;

/** The index of the first lexeme at or behind an offset. */
function indexAt(lexemes: readonly Lexeme[], from: number, offset: number): number {
  let index = from;
  while (index < lexemes.length && (lexemes[index] as Lexeme).start < offset) index++;
  return index;
}

/** A number and a street; "2 tablets by mouth at Dr" is none. */
function isAddress(found: string): boolean {
  // The end of a sentence lies between.
  if (/[a-z]{3}\.\s/.test(found)) return false;
  const words = found.split(/\s+/).slice(1);
  const capitals = words.filter((w) => /^\p{Lu}|^\d/u.test(w)).length;
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

/** Places below the state and organisations that place a person. */
export function findPlaces({ text, lower, lexemes }: Lexed): Finding[] {
  const marks: Marks = { text, lexemes, found: [] };
  const { found } = marks;
  const push = (start: number, end: number, kind: string): void => {
    found.push({ start, end, category: 'LOCATION', kind });
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    const { flags } = lexeme;
    if (lexeme.kind === 'symbol') {
      if (lexeme.text === ':') labelledPlace(marks, i);
      else if (lexeme.text === '@') visited(marks, i);
      continue;
    }
    if (lexeme.kind === 'number') {
      const next = lexemes[i + 1];
      if (
        lexeme.text.length <= 6 &&
        next &&
        next.gap !== Gap.wide &&
        !/[/.\d]$/.test(
          lexemes[i - 1]?.gap !== undefined && lexeme.gap === Gap.none ? (lexemes[i - 1] as Lexeme).text : '',
        )
      ) {
        const ahead = roadAhead.test(lower.slice(lexeme.end, lexeme.end + 160));
        const end = ahead ? stick(address, lower, lexeme.start) : -1;
        if (end > 0 && isAddress(text.slice(lexeme.start, end))) {
          const unit = /(?:flat|apt|apartment|unit|suite|space|lot)\.? [\p{L}\d]{1,4}, $/u.exec(
            lower.slice(Math.max(0, lexeme.start - 18), lexeme.start),
          );
          push(lexeme.start - (unit?.[0].length ?? 0), end, 'street');
          afterOrganisation(marks, indexAt(lexemes, i, end));
        }
      }
      continue;
    }
    if (flags & (Flag.organisation | Flag.weakOrganisation)) organisation(marks, i);
    if (flags & Flag.city) listedCity(marks, i);
    if (flags & (Flag.state | Flag.kept)) beforeState(marks, i);
    if (flags & (Flag.town | Flag.street)) headed(marks, i);
    if (lexeme.writing !== 'lower') {
      if (flags & Flag.street) road(marks, i);
      school(marks, i);
      landed(marks, i);
      governed(marks, i);
      if (lexeme.writing === 'capitals') shortened(marks, i);
    } else if (lexeme.lower === 'the') known(marks, i);
    if (working.test(lexeme.lower)) employer(marks, i);
    devoted(marks, i);
    if (/^(?:st|saint|ste|mt)$/.test(lexeme.lower)) saintly(marks, i);
    if (lexeme.writing === 'lower') visited(marks, i);
    if (flags & Flag.preposition && lexeme.writing === 'lower') {
      behindPreposition(marks, i);
      lowTown(marks, i);
    }
    // "CVS: regular" is the heart.
    if (flags & Flag.named && lexeme.writing !== 'lower' && lexemes[i + 1]?.text !== ':')
      push((lexemes[i - lexeme.phrase] as Lexeme).start, lexeme.end, 'company');
    if (flags & Flag.placeFirst) startsPlace(marks, i, lower);
    else if (lexeme.writing === 'capital' && /^(?:&|and)$/.test(lexemes[i + 1]?.lower ?? '')) {
      const end = stick(crossStreets, text, lexeme.start);
      if (end > 0) push(lexeme.start, end, 'street');
    }
  }
  const coded = lexemes.some(
    ({ mixed, text: word }) => mixed && word.length < 5 && /^[A-Z]{1,2}\d/.test(word),
  );
  for (const pattern of coded ? [postcode, canadian] : []) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const isPostcode =
        pattern === canadian
          ? true
          : match[0].includes(' ') ||
            /post ?code|address/i.test(text.slice(Math.max(0, match.index - 30), match.index));
      if (isPostcode) push(match.index, match.index + match[0].length, 'zip');
    }
  }
  if (/[A-Z]\d[\dW] [A-Z\d]{4}/.test(text)) found.push(...matches(text, eircode, 'LOCATION', 'zip'));
  if (/\d{4}/.test(text))
    for (const match of text.matchAll(numbered))
      for (const group of ['au', 'pin', 'town']) {
        const range = match.indices?.groups?.[group];
        if (range) push(range[0], range[1], 'zip');
      }
  if (/exit|mile/.test(lower) && found.some(({ kind }) => kind === 'street'))
    found.push(...matches(lower, exit, 'LOCATION', 'street'));
  return found;
}

/** "Lake Attica", "PO Box 318", "Highway 371". */
function startsPlace(marks: Marks, i: number, small: string): void {
  const { text, lexemes, found } = marks;
  const { lower, start, end } = lexemes[i] as Lexeme;
  if (/^(?:lake|mount|mt|camp|fort|cape)$/.test(lower)) {
    headFirst(marks, i);
    return;
  }
  const to = /^p/.test(lower) ? stick(box, text, start) : stick(numberedRoad, small, start);
  if (to > 0 && (lower !== 'i' || text.startsWith('-', end))) {
    found.push({ start, end: to, category: 'LOCATION', kind: 'street' });
  }
}
