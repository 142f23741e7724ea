import type { Item } from '../format/corpus/document';
import { referencesOf } from '../format/corpus/items';

/** What to heed in giving an item a new id. */
export interface Numbering {
  /** Ids that some list refers to and does not have: no item may be given one, or they would come to mean it. */
  readonly missing: ReadonlySet<string>;
  /** The highest number behind a letter, of all ids that the lists have or refer to; 0 where none has it. */
  highest(letter: string): number;
  /** An id with the letter of this one, and a number beyond all that the lists have or refer to; another each time. */
  beyond(id: string): string;
}

/** Ids for items that come from several lists, each of which has ids of its own. */
export function numbering(lists: readonly (readonly Item[])[]): Numbering {
  const missing = new Set<string>();
  const highest = new Map<string, number>();
  for (const items of lists) {
    const ids = new Set(items.map(({ id }) => id));
    for (const item of items)
      for (const id of [item.id, ...referencesOf(item)]) {
        if (!ids.has(id)) missing.add(id);
        const [, letter = '', number = ''] = /^(\D+)(\d{1,15})$/.exec(id) ?? [];
        highest.set(letter, Math.max(highest.get(letter) ?? 0, Number(number)));
      }
  }
  const given = new Map<string, number>();
  const beyond = (id: string): string => {
    const letter = /^\D+/.exec(id)?.[0] ?? '';
    const number = (given.get(letter) ?? highest.get(letter) ?? 0) + 1;
    given.set(letter, number);
    return letter + number;
  };
  return { missing, highest: (letter) => highest.get(letter) ?? 0, beyond };
}
