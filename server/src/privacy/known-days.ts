import { isDayOfMonth } from './finders/dates/days';
import { Gap, type Lexeme } from './words/lexer';

/** "2/12", "15/3", "15-3": a day of a month that the note names elsewhere. */
export function isKnownDay(
  lexemes: readonly Lexeme[],
  i: number,
  lower: string,
  months: ReadonlySet<number>,
): boolean {
  const first = lexemes[i] as Lexeme;
  const mark = lexemes[i + 1];
  if (first.text.length > 2 || mark?.gap !== Gap.none || (mark.text !== '/' && mark.text !== '-'))
    return false;
  const [second, next] = [lexemes[i + 2], lexemes[i + 3]];
  if (second?.gap !== Gap.none || second.kind !== 'number' || second.text.length > 2) return false;
  const previous = first.gap === Gap.none ? lexemes[i - 1] : undefined;
  if (previous && !/^[(["|]$/.test(previous.text)) return false;
  if (
    next?.gap === Gap.none &&
    (next.kind !== 'symbol' || (/^[-/%^+.]$/.test(next.text) && lexemes[i + 4]?.gap === Gap.none))
  )
    return false;
  const [a, b] = [Number(first.text), Number(second.text)];
  const dayFirst = a > 12 && a <= 31 && months.has(b);
  if (mark.text === '-' && !(dayFirst && (!next || next.gap === Gap.line || /^[\])]$/.test(next.text))))
    return false;
  return (dayFirst || (months.has(a) && b >= 1 && b <= 31)) && isDayOfMonth(lower, first.start, second.end);
}
