import type { Lexed, Lexeme } from '../../words/lexer';
import { stick } from '../finding';
import { isDashedDay, isDay, isDayFirst, isPointedDay } from './days';

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const year = '(?:19|20|21)\\d{2}';
const day = '(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?';
// May hold one line end: dates are broken over lines, too.
// "Sept 3–9": to another day of the month.
const on =
  '(?: ?[-–] ?(?:3[01]|[12]\\d|0?[1-9])(?![\\d/:%–-]|\\.\\d)|/(?:3[01]|[12]\\d)(?![\\d/:%–-]|\\.\\d))?';
const gap = '[^\\S\\r\\n]{0,2}(?:\\r?\\n[ \\t]{0,8})?';
const ends = '(?![A-Za-z\\u00c0-\\u024f\\d])';

/** "March 3", "March 3rd, 2024", "Mar-03-2024". */
export const monthDay = new RegExp(
  `${month}(?:[-/]${day}[-/](?:${year}|\\d{2})${ends}|\\.?(?:${gap}|[-/])(?:the )?${day}${ends}(?!:\\d|%|/(?!(?:3[01]|[12]\\d)(?![\\d/]))|\\.\\d|,(?!${year}(?!\\d))\\d)${on}(?:(?:(?:,|&#44;)${gap}|${gap})(?:of )?${year}${ends}|,? ?['’]\\d{2}${ends}|[ ]\\d{2}(?=[ \\t]*(?:[|:;,)\\r\\n]|$|[a-z]{2,4}:)))?)`,
  'y',
);
/** "March 2020", "Mar '20", "March of 2020". */
export const monthYear = new RegExp(`${month}\\.?(?:,?${gap}|[-/]|,? of )(?:${year}|['’]\\d{2})${ends}`, 'y');
/** "3 March 2024", "05-Sep-1968", "12th of September", "3 Mar 24". */
const dayMonth = new RegExp(
  `(?:${day}(?: ?[-–] ?| (?:to|and|&) ))?${day}(?:${gap}|[-/.])(?:(?:day )?of${gap})?${month}(?![A-Za-z\\u00c0-\\u024f])\\.?(?:(?:,?${gap}|[-/.])(?:${year}|['’]?\\d{2}(?![:/%]|\\.\\d))${ends})?(?![A-Za-z\\u00c0-\\u024f])`,
  'y',
);
/** "1966 Nov 17", "1966-Nov-17". */
const yearMonthDay = new RegExp(`${year}(?:[ ]{1,2}|[-/.])${month}\\.?(?:[ ]{1,2}|[-/.])${day}${ends}`, 'y');
/** What goes on behind the number that such a date starts with: quickly told, as most numbers start none. */
const monthAhead =
  /(?:(?:st|nd|rd|th)?(?: ?[-–] ?| (?:to|and|&) )\d{1,2})?(?:st|nd|rd|th)?[\s./-]{0,12}(?:(?:day )?of\s{0,12})?(?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)/y;
const iso = /(?:19|20|21)\d{2}(?<mark>[-/.])(?:1[0-2]|0?[1-9])\k<mark>(?:3[01]|[12]\d|0?[1-9])(?![\d-])/y;
const isoTime =
  /(?:19|20|21)\d{2}-(?:1[0-2]|0\d)-(?:3[01]|[012]\d)T[0-2]\d:?[0-5]\d(?::?[0-5]\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?(?![A-Za-z\u00c0-\u024f\d])/y;
const fused =
  /(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d{1,6})?)?(?:[+-]\d{4})?)?(?![A-Za-z\u00c0-\u024f\d-])/y;
/** "3/14/2024", "14.3.24", "2-11-77"; a year of four digits is one before letters, too. */
const numeric =
  /(?:(?:1[0-2]|0?[1-9])(?<m>[-/.])(?:\r?\n {0,4})?(?:3[01]|[12]\d|0?[1-9])|(?:3[01]|[12]\d|0?[1-9])(?<d>[-/.])(?:\r?\n {0,4})?(?:1[0-2]|0?[1-9]))(?:\k<m>\k<d>)(?:\r?\n {0,4})?(?:(?:19|20|21)\d{2}|['’]?\d{2}(?![A-Za-z\u00c0-\u024f]))(?![\d/]|\.\d|-\d{1,6}(?![\d/.]))/y;
const numericMonthYear = /(?:1[0-2]|0?[1-9])[/-](?:19|20)\d{2}(?![A-Za-z\u00c0-\u024f\d/]|-(?!\d{1,2}\/))/y;
/** "14. 3. 2024", "03 / 14 / 2024", "3/ 14/ 2024". */
const spaced =
  /(?:3[01]|[12]\d|0?[1-9])(?:(?<m>[ ][-/.][ ])|(?<d>[./][ ]))(?:3[01]|[12]\d|0?[1-9])(?:\k<m>\k<d>)(?:(?:19|20)\d{2}|\d{2}(?=[ \t]{2}|[ \t]*(?:[,;)]|\r?\n|$)))(?![A-Za-z\u00c0-\u024f\d/]|\.\d)/y;
/** "27/ix/23". */
const roman =
  /(?:3[01]|[12]\d|0?[1-9])(?<mark>[-/.])(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})\k<mark>(?:(?:19|20)\d{2}|\d{2}(?![a-z\u00c0-\u024f]))(?![\d/])/y;
