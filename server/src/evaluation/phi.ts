import type { Counts } from './counts';
import { type PhiCategory, type PhiSpan, phiCategories } from './phi-notes';
import { isIn, type PhiSet } from './phi-sets';

/** Counts of both sides, each by itself: one span may be found by several. */
export interface Tally extends Counts {
  /** Of gold: what was found. */
  readonly found: number;
}

/**
 * What is counted.
 * - `characters`: letters and digits under a span of either side, found or right under one of any category of the other.
 * - `overlapping`: spans that share a character with one of any category of the other side.
 * - `exact`: spans with both ends the same, of any category. `exactCategory`: and the same category.
 * - `tokens`: runs of letters and digits within spans, the ends and the category the same, as the i2b2 2014 script counts.
 */
export const measures = ['characters', 'overlapping', 'exact', 'exactCategory', 'tokens'] as const;
export type Measure = (typeof measures)[number];
export type Tallies = Readonly<Record<Measure, Tally>>;

/** The counts of a set of spans, as a whole and by category; a category that neither side has is left out. */
export interface PhiScore {
  readonly total: Tallies;
  readonly categories: ReadonlyMap<PhiCategory, Tallies>;
}

type Mutable = Record<Measure, { -readonly [Field in keyof Tally]: number }>;
const none = (): Mutable => {
  const zero = () => ({ gold: 0, found: 0, predicted: 0, right: 0 });
  return { characters: zero(), overlapping: zero(), exact: zero(), exactCategory: zero(), tokens: zero() };
};

/** Counts one side: `hit` says whether the other side has it too. */
type Count = (measure: Measure, side: 'gold' | 'predicted', category: PhiCategory, hit: boolean) => void;

/**
 * Scores predicted spans against gold ones, over pairs of notes; a side that lacks the note has no spans.
 * A predicted span where gold has only spans outside of the set is neither right nor wrong, as are letters there;
 * so is one whose own TYPE is outside of the set, unless gold has a span of the set there.
 */
export function scorePhi(
  pairs: Iterable<{ readonly gold: readonly PhiSpan[]; readonly predicted: readonly PhiSpan[] }>,
  set: PhiSet,
): PhiScore {
  const total = none();
  const byCategory = new Map<PhiCategory, Mutable>();
  const count: Count = (measure, side, category, hit) => {
    const own = byCategory.get(category) ?? none();
    byCategory.set(category, own);
    for (const tallies of [total, own]) {
      tallies[measure][side]++;
      if (hit) tallies[measure][side === 'gold' ? 'found' : 'right']++;
    }
  };
  for (const { gold, predicted } of pairs) scoreNote(gold, predicted, set, count);
  const categories = phiCategories.flatMap((category) => {
    const own = byCategory.get(category);
    return own ? [[category, own] as const] : [];
  });
  return { total, categories: new Map(categories) };
}

const OUTSIDE = 255;

/** Which category, from 1, lies at each code point; the first span counts where several do. */
function cover(map: Uint8Array, spans: readonly PhiSpan[], value?: number): Uint8Array {
  for (const { start, end, category } of spans)
    for (let at = start; at < end; at++)
      if (map[at] === 0) map[at] = value ?? phiCategories.indexOf(category) + 1;
  return map;
}

function scoreNote(allGold: readonly PhiSpan[], all: readonly PhiSpan[], set: PhiSet, count: Count): void {
  const gold = allGold.filter((span) => isIn(set, span));
  const outside = allGold.filter((span) => !isIn(set, span));
  let length = 0;
  for (const { end } of [...allGold, ...all]) length = Math.max(length, end);
  const goldAt = cover(cover(new Uint8Array(length), gold), outside, OUTSIDE);
  const isGold = (value: number | undefined): boolean => value !== 0 && value !== OUTSIDE;
  const predicted = all.filter((span) => {
    const there = goldAt.subarray(span.start, span.end);
    return there.some(isGold) || (isIn(set, span) && !there.includes(OUTSIDE));
  });
  const predictedAt = cover(new Uint8Array(length), predicted);

  countCharacters([...gold, ...predicted], goldAt, predictedAt, count);
  for (const [spans, there, side] of [
    [gold, predictedAt, 'gold'],
    [predicted, goldAt, 'predicted'],
  ] as const)
    for (const { start, end, category } of spans)
      count('overlapping', side, category, there.subarray(start, end).some(isGold));
  const ends = ({ start, end }: PhiSpan): string => `${start} ${end}`;
  const withCategory = (span: PhiSpan): string => `${ends(span)} ${span.category}`;
  countSame('exact', gold, predicted, ends, count);
  countSame('exactCategory', gold, predicted, withCategory, count);
  const inSet = tokensOf(predicted).filter(
    ({ start, end }) => !goldAt.subarray(start, end).includes(OUTSIDE),
  );
  countSame('tokens', tokensOf(gold), inSet, withCategory, count);
}

const wordChar = /[\p{L}\p{M}\p{N}]/u;

/** Each letter or digit once, however many spans cover it. */
function countCharacters(
  spans: readonly PhiSpan[],
  goldAt: Uint8Array,
  predictedAt: Uint8Array,
  count: Count,
): void {
  const seen = new Uint8Array(goldAt.length);
  for (const { start, text } of spans) {
    let at = start - 1;
    for (const char of text) {
      at++;
      if (seen[at] || !wordChar.test(char)) continue;
      seen[at] = 1;
      const [marked, said] = [goldAt[at] ?? 0, predictedAt[at] ?? 0];
      if (marked === OUTSIDE) continue;
      const [goldCategory, category] = [phiCategories[marked - 1], phiCategories[said - 1]];
      if (goldCategory) count('characters', 'gold', goldCategory, category !== undefined);
      if (category) count('characters', 'predicted', category, goldCategory !== undefined);
    }
  }
}

/** Counts what both sides have alike by a key; what one side has twice counts once. */
function countSame(
  measure: Measure,
  gold: readonly PhiSpan[],
  predicted: readonly PhiSpan[],
  key: (span: PhiSpan) => string,
  count: Count,
): void {
  const [goldKeys, keys] = [gold, predicted].map((spans) => new Map(spans.map((span) => [key(span), span])));
  for (const [own, span] of goldKeys ?? []) count(measure, 'gold', span.category, keys?.has(own) ?? false);
  for (const [own, span] of keys ?? [])
    count(measure, 'predicted', span.category, goldKeys?.has(own) ?? false);
}

function tokensOf(spans: readonly PhiSpan[]): PhiSpan[] {
  return spans.flatMap((span) => {
    const tokens: PhiSpan[] = [];
    let [at, before] = [span.start, 0];
    for (const match of span.text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      at += [...span.text.slice(before, match.index)].length;
      const end = at + [...match[0]].length;
      tokens.push({ ...span, start: at, end, text: match[0] });
      [at, before] = [end, match.index + match[0].length];
    }
    return tokens;
  });
}
