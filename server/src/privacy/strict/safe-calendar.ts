import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag } from '../words/lexicon';
import { Judged, type Judgement } from './judgement';

const holiday =
  /^(?:christmas|xmas|thanksgiving|easter|halloween|ramadan|eid|diwali|deepavali|hanukkah|chanukah|passover|purim|juneteenth|kwanzaa|lent|advent|yuletide|tet|nowruz|vesak|holi|pentecost|epiphany|michaelmas|hogmanay|solstice|equinox)$/;

/**
 * Whether a word may be a weekday, a month, a season of a year or a holiday that is part of no date that was found:
 * "Thurs", "in May", "autumn 2021"; "may", "sat" and "march" are words besides.
 */
export function isCalendar(lexemes: readonly Lexeme[], i: number, starts: boolean): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const { lower } = lexeme;
  if (holiday.test(lower)) return true;
  const year = next?.kind === 'number' && next.text.length === 4 && next.gap <= Gap.space;
  if (/^(?:spring|summer|autumn|fall|winter)$/.test(lower))
    return year || /^(?:of|late|early|mid|last|this)$/.test(previous?.lower ?? '');
  if (!has(lexeme, Flag.weekday | Flag.month)) return false;
  if (!/^(?:may|march|mar|sat|sun|dec)$/.test(lower)) return true;
  if (lower === 'sat') return !isSaturation(previous, next);
  if (lower === 'sun')
    return (
      !/^(?:exposure|exposed|light|screen|burn|damage|damaged|protection|sensitive|sensitivity|block|induced)$/.test(
        next?.lower ?? '',
      ) && previous?.lower !== 'the'
    );
  const day = next?.kind === 'number' && next.gap === Gap.space && (Number(next.text) <= 31 || year);
  if (day && has(lexeme, Flag.month)) return true;
  // "wed 7 may", "7 may."; "take 2 may repeat" goes on.
  const ordinal = previous?.kind === 'number' && previous.text.length < 3 && lexeme.gap === Gap.space;
  if (lower === 'may' && ordinal && (next?.kind !== 'word' || next.gap > Gap.space)) return true;
  if (lexeme.writing === 'capital') return !starts;
  return (
    /^(?:on|this|next|last|by|in|until|till|since|every)$/.test(previous?.lower ?? '') && lower !== 'may'
  );
}

/** "O2 sat 97", "he sat up". */
const isSaturation = (previous: Lexeme | undefined, next: Lexeme | undefined): boolean =>
  (next?.kind === 'number' && Number(next.text) >= 50) ||
  /^(?:%|[:=]|up|down|on|in|at|with|upright|of|is|was|were|between|above|below|there|still|back)$/.test(
    next?.lower ?? '',
  ) ||
  /^(?:o2|o|oxygen|room|ra|spo2|he|she|who|and|pt|patient|air|pulse)$/.test(previous?.lower ?? '');

/** Masks the year, the mark and the small word of a date whose day or month is masked: "29, 2024", "12th of June". */
export function maskDates({ lexed: { lexemes }, judged }: Judgement): void {
  const isPart = (i: number): boolean => {
    const lexeme = lexemes[i];
    if (!lexeme || judged[i] === Judged.safe) return false;
    return lexeme.kind === 'number'
      ? lexeme.text.length <= 4
      : has(lexeme, Flag.month | Flag.weekday) || isSeason.test(lexeme.lower);
  };
  for (let i = 1; i < lexemes.length; i++) {
    if (judged[i] !== Judged.safe) continue;
    const [previous, lexeme] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme];
    const over = previous.text === ',' || previous.text === '.' || previous.text === "'" ? i - 2 : i - 1;
    if (
      previous.text === '@' &&
      previous.gap === Gap.none &&
      lexeme.gap === Gap.none &&
      judged[i - 2] !== Judged.safe
    ) {
      // "14,2024@16:41"
      for (let at = i; lexemes[at] && (at === i || lexemes[at]?.gap === Gap.none); at++)
        if (judged[at] === Judged.safe) judged[at] = Judged.unsafe;
    } else if (lexeme.kind === 'number' && /^(?:(?:19|20)\d\d|\d\d)$/.test(lexeme.text)) {
      if ((lexeme.text.length === 4 || over === i - 1) && isPart(over) && !isUnitOf(lexemes, over)) {
        if (lexeme.text.length === 4 || has(lexemes[over], Flag.month)) judged[i] = Judged.unsafe;
      }
    } else if (lexeme.lower === 'the' && has(previous, Flag.weekday) && lexemes[i + 1]?.kind === 'number') {
      // "Thursday the 14th"
      if (isPart(i + 1)) judged[i] = Judged.unsafe;
    } else if (/^(?:of|the)$/.test(lexeme.lower) && isPart(i + 1) && has(lexemes[i + 1], Flag.month)) {
      if (/^(?:st|nd|rd|th)$/.test(previous.lower) ? judged[i - 2] !== Judged.safe : isPart(i - 1))
        judged[i] = Judged.unsafe;
    }
  }
}

/**
 * Masks "9-23" where the note has other days of September and no unit follows.
 * @param months those of the note, 1 to 12
 */
export function maskKnownDays({ lexed: { lexemes }, judged }: Judgement, months: ReadonlySet<number>): void {
  if (months.size === 0) return;
  for (let i = 0; i + 2 < lexemes.length; i++) {
    const [month, mark, day, next] = [lexemes[i], lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
    if (month?.kind !== 'number' || mark?.text !== '-' || day?.kind !== 'number') continue;
    if (mark.gap !== Gap.none || day.gap !== Gap.none || month.gap === Gap.none) continue;
    if (!months.has(Number(month.text)) || Number(day.text) < 13 || Number(day.text) > 31) continue;
    if (
      next &&
      (next.gap === Gap.none ? !/^[,.;:)]$/.test(next.text) : next.kind === 'word' && next.gap === Gap.space)
    )
      continue;
    for (const at of [i, i + 2]) if (judged[at] === Judged.safe) judged[at] = Judged.unsafe;
  }
}
const isSeason = /^(?:spring|summer|autumn|fall|winter|q[1-4])$/;
const isUnitOf = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.kind === 'number' && (lexemes[i] as Lexeme).text.length > 2;
