import { createHash } from 'node:crypto';
import type { Item } from '../format/corpus/document';
import { redirected, referencesOf, whole } from '../format/corpus/items';
import type { Span } from '../note/span';
import { type Contents, makeContents, makeSaid, type Said } from './contents';
import type { Mention } from './marked-note';
import { meet } from './matching';
import { type Numbering, numbering } from './numbering';

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
  /**
   * What all sides say, as the first says it and with its ids, but for those that another refers to and lacks. What some
   * say more often than others is agreed as often as all say it.
   */
  readonly agreed: readonly Item[];
  /** Entities first, then what is said of them and between them; each in the order of the text. */
  readonly disagreements: readonly Disagreement[];
}

/** Compares what people say of one note. Nothing is dropped: an item is agreed, or in one disagreement. */
export function adjudicate(sides: readonly Side[]): Adjudication {
  const { agreed, disagreements } = comparisonOf(sides);
  return { agreed, disagreements };
}

/** What people say of one note, and how it is told apart. */
export interface SidesCompared extends Adjudication {
  readonly said: Said;
  /** A side each. */
  readonly contents: readonly Contents[];
  readonly numbering: Numbering;
  /** What the agreed items say, by their ids. */
  readonly named: ReadonlyMap<string, number>;
  /** How often all sides say something, and how often the side that says it most does. */
  least(content: number): number;
  most(content: number): number;
}

// Each step of adjudicating asks for the same again.
const compared = new WeakMap<readonly Side[], SidesCompared>();

export function comparisonOf(sides: readonly Side[]): SidesCompared {
  const known = compared.get(sides) ?? compare(sides);
  compared.set(sides, known);
  return known;
}

function compare(sides: readonly Side[]): SidesCompared {
  const said = makeSaid();
  const contents = sides.map(({ items }) => {
    const own = makeContents(said);
    own.change(new Map(items.map((item) => [item.id, item])));
    return own;
  });
  const often = (content: number): number[] => contents.map((own) => own.saying(content).length);
  const least = (content: number): number => Math.min(...often(content));
  const most = (content: number): number => Math.max(...often(content));
  const disagreements = sides.length < 2 ? [] : disagreementsOf(sides, contents, least);
  const numbers = numbering(sides.map(({ items }) => items));
  const agreed = agreedBy(sides, contents[0], least, numbers);
  return { said, contents, least, most, numbering: numbers, disagreements, ...agreed };
}

function agreedBy(
  sides: readonly Side[],
  own: Contents | undefined,
  least: (content: number) => number,
  { missing, beyond }: Numbering,
): Pick<SidesCompared, 'agreed' | 'named'> {
  const items = (sides[0]?.items ?? []).filter((item) => {
    const content = own?.of(item.id) ?? -1;
    return (own?.saying(content).indexOf(item.id) ?? 0) < least(content);
  });
  const names = new Map(items.map(({ id }) => [id, missing.has(id) ? beyond(id) : id]));
  // What is said once too often is not there: the first that says it is meant.
  const nameOf = (id: string): string => {
    const first = own?.saying(own.end(id) ?? -1)[0];
    return names.get(id) ?? (first === undefined ? undefined : names.get(first)) ?? id;
  };
  return {
    agreed: items.map((item) => ({ ...redirected(item, nameOf), id: nameOf(item.id) })),
    named: new Map(items.map(({ id }) => [nameOf(id), own?.of(id) ?? -1])),
  };
}

/** One thing that some say more often than others, and who does, with all that say it there. */
interface Loose {
  readonly content: number;
  readonly items: readonly Item[][];
}

/** What is left of each side when the agreed is taken away, what refers to others behind these. */
function looseOf(
  sides: readonly Side[],
  contents: readonly Contents[],
  least: (content: number) => number,
): Loose[] {
  const found = new Map<number, Item[][]>();
  for (const [side, { items }] of sides.entries()) {
    const own = contents[side];
    for (const item of items) {
      const content = own?.of(item.id) ?? -1;
      if ((own?.saying(content).indexOf(item.id) ?? 0) < least(content)) continue;
      const known = found.get(content) ?? sides.map(() => []);
      found.set(content, known);
      known[side]?.push(item);
    }
  }
  return [...found].map(([content, items]) => ({ content, items })).sort((a, b) => a.content - b.content);
}

