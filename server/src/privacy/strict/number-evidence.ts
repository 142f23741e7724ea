import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { Safe, safetyIn } from '../words/safe-words';
import { Judged } from './judgement';
import { isSafeCode } from './safe-codes';

/** What a number is given in, as it stands behind it. */
const unit =
  /^(?:%|‰|°|mm|cm|dm|m|km|mcm|um|μm|µm|nm|pm|in|inch(?:es)?|ft|feet|foot|yards?|miles?|blocks?|steps?|mg|mgs|mcg|ug|μg|µg|ng|pg|g|gm|gms|gr|grams?|kg|kgs|kilos?|lbs?|pounds?|oz|ounces?|ml|mls|cc|ccs|dl|cl|l|liters?|litres?|ul|μl|µl|fl|meq|mmol|umol|μmol|µmol|nmol|pmol|mol|mosm|osm|iu|miu|u|units?|mmhg|cmh|hg|kpa|hpa|torr|bpm|rpm|hz|khz|mhz|ev|kev|mev|gy|cgy|mgy|sv|msv|bq|mbq|gbq|ci|mci|rads?|kcals?|cal|calories|kj|joules?|j|kv|kvp|mv|mas?|ma|watts?|k|kat|ppm|ppb|hpf|lpf|x|yo|yrs?|years?|y|mos?|months?|wks?|weeks?|w|days?|d|hrs?|hours?|h|mins?|minutes?|secs?|seconds?|s|ms|msec|am|f|fr|french|gauge|ga|doses?|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|gtts?|patch(?:es)?|vials?|amps?|bags?|packs?|ppd|cups?|drinks?|beers?|cigarettes?|times|copies|cells|platelets|leukocytes|neutrophils|cfu|colonies|points?|degrees?|deg|mets?|cases|patients|subjects|women|men|children|participants|specimens?|samples?|slices?|images?|per|fold|count|total|hounsfield|hu|dioptres?|diopters?|db|decibels?|percent|pct|pcs|vol)$/;

/** What a number stands for, where its name stands before it, beside what the list of words says is measured. */
const measure =
  /^(?:bp|sbp|dbp|map|hr|p|pulse|rr|resp|resps|respirations|t|temp|temperature|tmax|sat|sats|spo|sao|pao|paco|fio|wt|weight|ht|height|bmi|gcs|rass|score|scored|scale|grade|stage|level|total|totals|count|counts|volume|output|intake|urine|uop|ebl|urinary|dose|dosed|rate|rates|tidal|vt|tv|peep|pip|flow|pressure|gradient|gradients|velocity|ratio|index|area|length|width|diameter|size|depth|measuring|measures|measured|distance|ran|walked|walk|glucose|sugar|sugars|fsbg|bg|fs|accucheck|na|k|cl|co|bun|cr|creat|creatinine|ca|mg|phos|wbc|hgb|hb|hct|plt|plts|platelets|inr|pt|ptt|ast|alt|ap|alp|ldh|ck|troponin|bnp|tsh|than|goal|target|max|min|approximately|approx|every|x|day|days|pod|hd|week|weeks|month|months|year|years|gestation|ga|gravida|para|age|aged|type|types|class|phase|cycle|cycles|segment|lead|leads|series|image|images|figure|table|chapter|vertex|anterior|posterior|settings?|sensed|paced|threshold|impedance|kvp|kv|mas|dlp|ctdivol|energy|power|spherical|sphere|cylinder|axis|iop|va|acuity|decibels|units|steps|cal|calories|kcal|carbs|sodium|fluid|restriction|strength|concentration|titer|titre|titers|dilution|cutoff|hours|minutes|apgars?|rate|first|last|next)$/;