/** "88/11/23": the first cannot be a day or a month. */
const yearFirst =
  /(?:3[2-9]|[4-9]\d)(?<mark>[-/.])(?:1[0-2]|0[1-9])\k<mark>(?:3[01]|[12]\d|0[1-9])(?![A-Za-z\u00c0-\u024f\d/]|[-.]\d)/y;
/** "2021-03", "2021/03"; "2019-20" is rather a year and the next one. */
const isoMonth = /(?:19|20)(?<year>\d{2})[-/](?<month>0[1-9]|1[0-2])(?![A-Za-z\u00c0-\u024f\d-]|[/.]\d)/y;
/** Behind an ISO date: "2021-03-08 to 03-13". */
const isoOn =
  /(?: (?:to|thru|through|until|and|-|–|→) |[–/])(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])(?![\d-])/y;
/** Behind "D", "T", "DD", "dictated": "031424 1530". */
const dictated = /(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])\d{2}(?=[ ](?:[01]\d|2[0-3]):?[0-5]\d(?!\d))/y;
const dictates = /\b(?:[dt]|dd|dt|td|tt|dictated|transcribed|typed|dict|trans)[.:]?[ ]{1,2}$/;
/** Behind "DOB" digits need no marks: "03 14 1956", "031456". */
const unmarked =
  /(?:(?:1[0-2]|0[1-9])(?<m> ?)(?:3[01]|[12]\d|0[1-9])|(?:3[01]|[12]\d|0[1-9])(?<d> ?)(?:1[0-2]|0[1-9]))\k<m>\k<d>(?:(?:19|20)\d{2}|\d{2})(?![A-Za-z\u00c0-\u024f\d/-]|\.\d)/y;
/** "03 14 1956" wherever it stands: a year of four digits closes it. */
const parts =
  /(?:(?:1[0-2]|0[1-9]) (?:3[01]|[12]\d|0[1-9])|(?:3[01]|[12]\d|0[1-9]) (?:1[0-2]|0[1-9])) (?:19|20)\d{2}(?![A-Za-z\u00c0-\u024f\d/-]|\.\d| \d)/y;
