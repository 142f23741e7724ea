import type { Item } from '../format/corpus/document';
import { redirected, referencesOf } from '../format/corpus/items';
import { adjudicate, agreedIds, type Disagreement, type Side } from './adjudication';
import { counterparts } from './counterparts';
import { numbering } from './numbering';

/**
 * What taking one side of a disagreement adds to the adjudicated items: what it says, with ids that are free there,
 * pointing to the adjudicated counterparts of what it refers to. What has none yet is added too. Nothing is added
 * where it is all there already. Taking the first side everywhere gives what the first side says.
 * @param adjudicated the items so far: `agreed` and what was added since; each id once
 * @param side the place of the side in `sides`
 */
export function takeSide(
  sides: readonly Side[],
  adjudicated: readonly Item[],
  disagreement: Pick<Disagreement, 'options'>,
  side: number,
): Item[] {
  const { disagreements } = adjudicate(sides);
  const there = counterparts(sides, adjudicated);
  const own = new Map(sides[side]?.items.map((item) => [item.id, item]));
  const added = new Map<string, Item>();
  const renamed = new Map<string, string>();
  // The others' choice for the entity that this side has otherwise.
  const instead = (id: string): string | undefined => {
    const about = disagreements.find(({ options }) => options[side]?.items.some((item) => item.id === id));
    for (const [other, option] of about?.options.entries() ?? [])
      for (const item of other === side || own.get(id)?.kind !== 'textbound' ? [] : option.items) {
        const found = item.kind === 'textbound' ? there[other]?.get(item.id) : undefined;
        if (found !== undefined) return found;
      }
    return undefined;
  };
  const add = (id: string): void => {
    const item = own.get(id);
    if (!item || added.has(id) || there[side]?.has(id)) return;
    added.set(id, item);
    for (const target of referencesOf(item)) {
      const other = there[side]?.get(target) ?? (added.has(target) ? undefined : instead(target));
      if (other === undefined) add(target);
      else renamed.set(target, other);
    }
  };
  for (const { id } of disagreement.options[side]?.items ?? []) add(id);

  const fresh = numbered(sides, adjudicated, [...added.values()]);
  const nameOf = (id: string): string => fresh.get(id) ?? renamed.get(id) ?? id;
  const made = [...added].map(([id, item]) => ({ ...redirected(item, nameOf), id: nameOf(id) }));
  const substituted = [...renamed.keys()].some((id) => !there[side]?.has(id));
  return substituted ? unsaid(made, adjudicated) : made;
}

/** The items without those that are said already: on another's entity, the other may have said the same. */
function unsaid(made: readonly Item[], adjudicated: readonly Item[]): Item[] {
  const saying = (item: Item): string => JSON.stringify({ ...item, id: '' });
  const said = new Map(adjudicated.map((item) => [saying(item), item.id]));
  const same = new Map(
    made.flatMap((item) => {
      const id = said.get(saying(item));
      return id === undefined ? [] : [[item.id, id] as const];
    }),
  );
  return made.filter(({ id }) => !same.has(id)).map((item) => redirected(item, (id) => same.get(id) ?? id));
}

/** Whether some side is already in the adjudicated items with all that it says there. */
export function isTaken(
  sides: readonly Side[],
  adjudicated: readonly Item[],
  disagreement: Pick<Disagreement, 'options'>,
): boolean {
  const there = counterparts(sides, adjudicated);
  return disagreement.options.some(
    ({ items }, side) => items.length > 0 && items.every(({ id }) => there[side]?.has(id)),
  );
}

/** What all sides say and the adjudicated items do not, as items to add: with ids that are free there. */
export function takeAgreed(sides: readonly Side[], adjudicated: readonly Item[]): Item[] {
  const there = counterparts(sides, adjudicated)[0];
  const known = new Map<string, string>();
  for (const [id, name] of agreedIds(sides)[0] ?? []) {
    const found = there?.get(id);
    if (found !== undefined) known.set(name, found);
  }
  const more = adjudicate(sides).agreed.filter(({ id }) => !known.has(id));
  const fresh = numbered(sides, adjudicated, more);
  const nameOf = (id: string): string => fresh.get(id) ?? known.get(id) ?? id;
  return more.map((item) => ({ ...redirected(item, nameOf), id: nameOf(item.id) }));
}

/** Ids for more items: their own where nothing has it or refers to it, else numbers beyond all others. */
function numbered(
  sides: readonly Side[],
  adjudicated: readonly Item[],
  more: readonly Item[],
): Map<string, string> {
  const { missing, beyond } = numbering([adjudicated, ...sides.map(({ items }) => items)]);
  const used = new Set([...missing, ...adjudicated.map(({ id }) => id)]);
  return new Map(more.map(({ id }) => [id, used.has(id) ? beyond(id) : id]));
}