// Behind these, a number is one of a person, a place or a thing.
const label =
  /^(?:room|rm|bed|ext|extension|x|loc|local|pager|beeper|bleep|pgr|pin|code|passcode|password|badge|locker|gate|apt|apartment|suite|ste|box|space|ssn|ss|social|four|last|digits|ending|ends|id|no|num|nr|number|numbers|acct|account|plate|tag|serial|sn|lot|batch|model|case|claim|policy|member|group|order|ref|reference|route|rt|hwy|highway|interstate|milepost|mile|exit|flight|bus|train|engine|truck|ambulance|medic|squad|ladder|post|station|precinct|building|bldg|house|street|floor|combination|combo|phone|tel|fax|call|called|text|dial|reach|reached|cell|mobile|home|work|desk|voicemail|vm|spectralink|vocera|zone|pod|bay|mrn|mr|chart|record|file|reg|encounter|visit|csn|accession|specimen|zip|po|slot|key|card|voucher|ticket|employee|staff|license|licence|lic|npi|dea|vin|band|wristband|dob|born|birthday|lmp|edd|edc|doi|dos|dod|order|dated?|seen|admitted|discharged)$/;

/** A label right before a number makes it one that identifies, whatever follows. */
const door =
  /^(?:pin|code|badge|gate|locker|apt|apartment|suite|ste|box|space|loc|ext|extension|room|rm|bed|pager|beeper|milepost|exit|floor|station|medic|engine|ladder|flat|trlr|trailer|lot|unit)$/;

/** In the place of a placeholder that a text already held. */
const BLOTTED = '\u0001';

/** How many lexemes before a number still say what it is. */
const REACH = 6;

/**
 * What stands before a number on its line: a label, a measure or nothing that tells.
 * @param judged what was said of the lexemes before it
 */
export function toldBefore(
  lexemes: readonly Lexeme[],
  start: number,
  judged: Uint8Array,
): 'label' | 'measure' | undefined {
  let found: 'measure' | undefined;
  for (let at = start - 1, steps = 0; at >= 0 && steps < REACH; at--, steps++) {
    const [lexeme, next] = [lexemes[at] as Lexeme, lexemes[at + 1] as Lexeme];
    // What is masked tells nothing to who reads the rest, nor does what lies behind it.
    if (next.gap === Gap.line || judged[at] !== Judged.safe || lexeme.text === BLOTTED) break;
    if (lexeme.text === ';' || (lexeme.text === '.' && (next.gap !== Gap.none || next.kind === 'symbol')))
      break;
    if (lexeme.kind !== 'word') {
      if (lexeme.text === '#' && at === start - 1) return 'label';
      continue;
    }
    // "Tanner 2", "Norton 11/20"
    if (at === start - 1 && has(lexeme, Flag.eponym)) return 'measure';
    if (steps < 3 && !found && label.test(lexeme.lower)) return 'label';
    if (has(lexeme, Flag.patient) && lexeme.writing === 'lower') continue;
    if (measure.test(lexeme.lower) ? steps < 3 : isMeasured(lexeme)) found = 'measure';
  }
  return found;
}

// What is done on a day, rather than what comes out as a number.
const event =
  /^(?:tte|tee|echo|ct|cta|mri|mra|cxr|kub|xr|us|egd|ekg|ecg|eeg|emg|pet|cath|film|films|scan|xray|labs?|visit|biopsy|bx|surgery|colonoscopy|endoscopy|ultrasound|angiogram|mammogram|pap|psg|holter|cultures?|cx|bcx|ucx|vaccine|flu|shot|keytruda|chemo|infusion|transfusion|dialysis|admission|discharge|orif|thr|tkr|cabg|pci|tavr)$/;

/** Whether the word before a number, over small words, is of something that is done on a day: "TTE 3-13", "since 3.1". */
export function isDated(lexemes: readonly Lexeme[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 3); at--) {
    const lexeme = lexemes[at] as Lexeme;
    if ((lexemes[at + 1] as Lexeme).gap === Gap.line) return false;
    if (
      /^(?:from|since|on|until|till|thru|through|by|as|dated|before|after|seen|started|stopped|last|next|due)$/.test(
        lexeme.lower,
      )
    )
      return true;
    if (lexeme.kind === 'word') return event.test(lexeme.lower);
    if (lexeme.text !== '(' && lexeme.text !== ',') return false;
  }
  return false;
}

const isMeasured = (lexeme: Lexeme): boolean =>
  lexeme.mixed
    ? isSafeCode(lexeme)
    : !isFunctionWord(lexeme.lower) && (safetyIn(lexeme) & Safe.measured) !== 0;

