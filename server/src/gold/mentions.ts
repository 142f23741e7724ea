import { overlaps, type Span } from '../note/span';
import type { GoldEntity } from './gold';
import { once } from './once';

/** A few mentions that follow each other, and the furthest end of them. */
interface Run {
  readonly list: readonly GoldEntity[];
  readonly furthest: number;
}

/** The mentions of a file by where they start, then the longer first, then by id: in runs, of which a change makes one anew. */
export interface Mentions {
  readonly runs: readonly Run[];
  readonly all: () => readonly GoldEntity[];
}

/** The most mentions in a run. */
const MOST = 64;

const startOf = ({ spans }: GoldEntity): number => spans[0]?.start ?? 0;
function endOf({ spans }: GoldEntity): number {
  let most = 0;
  for (const { end } of spans) if (end > most) most = end;
  return most;
}
const furthestOf = (list: readonly GoldEntity[]): number =>
  list.reduce((most, entity) => Math.max(most, endOf(entity)), 0);
const lengthOf = ({ spans }: GoldEntity): number =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

const inOrder = (a: GoldEntity, b: GoldEntity): number =>
  startOf(a) - startOf(b) ||
  endOf(b) - endOf(a) ||
  a.id.length - b.id.length ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How many of a sorted list come before a place in it. */
function countBefore<T>(list: readonly T[], isBefore: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const firstOf = ({ list }: Run): GoldEntity => list[0] as GoldEntity;
const make = (runs: readonly Run[]): Mentions => ({
  runs,
  all: once(() => runs.flatMap(({ list }) => list)),
});

/** Runs of a sorted list, none of them longer than half of what they may grow to, or than the list. */
function runsOf(list: readonly GoldEntity[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < list.length; at += MOST / 2) {
    const some = list.slice(at, at + MOST / 2);
    runs.push({ list: some, furthest: furthestOf(some) });
  }
  return runs;
}

export function mentionsOf(entities: readonly GoldEntity[]): Mentions {
  const list = entities.toSorted(inOrder);
  return { runs: runsOf(list), all: () => list };
}

/** Where a mention is, or would be: the number of its run, and its number there. */
function placeOf(runs: readonly Run[], entity: GoldEntity): { readonly run: number; readonly at: number } {
  const run = Math.max(0, countBefore(runs, (one) => inOrder(firstOf(one), entity) <= 0) - 1);
  return { run, at: countBefore(runs[run]?.list ?? [], (other) => inOrder(other, entity) < 0) };
}

/** The mentions without some of them, and with others. */
export function mentionsWith(
  was: Mentions,
  gone: readonly GoldEntity[],
  fresh: readonly GoldEntity[],
): Mentions {
  const runs = [...was.runs];
  const change = (entity: GoldEntity, out: number, put: readonly GoldEntity[]): void => {
    const { run, at } = placeOf(runs, entity);
    const list = (runs[run]?.list ?? []).toSpliced(at, out, ...put);
    const whole = { list, furthest: furthestOf(list) };
    runs.splice(run, 1, ...(list.length > MOST ? runsOf(list) : list.length > 0 ? [whole] : []));
  };
  for (const entity of gone) change(entity, 1, []);
  for (const entity of fresh) change(entity, 0, [entity]);
  return make(runs);
}

/** The one that is kept of an entity that was made anew. */
export function kept({ runs }: Mentions, entity: GoldEntity): GoldEntity | undefined {
  const { run, at } = placeOf(runs, entity);
  return runs[run]?.list[at];
}

/** How many runs start before an offset, and how many mentions of the last of these do. */
function before({ runs }: Mentions, offset: number): { readonly count: number; readonly at: number } {
  const count = countBefore(runs, (run) => startOf(firstOf(run)) < offset);
  return { count, at: countBefore(runs[count - 1]?.list ?? [], (entity) => startOf(entity) < offset) };
}

/** The first mention that starts at or behind an offset. */
export function firstFrom(mentions: Mentions, offset: number): GoldEntity | undefined {
  const { count, at } = before(mentions, offset);
  return mentions.runs[count - 1]?.list[at] ?? mentions.runs[count]?.list[0];
}

/** The last mention that starts before an offset. */
export function lastBefore(mentions: Mentions, offset: number): GoldEntity | undefined {
  const { count, at } = before(mentions, offset);
  return mentions.runs[count - 1]?.list[at - 1];
}

function among(mentions: Mentions, span: Span, has: (entity: GoldEntity) => boolean): GoldEntity[] {
  const { count, at } = before(mentions, span.end);
  const found: GoldEntity[] = [];
  for (let i = 0; i < count; i++) {
    const { list, furthest } = mentions.runs[i] as Run;
    if (furthest < span.start) continue;
    for (const entity of i === count - 1 ? list.slice(0, at) : list) if (has(entity)) found.push(entity);
  }
  return found;
}

/** See `Gold.at`. */
export const mentionsAt = (mentions: Mentions, offset: number): GoldEntity[] =>
  among(mentions, { start: offset, end: offset + 1 }, ({ spans }) =>
    spans.some((span) => span.start <= offset && offset <= span.end),
  ).sort((a, b) => lengthOf(a) - lengthOf(b));

/** See `Gold.near`. */
export const mentionsNear = (mentions: Mentions, span: Span): GoldEntity[] =>
  among(mentions, span, ({ spans }) => spans.some((own) => overlaps(own, span)));