function disagreementsOf(
  sides: readonly Side[],
  contents: readonly Contents[],
  least: (content: number) => number,
): Disagreement[] {
  const groups: Loose[][] = [];
  const groupOf = new Map<number, number>();
  const join = (group: number, one: Loose): void => {
    groups[group]?.push(one);
    groupOf.set(one.content, group);
  };
  const loose = looseOf(sides, contents, least);

  // Entities that people meant for the same thing, one to one.
  const entities = loose.filter((one) => headOf(one)?.kind === 'textbound');
  for (const side of sides.keys()) {
    const own = entities.filter(({ items }) => items[side]?.length);
    const busy = new Set(own.map(({ content }) => groupOf.get(content)));
    const free = [...groups.keys()].filter((group) => !busy.has(group));
    const fresh = own.filter(({ content }) => !groupOf.has(content));
    const heads = free.map((group) => asMention(headOf(groups[group]?.[0])));
    const met = new Map(
      meet(
        heads,
        fresh.map((one) => asMention(headOf(one))),
      ).map(({ a, b }) => [b, free[a]]),
    );
    for (const [n, one] of fresh.entries()) join(met.get(n) ?? groups.push([]) - 1, one);
  }
  // What refers to others goes with what it is said of, or with what others say of the same.
  const nameOf = (end: number | undefined): string => {
    if (end === undefined) return '?';
    if (least(end) > 0) return `=${end}`;
    const group = groupOf.get(end);
    return group === undefined ? `~${end}` : `${group}`;
  };
  const keyed = new Map<string, number>();
  for (const one of loose) {
    if (groupOf.has(one.content)) continue;
    const side = one.items.findIndex(({ length }) => length > 0);
    const item = headOf(one);
    const own = contents[side];
    if (!item || !own) continue;
    const carrier = own.end(carrierOf(item) ?? '');
    const along = carrier === undefined || least(carrier) > 0 ? undefined : groupOf.get(carrier);
    const ends = [...new Set(referencesOf(item).map((id) => nameOf(own.end(id))))].sort();
    const key = JSON.stringify([item.kind, item.kind === 'attribute' ? item.type : '', ends]);
    const group = along ?? keyed.get(key) ?? groups.push([]) - 1;
    if (along === undefined) keyed.set(key, group);
    join(group, one);
  }
  return shown(sides, groups);
}

const headOf = (one: Loose | undefined): Item | undefined => one?.items.find(({ length }) => length > 0)?.[0];

/** Entities first, then what is said of them and between them; each in the order of the text, and with its key. */
function shown(sides: readonly Side[], groups: readonly (readonly Loose[])[]): Disagreement[] {
  const byId = sides.map(({ items }) => new Map(items.map((item) => [item.id, item])));
  const standing = sides.map(() => new Map<string, Span>());
  const made = groups.map((group, n) => {
    const head = headOf(group[0]);
    const side = group[0]?.items.findIndex(({ length }) => length > 0) ?? 0;
    const place = placeOf(head, byId[side] ?? new Map(), standing[side]);
    const options = sides.map(({ name }, side) => ({
      name,
      items: group.flatMap(({ items }) => items[side] ?? []),
    }));
    return { n, entity: head?.kind === 'textbound', kind: kindOf(head, options), place, options };
  });
  made.sort(
    (x, y) =>
      Number(y.entity) - Number(x.entity) ||
      x.place.start - y.place.start ||
      x.place.end - y.place.end ||
      x.n - y.n,
  );
  const numbers = new Map<string, number>();
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

const asMention = (item: Item | undefined): Mention => ({
  id: item?.id ?? '',
  type: item?.type ?? '',
  spans: item?.kind === 'textbound' ? [...item.spans].sort((a, b) => a.start - b.start || a.end - b.end) : [],
  attributes: new Map(),
});

function kindOf(head: Item | undefined, options: readonly Side[]): DisagreementKind {
  if (head && head.kind !== 'textbound') return head.kind;
  const entities = options.map(({ items }) => items.filter((item) => item.kind === 'textbound'));
  if (entities.some(({ length }) => length === 0)) return 'missing';
  const types = new Set(entities.flat().map(({ type }) => type)).size > 1;
  const spans = new Set(entities.flat().map((item) => JSON.stringify(asMention(item).spans))).size > 1;
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
