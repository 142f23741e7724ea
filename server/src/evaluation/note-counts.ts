import { add, type Counts, noCounts } from './counts';
import { type Link, type MarkedNote, type Mention, mentionKey } from './marked-note';
import { countPairs, meetWithinTypes } from './matching';

/**
 * What is counted of a note, always one to one.
 * - `entities`: of the same type, with the same fragments (`exact`), or a shared character (`overlapping`: as many as can be).
 * - `attributes`: name and value, on entities whose type and fragments both sides have (`matched`), or on all (`endToEnd`).
 * - `relations`: type, roles and ends, among relations whose ends both sides have with type and fragments (`matched`),
 *   among all (`endToEnd`), or among all with ends of the same type that share a character (`overlapping`).
 */
export const measures = [
  'entities.exact',
  'entities.overlapping',
  'attributes.matched',
  'attributes.endToEnd',
  'relations.matched',
  'relations.endToEnd',
  'relations.overlapping',
] as const;
export type Measure = (typeof measures)[number];

/** Of each measure, counts by type: of entities and relations their type, of attributes `Name: value`. */
export type NoteCounts = Readonly<Record<Measure, ReadonlyMap<string, Counts>>>;

/** Counts one note that both sides marked; what only one side has is missed, or wrong. */
export function countNote(gold: MarkedNote, predicted: MarkedNote): NoteCounts {
  const met = meetWithinTypes(gold.mentions, predicted.mentions).map(({ a, b, match }) => ({
    gold: gold.mentions[a] as Mention,
    predicted: predicted.mentions[b] as Mention,
    match,
  }));
  const exact = met.filter(({ match }) => match === 'exact');
  const goldKeys = new Set(gold.mentions.map(mentionKey));
  const predictedKeys = new Set(predicted.mentions.map(mentionKey));
  const endsIn = (keys: ReadonlySet<string>) => (link: Link) =>
    link.ends.every(({ mention }) => keys.has(mentionKey(mention)));

  // A predicted entity that only overlaps its gold one goes by that one's key.
  const known = new Map<Mention, string>();
  for (const pair of met) if (pair.match === 'overlapping') known.set(pair.predicted, mentionKey(pair.gold));
  const goldLinks = keyedLinks(gold.links, mentionKey);
  return {
    'entities.exact': entityCounts(gold.mentions, predicted.mentions, 'exact'),
    'entities.overlapping': entityCounts(gold.mentions, predicted.mentions, 'overlapping'),
    'attributes.matched': countEqual(
      exact.flatMap((pair, n) => valuesOf(pair.gold, `${n}`)),
      exact.flatMap((pair, n) => valuesOf(pair.predicted, `${n}`)),
    ),
    'attributes.endToEnd': countEqual(
      gold.mentions.flatMap((mention) => valuesOf(mention, mentionKey(mention))),
      predicted.mentions.flatMap((mention) => valuesOf(mention, mentionKey(mention))),
    ),
    'relations.matched': countEqual(
      keyedLinks(gold.links.filter(endsIn(predictedKeys)), mentionKey),
      keyedLinks(predicted.links.filter(endsIn(goldKeys)), mentionKey),
    ),
    'relations.endToEnd': countEqual(goldLinks, keyedLinks(predicted.links, mentionKey)),
    'relations.overlapping': countEqual(
      goldLinks,
      keyedLinks(predicted.links, (mention) => known.get(mention) ?? mentionKey(mention)),
    ),
  };
}

/** Something that both sides may have: it counts under its type, and is the same where its key is. */
export interface Keyed {
  readonly type: string;
  readonly key: string;
}

export const keyedLinks = (links: readonly Link[], endKey: (mention: Mention) => string): Keyed[] =>
  links.map(({ type, symmetric, ends }) => {
    const keys = ends.map(({ role, mention }) => [symmetric ? '' : role, endKey(mention)]);
    if (symmetric) keys.sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1));
    return { type, key: JSON.stringify(keys) };
  });

const valuesOf = (mention: Mention, key: string): Keyed[] =>
  [...mention.attributes].map(([name, value]) => ({ type: `${name}: ${value}`, key }));

function byType<One extends { readonly type: string }>(all: readonly One[]): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(one.type);
    if (group) group.push(one);
    else groups.set(one.type, [one]);
  }
  return groups;
}

function entityCounts(
  gold: readonly Mention[],
  predicted: readonly Mention[],
  how: 'exact' | 'overlapping',
): Map<string, Counts> {
  const [a, b] = [byType(gold), byType(predicted)];
  return new Map(
    [...new Set([...a.keys(), ...b.keys()])].map((type) => {
      const [x, y] = [a.get(type) ?? [], b.get(type) ?? []];
      return [type, { right: countPairs(x, y, how), predicted: y.length, gold: x.length }];
    }),
  );
}

/** Counts by type what is the same on both sides, each as often as both have it. */
export function countEqual(gold: readonly Keyed[], predicted: readonly Keyed[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  const count = (type: string, more: Partial<Counts>): void => {
    counts.set(type, add(counts.get(type) ?? noCounts, { ...noCounts, ...more }));
  };
  const keyOf = ({ type, key }: Keyed): string => JSON.stringify([type, key]);
  const free = new Map<string, number>();
  for (const one of gold) {
    count(one.type, { gold: 1 });
    free.set(keyOf(one), (free.get(keyOf(one)) ?? 0) + 1);
  }
  for (const one of predicted) {
    const left = free.get(keyOf(one)) ?? 0;
    if (left > 0) free.set(keyOf(one), left - 1);
    count(one.type, { predicted: 1, right: left > 0 ? 1 : 0 });
  }
  return counts;
}
