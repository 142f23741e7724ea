import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { Cue, Flag } from '../../words/lexicon';
import { type Finding, stick } from '../finding';
import { dateAbroad } from './abroad';
import { dateAt, monthDay, monthYear, quarterAt, withTime } from './date-forms';
import { holidayAt, isNamedDay, namedDay } from './holidays';
import { spokenAround, spokenDates } from './spoken-dates';
import { isOneDay, isShortDay, withOrdinal, withWeekday } from './weekdays';

const beforeMonth =
  /^(?:on|in|since|until|till?|by|last|this|next|early|late|mid|from|through|thru|of|during|before|after|around|for|the|and|or|between|every)$/;
const beforeNamelikeMonth = /^(?:in|since|until|last|this|early|late|mid|next|during|by|through|every|from)$/;
const followsPerson =
  /^(?:with|w|by|per|and|ms|mr|mrs|dr|named|called|daughter|dtr|wife|sister|mother|mom|mum|aunt|niece|nurse|friend|partner)$/;

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
    (word.text.length < 5 || (word.lower === 'march' && previous?.writing === 'lower')) &&
    linked &&
    closed &&
    previous.kind === 'word' &&
    word.gap === Gap.space
  )
    return true;
  const told =
    previous?.kind === 'word' &&
    linked &&
    !isSomebody(previous) &&
    !followsPerson.test(previous.lower) &&
    !addressing.test(previous.lower);
  const goesOn = closed || linkingMonth.test(next.lower);
  if (/^(?:jan|feb|apr|jun|jul|aug|oct|nov|dec)$/.test(word.lower) && word.writing === 'lower') {
    if (linked && /^(?:in|since|last|until)$/.test(previous.lower)) return true;
    // "hiv neg feb.", "in the er jan w/ chest pain": no scan and no change.
    return /^(?:jan|feb|jun|jul|aug|nov)$/.test(word.lower) && told && goesOn;
  }
  if (
    /^(?:april|june|august|sept)$/.test(word.lower) &&
    word.writing === 'lower' &&
    told &&
    linkingMonth.test(next?.lower ?? '')
  )
    return true;
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
  // "cashed Oct cheque"
  if (/^(?:feb|apr|jul|aug|oct|nov)$/.test(word.lower))
    return (
      (word.writing === 'capital' &&
        word.gap === Gap.space &&
        previous?.kind === 'word' &&
        previous.writing === 'lower') ||
      cue
    );
  if (word.lower.length <= 3 || word.lower === 'march') return cue && word.writing !== 'lower';
  return word.writing !== 'lower' || cue;
}

/** What goes on behind a month and not behind somebody. */
const linkingMonth = /^(?:after|for|with|w|at|in|when|from)$/;

const addressing =
  /^(?:told|asked|gave|paged|phoned|texted|informed|notified|met|saw|thanks|thank|dear|hi|see|sees|about|of|to|for|is|was)$/;

const isSomebody = (lexeme: Lexeme): boolean =>
  has(lexeme, Flag.relative | Flag.role | Flag.title | Flag.patient | Flag.given | Flag.credential);

const has = (lexeme: Lexeme, flag: number): boolean => (lexeme.flags & flag) !== 0;

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
      if (word.gap === Gap.none && previous && !ranged && isInside(previous, lexemes[i - 2])) continue;
      const date = dateAt(lexed, word, isShortDay(lexemes, i - 1));
      if (date) {
        const stamped = withTime(text, date.end);
        const [end, kind] = stamped > 0 ? [stamped, 'timestamp'] : [date.end, date.kind];
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
      if (end < 0 && isMonth(word, previous, next, lexemes[i - 2])) {
        end = word.end;
        kind = 'month';
      }
      if (end < 0 && isJoinedMonth(lexemes, i)) {
        // "Apr/May.", but "Jan/Feb 2024"
        end = lexemes[i + 3]?.kind === 'number' ? word.end : (lexemes[i + 2]?.end ?? word.end);
        kind = 'month';
      }
      if (end > 0) {
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
    if (
      (word.lower === 'day' || word.lower === 'birthday') &&
      word.writing !== 'lower' &&
      isNamedDay(lexemes, i, text)
    ) {
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

/** "lmp may 13. here", "moved to may 20": a day with nothing behind it that may be counted or done. */
function isDayOfMay(lexemes: readonly Lexeme[], i: number): boolean {
  const [day, next] = [lexemes[i + 1], lexemes[i + 2]];
  if (day?.kind !== 'number' || day.gap !== Gap.space || lexemes[i - 1] === undefined) return false;
  return (
    next === undefined || next.gap >= Gap.wide || /^[.,;:)]$/.test(next.text) || linking.test(next.lower)
  );
}
const linking = /^(?:and|at|by|for|from|with|w|in|to|when|after|then|per|due|is|was|she|he|they|pt|he)$/;

/** "Jan/Feb 2024", "March-April": a month beside another one. */
function isJoinedMonth(lexemes: readonly Lexeme[], i: number): boolean {
  const [joint, other] = [lexemes[i + 1], lexemes[i + 2]];
  return (
    /^[-/–]$/.test(joint?.text ?? '') &&
    joint?.gap === Gap.none &&
    other?.gap === Gap.none &&
    has(other, Flag.month) &&
    (lexemes[i] as Lexeme).writing !== 'lower'
  );
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
