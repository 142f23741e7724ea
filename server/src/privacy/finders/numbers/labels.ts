import type { Category } from '../../identifiers';
import type { Lexed, Lexeme } from '../../words/lexer';
import { flagsOf } from '../../words/lexicon';
import { Safe, safetyOf } from '../../words/safe-words';
import { digitsIn, type Finding, stick } from '../finding';
import {
  activated,
  activationBehind,
  agreedBehind,
  agreedClose,
  behind,
  behindMark,
  digitsApart,
  groupBehind,
  longBehind,
  mixedCode,
  officerBehind,
  passwordBehind,
  plateBehind,
  spelledBehind,
  tenDigits,
  userBehind,
  zeroBehind,
} from './behind';
import { isOfThings } from './codes';
import { rules } from './label-rules';
import { socialBehind } from './social';

// What a label may be followed by that is no number of a person: times, dates, doses, years.
const harmless =
  /^(?:\d{1,2}:\d{2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{1,4})?|\d{1,3}[/.]\d{1,3}|\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{1,3}|\d+\.\d+-\d+\.\d+|\d{1,2}x\/.{1,12}|\d+(?:\.\d+)?(?:mg|ml|cc|kg|mm|cm|h|hr|hrs|am|pm|st|nd|rd|th|yo|x)|(?:19|20)\d{2}|x\d)$/i;
const time = /^(?:[01]\d|2[0-3])[0-5]\d$/;
const day =
  /^(?:(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2]))[/-](?:\d{2}|\d{4})$|^\d{4}-\d{1,2}-\d{1,2}$/;

const numberedThing =
  /^(?:apc|custody|crime|emis|gms|xray|ray|film|detention|arrest|occurrence|log|datix|event|path|lab|ref|hosp|hospital|histo|histology|sample|slide|reg|regd|regn|file|unit|case|job|order|batch|serial|roll|folio|folder|clinic|card|policy|pol|member|membership|account|acct|licence|license|lic|permit|passport|claim|invoice|receipt|tracking|docket|warrant|court|biopsy|specimen|accession|donor|donation|inmate|booking|prisoner|student|employee|emp|staff|payroll|collar|shield|badge|warranty|medicare|ihi|pps|nino|ni|sin|hcn|ohip|ramq|phn|chi|nhs|upi|nhi|aadhaar|abha|uhid|ipd|opd|ip|op|cr|mr|ur|urn|unit|pas|aid|screening|rand|trauma|provider|prov|pension|script|bill|book|ward|block|cassette|pump|form|enrollee|enrolee|subject|session|waitlist|waiting|queue|voyage|booth|plot)$/;
const ofRecords = /^(?:hosp|hospital|pas|folder|ip|op|opd|ipd|cr|uhid|mr|ur|urn|chart|nhs|chi|nhi|file)$/;
// A time of day may follow these: "court 0930".
const timed =
  /^(?:court|docket|conf|run|case|trip|job|booking|dispatch|incident|transaction|ticket|lab|req|auth|acc|specimen|hospital|band|seal|ref|claim|card|officer|pc|sgt|deputy|paramedic|sergeant|constable|detective|trooper|cad|pcr|member|visit|mr|no|locker)$/;
const doored =
  /\b(?:door|gate|access|entry|entrance|alarm|key ?safe|safe|keypad|lock|lockbox|security|voicemail|pass|key|building|intercom|buzzer) $/i;

