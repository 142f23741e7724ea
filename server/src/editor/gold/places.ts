import { pathToFileURL } from 'node:url';
import { extent } from '../../annotation/annotation';
import type { Gold } from '../../gold/gold';
import { about, byType, said } from '../adjudication/saying';
import type { OpenNote } from '../open-note';
import { describe } from '../showing/describe';
import type { Place } from './gold-protocol';
import type { Item } from './items';

/** What an item is, in a few words without text of the note. */
export function says(open: OpenNote, item: Item): string {
  switch (item.kind) {
    case 'entity':
      return describe(item.entity);
    case 'relation': {
      const line = (end: typeof item.from): number => open.rangeOf(extent(end)).start.line + 1;
      return `${item.relation.type}: ${item.from.type} (line ${line(item.from)}) → ${item.to.type} (line ${line(item.to)})`;
    }
    case 'disagreement': {
      const sides = item.about.options.map((one, n) => `${n + 1} ${one.name}: ${said(item, one, byType)}`);
      return `${about(item.about.kind)} · ${sides.join(' · ')}`;
    }
    case 'broken':
      return `${item.gold.type}: gold whose text is no longer here`;
  }
}

/** Where an item is, to be shown. */
export const placeOf = (open: OpenNote, item: Item): Place => ({
  uri: open.uri,
  id: item.id,
  range: open.rangeOf(item.span),
  says: says(open, item),
});

/** Where gold is, of a mention or of a relation by its later end; undefined for what has no place. */
export function placeOfGold(open: OpenNote, gold: Gold, id: string): Place | undefined {
  const relation = gold.relation(id);
  const ends = relation ? [gold.entity(relation.from), gold.entity(relation.to)] : [gold.entity(id)];
  const trigger = gold.event(id)?.trigger;
  const [last] = [...ends, trigger === undefined ? undefined : gold.entity(trigger)]
    .filter((one) => one !== undefined)
    .sort((a, b) => extent(b).start - extent(a).start);
  if (!last) return undefined;
  const kind = relation ? relation.type : describe(last);
  return { uri: open.uri, id, range: open.rangeOf(extent(last)), says: `${kind} (gold)` };
}

/** The start of a note that is not open. */
export const startOf = (path: string): Place => {
  const start = { line: 0, character: 0 };
  return { uri: pathToFileURL(path).href, id: '', range: { start, end: start }, says: '' };
};
