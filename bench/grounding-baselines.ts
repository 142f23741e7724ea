import type { Span } from '../server/src/note/span';

/** Where a way of grounding puts the mentions of an answer: spans for each, or nothing. */
export type Baseline = (text: string, mentions: readonly { readonly text: string }[]) => (Span | undefined)[];

/** Every mention on the first place with its characters, else the first but for case. */
export const firstOccurrence: Baseline = (text, mentions) => {
  const lower = text.toLowerCase();
  return mentions.map(({ text: words }) => {
    let start = text.indexOf(words);
    if (start < 0) start = lower.indexOf(words.toLowerCase());
    return start < 0 || words === '' ? undefined : { start, end: start + words.length };
  });
};

interface Token extends Span {
  readonly lower: string;
}

/** Letters, digits, or a run of one sign, as langextract cuts them. */
const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[^\W\d_]+|\p{L}+|\d+|([^\w\s])\1*/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    lower: match[0].toLowerCase(),
  }));

const normal = (token: string): string =>
  token.length > 3 && token.endsWith('s') && !token.endsWith('ss') ? token.slice(0, -1) : token;

/** Where a run of tokens stands in another. */
function occurrences(source: readonly string[], wanted: readonly string[]): number[] {
  if (wanted.length === 0) return [];
  return source.flatMap((_, i) => (wanted.every((token, k) => source[i + k] === token) ? [i] : []));
}

interface Link {
  readonly item: number;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  readonly before: Link | undefined;
}

/** At most one place for each item, in order, without overlap, with the most tokens; among equals what ends first. */
function heaviestChain(
  places: readonly (readonly number[])[],
  lengths: readonly number[],
): Map<number, number> {
  const front: Link[] = [];
  const bestUntil = (position: number): Link | undefined =>
    front.filter((link) => link.end <= position).at(-1);
  for (const [item, starts] of places.entries()) {
    const length = lengths[item] ?? 0;
    const links = starts.map((start): Link => {
      const before = bestUntil(start);
      return { item, start, end: start + length, weight: length + (before?.weight ?? 0), before };
    });
    for (const link of links) {
      const cover = bestUntil(link.end);
      if (cover && cover.weight >= link.weight) continue;
      const from = front.findIndex((other) => other.end >= link.end);
      const at = from < 0 ? front.length : from;
      let to = at;
      while (to < front.length && (front[to] as Link).weight <= link.weight) to++;
      front.splice(at, to - at, link);
    }
  }
  const chosen = new Map<number, number>();
  for (let link = front.at(-1); link; link = link.before) chosen.set(link.item, link.start);
  return chosen;
}

/** The longest matching blocks of two sequences, as Ratcliff and Obershelp find them: the longest first, then on both sides. */
function matchingBlocks(a: readonly string[], b: readonly string[]): [number, number, number][] {
  const where = new Map<string, number[]>();
  for (const [j, token] of b.entries()) where.set(token, [...(where.get(token) ?? []), j]);
  const blocks: [number, number, number][] = [];
  const open: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [fromA, toA, fromB, toB] = part;
    let best: [number, number, number] = [fromA, fromB, 0];
    let lengths = new Map<number, number>();
    for (let i = fromA; i < toA; i++) {
      const next = new Map<number, number>();
      for (const j of where.get(a[i] as string) ?? []) {
        if (j < fromB || j >= toB) continue;
        const length = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > best[2]) best = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    const [i, j, length] = best;
    if (length === 0) continue;
    blocks.push(best);
    open.push([fromA, i, fromB, j], [i + length, toA, j + length, toB]);
  }
  return blocks.sort((x, y) => x[0] - y[0]);
}

/** The tightest run of the source for each number of wanted tokens that it holds in order. */
function tightest(source: readonly string[], wanted: readonly string[]): Map<number, [number, number]> {
  const found = new Map<number, [number, number]>();
  const size = wanted.length + 1;
  // latest[j * size + k]: the latest start of a run that ends here and holds k of the first j tokens.
  let latest = new Int32Array(size * size).fill(-1);
  for (let j = 0; j < size; j++) latest[j * size] = 0;
  for (const [i, token] of source.entries()) {
    const next = new Int32Array(size * size).fill(-1);
    for (let j = 0; j < size; j++) next[j * size] = i + 1;
    for (let j = 1; j < size; j++) {
      for (let k = 1; k <= j; k++) {
        let start = Math.max(latest[j * size + k] as number, next[(j - 1) * size + k] as number);
        if (token === wanted[j - 1])
          start = Math.max(start, k === 1 ? i : (latest[(j - 1) * size + k - 1] as number));
        next[j * size + k] = start;
      }
    }
    for (let k = 1; k < size; k++) {
      const start = next[wanted.length * size + k] as number;
      if (start < 0) continue;
      const known = found.get(k);
      if (!known || i - start < known[1] - known[0]) found.set(k, [start, i]);
    }
    latest = next;
  }
  return found;
}

/**
 * Our reading of how langextract aligns (`resolver.py`, default settings): exact token runs by a chain in the order of
 * the answer, at most one for each; what is left by the longest matching blocks over the whole answer, partial ones
 * included; what is still left by the tightest run that holds three quarters of its tokens at a density of a third.
 */
export const langextract: Baseline = (text, mentions) => {
  const tokens = tokensOf(text);
  const source = tokens.map(({ lower }) => lower);
  const wanted = mentions.map(({ text: words }) => tokensOf(words).map(({ lower }) => lower));
  const span = (start: number, end: number): Span | undefined => {
    const [first, last] = [tokens[start], tokens[end]];
    return first && last ? { start: first.start, end: last.end } : undefined;
  };
  const placed = new Map<number, Span | undefined>();
  const chain = heaviestChain(
    wanted.map((list) => occurrences(source, list)),
    wanted.map((list) => list.length),
  );
  for (const [item, start] of chain) placed.set(item, span(start, start + (wanted[item]?.length ?? 1) - 1));
  const startsAt = new Map<number, number>();
  const answer: string[] = [];
  for (const [item, list] of wanted.entries()) {
    if (item > 0) answer.push('\u241f');
    startsAt.set(answer.length, item);
    answer.push(...list);
  }
  for (const [i, j, length] of matchingBlocks(source, answer)) {
    const item = startsAt.get(j);
    if (item === undefined || placed.has(item) || (wanted[item]?.length ?? 0) < length) continue;
    placed.set(item, span(i, i + length - 1));
  }
  const normalSource = source.map(normal);
  return mentions.map((_, item) => {
    if (placed.has(item)) return placed.get(item);
    const list = (wanted[item] ?? []).map(normal);
    const runs = tightest(normalSource, list);
    for (let k = list.length; k >= Math.ceil(list.length * 0.75) && k > 0; k--) {
      const run = runs.get(k);
      if (run && k / (run[1] - run[0] + 1) >= 1 / 3) return span(run[0], run[1]);
    }
    return undefined;
  });
};
