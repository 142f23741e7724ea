import { type BratValue, formatBrat } from '../format/brat';
import type { Span } from '../note/span';
import type { LineChange, WrittenLine } from './decision';
import type { Gold, GoldEntity } from './gold';
import type { Held } from './holding';
import type { GoldLine } from './lookup';
import { mentionsNear } from './mentions';
import { makeGold, stateOf } from './read';

/** A decision that cannot be; the message is for the user. */
export class Objection extends Error {}

export type Letter = 'T' | 'R' | 'E' | 'A' | 'N' | '#';

/** The highest number that was ever used behind each letter, beside those in the file. */
export type UsedIds = Readonly<Partial<Record<Letter, number>>>;

/** A copy of gold that a decision writes to, line by line; `finish` makes gold of it again. */
export function makeDraft(gold: Gold, used: UsedIds = {}) {
  const base = stateOf(gold);
  const lines = [...base.lines];
  const before = base.lookup();
  let lookup = before;
  const next = new Map<Letter, number>();
  const changes: LineChange[] = [];
  const fileEnd = base.lines[0]?.end === '\r\n' ? '\r\n' : '\n';

  const written = ({ raw, end, place }: GoldLine): WrittenLine => ({ raw, end, ...(place && { place }) });
  const lineOf = (id: string): GoldLine | undefined => lookup.bearing(id)[0];

  /** Puts a line at `at`: in the place of the one there, or before it; none takes that one out. */
  function put(at: number, was: GoldLine | undefined, line: GoldLine | undefined): void {
    changes.push({ at, ...(was && { before: written(was) }), ...(line && { after: written(line) }) });
    lines.splice(at, was ? 1 : 0, ...(line ? [line] : []));
    lookup = lookup.with(lines, was, line);
  }
  const putFor = (was: GoldLine, line: GoldLine | undefined): void => put(lines.indexOf(was), was, line);

  /** Puts a line in; what stands before it gets a line end, if it has none. */
  function insert(at: number, line: GoldLine): void {
    const last = lines[at - 1];
    if (last?.end === '') put(at - 1, last, { ...last, end: fileEnd });
    put(at, undefined, line.end === '' && at < lines.length ? { ...line, end: fileEnd } : line);
  }

  return {
    base,
    changes: changes as readonly LineChange[],
    lines: lines as readonly GoldLine[],
    lineOf,
    /** The same before all changes. */
    lineBefore: (id: string): GoldLine | undefined => before.bearing(id)[0],
    bearing: (id: string): readonly GoldLine[] => lookup.bearing(id),
    naming: (id: string): readonly GoldLine[] => lookup.naming(id),
    near: (span: Span): readonly GoldEntity[] => mentionsNear(lookup.mentions(), span),
    /** The id's line, if it can be spoken of: it stands once. */
    need(id: string): GoldLine {
      const [line, other] = lookup.bearing(id);
      if (other) throw new Objection(`${id} stands twice in the file; give one of them another id.`);
      if (!line) throw new Objection(`${id} is not in the file.`);
      return line;
    },
    /** An id that neither the file nor its history has used; what refers to nothing must not come to mean its item. */
    freshId(letter: Letter): string {
      let number = (next.get(letter) ?? Math.max(before.highest(letter), used[letter] ?? 0)) + 1;
      // Beyond what numbers of ids are counted up to.
      while (lineOf(letter + number) || lookup.naming(letter + number).length > 0) number++;
      next.set(letter, number);
      return letter + number;
    },
    insert,
    append(value: BratValue, place?: Held): void {
      insert(lines.length, { raw: formatBrat(value), end: fileEnd, value, place });
    },
    replace(line: GoldLine, value: BratValue, place = line.place): void {
      putFor(line, { raw: formatBrat(value), end: line.end, value, place });
    },
    replaceLine: (line: GoldLine, by: GoldLine): void => putFor(line, by),
    remove: (line: GoldLine): void => putFor(line, undefined),
    finish: (): Gold => makeGold({ ...base, lines }, lookup),
  };
}

export type Draft = ReturnType<typeof makeDraft>;