const born = /\b(?:d\.?o\.?b|birth ?date|date of birth|born|b)\.?[ \t]{0,3}[:=-]?[ \t(]{0,4}$/;
/** "@09:26", ":14:22": the time of a stamp, right behind its date. */
const stampTime = /(?:@(?:[01]\d|2[0-3]):?|:(?:[01]\d|2[0-3]):)[0-5]\d(?::?[0-5]\d)?(?![\d:])/y;
/** "1Q24", and behind a word: "Q3 of 2023", "Q1 '24". */
const quarterNumber = /[1-4]Q ?(?:(?:19|20)\d{2}|['’]?\d{2})(?![A-Za-z\u00c0-\u024f\d]|\.\d)/y;
const quarterWord =
  /q[1-4](?: of| fy)?[ /-]?(?:(?:19|20)\d{2}|['’]\d{2}|(?<=\/)(?!52)\d{2})(?![a-z\u00c0-\u024f\d])/y;
const dashed =
  /(?:(?:1[0-2]|0?[1-9])-(?:3[01]|[12]\d|0?[1-9])|(?:3[01]|2\d|1[3-9])-(?:1[0-2]|0?[1-9]))(?![A-Za-z\u00c0-\u024f\d+%/-]|[.,:]\d)/y;
const pointedDay = /(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]|0?[1-9])(?![A-Za-z\u00c0-\u024f\d%/]|[-.,:]\d)/y;
const partial = /(?:1[0-2]|0?[1-9])\/(?:3[01]|[12]\d|0?[1-9])(?![A-Za-z\u00c0-\u024f\d/%+^]|[.,]\d)/y;
const dashedDay =
  /(?:0[1-9]-(?:3[01]|[12]\d|0[1-9])|1[0-2]-(?:3[01]|2\d|1[3-9]|0[1-9]))(?=[ \t]*(?:\r?\n|$|@|\d{4}\b))/y;
/** "14/3": the day first, a month that cannot be a day of a month. */
const dayFirst = /(?:3[01]|2\d|1[3-9])\/(?:1[0-2]|0?[1-9])(?![A-Za-z\u00c0-\u024f\d/%+^]|[.,]\d)/y;
/** "on the 12th": a day of a month that was named before. */
const ordinal = /(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?![A-Za-z\u00c0-\u024f\d-])/y;
const beforeOrdinal =
  /(?:\b(?:on|by|until|till?|since|before|after|from|to|through|thru|given|seen|admitted|discharged|due|and|is|was|for|,|to q\d+h? on|day|event|dc['’]?d|d\/c['’]?d|transferred|arrived|moved|returned|married|delivered|operated|died|born|left|fell|came|went|began|home|back|night of|week of|morning of|evening of) the |\b(?:check|due|clinic|theatre|bloods|scan|tomorrow|tmrw|today|visit|appt|appointment|on|by|until|till?|since|back|wt|draw|labs?|of the|next|stopped|started|restarted|resumed|held|event|review|reviewed|r\/v|seen|admitted|adm|discharged|d\/c|surgery|op|tx|fell|removed|placed|given|mtg|meeting|call|last|home) )$/;
const afterOrdinal =
  /^(?:[.,;:)?!]|$|\s[~@(]|\s(?:inst|ult|and|at|with|for|when|she|he|they|pt|but|to|through|the|of (?:this|last|next|the)(?: month)?|w|by|in|as|due|am|pm|morning|evening|night)\b|\s\d{1,2}:?\d{2}\b|\r?\n)/i;

/** "grip (Jamar) R 14/12/13", "Apgars 8/9/10": measured three times. */
const measured =
  /\b(?:apgars?|jamar|grip|pinch|dynamometer|dynamometry|pefr|peak flow)\b[^.;\n]{0,12}?(?:[rl][ :]{1,2}\d{1,2}\/\d{1,2}\/\d{1,2}[, ]{1,2})?(?:[rl]|right|left)?[ :=]{1,2}$/;

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

type Dated = { end: number; kind: string } | undefined;

/** The first of several patterns that fits. */
function firstOf(text: string, at: number, patterns: readonly (readonly [RegExp, string])[]): Dated {
  for (const [pattern, kind] of patterns) {
    const end = stick(pattern, text, at);
    if (end > 0) return { end, kind };
  }
  return undefined;
}

const stamps = [
  [isoTime, 'timestamp'],
  [fused, 'timestamp'],
  [iso, 'date'],
] as const;
const marks = [
  [numeric, 'date'],
  [numericMonthYear, 'month-year'],
] as const;

/** The date that starts at a number; `named`: behind a weekday. */
export function dateAt({ text, lower }: Lexed, number: Lexeme, named: boolean): Dated {
  const { start: at, end: behind, text: digits } = number;
  if (digits.length > 2) {
    if (digits.length < 4 || digits.length === 5 || digits.length === 7) return undefined;
    const birth = digits.length === 4 ? -1 : stick(unmarked, text, at);
    if (birth > 0 && isBorn(lower, at)) return { end: birth, kind: 'date' };
    const lettered = digits.length === 4 ? stick(yearMonthDay, lower, at) : -1;
    if (lettered > 0) return { end: lettered, kind: 'date' };
    if (digits.length === 6) {
      const end = dictates.test(lower.slice(Math.max(0, at - 14), at)) ? stick(dictated, text, at) : -1;
      return end > 0 ? { end, kind: 'date' } : undefined;
    }
    const stamped = firstOf(text, at, stamps);
    if (!stamped) return digits.length === 4 ? yearMonth(text, at) : undefined;
    return { ...stamped, end: Math.max(stamped.end, stick(isoOn, text, stamped.end)) };
  }
  const [mark, next] = [text.charAt(behind), text.charAt(behind + 1)];
  const marked = mark === '/' || mark === '-' || mark === '.';
  if (marked) {
    const found = isDigit(next) || next === '\n' || next === '\r' ? firstOf(text, at, marks) : undefined;
    if (found)
      return found.end - at < 9 && measured.test(lower.slice(Math.max(0, at - 40), at)) ? undefined : found;
    const numeral = /[ivxIVX]/.test(next) ? stick(roman, lower, at) : -1;
    if (numeral > 0) return { end: numeral, kind: 'date' };
    const backwards = digits > '31' ? stick(yearFirst, text, at) : -1;
    if (backwards > 0 && (mark === '/' || isBorn(lower, at))) return { end: backwards, kind: 'date' };
  }
  if (
    (mark === ' ' && (next === '/' || next === '-' || next === '.')) ||
    ((mark === '.' || mark === '/') && next === ' ')
  ) {
    const end = stick(spaced, text, at);
    if (end > 0) return { end, kind: 'date' };
  }
  if (mark === 'Q') {
    const end = stick(quarterNumber, text, at);
    if (end > 0) return { end, kind: 'quarter' };
  }
  if (mark === ' ' && digits.length === 2) {
    const parted = stick(isBorn(lower, at) ? unmarked : parts, text, at);
    if (parted > 0) return { end: parted, kind: 'date' };
  }
  if (stick(monthAhead, lower, behind) > 0) {
    const end = stick(dayMonth, lower, at);
    if (end > 0 && !isAmount(text, at, end)) return { end, kind: 'date' };
  }
  return marked ? markedDay({ text, lower }, at, mark, named) : ordinalAt(lower, at, behind);
}

function yearMonth(text: string, at: number): Dated {
  isoMonth.lastIndex = at;
  const found = isoMonth.exec(text)?.groups;
  if (!found || Number(found.month) === Number(found.year) + 1) return undefined;
  return { end: isoMonth.lastIndex, kind: 'month-year' };
}

/** A day of a month without a year: "3/14", "14/3", "3-14", "22.4". */
function markedDay(
  { text, lower }: Pick<Lexed, 'text' | 'lower'>,
  at: number,
  mark: string,
  named: boolean,
): Dated {
  const day = (end: number, is: boolean): Dated => (is ? { end, kind: 'day' } : undefined);
  if (mark === '/') {
    const end = stick(partial, text, at);
    if (end > 0) return day(end, named || isDay(lower, at, end));
    const european = stick(dayFirst, text, at);
    return european > 0 ? day(european, isDayFirst(lower, at, european)) : undefined;
  }
  if (mark === '-') {
    // "ot eval  11-02": at the end of a line.
    const closing = stick(dashedDay, text, at);
    if (closing > 0 && /[a-z]{2}\.?[ \t:]{1,6}$/.test(lower.slice(Math.max(0, at - 8), at)))
      return { end: closing, kind: 'day' };
    const joined = stick(dashed, text, at);
    return joined > 0 ? day(joined, isDashedDay(lower, at, joined)) : undefined;
  }
  const pointed = stick(pointedDay, text, at);
  return pointed > 0 ? day(pointed, isPointedDay(lower, at, pointed)) : undefined;
}

/** "the 12th". */
function ordinalAt(lower: string, at: number, behind: number): Dated {
  if (!/[snrt]/.test(lower.charAt(behind))) return undefined;
  const nth = stick(ordinal, lower, at);
  if (nth < 0 || !beforeOrdinal.test(lower.slice(Math.max(0, at - 16), at))) return undefined;
  const after = lower.slice(nth, nth + 24);
  return afterOrdinal.test(after) &&
    !/centile|each|\bea\b|every|(?<!of (?:this|last|next|the) )month/.test(after)
    ? { end: nth, kind: 'nth' }
    : undefined;
}

// "5 mar" may be a date, "2 may" is more often a verb: "only 2 may visit".
const isAmount = (text: string, at: number, end: number): boolean =>
  /^\d{1,2}\s+(?:may|march)$/.test(text.slice(at, end)) &&
  !/(?:\b(?:on|since|until|till?|by|from|dob|born|seen|due|dated|next|mon|tues?|wed|thurs?|fri|sat|sun|[a-z]{2,6}day),? |[[(] ?)$/i.test(
    text.slice(Math.max(0, at - 11), at),
  );

const isBorn = (lower: string, at: number): boolean => born.test(lower.slice(Math.max(0, at - 24), at));

/** Where a date ends with the time that is joined to it, "2023@09:26", or -1. */
export const withTime = (text: string, end: number): number => stick(stampTime, text, end);

/** Where a quarter that starts at a word ends, "Q3 of 2023", or -1. */
export const quarterAt = (lower: string, word: Lexeme): number =>
  word.lower.length === 2 ? stick(quarterWord, lower, word.start) : -1;

/** "Mar24": a month and its year in one word; genes are written in capitals. */
export const isGluedMonth = ({ text }: Lexeme): boolean =>
  /^(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[012]\d|20[012]\d)$/.test(text);
