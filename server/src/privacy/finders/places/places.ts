import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { type Finding, matches, stick } from '../finding';
import { behindDwelling, inField, smallHead } from '../names/everyday';
import { addressBehind } from './address-lines';
import { accepts, britishRoad, landsAt, reachedBy, roadNumber } from './beside-numbers';
import { compassTown } from './compass-towns';
import { employer, governed, known, shortened } from './employers';
import { evocative, evokes, isSpecialty } from './evocative';
import { families, pairBehind } from './families';
import { believed, bracketed, camelled, lettered, namedBehind, partnered, townBehind } from './firms';
import { genericHospital } from './generic-hospitals';
import { calledShort, specialised } from './hospitals';
import { house } from './houses';
import { devoted, landed, road, school } from './landmarks';
import { labelledPlace, organisation } from './organisations';
import { happenedAt, hyphenedPlace, insurer, owned } from './owned';
import { afterOrganisation, type Marks, mark } from './place';
import { Code, findPostcodes } from './postcodes';
import { findPremises, NUMBERED, premisesOf, premiseWords, wordy } from './premises';
import { chosen, familyFirm, serves, smallCity, smallCounty, smallTown, supplier } from './small-places';
import { stated } from './stated';
import { beforeUnit, block, codeBehind, numberedBefore, numberedBehind, routeStart } from './street-numbers';
import { headed, headFirst } from './town-heads';
import { beforeState, behindPreposition, listedCity, lowTown } from './towns';
import { saintly, visited } from './venues';

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

const box = /(?:p\.?[ ]?o\.?[ ]?box|post office box)[ #]{0,2}\d{1,6}/iy;

const numberedRoad =
  /(?:(?:highway|hwy|route|rte|rt|interstate|state road|state route|ranch road|county (?:road|rd)|us route)[ -]?(?:\d{1,4}|[a-z])|i-[ ]?(?:[458]|(?!1(?:2[345]|31))\d{2,3}))(?![A-Za-z\u00c0-\u024f\d/]| ?c?gy\b| ?fx\b)/y;

/** A road's own number, which no town follows. */
const numbered = /^(?:[Ii]-|[A-Z]{1,3}-?\d|(?!S(?:uite|tudio|hop|te) )[HhRrSsCc][a-z]+ ?\d)/;

const crossStreets =
  /[A-Z][a-z]{2,15} (?:&|and) (?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]{2,15} (?:St|Ave|Rd|Street|Avenue|Road|Blvd))(?![A-Za-z\u00c0-\u024f\d])/y;

