import type { BratAttribute, BratNormalization, BratNote } from '../brat';
import type { Item } from './document';
import { referencesOf } from './items';

/** What is said about an item: it may be written on it. */
export type About = BratAttribute | BratNormalization | BratNote;

/** What is said about items, apart from the items. */
export interface Attached {
  /** By the id of the item it is about. */
  readonly on: ReadonlyMap<string, readonly About[]>;
  /** All other items, in order. */
  readonly rest: readonly Item[];
}

/**
 * Takes off what a format writes on the item it is about, where its id goes unsaid: what nothing else refers to, and
 * of several of one slot on an item the first.
 * @param slot where on its item a format writes this, or undefined where it has no such place
 */
export function attached(
  items: readonly Item[],
  slot: (about: About, target: Item) => string | undefined,
): Attached {
  const byId = new Map(items.map((item) => [item.id, item]));
  const meant = new Set(items.flatMap(referencesOf));
  const taken = new Set<string>();
  const on = new Map<string, About[]>();
  const rest = items.filter((item) => {
    if (item.kind !== 'attribute' && item.kind !== 'normalization' && item.kind !== 'note') return true;
    const target = byId.get(item.target);
    const where = target && !meant.has(item.id) ? slot(item, target) : undefined;
    const key = `${item.target} ${where}`;
    if (where === undefined || taken.has(key)) return true;
    taken.add(key);
    const known = on.get(item.target);
    if (known) known.push(item);
    else on.set(item.target, [item]);
    return false;
  });
  return { on, rest };
}
