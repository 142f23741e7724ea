import { writesPeriods } from './finders/dates/durations';
import { digitsIn, type Finding } from './finders/finding';
import { isSuffix } from './finders/names/person';
import { type TellingNames, tellingNames } from './telling-names';
import { Gap, has, type Lexeme, lex } from './words/lexer';
import { Flag, flagsOf, isFunctionWord, looksClinical } from './words/lexicon';
import { riskyFlags } from './words/risky-flags';
import { foldAccents } from './words/word';

/** A part of a name as it was found. */
export interface Part {
  /** The word is also something else: it counts only beside a cue, and only as it was written. */
  readonly risky: boolean;
  /** Found in small letters, too. */
  readonly lower: boolean;
}

/** What a set of findings says to look for elsewhere. */
export interface NameSet {
  /** Parts of persons' names, in lower case without accents. */
  readonly parts: ReadonlyMap<string, Part>;
  /** Those that are masked wherever they stand. */
  readonly telling: TellingNames;
  /** Initials of persons. */
  readonly initials: ReadonlySet<string>;
  /** Initials as they stand below or beside what somebody wrote. */
  readonly signs: ReadonlySet<string>;
  /** Acronyms of hospitals with their kind. */
  readonly acronyms: ReadonlyMap<string, string>;
  /** Names, places and numbers as a whole, as the texts of their lexemes, by the first of them. */
  readonly sequences: ReadonlyMap<string, readonly Sequence[]>;
  /** The months of its dates, 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** Whether it writes how long as "3/7" and "2/52". */
  readonly periods: boolean;
  /** In small letters, without accents: whatever starts with none of these is none of the above, but for days. */
  readonly heads: ReadonlySet<string>;
  /** Equal for equal sets. */
  readonly key: string;
}

export interface Sequence {
  readonly words: readonly string[];
  readonly category: Finding['category'];
  readonly kind: string;
}

/** What one block adds to the set: one line each, so that sets are easily joined and compared. */
export type Clues = readonly string[];

/** In lexemes. */
const LONGEST_NAME = 8;
const MOST_ALIKE = 64;

/** What the findings of a text say to look for in the rest of the note. */
export function cluesOf(text: string, findings: readonly Finding[]): Clues {
  const clues = new Set<string>();
  if (writesPeriods(text)) clues.add('d');
  for (const finding of findings) {
    const found = text.slice(finding.start, finding.end);
    if (finding.category === 'NAME') {
      if (finding.kind === 'initials') clues.add(`k\t${found}`);
      else nameClues(found, finding.kind === 'strange', clues);
    } else if (finding.category === 'DATE') {
      const month = /^(?:date|day|month-year)$/.test(finding.kind) ? monthOf(found) : undefined;
      if (month !== undefined) clues.add(`m\t${month}`);
    } else {
      const lexemes = lex(found);
      if (isSaidAgain(finding, found, lexemes)) {
        clues.add(`s\t${finding.category}\t${finding.kind}\t${lexemes.map((l) => l.lower).join(' ')}`);
        if (/^(?:hospital|school|company)$/.test(finding.kind))
          organisationClues(lexemes, finding.kind, clues);
      }
    }
  }
  return [...clues];
}

/** Whether a number, an address or a place is so much its own that it is looked for again, to the letter. */
function isSaidAgain({ category, kind }: Finding, found: string, lexemes: readonly Lexeme[]): boolean {
  const digits = digitsIn(found);
  switch (category) {
    case 'LOCATION':
      if (kind === 'zip') return digits >= 5 || lexemes.length > 2;
      return kind === 'street' ? digits > 0 && lexemes.length > 2 : isTelling(lexemes);
    case 'EMAIL':
      return true;
    case 'MRN':
    case 'ID':
    case 'SSN':
    case 'PHONE':
    case 'IP':
      return (digits >= 4 && found.length >= 5) || kind === 'username';
    default:
      return false;
  }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The month of a date, 1 to 12; undefined where its notation does not tell. */
function monthOf(date: string): number | undefined {
  const name = /[a-z]{3}/i
    .exec(date.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*/i, ''))?.[0]
    .toLowerCase();
  if (name !== undefined) return monthNames.indexOf(name) + 1 || undefined;
  const numbers = date.match(/\d+/g)?.map(Number) ?? [];
  const [first = 0, second = 0] = numbers[0] !== undefined && numbers[0] > 31 ? numbers.slice(1) : numbers;
  const month = first > 12 ? second : first;
  return month >= 1 && month <= 12 ? month : undefined;
}

/** A place that may be looked for elsewhere: several words, or one that is nothing else. */
const isTelling = (lexemes: readonly Lexeme[]): boolean =>
  lexemes.length > 1
    ? lexemes.some((l) => l.kind === 'word' && !has(l, Flag.safe | Flag.generic))
    : lexemes.length === 1 &&
      (lexemes[0] as Lexeme).lower.length > 3 &&
      !has(lexemes[0], riskyFlags & ~Flag.city);

