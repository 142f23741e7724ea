// One line end may stand inside a number that was broken over lines.
const gap = '(?:[-. \\u00a0\\u2011–]{1,2}|[-.]?[ ]?\\r?\\n[ ]{0,4})';
const ends = '(?!\\d|[-.]\\d)';
const phone = new RegExp(
  `(?:\\+?1${gap})?(?:\\(\\d{3}\\)(?:[- \\u00a0]{0,2}|[ ]?\\r?\\n[ ]{0,4})|\\d{3}(?:${gap}|/))(?:\\d{3}${gap}\\d{4}(?:/\\d{2}(?!\\d))?|(?<= )[2-9]\\d{6})${ends}(?:[ ,]{1,2}(?:[Ee][Xx][Tt]\\.?|[Xx])[ ]?\\d{1,6}(?!\\d))?`,
  'y',
);
export const international =
  /(?:\+[1-9]\d{8,14}|\+[1-9]\d{0,2} ?\(0\) ?\d{2,5}(?:[ .-]?\d{3,4}){1,2}|\+[1-9]\d{2,5} \d{6,8}|(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:(?:[ .-]|-?\r?\n {0,4})\d{2,7}){1,4})(?!\d)/y;
/** As written in the United Kingdom, Ireland, Australia, New Zealand: "020 7946 0018", "(0114) 496 0123", "08 5550 1142". */
export const unitedKingdom =
  /\(?0(?:\d{3} \d{4} \d{3}|(?:\d{2}\)?[ -]?\d{4}|\d{3}\)?[ -]?\d{3}|\d{4}\)?[ -]?\d{2,3}|\d\)?[ -]?\d{3,4})[ -]?\d{3,4})(?!\d|[-./]\d)/y;
/** The same with points: "0430.555.195", "(08).5550.1142". */
const pointed = /(?:\(0\d{1,3}\)|0\d{1,3})\.\d{3,4}\.\d{3,4}(?!\d|[-./]\d)/y;
/** Without an area code: only with a word of telephony before it, or in the range kept for fiction. */
const short = /\d{3}[-.]\d{4}(?!\d|[-.]\d)/y;
/** As a cue before it lets be one: "555 0149", and eight digits as in Australia: "9555 0147". */
const spaced = /\d{3,4} \d{4}(?!\d|[-./]\d| ?(?:mg|ml|units?|steps)\b)/y;
/** "1300 975 707", "1800 160 401". */
const australianLine = /1[38]00 \d{3} \d{3}(?!\d)/y;
/** Mobile numbers in one run: "07700900417", "0491570156", "09175550147". */
const mobile = /(?:0[79]\d{9}|04\d{8})(?!\d|[A-Za-z\u00c0-\u024f])/y;
/** As written in India: "98765 43210"; and what an extension or a switchboard has: "4-2210". */
const india = /[6-9]\d{4}[ -]\d{5}(?!\d|[-./]\d)/y;
const inHouse = /\d-\d{4}(?!\d|[-./]\d)/y;
const bare = /(?:(?:\+?1)?[2-9]\d{2}[2-9]\d{6}|0[1-9]\d{8,9}|[6-9]\d{9})(?!\d|[A-Za-z\u00c0-\u024f])/y;
const local = /[2-9]\d{6}(?!\d|[A-Za-z\u00c0-\u024f]|[-./]\d)/y;
const tollFree = /1-8\d{2}-[A-Z\d]{3}-?[A-Z\d]{4}(?![A-Za-z\u00c0-\u024f\d])/y;
/** Digit by digit: "6 1 7 5 5 5 0 1 4 8". */
const digitwise = /\d(?:[ -]\d){6}(?:(?:[ -]\d){3,4})?(?![ ]?[-./]?\d)/y;

/** A single digit with a sign and another one behind it. */
const aloneBefore = (digits: string, text: string, end: number): boolean =>
  digits.length === 1 && isDigit(text.charCodeAt(end + 1));

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** A way to write a telephone number. */
export interface Form {
  readonly pattern: RegExp;
  readonly kind: string;
  /** Whether it may start with these digits, which end at an offset. */
  readonly starts: (digits: string, text: string, end: number) => boolean;
  /** Whether a word of telephony must stand before it. */
  readonly cued: boolean;
}

/** In order of certainty. */
export const forms: readonly Form[] = [
  { pattern: phone, kind: 'phone', starts: (digits) => digits.length === 3 || digits === '1', cued: false },
  { pattern: tollFree, kind: 'phone', starts: (digits) => digits === '1', cued: false },
  { pattern: international, kind: 'phone', starts: (digits) => digits.startsWith('00'), cued: false },
  { pattern: pointed, kind: 'phone', starts: (digits) => digits.startsWith('0'), cued: false },
  { pattern: unitedKingdom, kind: 'phone', starts: (digits) => digits.startsWith('0'), cued: true },
  { pattern: short, kind: 'phone', starts: (digits) => digits === '555', cued: false },
  { pattern: short, kind: 'phone', starts: (digits) => digits.length === 3 && digits !== '555', cued: true },
  { pattern: spaced, kind: 'phone', starts: (digits) => digits === '555', cued: false },
  { pattern: spaced, kind: 'phone', starts: ({ length }) => length === 3 || length === 4, cued: true },
  { pattern: australianLine, kind: 'phone', starts: ({ length }) => length === 4, cued: false },
  {
    pattern: india,
    kind: 'phone',
    starts: (digits, text, end) => digits.length === 5 && text.charAt(end) === ' ',
    cued: false,
  },
  {
    pattern: india,
    kind: 'phone',
    starts: (digits, text, end) => digits.length === 5 && text.charAt(end) === '-',
    cued: true,
  },
  { pattern: local, kind: 'phone', starts: ({ length }) => length === 7, cued: true },
  { pattern: mobile, kind: 'phone', starts: ({ length }) => length >= 10, cued: false },
  { pattern: digitwise, kind: 'phone', starts: aloneBefore, cued: true },
  { pattern: inHouse, kind: 'extension', starts: aloneBefore, cued: true },
  { pattern: bare, kind: 'phone', starts: ({ length }) => length === 10 || length === 11, cued: true },
];

/** Whether any of the forms starts with these digits: most numbers of a note are told here. */
export function mayStart(digits: string, text: string, start: number, end: number): boolean {
  if (digits.charCodeAt(0) === 0x30 || text.charCodeAt(start) === 0x2b) return true;
  const { length } = digits;
  if (length === 1) return digits === '1' || isDigit(text.charCodeAt(end + 1));
  return length !== 2 && length !== 6 && length !== 8 && length !== 9 && length < 12;
}
