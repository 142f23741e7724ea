import { Gap, has, type Lexeme } from './lexer';
import { Flag } from './lexicon';
import { Safe, safetyOf } from './safe-words';

/** What a number is given in, as it stands behind it. */
const unit =
  /^(?:%|‰|°|mm|cm|dm|m|km|mcm|um|μm|µm|nm|pm|in|inch(?:es)?|ft|feet|foot|yards?|miles?|blocks?|steps?|mg|mgs|mcg|ug|μg|µg|ng|pg|g|gm|gms|gr|grams?|kg|kgs|kilos?|lbs?|pounds?|oz|ounces?|ml|mls|cc|ccs|dl|cl|l|liters?|litres?|ul|μl|µl|fl|meq|mmol|umol|μmol|µmol|nmol|pmol|mol|mosm|osm|iu|miu|u|units?|mmhg|cmh|hg|kpa|hpa|torr|bpm|rpm|hz|khz|mhz|ev|kev|mev|gy|cgy|mgy|sv|msv|bq|mbq|gbq|ci|mci|rads?|kcals?|cal|calories|kj|joules?|j|kv|kvp|mv|mas?|ma|w|watts?|k|kat|ppm|ppb|hpf|lpf|x|yo|yrs?|years?|y|mos?|months?|wks?|weeks?|w|days?|d|hrs?|hours?|h|mins?|minutes?|secs?|seconds?|s|ms|msec|am|pm|st|nd|rd|th|f|fr|french|gauge|ga|doses?|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|gtts?|patch(?:es)?|vials?|amps?|bags?|packs?|ppd|cups?|drinks?|beers?|cigarettes?|times|copies|cells|platelets|leukocytes|neutrophils|cfu|colonies|points?|degrees?|deg|mets?|cases|patients|subjects|women|men|children|participants|specimens?|samples?|slices?|images?|per|of|fold|count|total|hounsfield|hu|dioptres?|diopters?|db|decibels?|mgs|percent|pct|pcs|liters|vol)$/;
/** What a number stands for, where its name stands before it. */
const measure =
  /^(?:bp|sbp|dbp|map|hr|p|pulse|rr|resp|resps|respirations|t|temp|temperature|tmax|sat|sats|spo|sao|pao|paco|fio|o|wt|weight|ht|height|bmi|gcs|rass|score|scored|scale|grade|stage|level|total|totals|count|counts|volume|output|intake|urine|uop|ebl|i|urinary|dose|dosed|rate|rates|tidal|vt|tv|peep|pip|flow|pressure|gradient|gradients|velocity|ratio|index|area|length|width|diameter|size|depth|measuring|measures|measured|distance|ran|walked|walk|glucose|sugar|sugars|fsbg|bg|fs|accucheck|na|k|cl|co|bun|cr|creat|creatinine|ca|mg|phos|wbc|hgb|hb|hct|plt|plts|platelets|inr|pt|ptt|ast|alt|ap|alp|ldh|ck|troponin|bnp|tsh|a|to|from|at|over|under|above|below|of|than|was|is|now|goal|target|max|min|about|around|approximately|approx|nearly|almost|only|every|x|by|up|down|day|days|pod|hd|week|weeks|gestation|ga|age|aged|type|types|class|phase|cycle|cycles|segment|lead|leads|series|image|images|figure|table|chapter|vertex|number|anterior|posterior|settings?|sensed|paced|threshold|impedance|kvp|kv|mas|dlp|ctdivol|energy|power|spherical|sphere|cylinder|axis|iop|va|acuity|decibels|units?|steps|cal|calories|kcal|carbs|sodium|fluid|restriction|strength|concentration|titer|titre|titers|dilution|cutoff|hours|minutes)$/;
// Behind these, a number is one of a person, a place or a thing.
const label =
  /^(?:room|rm|bed|ext|extension|x|pager|beeper|bleep|pgr|pin|code|passcode|password|badge|locker|gate|unit|apt|apartment|suite|ste|box|ssn|ss|social|four|last|digits|ending|ends|id|no|num|nr|number|numbers|acct|account|plate|tag|serial|sn|lot|batch|model|case|claim|policy|member|group|order|ref|reference|route|rt|hwy|highway|interstate|flight|bus|train|engine|truck|ambulance|medic|squad|ladder|post|station|precinct|building|bldg|house|street|floor|locker|combination|combo|phone|tel|fax|call|called|text|dial|reach|reached|cell|mobile|home|work|desk|voicemail|vm|spectralink|vocera|zone|pod|bay|mrn|mr|chart|record|file|reg|encounter|visit|csn|accession|specimen|zip|po|port|slot|key|card|voucher|ticket|badge|employee|staff|license|licence|lic|npi|dea|vin)$/;

const joining = /^[-–—./:,+x×^<>=≥≤~%±*]$/;

/** A number and what is written to it without a gap: "5/325", "1,200", "120-140", "12:30". */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly digits: readonly string[];
}

/** Lexemes that a run has at most: far enough for every form. */
const LONGEST_RUN = 12;

