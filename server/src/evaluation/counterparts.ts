import type { Item } from '../format/corpus/document';
import { redirected, referencesOf } from '../format/corpus/items';
import { agreedIds, type Side } from './adjudication';
import { correspondence } from './correspondence';

const known = new WeakMap<
  readonly Item[],
  { readonly sides: readonly Side[]; readonly maps: ReadonlyMap<string, string>[] }
>();

/** Of each side, which of its items are adjudicated, and the ids they have there. */
export function counterparts(
  sides: readonly Side[],
  adjudicated: readonly Item[],
): readonly ReadonlyMap<string, string>[] {
  const found = known.get(adjudicated);
  if (found?.sides === sides) return found.maps;
  const maps = look(sides, adjudicated);
  known.set(adjudicated, { sides, maps });
  return maps;
}

function look(sides: readonly Side[], adjudicated: readonly Item[]): Map<string, string>[] {
  const byId = new Map(adjudicated.map((item) => [item.id, item]));
  return agreedIds(sides).map((common, side) => {
    const items = sides[side]?.items ?? [];
    const fixed = kept(items, common, byId);
    const taken = new Set(fixed.values());
    // Of duplicates, the one that kept its id.
    for (const item of items) {
      const other = byId.get(item.id);
      if (item.kind !== 'textbound' || other?.kind !== 'textbound') continue;
      if (fixed.has(item.id) || taken.has(item.id) || item.type !== other.type) continue;
      if (JSON.stringify(item.spans) === JSON.stringify(other.spans)) fixed.set(item.id, item.id);
    }
    return agreedFirst(items, adjudicated, common, fixed);
  });
}

/** So many duplicates of items that all sides have are told from them. */
const TWINS = 64;

/**
 * The counterparts, but of duplicates that nothing adjudicated tells apart those that all sides have come before those
 * that one has.
 * @param fixed pairs that are known; grows
 */
function agreedFirst(
  items: readonly Item[],
  adjudicated: readonly Item[],
  common: ReadonlyMap<string, string>,
  fixed: Map<string, string>,
): Map<string, string> {
  let map = correspondence(items, adjudicated, fixed);
  for (let left = TWINS; left > 0; left--) {
    const missing = items.filter(({ id }) => common.has(id) && !map.has(id));
    if (missing.length === 0) return map;
    const matched = new Set(map.values());
    const tied = new Set(adjudicated.flatMap((one) => (matched.has(one.id) ? referencesOf(one) : [])));
    const loose = new Map<string, string>();
    for (const one of items) {
      const there = common.has(one.id) || fixed.has(one.id) ? undefined : map.get(one.id);
      if (there !== undefined && !tied.has(there)) loose.set(saying(one, map), there);
    }
    const found = missing.find((one) => loose.has(saying(one, map)));
    if (!found) return map;
    fixed.set(found.id, loose.get(saying(found, map)) as string);
    map = correspondence(items, adjudicated, fixed);
  }
  return map;
}

/** What an item says, its own id and the covered text aside. */
const saying = (item: Item, names: ReadonlyMap<string, string>): string =>
  JSON.stringify({
    ...redirected(item, (id) => names.get(id) ?? id),
    id: '',
    ...(item.kind === 'textbound' && { text: '' }),
  });

/**
 * What is agreed and stands there under its id, also where a person has given it another type or moved its edges
 * since; not what got that id otherwise.
 */
function kept(
  items: readonly Item[],
  common: ReadonlyMap<string, string>,
  byId: ReadonlyMap<string, Item>,
): Map<string, string> {
  const fixed = new Map<string, string>();
  for (const item of items) {
    const id = common.get(item.id);
    const there = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && item.kind === 'textbound' && there?.kind === 'textbound' && meets(item, there))
      fixed.set(item.id, id);
  }
  for (let before = -1; before < fixed.size; ) {
    before = fixed.size;
    for (const item of items) {
      const id = common.get(item.id);
      const there = id === undefined ? undefined : byId.get(id);
      if (id === undefined || item.kind === 'textbound' || there?.kind !== item.kind || fixed.has(item.id))
        continue;
      const [ours, theirs] = [referencesOf(item), referencesOf(there)];
      const same = ours.every((end, n) => (common.has(end) ? fixed.get(end) : end) === theirs[n]);
      if (same && ours.length === theirs.length) fixed.set(item.id, id);
    }
  }
  return fixed;
}

type Spans = Pick<Extract<Item, { kind: 'textbound' }>, 'spans'>;

/** Whether two entities share a place; empty ones, whether they stand at it. */
export const meets = (a: Spans, b: Spans): boolean =>
  a.spans.some((one) =>
    b.spans.some(
      (other) =>
        (one.start < other.end && other.start < one.end) ||
        (one.start === other.start && one.end === other.end),
    ),
  );
