import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag } from '../lexicon';
import { isDay, isDayFirst } from './days';
import { type Finding, stick } from './finding';
import { holidayAt, isNamedDay, namedDay } from './holidays';

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const year = '(?:19|20|21)\\d{2}';
const day = '(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?';
// May hold one line end: dates are broken over lines, too.
const gap = '[^\\S\\r\\n]{0,2}(?:\\r?\\n[ \\t]{0,8})?';
const ends = '(?![A-Za-z\\u00c0-\\u024f\\d])';

/** "March 3", "March 3rd, 2024", "Mar-03-2024". */
const monthDay = new RegExp(
  `${month}(?:[-/]${day}[-/](?:${year}|\\d{2})${ends}|\\.?(?:${gap}|[-/])(?:the )?${day}${ends}(?![:/%]|[.,]\\d)(?:(?:,${gap}|${gap})(?:of )?${year}${ends}|,? ?['’]\\d{2}${ends}|[ ]\\d{2}(?=[ \\t]*(?:[|:;,)\\r\\n]|$|[a-z]{2,4}:)))?)`,
  'y',
);
/** "March 2020", "Mar '20", "March of 2020". */
const monthYear = new RegExp(`${month}\\.?(?:,?${gap}|[-/]|,? of )(?:${year}|['’]\\d{2})${ends}`, 'y');
/** "3 March 2024", "05-Sep-1968", "12th of September", "3 Mar 24". */
const dayMonth = new RegExp(
  `${day}(?:${gap}|[-/.])(?:(?:day )?of${gap})?${month}(?![A-Za-z\\u00c0-\\u024f])\\.?(?:(?:,?${gap}|[-/.])(?:${year}|['’]?\\d{2}(?![:/%.]))${ends})?(?![A-Za-z\\u00c0-\\u024f])`,
  'y',
);
/** What every such date holds behind its first number. */
const monthAhead = /jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec/;
const iso = /(?:19|20|21)\d{2}(?<mark>[-/.])(?:1[0-2]|0?[1-9])\k<mark>(?:3[01]|[12]\d|0?[1-9])(?![\d-])/y;
const isoTime =
  /(?:19|20|21)\d{2}-(?:1[0-2]|0\d)-(?:3[01]|[012]\d)T[0-2]\d:?[0-5]\d(?::?[0-5]\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?(?![A-Za-z\u00c0-\u024f\d])/y;
const fused =
  /(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d{1,6})?)?(?:[+-]\d{4})?)?(?![A-Za-z\u00c0-\u024f\d-])/y;
/** "3/14/2024", "14.3.24", "2-11-77". */
const numeric =
  /(?:(?:1[0-2]|0?[1-9])(?<m>[-/.])(?:\r?\n {0,4})?(?:3[01]|[12]\d|0?[1-9])|(?:3[01]|[12]\d|0?[1-9])(?<d>[-/.])(?:\r?\n {0,4})?(?:1[0-2]|0?[1-9]))(?:\k<m>\k<d>)(?:\r?\n {0,4})?(?:(?:19|20|21)\d{2}|\d{2})(?![A-Za-z\u00c0-\u024f\d/]|\.\d|-\d{1,6}(?![\d/.]))/y;
const numericMonthYear = /(?:1[0-2]|0?[1-9])[/-](?:19|20)\d{2}(?![A-Za-z\u00c0-\u024f\d/]|-(?!\d{1,2}\/))/y;
const partial = /(?:1[0-2]|0?[1-9])\/(?:3[01]|[12]\d|0?[1-9])(?![A-Za-z\u00c0-\u024f\d/%+^]|[.,]\d)/y;
const dashedDay =
  /(?:0[1-9]-(?:3[01]|[12]\d|0[1-9])|1[0-2]-(?:3[01]|2\d|1[3-9]|0[1-9]))(?=[ \t]*(?:\r?\n|$|@|\d{4}\b))/y;
