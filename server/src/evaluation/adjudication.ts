import { createHash } from 'node:crypto';
import type { Item } from '../format/corpus/document';
import { redirected, referencesOf, whole } from '../format/corpus/items';
import type { Span } from '../note/span';
import { correspondence } from './correspondence';
import type { Mention } from './marked-note';
import { meet } from './matching';
import { numbering } from './numbering';

/** One annotator's items of a note: each id once. Spans are UTF-16 code units, of one text for all. */
export interface Side {
  /** The annotator's pseudonym. */
  readonly name: string;
  readonly items: readonly Item[];
}

/**
 * What a disagreement is about: an entity that some lack (`missing`), or have with another `type`, another `span`, or
 * both; or an item of another kind that some lack or have otherwise.
 */
export type DisagreementKind =
  | 'missing'
  | 'type'
  | 'span'
  | 'type-and-span'
  | Exclude<Item['kind'], 'textbound'>;

/** One thing to decide. */
export interface Disagreement {
  /** The same as long as the sides say the same there; holds no text of the note. */
  readonly key: string;
  readonly kind: DisagreementKind;
  /** Where to look, in UTF-16 code units. */
  readonly place: Span;
  /** A side each, in their order: what it alone says, with its ids; nothing where it says nothing. */
  readonly options: readonly Side[];
}

export interface Adjudication {
  /** What all sides say, as the first says it and with its ids, but for those that another refers to and lacks. */
  readonly agreed: readonly Item[];
  /** Entities first, then what is said of them and between them; each in the order of the text. */
  readonly disagreements: readonly Disagreement[];
}

/** Compares what people say of one note. Nothing is dropped: an item is agreed, or in one disagreement. */
export function adjudicate(sides: readonly Side[]): Adjudication {
  const known = compared.get(sides) ?? compare(sides);
  compared.set(sides, known);
  return known;
}

// Each step of adjudicating asks for the same again.
const compared = new WeakMap<readonly Side[], Adjudication>();
const named = new WeakMap<readonly Side[], ReadonlyMap<string, string>[]>();

function compare(sides: readonly Side[]): Adjudication {
  const [first, ...others] = sides;
  if (!first) return { agreed: [], disagreements: [] };
  const common = agreedIds(sides);
  const ids = common[0] ?? new Map<string, string>();
  const agreed = first.items.flatMap((item) => {
    const id = ids.get(item.id);
    return id === undefined ? [] : [{ ...redirected(item, (end) => ids.get(end) ?? end), id }];
  });
  return { agreed, disagreements: others.length === 0 ? [] : disagreementsOf(sides, common) };
}

/** Of each side: the ids of what all say, with the id that it has among what is agreed. */
export function agreedIds(sides: readonly Side[]): ReadonlyMap<string, string>[] {
  const known = named.get(sides) ?? commonIds(sides);
  named.set(sides, known);
  return known;
}

function commonIds([first, ...others]: readonly Side[]): ReadonlyMap<string, string>[] {
  if (!first) return [];
  const there = others.map(({ items }) => correspondence(first.items, items));
  const { missing, beyond } = numbering([first, ...others].map(({ items }) => items));
  const all = first.items.map(({ id }) => id).filter((id) => there.every((map) => map.has(id)));
  const pairs = all.map((id) => [id, missing.has(id) ? beyond(id) : id] as const);
  return [
    new Map(pairs),
    ...there.map((map) => new Map(pairs.map(([id, name]) => [map.get(id) ?? id, name]))),
  ];
}

/** An item of one side, not of all. */
interface Loose {
  readonly side: number;
  readonly item: Item;
}

