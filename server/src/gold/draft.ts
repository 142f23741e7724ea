import { type BratLine, type BratValue, formatBrat, type Textbound } from '../format/brat';
import type { LineChange, WrittenLine } from './decision';
import type { Gold } from './gold';
import type { Held } from './holding';
import { makeGold, stateOf } from './read';

/** A decision that cannot be; the message is for the user. */
export class Objection extends Error {}

export type Letter = 'T' | 'R' | 'E' | 'A' | 'N' | '#';

/** The highest number that was ever used behind each letter, beside those in the file. */
export type UsedIds = Readonly<Partial<Record<Letter, number>>>;

interface Known {
  readonly byId: ReadonlyMap<string, BratLine>;
  readonly twice: ReadonlySet<string>;
  readonly highest: ReadonlyMap<string, number>;
}

const known = new WeakMap<readonly BratLine[], Known>();

/** What ids a file holds; remembered with its lines. */
function idsOf(lines: readonly BratLine[]): Known {
  let found = known.get(lines);
  if (!found) {
    const byId = new Map<string, BratLine>();
    const twice = new Set<string>();
    const highest = new Map<string, number>();
    for (const line of lines) {
      // An id counts as used, however little of its line can be read.
      const id = 'id' in line.value ? line.value.id : (/^\S+/.exec(line.raw)?.[0] ?? '');
      const match = /^([A-Za-z]+|#)(\d{1,15})$/.exec(id);
      if (match) {
        const letter = match[1] === 'M' ? 'A' : (match[1] as string);
        highest.set(letter, Math.max(highest.get(letter) ?? 0, Number(match[2])));
      }
      if (!('id' in line.value)) continue;
      if (byId.has(id)) twice.add(id);
      else byId.set(id, line);
    }
    found = { byId, twice, highest };
    known.set(lines, found);
  }
  return found;
}

/** A copy of gold that a decision writes to, line by line; `finish` makes gold of it again. */
export function makeDraft(gold: Gold, used: UsedIds = {}) {
  const base = stateOf(gold);
  const { byId, twice, highest } = idsOf(base.lines);
  const lines = [...base.lines];
  const held = new Map(base.held);
  const fresh = new Map<string, BratLine | undefined>();
  const next = new Map<Letter, number>();
  const changes: LineChange[] = [];
  const fileEnd = base.lines[0]?.end === '\r\n' ? '\r\n' : '\n';

  const written = ({ raw, end, value }: BratLine): WrittenLine => {
    // A broken text is not the note's, so it cannot be found there again.
    const broken = value.kind === 'textbound' && held.get(value)?.broken !== undefined;
    return { raw, end, ...(broken && { sealed: true }) };
  };
  const lineOf = (id: string): BratLine | undefined => (fresh.has(id) ? fresh.get(id) : byId.get(id));

  /** Puts a line, or none, at `at`: in the place of the one there, or before it. */
  function put(at: number, line: BratLine | undefined, mode: 'insert' | 'replace', place?: Held): void {
    const before = mode === 'replace' ? (lines[at] as BratLine) : undefined;
    const was = before && written(before);
    if (before?.value.kind === 'textbound') {
      const stays = held.get(before.value);
      if (line?.value !== before.value) held.delete(before.value);
      else if (stays) held.set(before.value, stays);
    }
    if (place && line?.value.kind === 'textbound') held.set(line.value, place);
    if (before && 'id' in before.value) fresh.set(before.value.id, undefined);
    if (line && 'id' in line.value) fresh.set(line.value.id, line);
    changes.push({ at, ...(was && { before: was }), ...(line && { after: written(line) }) });
    lines.splice(at, before ? 1 : 0, ...(line ? [line] : []));
  }

  /** Puts a line in; what stands before it gets a line end, if it has none. */
  function insert(at: number, line: BratLine, place?: Held): void {
    const last = lines[at - 1];
    if (last?.end === '') put(at - 1, { ...last, end: fileEnd }, 'replace');
    put(at, line.end === '' && at < lines.length ? { ...line, end: fileEnd } : line, 'insert', place);
  }

  return {
    /** As gold was before. */
    gold,
    base,
    changes: changes as readonly LineChange[],
    lines: lines as readonly BratLine[],
    lineOf,
    /** The id's line, if it can be spoken of: it stands once. */
    need(id: string): BratLine {
      if (twice.has(id)) throw new Objection(`${id} stands twice in the file; give one of them another id.`);
      const line = lineOf(id);
      if (!line) throw new Objection(`${id} is not in the file.`);
      return line;
    },
    /** Where a mention stands. */
    place: (value: Textbound): Held | undefined => held.get(value),
    /** An id that neither the file nor its history has used. */
    freshId(letter: Letter): string {
      const number = (next.get(letter) ?? Math.max(highest.get(letter) ?? 0, used[letter] ?? 0)) + 1;
      next.set(letter, number);
      return letter + number;
    },
    insert,
    append(value: BratValue, place?: Held): void {
      insert(lines.length, { raw: formatBrat(value), end: fileEnd, value }, place);
    },
    replace(line: BratLine, value: BratValue, place?: Held): void {
      const kept = line.value.kind === 'textbound' ? held.get(line.value) : undefined;
      put(lines.indexOf(line), { raw: formatBrat(value), end: line.end, value }, 'replace', place ?? kept);
    },
    replaceLine(line: BratLine, by: BratLine, place?: Held): void {
      put(lines.indexOf(line), by, 'replace', place);
    },
    remove(line: BratLine): void {
      put(lines.indexOf(line), undefined, 'replace');
    },
    finish: (): Gold => makeGold({ ...base, lines, held }),
  };
}

export type Draft = ReturnType<typeof makeDraft>;
