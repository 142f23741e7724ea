import type { Candidate } from '../units';
import type { Board, Open } from './board';
import { assertedPlace } from './cues';
import { isFaithful, least, type Room, SAME_WORDS } from './order';

/** So many mentions must be placed, and this share of them be the very characters, for their writing to tell something. */
const LEAST_PLACED = 6;
const SAME_CHARACTERS = 0.95;

/** Items that are not placed, by their words but for case; long words first, which short ones may be part of. */
function groupsOf(open: readonly Open[], board: Board): number[][] {
  const groups = new Map<string, number[]>();
  for (const [item, { words }] of open.entries()) {
    if (board.placed.has(item)) continue;
    const key = words.toLowerCase();
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups].sort(([a], [b]) => b.length - a.length).map(([, items]) => items);
}

/** Puts items on places that are no more than they: those with the very words first. */
function assign(
  text: string,
  open: readonly Open[],
  items: readonly number[],
  places: readonly Candidate[],
  board: Board,
): void {
  const left = new Set(items);
  for (const isSame of [true, false]) {
    for (const place of places) {
      if (!board.isFree(place)) continue;
      for (const item of left) {
        if (isSame && (open[item] as Open).words !== text.slice(place.start, place.end)) continue;
        board.put(item, place);
        left.delete(item);
        break;
      }
    }
  }
}

/**
 * Puts what the order does not tell: items that are as many as the places that are left for their words, and one of
 * which what is said around its places tells where it stands, or else its writing.
 * @param rooms how far the items may move that are in order
 * @param bears types of mentions that are given an assertion
 */
export function putRest(
  text: string,
  open: readonly Open[],
  rooms: ReadonlyMap<number, Room>,
  board: Board,
  bears: ReadonlySet<string>,
): void {
  const placed = [...board.placed.values()];
  const faithful = isFaithful(placed);
  const exactly = placed.filter(({ alignment }) => alignment === 'exact').length;
  const isTelling = placed.length >= LEAST_PLACED && exactly >= SAME_CHARACTERS * placed.length;
  for (const items of groupsOf(open, board)) {
    const [item = 0] = items;
    const one = open[item] as Open;
    const free = board.freeOf(one.places);
    const same = free.filter(({ weight }) => weight >= least({ weight: SAME_WORDS }, faithful));
    const all = same.length > 0 ? same : free.filter(({ whole }) => whole);
    if (all.length <= items.length) {
      // Which of them is of which type, nothing tells.
      const kinds = new Set(items.map((i) => JSON.stringify([open[i]?.type, open[i]?.attributes])));
      if (kinds.size === 1) assign(text, open, items, all, board);
      continue;
    }
    if (items.length > 1) continue;
    const room = rooms.get(item);
    const within = room
      ? free.filter(
          ({ start, end, weight }) =>
            start >= room.start && end <= room.end && weight >= least(room.place, faithful),
        )
      : all;
    const exact = isTelling ? within.filter(({ alignment }) => alignment === 'exact') : [];
    const found =
      (within.length === 1 ? within[0] : undefined) ??
      (bears.has(one.type) ? assertedPlace(text, within, one.attributes) : undefined) ??
      (exact.length === 1 ? exact[0] : undefined);
    if (found) board.put(item, found);
  }
}