const exit =
  /\b(?<value>(?:exit|milepost|mile marker|mile post|mm)[ ]?#?\d{1,3}[a-z]?(?: park (?:&|and) ride)?)(?!\w|[ ]?(?:x|by|mm|cm|in\b)|[.,/]\d)/dg;

tell(premiseWords, Cue.premises);
tell(['suite', 'ste', 'unit', 'flat', 'apto', 'wohnung'], Cue.premises);
tell(
  'work works worked working employed employer drive drives drove driver drivers trucker welder cook cashier foreman retired wks wrks laid intern interns temp temps'.split(
    ' ',
  ),
  Cue.works,
);

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

/** What stands right before a postal code of digits alone. */
const beforeCode = /(?:nsw|vic|qld|tas|act|^nt|^sa|^wa|pin|pincode|^[,:–-])$/;

/** Whether a postal code may start at a word of capitals and digits: it goes on with a digit, or is whole. */
const lettersAt = (lexemes: readonly Lexeme[], i: number): number => {
  const next = lexemes[i + 1];
  const goesOn = next !== undefined && next.gap <= Gap.space && (next.kind === 'number' || next.mixed);
  return goesOn || (lexemes[i] as Lexeme).text.length > 4 ? Code.letters : 0;
};

const isAnd = (lexeme: Lexeme | undefined): boolean => lexeme?.lower === 'and' || lexeme?.text === '&';

/** A firm that is no word besides: in small letters, too. */
const isOnlyFirm = (lexeme: Lexeme): boolean =>
  lexeme.phrase > 0 ||
  (lexeme.lower.length > 4 &&
    !has(lexeme, Flag.safe | Flag.given | Flag.family | Flag.generic) &&
    (safetyIn(lexeme) & Safe.word) === 0);

/** "resent to cvs", "at ucla": letters of a firm where one goes. */
const isVisited = (lexemes: readonly Lexeme[], i: number): boolean =>
  (lexemes[i] as Lexeme).text.length > 2 &&
  ((lexemes[i] as Lexeme).safety & Safe.everyday) === 0 &&
  /^(?:to|at|from|via|@|→)$/.test(lexemes[i - 1]?.lower ?? '');

/** "CVS: regular", "CVS S1S2+", "CVS dual HS", "CVS/resp NAD", but not "CVS/pharmacy". */
function isHeart(lexemes: readonly Lexeme[], i: number): boolean {
  const [next, second] = [lexemes[i + 1], lexemes[i + 2]];
  if (next === undefined || next.text === ':') return next !== undefined;
  if (lexemes[i]?.lower !== 'cvs') return false;
  if (next.text === '/') return !has(second, Flag.organisation);
  return (
    /^(?:[-–=]|s1.*|h[rs]|rrr|regular|normal|nad|stable|exam|intact|dual|nil|no|sx|grossly|unremarkable|brief|pulse)$/.test(
      next.lower,
    ) ||
    (isClinicalOnly(next) && !has(next, Flag.organisation | Flag.weakOrganisation | Flag.role))
  );
}

/** "Ochsner clamps", "a curved Ochsner": a hospital whose founder gave his name to a tool. */
const isInstrument = (lexemes: readonly Lexeme[], i: number): boolean =>
  has(lexemes[i], Flag.eponym) &&
  (has(lexemes[i + (/^['’]s?$/.test(lexemes[i + 1]?.text ?? '') ? 2 : 1)], Flag.eponymHead) ||
    /^(?:an?|straight|curved|long|short|two|using|with)$/.test(lexemes[i - 1]?.lower ?? ''));

/** "Blue Cross of Idaho": the index behind what a well-known organisation adds to its name. */
const chapter = (lexemes: readonly Lexeme[], i: number): number => {
  const [of, where] = [lexemes[i + 1], lexemes[i + 2]];
  if (of?.gap === Gap.none && /^['’]s$/.test(of.text)) return i + 2;
  // "Kroger #418"
  if (of?.text === '#' && where?.kind === 'number' && where.gap === Gap.none && where.text.length < 6)
    return i + 3;
  // "Alder PHX"
  const letters = of?.writing === 'capitals' && of.gap === Gap.space && of.flags === 0 && of.text.length < 5;
  if (letters && lexemes[i]?.writing === 'capital' && of.safety === 0) return i + 2;
  if (of?.lower !== 'of' || of.gap !== Gap.space || where?.gap !== Gap.space) return i + 1;
  return (where.flags & (Flag.kept | Flag.city)) !== 0 ? i + 3 : i + 1;
};

const placed =
  Flag.organisation |
  Flag.weakOrganisation |
  Flag.city |
  Flag.state |
  Flag.kept |
  Flag.town |
  Flag.street |
  Flag.preposition |
  Flag.named |
  Flag.placeFirst;

/** Places below the state and organisations that place a person. */
export function findPlaces({ text, lower, lexemes, small }: Lexed): Finding[] {
  const marks: Marks = { text, lexemes, found: [] };
  const { found } = marks;
  const push = (start: number, end: number, kind: string): void => {
    found.push({ start, end, category: 'LOCATION', kind });
  };
  // Which forms of codes there may be.
  let codes = 0;
  // Which forms of premises there may be, and whether there is a number.
  let [premises, digits] = [0, false];
  // Up to where names of everyday words were looked for.
  let evoked = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    const { flags, cues } = lexeme;
    if (lexeme.kind === 'symbol') {
      if (lexeme.text === '#') premises |= premisesOf('#');
      if (lexeme.text === ':') {
        labelledPlace(marks, i);
        pairBehind(marks, i);
        inField(marks, i);
        accepts(marks, i);
      } else if (lexeme.text === '=') inField(marks, i);
      else if (lexeme.text === '(') reachedBy(marks, i);
      else if (lexeme.text.length === 2 && /^['’]s$/.test(lexeme.text)) owned(marks, i);
      else if (lexeme.text === '-' && lexemes[i + 2]?.text === '-') hyphenedPlace(marks, i);
      else if (lexeme.text === '@') {
        visited(marks, i);
        behindDwelling(marks, i);
      }
      continue;
    }
    if (lexeme.kind === 'number') {
      digits = true;
      if (
        lexemes[i + 1]?.writing === 'capital' &&
        /^(?:at|@|lives?|living|:|is)$/.test(lexemes[i - 1]?.lower ?? '')
      )
        premises |= premisesOf(NUMBERED);
      block(marks, i);
      numberedBehind(marks, i);
      numberedBefore(marks, i);
      house(marks, i);
      codeBehind(marks, i);
      stated(marks, i);
      const { length } = lexeme.text;
      if (lexeme.gap === Gap.none) roadNumber(marks, i);
      else if (length === 4) landsAt(marks, i);
      if ((length === 4 || length === 6 || length === 3) && beforeCode.test(lexemes[i - 1]?.lower ?? ''))
        codes |= Code.numbers;
      const next = lexemes[i + 1];
      if (
        length <= 6 &&
        next &&
        next.gap !== Gap.wide &&
        hasRoad(lexemes, i) &&
        !isMinutes(lexemes, i) &&
        (isBehindUnit(lexemes, i) ||
          !/[/.\d]$/.test(
            lexemes[i - 1]?.gap !== undefined && lexeme.gap === Gap.none
              ? (lexemes[i - 1] as Lexeme).text
              : '',
          ))
      ) {
        const ahead = roadAhead.test(lower.slice(lexeme.end, lexeme.end + 160));
        const whole = ahead ? stick(address, lower, lexeme.start) : -1;
        // "9 Quillan Parkway." is the end of a sentence, too; "St." may be short for a street.
        const end = /[a-z]{4}\.$/.test(lower.slice(Math.max(0, whole - 5), whole)) ? whole - 1 : whole;
        if (end > 0 && isAddress(text.slice(lexeme.start, end))) {
          const unit = /(?:flat|apt|apartment|unit|suite|space|lot)\.? [A-Za-z\u00c0-\u024f\d]{1,4}, $/.exec(
            lower.slice(Math.max(0, lexeme.start - 18), lexeme.start),
          );
          // "2210 county road 14"
          const ruled = countyRoad.test(lower.slice(lexeme.start, end)) ? stick(roadsNumber, lower, end) : -1;
          push(houseStart(lexemes, i) - (unit?.[0].length ?? 0), Math.max(end, ruled), 'street');
          afterOrganisation(marks, indexAt(lexemes, i, end));
        }
      }
      continue;
    }
    // Most words say nothing of places.
    if (lexeme.writing === 'lower' && (flags & placed) === 0 && (cues | lexeme.traits) === 0) continue;
    if (lexeme.mixed && lexeme.writing === 'capitals' && lexeme.text.length < 8) {
      codes |= lettersAt(lexemes, i);
      britishRoad(marks, i);
    }
    if (flags & (Flag.organisation | Flag.weakOrganisation)) {
      organisation(marks, i);
      townBehind(marks, i);
      genericHospital(marks, i);
    }
    if (lexeme.cues & Cue.told) {
      if (lexemes[i - 1]?.text === '&') familyFirm(marks, i);
      else chosen(marks, i);
    }
    if (flags & Flag.city) {
      listedCity(marks, i);
      if (lexeme.writing === 'lower') smallCity(marks, i);
    }
    if (flags & (Flag.state | Flag.kept)) beforeState(marks, i);
    if (flags & (Flag.town | Flag.street)) headed(marks, i);
    if (cues & Cue.premises) {
      premises |= premisesOf(lexeme.lower);
      beforeUnit(marks, i);
    }
    if (i >= evoked && evokes(lexeme)) evoked = evocative(marks, i, small);
    if (lexeme.writing !== 'lower') {
      if (flags & Flag.street) road(marks, i);
      if (cues & Cue.school) school(marks, i);
      if (cues & Cue.land) landed(marks, i);
      if (cues & Cue.tail) lettered(marks, i);
      if (cues & Cue.heads) namedBehind(marks, i);
      if (lexeme.writing === 'mixed') camelled(marks, i);
      else if (cues & Cue.partners) partnered(marks, i);
      if (isSpecialty(lexeme)) specialised(marks, i);
      if (cues & Cue.creed) {
        believed(marks, i);
        calledShort(marks, i);
      }
      if (cues & Cue.governs) governed(marks, i);
      if (lexeme.writing === 'capitals') {
        if (flags === 0 || /^(?:hosp|ward)$/.test(lexemes[i - 1]?.lower ?? '')) shortened(marks, i);
        if (flags === 0) bracketed(marks, i);
      }
    } else if (cues & Cue.article) known(marks, i);
    else if (cues & Cue.goes) {
      visited(marks, i);
      if (lexeme.lower === 'at' || lexeme.lower === 'near') happenedAt(marks, i);
    }
    if (cues & Cue.works) employer(marks, i);
    if (flags & Flag.label) insurer(marks, i);
    if (cues & Cue.devout) devoted(marks, i);
    if (cues & Cue.saint) saintly(marks, i);
    if (lexeme.writing === 'lower') {
      if (cues & Cue.goes || flags & Flag.preposition || cues & Cue.through) behindDwelling(marks, i);
      if (cues & Cue.smallHead) {
        smallHead(marks, i);
        supplier(marks, i);
      }
      if (cues & Cue.through) serves(marks, i);
      if (lexeme.lower === 'county') smallCounty(marks, i);
    }
    if (flags & Flag.preposition && lexeme.writing === 'lower') {
      behindPreposition(marks, i);
      lowTown(marks, i);
      smallTown(marks, i);
      compassTown(marks, i);
      pairBehind(marks, i);
    }
    if (
      flags & Flag.named &&
      !isHeart(lexemes, i) &&
      !isInstrument(lexemes, i) &&
      (lexeme.writing !== 'lower' || isOnlyFirm(lexeme) || isVisited(lexemes, i))
    )
      mark(marks, i - lexeme.phrase, chapter(lexemes, i), 'company');
    if (flags & Flag.placeFirst) startsPlace(marks, i, lower);
    else if ((lexeme.writing === 'capital' || lexeme.writing === 'mixed') && isAnd(lexemes[i + 1])) {
      families(marks, i);
      const end = stick(crossStreets, text, lexeme.start);
      if (end > 0) push(lexeme.start, end, 'street');
    }
  }
  if (premises !== 0 && (digits || premises & wordy)) found.push(...findPremises(text, premises));
  if (codes > 0) found.push(...findPostcodes(text, codes));
  if (digits) {
    const { length } = found;
    for (let k = 0; k < length; k++) {
      const one = found[k] as Finding;
      if (one.kind === 'street' && !numbered.test(text.slice(one.start, one.start + 12)))
        found.push(...addressBehind(text, one));
    }
  }
  if (
    digits &&
    /exit|mile/.test(lower) &&
    (/mile ?(?:post|marker)|\b(?:at|near|off) exit \d/.test(lower) ||
      found.some(({ kind }) => kind === 'street'))
  )
    found.push(...matches(lower, exit, 'LOCATION', 'street'));
  return found;
}

/** "Lake Orrin", "PO Box 427", "Highway 482". */
function startsPlace(marks: Marks, i: number, small: string): void {
  const { text, lexemes, found } = marks;
  const { lower, start, end } = lexemes[i] as Lexeme;
  if (/^(?:lake|mount|mt|camp|fort|cape)$/.test(lower)) {
    headFirst(marks, i);
    return;
  }
  const to = /^p/.test(lower) ? stick(box, text, start) : stick(numberedRoad, small, start);
  if (to > 0 && (lower !== 'i' || text.startsWith('-', end))) {
    found.push({ start: routeStart(lexemes, i), end: to, category: 'LOCATION', kind: 'street' });
  }
}
