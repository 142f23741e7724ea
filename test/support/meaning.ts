import { createHash } from 'node:crypto';
import type { CorpusDocument, Item } from '../../server/src/format/corpus/document';

const digest = (text: string): string => createHash('sha1').update(text).digest('base64');

/** What an item says by itself, and what it refers to, each end with its role; order counts where it means something. */
function parts(item: Item): { readonly own: string; readonly ends: readonly (readonly [string, string])[] } {
  switch (item.kind) {
    case 'textbound': {
      const spans = item.spans.map(({ start, end }) => `${start}-${end}`).join(' ');
      return { own: JSON.stringify(['T', item.type, spans, item.text]), ends: [] };
    }
    case 'relation':
      return {
        own: JSON.stringify(['R', item.type]),
        ends: item.arguments.map(({ role, target }, n) => [`${n} ${role}`, target] as const),
      };
    case 'event':
      return {
        own: JSON.stringify(['E', item.type]),
        ends: [
          ['trigger', item.trigger] as const,
          ...item.arguments.map(({ role, target }) => [`role ${role}`, target] as const),
        ],
      };
    case 'attribute':
      return { own: JSON.stringify(['A', item.type, item.value]), ends: [['on', item.target]] };
    case 'normalization':
      return {
        own: JSON.stringify(['N', item.type, item.reference, item.text]),
        ends: [['on', item.target]],
      };
    case 'note':
      return { own: JSON.stringify(['#', item.type, item.text]), ends: [['on', item.target]] };
    case 'equivalence':
      return {
        own: JSON.stringify(['*', item.type]),
        ends: item.targets.map((target) => ['of', target] as const),
      };
  }
}

/**
 * What the items of a document say, without their ids and their order: each item with whatever it refers to and
 * whatever refers to it, a few steps far. Two documents with the same list mean the same.
 */
export const meaning = ({ items }: Pick<CorpusDocument, 'items'>): string[] => told(items, true);

/** As `meaning`, but that what refers to an item does not count: of items that say the same, none is told from another. */
export const sayings = (items: readonly Item[]): string[] => told(items, false);

function told(items: readonly Item[], isSurrounded: boolean): string[] {
  const parted = items.map(parts);
  const place = new Map<string, number>();
  items.forEach((item, n) => {
    if (!place.has(item.id)) place.set(item.id, n);
  });
  const into: (readonly [string, number])[][] = items.map(() => []);
  parted.forEach(({ ends }, n) => {
    for (const [role, target] of ends) into[place.get(target) ?? -1]?.push([role, n]);
  });
  let labels = parted.map(({ own }) => digest(own));
  for (let round = 0; round < 4; round++) {
    const last = labels;
    labels = parted.map(({ own, ends }, n) => {
      const out = ends
        .map(([role, target]) => `${role} ${last[place.get(target) ?? -1] ?? 'nothing'}`)
        .sort();
      const back = (isSurrounded ? (into[n] ?? []) : [])
        .map(([role, from]) => `${role} ${last[from]}`)
        .sort();
      return digest(JSON.stringify([own, out, back]));
    });
  }
  return parted.map(({ own }, n) => `${own} ${labels[n]}`).sort();
}
