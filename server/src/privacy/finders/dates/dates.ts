import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag } from '../../words/lexicon';
import { type Finding, stick } from '../finding';
import { dateAbroad } from './abroad';
import { dateAt, isGluedMonth, monthDay, monthYear, quarterAt, withTime } from './date-forms';
import { holidayAt, isNamedDay, namedDay } from './holidays';
import { isDayOfMay, isJoinedMonth, isMonth, isPairedMonth } from './months';
import { spokenAround, spokenDates, spokenDay } from './spoken-dates';
import { isOneDay, isShortDay, withOrdinal, withWeekday } from './weekdays';

/** Dates of all kinds but bare years, times and recurring days. */
export function findDates(lexed: Lexed): Finding[] {
  const { text, lower, lexemes } = lexed;
  const found: Finding[] = [];
  const push = (start: number, end: number, kind: string): void => {
    const last = found.at(-1);
    // A weekday, or a day named by one, and the date right behind it are one.
    const joined = last !== undefined && last.start <= start && start < last.end && last.end < end;
    if (joined) found.pop();
    if (!last || last.end <= start || joined)
      found.push({ start: joined ? last.start : start, end, category: 'DATE', kind });
  };
  let [skip, cues] = [0, 0];
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    if (word.start < skip) continue;
    const previous = lexemes[i - 1];
    const next = lexemes[i + 1];
    if (word.kind === 'number') {
      // Behind the hyphen of a range a date may start.
      const ranged = previous?.text === '-' && previous.start === skip && skip > 0;
      const field = previous?.text === ',' && whole.test(text.slice(word.start, word.start + 11));
      if (word.gap === Gap.none && previous && !ranged && !field && isInside(previous, lexemes[i - 2]))
        continue;
      const date = dateAt(lexed, word, isShortDay(lexemes, i - 1));
      if (date) {
        const stamped = withTime(text, date.end);
        const [end, kind] = stamped > 0 ? [stamped, 'timestamp'] : [date.end, date.kind];
        const sooner = date.kind === 'day' && Number(word.text) > 12 ? soonerDay(lexemes, i) : undefined;
        if (sooner) push(sooner.start, sooner.end, 'nth');
        push(kind === 'timestamp' ? word.start : withWeekday(lexemes, i), end, kind);
        skip = end;
      } else if (next && next.gap <= Gap.space) {
        const end = dateAbroad(lexemes, i);
        if (end > 0) {
          push(withWeekday(lexemes, i), end, 'date');
          skip = end;
        }
      }
      continue;
    }
    if (word.kind !== 'word') continue;
    cues |= word.cues;
    if (has(word, Flag.month)) {
      const said = spokenAround(lower, word);
      if (said) {
        push(said.start, said.end, 'date');
        skip = said.end;
        continue;
      }
      const verb = word.lower === 'may' && word.writing === 'lower';
      let end = verb && !isDayOfMay(lexemes, i) ? -1 : stick(monthDay, lower, word.start);
      let kind = 'date';
      if (end < 0 && !verb) {
        end = stick(monthYear, lower, word.start);
        kind = 'month-year';
      }
      if (end < 0 && isJoinedMonth(lexemes, i)) {
        // "Apr/May.", but "Jan/Feb 2024"
        end = lexemes[i + 3]?.kind === 'number' ? word.end : (lexemes[i + 2]?.end ?? word.end);
        kind = 'month';
      }
      if (end < 0 && (isPairedMonth(lexemes, i) || isMonth(word, previous, next, lexemes[i - 2]))) {
        end = word.end;
        kind = 'month';
      }
      if (end > 0) {
        end = Math.max(end, kind === 'date' ? stick(weekendBehind, lower, end) : -1);
        const stamped = kind === 'date' ? withTime(text, end) : -1;
        if (stamped > 0) [end, kind] = [stamped, 'timestamp'];
        push(kind === 'timestamp' ? word.start : withWeekday(lexemes, i), end, kind);
        skip = end;
        if (kind === 'date') skip = columns(text, end, push);
      }
      continue;
    }
    if (has(word, Flag.weekday)) {
      const end = withOrdinal(lower, word);
      if (end > 0 || isOneDay(lexemes, i)) {
        push(word.start, Math.max(end, word.end), 'weekday');
        skip = Math.max(end, word.end);
      }
      continue;
    }
    const quarter = word.mixed ? quarterAt(lower, word) : -1;
    if (quarter > 0) {
      push(word.start, quarter, 'quarter');
      skip = quarter;
      continue;
    }
    if (word.mixed && isGluedMonth(word)) {
      push(word.start, word.end, 'month-year');
      continue;
    }
    if (
      (word.lower === 'day' || word.lower === 'birthday') &&
      word.writing !== 'lower' &&
      isNamedDay(lexemes, i, text)
    ) {
      const day = namedDay(lexemes, i, text);
      push(day.start, day.end, 'holiday');
      continue;
    }
    const day = previous?.lower === 'the' ? spokenDay(lexemes, i) : undefined;
    if (day) {
      push(word.start, day.end, 'nth');
      skip = day.end;
      continue;
    }
    if (!has(word, Flag.holiday)) continue;
    const { end, kind } = holidayAt(lexed, word);
    if (end > 0) {
      skip = Math.max(end, stick(weekendBehind, lower, end));
      push(word.start, skip, kind);
    }
  }
  const said = cues & Cue.spoken ? spokenDates(lexed) : [];
  return said.length === 0 ? found : [...said, ...found];
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

/** "17 + 18/11": the day that another one of the same month stands behind. */
function soonerDay(lexemes: readonly Lexeme[], i: number): Lexeme | undefined {
  const [sooner, joint, day] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (sooner?.kind !== 'number' || sooner.text.length > 2 || sooner.gap === Gap.none) return undefined;
  return /^[+&]$/.test(joint?.text ?? '') && Number(sooner.text) < Number(day.text) ? sooner : undefined;
}

/** "7,03/14/2024,Roe": a field of a list that is a whole date. */
const whole = /^(?:\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{4}[/-]\d{2}[/-]\d{2})(?!\d)/;

/** "July 4 weekend". */
const weekendBehind = / (?:week-?end|wk-?e?nd)(?![a-z\d-])/y;

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
