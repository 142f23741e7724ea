import type { Category } from '../../identifiers';
import { Gap, type Lexed, type Lexeme, Sign } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { digitsIn, type Finding, matches, stick } from '../finding';
import { isUser } from '../names/users';
import { alike, sameLetters } from './alike';
import { mayBeCode, startsToken } from './codes';
import { ending, labelled } from './labels';
import { findSocial, socialAt } from './social';

/** "#350217", "LTOWB #W0000 25 206317", "(#D-1187)": a number sign and more than a count. */
const signed =
  /#[ ]?(?<value>(?=[A-Za-z\d-]{0,6}\d{3})(?:[A-Za-z]{1,4}-?)?\d{3,}(?:[ -]\d{2,})*[A-Za-z]?)(?![\w%]|[.,:/]\d)/dg;
/** Accession and case numbers by their form: "S24-00902", "CT-24-0088513", "DR-2023-00418". */
const accession =
  /(?!(?:NCT|ICD|CPT|DSM|COVID|SARS|CD|IL|BRCA|HER|CYP|PHQ|GAD|LOINC|ISO)-?\d)[A-Z]{1,5}-?(?:19|20)?\d{2}-\d{4,9}(?:-[A-Z\d]{1,3})?(?![A-Za-z\u00c0-\u024f\d]|-\d)/iy;
const brokenVin =
  /(?=[A-HJ-NPR-Z\d]{8,16}\r?\n)(?=[A-Z\d\r\n]{0,9}\d)[A-HJ-NPR-Z\d]{8,16}\r?\n {0,4}[A-HJ-NPR-Z\d]{1,9}(?!\w)/y;
