import type { Span } from '../../note/span';
import { type Candidate, type Indexed, type Unit, unitsOf } from '../units';
import { type NearWords, PLURAL, SAME, WEAK } from './near';
import { bare, signsAgree } from './places';

const MOST_WORDS = 60;
/** Occurrences of a mention's rarest word that are looked at. */
const MOST_PLACES = 200;
/** Words between two words of a mention that the mention leaves out; more where it is a list that it shares a word with. */
const MOST_BETWEEN = 2;
const MOST_IN_LIST = 3;
/** Words from one word of a mention to the next. */
const MOST_REACH = 6;

/** Of a place where all words are there; less for each that is not the same, or that the mention leaves out. */
const NEAR = 890;
const UNLIKE = 300;
/** Words with a slip, where not as many others bear them out. */
const MOST_SLIPS = 2;
const LEFT_OUT = 70;
const FUNCTION_WORD = 10;
const LEAST = 500;

/** Words that a model puts before a mention, or leaves away, without another meaning. */
const determiner = new Set('a an the his her their its my our this that these those some any'.split(' '));
const functionWord = new Set([...determiner, ...'and or of in to for with on at'.split(' ')]);
/** What the words between must not be: they make another statement of it. */
const statement = new Set(
  'no not non without denies denied negative absent has had have but which who then than except versus vs'.split(
    ' ',
  ),
);
/** Fuzzy places stay within a sentence. */
const ends = /[.;:!?]\s/;
const wideGap = /\n\s*\n|^[\s\S]{9,}$/;
/** What joins the members of a list, at the start of a gap or at its end. */
const joinsAhead = /^\s*(?:[,/]|(?:and|or)\b|&)/i;
const joinsBehind = /(?:[,/]|\b(?:and|or|and\/or)|&)\s*$/i;

interface Step {
  readonly word: number;
  readonly like: number;
}

interface Wanted {
  readonly isFunction: boolean;
  /** How alike, by word of the text. */
  readonly near: ReadonlyMap<string, number>;
}

/** How many words of the text a wanted word may stand for. */
const frequency = ({ near }: Wanted, { byFold }: Indexed): number => {
  let count = 0;
  for (const fold of near.keys()) count += byFold.get(fold)?.length ?? 0;
  return count;
};

/** The words of the text nearest to a place, on one side, that the wanted words stand for, in order. */
function walk(
  wanted: readonly Wanted[],
  from: number,
  direction: 1 | -1,
  { words, text }: Indexed,
): Step[] | undefined {
  const steps: Step[] = [];
  let at = from;
  for (const [i, { near, isFunction }] of wanted.entries()) {
    let found: Step | undefined;
    // The determiner that a mention starts with may stand before what it leaves out.
    const isLead = direction < 0 && i === wanted.length - 1;
    const reach = !isFunction ? MOST_REACH : isLead ? MOST_BETWEEN + 2 : 2;
    for (let next = at + direction; Math.abs(next - at) <= reach && !found; next += direction) {
      const word = words[next];
      if (!word) break;
      const behind = words[next - direction] as Unit;
      const gap = direction > 0 ? text.slice(behind.end, word.start) : text.slice(word.end, behind.start);
      // The same words in a row may pass the end of a sentence, or what looks like one.
      if (wideGap.test(gap) || (ends.test(gap) && next !== at + direction)) break;
      const like = near.get(word.fold);
      if (like !== undefined) found = { word: next, like };
    }
    if (found) {
      steps.push(found);
      at = found.word;
    } else if (!isFunction) return undefined;
  }
  return steps;
}

/** Words of the text between two words of a mention, as white space parts them, that are not function words. */
const leftOutIn = (gap: string): number =>
  gap.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !functionWord.has(word.toLowerCase()))
    .length;

/** What lies between two words of a mention in the text: how many words are left out, or a list that shares its end. */
function between(a: number, b: number, { words, text }: Indexed): number | 'list' | 'other' {
  const gap = text.slice((words[a] as Unit).end, (words[b] as Unit).start);
  const count = leftOutIn(gap);
  if (count === 0) return 0;
  if (words.slice(a + 1, b).some(({ fold }) => statement.has(fold))) return 'other';
  // "left [and right] knee pain", "abdominal [pain and] distension"; not "fever[, pain and] cough".
  const [ahead, behind] = [joinsAhead.test(gap), joinsBehind.test(gap)];
  const hasDeterminer = words.slice(a + 1, b).some(({ fold }) => determiner.has(fold));
  if (ahead !== behind) return count <= MOST_IN_LIST && !hasDeterminer ? 'list' : 'other';
  return !ahead && count <= MOST_BETWEEN ? count : 'other';
}

const isAcronym = ({ start, end }: Unit, { text }: Indexed): boolean =>
  /^[A-Z]{1,5}$/.test(text.slice(start, end));

