import type { Span } from '../../note/span';
import type { Textbound } from '../brat';
import type { Item } from './document';

/** The ids that an item refers to. */
export function referencesOf(item: Item): readonly string[] {
  switch (item.kind) {
    case 'textbound':
      return [];
    case 'relation':
      return item.arguments.map(({ target }) => target);
    case 'event':
      return [item.trigger, ...item.arguments.map(({ target }) => target)];
    case 'equivalence':
      return item.targets;
    default:
      return [item.target];
  }
}

/** The item with other ids in place of those it refers to. */
export function redirected(item: Item, to: (id: string) => string): Item {
  switch (item.kind) {
    case 'textbound':
      return item;
    case 'relation':
      return { ...item, arguments: item.arguments.map((one) => ({ ...one, target: to(one.target) })) };
    case 'event':
      return {
        ...item,
        trigger: to(item.trigger),
        arguments: item.arguments.map((one) => ({ ...one, target: to(one.target) })),
      };
    case 'equivalence':
      return { ...item, targets: item.targets.map(to) };
    default:
      return { ...item, target: to(item.target) };
  }
}

/** The covered text: fragments joined by one space, a line end inside one being a space too. UTF-16 code units. */
export const coveredText = (text: string, spans: readonly Span[]): string =>
  spans.map((span) => text.slice(span.start, span.end).replace(/\r\n|[\n\r]/g, ' ')).join(' ');

/** The spans from the first to the last character of an entity. */
export const whole = ({ spans: [first = { start: 0, end: 0 }, ...others] }: Pick<Textbound, 'spans'>): Span =>
  others.reduce(
    ({ start, end }, span) => ({ start: Math.min(start, span.start), end: Math.max(end, span.end) }),
    first,
  );

const letters = {
  textbound: 'T',
  relation: 'R',
  event: 'E',
  attribute: 'A',
  normalization: 'N',
  note: '#',
  equivalence: '*',
} as const;

/** Whether an id is one that brat gives to this kind of item. `M` is an old letter for `A`. */
export const isIdOf = (kind: Item['kind'], id: string): boolean =>
  /^[TREAMN#*][0-9]{1,15}$/.test(id) && (id[0] === 'M' ? 'A' : id[0]) === letters[kind];

/**
 * The same items with ids of brat's: those that are it already stay, others are numbered behind them. Of several
 * items with one id, the first keeps it, and references mean that one.
 * @returns also the ids that stood more than once, and the new id of each old one
 */
export function withIds(items: readonly Item[]): {
  readonly items: readonly Item[];
  readonly repeated: readonly string[];
  readonly named: ReadonlyMap<string, string>;
} {
  const taken = new Set<string>();
  const highest = new Map<string, number>();
  const kept = items.map((item) => {
    if (!isIdOf(item.kind, item.id) || taken.has(item.id)) return false;
    taken.add(item.id);
    const letter = letters[item.kind];
    highest.set(letter, Math.max(highest.get(letter) ?? 0, Number(item.id.slice(1))));
    return true;
  });
  const named = new Map<string, string>();
  const given = new Set<string>();
  const repeated: string[] = [];
  const fresh = items.map((item, n) => {
    if (kept[n]) {
      if (!named.has(item.id)) named.set(item.id, item.id);
      return item;
    }
    const letter = letters[item.kind];
    const number = (highest.get(letter) ?? 0) + 1;
    highest.set(letter, number);
    const id = letter + number;
    given.add(id);
    if (named.has(item.id) || taken.has(item.id)) repeated.push(item.id);
    else named.set(item.id, id);
    return { ...item, id };
  });
  // What refers to nothing must not come to refer to an item that was given its number here.
  const missing = (id: string): string => (given.has(id) ? `${id}?` : id);
  const redirect = (id: string): string => named.get(id) ?? missing(id);
  return { items: fresh.map((item) => redirected(item, redirect)), repeated, named };
}
