import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { type Finding, stick } from '../finding';

const unit = '(?:one|two|three|four|five|six|seven|eight|nine)';
const teen = '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)';
const tens = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const nth =
  '(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth';
const dayInWords = `(?:twenty(?:[ -]${unit})?|thirty(?:[ -]one)?|${teen}|(?:(?:oh|zero) )?${unit})`;
const dayOfMonth = `(?:${dayInWords}|[0-3]?\\d)`;
const pair = `(?:(?:oh|o|zero)[ -]${unit}|${tens}(?:[ -]${unit})?|${teen})`;
const year = `(?:(?:19|20)\\d{2}|(?:nineteen|twenty)[ -](?:hundred|${pair})|two thousand(?:(?: and)? (?:${tens}(?:[ -]${unit})?|${teen}|${unit}))?)`;
const ends = '(?![a-z\\u00c0-\\u024f\\d-])';

const closes = '(?=[ \\t]*(?:[.,;:)]|\\r?\\n|$)|[ ](?:at|for|with|and|to|when|she|he|they)(?![a-z]))';

/** Behind a month: "the eleventh twenty fifteen", "second"; a day that is no ordinal needs its year, or nothing behind it. */
const behindMonth = new RegExp(
  `(?:,? (?:the )?(?:${nth})${ends}(?:,? (?:of |in )?${year}${ends})?|(?:,? ${dayInWords},? ${year}|[ ]${dayInWords}${closes})${ends})`,
  'y',
);
const early = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/;
const later = /^(?:tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)$/;
const dueOn = /^(?:due|on|until|till|by|since|before|after|from|dated|of)$/;
const goesOn = /^(?:and|at|for|with|to|in|when|if|he|she|they|so|but|per)$/;

/** "due the fifteenth", "since the twenty third": the last lexeme of a day of a month in words; `i` is behind "the". */
export function spokenDay(lexemes: readonly Lexeme[], i: number): Lexeme | undefined {
  const [before, word, behind] = [lexemes[i - 2], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!dueOn.test(before?.lower ?? '')) return undefined;
  let last = i;
  if (/^(?:twenty|thirty)$/.test(word.lower)) {
    last = behind?.text === '-' ? i + 2 : i + 1;
    if (!early.test(lexemes[last]?.lower ?? '')) return undefined;
  } else if (!(later.test(word.lower) || (early.test(word.lower) && before?.lower === 'due')))
    return undefined;
  const next = lexemes[last + 1];
  const closed =
    next === undefined || next.gap >= Gap.wide || /^[.,;:)?!]$/.test(next.text) || goesOn.test(next.lower);
  return closed ? lexemes[last] : undefined;
}

/** Before a month: "the twenty second of". */
const beforeMonth = new RegExp(`(?<![a-z\\u00c0-\\u024f\\d-])(?:${nth})(?: day)? of $`);
const yearBehind = new RegExp(`,? (?:of |in )?${year}${ends}`, 'y');

const month = `(?:(?:oh |zero )?${unit}|ten|eleven|twelve|0?[1-9]|1[0-2])`;
/** "six slash ten slash twenty four"; "three slash three" is more often a share. */
const slashed = new RegExp(
  `\\b(?<first>${month}) slash (?!\\k<first>\\b)${dayOfMonth}(?: slash (?:${year}|${pair}|\\d{2}))?${ends}`,
  'g',
);
const scored =
  /\b(?:pain|scored?|scale|strength|power|rated?|vision|acuity|reflexes|pulses|murmur|bp|pressure)\b[^.\n]{0,20}$/;
const scores = /^ (?:strength|power|pain|scale|murmur|pulses|reflexes|systolic|milligrams?|tablets?)\b/;
/** "birthday one twenty nine forty four": month, day and year with nothing between them. */
const birth = new RegExp(
  `\\b(?:birth ?(?:date|day)?|dob|d\\.? ?o\\.? ?b\\.?|born)(?: on| is| was|,|:){0,2} (?<value>${month},? ${dayOfMonth},? (?:${year}|${pair}|\\d{2}))${ends}`,
  'dg',
);
/** "May first noted it". */
const mayVerb = /^ [a-z]+$/;

/** A date in words about a month, from UTF-16 code unit to code unit: "fourteenth of June 2024", "April the first". */
export function spokenAround(lower: string, month: Lexeme): { start: number; end: number } | undefined {
  const end = stick(behindMonth, lower, month.end);
  if (end > 0 && !(month.lower === 'may' && mayVerb.test(lower.slice(month.end, end))))
    return { start: month.start, end };
  const head = lower.slice(Math.max(0, month.start - 28), month.start);
  const before = head.endsWith('of ') ? beforeMonth.exec(head)?.[0] : undefined;
  if (before === undefined) return undefined;
  return {
    start: month.start - before.length,
    end: Math.max(month.end, stick(yearBehind, lower, month.end)),
  };
}

/** Dates as they are read out without the name of a month: "six slash ten", "born two twenty eight oh nine". */
export function spokenDates({ lower }: Lexed): Finding[] {
  const found: Finding[] = [];
  const push = (start: number, end: number): void => {
    found.push({ start, end, category: 'DATE', kind: 'date' });
  };
  if (lower.includes(' slash '))
    for (const { 0: said, index } of lower.matchAll(slashed)) {
      const end = index + said.length;
      if (
        !scored.test(lower.slice(Math.max(0, index - 40), index)) &&
        !scores.test(lower.slice(end, end + 16))
      )
        push(index, end);
    }
  if (lower.includes('birth') || lower.includes('born') || lower.includes('dob'))
    for (const match of lower.matchAll(birth)) {
      const range = match.indices?.groups?.value;
      if (range && /[a-z]/.test(lower.slice(...range))) push(...range);
    }
  return found;
}
