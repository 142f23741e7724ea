import type { Item } from '../format/corpus/document';
import { referencesOf } from '../format/corpus/items';

/** What an item says by itself, and what it refers to, each end with its role. */
interface Parts {
  readonly own: string;
  readonly ends: readonly (readonly [role: string, target: string])[];
}

/** The order of arguments means nothing, and the covered text goes with the place. */
function partsOf(item: Item): Parts {
  const own = (...said: readonly unknown[]): string => JSON.stringify([item.kind, item.type, ...said]);
  switch (item.kind) {
    case 'textbound':
      return { own: own(item.spans.map(({ start, end }) => [start, end]).sort(byStart)), ends: [] };
    case 'relation':
      return { own: own(), ends: item.arguments.map(({ role, target }) => [role, target]) };
    case 'event':
      return {
        own: own(),
        // A role cannot hold a line end, so it is none of them.
        ends: [
          ['\n', item.trigger],
          ...item.arguments.map(({ role, target }): [string, string] => [role, target]),
        ],
      };
    case 'attribute':
      return { own: own(item.value), ends: [['', item.target]] };
    case 'normalization':
      return { own: own(item.reference, item.text), ends: [['', item.target]] };
    case 'note':
      return { own: own(item.text), ends: [['', item.target]] };
    case 'equivalence':
      return { own: own(), ends: item.targets.map((target) => ['', target]) };
  }
}

const byStart = (a: readonly number[], b: readonly number[]): number =>
  (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);

/** A list of items as a graph: what refers to what, by place. */
interface Graph {
  readonly parts: readonly Parts[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly referring: readonly (readonly (readonly [role: string, from: number])[])[];
}

function graphOf(items: readonly Item[]): Graph {
  const parts = items.map(partsOf);
  const placeOf = new Map(items.map(({ id }, n) => [id, n]));
  const referring: [string, number][][] = items.map(() => []);
  for (const [n, { ends }] of parts.entries())
    for (const [role, target] of ends) referring[placeOf.get(target) ?? -1]?.push([role, n]);
  return { parts, placeOf, referring };
}

/** How far around an item one looks, to tell it from others that say the same. */
const STEPS = 8;
/** So many duplicates that refer to each other are told apart one by one. */
const PINS = 64;

const classesOf = ([a, b]: readonly [readonly number[], readonly number[]]): number =>
  new Set([...a, ...b]).size;

/** Numbers for whatever is alike in both lists, after none, one, two … steps. */
function* labelled(
  graphs: readonly [Graph, Graph],
  pinned: ReadonlyMap<number, number>,
): Generator<[number[], number[]]> {
  const known = new Map<string, number>();
  const number = (what: string): number => {
    const found = known.get(what) ?? known.size;
    known.set(what, found);
    return found;
  };
  const [a, b] = graphs;
  const pins = [pinned, new Map([...pinned].map(([from, to]) => [to, from]))] as const;
  let labels: [number[], number[]] = [
    a.parts.map(({ own }, n) => number(pins[0].has(n) ? `pin ${n}` : own)),
    b.parts.map(({ own }, n) => number(pins[1].has(n) ? `pin ${pins[1].get(n)}` : own)),
  ];
  yield labels;
  for (let step = 1; step <= STEPS; step++) {
    const last = labels;
    const next = ({ parts, placeOf, referring }: Graph, side: 0 | 1): number[] =>
      parts.map(({ ends }, n) => {
        const label = (place: number | undefined, id: string): string =>
          place === undefined ? `?${id}` : `${last[side][place]}`;
        const out = ends.map(([role, target]) => [role, label(placeOf.get(target), target)].join(' ')).sort();
        const back = (referring[n] ?? []).map(([role, from]) => [role, label(from, '')].join(' ')).sort();
        return number(JSON.stringify([step, last[side][n], out, back]));
      });
    const before = classesOf(labels);
    labels = [next(a, 0), next(b, 1)];
    yield labels;
    // Each step only tells more apart: where it told nothing, no further one will.
    if (classesOf(labels) === before) return;
  }
}

/** What hangs together with an item of two lists that has no known counterpart yet; all others are told already. */
function openIn(
  lists: readonly [readonly Item[], readonly Item[]],
  fixed: ReadonlyMap<string, string>,
): [Item[], Item[]] {
  const byId = lists.map((items) => new Map(items.map((item) => [item.id, item])));
  const pairs = [fixed, new Map([...fixed].map(([from, to]) => [to, from]))];
  const known = pairs.map((own, side) => (id: string): string | undefined => {
    const other = own.get(id);
    return other !== undefined && byId[1 - side]?.has(other) ? other : undefined;
  });
  const referring = lists.map((items) => {
    const found = new Map<string, string[]>();
    for (const item of items)
      for (const end of referencesOf(item)) {
        const own = found.get(end);
        if (own) own.push(item.id);
        else found.set(end, [item.id]);
      }
    return found;
  });
  const open = [new Set<string>(), new Set<string>()] as const;
  const waiting: (readonly [side: 0 | 1, id: string])[] = [];
  const enter = (side: 0 | 1, id: string | undefined): void => {
    if (id === undefined || !byId[side]?.has(id) || open[side].has(id)) return;
    open[side].add(id);
    waiting.push([side, id]);
  };
  for (const side of [0, 1] as const)
    for (const { id } of lists[side]) if (known[side]?.(id) === undefined) enter(side, id);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [side, id] = next;
    const item = byId[side]?.get(id);
    for (const end of item ? referencesOf(item) : []) enter(side, end);
    for (const from of referring[side]?.get(id) ?? []) enter(side, from);
    enter(side === 0 ? 1 : 0, known[side]?.(id));
  }
  return [lists[0].filter(({ id }) => open[0].has(id)), lists[1].filter(({ id }) => open[1].has(id))];
}

