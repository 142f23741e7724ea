import type { BratValue } from '../format/brat';
import { covered } from '../format/brat-annotations';
import type { Item } from '../format/corpus/document';
import { type Letter, Objection, type UsedIds } from './draft';
import type { Step } from './fitting';
import type { Gold } from './gold';
import { hold } from './holding';
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
 * What gold says, as it is compared and converted: each id once, spans in UTF-16 code units of the note. What its text
 * left stands where it is held now.
 */
export function corpusItemsOf(gold: Gold): readonly Item[] {
  let items = listed.get(gold);
  if (!items) {
    items = list(gold);
    listed.set(gold, items);
  }
  return items;
}

const listed = new WeakMap<Gold, readonly Item[]>();

function list(gold: Gold): Item[] {
  const { lines } = stateOf(gold);
  const items = new Map<string, Item>();
  let equivalences = 0;
  for (const { value, place } of lines) {
    if (value.kind === 'unread') continue;
    if (value.kind === 'equivalence') {
      const id = `*${++equivalences}`;
      items.set(id, { ...value, id });
    } else if (!items.has(value.id))
      items.set(
        value.id,
        value.kind === 'textbound' ? { ...value, spans: place?.spans ?? value.spans } : value,
      );
  }
  return [...items.values()];
}
