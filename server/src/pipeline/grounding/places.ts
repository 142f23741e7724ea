import { lowerBound } from '../../note/span';
import { type Candidate, type Indexed, type Unit, unitsOf } from '../units';

/** Occurrences of the same words that are looked at. */
const MOST_PLACES = 500;
const EXACT = 1_000;
const NORMALISED = 990;
/** A hyphen more or less. */
const HYPHENED = 980;
/** A space more or less within a word. */
const SPACED = 900;

/** What a model puts around words: white space, quotes, Markdown, the marks of a list. */
const opening = /^(?:[\s*_`"“”„«‘’'•·]|[-–—+]\s|\d{1,2}[.)]\s+(?=\p{L})|>\s+(?=\p{L}))+/u;
const closing = /[\s*_`"“”„«»‘’'.,;:!?…]+$/u;
const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Without a bracket at an end that has no partner, or with it that stands around all; a placeholder keeps its own. */
function unbracketed(text: string): string {
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
  const partner = pairs[last];
  const isOpening = Object.values(pairs).includes(first);
  if (partner === first && !text.endsWith('**]') && text.indexOf(last) === text.length - 1)
    return text.slice(1, -1);
  if (partner !== undefined && last !== '>' && !text.includes(partner)) return text.slice(0, -1);
  const closes = Object.entries(pairs).some(([close, open]) => open === first && text.includes(close));
  return isOpening && first !== '<' && !closes ? text.slice(1) : text;
}

/** A mention without what a model puts around words, and without what cannot be seen. */
export function bare(mention: string): string {
  let text = mention.replace(invisible, '').trim();
  for (;;) {
    let next = text.replace(opening, '');
    // "q.i.d." keeps its last point.
    if (!/\.\p{L}+\.$/u.test(next)) next = next.replace(closing, '');
    next = unbracketed(next);
    if (next === text) return text;
    text = next;
  }
}

/** A mention goes on over a line end, but not over an empty line or a long gap. */
const apart = /\n\s*\n|^[\s\S]{9,}$/;
/** Nothing that can be seen, a hyphen, also one at the end of a line, or the point of a short form. */
const hyphen = /^(?:[-.‐‑‒–—/'’\u00ad\u200b-\u200d\u2060\ufeff]?|[-‐‑\u00ad]\r?\n[ \t]*)$/;
const space = /^\s{1,3}$/;
const digit = /\d/;
const sign = /[+±<>≤≥=]/g;

/** The signs of a text that change what it says. */
const signs = (text: string): string => (text.match(sign) ?? []).join('');

interface Wanted {
  readonly text: string;
  readonly units: readonly Unit[];
  readonly words: readonly Unit[];
  readonly letters: string;
  /** For each offset of `letters` that starts a word but the first: what stands before that word. */
  readonly gaps: ReadonlyMap<number, string>;
}

function wantedOf(text: string): Wanted {
  const units = unitsOf(text);
  const words = units.filter((unit) => unit.content);
  const gaps = new Map<number, string>();
  let letters = '';
  for (const [i, { start, fold }] of words.entries()) {
    if (i > 0) gaps.set(letters.length, text.slice((words[i - 1] as Unit).end, start));
    letters += fold;
  }
  return { text, units, words, letters, gaps };
}

/** How alike the words of a mention and those from one word of the text on are cut; 0 where they are not the same. */
function weightOf(wanted: Wanted, { text, words, wordAt }: Indexed, at: number): number {
  const { letters, gaps } = wanted;
  let weight = NORMALISED;
  for (let i = 1; i < letters.length; i++) {
    const mine = gaps.get(i);
    const next = wordAt[at + i] as number;
    if (mine === undefined && next < 0) continue;
    const theirs =
      next < 0 ? undefined : text.slice((words[next - 1] as Unit).end, (words[next] as Unit).start);
    if (theirs !== undefined && apart.test(theirs)) return 0;
    if (mine !== undefined && theirs !== undefined) continue;
    const gap = mine ?? theirs ?? '';
    if (digit.test(letters[i - 1] as string) && digit.test(letters[i] as string)) return 0;
    if (hyphen.test(gap)) {
      weight = Math.min(weight, HYPHENED);
      continue;
    }
    // "hyper tension", "chestpain"; not "a typical", and not "notable" for "no table".
    const short = Math.min(i, letters.length - i) < 2 || letters.length < 8;
    if (!space.test(gap) || short) return 0;
    weight = SPACED;
  }
  return weight;
}

/** Whether no sign of a mention or of its place says another thing: "HIV+" is not "HIV-", "> 140" not "< 140". */
export function signsAgree(mention: string, text: string, start: number, end: number): boolean {
  const mine = signs(mention);
  const before = /[<>≤≥=+]\s?$/.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? '';
  const behind = /^[+-]+(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 3))?.[0] ?? '';
  const within = text.slice(start, end) + behind;
  if (mine !== '' && mine !== signs(before + within) && mine !== signs(within)) return false;
  return !(/\p{L}[+-]$/u.test(mention) && behind !== '' && !mention.endsWith(behind));
}

/** A run of words with the signs that stand around the mention and around the run alike: "35 %", "(left)". */
function edges(wanted: Wanted, index: Indexed, first: number, last: number): { start: number; end: number } {
  const { units: mine, words: myWords } = wanted;
  const same = (a: Unit | undefined, b: Unit | undefined): boolean =>
    a !== undefined && b !== undefined && !a.content && !b.content && a.fold === b.fold;
  let [i, j] = [mine.indexOf(myWords[0] as Unit), index.unitOf[first] as number];
  while (i > 0 && same(mine[i - 1], index.units[j - 1])) {
    i--;
    j--;
  }
  let [k, l] = [mine.indexOf(myWords[myWords.length - 1] as Unit), index.unitOf[last] as number];
  while (same(mine[k + 1], index.units[l + 1])) {
    k++;
    l++;
  }
  return { start: (index.units[j] as Unit).start, end: (index.units[l] as Unit).end };
}

/** The places with the same characters, cut at whole units. */
function exactPlaces(mention: string, { text, words, starts, ends }: Indexed): Candidate[] {
  const places: Candidate[] = [];
  for (
    let at = text.indexOf(mention);
    at >= 0 && places.length < MOST_PLACES;
    at = text.indexOf(mention, at + 1)
  ) {
    const end = at + mention.length;
    // A possessive may be left away: "Crohn" of "Crohn's disease".
    if (!starts.has(at) || !(ends.has(end) || /^['’]s(?!\p{L})/u.test(text.slice(end, end + 3)))) continue;
    const [firstWord, endWord] = [lowerBound(words, at), lowerBound(words, end)];
    places.push({ firstWord, endWord, start: at, end, alignment: 'exact', weight: EXACT, whole: true });
  }
  return places;
}

/**
 * The places of a mention with the same characters, and those with the same words but for case, accents, white space,
 * line ends, punctuation and hyphens; sorted, at most one for each first word.
 */
export function placesOf(mention: string, index: Indexed): Candidate[] {
  const trimmed = mention.trim();
  const cleaned = bare(trimmed);
  if (cleaned === '') return exactPlaces(trimmed, index);
  // The mark of a list before the words, and a point behind them, are not of the mention, though they stand in the text.
  const isMore = trimmed.replace(/^(?:\d{1,2}[.)]|[-–—+*•·>])\s+|[.,;:!?…]+$/gu, '') !== cleaned;
  const places = isMore ? exactPlaces(trimmed, index) : [];
  if (places.length === 0) {
    for (const place of exactPlaces(cleaned, index)) {
      places.push(cleaned === trimmed ? place : { ...place, alignment: 'normalised', weight: NORMALISED });
    }
  }
  const wanted = wantedOf(cleaned);
  const { letters } = wanted;
  if (letters === '') return places;
  const taken = new Set(places.map(({ firstWord }) => firstWord));
  for (
    let at = index.letters.indexOf(letters);
    at >= 0 && places.length < 2 * MOST_PLACES;
    at = index.letters.indexOf(letters, at + 1)
  ) {
    const first = index.wordAt[at] as number;
    const endWord = index.wordAt[at + letters.length] as number;
    if (first < 0 || endWord < 0 || taken.has(first)) continue;
    const weight = weightOf(wanted, index, at);
    if (weight === 0) continue;
    const { start, end } = edges(wanted, index, first, endWord - 1);
    if (!signsAgree(cleaned, index.text, start, end)) continue;
    const alignment = weight === SPACED ? 'fuzzy' : 'normalised';
    places.push({ firstWord: first, endWord, start, end, alignment, weight, whole: true });
  }
  return places.sort((a, b) => a.start - b.start);
}
