import type { Span } from '../../../note/span';
import { Flag, flagsOf, looksClinical } from '../../words/lexicon';
import { Safe, safetyOf } from '../../words/safe-words';
import { foldAccents } from '../../words/word';
import { type Finding, stick } from '../finding';
import { compass, isTownsName } from './compass-towns';

const line = '[ \\t]*\\r?\\n[ \\t>?|]{0,12}';
const apart = `(?:,?[ \\t]{1,2}|,?${line}(?:,[ ])?)`;
// Latin, Greek and Cyrillic, without the flag `u`: classes of all of Unicode take long to compile.
const large = 'A-Z\\u00c0-\\u00de\\u0100-\\u024f\\u0386-\\u03ab\\u0400-\\u042f\\u2206';
const letter = 'A-Za-z\\u00c0-\\u024f\\u0300-\\u036f\\u0370-\\u03ff\\u0400-\\u04ff\\u2206';
const name = `[${large}][${letter}'’.-]{1,24}`;
const names = `${name}(?:[ ](?:(?:de|do|da|del|la|di|am|an|der|van|nad|sur|le|upon|on)[ ]){0,2}${name}){0,3}`;
const code = `(?:[A-Z]\\d[\\dW][ ]?[A-Z\\d]{4}|\\d{3}[ ]\\d{2}|\\d{4}[ ][A-Z]{2}|\\d{4}-\\d{3}|\\d{2}-\\d{3}|\\d{5}-\\d{3,4}|\\d{3,6})(?![${letter}\\d]|[-./:,]\\d)`;

const unit = new RegExp(
  `(?:[.,]?${apart}|\\.?[ ])(?<value>(?:[Aa]pt|APT|[Aa]partment|[Ss]uite|SUITE|[Ss]te|STE|[Uu]nit|UNIT|[Ff]lat|FLAT|(?<=,[ ])RD)\\.?[ ]?(?:#?\\d{1,5}[A-Za-z]?|[A-H](?=[,.;\\s]|$)))(?![${letter}\\d])`,
  'dy',
);
/** A second name before the unit: "14 Crown Street Kishiev Squares / Suite 321". */
const further = new RegExp(
  `[ ](?<value>${name}(?:[ ]${name}){0,2})(?=,?${apart}(?:[Aa]pt|[Ss]uite|[Uu]nit|APT|SUITE|UNIT)\\.?[ ]#?\\d)`,
  'dy',
);
const zip = new RegExp(
  `${apart}(?<value>${code})(?=[ \\t]*(?:\\r?\\n|$|[.?,;)])|[ ](?:for|after|last|and|in)\\b)`,
  'dy',
);
/** "75002 Paris": the number before the town. */
const numbered = new RegExp(
  `${apart}(?<zip>(?:[A-Z]{1,2}-)?\\d{4,5}|\\d{2}-\\d{3}|\\d{3}[ ]\\d{2}|\\d{4}[ ][A-Z]{2})[ ](?<value>${names})(?=[ \\t]*(?:[,.;?]|\\r?\\n|$))`,
  'dy',
);
const region = new RegExp(
  `${apart}(?:(?<short>[A-Za-z]{2,3}|\\d{2})(?=${apart}\\d)|(?<country>${names})(?:[ ]\\(${name}\\))?(?=[ ]\\d{4,6}(?!\\d)))`,
  'y',
);
const town = new RegExp(
  `${apart}(?<value>${names})(?=[ \\t]*(?:[,.;?]|\\r?\\n|$|\\()|[ ](?:\\d{2}[ ])?(?:[A-Z]{2}[ ])?${code})`,
  'dy',
);
/** Right behind a unit: "Suite 215 NUNGATTA Australia". */
const townBehindUnit = new RegExp(`[ ](?<value>${name})`, 'dy');
/** What goes on behind a town on its own line: a region, a country, a postal code. */
const structured = new RegExp(
  `(?:${line}(?:,[ ]?)?[A-Za-z]{2,3})?${line}(?:${names}[ ])?(?:\\([^)\\n]{1,20}\\)[ ])?\\d{4,6}(?![${letter}\\d]|[-./]\\d)`,
  'y',
);
const lowTown = new RegExp(
  `${line}(?<value>[a-z\\u00df-\\u024f\\u03ac-\\u03ff\\u0430-\\u04ff'’ -]{3,30}),[ ][a-z]{2}[ ](?<zip>\\d{5})(?!\\d)`,
  'dy',
);

