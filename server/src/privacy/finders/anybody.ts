import { lowerBound } from '../../note/span';
import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import type { Finding } from './finding';
import { evokes } from './places/evocative';

const named = Flag.given | Flag.family | Flag.city | Flag.ambiguous;

// What somebody is called before the name, in short or by the work.
const office =
  /^(?:engr|const|det|atty|adv|smt|shri|sri|kum|nav|doc|sr|dr|dep|cst|insp|supt|ofc|cadet|director|inspector|sergeant|officer|chief|head|lead|charge|senior|junior|staff|imam|barr|arch|alhaji|alhaja|hajia|mallam|oga|mzee|kuya|dato|datuk|tan|puan|encik|cik|tuan|whaea|matua|koro|nan|nana|monitor|accepting|referring|requesting|assigned|circulating)$/;
const isOffice = (word: Lexeme | undefined): boolean =>
  word !== undefined && (office.test(word.lower) || has(word, Flag.title | Flag.role));

/** "Engr. Emeka", "Health Inspector Y. B. Shinde": what stands before a name and is no part of it. */
function isTitle(
  lexemes: readonly Lexeme[],
  first: number,
  behind: number,
  next: Finding | undefined,
): boolean {
  if (next?.category !== 'NAME') return false;
  const at = lexemes[behind]?.text === '.' ? behind + 1 : behind;
  const name = lexemes[at];
  if (name === undefined || name.start !== next.start || name.gap !== Gap.space) return false;
  const run = words(lexemes, first, behind);
  // "Medical Director", "Health Inspector"
  return isOffice(run.at(-1)) && run.every((word) => isOffice(word) || has(word, Flag.generic));
}

const words = (lexemes: readonly Lexeme[], first: number, behind: number): readonly Lexeme[] =>
  lexemes.slice(first, behind).filter(({ kind }) => kind === 'word');

