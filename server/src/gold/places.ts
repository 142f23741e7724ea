import type { Edit } from '../note/edit';

/** Where the offsets of a note as the editor holds it lie in its file, both in UTF-16 code units. */
export interface Places {
  /** The text of the file, with its byte order mark and its own line ends. */
  readonly file: string;
  toFile(offset: number): number;
  fromFile(offset: number): number;
}

const lineEnd = /\r\n|\r|\n/g;
const MARK = '\ufeff';

/** A text with `\n` for every line end and no byte order mark: two that are equal so hold the same lines. */
export const linesOf = (text: string): string => {
  const bare = text.startsWith(MARK) ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(lineEnd, '\n') : bare;
};

interface Lines {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function cut(text: string): Lines {
  const starts = [text.startsWith(MARK) ? 1 : 0];
  const ends: number[] = [];
  for (const match of text.matchAll(lineEnd)) {
    ends.push(match.index);
    starts.push(match.index + match[0].length);
  }
  ends.push(text.length);
  return { starts, ends };
}

function between(from: Lines, to: Lines): (offset: number) => number {
  return (offset) => {
    let low = 0;
    let high = from.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((from.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    const column = Math.max(0, offset - (from.starts[low] as number));
    const length = (from.ends[low] as number) - (from.starts[low] as number);
    const start = to.starts[low] as number;
    // Between the two characters of a line end: as far behind the line as the other text goes.
    const next = to.starts[low + 1] ?? (to.ends[low] as number);
    return Math.min(start + column, column > length ? next : start + length);
  };
}

/**
 * The places of a text whose lines are those of its file, whatever ends them. Editors make mixed line ends
 * uniform and leave out a byte order mark, so offsets are mapped line by line.
 * @returns undefined where the lines are other ones
 */
export function placesOf(text: string, file: string): Places | undefined {
  const same = (offset: number): number => offset;
  if (text === file) return { file, toFile: same, fromFile: same };
  if (linesOf(text) !== linesOf(file)) return undefined;
  const [held, written] = [cut(text), cut(file)];
  return { file, toFile: between(held, written), fromFile: between(written, held) };
}

/** The places of a text as its file will hold it once it is saved. @param file the file's text until now */
export function placesOnceSaved(text: string, file: string | undefined): Places {
  const by = file?.startsWith(MARK) && !text.startsWith(MARK) ? 1 : 0;
  return {
    file: by ? MARK + text : text,
    toFile: (offset) => offset + by,
    fromFile: (offset) => Math.max(0, offset - by),
  };
}

/** A file's text with the line ends of the editor's and no byte order mark. */
export function asHeld(file: string, text: string): string {
  const end = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const plain = linesOf(file);
  return end === '\n' ? plain : plain.replaceAll('\n', end);
}

const lines = /[^\n]*\n|[^\n]+$/g;
const words = /[\p{L}\p{N}\p{M}]+|./gsu;

/**
 * Edits that make one text another, one after the other. Lines that both have at their edges hold their place, and those
 * between that stand once in both, in the order of the longest run of such; in what is left, words do.
 */
export const editsBetween = (before: string, after: string): Edit[] =>
  before === after ? [] : editsWithin(before, after, 0, lines);

/** The same of what differs at `at`, cut into pieces. */
function editsWithin(before: string, after: string, at: number, pieces: RegExp): Edit[] {
  const cut = (text: string): string[] => text.match(pieces) ?? [];
  const [old, fresh] = [cut(before), cut(after)];
  let [a, b] = [0, 0];
  let [endA, endB] = [old.length, fresh.length];
  while (a < endA && b < endB && old[a] === fresh[b]) {
    at += old[a]?.length ?? 0;
    a++;
    b++;
  }
  while (a < endA && b < endB && old[endA - 1] === fresh[endB - 1]) {
    endA--;
    endB--;
  }
  const once = (list: readonly string[], from: number, end: number): Map<string, number> => {
    const found = new Map<string, number>();
    for (let i = from; i < end; i++) found.set(list[i] ?? '', found.has(list[i] ?? '') ? -1 : i);
    return found;
  };
  const there = once(fresh, b, endB);
  const pairs = [...once(old, a, endA)].flatMap(([piece, one]) => {
    const other = there.get(piece) ?? -1;
    return one < 0 || other < 0 ? [] : [{ a: one, b: other }];
  });
  if (pairs.length === 0 && pieces === words)
    return [smallest(old.slice(a, endA).join(''), fresh.slice(b, endB).join(''), at)];
  pairs.sort((one, other) => one.a - other.a);
  const kept = longestRise(pairs.map(({ b }) => b)).flatMap((i) => pairs[i] ?? []);
  const edits: Edit[] = [];
  for (const pair of [...kept, { a: endA, b: endB }]) {
    const was = old.slice(a, pair.a).join('');
    const is = fresh.slice(b, pair.b).join('');
    if (was !== is) edits.push(...editsWithin(was, is, at, words));
    at += is.length + (fresh[pair.b]?.length ?? 0);
    [a, b] = [pair.a + 1, pair.b + 1];
  }
  return edits;
}

/** The edit at `at` that makes `was` of a text `is`, without what both have at their edges. */
function smallest(was: string, is: string, at: number): Edit {
  const most = Math.min(was.length, is.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < most - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++;
  return { start: at + head, end: at + was.length - tail, text: is.slice(head, is.length - tail) };
}

/** The indices of a longest strictly rising subsequence. */
export function longestRise(values: readonly number[]): number[] {
  const tails: number[] = [];
  const before: number[] = [];
  for (const [i, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before.push(low > 0 ? (tails[low - 1] as number) : -1);
    tails[low] = i;
  }
  const found: number[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] as number) found.push(i);
  return found.reverse();
}