/**
 * Which items of one list say the same as which of another, one to one, ids and order aside: by id, from `a` to `b`.
 * Whatever an item that has a counterpart refers to has one too, and that is what the counterpart refers to. Of
 * duplicates, those are paired whose surroundings are alike; lists that mean the same are paired whole.
 * @param fixed pairs that are known, by id; all of them must be right
 */
export function correspondence(
  a: readonly Item[],
  b: readonly Item[],
  fixed: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  if (fixed.size === 0) return match(a, b, fixed);
  const there = [a, b].map((items) => new Set(items.map(({ id }) => id)));
  const known = [...fixed].filter(([from, to]) => there[0]?.has(from) && there[1]?.has(to));
  // What is known to belong together tells nothing of what does not hang together with it.
  return new Map([...known, ...match(...openIn([a, b], fixed), fixed)]);
}

function match(
  a: readonly Item[],
  b: readonly Item[],
  fixed: ReadonlyMap<string, string>,
): Map<string, string> {
  const graphs = [graphOf(a), graphOf(b)] as const;
  const pinned = new Map<number, number>();
  for (const [from, to] of fixed) {
    const [x, y] = [graphs[0].placeOf.get(from), graphs[1].placeOf.get(to)];
    if (x !== undefined && y !== undefined) pinned.set(x, y);
  }
  const known = pinned.size;
  let rounds = [...labelled([...graphs], pinned)];
  // Duplicates whose surroundings are alike as well: to choose one pair tells the others apart.
  while (pinned.size - known < PINS) {
    const pair = twins(graphs[0], rounds.at(-1) ?? [[], []], pinned);
    if (!pair) break;
    pinned.set(...pair);
    rounds = [...labelled([...graphs], pinned)];
  }
  const matched = new Map(pinned);
  const taken = new Set(pinned.values());
  const add = (x: number, y: number): void => {
    matched.set(x, y);
    taken.add(y);
  };
  const free = (side: 0 | 1, n: number): boolean => (side === 0 ? !matched.has(n) : !taken.has(n));
  const kinds = [a.map(({ kind }) => kind), b.map(({ kind }) => kind)] as const;
  const places = (side: 0 | 1, wanted: (n: number) => boolean): number[] =>
    kinds[side].flatMap((_, n) => (free(side, n) && wanted(n) ? [n] : []));
  const pairUp = (rows: readonly (readonly number[])[], keys: readonly [Keys, Keys]): boolean => {
    const before = matched.size;
    const waiting = new Map<string | number, number[]>();
    for (const y of [...(rows[1] ?? [])].reverse()) {
      const key = keys[1](y);
      if (key === undefined) continue;
      const list = waiting.get(key);
      if (list) list.push(y);
      else waiting.set(key, [y]);
    }
    for (const x of rows[0] ?? []) {
      const key = keys[0](x);
      const y = key === undefined ? undefined : waiting.get(key)?.pop();
      if (y !== undefined) add(x, y);
    }
    return matched.size > before;
  };

  for (const [inA, inB] of [...rounds].reverse()) {
    const entities = ([0, 1] as const).map((side) => places(side, (n) => kinds[side][n] === 'textbound'));
    pairUp(entities, [(n) => inA[n], (n) => inB[n]]);
  }
  // What refers to others follows them, as deep as they refer to each other.
  const ends = (side: 0 | 1, n: number, name: (target: number) => number | undefined): string | undefined => {
    const { parts, placeOf } = graphs[side];
    const { own, ends: all } = parts[n] as Parts;
    const list: string[] = [];
    for (const [role, target] of all) {
      const place = placeOf.get(target);
      const end = place === undefined ? `?${target}` : name(place);
      if (end === undefined) return undefined;
      list.push(`${role} ${end}`);
    }
    return JSON.stringify([own, ...list.sort()]);
  };
  const inB = (n: number): string | undefined => ends(1, n, (place) => place);
  const throughA = (n: number): string | undefined => ends(0, n, (place) => matched.get(place));
  const dependents = (): number[][] =>
    ([0, 1] as const).map((side) => places(side, (n) => kinds[side][n] !== 'textbound'));
  // Of those that say the same, first those alike all around, then those of which the same is said.
  const follow = (): void => {
    for (let more = true; more; ) {
      more = false;
      for (const [labelA, labelB] of [rounds.at(-1), rounds[1]].filter((one) => one !== undefined)) {
        const labelledKey =
          (key: Keys, labels: readonly number[]): Keys =>
          (n) => {
            const found = key(n);
            return found === undefined ? undefined : `${labels[n]} ${found}`;
          };
        if (pairUp(dependents(), [labelledKey(throughA, labelA), labelledKey(inB, labelB)])) more = true;
      }
      if (pairUp(dependents(), [throughA, inB])) more = true;
    }
  };
  follow();
  // Items that refer to each other in a circle: those that look alike, as long as that holds all the way round.
  const [lastA, lastB] = rounds.at(-1) ?? [[], []];
  const guessed = dependents();
  if (pairUp(guessed, [(n) => lastA[n], (n) => lastB[n]])) {
    const guess = new Set(guessed[0]);
    for (let wrong = true; wrong; ) {
      wrong = false;
      for (const [x, y] of matched) {
        if (!guess.has(x) || throughA(x) === inB(y)) continue;
        matched.delete(x);
        taken.delete(y);
        wrong = true;
      }
    }
    follow();
  }
  return new Map([...matched].map(([x, y]) => [(a[x] as Item).id, (b[y] as Item).id]));
}

type Keys = (n: number) => string | number | undefined;

/** A pair out of a group of items that are alike all around, and are tied to others. */
function twins(
  graph: Graph,
  [a, b]: readonly [readonly number[], readonly number[]],
  pinned: ReadonlyMap<number, number>,
): [number, number] | undefined {
  const often = new Map<number, number>();
  for (const label of a) often.set(label, (often.get(label) ?? 0) + 1);
  const taken = new Set(pinned.values());
  const free = new Map<number, number>();
  for (const [n, label] of b.entries()) if (!taken.has(n) && !free.has(label)) free.set(label, n);
  for (const [n, label] of a.entries()) {
    if ((often.get(label) ?? 0) < 2 || pinned.has(n)) continue;
    const tied = (graph.referring[n] ?? []).length + (graph.parts[n]?.ends.length ?? 0) > 0;
    const other = free.get(label);
    if (tied && other !== undefined) return [n, other];
  }
  return undefined;
}