function runAt(lexemes: readonly Lexeme[], start: number): Run {
  const joined = (at: number): boolean =>
    lexemes[at]?.gap === Gap.none &&
    joining.test((lexemes[at] as Lexeme).text) &&
    lexemes[at + 1]?.gap === Gap.none &&
    lexemes[at + 1]?.kind === 'number';
  let end = start + 1;
  while (end < start + LONGEST_RUN && joined(end)) end += 2;
  const digits: string[] = [];
  for (let at = start; at < end; at += 2) digits.push((lexemes[at] as Lexeme).text);
  return { start, end, digits };
}

/** Whether a unit stands behind: "mg", "mmHg", "%", "x", "-day". */
function hasUnit(lexemes: readonly Lexeme[], end: number): boolean {
  const next = lexemes[end];
  if (!next || next.gap >= Gap.wide) return false;
  if (/^[%°‰]$/.test(next.text)) return true;
  const [mark, behind] = [next, lexemes[end + 1]];
  if (/^[-/]$/.test(mark.text) && behind?.gap === Gap.none) return unit.test(behind.lower);
  return next.kind === 'word' && unit.test(next.lower);
}

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);
const isClock = (digits: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);
const clockBefore =
  /^(?:at|by|until|till|from|to|since|time|around|approx|approximately|and|@|before|after|about|between)$/;
const clockBehind = /^(?:h|hr|hrs|hours|hour|am|pm|on)$/;

/** How many lexemes before a number still say what it is. */
const REACH = 6;

/** What stands before a number on its line: a label, a measure or nothing that tells. */
function before(lexemes: readonly Lexeme[], start: number): 'label' | 'measure' | undefined {
  let found: 'measure' | undefined;
  for (let at = start - 1, steps = 0; at >= 0 && steps < REACH; at--, steps++) {
    const [lexeme, next] = [lexemes[at] as Lexeme, lexemes[at + 1] as Lexeme];
    if (next.gap === Gap.line) break;
    if (lexeme.text === ';' || (lexeme.text === '.' && next.gap !== Gap.none)) break;
    if (lexeme.kind !== 'word') {
      if (lexeme.text === '#' && at === start - 1) return 'label';
      continue;
    }
    if (steps < 3 && !found && label.test(lexeme.lower)) return 'label';
    if (measure.test(lexeme.lower) ? steps < 3 : isMeasured(lexeme)) found = 'measure';
  }
  return found;
}

const isMeasured = (lexeme: Lexeme): boolean =>
  (safetyOf(lexeme.lower, lexeme.flags) & Safe.measured) !== 0 || lexeme.mixed;

/** Whether what is measured stands right before: "PLT 150000", "weight: 3450". */
function isNear(lexemes: readonly Lexeme[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 3); at--) {
    const lexeme = lexemes[at] as Lexeme;
    if (lexeme.kind === 'word')
      return isMeasured(lexeme) || (measure.test(lexeme.lower) && lexeme.lower.length > 2);
  }
  return false;
}

/** What is said of a number and of those that are written to it: they end before the lexeme `end`. */
export interface NumberVerdict {
  readonly end: number;
  readonly safe: boolean;
}

/** Judges the number at a lexeme, with those written to it. */
export function judgeNumber(lexemes: readonly Lexeme[], i: number): NumberVerdict {
  const run = runAt(lexemes, i);
  return { end: run.end, safe: isSafeRun(lexemes, run) };
}

/**
 * Whether a number that no finder took is one of medicine or of the note itself: a measurement, a dose, a time,
 * a year, a ratio, an item's number. What is left may be one of a person.
 */
function isSafeRun(lexemes: readonly Lexeme[], { start, end, digits }: Run): boolean {
  const most = Math.max(...digits.map((d) => d.length));
  const count = digits.reduce((sum, d) => sum + d.length, 0);
  const previous = lexemes[start - 1];
  // Too long for any form.
  if (count > 16) return false;
  const marks = lexemes.slice(start + 1, end).flatMap(({ kind, text }) => (kind === 'symbol' ? [text] : []));
  const only = (pattern: RegExp): boolean => marks.length > 0 && marks.every((mark) => pattern.test(mark));
  const told = before(lexemes, start);
  const units = hasUnit(lexemes, end);
  if (most <= 2) {
    // "555 01 42", "12-34-56": short pieces of something long.
    // "4.0-11.0": from one decimal to another.
    if (marks.join('') === '.-.') return true;
    if (digits.length >= 3 && count >= 5 && !units && only(/^[-.]$/)) return false;
    if (digits.length === 2 && maybeDate(lexemes, start, end, digits, marks[0] ?? '')) return false;
    if (digits.length === 1 && maybeDay(lexemes, start, told, units)) return false;
    return !(
      told === 'label' &&
      digits.length === 1 &&
      /^(?:pin|code|badge|gate|locker|unit|apt|suite)$/.test(previous?.lower ?? '')
    );
  }
  if (units && most <= 7) return true;
  if (only(/^,$/) && digits.slice(1).every((d) => d.length === 3))
    return told === 'measure' || /^[$€£]$/.test(previous?.text ?? '');
  if (told === 'label') return false;
  if (digits.length === 1) return isSafeAlone(lexemes, start, told === 'measure');
  if (digits.length === 2 && only(/^[.,]$/)) return most <= 4 || told === 'measure';
  if (only(/^:$/)) return most <= 4 && digits.length <= 3;
  if (digits.every((d) => d.length <= 3 || isYear(d)))
    return !(only(/^[-.]$/) && count >= 7 && !digits.every(isYear)) || told === 'measure';
  return ((told === 'measure' && !only(/^-$/)) || digits.every(isClock)) && most <= 5 && digits.length <= 3;
}

