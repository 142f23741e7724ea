import type { Candidate } from '../units';

/** An item of a chain by its number from 0, and the place that it took. */
export interface Linked {
  readonly item: number;
  readonly place: Candidate;
}

/** A chain that grows with its items. */
export interface Chain {
  /** Adds the next item, with the places that it may take. O(log n) for each place. */
  add(places: readonly Candidate[]): void;
  /** The best chain over the items so far, in their order. */
  best(): Linked[];
}

/**
 * The items, in their order, on places that follow each other without overlap, so that the weights of the places are
 * as much as can be; among equals those that end first.
 * @param words how many words there are; places are runs of words
 */
export function makeChain(words: number): Chain {
  const places: Candidate[] = [];
  const items: number[] = [];
  const scores: number[] = [];
  const before: number[] = [];
  // A Fenwick tree over the end of a place: the best link that ends at or before a word, -1 for none.
  const tree = new Int32Array(words + 2).fill(-1);
  const isBetter = (a: number, b: number): boolean => {
    if (a < 0 || b < 0) return b < 0 && a >= 0;
    const [x, y] = [scores[a] as number, scores[b] as number];
    return x !== y ? x > y : (places[a] as Candidate).end < (places[b] as Candidate).end;
  };
  const bestUntil = (end: number): number => {
    let best = -1;
    for (let i = end + 1; i > 0; i -= i & -i) {
      const link = tree[i] as number;
      if (isBetter(link, best)) best = link;
    }
    return best;
  };
  let count = 0;
  return {
    add(offered) {
      const first = places.length;
      for (const place of offered) {
        let link = bestUntil(place.firstWord);
        // A place without a word (a sign alone) may touch its neighbour: then it starts no new chain behind it.
        while (link >= 0 && (places[link] as Candidate).end > place.start) link = before[link] as number;
        places.push(place);
        items.push(count);
        before.push(link);
        scores.push((link < 0 ? 0 : (scores[link] as number)) + place.weight);
      }
      for (let link = first; link < places.length; link++) {
        // What does not better a node betters none of those above it.
        for (
          let i = (places[link] as Candidate).endWord + 1;
          i < tree.length && isBetter(link, tree[i] as number);
          i += i & -i
        )
          tree[i] = link;
      }
      count++;
    },
    best() {
      const chain: Linked[] = [];
      for (let link = bestUntil(words); link >= 0; link = before[link] as number)
        chain.push({ item: items[link] as number, place: places[link] as Candidate });
      return chain.reverse();
    },
  };
}
