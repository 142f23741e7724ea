import { Gap, type Lexeme } from '../../words/lexer';
import { stick } from '../finding';

/** Groups of digits as any country writes them: "0490 75 40 81", "(99) 645-791", "01.84.17.61.18". */
const groups = /(?:\+|\(\+?)?\d{1,8}\)?(?:[ \u00a0.\-/]?[ \u00a0(]?\d{1,7}\)?){0,6}/y;
const dated =
  /^(?:\d{1,2}([-./ ])\d{1,2}\1(?:19|20)?\d\d|(?:19|20)\d\d([-./])\d{1,2}\2\d{1,2})(?!\d|[-./ ]\d)/;
const measured =
  /^[ ]?(?:%|°|x\b|[-–/:]\d|(?:mg|ml|mcg|g|kg|cm|mm|units?|u|meq|mmhg|bpm|steps|days?|weeks?|hours?|hrs?|h|min|years?|yrs?|am|pm|cells?|k)\b)/i;

/** What a telephone's number stands right behind, with or without a colon. */
const labels =
  /^(?:phone|phones|telephone|tel|mobile|mob|cellphone|telefon|telefone|telefono|téléphone|handy|gsm|fax|telefax|landline|whatsapp|hotline|ph)$/;
/** Words that are labels of a telephone before a colon only. */
const placed = /^(?:cell|desk|office|home|work|direct|contact|switchboard|reception|emergency|sms)$/;
const notPhone = /^(?:white|red|blood|stem|mast|plasma|fuel|t|b|nk|sickle|germ|giant)$/;
const number = /^(?:number|no|nr|num|is|at|on|to)$/;
/** "call me at", "reach her on", "not answering at". */
const verbs =
  /^(?:call|calls|called|calling|phone|phoned|ring|rang|text|texted|texting|reach|reached|reachable|contact|contacted|answering|answers|answered|message|messages|dial|dialled|dialed)$/;
const whom = /^(?:me|us|him|her|them|you|back|pt|patient|family|mother|wife|husband|son|daughter|directly)$/;
const behind =
  /[ ]?-?[ ]?\(?(?:office|fax|mobile|home|cell|desk|work|tel|phone|direct)\b\)?(?=[ \t]*(?:[\n\r\\,;]|$))/iy;

/** How surely the words before a number say that it is a telephone's: fewest digits that it then needs, or 0. */
function leastDigits(lexemes: readonly Lexeme[], i: number, text: string): number {
  let at = i - 1;
  while (/^[(+]$/.test(lexemes[at]?.text ?? '') && at > i - 3) at--;
  const colon = /^[:=|]$/.test(lexemes[at]?.text ?? '');
  if (colon || /^[.#]$/.test(lexemes[at]?.text ?? '')) at--;
  let word = lexemes[at];
  if (word?.kind !== 'word') return 0;
  const joined = number.test(word.lower);
  const preposition = /^(?:at|on|to)$/.test(word.lower);
  if (joined && word.gap !== Gap.none) word = lexemes[--at];
  if (lexemes[at]?.text === '.') word = lexemes[--at];
  if (word?.kind !== 'word') return 0;
  if (labels.test(word.lower)) return colon ? 6 : 7;
  if (placed.test(word.lower)) {
    if (!colon || notPhone.test(lexemes[at - 1]?.lower ?? '')) return 0;
    return /[0+(]/.test(text.charAt((lexemes[i] as Lexeme).start)) || lexemes[i - 1]?.text !== ':' ? 7 : 8;
  }
  if (!preposition) return 0;
  if (whom.test(word.lower)) word = lexemes[--at];
  return word !== undefined && verbs.test(word.lower) ? 8 : 0;
}

const digitsOf = (found: string): number => found.replace(/\D/g, '').length;

/** Where the telephone number ends that a label before or behind it makes of any groups of digits; -1 if none does. */
export function dialledAt(text: string, lexemes: readonly Lexeme[], i: number, start: number): number {
  const first = lexemes[i] as Lexeme;
  const least = leastDigits(lexemes, i, text);
  const opens = first.gap === Gap.line || (start < first.start && lexemes[i - 1]?.gap === Gap.line);
  if (least === 0 && !opens) return -1;
  const end = stick(groups, text, start);
  const found = end > 0 ? text.slice(start, end) : '';
  const digits = digitsOf(found);
  if (digits < Math.max(least, 6) || digits > 15 || dated.test(found)) return -1;
  if (/^[A-Za-z\u00c0-\u024f\d]/.test(text.slice(end, end + 1)) || measured.test(text.slice(end, end + 8)))
    return -1;
  if (least > 0) return end;
  // "416 60 039 office" on a line of its own.
  return digits > 6 && stick(behind, text, end) > 0 ? end : -1;
}
