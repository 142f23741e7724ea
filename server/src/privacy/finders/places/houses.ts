import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, plainMeaning } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { dwellingWords, setOf, unitWords } from './address-words';
import { type Marks, mark, wraps } from './place';

/** Last words of streets, of the postal services of several countries: behind a number and a name they say enough. */
const ends = setOf(
  'alley amble annex approach arcade artery avenue bayou bluff bluffs boulevard brae branch broadway brook brooks burg burgs byway canyon causeway chowk circle circles circuit circus cliff cliffs close concourse copse corners corso court courts cove coves creek crescent crest cruiseway crossing crossroad crossroads crossway cul curve dale dam dell deviation distributor divide drive drives driveway elbow esplanade estates expressway fairway ferry field fields firetrail footway ford fords foreshore forest forge forges fork forks freeway gali ganj garden gardens gateway glade glen glens green greens grove groves gully harbor harbors harbour harbours haven heath heights highroad highway hill hills hollow inlet interchange island islands isle junction junctions key keys knoll knolls lake lakes landing lane laneway lees loop manor manors marg meadow meadows mews mill mills motorway mount mountain mountains nagar orchard oval overpass parade park parks parkway parkways passage pathway pike pine pines pl place plains plateau plaza points prairie promenade quad quadrangle quadrant quay quays ranch rapids ridge ridges ridgeway rise river road roads roadway row rue shoal shoals shore shores skyway springs spurs square squares st stravenue street streets strand subway summit terrace thicket towers gdns cottages cotts cott houses terraces cl tce cct pde bvd wlk crt bungalows maisonettes almshouses bldgs buildings mdws hts throughway track trafficway trail trailer trails turnpike underpass unions valley valleys viaduct vihar village villages ville vista walk walks way ways wells woods wynd neuk vennel ginnel snicket rigg garth haugh boreen zila',
);
/** Of these, words that mean more elsewhere: only where something says that somebody lives there. */
const doubtful = setOf(
  'acres oaks pines bend bottom bridge bypass camp cape center centre centers club colony common commons copse corner course cutting cross edge estate extension extensions fall falls flat flats formation gap gate grange intersection knob light lights link locks lodge lower mall mission missions neck nook orchard outlook parkland pass path plain pocket point port ports radial ramp range rapid reach reserve rest ring round run siding spring spur square station stop stream tarn top tor trace tracks triangle tunnel union upper via view views villas wade wall walls waters well wharf wood',
);
const units = setOf(`${unitWords} level studio shop villa plot door lot space trailer trlr`);
/** "H.No. 04", "House No. 7" */
const housed = setOf('h house plot door flat hno');
const behind = setOf('@ at to is in on outside near opposite off behind from : home');
const dwelling = setOf(`${dwellingWords} living`);
const going = setOf(
  'go goes letter post discharged discharge home fall fell found outside moved returned return returns sent mailed clinic office pharmacy located transferred collapsed house visit ready lives work',
);
const closing = setOf('in with near and not but for after apt apartment suite ste unit flat on off of');

const isNamed = (word: Lexeme): boolean =>
  has(word, Flag.given | Flag.family | Flag.city) || (safetyIn(word) & Safe.word) === 0;

/** The index where the word for a unit starts that ends right before an index, or -1: "Flat", "Apt.", "H.No." */
function unitWord(lexemes: readonly Lexeme[], end: number): number {
  let at = end - 1;
  if (lexemes[at]?.text === '.' && lexemes[at]?.gap === Gap.none) at--;
  const word = lexemes[at];
  if (word?.kind !== 'word') return -1;
  if (word.lower === 'no') {
    let first = at - 1;
    if (lexemes[first]?.text === '.') first--;
    return housed.has(lexemes[first]?.lower ?? '') ? first : -1;
  }
  return units.has(word.lower) || word.lower === 'hno' ? at : -1;
}

/** Where an address starts before its last number, and whether a unit or a second number says that it is one. */
function opening(lexemes: readonly Lexeme[], i: number): { start: number; united: boolean } {
  let start = i;
  if (lexemes[i - 1]?.text === '/' && lexemes[i - 2]?.kind === 'number' && lexemes[i]?.gap === Gap.none)
    start = i - 2;
  const own = unitWord(lexemes, start);
  if (own >= 0) return { start: own, united: true };
  let number = start - 1;
  if (lexemes[number]?.text === ',') number--;
  if (lexemes[number]?.text.length === 1 && lexemes[number]?.kind === 'word') number--;
  const unit = lexemes[number]?.kind === 'number' ? unitWord(lexemes, number) : -1;
  return unit >= 0 ? { start: unit, united: true } : { start, united: start < i };
}

/** How surely what stands before says that an address follows: 0 not, 1 perhaps, 2 surely. */
function introduced(lexemes: readonly Lexeme[], start: number): number {
  const preposition = lexemes[start - 1];
  // "lives 22 Harbour Gdns"
  if (preposition && (dwelling.has(preposition.lower) || preposition.text === '@')) return 2;
  // "Lives alone, 9 Castle Neuk"
  const apposed = preposition?.text === ',';
  if (!preposition || !(apposed || behind.has(preposition.lower))) return 0;
  let sure = preposition.lower === 'outside' || preposition.lower === 'home' ? 1 : 0;
  for (let k = start - 1; k > start - 7 && k >= 0; k--) {
    const { lower, text } = lexemes[k] as Lexeme;
    if (dwelling.has(lower)) return 2;
    if (going.has(lower) && !apposed) sure = 1;
    if (text === '.' || text === ';') break;
  }
  return sure;
}

