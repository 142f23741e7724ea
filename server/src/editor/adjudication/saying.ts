import { ASSERTION } from '../../annotation/schema';
import { comparisonOf, type Side } from '../../evaluation/adjudication';
import type { Undecided } from '../../evaluation/undecided';
import type { Item } from '../../format/corpus/document';
import { whole } from '../../format/corpus/items';
import type { DisagreementItem } from './disagreements';

/** How an entity is called: by its words where a person reads it, else by its type. */
export type Naming = (entity: Extract<Item, { kind: 'textbound' }>) => string;

/** What a side says in one disagreement, in a few words. */
export function said({ comparison: { sides } }: DisagreementItem, option: Side, naming: Naming): string {
  if (option.items.length === 0) return 'nothing here';
  const own = comparisonOf(sides).contents[sides.findIndex(({ name }) => name === option.name)];
  const nameOf = (id: string): string => {
    const item = own?.item(id);
    const entity = item?.kind === 'event' ? own?.item(item.trigger) : item;
    return entity?.kind === 'textbound' ? naming(entity) : id;
  };
  const [head, ...others] = option.items;
  const within = head?.kind === 'textbound' ? head.id : undefined;
  return [head, ...others].flatMap((item) => (item ? [partOf(item, nameOf, within)] : [])).join(', ');
}

function partOf(item: Item, nameOf: (id: string) => string, within: string | undefined): string {
  switch (item.kind) {
    case 'textbound':
      return nameOf(item.id);
    case 'attribute': {
      const value = item.value === true ? '' : ` ${item.value.replaceAll('_', ' ')}`;
      const name = item.type === ASSERTION ? value.trim() : `${item.type}${value}`;
      return item.target === within ? name : `${nameOf(item.target)} is ${name}`;
    }
    case 'relation':
      return `${item.type} (${item.arguments.map(({ target }) => nameOf(target)).join(' → ')})`;
    case 'event': {
      const roles = item.arguments.map(({ role, target }) => `${role} ${nameOf(target)}`).join(', ');
      return `event ${item.type}${roles === '' ? '' : ` with ${roles}`}`;
    }
    case 'equivalence':
      return `${item.targets.map(nameOf).join(' = ')}`;
    case 'normalization':
      return `normalised to ${item.reference}`;
    case 'note':
      return 'a note of the annotator';
  }
}

/** By type alone: for whatever must hold no text of the note. */
export const byType: Naming = ({ type }) => type;

/** What a disagreement is about, in a few words without text of the note. */
export function about(kind: Undecided['kind']): string {
  switch (kind) {
    case 'missing':
      return 'not all have it';
    case 'type':
      return 'other types';
    case 'span':
      return 'other words';
    case 'type-and-span':
      return 'other types and words';
    case 'agreed':
      return 'all have it, and gold does not';
    default:
      return `other ${kind}s`;
  }
}

/** Where a side stands, for a link: its first entity. UTF-16 code units. */
export function placeOfSide(item: DisagreementItem, option: Side): { start: number; end: number } {
  const first = option.items.find((one) => one.kind === 'textbound');
  return first?.kind === 'textbound' ? whole(first) : item.span;
}
