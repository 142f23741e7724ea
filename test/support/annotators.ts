import fc from 'fast-check';
import type { Item } from '../../server/src/format/corpus/document';
import { redirected } from '../../server/src/format/corpus/items';
import { fromBrat } from '../format/corpus/in-memory';
import { standoffPair } from './standoff';

/** A note, and what several people say of it. */
export interface Annotated {
  readonly text: string;
  readonly sides: readonly { readonly name: string; readonly items: readonly Item[] }[];
}

/**
 * What one of several people makes of the same items: some left out, some of another type, some twice or three times,
 * some leading elsewhere: to nothing, to themselves, in circles.
 */
function variant(items: readonly Item[], draws: Iterator<number>): readonly Item[] {
  const draw = (): number => draws.next().value as number;
  return items.flatMap((item, n): Item[] => {
    const copy = (times: number): Item => ({ ...item, id: `${item.id[0]}${8_000 + 10 * n + times}` });
    switch (draw() % 16) {
      case 0:
        return [];
      case 1:
        return [{ ...item, type: 'other' }];
      case 2:
        return [item, copy(1)];
      case 3:
        return [copy(2), item, copy(1)];
      case 4: {
        // Nothing refers to an equivalence, which has no id in its file.
        const others = items.filter(({ kind }) => kind !== 'equivalence');
        const to = others[draw() % Math.max(1, others.length)]?.id ?? 'T99';
        return [redirected(item, () => to)];
      }
      case 5:
        return [redirected(item, (id) => (draw() % 2 === 0 ? `T${90 + (draw() % 4)}` : id))];
      default:
        return [item];
    }
  });
}

/** Notes of two or three people whose files hold anything that a file can hold. */
export const annotated: fc.Arbitrary<Annotated> = fc
  .tuple(standoffPair, fc.array(fc.infiniteStream(fc.nat(1_000)), { minLength: 2, maxLength: 3 }))
  .map(([{ text, ann }, streams]) => {
    const { items } = fromBrat(text, ann).document;
    return { text, sides: streams.map((draws, n) => ({ name: `${n}`, items: variant(items, draws) })) };
  });
