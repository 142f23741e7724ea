import type { Span } from '../note/span';
import type { Counts } from './counts';
import { type Mention, mentionKey, placeKey, shared } from './marked-note';
import { maximumMatching } from './maximum-matching';

/** A mention, as far as its place and its type go. */
type Marked = Pick<Mention, 'type' | 'spans'>;

/** Two mentions that are taken for one, by their places in the lists. */
export interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Which of two lists of mentions of one note share a character: of each of `a`, the places in `b`, best first. */
function overlapping(
  a: readonly Marked[],
  b: readonly Marked[],
  allowed: (one: Marked, other: Marked) => boolean,
): number[][] {
  const startOf = (mention: Marked): number => mention.spans[0]?.start ?? 0;
  const endOf = (mention: Marked): number => mention.spans.at(-1)?.end ?? 0;
  const order = b.map((_, n) => n).sort((x, y) => startOf(b[x] as Marked) - startOf(b[y] as Marked));
  // The furthest end so far: nothing before the first that reaches `one` can overlap it.
  let furthest = 0;
  const reach = order.map((n) => (furthest = Math.max(furthest, endOf(b[n] as Marked))));
  return a.map((one) => {
    const found: { n: number; same: boolean; size: number }[] = [];
    let low = 0;
    for (let high = order.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((reach[middle] as number) <= startOf(one)) low = middle + 1;
      else high = middle;
    }
    for (let k = low; k < order.length; k++) {
      const n = order[k] as number;
      const other = b[n] as Marked;
      if (startOf(other) >= endOf(one)) break;
      const size = allowed(one, other) ? shared(one, other) : 0;
      if (size > 0) found.push({ n, same: placeKey(one) === placeKey(other), size });
    }
    found.sort((x, y) => Number(y.same) - Number(x.same) || y.size - x.size || x.n - y.n);
    return found.map(({ n }) => n);
  });
}

const sameType = (one: Marked, other: Marked): boolean => one.type === other.type;

/** How many mentions of the same type there are in both lists, one to one, with the same fragments or a shared character. */
export function countPairs(a: readonly Marked[], b: readonly Marked[], how: 'exact' | 'overlapping'): number {
  if (how === 'exact') return equalPairs(a, b, mentionKey).length;
  return maximumMatching(overlapping(a, b, sameType), b.length).filter((node) => node !== undefined).length;
}

/** A span with a type, gold or predicted. */
export interface Typed extends Span {
  readonly type: string;
}

/**
 * Counts matches of one note, one to one: each span counts once, on either side.
 * `exact` asks for the same type and the same ends; `overlapping` for the same type and a shared character: there, as
 * many as can be are matched.
 */
export function countMatches(
  gold: readonly Typed[],
  predicted: readonly Typed[],
  how: 'exact' | 'overlapping',
): Counts {
  const marked = ({ type, start, end }: Typed) => ({ type, spans: [{ start, end }] });
  return {
    right: countPairs(gold.map(marked), predicted.map(marked), how),
    predicted: predicted.length,
    gold: gold.length,
  };
}

/** Pairs of equal key: as often as both lists have it, in order. */
function equalPairs<One>(a: readonly One[], b: readonly One[], key: (one: One) => string): Pair[] {
  const free = new Map<string, number[]>();
  for (const [n, other] of b.entries()) {
    const list = free.get(key(other));
    if (list) list.push(n);
    else free.set(key(other), [n]);
  }
  for (const list of free.values()) list.reverse();
  return a.flatMap((one, n) => {
    const other = free.get(key(one))?.pop();
    return other === undefined ? [] : [{ a: n, b: other }];
  });
}

/** How two mentions came together. */
export type Match = 'exact' | 'place' | 'overlapping' | 'touching';

/** Two mentions that two people meant for the same, and how far they agree. */
export interface Meeting extends Pair {
  /** `exact`: type and fragments; `place`: fragments alone; `overlapping`: type, and a character; `touching`: a character. */
  readonly match: Match;
}

/** One way to find pairs among what is left of both. */
type Pass = readonly [match: Match, find: (a: readonly Mention[], b: readonly Mention[]) => Pair[]];

const byKey = (match: Match, key: (mention: Mention) => string): Pass => [
  match,
  (a, b) => equalPairs(a, b, key),
];
const byOverlap = (match: Match, allowed: (one: Marked, other: Marked) => boolean): Pass => [
  match,
  (a, b) =>
    maximumMatching(overlapping(a, b, allowed), b.length).flatMap((node, n) =>
      node === undefined ? [] : [{ a: n, b: node }],
    ),
];

const exactly: readonly Pass[] = [
  byKey('exact', (mention) => JSON.stringify([mentionKey(mention), ...mention.attributes])),
  byKey('exact', mentionKey),
];
const ofSameType: readonly Pass[] = [...exactly, byOverlap('overlapping', sameType)];
const ofAnyType: readonly Pass[] = [
  ...exactly,
  byKey('place', placeKey),
  byOverlap('overlapping', sameType),
  byOverlap('touching', () => true),
];

/**
 * Which mentions of two people are taken for the same one, one to one, whatever is alike first: type, fragments and
 * attributes; type and fragments; fragments; type and a shared character; a shared character. In the two last, as many
 * as can be. Several types on one span meet their own type first, and duplicates meet duplicates.
 */
export const meet = (a: readonly Mention[], b: readonly Mention[]): Meeting[] => inTurn(a, b, ofAnyType);

/** As `meet`, but that mentions of different types do not meet: none takes another's place at what it overlaps. */
export const meetWithinTypes = (a: readonly Mention[], b: readonly Mention[]): Meeting[] =>
  inTurn(a, b, ofSameType);

/** Each pass pairs what those before it left. */
function inTurn(a: readonly Mention[], b: readonly Mention[], passes: readonly Pass[]): Meeting[] {
  const met: Meeting[] = [];
  let [restA, restB] = [[...a.keys()], [...b.keys()]];
  for (const [match, find] of passes) {
    const pairs = find(
      restA.map((n) => a[n] as Mention),
      restB.map((n) => b[n] as Mention),
    );
    for (const pair of pairs) met.push({ a: restA[pair.a] as number, b: restB[pair.b] as number, match });
    const [goneA, goneB] = [new Set(pairs.map((pair) => pair.a)), new Set(pairs.map((pair) => pair.b))];
    restA = restA.filter((_, n) => !goneA.has(n));
    restB = restB.filter((_, n) => !goneB.has(n));
  }
  return met.sort((x, y) => x.a - y.a);
}