/** "14/3": the day first, a month that cannot be a day of a month. */
const dayFirst = /(?:3[01]|2\d|1[3-9])\/(?:1[0-2]|0?[1-9])(?![A-Za-z\u00c0-\u024f\d/%+^]|[.,]\d)/y;
/** "on the 12th": a day of a month that was named before. */
const ordinal = /(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?![A-Za-z\u00c0-\u024f\d-])/y;
const beforeOrdinal =
  /(?:\b(?:on|by|until|till?|since|before|after|from|to|through|thru|given|seen|admitted|discharged|due|and|is|was|for|,|day) the |\b(?:check|due|visit|appt|appointment|on|by|until|till?|since|back|wt|draw|labs?|of the|next) )$/;
const afterOrdinal =
  /^(?:[.,;:)]|$|\s(?:and|at|with|for|when|she|he|they|pt|but|to|through|the|of (?:this|last|next|the)|w|by|in|as|due|am|pm|morning|evening|night)\b|\r?\n)/i;

const beforeMonth =
  /^(?:on|in|since|until|till?|by|last|this|next|early|late|mid|from|through|thru|of|during|before|after|around|for|the|and|or|between|every)$/;
const beforeNamelikeMonth = /^(?:in|since|until|last|this|early|late|mid|next|during|by|through|every|from)$/;
const followsPerson =
  /^(?:with|w|by|per|and|ms|mr|mrs|dr|named|called|daughter|dtr|wife|sister|mother|mom|mum|aunt|niece|nurse|friend|partner)$/;
const beforeDay =
  /^(?:on|in|since|until|till?|by|last|this|next|thru|through|from|before|after|for|late|early|of|to|or|and|come|due|eta|appt|clinic|seen|surgery|back|visit|home|admitted|f|dc|d|u)$/;

/** Whether a month alone is one, and not a verb, a name or a drug level. */
function isMonth(
  word: Lexeme,
  previous: Lexeme | undefined,
  next: Lexeme | undefined,
  before: Lexeme | undefined,
): boolean {
  const linked =
    previous !== undefined &&
    (word.gap === Gap.space || previous.text === '-' || word.text === word.text.toUpperCase());
  // "mid-March"
  const mid = previous?.text === '-' && /^(?:mid|early|late)$/.test(before?.lower ?? '');
  if (mid) return true;
  const cue = linked && beforeMonth.test(previous.lower);
  // "by OCT": a scan.
  const scan = word.writing === 'capitals' && word.text.length < 5;
  if (scan && previous?.kind === 'word' && previous.writing === 'lower') return false;
  // "Recall Jan."
  const closed = next === undefined || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text);
  if (
    word.writing === 'capital' &&
    word.text.length < 5 &&
    linked &&
    closed &&
    previous.kind === 'word' &&
    word.gap === Gap.space
  )
    return true;
  if (/^(?:jan|feb|apr|jun|jul|aug|oct|nov|dec)$/.test(word.lower) && word.writing === 'lower') {
    return linked && /^(?:in|since|last|until)$/.test(previous.lower);
  }
  if (/^(?:may|march|mar|april|june|august|sept?)$/.test(word.lower) && word.writing === 'lower') {
    return linked && /^(?:in|since|last|early|late|mid|until)$/.test(previous.lower) && word.lower.length > 3
      ? true
      : linked && word.lower === 'may' && /^(?:in|since|last)$/.test(previous.lower);
  }
  if (has(word, Flag.ambiguous | Flag.given)) {
    const named = next?.kind === 'word' && next.writing !== 'lower' && next.gap === Gap.space;
    // Within a sentence a capital makes it a month or a person.
    const within = word.writing === 'capital' && previous?.writing === 'lower' && previous.kind === 'word';
    return (
      linked &&
      !named &&
      (beforeNamelikeMonth.test(previous.lower) || (within && !followsPerson.test(previous.lower)))
    );
  }
  if (word.lower.length <= 3 || word.lower === 'march') return cue && word.writing !== 'lower';
  return word.writing !== 'lower' || cue;
}

const has = (lexeme: Lexeme, flag: number): boolean => (lexeme.flags & flag) !== 0;

