import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag } from '../words/lexicon';
import { isClinicalOnly } from '../words/safe-words';
import { Judged } from './judgement';
import {
  countsWhatFollows,
  hasUnit,
  isAge,
  isCompared,
  isDated,
  isDoor,
  isNear,
  isOfCode,
  isOfTerm,
  isShare,
  toldBefore,
} from './number-evidence';

const joining = /^[-–—./:,+x×^<>=≥≤~%±*]$/;

/** A number and what is written to it without a gap: "5/325", "1,200", "120-140", "12:30". */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly digits: readonly string[];
  /** The marks between them, as one text. */
  readonly marks: string;
}

/** Lexemes that a run has at most: far enough for every form. */
const LONGEST_RUN = 12;

function runAt(lexemes: readonly Lexeme[], start: number): Run {
  const joined = (at: number): boolean =>
    lexemes[at]?.gap === Gap.none &&
    joining.test((lexemes[at] as Lexeme).text) &&
    lexemes[at + 1]?.gap === Gap.none &&
    lexemes[at + 1]?.kind === 'number';
  let end = start + 1;
  while (end < start + LONGEST_RUN && joined(end)) end += 2;
  const digits: string[] = [];
  let marks = '';
  for (let at = start; at < end; at += 2) {
    digits.push((lexemes[at] as Lexeme).text);
    if (at > start) marks += (lexemes[at - 1] as Lexeme).text;
  }
  return { start, end, digits, marks };
}

/** Judges all numbers of a block, each with those written to it. @param judged one of `Judged` for each lexeme */
export function judgeNumbers(lexemes: readonly Lexeme[], judged: Uint8Array): void {
  for (let i = 0; i < lexemes.length; i++) {
    if (lexemes[i]?.kind !== 'number') continue;
    const run = runAt(lexemes, i);
    const free = judged[i] === Judged.safe;
    if (free && !isSafeRun(lexemes, run, judged))
      for (let at = i; at < run.end; at++)
        if (lexemes[at]?.kind === 'number' && judged[at] === Judged.safe) judged[at] = Judged.unsafe;
    if (free) i = run.end - 1;
  }
}

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);
const isClock = (digits: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);
const count = (digits: readonly string[]): number => digits.reduce((sum, d) => sum + d.length, 0);
const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/**
 * Whether a number that no finder took is one of medicine or of the note itself: only where something says so, a
 * unit, what is measured, a form that nothing else has. What is left may be one of a person, a place or a day.
 */
function isSafeRun(lexemes: readonly Lexeme[], run: Run, judged: Uint8Array): boolean {
  const { start, end, digits, marks } = run;
  // Too long for any form.
  if (count(digits) > 16) return false;
  if (isDoor(lexemes, start) || isOfCode(lexemes, start) || isMonthBeside(lexemes, start, end)) return false;
  if (digits.length === 1) return isSafeAlone(lexemes, start, judged);
  const most = Math.max(...digits.map((d) => d.length));
  const told = toldBefore(lexemes, start, judged);
  const evident = hasUnit(lexemes, end) || told === 'measure' || isCompared(lexemes, start);
  if (/^,+$/.test(marks) && digits.slice(1).every((d) => d.length === 3))
    return evident || /^[$€£]$/.test(lexemes[start - 1]?.text ?? '');
  if (/^:+$/.test(marks)) return most <= 2 && digits.length <= 3;
  if (digits.length === 2) return isSafePair(lexemes, run, evident, told === 'label');
  // "4.0-11.0": from one decimal to another.
  if (/^\.[-–—]\.$/.test(marks)) return most <= 4;
  // "4+3=7"
  if (/^[+=x×*]+$/.test(marks)) return most <= 2 || evident;
  if (isFullDate(digits.map(Number))) return false;
  if (/^\/+$/.test(marks)) return most <= 3 && (most < 3 || evident);
  return evident && most <= 4 && !/^[-.]+$/.test(marks);
}

