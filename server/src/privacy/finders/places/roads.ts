import type { Lexeme } from '../../words/lexer';
import { type Finding, matches, stick } from '../finding';
import type { Marks } from './place';
import { routeStart } from './street-numbers';
import { headFirst } from './town-heads';

const box = /(?:p\.?[ ]?o\.?[ ]?box|post office box)[ #]{0,2}\d{1,6}/iy;

const numberedRoad =
  /(?:(?:highway|hwy|route|rte|rt|interstate|state road|state route|ranch road|county (?:road|rd)|us route)[ -]?(?:\d{1,4}|[a-z])|i-[ ]?(?:[458]|(?!1(?:2[345]|31))\d{2,3}))(?![A-Za-z\u00c0-\u024f\d/]| ?c?gy\b| ?fx\b)/y;

/** "Lake Orrin", "PO Box 427", "Highway 482". */
export function startsPlace(marks: Marks, i: number, small: string): void {
  const { text, lexemes, found } = marks;
  const { lower, start, end } = lexemes[i] as Lexeme;
  if (/^(?:lake|mount|mt|camp|fort|cape)$/.test(lower)) {
    headFirst(marks, i);
    return;
  }
  const to = /^p/.test(lower) ? stick(box, text, start) : stick(numberedRoad, small, start);
  if (to > 0 && (lower !== 'i' || text.startsWith('-', end))) {
    found.push({ start: routeStart(lexemes, i), end: to, category: 'LOCATION', kind: 'street' });
  }
}

/** A road's own number, which no town follows. */
const numbered = /^(?:[Ii]-|[A-Z]{1,3}-?\d|(?!S(?:uite|tudio|hop|te) )[HhRrSsCc][a-z]+ ?\d)/;

/** Whether what was found as a street is such a number. */
export const isNumberedRoad = (text: string, start: number): boolean =>
  numbered.test(text.slice(start, start + 12));

const crossStreets =
  /[A-Z][a-z]{2,15} (?:&|and) (?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]{2,15} (?:St|Ave|Rd|Street|Avenue|Road|Blvd))(?![A-Za-z\u00c0-\u024f\d])/y;

/** "Elm & 5th": two streets that cross; `i` is the first. */
export function crossing({ text, lexemes, found }: Marks, i: number): void {
  const { start } = lexemes[i] as Lexeme;
  const end = stick(crossStreets, text, start);
  if (end > 0) found.push({ start, end, category: 'LOCATION', kind: 'street' });
}

const exit =
  /\b(?<value>(?:exit|milepost|mile marker|mile post|mm)[ ]?#?\d{1,3}[a-z]?(?: park (?:&|and) ride)?)(?!\w|[ ]?(?:x|by|mm|cm|in\b)|[.,/]\d)/dg;

/** "exit 12", "mm 40": only where a marker, a place near one, or a street says that somebody is on the way. */
export function findExits(lower: string, found: readonly Finding[]): Finding[] {
  const underway =
    /exit|mile/.test(lower) &&
    (/mile ?(?:post|marker)|\b(?:at|near|off) exit \d/.test(lower) ||
      found.some(({ kind }) => kind === 'street'));
  return underway ? matches(lower, exit, 'LOCATION', 'street') : [];
}
