import { type Entity, extent, type Relation } from '../../annotation/annotation';
import type { Gold, GoldEntity, GoldEvent } from '../../gold/gold';
import type { OpenGold } from '../../gold/store';
import { touchedBy } from '../../gold/touched';
import type { Note, PlacedBlock } from '../../note/note';
import { contains, lowerBound, overlaps, type Span } from '../../note/span';
import { type DisagreementItem, disagreementsWithin } from '../adjudication/disagreements';
import { blockRange } from '../asking/knowledge';
import type { OpenNote } from '../open-note';

/** A suggested mention that nobody has decided on. */
export interface EntityItem {
  readonly kind: 'entity';
  readonly id: string;
  readonly span: Span;
  readonly entity: Entity;
}
/** A suggested relation; it stands where the later of its ends does, so that both were decided on before. */
export interface RelationItem {
  readonly kind: 'relation';
  readonly id: string;
  readonly span: Span;
  readonly relation: Relation;
  readonly from: Entity;
  readonly to: Entity;
}
/** Gold whose text is not where it says. */
export interface BrokenItem {
  readonly kind: 'broken';
  readonly id: string;
  readonly span: Span;
  readonly gold: GoldEntity;
}
/** What is to be reviewed. Spans are in UTF-16 code units of the note as it is now. */
export type Item = EntityItem | RelationItem | BrokenItem | DisagreementItem;

/** The gold of a note, once it is read. */
export const openGoldOf = ({ gold }: OpenNote): OpenGold | undefined =>
  gold === 'loading' ? undefined : gold;

const sameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length && a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end);

/** The gold on just these spans. */
export const goldOn = (gold: Gold, spans: readonly Span[]): GoldEntity[] =>
  gold.near(extent({ spans })).filter((one) => one.broken === undefined && sameSpans(one.spans, spans));

/** The events that mentions trigger. */
export const triggeredBy = (gold: Gold, ids: readonly string[]): GoldEvent[] =>
  ids.flatMap((id) =>
    gold
      .attached(id)
      .flatMap((other) => gold.event(other) ?? [])
      .filter(({ trigger }) => trigger === id),
  );

/** The gold that stands for a suggested mention: on the same spans, or of the same type and overlapping. */
export function goldOf(gold: Gold, { type, spans }: Pick<Entity, 'type' | 'spans'>): GoldEntity | undefined {
  const near = gold.near(extent({ spans })).filter(({ broken }) => broken === undefined);
  return (
    near.find((one) => one.type === type && sameSpans(one.spans, spans)) ??
    near.find((one) => sameSpans(one.spans, spans)) ??
    near.find((one) => one.type === type && one.spans.some((a) => spans.some((b) => overlaps(a, b))))
  );
}

/** The spans of a relation's ends, as what is rejected is told apart by. */
export const relationSpans = ({ from, to }: Pick<RelationItem, 'from' | 'to'>): Span[] => [
  ...from.spans,
  ...to.spans,
];

/** Whether gold relates the same ends in the same way already; `gone` where an end is not there to be related. */
function relationState(open: OpenGold, { relation, from, to }: RelationItem): 'open' | 'gold' | 'gone' {
  const { gold } = open;
  const ends = [from, to].map((end) => goldOf(gold, end));
  const lost = [from, to].some((end, i) => !ends[i] && open.isRejected({ type: end.type, spans: end.spans }));
  // An end that a person gave another type is not what the engine spoke of.
  if (lost || [from, to].some((end, i) => ends[i] && ends[i].type !== end.type)) return 'gone';
  const [a, b] = ends;
  if (!a || !b) return 'open';
  const said = gold
    .attached(a.id)
    .flatMap((id) => gold.relation(id) ?? [])
    .some((one) => one.type === relation.type && [one.from, one.to].includes(b.id));
  return said ? 'gold' : 'open';
}

/** By where they stand, entities before relations, the longer first. */
const inOrder = (a: Item, b: Item): number =>
  a.span.start - b.span.start ||
  Number(a.kind === 'relation') - Number(b.kind === 'relation') ||
  b.span.end - a.span.end ||
  (a.id < b.id ? -1 : 1);

const brokenIn = new WeakMap<Gold, readonly BrokenItem[]>();
/** All broken gold of a note, by where it starts. */
export function brokenOf(gold: Gold): readonly BrokenItem[] {
  let found = brokenIn.get(gold);
  if (!found) {
    found = gold.entities.flatMap((one) =>
      one.broken && one.spans.length > 0
        ? [{ kind: 'broken' as const, id: one.id, span: extent(one), gold: one }]
        : [],
    );
    brokenIn.set(gold, found);
  }
  return found;
}

/** The broken gold that starts in a block; in the last one also what starts behind it. */
const brokenWithin = (open: OpenNote, gold: Gold, placed: PlacedBlock): readonly BrokenItem[] => {
  const isLast = placed.end === open.note.text.length;
  return brokenOf(gold).filter(
    ({ span }) => span.start >= placed.start && (isLast || span.start < placed.end),
  );
};

/** What was found in the blocks of a note, as long as nothing around them changes. */
interface Found {
  readonly note: Note;
  readonly news: number;
  gold: Gold | undefined;
  readonly blocks: Map<PlacedBlock, { readonly basis: readonly object[]; readonly items: readonly Item[] }>;
}