/** One day, not a recurring one ("on Sundays", "every Monday", "Mon/Wed/Fri"). */
function isOneDay(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (previous && (/^(?:every|each|per|alternate|q|ea)$/.test(previous.lower) || previous.text === '/'))
    return false;
  if (next?.text === '/' || (next && has(next, Flag.weekday) && next.gap <= Gap.space)) return false;
  if (isDayList(lexemes, i, 1) || isDayList(lexemes, i, -1)) return false;
  const cue = previous !== undefined && beforeDay.test(previous.lower);
  if (word.lower.length > 5) return word.lower.endsWith('day') || cue || next?.lower === 'night';
  const measured =
    next !== undefined &&
    (next.kind === 'number' || /^(?:%|of|was|is|in|at|on|low|high|drop|ra)$/.test(next.lower));
  // "Sat", "Sun", "Wed", "mon" are words and abbreviations, too.
  if (word.lower === 'sat')
    return cue && (word.writing !== 'lower' || !measured) && !(measured && next?.kind === 'number');
  if (word.lower === 'sun')
    return (
      cue && previous?.lower !== 'the' && (word.writing === 'capital' || !next || next.kind === 'symbol')
    );
  const ends =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'symbol' ||
    /^(?:am|pm|eve|evening|morning|night|noon|at|and|for|w|with|to)$/.test(next.lower);
  return word.writing !== 'lower' ? word.gap !== Gap.none : cue || ends || word.lower.length > 3;
}

/** "Tues + Thurs", "Mon, Wed and Fri": days of every week. */
function isDayList(lexemes: readonly Lexeme[], i: number, step: 1 | -1): boolean {
  const [joint, other] = [lexemes[i + step], lexemes[i + 2 * step]];
  return (
    joint !== undefined &&
    /^(?:[+&,/]|and)$/.test(joint.lower) &&
    other !== undefined &&
    has(other, Flag.weekday)
  );
}

/** The date that starts at a number. */
function dateAt(
  { text, lower }: Lexed,
  { start: at, text: digits }: Lexeme,
): { end: number; kind: string } | undefined {
  if (digits.length > 2) {
    for (const [pattern, kind] of [
      [isoTime, 'timestamp'],
      [fused, 'timestamp'],
      [iso, 'date'],
    ] as const) {
      const end = digits.length === 4 || digits.length >= 8 ? stick(pattern, text, at) : -1;
      if (end > 0) return { end, kind };
    }
    return undefined;
  }
  for (const [pattern, kind] of [
    [numeric, 'date'],
    [numericMonthYear, 'month-year'],
  ] as const) {
    const end = stick(pattern, text, at);
    if (end > 0) return { end, kind };
  }
  if (monthAhead.test(lower.slice(at, at + 40))) {
    const end = stick(dayMonth, lower, at);
    if (end > 0 && !isAmount(text, at, end)) return { end, kind: 'date' };
  }
  const end = stick(partial, text, at);
  if (end > 0) return isDay(lower, at, end) ? { end, kind: 'day' } : undefined;
  // "ot eval  11-02": at the end of a line.
  const dashed = stick(dashedDay, text, at);
  if (dashed > 0 && /[a-z]{2}\.?[ \t:]{1,6}$/.test(lower.slice(Math.max(0, at - 8), at)))
    return { end: dashed, kind: 'day' };
  const european = stick(dayFirst, text, at);
  if (european > 0) return isDayFirst(lower, at, european) ? { end: european, kind: 'day' } : undefined;
  const nth = stick(ordinal, lower, at);
  const cued = nth > 0 && beforeOrdinal.test(lower.slice(Math.max(0, at - 16), at));
  const after = cued ? lower.slice(nth, nth + 24) : '';
  return cued && afterOrdinal.test(after) && !/centile|each|ea\b|every|month/.test(after)
    ? { end: nth, kind: 'nth' }
    : undefined;
}

