import type { Lexed, Lexeme } from '../../words/lexer';
import { Gap } from '../../words/lexer';
import { safetyOf } from '../../words/safe-words';
import { digitsIn, type Finding, stick } from '../finding';
import { alike } from './alike';

/** Letters and digits joined by hyphens: what no word and no measure looks like if the digits are many. */
const code =
  /[A-Z\d]{1,34}(?:-[A-Z\d]{1,20}){0,5}(?![A-Za-z\u00c0-\u024f\d]|[/.:,]\d|-[A-Za-z\u00c0-\u024f])/iy;
const notPersonal =
  /^(?:(?:CPT|ICD|DRG|HCPCS|REV|POS|MOD)[- ]?\w+|G\d+P\d+.*|(?:NCT|ICD|CPT|DSM|COVID|SARS|LOINC|ISO|ISRCTN|PMID|DOI|RS|CAS|NDC|GSE|ENSG|CD|IL|UN|IEC|EN|UL|ASTM)-?\d.*|HLA-.*|HLA[A-Z\d]{1,4}|\d{4}[A-Z]{1,2}-\d{2}|(?:AZD|BAY|BMS|LY|MK|PF|GSK|ABT|TAK|JNJ|AMG|ALN)-?\d{3,7}|(?:19|20)\d{2}-(?:19|20)?\d{2}|(?:[01]\d|2[0-3])[0-5]\d-(?:[01]\d|2[0-4])[0-5]\d|(?=.*U)\d{1,2}U?(?:-\d{1,2}U?){2,3}|\d+0-\d+0|\d+000|\d{2,6}-\d|(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2})$/i;
/** "QX0417/2208", "M-118/70044": letters and two numbers at a stroke. */
const stroked =
  /[A-Z]{1,3}(?:-\d{2,4}|\d{3,6})\/\d{3,6}(?![A-Za-z\u00c0-\u024f\d/-]|\.\d)|[A-Z]{2,4}[-/]\d{4,6}\/\d{2}(?![\w/-]|\.\d)|[A-Z]{2,4} 0\d{3,4}\/\d{2}(?![\w/-]|\.\d)|[A-Z]\/0\d{3,5}(?![\w/-]|\.\d)/y;
/** "778-0215", "QVM-019": no range starts a number with a zero. */
const zeroed = /^(?:\d{2,6}-0\d{2,5}|[A-Z]{2,4}-0\d{2,3})$/;
const isZeroed = (found: string): boolean =>
  zeroed.test(found) &&
  digitsIn(found) + (/[A-Z]/.test(found) ? 2 : 0) >= 5 &&
  !clocks.test(found) &&
  safetyOf(found.slice(0, found.indexOf('-')).toLowerCase(), 0) === 0;
