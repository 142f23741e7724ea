import type { Item } from '../format/corpus/document';
import { referencesOf } from '../format/corpus/items';
import {
  adjudicate,
  agreedIds,
  type Disagreement,
  type DisagreementKind,
  placeOf,
  type Side,
} from './adjudication';
import { counterparts, meets } from './counterparts';
import { isTaken } from './taking';

/** Something that a person has to decide: a disagreement, or (`agreed`) what all say and is not adjudicated any more. */
export interface Undecided extends Omit<Disagreement, 'kind'> {
  readonly kind: DisagreementKind | 'agreed';
}

/**
 * What the adjudicated items do not settle. A disagreement is settled where a side stands there with all it says, or
 * where something else of its kind stands at its place that no side says there.
 * @param adjudicated the items so far; each id once. Spans are UTF-16 code units, of the text of the sides
 */
export function undecided(sides: readonly Side[], adjudicated: readonly Item[]): Undecided[] {
  const there = counterparts(sides, adjudicated);
  const said = new Set(there.flatMap((map) => [...map.values()]));
  const others = adjudicated.filter(({ id }) => !said.has(id));
  const isThird = ({ options }: Pick<Disagreement, 'options'>): boolean =>
    options.some(({ items }, side) =>
      items.some((item) => others.some((other) => stands(item, other, there[side]))),
    );
  return [...adjudicate(sides).disagreements, ...absent(sides, there)].filter(
    (one) => !isTaken(sides, adjudicated, one) && !isThird(one),
  );
}

/** Whether an adjudicated item stands where one of a side would. */
function stands(item: Item, other: Item, there: ReadonlyMap<string, string> | undefined): boolean {
  if (item.kind === 'textbound') return other.kind === 'textbound' && meets(item, other);
  if (other.kind !== item.kind || (item.kind === 'attribute' && item.type !== other.type)) return false;
  const ends = (one: Item): readonly string[] =>
    one.kind === 'event' ? [one.trigger] : referencesOf(one).toSorted();
  const ours = ends(item).map((id) => there?.get(id) ?? id);
  return JSON.stringify(ours.toSorted()) === JSON.stringify(ends(other));
}

/** What all sides say and the adjudicated items do not: each with what is said of it alone. */
function absent(sides: readonly Side[], there: readonly ReadonlyMap<string, string>[]): Undecided[] {
  const common = agreedIds(sides);
  const gone = new Set([...(common[0] ?? [])].flatMap(([id, name]) => (there[0]?.has(id) ? [] : [name])));
  if (gone.size === 0) return [];
  const byId = new Map(sides[0]?.items.map((item) => [item.id, item]));
  const own = new Map([...byId].map(([id, item]) => [common[0]?.get(id) ?? '', item]));
  const nameOf = (id: string): string | undefined => common[0]?.get(id);
  const carrierOf = (item: Item): string | undefined => {
    const carrier = 'target' in item ? nameOf(item.target) : undefined;
    return carrier !== undefined && gone.has(carrier) ? carrier : undefined;
  };
  const groups = new Map<string, string[]>();
  for (const name of gone) {
    const item = own.get(name);
    if (item && carrierOf(item) === undefined) groups.set(name, [name]);
  }
  for (const name of gone) {
    if (groups.has(name)) continue;
    let carrier = own.get(name);
    for (let step = 0; carrier && carrierOf(carrier) !== undefined && step < gone.size; step++)
      carrier = own.get(carrierOf(carrier) ?? '');
    groups.get(nameOf(carrier?.id ?? '') ?? '')?.push(name);
  }
  return [...groups].map(([name, names]) => ({
    key: `agreed-${name}`,
    kind: 'agreed',
    place: placeOf(own.get(name), byId),
    options: sides.map((side, n) => {
      const ids = new Map([...(common[n] ?? [])].map(([id, known]) => [known, id]));
      const items = new Map(side.items.map((item) => [item.id, item]));
      return { name: side.name, items: names.flatMap((one) => items.get(ids.get(one) ?? '') ?? []) };
    }),
  }));
}