const closes = (next: Lexeme | undefined): boolean =>
  !next || next.gap >= Gap.wide || closing.has(next.lower) || /^[,.;()·|/–—-]$/.test(next.text);

/** A word that a street nobody listed may end with. */
const isEnding = (word: Lexeme): boolean =>
  word.kind === 'word' &&
  word.text.length > 3 &&
  !has(word, plainMeaning | Flag.credential | Flag.organisation | Flag.weakOrganisation) &&
  !looksClinical(word.lower) &&
  (safetyIn(word) & (Safe.clinical | Safe.measured)) === 0;

/** "Apt. 93" */
const hasUnit = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at]?.gap === Gap.space &&
  units.has(lexemes[at]?.lower ?? '') &&
  lexemes[lexemes[at + 1]?.text === '.' ? at + 2 : at + 1]?.kind === 'number';

/** "Cul-de-sac": the index behind it. */
const behindCul = (lexemes: readonly Lexeme[], at: number): number =>
  lexemes[at]?.lower === 'cul' && lexemes[at + 2]?.lower === 'de' && lexemes[at + 4]?.lower === 'sac'
    ? at + 5
    : at + 1;

/**
 * "418 Amanda Views", "Unit 19 462 Oconnell Walk", "Flat 7, Reed Locks", "76/475 Kelsey Cutting", "H.No. 04, Bhatt
 * Nagar": a house by its number, a name and what streets end with; `i` is the number right before the name.
 */
export function house(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const number = lexemes[i] as Lexeme;
  let at = i + 1;
  // "Studio 49j"
  if (lexemes[at]?.gap === Gap.none && lexemes[at]?.kind === 'word' && lexemes[at]?.text.length === 1) at++;
  // "72-B Canal Walk"
  else if (
    lexemes[at]?.text === '-' &&
    lexemes[at]?.gap === Gap.none &&
    lexemes[at + 1]?.text.length === 1 &&
    lexemes[at + 1]?.gap === Gap.none
  )
    at += 2;
  const comma = lexemes[at]?.text === ',' && lexemes[at]?.gap === Gap.none;
  if (comma) at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.writing === 'lower' || first.gap !== Gap.space) return;
  if (number.text.length > 6 || first.text.length < 2) return;
  const { start, united } = opening(lexemes, i);
  const cue = introduced(lexemes, start);
  // "14 Quarry Rd Apt 12C, Tolliver Springs": a unit behind its street, and a town.
  const opens = (lexemes[start] as Lexeme).gap >= Gap.wide || behind.has(lexemes[start - 1]?.lower ?? '');
  if (comma && !(united && opens) && cue === 0) return;
  let [end, name, sure, named] = [0, 0, false, false];
  for (let k = at; k < at + 6; k++) {
    const word = lexemes[k];
    const inner = word?.lower === 'of' && k > at && lexemes[k + 1]?.writing === word.writing;
    if (word?.kind !== 'word' || word.writing === 'lower') break;
    if (word.gap !== Gap.space && !(word.gap === Gap.line && k > at && wraps(lexemes, k))) break;
    if ((word.writing === 'capitals') !== (first.writing === 'capitals')) break;
    if ((isFunctionWord(word.lower) && !inner) || has(word, Flag.weekday | Flag.month | Flag.credential))
      break;
    const certain = ends.has(word.lower);
    if (k > at && (certain || (doubtful.has(word.lower) && (cue > 0 || united || hasUnit(lexemes, k + 1))))) {
      end = behindCul(lexemes, k);
      sure = certain || hasUnit(lexemes, k + 1);
      name = k;
    }
    // "Waugh-Phillips Grove"
    while (
      lexemes[k + 1]?.text === '-' &&
      lexemes[k + 1]?.gap === Gap.none &&
      lexemes[k + 2]?.gap === Gap.none
    )
      k += 2;
  }
  const run = lexemes.slice(at, name).filter(({ kind }) => kind === 'word');
  named = run.some(isNamed);
  const clinical = run.some((word) => looksClinical(word.lower) && !isNamed(word));
  if (end > 0 && !clinical) {
    const apart = closes(lexemes[end]);
    // "7 Quarry Cotts, Ashby" at the start of a line
    const [comma, town] = [lexemes[end], lexemes[end + 1]];
    const headed = opens && comma?.text === ',' && town?.writing === 'capital' && !looksClinical(town.lower);
    if (
      (named && ((sure && apart) || cue > 0)) ||
      (apart && (united || cue === 2 || (sure && headed && isNamed(town)))) ||
      (apart && cue > 0 && number.text.length > 2)
    )
      mark(marks, start, end, 'street');
    return;
  }
  // "outside 17 Byrd Anchorage": where somebody lives, a name and whatever a street may end with.
  const [second, third] = [lexemes[at + 1], lexemes[at + 2]];
  const own = isNamed(first) || (cue === 2 && second?.kind === 'word' && isNamed(second));
  const two = cue > 0 && own && second?.writing === first.writing && second.gap === Gap.space;
  if (two && isEnding(second) && closes(third)) mark(marks, start, at + 2, 'street');
  // "H.No. 21, Keer in Durg", "lives at 644, Zacharia"
  // "Discharged at 1430, Quimby drove him."
  const timed = cue < 2 && lexemes[start - 1]?.lower === 'at' && number.text.length === 4;
  const strange = first.writing === 'capital' && (safetyIn(first) & Safe.word) === 0;
  const sole = united ? isNamed(first) : strange && !timed;
  if (comma && cue > 0 && sole && closes(lexemes[at + 1])) mark(marks, start, at + 1, 'street');
}