/** A day, a month and a year in any order. */
function isFullDate([a = 0, b = 0, c = 0, ...more]: readonly number[]): boolean {
  const year = (value: number): boolean => within(value, 10, 99) || within(value, 1900, 2099) || value < 10;
  const day = (one: number, other: number): boolean =>
    within(one, 1, 31) && within(other, 1, 31) && (one <= 12 || other <= 12);
  if (more.length > 0) return false;
  return (day(a, b) && year(c) && c > 9) || (day(b, c) && year(a) && a > 12);
}

/** Two numbers with one mark: a decimal, a share, a range, blood pressure. */
function isSafePair(lexemes: readonly Lexeme[], run: Run, evident: boolean, labelled: boolean): boolean {
  const { start, end, digits, marks } = run;
  const [a, b] = digits.map(Number) as [number, number];
  const [first, second] = digits as [string, string];
  if (labelled && (count(digits) > 4 || !hasUnit(lexemes, end))) return false;
  const mayBeDate = within(a, 1, 31) && within(b, 1, 31) && (a <= 12 || b <= 12);
  if (marks === '.') {
    if (first.length > 4 || second.length > 4) return evident && first.length <= 5;
    if (mayBeDate && isDated(lexemes, start)) return hasUnit(lexemes, end);
    return evident || !mayBeDate || first.length > 2 || second.length > 2 || /^0/.test(second + first);
  }
  if (marks === '/') {
    // "3/2024"
    if (isYear(second) && within(a, 1, 12)) return false;
    if (within(a, 60, 260) && within(b, 30, 160) && a > b) return true;
    if (first.length > 4 || second.length > 4) return false;
    // "First visit 3/20 in the annex": no share is of twenty inches, and few are of 17.
    const isUsual = /^(?:[2-6]|8|10|12|15|16|20|25|30)$/.test(second);
    if (mayBeDate)
      return (
        isShare(lexemes, start, end, isUsual) ||
        (hasUnit(lexemes, end) && (b < 10 || lexemes[end]?.lower !== 'in'))
      );
    return evident || (first.length <= 2 && second.length <= 2) || a === 20;
  }
  if (/^[-–—]$/.test(marks)) {
    // "2021-03" is a month, "2019-20" a year and the next one.
    if (isYear(first) && (isYear(second) || (second.length === 2 && !within(b, 1, 12)))) return true;
    // "04-30"; and "1-11 unit W0001" counts nothing
    const dated = a > b || /^0/.test(first) || /^0/.test(second) || lexemes[end]?.lower === 'unit';
    if (mayBeDate && (dated || isDated(lexemes, start)))
      return hasUnit(lexemes, end) && a < b && lexemes[end]?.lower !== 'unit';
    // "555-0119"
    if (first.length === 3 && second.length === 4) return false;
    const long = first.length > 3 || second.length > 3;
    return long ? evident && second.length < 5 : evident || countsWhatFollows(lexemes, end);
  }
  return evident || (first.length <= 2 && second.length <= 2);
}

/** Whether the name of a month stands beside a number: it is the day or the year of a date. */
function isMonthBeside(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  const month = (at: number): boolean => {
    const lexeme = lexemes[at];
    if (!has(lexeme, Flag.month)) return false;
    return !/^(?:may|march|mar|sep|dec)$/.test(lexeme?.lower ?? '') || lexeme?.writing !== 'lower';
  };
  const gap = (at: number): number => lexemes[at]?.gap ?? Gap.line;
  if (gap(start) <= Gap.space && month(start - 1)) return true;
  const marked =
    /^[-/.]$/.test(lexemes[end]?.text ?? '') && gap(end) === Gap.none && gap(end + 1) === Gap.none;
  if (marked && month(end + 1)) return true;
  return gap(end) <= Gap.space && month(end) && (lexemes[start] as Lexeme).text.length <= 2;
}

const clockBefore =
  /^(?:at|by|until|till|from|to|since|time|around|approx|approximately|and|@|~|before|after|about|between)$/;
const clockBehind = /^(?:h|hr|hrs|hours|hour|am|pm)$/;