const found = new WeakMap<OpenNote, Found>();

/** What is still found of a note: after a decision, all but what stands where that touched gold. */
function foundIn(open: OpenNote, session: OpenGold | undefined): Found {
  const { note } = open;
  const { gold, news = 0 } = session ?? {};
  const known = found.get(open);
  if (known && known.note === note && known.news === news) {
    if (known.gold === gold) return known;
    const touched = gold && touchedBy(gold);
    if (touched?.before === known.gold && touched) {
      for (const { start, end } of touched.spans) {
        const range = blockRange(note, { start, end: Math.max(end, start + 1) });
        for (const placed of note.blocks.slice(...range)) known.blocks.delete(placed);
      }
      known.gold = gold;
      return known;
    }
  }
  const fresh: Found = { note, news, gold, blocks: new Map() };
  found.set(open, fresh);
  return fresh;
}

/** What nobody has decided on in a block, in order; nothing until the gold of the note is read. */
export function itemsIn(open: OpenNote, placed: PlacedBlock): readonly Item[] {
  if (open.gold === 'loading') return [];
  const session = openGoldOf(open);
  if (session && open.comparison) return decisionsBetween(open, session, placed);
  const { blocks } = foundIn(open, session);
  const basis = open.knowledge.basisOf(placed);
  const known = blocks.get(placed);
  if (known?.basis.every((one, i) => one === basis[i])) return known.items;
  const items = lookIn(open, session, placed);
  blocks.set(placed, { basis, items });
  return items;
}

function lookIn(open: OpenNote, session: OpenGold | undefined, placed: PlacedBlock): readonly Item[] {
  const entities = open.knowledge.entitiesOf(open.note, placed);
  const items: Item[] = [];
  for (const entity of entities) {
    if (session && (goldOf(session.gold, entity) || session.isRejected(entity))) continue;
    items.push({ kind: 'entity', id: entity.id, span: extent(entity), entity });
  }
  for (const relation of entities.length > 1 ? open.knowledge.relationsOf(placed) : []) {
    const from = entities.find(({ id }) => id === relation.from);
    const to = entities.find(({ id }) => id === relation.to);
    if (!from || !to) continue;
    const span = extent(from).start > extent(to).start ? extent(from) : extent(to);
    const item: RelationItem = { kind: 'relation', id: relation.id, span, relation, from, to };
    const rejected = session?.isRejected({ type: relation.type, spans: relationSpans(item), of: 'relation' });
    if (!rejected && (!session || relationState(session, item) === 'open')) items.push(item);
  }
  if (session) items.push(...brokenWithin(open, session.gold, placed));
  return items.sort(inOrder);
}

/** Where a person decides between annotators, what engines suggest is not asked. */
function decisionsBetween(open: OpenNote, session: OpenGold, placed: PlacedBlock): readonly Item[] {
  const { comparison, note } = open;
  const here =
    comparison && comparison !== 'other-text' ? disagreementsWithin(session, comparison, note, placed) : [];
  return [...here, ...brokenWithin(open, session.gold, placed)].sort(inOrder);
}

/** All that nobody has decided on, in order. */
export const itemsOf = (open: OpenNote): Item[] =>
  open.note.blocks.flatMap((placed) => itemsIn(open, placed));

/** All suggestions of a note with the same text, whatever its case, and the same type. */
export const alike = (open: OpenNote, { entity }: EntityItem): EntityItem[] => {
  const text = entity.text.toLowerCase();
  return itemsOf(open).filter(
    (item): item is EntityItem =>
      item.kind === 'entity' && item.entity.type === entity.type && item.entity.text.toLowerCase() === text,
  );
};

/** The item with an id. Near the place where it was seen it is found at once. */
export function itemOf(open: OpenNote, id: string, near: Span = open.visible): Item | undefined {
  const { blocks } = open.note;
  const [from, to] = blockRange(open.note, near);
  const close = blocks.slice(Math.max(0, from - 1), to + 1);
  for (const placed of close.length > 0 ? [...close, ...blocks] : blocks) {
    const found = itemsIn(open, placed).find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

const length = ({ start, end }: Span): number => end - start;
/** Whether a place is meant to be on an item: a cursor at it, or a selection of all of it. */
const meets = (span: Span, at: Span): boolean =>
  at.start === at.end ? contains(span, at) : contains(at, span);

/** The items that a cursor is on, or that a selection holds, the shortest first. */
export function itemsAt(open: OpenNote, at: Span): Item[] {
  const { blocks } = open.note;
  const last = lowerBound(blocks, at.end + 1);
  const first = Math.max(0, lowerBound(blocks, at.start) - 1);
  return blocks
    .slice(first, last)
    .flatMap((placed) => itemsIn(open, placed).filter(({ span }) => meets(span, at)))
    .sort((a, b) => length(a.span) - length(b.span));
}

/** The gold that a cursor is on, or that a selection holds: the shortest. */
export function goldAt(gold: Gold, at: Span): GoldEntity | undefined {
  if (at.start === at.end) return gold.at(at.start)[0];
  return gold
    .near(at)
    .filter((one) => meets(extent(one), at))
    .sort((a, b) => length(extent(a)) - length(extent(b)))[0];
}