/** Whether what is measured stands right before: "PLT 150000", "weight: 3450". */
export function isNear(lexemes: readonly Lexeme[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 3); at--) {
    const lexeme = lexemes[at] as Lexeme;
    if (lexeme.kind === 'word')
      return isMeasured(lexeme) || (measure.test(lexeme.lower) && lexeme.lower.length > 2);
  }
  return false;
}

/** Whether the word before a number, with or without a full stop, says that it is of a door, a person, a way. */
export function isDoor(lexemes: readonly Lexeme[], start: number): boolean {
  const dotted = lexemes[start - 1]?.text === '.' && lexemes[start - 1]?.gap === Gap.none;
  const lexeme = lexemes[start - (dotted ? 2 : 1)];
  return lexeme !== undefined && door.test(lexeme.lower);
}

/** Whether a unit stands behind: "mg", "mmHg", "%", "x", "-day". */
export function hasUnit(lexemes: readonly Lexeme[], end: number): boolean {
  const [mark, behind] = [lexemes[end], lexemes[end + 1]];
  if (!mark || mark.gap >= Gap.wide) return false;
  if (/^[%°‰]$/.test(mark.text)) return true;
  if (/^[-–/]$/.test(mark.text) && behind?.gap === Gap.none)
    return behind.writing === 'lower' && unit.test(behind.lower);
  // "called -0156 s/w Naomi"
  if (/^[swcph]$/.test(mark.lower) && behind?.text === '/' && behind.gap === Gap.none) return false;
  return mark.kind === 'word' && unit.test(mark.lower);
}

/** Whether letters that stand right behind a number are safe there: "5mg", "3rd", "2x", "18F". */
export const isSafeBehindNumber = (lexeme: Lexeme): boolean =>
  unit.test(lexeme.lower) ||
  /^(?:[a-z]|st|nd|rd|th|pm)$/i.test(lexeme.text) ||
  (lexeme.writing === 'lower' && has(lexeme, Flag.safe) && !has(lexeme, Flag.month | Flag.weekday));

/** Whether a number counts or orders what stands behind it in small letters: "3 sutures", "4th toe". */
export function countsWhatFollows(lexemes: readonly Lexeme[], end: number): boolean {
  const next = lexemes[end];
  if (next?.kind !== 'word' || next.gap !== Gap.space || next.writing !== 'lower' || next.mixed) return false;
  if (isFunctionWord(next.lower) || next.text.length < 3 || idle.test(next.lower)) return false;
  if (has(next, Flag.month | Flag.weekday | Flag.street | Flag.town)) return false;
  // "12 willow lane", "55 summit house"
  for (let at = end + 1; at < end + 3; at++) {
    const after = lexemes[at];
    if (after?.gap !== Gap.space) break;
    if (has(after, Flag.street | Flag.organisation | Flag.town)) return false;
  }
  return (safetyIn(next) & Safe.word) !== 0;
}

// Words that go on with the sentence: nothing is counted.
const idle =
  /^(?:and|but|with|when|then|who|that|now|today|after|before|until|since|because|while|seen|fell|came|called|via|per|near|not|she|they|here|also|again|still|just|only|alive|living|lives|lived|died|dead|well|healthy|frail|deceased|both|yesterday|tomorrow|through|from|onwards|onward)$/;

/** A sign that only stands before what is measured: "<5", "~40", "+2". */
export const isCompared = (lexemes: readonly Lexeme[], start: number): boolean =>
  (/^[+±<>≥≤~≈×]$/.test(lexemes[start - 1]?.text ?? '') && lexemes[start + 1]?.text !== '(') ||
  (lexemes[start - 1]?.lower === 'x' && lexemes[start]?.gap === Gap.none);