/** "Bluestem" and "TIC" for "Bluestem Imaging Center". */
function organisationClues(lexemes: readonly Lexeme[], kind: string, clues: Set<string>): void {
  const words = lexemes.filter((l) => l.kind === 'word');
  const [first] = words;
  if (!first || words.length < 2) return;
  // "HMSA" for "HMSA Akamai"
  if (first.writing === 'capitals' && !first.mixed && first.text.length > 3 && first.text.length < 7)
    if (first.flags === 0 && first.safety === 0) clues.add(`a\t${kind}\t${first.text}`);
  const plain = !first.flags && first.lower.length > 5 && !looksClinical(first.lower);
  if (plain && lexemes[1]?.gap === Gap.space) clues.add(`s\tLOCATION\t${kind}\t${first.lower}`);
  const letters = words
    .filter((l) => !isFunctionWord(l.lower))
    .map((l) => l.lower.charAt(0))
    .join('');
  if (letters.length >= 3 && kind === 'hospital' && flagsOf(letters) === 0)
    clues.add(`a\t${kind}\t${letters.toUpperCase()}`);
}

/** @param strange only the form of the word says that it is a name: in small letters it may be none */
function nameClues(found: string, strange: boolean, clues: Set<string>): void {
  const lexemes = lex(found);
  const words = lexemes.filter((l) => l.kind === 'word');
  const parts = words.filter((l) => !has(l, Flag.particle) && !isSuffix(l.lower) && !isFunctionWord(l.lower));
  for (const word of parts) {
    if (word.lower.length < 2 || (word.lower.length === 2 && word.writing === 'lower')) continue;
    const risky = strange || has(word, riskyFlags) || word.lower.length < 3;
    clues.add(`p\t${word.lower}\t${risky ? 'r' : ''}${word.writing === 'lower' ? 'l' : ''}`);
  }
  // Of everyday words, "Constance Early" is a name as a whole alone.
  if (parts.length > 1 && lexemes.length <= LONGEST_NAME)
    clues.add(`s\tNAME\tname\t${lexemes.map((l) => l.lower).join(' ')}`);
  const letters = words.filter((l) => !isSuffix(l.lower)).map((l) => l.lower.charAt(0).toUpperCase());
  if (letters.length >= 2 && letters.length <= 5 && parts.length > 0) {
    const ordered = found.includes(',') ? [...letters.slice(1), letters[0]] : letters;
    clues.add(`i\t${ordered.join('')}`);
    if (letters.length > 2) clues.add(`i\t${ordered[0]}${ordered.at(-1)}`);
  }
}

// Most edits leave the names of a note as they are: the set that was made last serves again.
let last: { readonly clues: ReadonlySet<string>; readonly set: NameSet } | undefined;

/** The set that the clues of all blocks make together. */
export function nameSet(all: Iterable<Clues>): NameSet {
  const clues = new Set<string>();
  for (const some of all) for (const clue of some) clues.add(clue);
  if (last?.clues.size !== clues.size || !every(clues, last.clues)) last = { clues, set: makeSet(clues) };
  return last.set;
}

function every(some: Iterable<string>, within: ReadonlySet<string>): boolean {
  for (const one of some) if (!within.has(one)) return false;
  return true;
}

function makeSet(clues: ReadonlySet<string>): NameSet {
  const parts = new Map<string, Part>();
  const sure = new Set<string>();
  const initials = new Set<string>();
  const acronyms = new Map<string, string>();
  const signs = new Set<string>();
  const months = new Set<number>();
  const sequences = new Map<string, Sequence[]>();
  const heads = new Set<string>();
  for (const clue of clues) {
    const type = clue.charAt(0);
    const said = clue.slice(2);
    if (type === 'p') {
      const [word = '', how = ''] = said.split('\t');
      const known = parts.get(word);
      const risky = how.includes('r');
      if (!risky) sure.add(word);
      parts.set(word, {
        risky: risky || (known?.risky ?? false),
        lower: how.includes('l') || (known?.lower ?? false),
      });
      heads.add(word);
    } else if (type === 's') {
      const [category, kind = '', all = ''] = said.split('\t');
      const words = all.split(' ');
      const first = words[0] ?? '';
      const list = sequences.get(first);
      const sequence = { words, category: category as Finding['category'], kind };
      if (list) list.push(sequence);
      else sequences.set(first, [sequence]);
      heads.add(first);
    } else if (type === 'a') {
      const [kind = '', letters = ''] = said.split('\t');
      if ((acronyms.get(letters) ?? '') < kind) acronyms.set(letters, kind);
      heads.add(foldAccents(letters));
    } else if (type === 'm') months.add(Number(said));
    else if (type === 'i' || type === 'k') {
      (type === 'i' ? initials : signs).add(said);
      heads.add(foldAccents(said));
    }
  }
  for (const list of sequences.values()) {
    if (list.length > 1) list.sort(longestFirst);
    // Hostile notes could hold thousands that start alike; a person's numbers do not.
    if (list.length > MOST_ALIKE) list.length = MOST_ALIKE;
  }
  let key: string | undefined;
  return {
    parts,
    telling: tellingNames(sure),
    initials,
    signs,
    acronyms,
    sequences,
    months,
    periods: clues.has('d'),
    heads,
    // Few sets are compared.
    get key() {
      key ??= [...clues].sort().join('\n');
      return key;
    },
  };
}

/** Sorts the same ones alike, whatever order they were found in. */
function longestFirst(x: Sequence, y: Sequence): number {
  if (x.words.length !== y.words.length) return y.words.length - x.words.length;
  const [one, other] = [x, y].map(({ category, kind, words }) => [category, kind, ...words].join(' '));
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