// "5 mar" may be a date, "2 may" is more often a verb: "only 2 may visit".
const isAmount = (text: string, at: number, end: number): boolean =>
  /^\d{1,2}\s+(?:may|march)$/.test(text.slice(at, end)) &&
  !/(?:\b(?:on|since|until|till?|by|from|dob|born|seen|due|dated) |[[(] ?)$/i.test(
    text.slice(Math.max(0, at - 8), at),
  );

/** Dates of all kinds but bare years, times and recurring days. */
export function findDates(lexed: Lexed): Finding[] {
  const { text, lower, lexemes } = lexed;
  const found: Finding[] = [];
  const push = (start: number, end: number, kind: string): void => {
    const last = found.at(-1);
    // A weekday and the date right behind it are one.
    if (last && last.start === start) found.pop();
    if (!last || last.end <= start || last.start === start)
      found.push({ start, end, category: 'DATE', kind });
  };
  let skip = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    if (word.start < skip) continue;
    const previous = lexemes[i - 1];
    const next = lexemes[i + 1];
    if (word.kind === 'number') {
      // Behind the hyphen of a range a date may start.
      const ranged = previous?.text === '-' && previous.start === skip && skip > 0;
      if (word.gap === Gap.none && previous && !ranged && isInside(previous, lexemes[i - 2])) continue;
      const date = dateAt(lexed, word);
      // "Norton 11/20": a score.
      if (date && !(date.kind === 'day' && previous && has(previous, Flag.eponym))) {
        push(date.kind === 'timestamp' ? word.start : withWeekday(lexemes, i), date.end, date.kind);
        skip = date.end;
      }
      continue;
    }
    if (word.kind !== 'word') continue;
    if (has(word, Flag.month)) {
      let end = word.lower === 'may' && word.writing === 'lower' ? -1 : stick(monthDay, lower, word.start);
      let kind = 'date';
      if (end < 0 && !(word.lower === 'may' && word.writing === 'lower')) {
        end = stick(monthYear, lower, word.start);
        kind = 'month-year';
      }
      if (end < 0 && isMonth(word, previous, next, lexemes[i - 2])) {
        end = word.end;
        kind = 'month';
      }
      if (end > 0) {
        push(withWeekday(lexemes, i), end, kind);
        skip = end;
        if (kind === 'date') skip = columns(text, end, push);
      }
      continue;
    }
    if (has(word, Flag.weekday) && isOneDay(lexemes, i)) {
      push(word.start, word.end, 'weekday');
      continue;
    }
    if (word.lower === 'day' && word.writing !== 'lower' && isNamedDay(lexemes, i)) {
      const day = namedDay(lexemes, i, text);
      push(day.start, day.end, 'holiday');
      continue;
    }
    if (!has(word, Flag.holiday)) continue;
    const { end, kind } = holidayAt(lexed, word);
    if (end > 0) {
      push(word.start, end, kind);
      skip = end;
    }
  }
  return found;
}

const nextColumn =
  /[ \t]{0,12}(?:\||\t|[ ]{2})[ \t]{0,12}(?<day>\d{1,2})(?=[ \t]*(?:\||\t|[ ]{2}|\r?\n|$))/dy;

/** "| Mar 11 | 12 | 13 |": the heads of columns count the days on. @returns the offset behind the last */
function columns(
  text: string,
  from: number,
  push: (start: number, end: number, kind: string) => void,
): number {
  const last = /(\d{1,2})$/.exec(text.slice(Math.max(0, from - 2), from));
  if (!last) return from;
  let [day, end] = [Number(last[1]), from];
  for (;;) {
    nextColumn.lastIndex = end;
    const range = nextColumn.exec(text)?.indices?.groups?.day;
    if (!range || Number(text.slice(range[0], range[1])) !== day + 1) return end;
    push(range[0], range[1], 'nth');
    [day, end] = [day + 1, range[1]];
  }
}

/** Where a date starts: with the weekday right before it, if there is one. */
function withWeekday(lexemes: readonly Lexeme[], i: number): number {
  const date = lexemes[i] as Lexeme;
  let before = i - 1;
  if (/^[.,]$/.test(lexemes[before]?.text ?? '')) before--;
  const day = lexemes[before];
  const fits =
    day !== undefined && has(day, Flag.weekday) && date.gap === Gap.space && date.start - day.end < 4;
  return fits ? day.start : date.start;
}

/** Whether a number goes on with what stands right before it: a code, a decimal, a fraction. */
function isInside(previous: Lexeme, beforeIt: Lexeme | undefined): boolean {
  if (previous.kind !== 'symbol') return true;
  if (/[/.+^_]/.test(previous.text)) return true;
  // A hyphen, comma or colon may also stand between two dates.
  if (!/[-,:]/.test(previous.text) || previous.gap !== Gap.none) return false;
  return previous.text !== '-'
    ? beforeIt?.kind === 'number'
    : beforeIt !== undefined && beforeIt.kind !== 'symbol';
}
