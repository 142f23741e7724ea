import type { Category } from '../identifiers';
import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag, flagsOf, know } from '../lexicon';
import { Safe, safetyOf } from '../safe-words';
import { type Finding, matches, stick } from './finding';
import { findUsers } from './users';

const ssn =
  /\d{3}(?:-(?:\r?\n {0,8})?\d{2}-(?:\r?\n {0,8})?|\u2011\d{2}\u2011|[ .]\d{2}[ .])\d{4}(?![A-Za-z\u00c0-\u024f\d]|[-.]\d)/y;
const maskedSsn = /(?<![A-Za-z\u00c0-\u024f\d])[x*•#]{3}[- ]?[x*•#]{2}[- ]?\d{4}(?!\d)/gi;
/** Behind "SSN", "social security", "last four". */
const ssnBehind =
  /(?: sec(?:urity)?)?(?:[ \t]{1,2}(?:on|ending|ends|last|is|was|no|number|num|intake|form|in|with|of|the|four|4|digits?|file|social|ssn|his|her|are)\b){0,6}[ \t(]{0,3}[#:.-]{0,3}[ \t(]{0,3}(?:(?:last |ending )?(?:four|4)[ :]{1,2})?(?<value>(?:[x*•]{3}[- ]?[x*•]{2}[- ]?|\d{3}[- ]?\d{2}[- ]?)?\d{4})(?![A-Za-z\u00c0-\u024f\d])/dy;

// The value behind a label: letters, digits and marks, at least one digit; groups of digits may stand apart.
const value =
  '(?<value>(?:[A-Za-z\\u00c0-\\u024f]{1,5}(?:[- ]|\\r?\\n {0,8}(?=\\d{5})))?(?=[A-Za-z\\u00c0-\\u024f\\d/*.-]{0,12}\\d)[A-Za-z\\u00c0-\\u024f\\d*](?:[A-Za-z\\u00c0-\\u024f\\d]|[-_*/.](?=[A-Za-z\\u00c0-\\u024f\\d])|-\\r?\\n {0,4}(?=\\d)){0,30}(?: (?=\\d{2})\\d[\\d-]{1,8}(?![A-Za-z\\u00c0-\\u024f\\d:/%]|\\.\\d)){0,4})';
const number = '(?:(?:no|num|nr|number|id|code|identifier)\\b\\.?|#|№|\\((?:no|id)\\))';
const behind = new RegExp(
  `[ \\t]{0,12}(?:\\([^()\\n]{1,20}\\)[ \\t]?)?${number}?[ \\t]{0,3}(?:is\\b|was\\b)?[ \\t]{0,2}(?:[:#=.]{1,2}(?:\\r?\\n)?|[-–](?=[ \\t]))?[ \\t]{0,12}(?:\\r?\\n[ \\t]{0,8})?${value}`,
  'dy',
);
/** The same where the label alone says too little: a mark or a word for "number" must follow. */
const behindMark = new RegExp(
  `[ \\t]{0,3}(?:${number}[ \\t]{0,3}[:#=.]{0,2}|[:#=]{1,2})[ \\t]{0,12}(?:is |was )?${value}`,
  'dy',
);
const userBehind =
  /(?:[ -]?name| id)?[ \t]{0,2}(?:is |was |[:=])?[ \t]{0,2}["“']?(?<value>[a-z][\w.-]{1,30}[\d_][\w.-]{0,20}|@[\w.]{3,30}|(?<=(?:[:=]|name|id|is|user|login)[ \t]{0,2}["“']?)[a-z][\w.-]{2,30})(?![A-Za-z\u00c0-\u024f\d])/diy;
const plateBehind =
  /[ \t]{0,2}(?:no\.?|number|#)?[ \t]{0,2}[:#]?[ \t]{0,2}(?<value>(?=[A-Z \d-]{0,8}\d)[A-Z\d]{1,4}[ -][A-Z\d]{2,4})(?![A-Za-z\u00c0-\u024f\d-])/dy;
const pinBehind = /[ \t]{0,2}(?:is |no\.? |[:#=])?[ \t]{0,2}(?<value>\d{3,8})(?!\d)/dy;
/** "#350217", "LTOWB #W0000 24 118820", "(#D-1187)": a number sign and more than a count. */
const signed =
  /#[ ]?(?<value>(?=[A-Za-z\d-]{0,6}\d{3})(?:[A-Za-z]{1,4}-?)?\d{3,}(?:[ -]\d{2,})*[A-Za-z]?)(?![\w%]|[.,:/]\d)/dg;
/** Accession and case numbers by their form: "S24-00902", "CT-24-0088513", "DR-2023-00418". */
const accession =
  /(?!(?:NCT|ICD|CPT|DSM|COVID|SARS|CD|IL|HLA|BRCA|HER|CYP|PHQ|GAD|LOINC|ISO)-?\d)[A-Z]{1,5}-?(?:19|20)?\d{2}-\d{4,9}(?![A-Za-z\u00c0-\u024f\d]|-\d)/iy;
/** Letters and digits joined by hyphens: what no word and no measure looks like if the digits are many. */
const code =
  /[A-Z\d]{1,20}(?:-[A-Z\d]{1,20}){0,5}(?![A-Za-z\u00c0-\u024f\d]|[/.:,]\d|-[A-Za-z\u00c0-\u024f])/iy;
const notPersonal =
  /^(?:(?:CPT|ICD|DRG|HCPCS|REV|POS|MOD)[- ]?\w+|G\d+P\d+.*|(?:NCT|ICD|CPT|DSM|COVID|SARS|HLA|LOINC|ISO|ISRCTN|PMID|DOI|RS|CAS|NDC|GSE|NM|NP|ENSG|CD|IL|UN|IEC|EN|UL|ASTM)-?\d.*|(?:19|20)\d{2}-(?:19|20)?\d{2}|\d+0-\d+0|\d+000|\d{2,6}-\d|(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2})$/i;
const amount =
  /^[ \t]{0,2}(?:units?|iu|u\b|copies|cells|cfu|\/|mg|mcg|ml|kg|%|k\b|x10|per|platelets|steps|dollars)/i;

/** Where a code that starts at a lexeme ends, or -1: five digits beside letters, or seven and more alone. */
function codeAt(text: string, start: number): number {
  const end = stick(code, text, start);
  if (end - start < 6) return -1;
  const found = text.slice(start, end);
  const digits = found.replace(/\D/g, '').length;
  const letters = /[A-Z]/i.test(found);
  // "50000iu", "10000units"
  if (
    /[a-z]/.test(found) &&
    (!/^[a-z]{1,5}-?\d[\d-]*$/.test(found) || /^(?:[1-9]?\d{1,6}|x)[a-z]+$/.test(found))
  )
    return -1;
  const enough = letters ? digits >= 5 : found.includes('-') ? digits >= 8 : digits >= 7;
  if (!enough || notPersonal.test(found) || amount.test(text.slice(end, end + 12))) return -1;
  const head = text.slice(Math.max(0, start - 24), start);
  return kept.test(head) ||
    (/[<>=~±$€£]\s?$|\b(?:of|and|to|count|wbc|plt|platelets?|cost)[ \t]$/i.test(head) && !letters)
    ? -1
    : end;
}

const brokenVin =
  /(?=[A-HJ-NPR-Z\d]{8,16}\r?\n)(?=[A-Z\d\r\n]{0,9}\d)[A-HJ-NPR-Z\d]{8,16}\r?\n {0,4}[A-HJ-NPR-Z\d]{1,9}(?!\w)/y;
const vin = /^(?=.*\d)(?=.*[A-HJ-NPR-Z])[A-HJ-NPR-Z\d]{17}$/;
const macAddress =
  /(?<![A-Za-z\u00c0-\u024f\d:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![A-Za-z\u00c0-\u024f\d:-])/gi;
/** A unit of blood: "W1418 24 009918". */
const donation = /(?<!\w)[A-Z]\d{4} ?\d{2} ?\d{6}(?!\w)/g;
const uuid =
  /(?<![A-Za-z\u00c0-\u024f\d-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![A-Za-z\u00c0-\u024f\d])/gi;
/** The head of a column of prescription numbers and the like. */
const column = /(?:rx ?(?:no|number|#)|prescription no|account no|member (?:no|id)|serial no)/i;
const cell = /(?<=[ \t]{2,}|\t|\|[ ]?)\d{6,10}(?=[ \t]{2,}|\t|[ ]?\||[ \t]*$)/gmu;

// What a label may be followed by that is no number of a person: times, dates, doses, years.
const harmless =
  /^(?:\d{1,2}:\d{2}|\d{1,4}[/.]\d{1,2}(?:[/.]\d{1,4})?|\d{1,3}|\d+(?:\.\d+)?(?:mg|ml|cc|kg|mm|cm|h|hr|hrs|am|pm|st|nd|rd|th|yo|x)|(?:19|20)\d{2}|x\d)$/i;
const kept =
  /\b(?:trial|nct|loinc|model|firmware|form|version|cpt|icd(?:-?10)?|drg|study|room|bed|apt|suite)\b[^\n]{0,6}$/i;

interface Rule {
  readonly category: Category;
  readonly kind: string;
  readonly pattern: RegExp;
  /** Digits that the value needs at least where no mark stands before it. */
  readonly digits: number;
}

const rules = new Map<string, Rule>();
const rule = (words: string, category: Category, kind: string, pattern: RegExp, digits: number): void => {
  for (const word of words.split(' ')) rules.set(word, { category, kind, pattern, digits });
};
rule('mrn mr emrn emr mpi cpi umrn', 'MRN', 'mrn', behind, 4);
rule('chart record rec file nhs chi urn ur', 'MRN', 'mrn', behind, 5);
rule('nhi', 'MRN', 'mrn', behind, 3);
rule('badge collar', 'ID', 'id', behind, 2);
rule('grp', 'ID', 'id', behind, 4);
rule(
  'acct account accession npi dea clia csn policy subscriber mbi beneficiary vin serial imei udi passport',
  'ID',
  'id',
  behind,
  3,
);
rule(
  'incident run dispatch cad pcr warrant docket court booking inmate prisoner shield seal donation donor pps ppsn nino sin hcn ohip ramq phn ihi aadhaar abha uhid ipd opd upi dva crn iin eft chq cheque ptan upin medallion cdl dln requisition req acc claim docket member mem mbr medicaid medicare lic license licence dl registry specimen ticket job trip ref approval auth authorization band worksheet voucher invoice confirmation tracking interpreter interp payer card tag permit certificate gmc nmc enc har fin tax ein barcode transaction locker id case',
  'ID',
  'id',
  behind,
  4,
);
rule(
  'encounter reg registration reference referral rx prescription order study lab employee group plan ins insurance device lot sn sequence visit unit hospital patient pt client subject barcode form episode policyholder customer receipt check batch message event',
  'ID',
  'id',
  behindMark,
  4,
);
rule('no', 'ID', 'id', behind, 3);
rule('ssn ss social soc last', 'SSN', 'ssn', ssnBehind, 4);
rule('user username login logged handle', 'ID', 'username', userBehind, 0);
rule('plate plates', 'ID', 'vehicle', plateBehind, 1);
rule('pin passcode password', 'ID', 'pin', pinBehind, 3);

know([...rules.keys(), 'ending', 'ends'], Flag.label);

const numberedThing =
  /^(?:path|lab|ref|hosp|hospital|histo|histology|sample|slide|reg|file|unit|case|job|order|batch|serial|roll|folio|clinic|card|policy|member|membership|account|acct|licence|license|permit|passport|claim|invoice|receipt|tracking|docket|warrant|court|biopsy|specimen|accession|donor|donation|inmate|booking|prisoner|student|employee|staff|payroll|collar|shield|badge|warranty|medicare|ihi|pps|nino|sin|hcn|ohip|ramq|phn|chi|nhs|upi|nhi|aadhaar|abha|uhid|ipd|opd|cr|mr|ur|urn|unit)$/;
const glued = /^(?:mrn|acct|npi|dea|ssn|id|acc)(?=\d{4,})/i;

/** The number behind a label; `i` is the label's last word. */
function labelled({ text, lower, lexemes }: Lexed, i: number): Finding | undefined {
  const label = lexemes[i] as Lexeme;
  const known = rules.get(label.lower);
  if (!known) return undefined;
  const previous = lexemes[i - 1];
  let { category, kind, pattern } = known;
  if (label.lower === 'mr' && previous?.text === '.') return undefined;
  if (label.lower === 'no') {
    // "path no B/8871/22"; by itself only with a point: "No. 44120".
    const numbered = previous?.gap !== undefined && numberedThing.test(previous.lower);
    const pointed =
      /^[.:]/.test(text.slice(label.end, label.end + 1)) &&
      /^[.:]?[ \t]{0,3}[A-Za-z\u00c0-\u024f-]{0,4}\d{5}/.test(text.slice(label.end, label.end + 14));
    if (!numbered && !pointed) return undefined;
  }
  if (label.lower === 'last' && !/^[ -](?:four|4)\b/i.test(text.slice(label.end, label.end + 6)))
    return undefined;
  if (
    /^soc(?:ial)?$/.test(label.lower) &&
    !/^(?:\.? sec|[ \t]?[:#])/i.test(text.slice(label.end, label.end + 5))
  )
    return undefined;
  if (label.lower === 'logged' && !/^ in as /i.test(text.slice(label.end, label.end + 7))) return undefined;
  const patient = /^(?:patient|pt|client|hospital|unit|nhs)$/;
  if (patient.test(label.lower) || (label.lower === 'id' && previous && patient.test(previous.lower))) {
    category = 'MRN';
    kind = 'mrn';
  }
  const from = label.lower === 'logged' ? label.end + 7 : label.end;
  if (label.lower === 'nhs' || label.lower === 'chi') pattern = behindMark;
  pattern.lastIndex = from;
  // Labels and what links them to their value are in small letters in these patterns; a user's name is not.
  const plain = pattern === behind || pattern === behindMark || pattern === ssnBehind;
  const match = pattern.exec(plain ? lower : text);
  const range = match?.indices?.groups?.value;
  const found = match?.groups?.value;
  if (!match || !range || found === undefined) return undefined;
  const result = { start: range[0], end: range[1], category, kind };
  if (
    pattern === userBehind &&
    !/[\d_.@]/.test(found) &&
    (safetyOf(found.toLowerCase(), flagsOf(found.toLowerCase())) & Safe.word || found.length < 4)
  )
    return undefined;
  if (pattern !== behind && pattern !== behindMark) return result;
  const counted = /^(?:badge|collar)$/.test(label.lower) && /^\d+$/.test(found);
  if (
    (harmless.test(found) && !counted) ||
    /^(?:\d{1,2}[/-]\d{1,2}[/-](?:\d{2}|\d{4})|\d{4}-\d{1,2}-\d{1,2})$/.test(found)
  )
    return undefined;
  if (kept.test(text.slice(Math.max(0, label.start - 14), range[0]))) return undefined;
  const digits = found.replace(/\D/g, '').length;
  const marked = /^num|^no$/.test(label.lower)
    ? false
    : /[:#=]|\b(?:no|number|id)\b/i.test(text.slice(label.end, range[0])) || label.lower === 'id';
  return digits >= (marked ? Math.min(3, known.digits) : known.digits) ? result : undefined;
}

/** A VIN has 17 signs, also where a line end parts them. */
function wholeVin(found: Finding, text: string): Finding {
  const end = stick(brokenVin, text, found.start);
  return end > 0 && text.slice(found.start, end).replace(/\s/g, '').length === 17 ? { ...found, end } : found;
}

const endingIn = /(?: in)? (?<value>\d{4})(?!\d)/dy;

/** "card ending in 4417": the last digits of an account. */
function ending(text: string, lexeme: Lexeme): Finding | undefined {
  if (!/^(?:ending|ends)$/.test(lexeme.lower)) return undefined;
  const head = text.slice(Math.max(0, lexeme.start - 30), lexeme.start);
  const of = /\b(card|account|acct|visa|mastercard|amex|ssn|social|cell|phone|mobile|tel|number)\b/i
    .exec(head)?.[1]
    ?.toLowerCase();
  if (of === undefined) return undefined;
  endingIn.lastIndex = lexeme.end;
  const range = endingIn.exec(text)?.indices?.groups?.value;
  const secure = /^s/.test(of);
  const phone = /^(?:cell|phone|mobile|tel|number)$/.test(of);
  const [category, kind]: [Category, string] = secure
    ? ['SSN', 'ssn']
    : phone
      ? ['PHONE', 'phone']
      : ['ID', 'id'];
  return range && { start: range[0], end: range[1], category, kind };
}

/** Whether a code may start at a word or a number: it holds a digit, or something is joined to it. */
function mayBeCode(lexemes: readonly Lexeme[], i: number): boolean {
  const [lexeme, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.mixed || lexeme.text.length > 6) return lexeme.mixed || lexeme.kind === 'number';
  return (
    next !== undefined &&
    next.gap === Gap.none &&
    (next.text === '-' || (next.kind === 'word' && lexeme.kind === 'number'))
  );
}

/** Whether a lexeme starts a token: no letter, digit or joining mark right before it. */
const starts = (lexemes: readonly Lexeme[], i: number): boolean => {
  const lexeme = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  return (
    lexeme.gap !== Gap.none ||
    !previous ||
    (previous.kind === 'symbol' && !/^[-./_*]$/.test(previous.text)) ||
    // "HX-22917/HX-22918"
    (previous.text === '/' &&
      lexeme.kind === 'word' &&
      lexemes[i - 2]?.kind === 'number' &&
      (lexemes[i - 2] as Lexeme).text.length > 3)
  );
};

/** Numbers that belong to one person, record, account or thing. */
export function findNumbers(lexed: Lexed): Finding[] {
  const { text, lexemes } = lexed;
  const found: Finding[] = [];
  const push = (start: number, end: number, category: Category, kind: string): void => {
    if (end > start) found.push({ start, end, category, kind });
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind === 'number') {
      if (lexeme.text.length === 3 && starts(lexemes, i))
        push(lexeme.start, stick(ssn, text, lexeme.start), 'SSN', 'ssn');
      if (lexeme.text.length === 1 && vin.test(text.slice(lexeme.start, lexeme.start + 17))) {
        if (starts(lexemes, i) && !/[\p{L}\p{Nd}]/u.test(text.charAt(lexeme.start + 17))) {
          push(lexeme.start, lexeme.start + 17, 'ID', 'vehicle');
        }
      }
    } else if (lexeme.kind === 'word') {
      const number = lexeme.flags & Flag.label ? (labelled(lexed, i) ?? ending(text, lexeme)) : undefined;
      if (number) found.push(lexeme.lower === 'vin' ? wholeVin(number, text) : number);
      if (!mayBeCode(lexemes, i)) continue;
      if (starts(lexemes, i)) push(lexeme.start, stick(accession, text, lexeme.start), 'ID', 'accession');
      if (vin.test(lexeme.text)) push(lexeme.start, lexeme.end, 'ID', 'vehicle');
      else if (glued.test(lexeme.text)) push(lexeme.start, lexeme.end, 'ID', 'id');
    }
  }
  // "S/N 1234"
  if (text.includes('/') && /s\/n/i.test(text)) found.push(...matches(text, serial, 'ID', 'device'));
  if (/[x*•#]{3}/i.test(text)) found.push(...matches(text, maskedSsn, 'SSN', 'ssn'));
  if (text.includes('#')) found.push(...matches(text, signed, 'ID', 'id', isPersonal));
  found.push(...findUsers(text));
  if (/[\da-f]{2}[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i.test(text))
    found.push(...matches(text, macAddress, 'ID', 'device'));
  if (/[\da-f]-[\da-f]{4}-[\da-f]{4}-/i.test(text)) found.push(...matches(text, uuid, 'ID', 'id'));
  if (/[A-Z]\d{4} ?\d{2} ?\d/.test(text)) found.push(...matches(text, donation, 'ID', 'id'));
  if (/\d{6}(?:[ \t|]|$)/m.test(text) && column.test(text)) found.push(...matches(text, cell, 'ID', 'id'));
  return found;
}

/** "#30" is a count, "#5 French" a size: a number of a person has more digits. */
const isPersonal = (match: RegExpExecArray): boolean => {
  const value = match.groups?.value ?? '';
  const digits = value.replace(/\D/g, '').length;
  return digits >= (/[A-Za-z\u00c0-\u024f]/.test(value) ? 3 : 4) && !/^(?:19|20)\d\d$/.test(value);
};

const serial =
  /(?<![A-Za-z\u00c0-\u024f\d])s\/n[ \t]{0,2}[:#]?[ \t]{0,2}(?<value>[A-Za-z\u00c0-\u024f\d][A-Za-z\u00c0-\u024f\d-]{3,24})(?![A-Za-z\u00c0-\u024f\d])/dgi;

/** Codes without a label, by their form alone: less certain than whatever else the same text may be. */
export function findCodes({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind === 'symbol' || !mayBeCode(lexemes, i)) continue;
    if (lexeme.writing === 'capital' && lexeme.text.length > 1 && !lexeme.mixed) continue;
    if (!starts(lexemes, i)) continue;
    const end = codeAt(text, lexeme.start);
    if (end > 0) found.push({ start: lexeme.start, end, category: 'ID', kind: 'id' });
  }
  return found;
}
