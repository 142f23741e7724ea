import type { Finding } from '../finding';

// "so many sevenths": days of a week, months of a year, weeks of one, as the Commonwealth writes how long.
const period = /^(\d{1,2})\/(?:7|12|24|52)$/;

const behind = /^[ ]?(?:ago|hx|history|course|duration|prior|supply|off work)\b/;
/** "3–5/7": a range of them. */
const range = /(?:^|[^\d/.-])\d{1,2}[ ]?[-–][ ]?$/;
/** "28 3/7 weeker", "born at 39 2/7": weeks and days of a pregnancy. */
const weeks = /(?:^|[^\d/.])(?:2[2-9]|3\d|4[0-3])[ ]?[+&]?[ ]?$/;
const pregnancy =
  /\b(?:former|ex|born|at|@|e?ga|gestation(?:al age)?|iup|of|now|is|p?cga|pma|weeks|wks)[ :=]{1,2}\d\d[ ]?[+&]?[ ]?$/;
const weekly = /^[ -]?(?:w\b|wks?\b|weeks?\b|weekers?\b|ga\b|gest)/;
/** "fatigue (2/10)": how much of it. */
const rated =
  /\b(?:pain|fatigue|tired(?:ness)?|nausea|anxiety|itch(?:ing)?|dyspn[oe]+a|breathlessness|cramp(?:s|ing)|discomfort|sore(?:ness)?|tender(?:ness)?|severity|intensity|tingling|numbness|stiffness|headaches?|flash(?:es)?|mood|stress|sleep|appetite|energy)[ ]{0,2}\($/;

/**
 * Whether what looks like a day and a month says how long, how far on, or how much: by what stands right beside it.
 * @param text the block in small letters
 */
export function isPeriod(text: string, start: number, end: number): boolean {
  const found = text.slice(start, end);
  const head = text.slice(Math.max(0, start - 28), start);
  if (/\/10$/.test(found)) return rated.test(head);
  if (!period.test(found)) return false;
  const tail = text.slice(end, end + 12);
  if (behind.test(tail) || range.test(head)) return true;
  return /^[0-6]\/7$/.test(found) && weeks.test(head) && (weekly.test(tail) || pregnancy.test(head));
}

const written =
  /(?<![\d/.])\d{1,2}\/(?:52\b(?! ?(?:nodes?|lymph|lns?\b))|(?:7|12) (?:ago|hx|course)\b)|\bx ?\d{1,2}\/7\b/i;

/** Whether a text writes how long in this way: then all of its note does. */
export const writesPeriods = (text: string): boolean =>
  (text.includes('/52') || text.includes('/7') || text.includes('/12')) && written.test(text);

const dated =
  /\b(?:on|since|until|till|dob|born|dated?|due|admitted|discharged|seen|lmp|edd|letter|from|surgery|appt|appointment|booked|scheduled|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)[ :,]{1,2}$/i;

/** A day of December: months are counted in years from there. */
const late = /^(?:19|2\d|3[01])\/12$/;

/** Findings without days that are durations in a note that writes them so. */
export const withoutPeriods = (findings: readonly Finding[], text: string): readonly Finding[] =>
  findings.filter(
    ({ kind, start, end }) =>
      kind !== 'day' ||
      !period.test(text.slice(start, end)) ||
      late.test(text.slice(start, end)) ||
      dated.test(text.slice(Math.max(0, start - 14), start)),
  );
