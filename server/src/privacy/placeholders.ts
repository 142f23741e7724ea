import { createHmac } from 'node:crypto';
import {
  dayFirstIn,
  monthNames,
  rangeOf,
  readDate,
  seasonNames,
  shiftDate,
  weekdayNames,
  yearOf,
} from './calendar';
import type { Identifier } from './identifiers';
import { isGiven, personOf } from './persons';
import type { Pseudonyms } from './view';
import { foldAccents } from './words/word';

// What a placeholder says, by category and kind, in the words of MIMIC-III as far as it has them.
const labels: Readonly<Record<string, string>> = {
  'NAME initials': 'Initials',
  'LOCATION hospital': 'Hospital1',
  'LOCATION school': 'University/College',
  'LOCATION company': 'Company',
  'LOCATION organisation': 'Company',
  'LOCATION street': 'Street Address',
  'LOCATION zip': 'Zipcode',
  LOCATION: 'Location',
  DATE: 'Date',
  'DATE holiday': 'Holiday',
  PHONE: 'Telephone/Fax',
  'PHONE pager': 'Pager number',
  EMAIL: 'E-mail address',
  URL: 'URL',
  IP: 'IP address',
  SSN: 'Social Security Number',
  MRN: 'Medical Record Number',
  ID: 'Numeric Identifier',
  'ID username': 'User name',
  'ID vehicle': 'Vehicle Identifier',
  'ID device': 'Serial Number',
  NAME: 'Known lastname',
  // As MIMIC-III writes a name that it could not place.
  'NAME unknown': 'Name (NI)',
};
const GIVEN = 'Known firstname';
const FAMILY = 'Known lastname';
/** As MIMIC-III writes every age of 90 and more. */
const AGE = '[**Age over 90 **]';

const words = [...new Set([...Object.values(labels), GIVEN])].map((w) => w.replace(/[/()-]/g, '\\$&'));
const days = [...monthNames, ...weekdayNames].join('|');
const ours = new RegExp(
  `\\[\\*\\*(?:(?:${words.join('|')}) \\d{1,5}|Age over 90 |${days}|(?:Winter|Spring|Summer|Autumn) \\d{4}|(?:\\d{4}-)?\\d{1,2}-\\d{1,2}(?: \\d{2}:\\d{2}(?::\\d{2})?)?|\\d{4}-\\d{1,2})\\*\\*\\]`,
  'g',
);

/** A text with a sign in the place of each placeholder of the forms that this program writes. */
export const withoutPlaceholders = (text: string, sign: string): string =>
  text.includes('[**') ? text.replace(ours, sign) : text;

/** How one piece of a replacement is made: a fixed text, or a label whose number hangs on what it stands for. */
type Piece = string | { readonly label: string; readonly of: string };

/** The range of numbers; MIMIC-III's have up to five digits. */
const NUMBERS = 99_999;

function hash({ key, identity }: Pseudonyms, what: string): number {
  return createHmac('sha256', key).update(`${identity}\0${what}`).digest().readUInt32BE(0);
}

// Hashes are asked for again at each edit.
const known = new WeakMap<Uint8Array, Map<string, number>>();
const MEMORY = 50_000;

function hashed(pseudonyms: Pseudonyms, what: string): number {
  let memory = known.get(pseudonyms.key);
  if (!memory || memory.size > MEMORY) {
    memory = new Map();
    known.set(pseudonyms.key, memory);
  }
  const name = `${pseudonyms.identity}\0${what}`;
  let value = memory.get(name);
  if (value === undefined) {
    value = hash(pseudonyms, what);
    memory.set(name, value);
  }
  return value;
}

/** Days by which the dates of a note are moved: whole weeks, 80 to 168 years ahead, as in MIMIC-III. */
const dateShift = (pseudonyms: Pseudonyms): number => 7 * (4_200 + (hashed(pseudonyms, 'dates') % 4_600));

/** What is the same for two writings of one thing: letters and digits only. */
const lettersAndDigits = (text: string): string => foldAccents(text).replace(/[^\p{L}\p{Nd}]+/gu, '');

/**
 * The replacement of each identifier, in order. The same person, place or number gets the same number
 * within a note, another one under another key or identity, and never one that the note already holds.
 */
export function placeholders(
  text: string,
  identifiers: readonly Identifier[],
  pseudonyms: Pseudonyms,
): string[] {
  const covered = identifiers.map(({ start, end }) => text.slice(start, end));
  const dated = covered.filter((_, i) => identifiers[i]?.category === 'DATE');
  const dayFirst = dayFirstIn(dated);
  const year = yearOf(dated.flatMap((date) => readDate(date, dayFirst(date)) ?? []));
  const shift = dated.length > 0 ? dateShift(pseudonyms) : 0;
  const roles = rolesOf(
    covered.filter((_, i) => identifiers[i]?.category === 'NAME' && identifiers[i]?.kind !== 'unknown'),
  );
  const pieces = identifiers.map((identifier, i): Piece[] => {
    const found = covered[i] as string;
    if (identifier.category === 'AGE') return [AGE];
    if (identifier.category === 'NAME' && !/^(?:initials|unknown)$/.test(identifier.kind))
      return personPieces(found, identifier, roles);
    const label =
      labels[`${identifier.category} ${identifier.kind}`] ?? (labels[identifier.category] as string);
    const date =
      identifier.category === 'DATE' ? dateText(found, identifier, shift, year, dayFirst) : undefined;
    return [date ?? { label, of: lettersAndDigits(found) }];
  });
  const numbers = assign(text, pieces.flat(), pseudonyms);
  return pieces.map((list) =>
    list
      .map((piece) => (typeof piece === 'string' ? piece : (numbers.get(nameOf(piece)) as string)))
      .join(''),
  );
}

