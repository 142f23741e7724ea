/** A date as far as it was written; month from 1, day from 1. */
interface WrittenDate {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** As written behind the date: "08:15", "08:15:30". */
  readonly time?: string | undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** English names of the months, from January. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** By their middle month. */
export const seasonNames: Readonly<Record<string, number>> = {
  winter: 1,
  spring: 4,
  summer: 7,
  autumn: 10,
  fall: 10,
};

const MILLISECONDS = 86_400_000;
/** Two-digit years up to this are of this century. */
const PIVOT = 35;
/** The year of dates in a note that names none; a leap year, so that each day exists. */
const NO_YEAR = 2020;

const monthsByName = new Map([
  ...monthNames.flatMap((name, i) => [
    [name.toLowerCase(), i + 1] as const,
    [name.slice(0, 3).toLowerCase(), i + 1] as const,
  ]),
  ['sept', 9] as const,
]);
/** The month from 1 that a word in small letters names, in full or in short; 0 if it names none. */
export const monthOf = (word: string): number => monthsByName.get(word) ?? 0;

/** The year of two or four digits. */
export const fullYear = (text: string): number => {
  const digits = text.replace(/\D/g, '');
  const value = Number(digits);
  return digits.length === 4 ? value : value + (value <= PIVOT ? 2000 : 1900);
};

/**
 * Reads a date as notes write it, or returns undefined where it names no day, month or year.
 * @param dayFirst whether "3/4/2024" is the third of April
 */
export function readDate(text: string, dayFirst: boolean): WrittenDate | undefined {
  const plain = text.replace(/\s+/g, ' ').toLowerCase();
  const fused = /^(\d{4})-?(\d{2})-?(\d{2})(?:t?(\d{2}):?(\d{2})(?::?(\d{2}))?)?/.exec(plain);
  if (fused && /^\d{8}/.test(plain.replace(/-/g, ''))) {
    const time = fused[4] ? fused.slice(4, 7).filter(Boolean).join(':') : undefined;
    return { year: Number(fused[1]), month: Number(fused[2]), day: Number(fused[3]), time };
  }
  const season = /(spring|summer|autumn|fall|winter)\D*(\d{4})/.exec(plain);
  if (season) return { year: Number(season[2]), month: seasonNames[season[1] ?? ''] };
  const word = /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/.exec(plain);
  if (word) {
    const month = months.indexOf(word[1] ?? '') + 1;
    const before = /(\d{1,2})\D*$/.exec(plain.slice(0, word.index));
    const numbers = plain.slice(word.index).match(/['’]?\d+/g) ?? [];
    if (before) return { month, day: Number(before[1]), year: numbers[0] ? fullYear(numbers[0]) : undefined };
    const [first, second] = numbers;
    if (first === undefined) return { month };
    if (/^['’]/.test(first) || first.length === 4) return { month, year: fullYear(first) };
    return { month, day: Number(first), year: second ? fullYear(second) : undefined };
  }
  const numbers = plain.match(/\d+/g) ?? [];
  const [a = '', b = '', c] = numbers;
  if (a.length === 4) return { year: Number(a), month: Number(b), day: c ? Number(c) : undefined };
  if (b.length === 4) return { month: Number(a), year: Number(b) };
  if (numbers.length < 2) return undefined;
  const [first, second] = [Number(a), Number(b)];
  const swap = first > 12 || (dayFirst && second <= 12);
  return {
    month: swap ? second : first,
    day: swap ? first : second,
    year: c ? fullYear(c) : undefined,
  };
}

/**
 * How the dates of a note are written: a function that says of one whether its day stands before its month. A date
 * that can only be read one way decides for those with the same mark, then for all others; where none does, dotted
 * dates have the day first.
 */
export function dayFirstIn(dates: readonly string[]): (date: string) => boolean {
  const isDotted = (date: string): boolean => /\d\.\d/.test(date);
  const decided = new Map<boolean, boolean>();
  for (const date of dates) {
    const [, first, second] = /^\D*(\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(date) ?? [];
    if (first === undefined || second === undefined) continue;
    const dotted = isDotted(date);
    if (Number(second) > 12) decided.set(dotted, false);
    else if (Number(first) > 12 && !decided.has(dotted)) decided.set(dotted, true);
  }
  return (date) => {
    const dotted = isDotted(date);
    return decided.get(dotted) ?? decided.get(!dotted) ?? dotted;
  };
}

const named = '(?<month>[a-z]{3,9}\\.?) ?';
const until = '(?<until> ?(?:[-–—]|to|thru|through|until|and) ?)';
const days = `(?<from>\\d{1,2})(?:st|nd|rd|th)?${until}(?<to>\\d{1,2})(?:st|nd|rd|th)?`;
const worded = '[a-z]{3,9}\\.?(?: \\d{1,2}(?:st|nd|rd|th)?)?';
const numeric = '\\d{1,2}[/.]\\d{1,2}';
const ranges = [
  // "March 3-5, 2024", "3 to 5 March 2024", "Jan-Mar 2024", "Mar 30-Apr 2", "3/14-3/16/24"
  new RegExp(`^${named}${days}(?<year>,? ?\\d{4})?$`, 'i'),
  new RegExp(`^${days} ?${named}(?<year>,? ?\\d{4})?$`, 'i'),
  new RegExp(`^(?<from>${worded})${until}(?<to>${worded})(?<year>,? ?\\d{4})?$`, 'i'),
  new RegExp(
    `^(?<from>${numeric})(?<first>[/.]\\d{2,4})?${until}(?<to>${numeric})(?<year>[/.]\\d{2,4})?$`,
    'i',
  ),
];

/** The two dates of a range, with what stands between them; undefined for what is none. */
export function rangeOf(text: string): { from: string; until: string; to: string } | undefined {
  for (const range of ranges) {
    const groups = range.exec(text.replace(/\s+/g, ' '))?.groups;
    if (!groups) continue;
    const { month, from = '', to = '', first, year = '', until: between = '' } = groups;
    // Between numbers the year has its mark, behind words a space.
    const behind = /^[/.]/.test(year) ? year : year.replace(/^\D*(?=\d)/, ' ');
    const written = (day: string, of: string): string =>
      `${month === undefined ? '' : `${month} `}${day}${of}`;
    return { from: written(from, first ?? behind), until: between, to: written(to, behind) };
  }
  return undefined;
}

/** The year that dates without one are taken to be of: the latest that a date of the note names. */
export const yearOf = (dates: readonly WrittenDate[]): number =>
  dates.reduce((latest, { year, month }) => Math.max(latest, year && month ? year : 0), 0) || NO_YEAR;

/**
 * The date so many days later, as far as it was written: what was not written (the year, the day) is not
 * told. Undefined for a day that does not exist.
 * @param days whole days, negative ones go back
 * @param year the year of a date without one
 */
export function shiftDate(date: WrittenDate, days: number, year: number): Required<WrittenDate> | undefined {
  const { month } = date;
  if (month === undefined) return undefined;
  let from = date.year ?? year;
  if (month === 2 && date.day === 29 && date.year === undefined) while (!isLeap(from)) from--;
  // The middle of a month stands for a month without a day.
  const day = date.day ?? 15;
  const stamp = Date.UTC(from, month - 1, day);
  const read = new Date(stamp);
  if (month < 1 || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return undefined;
  const shifted = new Date(stamp + days * MILLISECONDS);
  return {
    year: date.year === undefined ? undefined : shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: date.day === undefined ? undefined : shifted.getUTCDate(),
    time: date.time,
  };
}

const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
