import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Flag, know } from '../../words/lexicon';
import { stick } from '../finding';
import { isStrange } from '../names/strange';

const season =
  /(?:spring|summer|autumn|fall|winter)(?: of|,)? (?:(?:19|20)\d{2}(?:[/–-]\d{2,4})?|['’]\d{2})(?!\d)/iy;

/** Days with a name of their own, by their first word. */
const holidays = new Map<string, string>(
  Object.entries({
    new: "year(?:['’]?s)?(?: eve| day)?",
    christmas: '(?:(?: eve| day| week| weekend)\\b)?(?! disease| factor| tree)',
    xmas: '(?: eve| day)?',
    boxing: 'day',
    easter: '(?: sunday| monday)?',
    good: 'friday',
    black: 'friday',
    cyber: 'monday',
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
    old: "year['’]s(?: (?:eve|day|night))?",
    twelfth: 'night',
    cny: '',
    veterans: "['’]? day",
    columbus: 'day',
    presidents: "['’]? day",
    president: "['’]s day",
    mlk: 'day',
    valentine: "['’]s(?: day|(?= (?:w/|(?:with|at|and|to|in|by|on|week|weekend|eve)\\b)|[.,;)\\r\\n]|$))",
    valentines: '(?: day)?',
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
    eid: '(?:[ -](?:al|ul|el)[ -]?(?:fitr|fitri|adha|azha))?',
    id: '(?:ul|al)[ -](?:fitr|adha)',
    ramadan: '',
    kwanzaa: '',
    lunar: '(?:new year|ny)',
    chinese: 'new year',
    bank: 'holiday',
    cinco: 'de mayo',
    groundhog: 'day',
    mardi: 'gras',
    st: "\\.? (?:(?:patrick|stephen|david|george|andrew|brigid|john|nicholas|lucy|swithin|jean[ -]baptiste)['’]?s day|patricks(?! [a-z]))",
    remembrance: '(?:day|sunday)',
    mothering: 'sunday',
    maundy: 'thursday',
    whit: '(?:monday|sunday|bank holiday)',
    ascension: '(?:day|thursday)',
    deepavali: '',
    dussehra: '',
    dasara: '',
    janmashtami: '',
    baisakhi: '',
    lohri: '',
    day: 'of (?:reconciliation|goodwill)',
    makar: 'sankranti',
    rakhi: '',
    ugadi: '',
    karva: 'chauth',
    muharram: '',
    ashura: '',
    mawlid: '',
    ramadhan: '',
    ramzan: '',
    vesak: '',
    wesak: '',
    songkran: '',
    simbang: 'gabi',
    undas: '',
    ekka: 'wednesday',
    burns: 'night',
    paddy: "['’]s day",
    paddys: 'day',
    nye: '',
    nyd: '',
    lent: '',
    advent: '',
    epiphany: '',
    holi: '',
    tet: '',
    simchat: 'torah',
    tisha: "b['’]av",
    lag: "b['’]omer",
    anzac: 'day',
    canada: 'day',
    australia: 'day',
    waitangi: 'day',
    bastille: 'day',
    guy: 'fawkes(?: night| day)?',
    bonfire: 'night',
    all: "(?:(?:saints?|souls?)['’]?(?: day)|saints(?! [a-z])|hallows['’]?(?: eve)?)",
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
    const space = rest === '' || /^(?:\(\?: |\(\?:\(\?: |\(\?:\[|\[|\\)/.test(rest) ? '' : ' ';
    pattern = new RegExp(`${first.replace("'", "['’]")}${space}${rest}(?![a-z\\d\u00c0-\u024f])`, 'y');
    compiled.set(first, pattern);
  }
  return pattern;
}

know([...holidays.keys(), 'spring', 'summer', 'autumn', 'fall', 'winter'], Flag.holiday);

const stickSeason = (word: Lexeme, text: string): number =>
  /^(?:spring|summer|autumn|fall|winter)$/.test(word.lower) ? stick(season, text, word.start) : -1;

// Everyday words, too: only with a capital, or where something before or behind tells a time.
const ambiguous = /^(?:lent|advent|epiphany|holi|tet|undas|nye|nyd|rakhi|all)$/;
const during =
  /(?:during|for|in|over|since|until|till|before|after|of|by|on|at|through|this|last|next|observes|observing|keeps|around|about) $/;

/** Where a holiday or a season that starts at a word ends, or -1. */
export function holidayAt({ text, lower }: Lexed, word: Lexeme): { end: number; kind: string } {
  const holiday = holidayPattern(word.lower);
  if (!holiday) return { end: stickSeason(word, text), kind: 'season' };
  const end = stick(holiday, lower, word.start);
  // "on the Fourth"
  if (
    end < 0 &&
    word.text === 'Fourth' &&
    /\b(?:on|since|over|until|by|before|after|till?) the $/.test(
      lower.slice(Math.max(0, word.start - 12), word.start),
    )
  )
    return { end: word.end, kind: 'holiday' };
  if (end < 0) return { end, kind: 'holiday' };
  const year = stick(yearBehind, text, end);
  const before = lower.slice(Math.max(0, word.start - 12), word.start);
  // "lent him a stick"; "new year, new plan"
  if (ambiguous.test(word.lower) && year < 0 && (word.writing === 'lower' || !during.test(before)))
    return { end: -1, kind: 'holiday' };
  if (
    word.writing === 'lower' &&
    lower.slice(word.start, end) === 'new year' &&
    year < 0 &&
    !/(?:the|during|over|since|until|till|before|after|at|by|this|last) $/.test(before)
  )
    return { end: -1, kind: 'holiday' };
  return { end: Math.max(end, year), kind: 'holiday' };
}

const yearBehind = /,? (?:of )?(?:(?:19|20)\d{2}|['’]\d{2})(?!\d)/iy;
const saint = /^(?:st|saint)$/;

// What stands before "Day", "Puja" and the like in the names of days; these first words are others' names, too.
const beforeDay =
  /\b(?:queen['’]s|king['’]s|may|emancipation|liberation|constitution|national|union|victory|revolution|mashujaa|madaraka|jamhuri|democracy|founders['’]?|heroes['’]?|unity|commonwealth|discovery|kadooment|heritage|freedom|youth|republic|reconciliation|rizal|bonifacio|human rights|martin luther king(?: jr\.?)?|indigenous peoples?['’]?s?|women['’]?s|workers['’]?|three kings|melbourne cup|(?:st|saint)\.? (?:patrick|stephen|david|george|andrew|john)['’]?s) $/i;

/** "Rata Day", "St David's Day", "Heritage Day": a name and "Day". */
export function isNamedDay(lexemes: readonly Lexeme[], i: number, text: string): boolean {
  if (beforeDay.test(headOf(text, lexemes[i]))) return true;
  const before = lexemes[i - 1];
  if (/^['’]s$/.test(before?.text ?? '')) {
    const holy = lexemes[i - 3]?.text === '.' ? lexemes[i - 4] : lexemes[i - 3];
    return saint.test(holy?.lower ?? '');
  }
  if (lexemes[i]?.gap !== Gap.space || before?.writing !== 'capital' || lexemes[i]?.lower !== 'day')
    return false;
  // "Pakistan Day"
  return isStrange(before) || has(before, Flag.kept);
}

/** Such a day with the year behind it. */
export function namedDay(
  lexemes: readonly Lexeme[],
  i: number,
  text: string,
): { start: number; end: number } {
  const known = beforeDay.exec(headOf(text, lexemes[i]))?.[0];
  let at = i - 1;
  if (/^['’]s$/.test(lexemes[at]?.text ?? '')) at -= lexemes[i - 3]?.text === '.' ? 3 : 2;
  const { end } = lexemes[i] as Lexeme;
  const year = stick(yearBehind, text, end);
  const { start } = lexemes[i] as Lexeme;
  return { start: known ? start - known.length : (lexemes[at] as Lexeme).start, end: year > 0 ? year : end };
}

const headOf = (text: string, day: Lexeme | undefined): string =>
  day ? text.slice(Math.max(0, day.start - 30), day.start) : '';