/** The same of a number by itself. */
function isSafeAlone(lexemes: readonly Lexeme[], i: number, judged: Uint8Array): boolean {
  const [previous, number, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const { length } = number.text;
  const value = Number(number.text);
  if (isOfTerm(lexemes, i, judged)) return true;
  if (isOrdinal(next)) return isSafeOrdinal(lexemes, i, value);
  if (within(value, 90, 119) && isAge(lexemes, i)) return false;
  const told = toldBefore(lexemes, i, judged);
  if (length <= 2) {
    const measured = told === 'measure' && (value < 90 || isNear(lexemes, i));
    if (hasUnit(lexemes, i + 1) || measured || isCompared(lexemes, i)) return true;
    // The number of an item.
    if (number.gap === Gap.line && next?.gap === Gap.none && /^[.):]$/.test(next.text)) return true;
    if (previous?.text === '(' && next?.text === ')' && previous.gap >= Gap.wide) return true;
    if (told === 'label') return false;
    if (inRow(lexemes, i) && !isCounting(lexemes, i)) return true;
    if (value < 90 && next?.gap === Gap.space && /^(?:m|f|male|female|man|woman|boy|girl)$/.test(next.lower))
      return true;
    if (within(value, 90, 119)) return false;
    // "on 12 started"
    if (value < 32 && /^(?:on|since|by|until|till|the|born)$/.test(previous?.lower ?? '')) return false;
    return countsWhatFollows(lexemes, i + 1);
  }
  if (hasUnit(lexemes, i + 1)) return length <= 7;
  if (told === 'label') return false;
  if (/^0+$/.test(number.text)) return true;
  if (isYear(number.text)) return !isHouse(lexemes, i);
  if (isClock(number.text)) {
    const goes = next?.kind === 'word' && next.writing !== 'lower' && next.gap === Gap.space;
    if (clockBefore.test(previous?.lower ?? '') && number.gap <= Gap.space && !goes) return true;
    if (next?.kind === 'word' && clockBehind.test(next.lower)) return true;
    if (number.gap === Gap.line && next !== undefined && next.gap !== Gap.none) return true;
  }
  if (length === 3 && inRow(lexemes, i)) return true;
  if (length === 3 && isCompared(lexemes, i)) return true;
  return told === 'measure' && length <= (isNear(lexemes, i) ? 6 : 3);
}

/** "1987 Elm", "2014 12 Rua": a number like a year before a name or another number, with nothing of a year before it. */
function isHouse(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (
    next?.gap !== Gap.space ||
    /^(?:in|since|of|year|circa|and|to|until|till|before|after|from)$/.test(previous?.lower ?? '')
  )
    return false;
  return next.kind === 'number' || (next.writing === 'capital' && !isClinicalOnly(next));
}

const isOrdinal = (next: Lexeme | undefined): boolean =>
  next?.gap === Gap.none && /^(?:st|nd|rd|th)$/.test(next.lower);

/** "4th toe", "8th edition"; "the 12th" is a day. */
function isSafeOrdinal(lexemes: readonly Lexeme[], i: number, value: number): boolean {
  if (countsWhatFollows(lexemes, i + 2)) return true;
  return value > 31 && value < 90;
}

/** How many numbers make a row of a table, and how many cells apart. */
const ROW = 4;
const APART = 3;

/** Whether a number is one of several in a row, as vital signs in a table. */
function inRow(lexemes: readonly Lexeme[], i: number): boolean {
  const isCell = (at: number): boolean => {
    const [cell, next] = [lexemes[at], lexemes[at + 1]];
    return cell?.kind === 'number' && cell.gap !== Gap.none && next?.gap !== Gap.none;
  };
  let [start, end] = [i, i + 1];
  let wide = true;
  while (start > i - ROW && isCell(start - 1) && (lexemes[start] as Lexeme).gap !== Gap.line) {
    if (lexemes[start]?.gap !== Gap.wide) wide = false;
    start--;
  }
  while (end < i + ROW && isCell(end) && (lexemes[end] as Lexeme).gap !== Gap.line) {
    if (lexemes[end]?.gap !== Gap.wide) wide = false;
    end++;
  }
  return isCell(i) && end - start >= (wide ? APART : ROW);
}

/** "11 12 13 14": the days of a month above the columns of a table. */
const isCounting = (lexemes: readonly Lexeme[], i: number): boolean =>
  Number(lexemes[i + 1]?.text) === Number(lexemes[i]?.text) + 1 ||
  Number(lexemes[i - 1]?.text) === Number(lexemes[i]?.text) - 1;
