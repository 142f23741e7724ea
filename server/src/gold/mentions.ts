import { overlaps, type Span } from '../note/span';
import type { GoldEntity } from './gold';

/** The mentions of a file by where they start, then the longer first, then by id. */
export interface Mentions {
  readonly list: readonly GoldEntity[];
  /** The furthest end of all up to each, so that a look back from a place knows when to stop. */
  readonly furthest: readonly number[];
}

const startOf = ({ spans }: GoldEntity): number => spans[0]?.start ?? 0;
const endOf = ({ spans }: GoldEntity): number => spans.reduce((most, { end }) => Math.max(most, end), 0);
const lengthOf = ({ spans }: GoldEntity): number =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

const inOrder = (a: GoldEntity, b: GoldEntity): number =>
  startOf(a) - startOf(b) ||
  endOf(b) - endOf(a) ||
  a.id.length - b.id.length ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How many of a sorted list come before a place in it. */
function countBefore(list: readonly GoldEntity[], isBefore: (entity: GoldEntity) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(list[middle] as GoldEntity)) low = middle + 1;
    else high = middle;
  }
  return low;
}
const indexOf = (list: readonly GoldEntity[], entity: GoldEntity): number =>
  countBefore(list, (other) => inOrder(other, entity) < 0);

/** Works `furthest` out from an index on; from another one on it is known to hold, so it ends where nothing changes. */
function reach(furthest: number[], list: readonly GoldEntity[], from: number, holdsFrom: number): void {
  for (let i = from; i < list.length; i++) {
    const far = Math.max(furthest[i - 1] ?? 0, endOf(list[i] as GoldEntity));
    if (i >= holdsFrom && furthest[i] === far) return;
    furthest[i] = far;
  }
}

export function mentionsOf(entities: readonly GoldEntity[]): Mentions {
  const list = entities.toSorted(inOrder);
  const furthest: number[] = [];
  reach(furthest, list, 0, list.length);
  return { list, furthest };
}

/** The mentions without some of them, and with others. */
export function mentionsWith(
  was: Mentions,
  gone: readonly GoldEntity[],
  fresh: readonly GoldEntity[],
): Mentions {
  const list = [...was.list];
  const furthest = [...was.furthest];
  for (const entity of gone) {
    const at = indexOf(list, entity);
    list.splice(at, 1);
    furthest.splice(at, 1);
    reach(furthest, list, at, at);
  }
  for (const entity of fresh) {
    const at = indexOf(list, entity);
    list.splice(at, 0, entity);
    furthest.splice(at, 0, 0);
    reach(furthest, list, at, at + 1);
  }
  return { list, furthest };
}

/** The one that is kept of an entity that was made anew. */
export const kept = ({ list }: Mentions, entity: GoldEntity): GoldEntity | undefined =>
  list[indexOf(list, entity)];

export const startingBefore = ({ list }: Mentions, offset: number): number =>
  countBefore(list, (entity) => startOf(entity) < offset);

function among(mentions: Mentions, span: Span, has: (entity: GoldEntity) => boolean): GoldEntity[] {
  const { list, furthest } = mentions;
  const found: GoldEntity[] = [];
  for (let i = startingBefore(mentions, span.end) - 1; i >= 0 && (furthest[i] as number) >= span.start; i--) {
    const entity = list[i] as GoldEntity;
    if (has(entity)) found.push(entity);
  }
  return found.reverse();
}

/** See `Gold.at`. */
export const mentionsAt = (mentions: Mentions, offset: number): GoldEntity[] =>
  among(mentions, { start: offset, end: offset + 1 }, ({ spans }) =>
    spans.some((span) => span.start <= offset && offset <= span.end),
  ).sort((a, b) => lengthOf(a) - lengthOf(b));

/** See `Gold.near`. */
export const mentionsNear = (mentions: Mentions, span: Span): GoldEntity[] =>
  among(mentions, span, ({ spans }) => spans.some((own) => overlaps(own, span)));
