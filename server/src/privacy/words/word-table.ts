import type { Kind } from './word';

/** How many entries are remembered at most, and how many code units they have together; then all are forgotten. */
const MEMORY = 50_000;
const UNITS = 1 << 19;
/** Places for entries; at most so many behind the first are looked at, as hostile notes can make all texts alike in hash. */
const PLACES = 1 << 17;
const NEAR = 8;

/**
 * What was worked out for stretches of texts: known again by their code units, so that nothing is cut out of a text to
 * look it up. It may forget at any time, and takes time by the length of the stretch.
 * @param make works it out, knowing what kind of lexeme the stretch is
 */
export function wordTable<Entry>(
  make: (text: string, kind: Kind) => Entry,
): (text: string, units: Uint16Array, start: number, end: number, kind: Kind) => Entry {
  let entries: Entry[] = [];
  // Of each place two numbers: one more than the index of the entry that lies in it, 0 where none does; its hash.
  const places = new Int32Array(2 * PLACES);
  // Where the code units of an entry start, and where the last one's end.
  const starts = new Uint32Array(MEMORY + 1);
  const known = new Uint16Array(UNITS);

  const isAt = (index: number, units: Uint16Array, start: number, length: number): boolean => {
    const from = starts[index] as number;
    if ((starts[index + 1] as number) - from !== length) return false;
    for (let i = 0; i < length; i++) if (known[from + i] !== units[start + i]) return false;
    return true;
  };
  const remember = (entry: Entry, place: number, hash: number, stretch: Uint16Array): void => {
    const index = entries.length;
    const from = starts[index] as number;
    known.set(stretch, from);
    starts[index + 1] = from + stretch.length;
    places[2 * place] = index + 1;
    places[2 * place + 1] = hash;
    entries.push(entry);
  };
  return (text, units, start, end, kind) => {
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (units[i] as number)) | 0;
    const length = end - start;
    const home = (hash ^ (hash >>> 15)) & (PLACES - 1);
    let place = home;
    for (let index = places[2 * place] as number; index > 0; index = places[2 * place] as number) {
      if (places[2 * place + 1] === hash && isAt(index - 1, units, start, length))
        return entries[index - 1] as Entry;
      place = (place + 1) & (PLACES - 1);
      if (place === ((home + NEAR) & (PLACES - 1))) {
        place = home;
        break;
      }
    }
    const entry = make(text.slice(start, end), kind);
    if (entries.length === MEMORY || (starts[entries.length] as number) + length > UNITS) {
      entries = [];
      places.fill(0);
    }
    if (length <= UNITS) remember(entry, place, hash, units.subarray(start, end));
    return entry;
  };
}