function disagreementsOf(
  sides: readonly Side[],
  common: readonly ReadonlyMap<string, string>[],
): Disagreement[] {
  const groups: Loose[][] = [];
  const groupOf = sides.map(() => new Map<string, number>());
  const join = (group: number, loose: Loose): void => {
    groups[group]?.push(loose);
    groupOf[loose.side]?.set(loose.item.id, group);
  };
  const loose = sides.map(({ items }, side) => items.filter(({ id }) => !common[side]?.has(id)));

  // Entities that people meant for the same thing, one to one.
  for (const [side, items] of loose.entries()) {
    const own = items.filter((item) => item.kind === 'textbound');
    const heads = groups.map((group) => group[0]?.item).filter((item) => item?.kind === 'textbound');
    const met = new Map(meet(heads.map(asMention), own.map(asMention)).map(({ a, b }) => [b, a]));
    for (const [n, item] of own.entries()) {
      const group = met.get(n) ?? groups.push([]) - 1;
      join(group, { side, item });
    }
  }
  const byId = sides.map(({ items }) => new Map(items.map((item) => [item.id, item])));
  // The same for whatever several sides refer to alike.
  const nameOf = (side: number, id: string): string => {
    const known = common[side]?.get(id);
    if (known !== undefined) return `=${known}`;
    const group = groupOf[side]?.get(id);
    if (group !== undefined) return `${group}`;
    return byId[side]?.has(id) ? `${side} ${id}` : `?${id}`;
  };
  const keyed = new Map<string, number>();
  const place = (side: number, item: Item): void => {
    const carried = carrierOf(item);
    const along = carried === undefined ? undefined : groupOf[side]?.get(carried);
    const ends = [...new Set(referencesOf(item).map((id) => nameOf(side, id)))].sort();
    const key = JSON.stringify([item.kind, item.kind === 'attribute' ? item.type : '', ends]);
    const group = along ?? keyed.get(key) ?? groups.push([]) - 1;
    if (along === undefined) keyed.set(key, group);
    join(group, { side, item });
  };
  /** Places an item behind all that it refers to, without calling itself: files may nest as deep as they are long. */
  const settle = (side: number, first: Item): void => {
    const waiting = [first];
    const entered = new Set<string>();
    for (let item = waiting.at(-1); item; item = waiting.at(-1)) {
      const isPlaced = item.kind === 'textbound' || groupOf[side]?.has(item.id) === true;
      if (isPlaced || entered.has(item.id)) {
        waiting.pop();
        if (!isPlaced) place(side, item);
        continue;
      }
      entered.add(item.id);
      for (const id of referencesOf(item).toReversed()) {
        const target = byId[side]?.get(id);
        if (target && !entered.has(id) && !common[side]?.has(id)) waiting.push(target);
      }
    }
  };
  for (const [side, items] of loose.entries()) for (const item of items) settle(side, item);

  const numbers = new Map<string, number>();
  const standing = sides.map(() => new Map<string, Span>());
  const made = groups.map((group, n) => {
    const head = group[0]?.item;
    const side = group[0]?.side ?? 0;
    const place = placeOf(head, byId[side] ?? new Map(), standing[side]);
    const options = sides.map(({ name }, side) => ({
      name,
      items: group.filter((one) => one.side === side).map(({ item }) => item),
    }));
    return { n, entity: head?.kind === 'textbound', kind: kindOf(group, sides.length), place, options };
  });
  made.sort(
    (x, y) =>
      Number(y.entity) - Number(x.entity) ||
      x.place.start - y.place.start ||
      x.place.end - y.place.end ||
      x.n - y.n,
  );
  return made.map(({ kind, place, options }) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([kind, place, options]))
      .digest('hex')
      .slice(0, 16);
    const number = (numbers.get(digest) ?? 0) + 1;
    numbers.set(digest, number);
    return { key: `${digest}-${number}`, kind, place, options };
  });
}

/** What an item says something of, and goes with; an event without arguments says nothing beyond its trigger. */
function carrierOf(item: Item): string | undefined {
  if (item.kind === 'event') return item.arguments.length === 0 ? item.trigger : undefined;
  return 'target' in item ? item.target : undefined;
}

const asMention = (item: Item): Mention => ({
  id: item.id,
  type: item.type,
  spans: item.kind === 'textbound' ? [...item.spans].sort((a, b) => a.start - b.start || a.end - b.end) : [],
  attributes: new Map(),
});

function kindOf(group: readonly Loose[], sides: number): DisagreementKind {
  const head = group[0]?.item;
  if (head && head.kind !== 'textbound') return head.kind;
  const entities = group.map(({ item }) => item).filter((item) => item.kind === 'textbound');
  if (entities.length < sides) return 'missing';
  const types = new Set(entities.map(({ type }) => type)).size > 1;
  const spans = new Set(entities.map((item) => JSON.stringify(asMention(item).spans))).size > 1;
  return types && spans ? 'type-and-span' : types ? 'type' : 'span';
}

/**
 * Where an item stands: its own place, or that of the first entity it leads to; UTF-16 code units.
 * @param standing where items were found to stand; this one is added
 */
export function placeOf(
  item: Item | undefined,
  byId: ReadonlyMap<string, Item>,
  standing: Map<string, Span> = new Map(),
): Span {
  const seen = new Set<string>();
  const waiting = item ? [item] : [];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const found = one.kind === 'textbound' ? whole(one) : standing.get(one.id);
    if (found) {
      standing.set(item?.id ?? one.id, found);
      return found;
    }
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    for (const id of referencesOf(one).toReversed()) {
      const target = byId.get(id);
      if (target) waiting.push(target);
    }
  }
  return { start: 0, end: 0 };
}
