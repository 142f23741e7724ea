/** A 32-bit hash of a text's UTF-16 code units (FNV-1a, mixed once more at its end). */
export function hashText(text: string, seed = 0): number {
  let h = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) | 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** Two 32-bit hashes as one; the order matters. */
export function mix(a: number, b: number): number {
  let h = (Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0xc2b2ae35) + b) | 0;
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

/** Hashes of features and the row of weights of each: an open-addressed table, grown as features come. */
export interface FeatureTable {
  readonly size: number;
  /** The hash of each row, in the order of the rows. */
  readonly hashes: Int32Array;
  /** The row of a feature, or -1 for one that is not known. */
  find(hash: number): number;
  /** The row of a feature, new where it was not known. */
  add(hash: number): number;
  /** One of its own that holds the same. */
  copy(): FeatureTable;
}

/** A table of the features with these hashes, the first in row 0. */
export function featureTable(known: ArrayLike<number> = []): FeatureTable {
  const table = tableOf(new Int32Array(Math.max(64, known.length)), 0, new Int32Array(256).fill(-1));
  for (let i = 0; i < known.length; i++) table.add(known[i] as number);
  return table;
}

/** A table over `size` hashes and the slots that hold their rows, both of which it takes for itself. */
function tableOf(held: Int32Array, count: number, places: Int32Array): FeatureTable {
  let size = count;
  let hashes = held;
  let slots = places;
  const slotOf = (hash: number): number => {
    const mask = slots.length - 1;
    let at = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const row = slots[at] as number;
      if (row < 0 || hashes[row] === hash) return at;
      at = (at + 1) & mask;
    }
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 4).fill(-1);
    for (let row = 0; row < size; row++) slots[slotOf(hashes[row] as number)] = row;
  };
  const add = (hash: number): number => {
    const at = slotOf(hash);
    const row = slots[at] as number;
    if (row >= 0) return row;
    if (size === hashes.length) {
      const more = new Int32Array(size * 2);
      more.set(hashes);
      hashes = more;
    }
    hashes[size] = hash;
    slots[at] = size;
    size++;
    if (size * 2 > slots.length) grow();
    return size - 1;
  };
  return {
    get size() {
      return size;
    },
    get hashes() {
      return hashes.subarray(0, size);
    },
    find: (hash) => slots[slotOf(hash)] as number,
    add,
    copy: () => tableOf(hashes.slice(), size, slots.slice()),
  };
}

/** Numbers from 0 up to 1 that look like chance and are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
