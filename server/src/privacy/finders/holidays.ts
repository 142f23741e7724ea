import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag, know } from '../lexicon';
import { stick } from './finding';
import { isStrange } from './strange';

const season = /(?:spring|summer|autumn|fall|winter)(?: of|,)? (?:19|20)\d{2}(?!\d)/iy;

/** Days with a name of their own, by their first word. */
const holidays = new Map<string, string>(
  Object.entries({
    new: "year(?:['’]?s)?(?: eve| day)?",
    christmas: '(?:(?: eve| day)\\b)?(?! disease| factor| tree)',
    xmas: '(?: eve| day)?',
    boxing: 'day',
    easter: '(?: sunday| monday)?',
    good: 'friday',
    palm: 'sunday',
    ash: 'wednesday',
    thanksgiving: '(?: day)?',
    halloween: '',
    "hallowe'en": '',
    labor: 'day(?: weekend)?',
    labour: 'day(?: weekend)?',
    memorial: '(?:day(?: weekend)?|wknd|weekend)',
    independence: 'day',
    fourth: 'of july',
    veterans: "['’]? day",
    columbus: 'day',
    presidents: "['’]? day",
    president: "['’]s day",
    mlk: 'day',
    valentine: "['’]s day",
    valentines: 'day',
    mother: "['’]s day",
    mothers: 'day',
    father: "['’]s day",
    fathers: 'day',
    juneteenth: '',
    passover: '',
    hanukkah: '',
    chanukah: '',
    yom: 'kippur',
    rosh: 'hashanah?',
    diwali: '',
    eid: '(?: al-(?:fitr|adha))?',
    ramadan: '',
    kwanzaa: '',
    lunar: 'new year',
    chinese: 'new year',
    bank: 'holiday',
    cinco: 'de mayo',
    groundhog: 'day',
    mardi: 'gras',
    st: "\\.? patrick['’]s day",
    remembrance: 'day',
    anzac: 'day',
    canada: 'day',
    australia: 'day',
    waitangi: 'day',
    bastille: 'day',
    guy: 'fawkes(?: night| day)?',
    bonfire: 'night',
    all: "(?:saints?|souls?)['’]?(?: day)",
    hogmanay: '',
    purim: '',
    pesach: '',
    sukkot: '',
    shavuot: '',
    nowruz: '',
    vaisakhi: '',
    navratri: '',
    onam: '',
    pongal: '',
    michaelmas: '',
    whitsun: '',
    pentecost: '',
    pancake: 'day',
    shrove: 'tuesday',
    holy: '(?:week|thursday|saturday)',
    super: 'bowl(?: sunday)?',
    flag: 'day',
    armistice: 'day',
    victoria: 'day',
    family: 'day',
    earth: 'day',
    election: 'day',
  }),
);

// Compiled when a note first names one of them.
const compiled = new Map<string, RegExp>();

function holidayPattern(first: string): RegExp | undefined {
  const rest = holidays.get(first);
  if (rest === undefined) return undefined;
  let pattern = compiled.get(first);
  if (!pattern) {
    // A possessive follows at once, any other word behind a space.
    const space = rest === '' || /^(?:\(\?: |\(\?:\(\?: |\[|\\)/.test(rest) ? '' : ' ';
    pattern = new RegExp(`${first.replace("'", "['’]")}${space}${rest}(?![a-z\\d\u00c0-\u024f])`, 'y');
    compiled.set(first, pattern);
  }
  return pattern;
}

know([...holidays.keys(), 'spring', 'summer', 'autumn', 'fall', 'winter'], Flag.holiday);

const stickSeason = (word: Lexeme, text: string): number =>
  /^(?:spring|summer|autumn|fall|winter)$/.test(word.lower) ? stick(season, text, word.start) : -1;

/** Where a holiday or a season that starts at a word ends, or -1. */
export function holidayAt({ text, lower }: Lexed, word: Lexeme): { end: number; kind: string } {
  const holiday = holidayPattern(word.lower);
  return holiday
    ? { end: stick(holiday, lower, word.start), kind: 'holiday' }
    : { end: stickSeason(word, text), kind: 'season' };
}

const yearBehind = /,? (?:19|20)\d{2}(?!\d)/y;
const saint = /^(?:st|saint)$/;

/** "Rata Day", "St David's Day": a name and "Day". */
export function isNamedDay(lexemes: readonly Lexeme[], i: number): boolean {
  const before = lexemes[i - 1];
  if (/^['’]s$/.test(before?.text ?? '')) {
    const holy = lexemes[i - 3]?.text === '.' ? lexemes[i - 4] : lexemes[i - 3];
    return saint.test(holy?.lower ?? '');
  }
  return (lexemes[i] as Lexeme).gap === Gap.space && before?.writing === 'capital' && isStrange(before);
}

/** Such a day with the year behind it. */
export function namedDay(
  lexemes: readonly Lexeme[],
  i: number,
  text: string,
): { start: number; end: number } {
  let at = i - 1;
  if (/^['’]s$/.test(lexemes[at]?.text ?? '')) at -= lexemes[i - 3]?.text === '.' ? 3 : 2;
  const { end } = lexemes[i] as Lexeme;
  const year = stick(yearBehind, text, end);
  return { start: (lexemes[at] as Lexeme).start, end: year > 0 ? year : end };
}