/** A place below the state, and no field, heading or word of a ward. */
export function isTown(found: string): boolean {
  let own = false;
  const [first, second, ...more] = found.split(' ');
  if (second && more.length === 0 && compass.test(first?.toLowerCase() ?? '')) {
    const lower = foldAccents(second);
    if (isTownsName(lower, flagsOf(lower))) return true;
  }
  for (const word of found.split(/[ .]+/)) {
    const lower = foldAccents(word);
    const flags = flagsOf(lower);
    if (looksClinical(lower) && (flags & Flag.city) === 0) return false;
    const place = word.includes('-') || (flags & (Flag.city | Flag.town)) !== 0;
    const safety = safetyOf(lower, flags);
    if (
      (safety & (Safe.clinical | Safe.measured)) !== 0 &&
      (flags & (Flag.city | Flag.town | Flag.family)) === 0
    )
      return false;
    if (place || ((safety & Safe.word) === 0 && (flags & (Flag.kept | Flag.label)) === 0)) own = true;
  }
  return own;
}

const endsInUnit = /(?:apt|suite|ste|unit|flat)\.? ?#?\d{1,5}[a-z]?$/i;
const isKept = (word: string): boolean => (flagsOf(foldAccents(word)) & Flag.kept) !== 0;

const isState = (word: string): boolean => (flagsOf(word.toLowerCase()) & Flag.state) !== 0;
/** What is no region before a number. */
const no = /^(?:rm|fl|no|bed|ext|tel|fax|ph|mrn|dob|npi|id|acc|ssn|hr|bp|ste|apt|pin)$/i;

/** A town without the state behind it: "Kittery Notch NH". */
function withoutState(
  text: string,
  range: readonly [number, number] | undefined,
): readonly [number, number] | undefined {
  if (!range) return range;
  const last = / ([A-Z]{2})$/.exec(text.slice(...range));
  return last?.[1] && isState(last[1]) ? [range[0], range[1] - 3] : range;
}

const year = /^(?:19|20)\d\d$/;

/** What goes on behind a street: units, the town and its postal code, over lines. */
export function addressBehind(text: string, street: Span): Finding[] {
  const found: Finding[] = [];
  let at = street.end;
  const push = (range: readonly [number, number] | undefined, kind: string): boolean => {
    if (!range) return false;
    const [start, last] = range;
    // The full stop of the sentence, and not that of "St."
    const end = /[a-z\u00df-\u024f]{4}\.$/.test(text.slice(last - 5, last)) ? last - 1 : last;
    found.push({ start, end, category: 'LOCATION', kind });
    at = end;
    return true;
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text) ?? undefined;
  };
  // "159 Eleftheriou Venizelou 7 St."
  at += /^\.?(?: (?:St|Str|str|st|street)\b\.?)?/.exec(text.slice(at, at + 10))?.[0].length ?? 0;
  push(take(further)?.indices?.groups?.value, 'street');
  for (let k = 0; k < 2; k++) push(take(unit)?.indices?.groups?.value, 'street');
  const united = found.length > 0;
  const low = take(lowTown)?.indices?.groups;
  if (low) {
    push(low.value, 'city');
    push(low.zip, 'zip');
    return found;
  }
  const before = take(numbered);
  if (before && !year.test(before.groups?.zip ?? '') && isTown(before.groups?.value ?? '')) {
    push(before.indices?.groups?.zip, 'zip');
    push(before.indices?.groups?.value, 'city');
    return found;
  }
  const place = take(town);
  const alone = place !== undefined && stick(structured, text, place.index + place[0].length) > 0;
  const placed = place !== undefined && (alone || isTown(place.groups?.value ?? ''));
  if (placed) push(withoutState(text, place.indices?.groups?.value), 'city');
  else if (united || endsInUnit.test(text.slice(street.end - 14, street.end))) {
    const near = take(townBehindUnit);
    if (near && !isKept(near.groups?.value ?? '') && isTown(near.groups?.value ?? ''))
      push(near.indices?.groups?.value, 'city');
  }
  for (let k = 0; k < 3; k++) {
    const number = take(zip);
    if (number && !(year.test(number.groups?.value ?? '') && !placed)) {
      push(number.indices?.groups?.value, 'zip');
      break;
    }
    const between = take(region);
    const short = between?.groups?.short;
    if (!between || (short && (no.test(short) || !(placed || isKept(short) || isState(short))))) break;
    at = region.lastIndex;
  }
  return found;
}
