import { type Candidate, type Indexed, type Unit, unitsOf } from './units';
import { isSameButForPlural } from './words';

/** Of the words of a mention, this share must be there; of the words of its place, this share must be of it. */
const COVERED = 0.75;
const DENSE = 2 / 3;
const MOST_WORDS = 12;
/** Shorter words are too easily another word. */
const LEAST_LETTERS = 5;
const NEAR = 0.9;

const determiner = new Set(['a', 'an', 'the', 'his', 'her', 'their', 'this', 'that', 'some', 'any']);
/** Fuzzy places stay within a sentence. */
const ends = /[.;!?]\s|\n\s*\n|^[\s\S]{9,}$/;

/** Whether one letter added, dropped, changed or swapped makes one word of the other. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (word: string, from: number): string => word.slice(from);
  if (a.length === b.length) {
    const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2);
    return swapped || rest(a, i + 1) === rest(b, i + 1);
  }
  return a.length > b.length ? rest(a, i + 1) === rest(b, i) : rest(a, i) === rest(b, i + 1);
}

/** Whether two folded words are the same but for a typing error or a plural. Numbers and placeholders never are. */
export function isNear(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.min(a.length, b.length) < 2 || /[\d[]/.test(a) || /[\d[]/.test(b)) return false;
  if (isSameButForPlural(a, b)) return true;
  return Math.min(a.length, b.length) >= LEAST_LETTERS && isOneEditApart(a, b);
}

const likeness = (a: string, b: string): number => (a === b ? 1 : isNear(a, b) ? NEAR : 0);

/** How much of the words is in a run of words, in order: the longest common subsequence, by likeness. */
function common(words: readonly string[], run: readonly Unit[]): number {
  let row = new Float64Array(run.length + 1);
  for (const word of words) {
    const next = new Float64Array(run.length + 1);
    for (const [i, { fold }] of run.entries()) {
      const like = likeness(word, fold);
      next[i + 1] = Math.max(
        row[i + 1] as number,
        next[i] as number,
        like > 0 ? (row[i] as number) + like : 0,
      );
    }
    row = next;
  }
  return row[run.length] as number;
}

/**
 * The places where nearly the words of a mention stand: a typing error, a plural, a word left out or put between.
 * Only the best are given, all of one score; more than one means that the words alone do not tell which.
 */
export function fuzzyMatches(mention: string, { text, words, byFold }: Indexed): Candidate[] {
  const all = unitsOf(mention).filter((unit) => unit.content);
  const wanted = all.map((unit) => unit.fold).filter((fold, i) => i > 0 || !determiner.has(fold));
  if (wanted.length === 0 || wanted.length > MOST_WORDS) return [];
  const starts = new Set<number>();
  for (const [fold, places] of byFold) {
    if (wanted.some((word) => likeness(word, fold) > 0)) for (const place of places) starts.add(place);
  }
  let best = 0;
  let found: Candidate[] = [];
  for (const first of starts) {
    const most = Math.min(words.length, first + wanted.length + Math.ceil(wanted.length / 2));
    for (let last = first; last < most; last++) {
      if (last > first) {
        const gap = text.slice((words[last - 1] as Unit).end, (words[last] as Unit).start);
        if (ends.test(gap)) break;
      }
      // A place starts and ends with a word of the mention.
      if (!starts.has(last)) continue;
      const run = words.slice(first, last + 1);
      const matched = common(wanted, run);
      const count = Math.round(matched);
      if (count < wanted.length * COVERED || count < run.length * DENSE) continue;
      const score = matched - 0.1 * (run.length - count);
      if (score < best - 1e-9) continue;
      const place: Candidate = {
        firstWord: first,
        endWord: last + 1,
        start: (words[first] as Unit).start,
        end: (words[last] as Unit).end,
        alignment: 'fuzzy',
      };
      if (score > best + 1e-9) found = [];
      best = Math.max(best, score);
      found.push(place);
    }
  }
  return found;
}
