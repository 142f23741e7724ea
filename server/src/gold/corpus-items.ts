import type { BratValue } from '../format/brat';
import { covered } from '../format/brat-annotations';
import type { Item } from '../format/corpus/document';
import { type Letter, Objection, type UsedIds } from './draft';
import type { Step } from './fitting';
import type { Gold } from './gold';
import { hold } from './holding';
import type { GoldLine } from './lookup';
import { namedIn, renameIn } from './named';
import { stateOf, toFile } from './read';

/** Puts items in as they are. @returns their ids, those without one left out @throws Objection for a span beyond the note */
export function putItems(step: Step, items: readonly Item[], used: UsedIds): string[] {
  const { draft, maps } = step;
  const { text } = draft.base;
  const names = namesFor(step, items, used);
  const made: string[] = [];
  for (const item of items) {
    const value = renameIn(lineOf(item), names);
    if (value.kind === 'equivalence') {
      draft.append(value);
      continue;
    }
    made.push(value.id);
    if (value.kind !== 'textbound') {
      draft.append(value);
      continue;
    }
    if (value.spans.some(({ start, end }) => !(0 <= start && start <= end && end <= text.length)))
      throw new Objection(`${item.id} is not in the note.`);
    const written = { ...value, spans: toFile(maps, value.spans), text: covered(text, value.spans) };
    draft.append(written, hold(text, value.spans, written, false));
  }
  return made;
}

/** An id for each item: its own, or where that was used before, one that nothing has or refers to. */
function namesFor({ draft }: Step, items: readonly Item[], used: UsedIds): Map<string, string> {
  const reserved = new Set(items.flatMap((item) => [item.id, ...namedIn(item)]));
  // What dangles in the file already must not come to mean one of these.
  for (const { value } of draft.lines)
    if (value.kind !== 'unread') for (const id of namedIn(value)) reserved.add(id);
  const names = new Map<string, string>();
  for (const item of items) {
    if (item.kind === 'equivalence') continue;
    const [, letter = 'T', number = '0'] = /^(\D+)(\d{1,15})$/.exec(item.id) ?? [];
    const key = (letter === 'M' ? 'A' : letter) as Letter;
    const isFree = draft.lineOf(item.id) === undefined && Number(number) > (used[key] ?? 0);
    if (isFree && !names.has(item.id)) {
      names.set(item.id, item.id);
      continue;
    }
    let fresh = draft.freshId(key);
    while (reserved.has(fresh)) fresh = draft.freshId(key);
    names.set(item.id, fresh);
  }
  return names;
}

/** An item as a line says it: an equivalence has no id there. */
function lineOf(item: Item): BratValue {
  if (item.kind !== 'equivalence') return item;
  const { id: _, ...line } = item;
  return line;
}

/**
 * What gold says, as it is compared and converted, as far as it is another than in gold before: by id, undefined for what
 * is gone. Each id stands for the first line that bears it. An equivalence has an id that only this server knows. Spans
 * are UTF-16 code units of the note; what its text left stands where it is held now.
 * @param before gold that was known; none gives all
 */
export function itemChanges(before: Gold | undefined, after: Gold): ReadonlyMap<string, Item | undefined> {
  const [was, is] = [before ? stateOf(before).lines : [], stateOf(after).lines];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start++;
  let same = 0;
  const most = Math.min(was.length, is.length) - start;
  while (same < most && was[was.length - 1 - same] === is[is.length - 1 - same]) same++;
  const gone = new Set(was.slice(start, was.length - same));
  const come = is.slice(start, is.length - same).filter((line) => !gone.delete(line));
  const changes = new Map<string, Item | undefined>();
  for (const line of gone) if (line.value.kind !== 'unread') changes.set(idOf(line), undefined);
  for (const line of come) if (line.value.kind !== 'unread') changes.set(idOf(line), undefined);
  const { bearing } = stateOf(after).lookup();
  for (const id of changes.keys()) {
    const [line] = bearing(id);
    if (line) changes.set(id, itemOf(line));
  }
  for (const line of come) if (line.value.kind === 'equivalence') changes.set(idOf(line), itemOf(line));
  return changes;
}

const numbers = new WeakMap<GoldLine, string>();
let equivalences = 0;

function idOf(line: GoldLine): string {
  if ('id' in line.value) return line.value.id;
  const known = numbers.get(line) ?? `*${++equivalences}`;
  numbers.set(line, known);
  return known;
}

function itemOf(line: GoldLine): Item | undefined {
  const { value, place } = line;
  if (value.kind === 'unread') return undefined;
  if (value.kind === 'equivalence') return { ...value, id: idOf(line) };
  return value.kind === 'textbound' ? { ...value, spans: place?.spans ?? value.spans } : value;
}
