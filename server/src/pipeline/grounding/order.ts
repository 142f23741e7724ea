import { lowerBound, type Span } from '../../note/span';
import type { Candidate } from '../units';
import type { Linked } from './chain';

/** What an item of a chain may stand for without breaking the order: from the first to the last such place. */
export interface Room extends Span {
  readonly item: number;
  readonly place: Candidate;
  /** Whether the place is the only one. */
  readonly certain: boolean;
}

/** From this weight on the words are the same, cut alike. */
export const SAME_WORDS = 985;

/** From this weight on they are the same but for a plural. */
const NEARLY = 860;
/** An answer keeps the words of the text where this share of its mentions does. */
const FAITHFUL = 0.95;

/** Whether the mentions on some places keep the words of the text, be they in another case or with another article. */
export function isFaithful(places: readonly Candidate[]): boolean {
  const changed = places.filter((place) => place.changed).length;
  return changed <= (1 - FAITHFUL) * places.length;
}

/** How much another place must be like the mention to count beside one. */
export const least = ({ weight }: Pick<Candidate, 'weight'>, faithful: boolean): number =>
  Math.min(weight, faithful ? SAME_WORDS : NEARLY);

/**
 * How far each item of a chain could move while all others keep a place in order. Places that are less like the
 * mention than the chain's own do not count; those with the same words are all alike,
 * and so are those that differ by a plural, where the answer does not keep the words of the text.
 * @param placesOf the places of an item, sorted by start
 */
export function roomsOf(
  chain: readonly Linked[],
  placesOf: (item: number) => readonly Candidate[],
  length: number,
): Room[] {
  const faithful = isFaithful(chain.map(({ place }) => place));
  const starts: number[] = [];
  let at = 0;
  for (const { item, place } of chain) {
    const places = placesOf(item);
    let found = place;
    for (let i = lowerBound(places, at); i < places.length; i++) {
      const other = places[i] as Candidate;
      if (other.start >= place.start) break;
      if (other.weight < least(place, faithful) || other.end > place.start) continue;
      found = other;
      break;
    }
    starts.push(found.start);
    at = found.end;
  }
  const rooms: Room[] = [];
  let to = length;
  for (let n = chain.length - 1; n >= 0; n--) {
    const { item, place } = chain[n] as Linked;
    const places = placesOf(item);
    let found = place;
    for (let i = lowerBound(places, to) - 1; i >= 0; i--) {
      const other = places[i] as Candidate;
      if (other.start <= place.start) break;
      if (other.weight < least(place, faithful) || other.start < place.end || other.end > to) continue;
      found = other;
      break;
    }
    const start = starts[n] as number;
    rooms.push({ item, place, start, end: found.end, certain: start === found.start });
    to = found.start;
  }
  return rooms.reverse();
}

/** So many mentions before and behind one must be in order for it to be told by the order, but for a share. */
const NEIGHBOURS = 4;
const OUT_OF_ORDER = 0.25;

/** For each item whether most of those next to it in the answer are in a run, too: only then its order tells something. */
export function trusted(inRun: readonly boolean[]): boolean[] {
  const before = [0];
  for (const [i, is] of inRun.entries()) before.push((before[i] as number) + (is ? 1 : 0));
  return inRun.map((is, i) => {
    if (!is) return false;
    const from = Math.max(0, i - NEIGHBOURS);
    const to = Math.min(inRun.length, i + NEIGHBOURS + 1);
    const out = to - from - ((before[to] as number) - (before[from] as number));
    return out <= (to - from - 1) * OUT_OF_ORDER;
  });
}

/** A shorter answer is in order or not; of a longer one, this share of its steps must go forward. */
const STEPS = 6;
const FORWARD = 0.7;

/** Whether an answer keeps an order, by the mentions that have one place only: most steps from one to the next go forward. */
export function keepsOrder(only: readonly Span[]): boolean {
  const steps = only.length - 1;
  let forward = 0;
  for (let i = 1; i < only.length; i++) if ((only[i] as Span).start >= (only[i - 1] as Span).start) forward++;
  return forward >= (steps < STEPS ? steps : FORWARD * steps);
}

/** The numbers of the items of each group, where an answer is grouped: each kind but once, in a row. */
export function groupsOf(kinds: readonly string[]): number[][] | undefined {
  const groups = new Map<string, number[]>();
  for (const [item, kind] of kinds.entries()) {
    const group = groups.get(kind);
    if (!group) groups.set(kind, [item]);
    else if (group[group.length - 1] === item - 1) group.push(item);
    else return undefined;
  }
  return groups.size > 1 ? [...groups.values()] : undefined;
}