const share =
  /^(?:strength|power|motor|murmur|sem|systolic|diastolic|pain|pulses?|reflex(?:es)?|dtrs?|edema|upper|lower|throughout|bilat(?:erally|eral)?|tabs?|tablets?|cups?|scor(?:e|es|ed)|apgars?|mrc|ratio|grade|graded|gcs|mmse|moca|pupils|normal|saline|ns|dose|strips?|rom|orientation|effort|visual|acuity|recall|words|items|criteria|points|sutures|cm|level|intensity|phq|gad|cores|nodes|lns?|ln|quadrants|extremit(?:y|ies)|ue|le|rue|lue|rle|lle|flexion|extension|grip|quads?|hamstrings?|deltoids?|biceps|triceps|sites|teeth|stable|severity|scale|total|out|berg|epworth|norton|braden|katz|waterlow|aldrete|ranson|tinetti|ramsay|borg|bishop|ballard|glasgow|westley|flacc|painad|hamilton|madrs|ymrs|beck|bdi|edinburgh|epds|rankin|nihss|oswestry|womac|lysholm|sppb|4at|rudas|addenbrooke|amt|amts|mallampati|apache|sofa|curb|centor|alvarado|caprini|padua|hestia|schirmer|titmus|ishihara|nuclei|mitoses|tubules|positive|negative|minutes?|birth|blood|mile|pack|inch|way|full|fingers?|breadths?|vessel|third|thirds|vaccines?|doses|dose|valves?|mitral|ef|systole|turns?|rinne|weber|bitewings?|bands?|ventricular|aortic|holosystolic|ejection|crescendo)$/;

// What a study of a day shows, too.
const shown =
  /^(?:upper|lower|throughout|bilat(?:erally|eral)?|normal|stable|total|out|positive|negative|full|visual|minutes?)$/;

/**
 * Whether two numbers with a stroke are a share or a grade, as what stands about them says: "5/5 throughout".
 * @param isUsual whether shares are of so many
 */
export function isShare(lexemes: readonly Lexeme[], start: number, end: number, isUsual: boolean): boolean {
  const tells = ({ lower }: Lexeme): boolean => share.test(lower) && (isUsual || !shown.test(lower));
  for (let at = end; at < end + 3; at++) {
    const next = lexemes[at];
    if (!next || next.gap > Gap.space || next.text === '.') break;
    if (at === end && /^[+%]$/.test(next.text)) return true;
    if (tells(next)) return true;
  }
  for (let at = start - 1; at >= Math.max(0, start - 6); at--) {
    if ((lexemes[at + 1] as Lexeme).gap === Gap.line || /^[.;]$/.test((lexemes[at] as Lexeme).text)) break;
    if (tells(lexemes[at] as Lexeme)) return true;
  }
  return false;
}

/** Whether the number is that of a code of letters before it: "CS-31528", "x3-4417". */
export function isOfCode(lexemes: readonly Lexeme[], start: number): boolean {
  const [mark, letters] = [lexemes[start - 1], lexemes[start - 2]];
  return (
    mark?.text === '-' &&
    mark.gap === Gap.none &&
    letters?.kind === 'word' &&
    (letters.mixed || letters.writing === 'capitals') &&
    (lexemes[start] as Lexeme).gap === Gap.none &&
    (lexemes[start] as Lexeme).text.length > 3
  );
}

/** Whether a short number is part of a term of medicine: "Ki-67", "CA-125", "COVID-19". */
export function isOfTerm(lexemes: readonly Lexeme[], i: number, judged: Uint8Array): boolean {
  const [term, mark, number] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (mark?.text !== '-' || mark.gap !== Gap.none || number.gap !== Gap.none || number.text.length > 3)
    return false;
  if (term?.kind !== 'word' || judged[i - 2] !== Judged.safe) return false;
  return term.text === 'Ki' || (safetyIn(term) & Safe.clinical) !== 0;
}

/** Whether a number is said to be an age, of somebody, in whatever form: "91 F", "94-year-old", "Age: 93". */
export function isAge(lexemes: readonly Lexeme[], i: number): boolean {
  const next = lexemes[i + 1];
  const behind = next && /^[-–]$/.test(next.text) ? lexemes[i + 2] : next;
  if (
    behind &&
    behind.gap <= Gap.space &&
    /^(?:y|yo|yr|yrs|years?|m|f|male|female|man|woman|gentleman|lady)$/.test(behind.lower)
  )
    return true;
  for (let at = i - 1; at > Math.max(0, i - 5); at--) {
    const { lower } = lexemes[at] as Lexeme;
    if (/^(?:age|aged|ages|old)$/.test(lower)) return true;
  }
  return false;
}