const share =
  /^(?:strength|power|motor|murmur|sem|systolic|diastolic|pain|pulses?|reflex(?:es)?|dtrs?|edema|in|of|upper|lower|throughout|bilat(?:erally|eral)?|tabs?|tablets?|cups?|score|apgars?|mrc|ratio|grade|graded|gcs|pupils|normal|saline|ns|dose|strips?|rom|orientation|effort|visual|recall|words|items|criteria|points|sutures|cm|level|intensity|phq|cores|nodes|lns?|ln|quadrants|extremit(?:y|ies)|ue|le|rue|lue|rle|lle)$/;

/** "3/14", "14-3": two numbers that may be a day and a month, and no share, strength or range. */
function maybeDate(
  lexemes: readonly Lexeme[],
  start: number,
  end: number,
  digits: readonly string[],
  mark: string,
): boolean {
  const [a, b] = digits.map(Number) as [number, number];
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) return false;
  // A range goes up; a date of two parts with a hyphen is seldom written.
  if (mark !== '/') return mark === '-' && a > b && a > 12;
  if (a === b || b === 10 || b === 5) return false;
  const next = lexemes[end];
  if (next && next.gap <= Gap.space && (share.test(next.lower) || /^[+%]$/.test(next.text))) return false;
  for (let at = start - 1; at >= Math.max(0, start - 4); at--) {
    if ((lexemes[at + 1] as Lexeme).gap === Gap.line) break;
    if (share.test((lexemes[at] as Lexeme).lower)) return false;
  }
  return true;
}

/** "97", "the 27th": an age over 89 or a day of the month, if nothing is measured. */
function maybeDay(
  lexemes: readonly Lexeme[],
  i: number,
  told: 'label' | 'measure' | undefined,
  units: boolean,
): boolean {
  const [previous, number, next, more] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  const value = Number(number.text);
  if (next?.gap === Gap.none && /^(?:st|nd|rd|th)$/.test(next.lower)) {
    const open =
      more?.kind !== 'word' ||
      more.gap !== Gap.space ||
      /^(?:of|and|with|at|for|to|in|pt|he|she|by|if)$/.test(more.lower);
    if (value >= 90 || (value > 12 && value < 32)) return open;
    return value < 32 && open && /^(?:the|on|by|until|since|of)$/.test(previous?.lower ?? '');
  }
  if (units || value < 90 || told === 'measure') return false;
  if (previous && /^[+±<>=≥≤~x×-]$/.test(previous.text)) return false;
  // In a row of numbers it is one of many.
  return previous?.kind !== 'number' && next?.kind !== 'number';
}

/** The same of a number of three digits and more with no other beside it and no unit. */
function isSafeAlone(lexemes: readonly Lexeme[], i: number, told: boolean): boolean {
  const [previous, number, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const digits = number.text;
  if (/^0+$/.test(digits) || isYear(digits)) return true;
  // A time of the day as nurses write it; of other numbers of four digits, three in a hundred look so.
  if (isClock(digits) && /[05]$/.test(digits)) return true;
  if (isClock(digits)) {
    if (number.gap === Gap.line || clockBefore.test(previous?.lower ?? '')) return true;
    if (next?.kind === 'word' && clockBehind.test(next.lower)) return true;
  }
  if (digits.length <= 3 && inRow(lexemes, i)) return true;
  if (digits.length <= 3 && /^[+±<>=≥≤~x×-]$/.test(previous?.text ?? '')) return true;
  return told && digits.length <= (isNear(lexemes, i) ? 6 : 3);
}

/** Whether a number is one of five and more in a row, as vital signs in a table. */
function inRow(lexemes: readonly Lexeme[], i: number): boolean {
  let [start, end] = [i, i + 1];
  const isCell = (at: number): boolean =>
    lexemes[at]?.kind === 'number' && (lexemes[at] as Lexeme).gap !== Gap.none;
  while (start > i - 5 && isCell(start - 1) && (lexemes[start] as Lexeme).gap !== Gap.line) start--;
  while (end < i + 5 && isCell(end) && (lexemes[end] as Lexeme).gap !== Gap.line) end++;
  return end - start >= 5;
}

/** Whether letters that stand right behind a number are safe there: "5mg", "3rd", "2x", "18F". */
export const isSafeBehindNumber = (lexeme: Lexeme): boolean =>
  unit.test(lexeme.lower) || lexeme.text.length === 1 || has(lexeme, Flag.safe);
