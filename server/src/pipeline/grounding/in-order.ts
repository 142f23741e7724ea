import type { Board, Open } from './board';
import { type Linked, makeChain } from './chain';
import { groupsOf, keepsOrder, type Room, roomsOf, trusted } from './order';

/** An answer that is not in order may be a few runs that are. */
const RUNS = 6;
/** Places that the first chain looks at; it leaves away the end of an answer with more. */
const MOST_PLACES = 100_000;
/** Places that the chains behind it look at; there is none where there are more. */
const MOST_IN_RUNS = 5_000;
/** An answer of which so much follows the text is in its order. */
const IN_ORDER = 0.9;

/** The best chain over some items on what is free; none where that would take long. */
function chainOf(open: readonly Open[], items: readonly number[], board: Board, words: number): Linked[] {
  const chain = makeChain(words);
  let count = 0;
  for (const item of items) {
    const places = board.freeOf((open[item] as Open).places);
    count += places.length;
    if (count > MOST_IN_RUNS) return [];
    chain.add(places);
  }
  return chain.best().map(({ item, place }) => ({ item: items[item] as number, place }));
}

/**
 * Puts the items of an answer that its order makes certain. Keeps the chain of the last answer, and goes on from it
 * where the next one does.
 * @param words of the text
 * @param length of the text, UTF-16 code units
 */
export function makeByOrder(words: number, length: number) {
  let first = makeChain(words);
  let chained: readonly Open[] = [];
  let looked = 0;

  function firstChain(open: readonly Open[]): Linked[] {
    if (chained.some(({ places }, i) => open[i]?.places !== places)) {
      first = makeChain(words);
      chained = [];
      looked = 0;
    }
    for (const { places } of open.slice(chained.length)) {
      looked += places.whole.length;
      first.add(looked > MOST_PLACES ? [] : places.whole);
    }
    chained = open;
    return first.best();
  }

  /** Puts what a chain over some items makes certain; gives how far the others of it may move. */
  function putCertain(
    open: readonly Open[],
    items: readonly number[],
    chain: readonly Linked[],
    board: Board,
  ): Room[] {
    const inRun = new Set(chain.map(({ item }) => item));
    const isTrusted = trusted(items.map((item) => inRun.has(item)));
    const told = new Set(items.filter((_, i) => isTrusted[i]));
    const rooms = roomsOf(chain, (item) => board.freeOf((open[item] as Open).places), length);
    const uncertain: Room[] = [];
    for (const room of rooms) {
      if (!told.has(room.item)) continue;
      if (!room.certain) uncertain.push(room);
      else if (board.isFree(room.place)) board.put(room.item, room.place);
    }
    return uncertain;
  }

  /** Gives how far the items may move that are in order, but not on a certain place. */
  return (open: readonly Open[], board: Board): Map<number, Room> => {
    const rooms = new Map<number, Room>();
    let chain = firstChain(open);
    const only = open.flatMap(({ places: { whole } }) => (whole.length === 1 ? whole : []));
    if (!keepsOrder(only)) return rooms;
    const groups = chain.length < IN_ORDER * open.length ? groupsOf(open.map(({ type }) => type)) : undefined;
    if (groups) {
      for (const group of groups)
        for (const room of putCertain(open, group, chainOf(open, group, board, words), board))
          rooms.set(room.item, room);
      return rooms;
    }
    const all = open.map((_, item) => item);
    let rest = all;
    for (let run = 0; run < RUNS && rest.length > 0; run++) {
      if (run > 0) chain = chainOf(open, rest, board, words);
      const before = rest.length;
      // All mentions count as neighbours, also those that are placed.
      for (const room of putCertain(open, all, chain, board)) rooms.set(room.item, room);
      rest = rest.filter((item) => !board.placed.has(item) && !rooms.has(item));
      if (rest.length === before) break;
    }
    return rooms;
  };
}
