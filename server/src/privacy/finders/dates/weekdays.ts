import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { stick } from '../finding';
import { isWeekdayAbroad } from './abroad';

const beforeDay =
  /^(?:on|in|since|until|till?|by|last|this|next|thru|through|from|before|after|for|late|early|of|to|or|and|come|due|eta|appt|clinic|seen|surgery|back|visit|home|admitted|f|dc|d|u|bm|lbm|dose|omit|hold|skip)$/;
/** "ended sat; off food": what happens on a day and is not done to a saturation. */
const happened =
  /^(?:ended|began|started|stopped|finished|returned|ret|left|fell|arrived|came|went|resumed|flew|moved|died|booked|rang|phoned|missed|discharged|fitted|seen|happened|occurred|operated|delivered|collapsed)$/;
const beforeSaturation =
  /^(?:the|o|oxygen|air|ra|low|high|resting|ambulatory|pulse|ox|room|check|monitor|spot|good|ok|no|morning|afternoon|direct|of|st|nd|rd|th|first|second|third|fourth|every|each|in)$/;
/** One day, not a recurring one ("on Sundays", "every Monday", "Mon/Wed/Fri"). */
export function isOneDay(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (previous && /^(?:every|each|per|alternate|q|ea)$/.test(previous.lower)) return false;
  // "every other Friday", "on a Tuesday", "MON-FRI"
  const second = lexemes[i - 2]?.lower;
  if (second === 'every' && /^(?:other|second|third|2nd|3rd|nd|rd)$/.test(previous?.lower ?? ''))
    return false;
  if (previous?.lower === 'a' && second === 'on') return false;
  if (isWeek(lexemes, i) || isWeek(lexemes, i - 2)) return false;
  // "Monday mornings", "first Friday of each month"
  if (
    next &&
    next.gap === Gap.space &&
    /^(?:mornings|afternoons|evenings|nights|lunchtimes|mealtimes)$/.test(next.lower)
  )
    return false;
  if (next?.lower === 'of' && isEachMonth(lexemes, i + 2)) return false;
  // "tmrw/Fri" is one day, "Mon/Fri" are days of every week.
  if (previous?.text === '/' && !isEitherDay(lexemes, i))
    return /^(?:tmrw|tomorrow|tmw|today|tonight|yest|yesterday|now|am|pm)$/.test(lexemes[i - 2]?.lower ?? '');
  if (isEitherDay(lexemes, i)) return true;
  if (next?.text === '/' || (next && has(next, Flag.weekday) && next.gap <= Gap.space)) return false;
  if (isDayList(lexemes, i, 1) || isDayList(lexemes, i, -1)) return false;
  const closes = next === undefined || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text);
  const cue =
    previous !== undefined &&
    (beforeDay.test(previous.lower) ||
      previous.text === '?' ||
      isWithToday(lexemes, i) ||
      (closes && happened.test(previous.lower)));
  if (word.lower.length > 5) return word.lower.endsWith('day') || cue || next?.lower === 'night';
  if (isTimed(lexemes, i + 1)) return true;
  // "tomorrow (Tue)"
  if (previous?.text === '(' && next?.text === ')' && word.writing !== 'lower') return true;
  // "fly home to Boise Sat."
  if (
    /^(?:sat|sun)$/.test(word.lower) &&
    word.writing === 'capital' &&
    closes &&
    previous?.kind === 'word' &&
    !previous.mixed &&
    word.gap === Gap.space &&
    !beforeSaturation.test(previous.lower)
  )
    return true;
  const measured =
    next !== undefined &&
    (next.kind === 'number' || /^(?:%|of|was|is|in|at|on|low|high|drop|ra)$/.test(next.lower));
  // "Sat", "Sun", "Wed", "mon" are words and abbreviations, too.
  if (
    /^(?:sat|sun)$/.test(word.lower) &&
    /^(?:am|pm|nite|night|eve|evening|morning|afternoon|arvo|noon|noc)$/.test(next?.lower ?? '')
  )
    return true;
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
    /^(?:am|pm|eve|evening|morning|night|nite|noon|at|and|for|w|with|to)$/.test(next.lower);
  return word.writing !== 'lower' ? cue || word.gap !== Gap.none : cue || ends || word.lower.length > 3;
}

/** "each month", "every month", "the month". */
const isEachMonth = (lexemes: readonly Lexeme[], i: number): boolean =>
  /^(?:each|every|the|a)$/.test(lexemes[i]?.lower ?? '') &&
  /^(?:month|mth|quarter)$/.test(lexemes[i + 1]?.lower ?? '');

/** "tonight & Sat". */
const isWithToday = (lexemes: readonly Lexeme[], i: number): boolean =>
  /^[&+]$/.test(lexemes[i - 1]?.text ?? '') &&
  /^(?:tonight|today|tomorrow|tmrw|tmr|tonite)$/.test(lexemes[i - 2]?.lower ?? '');

