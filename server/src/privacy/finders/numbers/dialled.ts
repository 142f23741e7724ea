import { Gap, type Lexeme } from '../../words/lexer';
import { digitsIn, stick } from '../finding';

/** Groups of digits as any country writes them: "0490 75 40 81", "(99) 645-791", "01.84.17.61.18". */
const groups = /(?:\+|\(\+?)?\d{1,8}\)?(?:[ \u00a0.\-/]?[ \u00a0(]?\d{1,7}\)?){0,6}/y;
const dated =
  /^(?:\d{1,2}([-./ ])\d{1,2}\1(?:19|20)?\d\d|(?:19|20)\d\d([-./])\d{1,2}\2\d{1,2})(?!\d|[-./ ]\d)/;
const measured =
  /^[ ]?(?:%|°|x\b|[-–/:]\d|(?:mg|ml|mcg|g|kg|cm|mm|units?|u|meq|mmhg|bpm|steps|days?|weeks?|hours?|hrs?|h|min|years?|yrs?|am|pm|cells?|k)\b)/i;

/** What a word before a number says of it. */
const Told = {
  /** A label of a telephone, with or without a colon. */
  label: 1,
  /** One before a colon only: "Desk: 0161 …". */
  placed: 2,
  /** One before a colon and what a number of a country or a town starts with. */
  opened: 7,
  /** "call me at": a verb, whom, and a preposition. */
  verb: 3,
  whom: 4,
  preposition: 5,
  /** "number", "no." */
  number: 6,
} as const;

const told = new Map<string, number>();
const say = (words: string, what: number): void => {
  for (const word of words.split(' ')) told.set(word, what);
};
say(
  'phone phones telephone tel mobile mob cellphone telefon telefone telefono handy gsm fax telefax landline whatsapp hotline',
  Told.label,
);
say('cell desk office ph direct contact switchboard reception', Told.placed);
say('home work emergency', Told.opened);
say(
  'call calls called calling phoned ring rang text texted texting reach reached reachable contacted answering answers answered message messages dial dialled dialed',
  Told.verb,
);
say('me us him her them you back pt patient family mother wife husband son daughter directly', Told.whom);
say('at on to', Told.preposition);
say('number no nr num is', Told.number);
const notPhone = /^(?:white|red|blood|stem|mast|plasma|fuel|t|b|nk|sickle|germ|giant)$/;
const behind =
  /[ ]?-?[ ]?\(?(?:office|fax|mobile|home|cell|desk|work|tel|phone|direct)\b\)?(?=[ \t]*(?:[\n\r\\,;]|$))/iy;

/** How few digits the words before a number let a telephone's have; 0 if they tell of none. */
function leastDigits(lexemes: readonly Lexeme[], i: number, text: string): number {
  let at = i - 1;
  let sign = lexemes[at]?.text;
  const bracket = sign === '(' || sign === '+';
  if (bracket) sign = lexemes[--at]?.text;
  const colon = sign === ':' || sign === '=' || sign === '|';
  if (colon || sign === '.' || sign === '#') at--;
  let word = lexemes[at];
  if (word?.kind !== 'word') return 0;
  let what = told.get(word.lower);
  if (what === undefined || (!colon && (lexemes[i] as Lexeme).gap === Gap.line)) return 0;
  const preposition = what === Told.preposition;
  if (preposition || what === Told.number) {
    word = lexemes[--at];
    if (word?.text === '.') word = lexemes[--at];
    what = word?.kind === 'word' ? told.get(word.lower) : undefined;
  }
  if (what === Told.label) return colon ? 6 : 7;
  if (what === Told.placed || what === Told.opened) {
    // "Cell 0355 5501 288"
    const trunk = !colon && text.startsWith('0', lexemes[i]?.start) && what === Told.placed;
    if (trunk && !notPhone.test(lexemes[at - 1]?.lower ?? '')) return 10;
    if (!colon || notPhone.test(lexemes[at - 1]?.lower ?? '')) return 0;
    if (bracket || text.startsWith('0', lexemes[i]?.start)) return 7;
    // "pH: 7.35 48 22 98"
    return what === Told.placed && (lexemes[i] as Lexeme).text.length > 1 ? 8 : 0;
  }
  if (!preposition) return 0;
  if (what === Told.whom) what = told.get(lexemes[at - 1]?.lower ?? '');
  return what === Told.verb ? 8 : 0;
}

/** Whether more digits stand right behind a number, and not just that of a list. */
const isGrouped = (lexemes: readonly Lexeme[], i: number): boolean =>
  (lexemes[i] as Lexeme).text.length > 1 &&
  (lexemes[i + 1]?.kind === 'number' || lexemes[i + 2]?.kind === 'number');

/** Where the telephone number ends that a label before or behind it makes of any groups of digits; -1 if none does. */
export function dialledAt(text: string, lexemes: readonly Lexeme[], i: number, start: number): number {
  const first = lexemes[i] as Lexeme;
  if (first.text.length > 15) return -1;
  const least = leastDigits(lexemes, i, text);
  const opens = first.gap === Gap.line || (start < first.start && lexemes[i - 1]?.gap === Gap.line);
  if (least === 0 && !(opens && isGrouped(lexemes, i))) return -1;
  const end = stick(groups, text, start);
  const found = end > 0 ? text.slice(start, end) : '';
  const digits = digitsIn(found);
  if (digits < Math.max(least, 6) || digits > 15 || dated.test(found)) return -1;
  if (/^[A-Za-z\u00c0-\u024f\d]/.test(text.slice(end, end + 1)) || measured.test(text.slice(end, end + 8)))
    return -1;
  if (least > 0) return end;
  // "416 60 039 office" on a line of its own.
  return digits > 6 && stick(behind, text, end) > 0 ? end : -1;
}