const clocks = /^(?:[01]?\d|2[0-3])[0-5]\d-[0-2]\d[0-5]\d$/;
/** The digit that checks a number: "A123456(3)". */
const checked = /\([\dA]\)(?![\w(])/y;
const amount =
  /^(?:[ \t]{0,2}(?:units?|iu|u\b|copies|cells|cfu|mg|mcg|ml|kg|%|k\b|x10|per|platelets|steps|dollars)|[ ]?\/[ ]?[a-zµ]\w{0,3}\b(?!\w))/i;
/** Two or three letters and four digits, "DV-6204": no compound or device is called so that a ward note names. */
const short =
  /^(?!(?:RG|CC|CP|RO|SB|SU|VX|ACE|GOLD|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|COVID|DSM|NICE|ESC|AHA|ACC|WHO|CKD|PM)-)[A-Z]{2,4}-(?!(?:19|20)\d\d$)\d{4}$/;
/** "PAYER-CA-PLN-4455": groups of capitals before a number that is no year. */
const prefixed = /^[A-Z]{2,10}(?:-[A-Z]{2,6}){1,3}-(?!(?:19|20)\d\d$)\d{4,}$/;
/** A tax payer of India, "ZZZZZ0417Z"; a patient of New Zealand, "ZZZ0417", "ZZZ04QX". */
const permanent = /^(?:[A-Z]{5}\d{4}[A-Z]|[A-HJ-NP-Z]{3}\d{4}|[A-HJ-NP-Z]{3}\d{2}[A-HJ-NP-Z]{2})$/;
/** "qv-7k20-0081", "f1-80-7c-ae": groups of small letters and digits, one of them of both. */
const grouped =
  /^(?=(?:[a-z\d]+-)*\d*[a-z]+\d)(?=(?:\D*\d){5})[a-z\d]{1,6}(?:-[a-z\d]{2,6}){2,5}$|^(?=[\da-f-]*\d[a-f]|[\da-f-]*[a-f]\d)[\da-f]{2}(?:-[\da-f]{2}){3,7}$/;
/** Behind letters that stand apart, "QVM 41907", "QVM 309 118": so many digits that it is no level and no size, nor a code of billing. */
const apart =
  /[ ](?:\d{3} \d{3,4}|0\d{3,4}\/\d{2}|\d{2}-\d{4}|\d{2} \d{7}|(?!9\d{4}(?!\d))\d{5,8}(?:-[A-Z])?|\d{3}-\d{4})(?![A-Za-z\u00c0-\u024f\d%]|[./:,-]\d| \d)/y;
const inGroups = /[ ]\d{3} \d{4}(?![A-Za-z\u00c0-\u024f\d%]|[./:,-]\d| \d)/y;
const kept =
  /(?<!\b(?:incident|fall|falls|accident|injury|complaint|risk|request|requisition|referral|safeguarding|restraint) )\b(?:trial|nct|loinc|snomed|sctid|model|firmware|form|version|ver|cpt|icd(?:-?10)?|drg|ndc|study|room|bed|apt|suite|protocol|range)\b[^\n]{0,6}$/i;

/** "merged to 10501126": a record got another number. */
const renumbered =
  /\b(?:merged?|changed|corrected|linked|combined|reassigned|moved|updated) (?:in)?(?:to|with) $/i;

/** Whether what stands before a number says that it is one of a thing in general: a model, a form, a code of billing. */
export const isOfThings = (head: string): boolean => kept.test(head);

/** Where a code that starts at a lexeme ends, or -1: five digits beside letters, or seven and more alone. */
function codeAt(text: string, start: number): number {
  const parted = stick(stroked, text, start);
  if (parted > 0) return parted;
  const end = stick(code, text, start);
  if (end - start < 6) return -1;
  const found = text.slice(start, end);
  const digits = digitsIn(found);
  const letters = /[A-Z]/i.test(found);
  // "50000iu", "10000units"
  if (
    /[a-z]/.test(found) &&
    !grouped.test(found) &&
    (!/^[a-z]{1,5}-?\d[\d-]*$/.test(found) || /^(?:[1-9]?\d{1,6}|x)[a-z]+$/.test(found))
  )
    return -1;
  const enough =
    isZeroed(found) ||
    (letters
      ? digits >= 5 ||
        short.test(found) ||
        prefixed.test(found) ||
        permanent.test(found) ||
        grouped.test(found)
      : digits >= (found.includes('-') ? 8 : 7));
  if (!enough || notPersonal.test(found)) return -1;
  const head = text.slice(Math.max(0, start - 24), start);
  if (renumbered.test(head) && !/^ ?[a-z]*units?\b/i.test(text.slice(end, end + 8))) return end;
  if (amount.test(text.slice(end, end + 12))) return -1;
  return kept.test(head) ||
    (/[<>=~±$€£]\s?$|\b(?:of|and|to|count|wbc|plt|platelets?|cost)[ \t]$/i.test(head) && !letters)
    ? -1
    : Math.max(end, stick(checked, text, end));
}

/** Whether a code may start at a word or a number: it holds a digit, or something with one is joined to it. */
export function mayBeCode(lexemes: readonly Lexeme[], i: number): boolean {
  const lexeme = lexemes[i] as Lexeme;
  const isNumber = lexeme.kind === 'number';
  if (lexeme.mixed || (isNumber && lexeme.text.length > 6)) return true;
  const next = lexemes[i + 1];
  if (next === undefined || next.gap !== Gap.none) return false;
  if (isNumber) return next.text === '-' || next.kind === 'word';
  // "F/0219", "QD/4417/25"
  if (next.text === '/')
    return lexeme.writing !== 'lower' && lexeme.text.length < 5 && holdsDigit(lexemes[i + 2]);
  if (next.text !== '-' || lexeme.text.length > (lexeme.writing === 'capitals' ? 10 : 6)) return false;
  for (let k = i + 2; k < i + 9; k += 2) {
    if (holdsDigit(lexemes[k])) return true;
    if (lexemes[k]?.writing !== 'capitals' || lexemes[k + 1]?.text !== '-') return false;
    if (lexemes[k]?.gap !== Gap.none || lexemes[k + 1]?.gap !== Gap.none) return false;
  }
  return false;
}

const holdsDigit = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && lexeme.gap === Gap.none && (lexeme.mixed || lexeme.kind === 'number');

/** Whether a lexeme starts a token: no letter, digit or joining mark right before it. */
export const startsToken = (lexemes: readonly Lexeme[], i: number): boolean => {
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

/** Two to five capitals that no list knows. */
const isStrangeHead = ({ text, flags, lower, mixed }: Lexeme): boolean =>
  text.length > 1 && text.length < 6 && !mixed && flags === 0 && safetyOf(lower, flags) === 0;

/** Where a code of letters and digits with a space between them ends, or -1. */
function codeApart(text: string, lexemes: readonly Lexeme[], i: number): number {
  const { start, end } = lexemes[i] as Lexeme;
  // "QR 41907" may be a level of what nobody listed.
  const pattern = end - start > 2 ? apart : inGroups;
  const stop = startsToken(lexemes, i) ? stick(pattern, text, end) : -1;
  if (stop < 0 || notPersonal.test(text.slice(start, stop).replace(' ', '-'))) return -1;
  return kept.test(text.slice(Math.max(0, start - 24), start)) || amount.test(text.slice(stop, stop + 12))
    ? -1
    : stop;
}

/** Codes without a label, by their form alone: less certain than whatever else the same text may be. */
export function findCodes({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  let listed = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind === 'symbol') continue;
    if (lexeme.writing === 'capitals' && lexemes[i + 1]?.kind === 'number' && isStrangeHead(lexeme)) {
      const end = codeApart(text, lexemes, i);
      if (end > 0) found.push({ start: lexeme.start, end, category: 'ID', kind: 'id' });
    }
    if (!mayBeCode(lexemes, i)) continue;
    if (lexeme.writing === 'capital' && lexeme.text.length > 1 && !lexeme.mixed) continue;
    if (!startsToken(lexemes, i)) continue;
    const end = codeAt(text, lexeme.start);
    if (end > 0) {
      const code: Finding = { start: lexeme.start, end, category: 'ID', kind: 'id' };
      found.push(code);
      // Once for each list of them.
      if (lexeme.start >= listed) {
        const more = alike(text, code);
        found.push(...more);
        listed = more.at(-1)?.end ?? end;
      }
    }
  }
  return found;
}