/** Which single words are given names: those that stand before a family name somewhere in the note. */
function rolesOf(names: readonly string[]): Map<string, boolean> {
  const roles = new Map<string, boolean>();
  for (const name of names) {
    const { given, family } = personOf(name);
    if (given === undefined || family === undefined) continue;
    if (!roles.has(family)) roles.set(family, false);
    if (!roles.has(given)) roles.set(given, true);
  }
  return roles;
}

function personPieces(found: string, identifier: Identifier, roles: ReadonlyMap<string, boolean>): Piece[] {
  const { given, family } = personOf(found);
  if (family === undefined) return [{ label: FAMILY, of: lettersAndDigits(found) }];
  if (given === undefined) {
    const isFirst = identifier.kind === 'firstname' || (roles.get(family) ?? isGiven(family));
    return [{ label: isFirst ? GIVEN : FAMILY, of: lettersAndDigits(family) }];
  }
  const first: Piece = { label: GIVEN, of: lettersAndDigits(given) };
  const last: Piece = { label: FAMILY, of: lettersAndDigits(family) };
  return found.includes('^') || /^[^,]{2,},/.test(found) ? [last, ', ', first] : [first, ' ', last];
}

function dateText(
  found: string,
  { kind }: Pick<Identifier, 'kind'>,
  shift: number,
  year: number,
  dayFirst: (date: string) => boolean,
): string | undefined {
  if (kind === 'holiday') return undefined;
  if (kind === 'weekday') {
    const day = weekdayNames.find(
      (name) => name.slice(0, 3).toLowerCase() === found.slice(0, 3).toLowerCase(),
    );
    return day && `[**${day}**]`;
  }
  const range = rangeOf(found);
  if (range) {
    const [from, to] = [range.from, range.to].map((date) =>
      dateText(date, { kind: 'date' }, shift, year, dayFirst),
    );
    return from && to && `${from}${range.until}${to}`;
  }
  const written = readDate(found, dayFirst(found));
  const date = written && shiftDate(written, shift, year);
  if (!date) return undefined;
  if (kind === 'season') {
    const season = Object.entries(seasonNames).find(
      ([, middle]) => Math.abs(middle - (date.month ?? 0)) <= 1,
    );
    const name = season?.[0] ?? 'winter';
    return `[**${name.charAt(0).toUpperCase()}${name.slice(1)} ${date.year}**]`;
  }
  if (date.day === undefined && date.year === undefined) return `[**${monthNames[(date.month ?? 1) - 1]}**]`;
  const numbers = [date.year, date.month, date.day].filter((part) => part !== undefined).join('-');
  return `[**${numbers}${date.time ? ` ${date.time}` : ''}**]`;
}

const nameOf = ({ label, of }: { label: string; of: string }): string => `${label}\0${of}`;

const placeholder = (label: string, number: number): string => `[**${label} ${number}**]`;

/** Gives each thing its number. Two things never share one; who yields hangs on their hashes, not on the order. */
function assign(text: string, pieces: readonly Piece[], pseudonyms: Pseudonyms): Map<string, string> {
  const wanted = new Map<string, { label: string; of: string }>();
  for (const piece of pieces) if (typeof piece !== 'string') wanted.set(nameOf(piece), piece);
  const taken = new Set<string>(text.includes('[**') ? text.match(/\[\*\*[^[\]]{0,80}\*\*\]/g) : []);
  const numbers = new Map<string, string>();
  const chosen = new Map<string, number>();
  const order = [...wanted].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, { label, of }] of order) {
    // A given and a family name of the same letters are the same person's or a namesake's: one number, and nobody else's.
    const group = label === GIVEN || label === FAMILY ? [GIVEN, FAMILY] : [label];
    const what = `${group.length > 1 ? 'name' : label}\0${of}`;
    let number = chosen.get(what);
    for (let attempt = 0; number === undefined; attempt++) {
      const wish = 1 + (hashed(pseudonyms, attempt > 0 ? `${what}\0${attempt}` : what) % NUMBERS);
      const all = group.map((one) => placeholder(one, wish));
      // Past so many attempts the note holds them all; then two things share one.
      if (all.some((one) => taken.has(one)) && attempt < 1_000) continue;
      for (const one of all) taken.add(one);
      number = wish;
    }
    chosen.set(what, number);
    numbers.set(name, placeholder(label, number));
  }
  return numbers;
}
