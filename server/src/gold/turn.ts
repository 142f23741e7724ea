import { type BratLine, formatBrat, type Textbound } from '../format/brat';
import { covered } from '../format/brat-annotations';
import type { Span } from '../note/span';
import type { AllCarried, Carried } from './carried';
import type { LineChange, Refused } from './decision';
import { type Draft, makeDraft, Objection } from './draft';
import type { Gold } from './gold';
import { hold } from './holding';
import { type KeptChange, type KeptLine, lineSays } from './kept-change';
import type { GoldLine } from './lookup';
import { fromFile, settledGold, settledLine } from './read';
import type { Secrets } from './secrets';

/** The furthest that a text is looked for when its note changed, in places of the file. */
const FURTHEST = 20_000;

/** What undoing or doing again makes of gold. */
export interface Turned {
  readonly gold: Gold;
  readonly changes: readonly LineChange[];
  readonly ids: readonly string[];
}

/** Why a step is not turned round; `forGood`, since what it changed is no longer what it was. */
export interface Unturned extends Refused {
  readonly forGood?: true;
}

/** Changes the other way round, the last one first. */
export const reversed = (changes: readonly KeptChange[]): KeptChange[] =>
  changes.toReversed().map(({ at, before, after }) => ({
    at,
    ...(after && { before: after }),
    ...(before && { after: before }),
  }));

/**
 * Does what a journal kept: puts each line in the place of the one that stood there. Refused where a line is no longer
 * what it was. Where the note changed since, a mention is the same if its text is, and comes back to where it was carried;
 * or, where nobody carried it, to where its text stands: moved as far as the one it replaces, or at the nearest place.
 */
export function redoChanges(
  gold: Gold,
  changes: readonly KeptChange[],
  secrets: Secrets,
  carried: AllCarried['of'] = () => undefined,
): Turned | Refused {
  const draft = makeDraft(settledGold(gold));
  const ids = new Set<string>();
  try {
    for (const change of changes) {
      const id = changeOne(draft, change, secrets, carried);
      if (id !== undefined) ids.add(id);
    }
  } catch (error) {
    if (error instanceof Objection) return { refused: error.message };
    throw error;
  }
  const there = [...ids].filter((id) => draft.lineOf(id) !== undefined);
  return { gold: draft.finish(), changes: draft.changes, ids: there };
}

const changed = (id: string): Objection =>
  new Objection(`${id} is no longer what it was; change it by hand.`);

/** The parsed line that was kept, with its text empty where only a mark of it was kept. */
function read(kept: KeptLine, secrets: Secrets): BratLine {
  const raw = 't' in kept ? kept.t : 'l' in kept ? kept.l : secrets.open(kept.s);
  if (raw === undefined)
    throw new Objection(
      'This step holds text that was sealed under another key, and cannot be turned round here.',
    );
  return { raw, end: kept.e ?? '\n', value: lineSays(raw) ?? { kind: 'unread' } };
}

/** Whether a line is the one that was kept, wherever the note's changes moved it. */
function isKept(line: GoldLine, kept: KeptLine, was: BratLine, secrets: Secrets): boolean {
  if (!('t' in kept) && line.raw === was.raw) return true;
  const [now, then] = [line.value, was.value];
  if (now.kind !== 'textbound' || then.kind !== 'textbound') return false;
  if (now.id !== then.id || now.type !== then.type || now.spans.length !== then.spans.length) return false;
  return 't' in kept ? secrets.mark(now.text) === kept.m : now.text === then.text;
}

function findLine(draft: Draft, kept: KeptLine, was: BratLine, at: number, secrets: Secrets): GoldLine {
  if ('id' in was.value) {
    const line = draft.need(was.value.id);
    if (!isKept(line, kept, was, secrets)) throw changed(was.value.id);
    return line;
  }
  const line = [draft.lines[at], ...draft.lines].find((line) => line?.raw === was.raw);
  if (!line) throw new Objection('A line of this step is no longer in the file.');
  return line;
}

function changeOne(
  draft: Draft,
  { at, before, after }: KeptChange,
  secrets: Secrets,
  carried: AllCarried['of'],
): string | undefined {
  const was = before && read(before, secrets);
  const will = after && read(after, secrets);
  const now = before && was && findLine(draft, before, was, at, secrets);
  if (now && will && was && now.raw === was.raw && will.raw === was.raw) {
    // Only its end changes: that of the last line, which may have none.
    if (will.end !== '' || draft.lines.at(-1) === now) draft.replaceLine(now, { ...now, end: will.end });
    return undefined;
  }
  if (!after || !will) {
    if (now) draft.remove(now);
    return undefined;
  }
  const id = 'id' in will.value ? will.value.id : undefined;
  if (!now && id !== undefined && draft.lineOf(id))
    throw new Objection(`${id} is the id of another item now.`);
  const there = carried(after);
  const line = there
    ? broughtBack(draft, after, will, there)
    : placed(draft, after, will, was?.value, now?.value, secrets);
  if (now) draft.replaceLine(now, { ...line, end: now.end === '' ? '' : line.end });
  else draft.insert(Math.min(at, draft.lines.length), line);
  return id;
}

/** The line to write, where it was carried to. */
function broughtBack(draft: Draft, kept: KeptLine, will: BratLine, { line, place }: Carried): GoldLine {
  if (will.value.kind !== 'textbound') return will;
  const value = { ...will.value, text: line.text };
  const raw = 's' in kept ? will.raw : formatBrat(value);
  return settledLine(draft.base.maps(), draft.base.text, { ...will, raw, value, place });
}

/** The line to write, at the place where its text stands now. */
function placed(
  draft: Draft,
  kept: KeptLine,
  will: BratLine,
  was: BratLine['value'] | undefined,
  now: BratLine['value'] | undefined,
  secrets: Secrets,
): GoldLine {
  const { value } = will;
  if (value.kind !== 'textbound') return will;
  const { text } = draft.base;
  const maps = draft.base.maps();
  const by =
    was?.kind === 'textbound' && now?.kind === 'textbound'
      ? (now.spans[0]?.start ?? 0) - (was.spans[0]?.start ?? 0)
      : 0;
  const at = (offset: number): Span[] =>
    value.spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  const made = (spans: readonly Span[], covering: string): GoldLine => {
    const fresh: Textbound = { ...value, spans, text: covering };
    const place = hold(text, fromFile(maps, spans), fresh, false);
    const same = 's' in kept && spans.every((span, i) => span.start === value.spans[i]?.start);
    return { ...will, ...(!same && { raw: formatBrat(fresh) }), value: fresh, place };
  };
  if (!('t' in kept)) return made(at((value.spans[0]?.start ?? 0) + by < 0 ? 0 : by), value.text);
  const stands = (offset: number): string | undefined => {
    const spans = at(offset);
    if ((spans[0]?.start ?? -1) < 0) return undefined;
    const there = covered(text, fromFile(maps, spans));
    return secrets.mark(there) === kept.m ? there : undefined;
  };
  for (const offset of by === 0 ? [0] : [by, 0]) {
    const there = stands(offset);
    if (there !== undefined) return made(at(offset), there);
  }
  const most = Math.min(FURTHEST, maps.offsets.toFile(maps.places.file.length));
  for (let away = 1; away <= most; away++) {
    for (const offset of [by - away, by + away]) {
      const there = stands(offset);
      if (there !== undefined) return made(at(offset), there);
    }
  }
  throw new Objection(`The text of ${value.id} is no longer in the note.`);
}