/** "City:" between tabs, "Branch phone", "Switchboard 01632 …", "Callback #": the label of a field, and no name besides. */
function isLabel(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const [word, next, second] = [lexemes[first] as Lexeme, lexemes[behind], lexemes[behind + 1]];
  if (behind !== first + 1 || word.gap < Gap.wide || next === undefined || has(word, named)) return false;
  if ((safetyIn(word) & Safe.word) === 0) return false;
  // "LVM:kt" is who dictated.
  if (next.gap === Gap.none)
    return /^[:#?]$/.test(next.text) && !(second?.gap === Gap.none && second.kind === 'word');
  if (next.gap !== Gap.space) return false;
  if (next.text === '#') return true;
  if (next.kind === 'number') return next.text.length > 3;
  return (
    /^(?:phone|fax|tel|no|number|date|time|code|name|id|md|address|visit)$/.test(next.lower) &&
    (/^[.:?#]$/.test(second?.text ?? '') || second?.kind === 'number')
  );
}

// What a part of any hospital, authority or paper is called.
const part =
  /^(?:department|dept|units?|teams?|group|services?|section|division|program(?:me)?s?|clinics?|outpatients?|inpatients?|opd|stores?|report|review|sheet|log|list|notes?|summary|records?|visit|rounds?|ward|care|medicine|surgery|desk|office|room|suite|transitions|benefits|locator|directory|appeals|grievances|billing|intake|triage|referrals?|registry|board|committee|rota|handover|meeting|conference|panel|kit|pack|court|reception|switchboard|store|theatres?|lounge|bay|cubicles?|majors|minors|resus|area|imaging|casualty|dependency|down|pool)$/;
// Whom it is for, and what is said of it.
const plain =
  /^(?:returned|returning|travell?ers?|elders?|elderly|older|adults?|veterans|workers?|patients?|child|children|childrens|youth|adolescents?|infants?|newborns?|women|womens|men|mens|family|families|maternal|parents?|refugees?|immigrants?|migrants?|students?|staff|employees?|inmates?|adoptive|pre|post|new|insured|uninsured|non|occupational|occ|compensation|comp|critical|intensive|acute|urgent|emergency|general|day|home|school|public|mental|behaviou?ral|primary|secondary|health|medical|nursing|clinical|social|supervision|interdisciplinary|multidisciplinary|arrivals?|walk|in|circle|of|and|first|second|early|late|short|long|step|stay|rapid|response|access|same|circuit|district|magistrates|probate|juvenile|supreme|facial|appeals|abo|blood|falls|low|vision|sickle|cell|memory|eye|foot|hand|bone|casualty|justice|tribunal|prison)$/;

const paper =
  /^(?:certificate|screen|screening|report|outcomes?|record|sheet|summary|assessment|checklist|letter|form|notes?|evaluation|examination|review|chart|referral|consent|schedule|update|log|list|questionnaire|statement|opinion|agreement|protocol|worksheet|survey|handover|message|messages|thread|encounter|visit|determination)$/;

/** "Tribunal Report", "Interim Care Plan": a heading of known words that says what paper it is. */
function isPaper(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const run = words(lexemes, first, behind);
  const next = lexemes[behind];
  const last = run.at(-1);
  if (last === undefined || (next !== undefined && next.gap < Gap.wide && next.kind === 'word')) return false;
  const planned =
    last.lower === 'plan' &&
    /^(?:care|treatment|birth|safety|action|management|discharge|wellness)$/.test(run.at(-2)?.lower ?? '');
  if ((!paper.test(last.lower) && !planned) || (run.length < 2 && lexemes[first - 1]?.kind !== 'word'))
    return false;
  return run.every(
    (word) =>
      !has(word, named | Flag.town) && (word === last || !evokes(word)) && (safetyIn(word) & Safe.word) !== 0,
  );
}

// Of these, what is one alone.
const lone =
  /^(?:outpatients?|inpatients?|opd|majors|minors|resus|switchboard|reception|triage|(?:mon|tues|wednes|thurs|fri|satur|sun)days|medicare|medicaid|court|bible|guides|grievances|billing|preschool|prep|homes|branch|gastroenterology|scheduling|retail|construction)$/;

const isOfMedicine = (word: Lexeme): boolean =>
  word.text.length > 2 &&
  (safetyIn(word) & Safe.clinical) !== 0 &&
  !has(word, named | Flag.eponym | Flag.kept | Flag.town);

/** "Critical Care", "Rheumatology Outpatients", "RETURNED TRAVELLER CLINIC": a part as any hospital has it. */
function isPart(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const run = words(lexemes, first, behind);
  const last = run.at(-1);
  if (last === undefined) return false;
  // "Bed on 5 South"
  const floor = lexemes[first - 1];
  if (run.length < 2 && floor?.kind === 'number' && lexemes[first]?.gap === Gap.space)
    return /^(?:north|south|east|west)$/.test(last.lower) && floor.text.length < 3;
  if (run.length < 2) return lone.test(last.lower);
  return (
    part.test(last.lower) &&
    run.every((word) => part.test(word.lower) || plain.test(word.lower) || isOfMedicine(word))
  );
}

/** "Juniper Ward, Room 8", "St Bernadette's Ward": wards stay, but for the "4th Ward" of a church. */
const isWard = (lexemes: readonly Lexeme[], first: number, behind: number): boolean => {
  const last = lexemes[behind - 1] as Lexeme;
  const ward = behind - first > 1 && last.lower === 'ward' && last.writing !== 'lower';
  return ward && !lexemes.slice(first, behind).some(({ kind }) => kind === 'number');
};

const makers =
  /^(?:ford|honda|dodge|lincoln|mercury|chrysler|tesla|fiat|rover|bentley|austin|morris|harley|holden|triumph|chevrolet|chevy|kia|bajaj|suzuki|enfield|royal|tata|hero|mini|saab|seat|ram|jaguar|renault|citroen|peugeot|toyota|nissan)$/;
const models =
  /^(?:truck|pickup|car|van|suv|sedan|wagon|bike|motorcycle|scooter|focus|fiesta|escape|explorer|ranger|fusion|taurus|transit|civic|accord|odyssey|pilot|caravan|charger|durango|navigator|escort|mondeo|fairlane|falcon|commodore|pulsar|model|bullet|royce|davidson|jazz|swift|note|juke|discovery|defender|evoque|cooper|clubman|corsa|golf|polo|rio|picanto|soul)$/;

/** "his Ford truck", "a Honda Civic", "the Lincoln": what is driven; `behind` is the index behind it. */
function isVehicle(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const run = words(lexemes, first, behind);
  if (
    !makers.test(run[0]?.lower ?? '') ||
    !run.slice(1).every(({ lower }) => makers.test(lower) || models.test(lower))
  )
    return false;
  const [before, next] = [lexemes[first - 1], lexemes[behind]];
  const modelled = run.length > 1 || (next?.gap === Gap.space && models.test(next.lower));
  return modelled || /^(?:an?|the|his|her|their|my|our|your|(?:19|20)\d\d)$/.test(before?.lower ?? '');
}

const tells =
  /^(?:sings?|sang|singing|songs?|books?|movies?|film|show|tune|hymn|lullaby|story|watch(?:es|ed|ing)?)$/;

/** `sang "Happy Birthday"`: what is sung or shown, wholly in quotation marks. */
function isSung(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  if (!/^["“”]$/.test(lexemes[first - 1]?.text ?? '') || !/^["“”.]$/.test(lexemes[behind]?.text ?? ''))
    return false;
  for (let i = first - 2; i > first - 9 && i >= 0; i--) {
    const word = lexemes[i] as Lexeme;
    if (tells.test(word.lower)) return true;
    if (word.text === '.' || word.gap === Gap.line) return false;
  }
  return false;
}

const system =
  /^(?:RiO|MUSE|IWRS|IVRS|IRT|EDC|NHI|GMC|NMC|HCPC|CRN|URN|HCN|PPSN|ABHA|UHID|SystmOne|EMIS|PACS|RIS|PAS|ICE|EPR|EHR|EMR|CPRS|MHS|SharePoint|SAM)$/;

/** "RiO 4417208", "via IWRS", "no prior in MUSE", "binder (SAM)": a register, a system or a device by its letters. */
function isSystem(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const [before, word, next] = [lexemes[first - 1], lexemes[first] as Lexeme, lexemes[behind]];
  if (behind !== first + 1 || !system.test(word.text)) return false;
  const numbered =
    next?.gap === Gap.space && (next.mixed || (next.kind === 'number' && next.text.length > 3));
  const bracketed = before?.text === '(' && next?.text === ')' && lexemes[first - 2]?.writing === 'lower';
  return numbered || bracketed || /^(?:via|in|on|from|into|onto)$/.test(before?.lower ?? '');
}

const scaleTown =
  /^(?:vineland|geneva|ottawa|boston|paris|prague|oxford|milan|toronto|edinburgh|glasgow|vancouver|baltimore|seattle|lille|montreal|rotterdam|vienna|copenhagen|lund|parkland|cincinnati|rochester|nottingham|cambridge|florida|canberra|stanford|hannover|heidelberg|lisbon|rome|sydney|bethesda)$/;

/** "Wells, Geneva and Hestia", "Vineland, Bayley": a town that a scale is called after, among others that persons are. */
function isScale(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const run = words(lexemes, first, behind);
  if (!run.some(({ lower }) => scaleTown.test(lower))) return false;
  if (!run.every((word) => scaleTown.test(word.lower) || has(word, Flag.eponym))) return false;
  const joins = (i: number): boolean => /^(?:,|\/|&|and|or|\+)$/.test(lexemes[i]?.lower ?? '');
  return (
    run.length > 1 ||
    (joins(behind) && has(lexemes[behind + 1], Flag.eponym) && !has(lexemes[behind + 1], Flag.city)) ||
    (joins(first - 1) && has(lexemes[first - 2], Flag.eponym) && !has(lexemes[first - 2], Flag.city))
  );
}

const valve =
  /^(?:valves?|mech|mechanical|avr|mvr|icd|ppm|pacemaker|pacer|dual|lead|leads|bileaflet|prosthesis|prosthetic|regent|durata|masters)$/;

/** "mech AVR (St Jude)", "a St. Jude dual-chamber ICD": the maker, and no hospital. */
function isValve(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  if (lexemes[behind - 1]?.lower !== 'jude') return false;
  const from = /^(?:st|saint)$/.test(lexemes[first]?.lower ?? '') ? first : first - 2;
  return [from - 3, from - 2, from - 1, behind, behind + 1, behind + 2].some((i) =>
    valve.test(lexemes[i]?.lower ?? ''),
  );
}

/** "Tampa, Florida", "palliative, Kenya.": a state or a country behind a comma. */
function isState(
  lexemes: readonly Lexeme[],
  first: number,
  behind: number,
  before: Finding | undefined,
): boolean {
  const [comma, last, next] = [lexemes[first - 1], lexemes[behind - 1] as Lexeme, lexemes[behind]];
  if (comma?.text !== ',' || !has(last, Flag.kept) || behind - first !== last.phrase + 1) return false;
  const closed = next === undefined || next.gap >= Gap.wide || next.kind !== 'word';
  if (!closed) return false;
  return before?.category === 'LOCATION' && before.end === comma.start
    ? true
    : !has(last, Flag.given | Flag.family);
}

const thing =
  /^(?:day|days|escape|wax|pus|pain|blood|stool|urine|discharge|start|chance|break|luck|idea|plan|plans|side|part|end|smile|light|dot|flag|flags|water|food|diet|colou?r|period|game|story|news|sign|weather|night|morning|room|bed|line|lines|dust|paint|ink)$/;

/** "Lucky escape", "Frank pus", "Chase the craving", "Rose-coloured": a word of every day, where a sentence starts. */
function isPlainUse(lexemes: readonly Lexeme[], first: number, behind: number): boolean {
  const [previous, word, next, second] = [
    lexemes[first - 1],
    lexemes[first] as Lexeme,
    lexemes[behind],
    lexemes[behind + 1],
  ];
  if (behind !== first + 1 || word.writing !== 'capital' || (safetyIn(word) & Safe.word) === 0) return false;
  if (word.gap < Gap.wide && previous !== undefined && !/^[.!?:;•*–—-]$/.test(previous.text)) return false;
  // "Dr. Snow neg"
  if (previous?.text === '.' && has(lexemes[first - 2], Flag.title)) return false;
  if (next?.text === '-' && next.gap === Gap.none)
    return (
      second?.writing === 'lower' &&
      second.gap === Gap.none &&
      second.text.length > 4 &&
      (safetyIn(second) & Safe.word) !== 0
    );
  if (next?.writing !== 'lower' || next.gap !== Gap.space) return false;
  // "Tess the porter" is somebody.
  if (/^(?:the|an?)$/.test(next.lower)) return !has(second, Flag.role | Flag.relative | Flag.title);
  return thing.test(next.lower) || (isClinicalOnly(next) && !/(?:ed|s|ing)$/.test(next.lower));
}

/** Findings of names and places without what names nobody: titles, labels, parts of any hospital, wards, states. */
export function withoutAnybody(findings: readonly Finding[], lexemes: readonly Lexeme[]): readonly Finding[] {
  return findings.filter((finding, index) => {
    if (finding.category !== 'NAME' && finding.category !== 'LOCATION') return true;
    const first = lowerBound(lexemes, finding.start);
    let behind = first + 1;
    while ((lexemes[behind]?.start ?? finding.end) < finding.end) behind++;
    if (lexemes[first]?.start !== finding.start) return true;
    return !(
      isTitle(lexemes, first, behind, findings[index + 1]) ||
      isLabel(lexemes, first, behind) ||
      isPlainUse(lexemes, first, behind) ||
      isVehicle(lexemes, first, behind) ||
      isSung(lexemes, first, behind) ||
      isSystem(lexemes, first, behind) ||
      isScale(lexemes, first, behind) ||
      isValve(lexemes, first, behind) ||
      isWard(lexemes, first, behind) ||
      isState(lexemes, first, behind, findings[index - 1]) ||
      (finding.category === 'LOCATION' && (isPart(lexemes, first, behind) || isPaper(lexemes, first, behind)))
    );
  });
}
