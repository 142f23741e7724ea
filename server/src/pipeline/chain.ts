import type { Candidate } from './units';

interface Link {
  readonly item: number;
  readonly place: Candidate;
  readonly score: number;
  readonly before: Link | undefined;
}

/** More than all differences in exactness can make up for: as many as possible first, then as exact as possible. */
const PLACED = 10_000;
const EXACT = 1;

const better = (a: Link | undefined, b: Link | undefined): Link | undefined => {
  if (!a || !b) return a ?? b;
  if (a.score !== b.score) return a.score > b.score ? a : b;
  return a.place.end <= b.place.end ? a : b;
};

/** A chain that grows with its items. */
export interface Chain {
  /** Adds the next item, with the places that it may take. O(log n) for each place. */
  add(places: readonly Candidate[]): void;
  /** The best chain over the items so far, each by its number from 0. */
  best(): { item: number; place: Candidate }[];
}

/**
 * The most items, in their order, on places that follow each other without overlap; among equals those with more
 * exact places, then those that end first.
 * @param words how many words there are; places are runs of words
 */
export function makeChain(words: number): Chain {
  // A Fenwick tree over the end of a place: the best link that ends at or before a word.
  const tree: (Link | undefined)[] = new Array(words + 2);
  const bestUntil = (end: number): Link | undefined => {
    let best: Link | undefined;
    for (let i = end + 1; i > 0; i -= i & -i) best = better(best, tree[i]);
    return best;
  };
  let count = 0;
  return {
    add(places) {
      const item = count++;
      const links = places.map((place): Link => {
        let before = bestUntil(place.firstWord);
        // A place without a word (a sign alone) may touch its neighbour: then it starts no new chain behind it.
        while (before && before.place.end > place.start) before = before.before;
        const score = (before?.score ?? 0) + PLACED + (place.alignment === 'exact' ? EXACT : 0);
        return { item, place, score, before };
      });
      for (const link of links) {
        for (let i = link.place.endWord + 1; i < tree.length; i += i & -i) tree[i] = better(tree[i], link);
      }
    },
    best() {
      const chain: { item: number; place: Candidate }[] = [];
      for (let link = bestUntil(words); link; link = link.before)
        chain.push({ item: link.item, place: link.place });
      return chain.reverse();
    },
  };
}