const vin = /^(?=.*\d)(?=.*[A-HJ-NPR-Z])[A-HJ-NPR-Z\d]{17}$/;
const macAddress =
  /(?<![A-Za-z\u00c0-\u024f\d:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![A-Za-z\u00c0-\u024f\d:-])/gi;
/** "… M.D. (QX417)": who dictated. */
const pointedCredential = /\b(?:M\.D|D\.O|R\.N|P\.A|N\.P|Ph\.D)\.,? \((?<value>[A-Z]{2,4}\d{2,6})\)/dg;
/** A unit of blood: "W2207 25 031146", "G0000 318 205 946". */
const donation = /(?<!\w)[A-Z]\d{4} ?(?:\d{2} ?\d{6}|\d{3} ?\d{3} ?\d{3})(?: ?[A-Z\d])?(?!\w)/g;
const uuid =
  /(?<![A-Za-z\u00c0-\u024f\d-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![A-Za-z\u00c0-\u024f\d])/gi;
/** The head of a column of prescription numbers and the like. */
const column = /(?:rx ?(?:no|number|#)|prescription no|account no|member (?:no|id)|serial no)/i;
const cell = /(?<=[ \t]{2,}|\t|\|[ ]?)\d{6,10}(?=[ \t]{2,}|\t|[ ]?\||[ \t]*$)/gmu;
const serial =
  /(?<![A-Za-z\u00c0-\u024f\d])s\/n[ \t]{0,2}[:#]?[ \t]{0,2}(?<value>[A-Za-z\u00c0-\u024f\d][A-Za-z\u00c0-\u024f\d-]{3,24})(?![A-Za-z\u00c0-\u024f\d])/dgi;
/** "F/N QHC 0417/22": the number of a folder. */
const folder =
  /(?<![\w/])[FHU]\/N(?:[oO]\.?)?[ \t:#]{1,3}(?<value>(?:[A-Z]{1,5}[- ]?)?\d[\d/-]{2,12}\d(?: \d{2,6}){0,2})(?![\w/])/dg;
const isPlate = /^(?:plates?|rego?|tags?)$/;
/** "the plate on the form is QAR 417-TXZ": letters and digits that only a car has. */
const carPlate =
  /\b(?:plates?|rego?|tags?)\b(?:[^.;\n]{1,40}?)?[ ](?<value>[A-Z]{3} \d{3}-[A-Z]{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{3}-\d{4})(?![\w-])/dg;
/** "M.R.N. 204771": a label with points. */
const pointed =
  /(?<![\w.])M\.R\.(?:N\.)?[ \t]{0,2}(?:#|[Nn]o\.?)?[ \t:]{0,3}(?<value>[A-Z]{0,3}\d[\d-]{3,12})(?!\w)/dg;
/** Words that are everyday ones but before a number of groups: "kit K-208 0641", "airway bill 6600 0285 3197". */
const grouped =
  /\b(?:kit|bill|consignment|parcel|sort code|a\/c|units?)[ ]?(?:nos?\.?|number|#|id)?[ :#]{1,3}(?<value>[A-Z]{1,3}-?\d{2,4}[- ]\d{3,5}|(?:\d{4} )?\d{4} \d{4}|\d{2}-\d{2}-\d{2})(?![\w/])/dgi;
const groupedThing = /\b(?:kit|bill|consignment|parcel|sort code|a\/c|unit)/i;
/** What identifies a device under its law: "(01)00812345678901(21)QX77". */
const device = /\(01\) ?\d{14}(?: ?\((?:10|11|17|21|30|240|241)\) ?[A-Z\d-]{1,20}){0,5}(?![A-Z\d])/gi;
/** The routing of a prescription card: "BIN 610000 PCN ABC". */
const routed = /\b[Pp][Cc][Nn][ \t:#]{1,3}(?<value>[A-Z\d]{2,10})(?![A-Za-z\d])/dg;
/** "JRM_240611_02": letters and a number that a system joins. */
const underscored = /(?<![\w/.@-])[A-Z]{1,6}_\d{4,8}(?:_\d{1,6}(?:[-–]\d{1,6})?)?(?!\w|\.\w)/g;
/** All but the last digits of a card are hidden: "**** **** **** 4417", "visa xxxx-4417". */
const maskedCard =
  /(?<![\w*])(?:[x*•]{4}[ -]?){2,3}\d{4}(?!\d)|\b(?:visa|mastercard|amex|card|acct|account)[ ]{1,2}(?:no\.? |# ?)?(?<value>[x*•.]{2,12}[ -]?\d{4})(?!\d)/dgi;
/** Behind a credential: the number of a licence or a badge, "EMT-P P215588", "MT(ASCP) 61937". */
const credited =
  /\.?\)?,?[ ](?:#|no\.? |lic\.? |\((?=[A-Z]{2,4}\d{2,6}\)))?(?<value>[A-Z]{0,2}\d{5,7}|(?<=\()[A-Z]{2,4}\d{2,6}|(?<=#)\d-\d{5,7})(?![A-Za-z\u00c0-\u024f\d%]|[./:-]\d)/dy;

/** Numbers that belong to one person, record, account or thing. */
export function findNumbers(lexed: Lexed): Finding[] {
  const { text, lexemes } = lexed;
  const found: Finding[] = [];
  const push = (start: number, end: number, category: Category, kind: string): void => {
    if (end > start) found.push({ start, end, category, kind });
  };
  // Of the longest number: most blocks hold none that the forms below are made of.
  let digits = 0;
  let [mixed, lettered, plated] = [false, false, false];
  // How many lexemes stand in a row without white space, at most: codes of many groups are made of more.
  let [row, longest] = [0, 0];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    row = lexeme.gap === Gap.none ? row + 1 : 1;
    longest = Math.max(longest, row);
    if (lexeme.kind === 'number') {
      digits = Math.max(digits, lexeme.text.length);
      if (lexeme.text.length === 3 && startsToken(lexemes, i))
        push(lexeme.start, socialAt(text, lexeme), 'SSN', 'ssn');
      if (lexeme.text.length === 1 && lexemes[i + 1]?.gap === Gap.none && startsToken(lexemes, i)) {
        if (
          vin.test(text.slice(lexeme.start, lexeme.start + 17)) &&
          !/[\p{L}\p{Nd}]/u.test(text.charAt(lexeme.start + 17))
        ) {
          push(lexeme.start, lexeme.start + 17, 'ID', 'vehicle');
        }
      }
    } else if (lexeme.kind === 'word') {
      if (lexeme.mixed) {
        digits = Math.max(digits, 4);
        mixed = true;
        lettered ||= /^(?:[A-Z]\d{4}|ssn\d{9})$/i.test(lexeme.text);
      }
      if (lexeme.flags & Flag.label && isPlate.test(lexeme.lower)) plated = true;
      const number = lexeme.flags & Flag.label ? (labelled(lexed, i) ?? ending(text, lexeme)) : undefined;
      if (number) {
        found.push(lexeme.lower === 'vin' ? wholeVin(number, text) : number);
        if (number.category === 'ID') found.push(...alike(text, number));
        else if (number.category === 'MRN') found.push(...sameLetters(text, number));
      }
      if (
        (lexeme.flags & Flag.credential || lexeme.text === 'ASCP') &&
        (lexeme.writing !== 'lower' || lexemes[i + 1]?.text === '#')
      ) {
        const licence = behindCredential(text, lexeme.end);
        if (licence) found.push(licence);
      }
      if (!mayBeCode(lexemes, i)) continue;
      if (lexeme.mixed && isUser(text, lexeme, lexemes[i - 1]))
        push(lexeme.start, lexeme.end, 'ID', 'username');
      if (startsToken(lexemes, i))
        push(lexeme.start, stick(accession, text, lexeme.start), 'ID', 'accession');
      if (lexeme.text.length === 17 && vin.test(lexeme.text) && startsToken(lexemes, i))
        push(lexeme.start, lexeme.end, 'ID', 'vehicle');
      else if (glued.test(lexeme.text)) push(lexeme.start, lexeme.end, 'ID', 'id');
    }
  }
  if (digits > 3) {
    found.push(...findSocial(lexed, lettered));
    if (lexed.signs & Sign.hyphen && goesOn.test(text)) found.push(...matches(text, continued, 'ID', 'id'));
  }
  if (plated && digits > 1) found.push(...matches(text, carPlate, 'ID', 'vehicle'));
  if (digits > 1) found.push(...byForm(lexed, digits, mixed, longest));
  // Its parts look like numbers by themselves.
  if (digits > 13 && text.includes('(01)')) return [...matches(text, device, 'ID', 'device'), ...found];
  return found;
}

/** "M24-118823 and -118824", "HX-22917/-22918": only what differs of the next number. */
const continued =
  /(?<=[A-Z\d]-\d{4,9}(?:,| ?&| and| ?\/| ?\+)? {0,2})-(?<value>\d{4,9})(?![\w/.]|-\d)|(?<=[A-Z]-?\d{3,}-\d{2}(?:,| ?&| and| ?\/| ?\+) {0,2})-(?<tail>\d{2})(?![\w/.]|-\d)/dg;
const goesOn = /\d{4}.{0,4} ?-\d{4}|-\d\d.{1,4}-\d\d(?!\d)/;

const glued = /^(?:mrn|acct|npi|dea|id|acc)(?=\d{4,})/i;

/** Three groups with a mark behind each, as the shortest of such codes starts. */
const GROUPS = 6;

/** @param digits of the longest number @param mixed whether a word holds a digit @param longest of the rows of lexemes without white space */
function byForm({ text, lower, signs }: Lexed, digits: number, mixed: boolean, longest: number): Finding[] {
  const found: Finding[] = [];
  const add = (pattern: RegExp, category: Category, kind: string): void => {
    found.push(...matches(text, pattern, category, kind));
  };
  // "S/N 1234"
  if (signs & Sign.slash && lower.includes('s/n')) add(serial, 'ID', 'device');
  if (signs & Sign.slash && digits > 2 && text.includes('/N')) add(folder, 'MRN', 'mrn');
  if (signs & Sign.point && text.includes('M.R.')) add(pointed, 'MRN', 'mrn');
  if (signs & Sign.hash) found.push(...matches(text, signed, 'ID', 'id', isPersonal));
  if (longest >= GROUPS && signs & (Sign.colon | Sign.hyphen)) {
    if (/[\da-f]{2}[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i.test(text)) add(macAddress, 'ID', 'device');
    if (/[\da-f]-[\da-f]{4}-[\da-f]{4}-/i.test(text)) add(uuid, 'ID', 'id');
  }
  if (mixed && signs & Sign.point && text.includes('. (')) add(pointedCredential, 'ID', 'id');
  if (mixed && /[A-Z]\d{4} ?\d{2}/.test(text)) add(donation, 'ID', 'id');
  if (/\d[- ]\d{3}|\d-\d\d-\d/.test(text) && groupedThing.test(text))
    for (const one of matches(text, grouped, 'ID', 'id')) found.push(one, ...alike(text, one));
  if (digits > 5 && /\bbin\b.{0,40}\bpcn\b|rxbin/i.test(text)) add(routed, 'ID', 'id');
  if (signs & Sign.underscore) {
    add(underscored, 'ID', 'id');
    if (/_[a-z\d-]*\.[a-z]/i.test(text)) add(fileName, 'ID', 'id');
  }
  if (digits > 3 && text.includes('/ ')) add(listedNumber, 'ID', 'id');
  if (digits > 3 && text.includes('(')) add(bracketed, 'ID', 'id');
  if (digits > 3 && /[x*•.]{2}[ -]?\d{4}/i.test(text)) add(maskedCard, 'ID', 'id');
  if (digits > 5 && /\d{6}(?:[ \t|]|$)/m.test(text) && column.test(text)) add(cell, 'ID', 'id');
  return found;
}

/** "IMG_quillan_left.heic": pictures are called by who is on them. */
const fileName =
  /(?<![\w/.-])(?<value>[a-z\d]+(?:[_-][a-z\d]+){1,12})\.(?:jpe?g|png|heic|tiff?|bmp|mov|mp4|m4a|wav|mp3|avi|pdf|docx?|dcm)(?!\w)/dgi;
/** "Quillan, Ada / 20117": the number of somebody in a list. */
const listedNumber =
  /[A-Z\u00c0-\u00de][a-z\u00df-\u024f'’-]{1,20}, [A-Z\u00c0-\u00de][a-z\u00df-\u024f'’-]{1,20} \/ (?<value>\d{4,8})(?![\w/.-])/dg;
/** "her policy (GL 4002-7)" */
const bracketed = /\((?<value>[A-Z]{2,3} \d{4}[- ]\d{1,4})\)/dg;

function behindCredential(text: string, end: number): Finding | undefined {
  credited.lastIndex = end;
  const range = credited.exec(text)?.indices?.groups?.value;
  // "PA 19888" is where a letter goes.
  if (range && /^(?:PA|MD|MA|OD|DC|CNM) \d{5}$/.test(text.slice(range[0] - 3, range[1]))) return undefined;
  return range && { start: range[0], end: range[1], category: 'ID', kind: 'id' };
}

/** A VIN has 17 signs, also where a line end parts them. */
function wholeVin(found: Finding, text: string): Finding {
  const end = stick(brokenVin, text, found.start);
  return end > 0 && text.slice(found.start, end).replace(/\s/g, '').length === 17 ? { ...found, end } : found;
}

/** "#30" is a count, "#5 French" a size: a number of a person has more digits. */
const isPersonal = (match: RegExpExecArray): boolean => {
  const value = match.groups?.value ?? '';
  const digits = digitsIn(value);
  return digits >= (/[A-Za-z\u00c0-\u024f]/.test(value) ? 3 : 4) && !/^(?:19|20)\d\d$/.test(value);
};