/** "Mon-Fri": the days of every week; `i` is the first. */
const isWeek = (lexemes: readonly Lexeme[], i: number): boolean =>
  /^mon(?:day)?$/.test(lexemes[i]?.lower ?? '') &&
  /^(?:[-–]|to|thru|through|till|til)$/.test(lexemes[i + 1]?.lower ?? '') &&
  /^(?:thu|thurs|thursday|fri|friday|sat|saturday|sun|sunday)$/.test(lexemes[i + 2]?.lower ?? '');

const clock = /^(?:[01]\d|2[0-3])[0-5]\dh?$/;

/** "2p", "9am", "9:30", "0500": a time of day behind a weekday. */
function isTimed(lexemes: readonly Lexeme[], i: number): boolean {
  const [hour, next] = [lexemes[i], lexemes[i + 1]];
  if (hour?.gap !== Gap.space) return false;
  if (/^(?:1[0-2]|[1-9])(?:[0-5]\d)?(?:a|p|am|pm)$/.test(hour.lower)) return true;
  if (clock.test(hour.lower) && !/^(?:m?l|ml\/h|mg|k?cal|steps)$/.test(next?.lower ?? '')) return true;
  if (hour.kind !== 'number' || hour.text.length > 2 || next?.gap !== Gap.none) return false;
  return /^(?:a|p|am|pm)$/.test(next.lower) || (next.text === ':' && lexemes[i + 2]?.text.length === 2);
}

const either =
  /^(?:dc|discharge|home|eta|surgery|return|back|due|recheck|ready|transfer|leaving|leaves|seen|tomorrow)$/;

/** "d/c Sun/Mon", "home Fri/Sat": the one or the other, and no days of every week. */
function isEitherDay(lexemes: readonly Lexeme[], i: number): boolean {
  const at = lexemes[i - 1]?.text === '/' ? i - 2 : i;
  const [day, slash, other, next] = lexemes.slice(at, at + 4);
  if (!day || slash?.text !== '/' || !has(day, Flag.weekday) || !has(other, Flag.weekday)) return false;
  if (next?.text === '/') return false;
  const before = lexemes[at - 1]?.lower ?? '';
  return (
    either.test(before) || (before === 'c' && lexemes[at - 2]?.text === '/' && lexemes[at - 3]?.lower === 'd')
  );
}

/** "Tues + Thurs", "Mon, Wed and Fri": days of every week. */
function isDayList(lexemes: readonly Lexeme[], i: number, step: 1 | -1): boolean {
  const [joint, other] = [lexemes[i + step], lexemes[i + 2 * step]];
  // "omit tonight + Thurs + Fri"
  for (let at = i - 1; at > i - 5 && at >= 0; at--)
    if (/^(?:tonight|today|tomorrow|tmrw|tmr)$/.test(lexemes[at]?.lower ?? '')) return false;
  return (
    joint !== undefined &&
    /^(?:[+&,/]|and)$/.test(joint.lower) &&
    other !== undefined &&
    has(other, Flag.weekday)
  );
}

/** "Wednesday the 22nd", "Mon 4th". */
const ordinalBehind =
  /(?:day|s|r|e)?[.,]? {1,2}(?:the )?(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?![a-z\u00c0-\u024f\d-])(?! (?:(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|of (?:each|every)|floor|dose|session))/y;

/** Where a weekday ends with the day of the month behind it, or -1. */
export const withOrdinal = (lower: string, word: Lexeme): number => stick(ordinalBehind, lower, word.end);

/** "Th 8/24", "Tu 8/22": short forms that only a date behind them makes a weekday. */
const shortDay = /^(?:Tu|Th|Sa|Su|W|TH|TU|SA|SU)$/;

/** Where a date starts: with the weekday right before it, if there is one. */
export function withWeekday(lexemes: readonly Lexeme[], i: number): number {
  const date = lexemes[i] as Lexeme;
  let before = i - 1;
  if (/^[.,]$/.test(lexemes[before]?.text ?? '')) before--;
  // "Tuesday the 5th of May", "sat nite 11/16"
  if (/^(?:the|nite|night|morning|evening|noon|am|pm)$/.test(lexemes[before]?.lower ?? '')) before--;
  const day = lexemes[before];
  if (day === undefined || date.gap !== Gap.space || date.start - day.end >= 11) return date.start;
  return has(day, Flag.weekday) || isShortDay(lexemes, before) || isWeekdayAbroad(day)
    ? day.start
    : date.start;
}

/** Whether a word before a day is a weekday in one or two letters; one letter only where a line starts. */
export const isShortDay = (lexemes: readonly Lexeme[], i: number): boolean => {
  const day = lexemes[i];
  if (day === undefined || day.kind !== 'word' || day.text.length > 2) return false;
  return shortDay.test(day.text) || (/^[MTWF]$/.test(day.text) && day.gap === Gap.line);
};
