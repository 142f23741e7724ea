import type { AttributeType } from '../annotation/schema';
import type { Item } from '../format/corpus/document';
import { numbering } from './numbering';

/** Entities at the same place and of the same type. */
const placeOf = ({ type, spans }: Extract<Item, { kind: 'textbound' }>): string =>
  JSON.stringify([type, spans.map(({ start, end }) => [start, end]).sort(byStart)]);
const byStart = (a: readonly number[], b: readonly number[]): number =>
  (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
const keyOf = (name: string, place: string): string => `${name} ${place}`;

/** Whether an item says what goes without saying. */
export const isDefault = (item: Item, usual: readonly AttributeType[]): boolean =>
  item.kind === 'attribute' &&
  usual.some(({ name, default: value }) => value !== undefined && name === item.type && value === item.value);

/**
 * What several people say of one note, where the default of an attribute is said by all as soon as one of them says it
 * of the same entity: who wrote it down and who did not agree. What nobody says stays unsaid.
 * @param lists the items of each; each id once. Spans in one unit, of one text for all
 * @param usual of each, the attributes whose default goes without saying
 * @returns the same lists, but for those to which something is added, at the end and with ids that none of them has
 */
export function withUnsaidDefaults(
  lists: readonly (readonly Item[])[],
  usual: readonly (readonly AttributeType[])[],
): readonly (readonly Item[])[] {
  const all = usual.flat();
  const said = new Set<string>();
  for (const items of lists) {
    const places = new Map(
      items.flatMap((item) => (item.kind === 'textbound' ? [[item.id, placeOf(item)] as const] : [])),
    );
    for (const item of items) {
      const place = item.kind === 'attribute' && isDefault(item, all) ? places.get(item.target) : undefined;
      if (place !== undefined) said.add(keyOf(item.type, place));
    }
  }
  if (said.size === 0) return lists;
  const { beyond } = numbering(lists);
  return lists.map((items, n) => {
    const own = new Set(
      items.flatMap((item) => (item.kind === 'attribute' ? [keyOf(item.type, item.target)] : [])),
    );
    const added = items.flatMap((item): Item[] => {
      if (item.kind !== 'textbound') return [];
      const place = placeOf(item);
      return (usual[n] ?? []).flatMap(({ name, on, default: value }): Item[] =>
        value !== undefined &&
        on.includes(item.type) &&
        said.has(keyOf(name, place)) &&
        !own.has(keyOf(name, item.id))
          ? [{ kind: 'attribute', id: beyond('A'), type: name, target: item.id, value }]
          : [],
      );
    });
    return added.length === 0 ? items : [...items, ...added];
  });
}