/** The place that a run of steps makes, if it may be one. */
function placeOf(steps: readonly Step[], wanted: readonly Wanted[], index: Indexed): Candidate | undefined {
  const { words } = index;
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (!first || !last) return undefined;
  let weight = NEAR - (wanted.length - steps.length) * FUNCTION_WORD;
  const sure = steps.filter(
    ({ like, word }) => like >= PLURAL && (words[word] as Unit).fold.length >= 3,
  ).length;
  const slips = steps.filter(({ like }) => like < PLURAL);
  const weak = slips.filter(({ like }) => like <= WEAK);
  if (slips.length > Math.max(MOST_SLIPS, sure) || weak.length > Math.max(1, sure)) return undefined;
  // A short word with a slip is told by the words beside it, or by its place in the answer; an acronym by nothing.
  const isWeak = sure === 0 && weak.length > 0;
  if (weak.some(({ word }) => isAcronym(words[word] as Unit, index))) return undefined;
  for (const { like } of steps) weight -= (SAME - like) * UNLIKE;
  const parts: Span[] = [];
  let from = first.word;
  let leftOut = 0;
  for (const [i, { word }] of steps.entries()) {
    const next = steps[i + 1];
    const gap = next && between(word, next.word, index);
    if (gap === 'other') return undefined;
    if (typeof gap === 'number') {
      // Behind a determiner, what is left out belongs to the mention: "a fracture" of "a skull fracture".
      if (gap > 0 && i === 0 && determiner.has((words[word] as Unit).fold)) {
        if (next && next.word - word > 2) return undefined;
        weight += LEFT_OUT - FUNCTION_WORD / 2;
      }
      leftOut += gap;
      continue;
    }
    parts.push({ start: (words[from] as Unit).start, end: (words[word] as Unit).end });
    if (next) from = next.word;
  }
  if (leftOut > Math.max(1, steps.length / 2) || parts.length > 2) return undefined;
  if (parts.length === 2) {
    const folds = steps.map(({ word }) => (words[word] as Unit).fold);
    if (leftOut > 0 || slips.length > 0 || new Set(folds).size < folds.length) return undefined;
  }
  weight -= (leftOut + (parts.length - 1) * 2) * LEFT_OUT;
  if (weight < LEAST) return undefined;
  return {
    firstWord: first.word,
    endWord: last.word + 1,
    start: (words[first.word] as Unit).start,
    end: (words[last.word] as Unit).end,
    alignment: 'fuzzy',
    weight,
    whole: leftOut === 0 && parts.length === 1 && !isWeak,
    changed: steps.some(({ like }) => like < SAME),
    ...(parts.length > 1 ? { parts } : {}),
  };
}

/**
 * The places where nearly the words of a mention stand: all of them, in order, but for a slip, a plural, function words
 * more or less, and words that the mention leaves out. A mention that says more than the text has no place.
 * What it leaves out of a list ("left knee pain" of "left and right knee pain") makes a place of two parts.
 */
export function fuzzyMatches(mention: string, index: Indexed, nearOf: NearWords): Candidate[] {
  const cleaned = bare(mention);
  const content = unitsOf(cleaned).filter((unit) => unit.content);
  const from = content.findIndex(({ fold, end }) => !determiner.has(fold) || !/^\s/.test(cleaned.slice(end)));
  if (from < 0 || content.length > MOST_WORDS) return [];
  // Without what stands before it, and with its determiner, where that stands there, too.
  const agrees = ({ start, end }: Candidate): boolean => signsAgree(cleaned, index.text, start, end);
  if (from === 0) return matches(content, index, nearOf).filter(agrees);
  // "the 2" is not any 2.
  const rest = content.slice(from);
  if (rest.length === 1 && rest.every(({ fold }) => /^\d$/.test(fold))) return [];
  const without = matches(rest, index, nearOf);
  return [
    ...without.map((place) => ({ ...place, weight: place.weight - FUNCTION_WORD })),
    ...matches(content.slice(from - 1), index, nearOf),
  ].filter(agrees);
}

function matches(content: readonly Unit[], index: Indexed, nearOf: NearWords): Candidate[] {
  const wanted: Wanted[] = [];
  for (const { fold } of content) {
    const isFunction = functionWord.has(fold);
    const near = isFunction ? new Map([[fold, SAME]]) : nearOf(fold);
    if (near.size === 0) return [];
    wanted.push({ near, isFunction });
  }
  let anchor = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, one] of wanted.entries()) {
    const count = one.isFunction ? least : frequency(one, index);
    if (count < least) [anchor, least] = [i, count];
  }
  const found = new Map<number, Candidate>();
  let looked = 0;
  const { near } = wanted[anchor] as Wanted;
  if (!Number.isFinite(least)) return [];
  for (const [fold, like] of near) {
    for (const at of index.byFold.get(fold) ?? []) {
      if (looked++ >= MOST_PLACES) break;
      const left = walk(wanted.slice(0, anchor).reverse(), at, -1, index);
      const right = left && walk(wanted.slice(anchor + 1), at, 1, index);
      if (!left || !right) continue;
      const place = placeOf([...left.reverse(), { word: at, like }, ...right], wanted, index);
      const known = place && found.get(place.firstWord);
      if (place && (!known || known.weight < place.weight)) found.set(place.firstWord, place);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
