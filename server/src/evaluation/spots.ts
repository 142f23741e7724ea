import type { Item } from '../format/corpus/document';
import { whole } from '../format/corpus/items';
import type { Span } from '../note/span';

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

interface Spot<Mark> extends Span {
  readonly entity: Spans;
  readonly mark: Mark;
}

/** Marks at the places of items: entities at their spans (UTF-16 code units), all others at a number for their place. */
export function makeSpots<Mark>() {
  const byPlace = new Map<number, Mark[]>();
  const entities: Spot<Mark>[] = [];
  /** The entities by where they start, and the furthest end up to each of them. */
  let sorted: { readonly spots: readonly Spot<Mark>[]; readonly reach: readonly number[] } | undefined;
  const sort = () => {
    const spots = entities.toSorted((a, b) => a.start - b.start);
    let furthest = 0;
    return { spots, reach: spots.map(({ end }) => (furthest = Math.max(furthest, end))) };
  };

  return {
    add(item: Item, place: number, mark: Mark): void {
      sorted = undefined;
      if (item.kind === 'textbound') entities.push({ ...whole(item), entity: item, mark });
      else {
        const known = byPlace.get(place);
        if (known) known.push(mark);
        else byPlace.set(place, [mark]);
      }
    },
    /** The marks at the place of an item, each as often as it is there. */
    at(item: Item, place: number): readonly Mark[] {
      if (item.kind !== 'textbound') return byPlace.get(place) ?? [];
      sorted ??= sort();
      const { spots, reach } = sorted;
      const { start, end } = whole(item);
      let low = 0;
      for (let high = spots.length; low < high; ) {
        const middle = (low + high) >>> 1;
        if ((reach[middle] ?? 0) < start) low = middle + 1;
        else high = middle;
      }
      const found: Mark[] = [];
      for (let n = low; n < spots.length && (spots[n]?.start ?? 0) <= end; n++) {
        const spot = spots[n];
        if (spot && meets(spot.entity, item)) found.push(spot.mark);
      }
      return found;
    },
  };
}