/** Of these, a number without a mark may be one of many of a kind. */
const things = /^(?:device|study|form|barcode|lab|sn|sequence|hospital|message|event|query|unit|plan|check)$/;
/** Digits that are read out one by one. */
const isRead = /^(?: number| no\.?| is| id)?[ :#]{1,3}\d \d \d \d/;
/** Whose word it is that has to be said before anything is told. */
const shared = /^(?:hipaa|phone|family|verbal|security|privacy|telephone)$/;

/** The number behind a label; `i` is the label's last word. */
export function labelled({ text, lower, lexemes }: Lexed, i: number): Finding | undefined {
  const label = lexemes[i] as Lexeme;
  const known = rules.get(label.lower);
  if (!known) return undefined;
  const previous = lexemes[i - 1];
  let { category, kind, pattern } = known;
  const ahead = text.slice(label.end, label.end + 14);
  if (label.lower === 'mr' && previous?.text === '.') return undefined;
  const noun = previous?.text === '.' ? lexemes[i - 2] : previous;
  if (label.lower === 'no') {
    // "path no B/8871/22"; by itself only with a point: "No. 44120"; behind a name that many digits follow: "VHI no VH 610 7725".
    const numbered = noun?.kind === 'word' && label.gap <= 1 && numberedThing.test(noun.lower);
    const pointed =
      /^[.:]/.test(ahead) &&
      (/^[.:]?[ \t]{0,3}(?:[A-Za-z\u00c0-\u024f-]{0,4}\d{5}|\d{2,4}-\d{3,})/.test(ahead) ||
        (noun?.kind === 'word' &&
          label.gap === 1 &&
          /^[.:]?[ \t]{0,3}(?:[A-Z]{1,4}[- ]?\d{3}|\d{2,4}-\d{3})/.test(ahead)));
    const owned =
      noun?.kind === 'word' &&
      noun.writing !== 'lower' &&
      noun.text.length > 2 &&
      label.gap === 1 &&
      label.writing === 'lower' &&
      /^ (?:[A-Z]{1,3} ?\d{3}|\d{6})/.test(ahead);
    if (!numbered && !pointed && !owned) return undefined;
    if (noun && ofRecords.test(noun.lower)) [category, kind] = ['MRN', 'mrn'];
  }
  if (label.lower === 'last' && !/^[ -](?:four|4)\b/i.test(ahead)) return undefined;
  // "card last 4 0417"
  if (
    /^last4?$/.test(label.lower) &&
    /card|visa|mastercard|amex|account|acct/i.test(text.slice(Math.max(0, label.start - 16), label.start))
  )
    [category, kind] = ['ID', 'id'];
  if (label.lower === 'safe' && previous?.lower !== 'key') return undefined;
  if (/^soc(?:ial)?$/.test(label.lower) && !/^(?:\.? sec|[ \t]?[:#]|[ \t]\d{3}-)/i.test(ahead))
    return undefined;
  if (label.lower === 'ss' && !/^[ \t]?(?:[:#]|no)|^[ \t]\d{3}-?\d{2}-?\d{4}/i.test(ahead)) return undefined;
  if (label.lower === 'logged' && !/^ in as /i.test(ahead)) return undefined;
  if (label.lower === 'code') {
    const head = text.slice(Math.max(0, label.start - 16), label.start);
    if (!doored.test(head)) {
      if (!activated.test(head) && stick(mixedCode, text, label.end) < 0) return undefined;
      [kind, pattern] = ['id', activationBehind];
    }
  }
  if (/^reg$/.test(label.lower) && /^(?:vehicle|car|van|number)$/.test(previous?.lower ?? ''))
    [kind, pattern] = ['vehicle', plateBehind];
  const patient = /^(?:patient|pt|client|hospital|unit|nhs)$/;
  if (patient.test(label.lower) || (label.lower === 'id' && previous && patient.test(previous.lower))) {
    category = 'MRN';
    kind = 'mrn';
  }
  const from = label.lower === 'logged' ? label.end + 7 : label.end;
  if (isRead.test(text.slice(label.end, label.end + 24))) pattern = digitsApart;
  pattern.lastIndex = from;
  // Labels and what links them to their value are in small letters in these patterns; a user's name is not.
  const isPlain =
    pattern === behind || pattern === behindMark || pattern === socialBehind || pattern === tenDigits;
  let match = pattern.exec(isPlain ? lower : text);
  if (!match && pattern === tenDigits) {
    pattern = behindMark;
    pattern.lastIndex = from;
    match = pattern.exec(lower);
  }
  if (!match && pattern === behindMark) {
    const own = label.lower === 'group' ? groupBehind : longBehind;
    for (pattern of things.test(label.lower) ? [zeroBehind] : [zeroBehind, own]) {
      pattern.lastIndex = from;
      match = pattern.exec(text);
      if (match) break;
    }
  }
  if (!match && pattern === passwordBehind) {
    pattern = agreedBehind;
    const close = shared.test(previous?.lower ?? '');
    for (pattern of close ? [agreedBehind, agreedClose] : [agreedBehind]) {
      pattern.lastIndex = from;
      match = pattern.exec(text);
      if (match) break;
    }
  }
  if (!match && isPlain) {
    // "claim number O D G 2024 55"
    pattern = spelledBehind;
    pattern.lastIndex = from;
    match = pattern.exec(text);
  }
  const range = match?.indices?.groups?.value;
  let found = match?.groups?.value;
  if (!match || !range || found === undefined) return undefined;
  let [start, end] = range;
  if (
    pattern === userBehind &&
    !/[\d_.@]/.test(found) &&
    (safetyOf(found.toLowerCase(), flagsOf(found.toLowerCase())) & Safe.word || found.length < 4)
  )
    return undefined;
  if (
    pattern === officerBehind &&
    !found.startsWith('#') &&
    (time.test(found) || (harmless.test(found) && found.length > 3))
  )
    return undefined;
  // "… 38 shark fin", and vital signs in the next line.
  const between = text.slice(label.end, start);
  if (
    between.includes('\n') &&
    !/[:#=]/.test(between) &&
    !/^[ \t]*(?:[\r\n,;]|$)/.test(text.slice(end, end + 8))
  )
    return undefined;
  if (pattern === behind || pattern === behindMark) {
    const word = /^[a-z\u00c0-\u024f]{2,5}(?=[ \r\n])\s+/.exec(found)?.[0] ?? '';
    // "Mr Oakes 0800" is a person at a time.
    if (word && label.lower === 'mr' && !/[#:]/.test(text.slice(label.end, start))) return undefined;
    if (isWord(text.slice(start, start + word.trimEnd().length))) {
      if (label.lower === 'no') return undefined;
      start += word.length;
      found = found.slice(word.length);
    }
    end = goesOn(text, start, end);
    const digits = interleaves.test(text.slice(start, end))
      ? 2
      : isNumbered(text, label, start, end)
        ? 3
        : known.digits;
    if (!isNumber(found, label, text.slice(label.end, start), category, digits)) return undefined;
    end = Math.max(end, stick(checkDigit, text, end));
    if (label.lower === 'id' && previous?.lower === 'study') return { start, end, category, kind };
    if (isOfThings(text.slice(Math.max(0, label.start - 14), start + found.search(/\d/)))) return undefined;
  }
  return { start, end, category, kind };
}

const lettered =
  /^(?:[A-Z]{1,5}-?\d{3,}|[a-z]{1,3}-\d{3,}|[A-Z]{2,5} \d{2,4}[- ]?\d{2,}|\d{4,}-?[A-Z]{1,2}$)/;
const interleaves = /^(?=[A-Z\d]{5,10}$)[A-Z\d]*(?:\d[A-Z]+\d|[A-Z]\d+[A-Z])[A-Z\d]*$/;

/** Whether the form of a number says that it is one: "chart QH-207"; or that it fills a field, ". File 3306 ." */
const isNumbered = (text: string, label: Lexeme, start: number, end: number): boolean => {
  const found = text.slice(start, end);
  if (lettered.test(found)) return true;
  return (
    label.writing !== 'lower' &&
    /^\d{4}$/.test(found) &&
    !/^(?:19|20)/.test(found) &&
    /^(?:chart|file|folder|record)$/.test(label.lower) &&
    /(?:^|[.,;:|(\n]|[ ]{2})[ ]?$/.test(text.slice(Math.max(0, label.start - 2), label.start))
  );
};

/** Letters between digits, or digits before letters and others behind. */
const interleaved = /\d[A-Za-z]{1,3}\d|^[A-Za-z]{1,4}\d{3,}[A-Za-z]{1,2}$/;

/** "94 reg BP 132/84", "2nd bag 100mg/kg". */
const vital = /^(?:bp|hr|rr|pr|bm|spo2|sats?|temp) ?\d{1,3}(?!\d)|\d(?:mg|mcg|ml)\b/i;

/** Whether what stands behind a label is a number of a person: enough digits, and no time, day, dose or range. */
function isNumber(
  found: string,
  label: Lexeme,
  between: string,
  category: Category,
  atLeast: number,
): boolean {
  const marked =
    !/^num|^no$/.test(label.lower) && (/[:#=]|\b(?:no|number|id)\b/i.test(between) || label.lower === 'id');
  const counted = /^(?:badge|collar)$/.test(label.lower) && /^\d+$/.test(found);
  if ((harmless.test(found) && !counted) || vital.test(found)) return false;
  if (day.test(found) && !(category === 'MRN' && marked && !isDate(found))) return false;
  if (!marked && timed.test(label.lower) && time.test(found)) return false;
  if (label.lower === 'ref' && (/\brange\b/i.test(between) || (!marked && isRange(found)))) return false;
  const least =
    atLeast !== 5 ? atLeast : interleaved.test(found) ? 3 : /^[A-Za-z]{1,4}-?\d/.test(found) ? 4 : 5;
  return digitsIn(found) >= (marked ? Math.min(3, least) : least);
}

/** "3-11": no range runs down. */
const isRange = (text: string): boolean => {
  const [, first, second] = /^(\d{1,3})-(\d{1,3})$/.exec(text) ?? [];
  return first !== undefined && Number(first) <= Number(second);
};

const isDate = (text: string): boolean => /^(?:0?[1-9]|[12]\d|3[01])[/-]/.test(text);

/** Whether letters before a number are a word that only stands there: "file CR-24", not "VH 610 7725", "NARC 66192". */
const isWord = (word: string): boolean =>
  word !== '' && word === word.toLowerCase() && (safetyOf(word, flagsOf(word)) & Safe.word) !== 0;

/** The digit that checks a number: "A123456(3)". */
const checkDigit = /\([\dA]\)(?![\w(])/y;
const tail =
  /(?: \d(?![\d:/.])| \d{2,4}[A-Z]| (?!(?:M|F|MR|MS|DR|RN|MD|PT|NO|ON|AT|IN|BY|TO|PA|NP|OR|IS)(?![A-Za-z]))[A-Z]{1,2})(?![A-Za-z\u00c0-\u024f\d'’.-])/y;
const nextLine = /\r?\n[ \t]{2,16}\d{4}(?: \d{2,6}){0,2}(?![\w:/.]|[ \t]{2,}\d)/y;

const ofCard = /(?: \d)? ?\/ ?\d(?![\w/.])| \d(?![\d:/.])/y;

/** Where a number of several groups ends: with a last digit or letters, "2123 45670 1", or in the next line. */
function goesOn(text: string, start: number, end: number): number {
  const found = text.slice(start, end);
  // "4417 40417 1 / 2", "4417-208-115 QX"
  if (/^\d{4} \d{5}(?: \d)?$/.test(found)) return Math.max(end, stick(ofCard, text, end));
  if (!/(?:[\dA-Z] |\d-\d{3}-)\d{2,}$/.test(found)) return end;
  return Math.max(end, stick(tail, text, end), stick(nextLine, text, end));
}

const endingIn = /(?: in)? (?<value>\d{4})(?!\d)/dy;

/** "card ending in 4417": the last digits of an account. */
export function ending(text: string, lexeme: Lexeme): Finding | undefined {
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
