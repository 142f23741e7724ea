import type { AttributeValue, Entity, Origin } from '../../annotation/annotation';
import type { Schema } from '../../annotation/schema';
import type { Decision, EntityDecision, Refused } from '../../gold/decision';
import type { Gold, GoldEntity } from '../../gold/gold';
import { type Repair, repairs } from '../../gold/repair';
import type { Note } from '../../note/note';
import type { Span } from '../../note/span';
import { takingOnly, thirdOf } from '../adjudication/choosing-sides';
import { settlement } from '../adjudication/disagreements';
import { type EntityItem, goldOf, type Item, type RelationItem, relationSpans } from './items';

// What a person means, as one step each. No clock, no disk: the store applies it.

/** What of a session a decision hangs on. */
export interface Ground {
  readonly note: Note;
  readonly gold: Gold;
  readonly schema: Schema;
}

/** What a decision is about: a suggestion (or broken gold), or gold that holds. */
export type Subject = Item | { readonly kind: 'gold'; readonly id: string; readonly gold: GoldEntity };

const UNTAKEN: Refused = { refused: 'annotators disagree here: take a side first, then change it.' };

/** Several decisions as one step. */
export const together = (decisions: readonly Decision[]): Decision =>
  decisions.length === 1 ? (decisions[0] as Decision) : { kind: 'several', decisions };

const saidBy = (origin: Origin): string => (origin.by === 'model' ? origin.model : origin.by);

/** The attributes that a type may bear, without those that go without saying. */
function attributesFor(
  schema: Schema,
  type: string,
  attributes: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  const kept = Object.entries(attributes).filter(([name, value]) =>
    schema.attributes.some((one) => one.name === name && one.on.includes(type) && one.default !== value),
  );
  return Object.fromEntries(kept);
}

/** A suggested mention as gold, with its attributes as far as its type may bear them. */
export const take = (
  { schema }: Ground,
  entity: Entity,
  other: Partial<Pick<EntityDecision, 'type' | 'spans' | 'attributes' | 'as'>> = {},
): EntityDecision => {
  const type = other.type ?? entity.type;
  return {
    kind: 'entity',
    spans: entity.spans,
    suggested: saidBy(entity.origin),
    ...other,
    type,
    attributes: attributesFor(schema, type, other.attributes ?? entity.attributes),
  };
};

/** An end of a relation: the gold that stands for it, or a decision that makes it. */
export function endOf(ground: Ground, end: Entity): { id: string; made: readonly Decision[] } {
  const there = goldOf(ground.gold, end);
  if (there) return { id: there.id, made: [] };
  const as = `$${end.id}`;
  return { id: as, made: [take(ground, end, { as })] };
}

function takeRelation(ground: Ground, item: RelationItem): Decision[] {
  const [from, to] = [endOf(ground, item.from), endOf(ground, item.to)];
  const { type, roles, origin } = item.relation;
  const relation = {
    kind: 'relation',
    type,
    from: from.id,
    to: to.id,
    roles,
    suggested: saidBy(origin),
  } as const;
  return [...from.made, ...to.made, relation];
}

/** Takes a suggestion; broken gold goes to where its text is now, else it takes the text as it stands. */
export function acceptance(ground: Ground, item: Item): Decision | Refused {
  switch (item.kind) {
    case 'entity':
      return take(ground, item.entity);
    case 'relation':
      return together(takeRelation(ground, item));
    case 'disagreement':
      return takingOnly(ground.gold, item);
    case 'broken': {
      const [first] = repairs(ground.gold, item.id);
      return !first || first.how === 'remove'
        ? { refused: 'its text is nowhere in the note; what is rejected is removed.' }
        : first.decision;
    }
  }
}

/** One way of mending broken gold. */
export const mending = (gold: Gold, id: string, how: Repair['how']): Decision | Refused =>
  repairs(gold, id).find((one) => one.how === how)?.decision ?? { refused: 'it cannot be mended so.' };

/** All of some items at once: an end that several relations share is made once. */
export function acceptances(ground: Ground, items: readonly Item[]): Decision[] {
  const made = new Set<string>();
  return items
    .flatMap((item) => {
      if (item.kind !== 'entity') return item.kind === 'relation' ? takeRelation(ground, item) : [];
      return [take(ground, item.entity, { as: `$${item.id}` })];
    })
    .filter((one) => {
      if (one.kind !== 'entity' || one.as === undefined) return true;
      if (made.has(one.as)) return false;
      made.add(one.as);
      return true;
    });
}

/** What is rejected does not come back; of gold, neither does what an engine says at its place. */
export function rejection(subject: Subject): Decision {
  switch (subject.kind) {
    case 'entity': {
      const { type, spans } = subject.entity;
      return { kind: 'reject', suggestion: { type, spans } };
    }
    case 'relation': {
      const suggestion = {
        type: subject.relation.type,
        spans: relationSpans(subject),
        of: 'relation',
      } as const;
      return { kind: 'reject', suggestion };
    }
    case 'disagreement':
      return settlement(subject);
    case 'broken':
      return { kind: 'remove', ids: [subject.id] };
    case 'gold': {
      const { id, type, spans } = subject.gold;
      const remove = { kind: 'remove', ids: [id] } as const;
      return { kind: 'several', decisions: [remove, { kind: 'reject', suggestion: { type, spans } }] };
    }
  }
}

export function retyping(ground: Ground, subject: Subject, type: string): Decision | Refused {
  if (subject.kind === 'entity') return take(ground, subject.entity, { type });
  if (subject.kind === 'relation') {
    const relation = { ...subject.relation, type };
    return together(takeRelation(ground, { ...subject, relation }));
  }
  if (subject.kind === 'disagreement') return thirdOf(subject, type);
  const { id, attributes } = subject.gold;
  const kept = attributesFor(ground.schema, type, attributes);
  // What the schema knows, but not of this type, would be wrong now; what it does not know stays.
  const wrong = Object.keys(attributes).filter(
    (name) =>
      !(name in kept) && ground.schema.attributes.some((one) => one.name === name && !one.on.includes(type)),
  );
  return together([
    { kind: 'type', id, type },
    ...wrong.map((name) => ({ kind: 'attribute', id, name, value: undefined }) as const),
  ]);
}

export function attributing(
  ground: Ground,
  subject: Subject,
  name: string,
  value: AttributeValue | null,
): Decision | Refused {
  if (subject.kind === 'relation') return { refused: 'accept the relation first.' };
  if (subject.kind === 'disagreement') return UNTAKEN;
  const said = ground.schema.attributes.find((one) => one.name === name)?.default === value ? null : value;
  if (subject.kind !== 'entity') return { kind: 'attribute', id: subject.id, name, value: said ?? undefined };
  const { [name]: _, ...rest } = subject.entity.attributes;
  return take(ground, subject.entity, { attributes: said === null ? rest : { ...rest, [name]: said } });
}

export function moving(ground: Ground, subject: Subject, spans: readonly Span[]): Decision | Refused {
  if (subject.kind === 'relation') return { refused: 'a relation has no text of its own.' };
  if (subject.kind === 'disagreement') return UNTAKEN;
  return subject.kind === 'entity'
    ? take(ground, subject.entity, { spans })
    : { kind: 'spans', id: subject.id, spans };
}

/** A relation between two items of any kind that stand for a mention. */
export function relating(
  ground: Ground,
  from: EntityItem | GoldEntity,
  to: EntityItem | GoldEntity,
  type: string,
): Decision {
  const end = (one: EntityItem | GoldEntity) =>
    'kind' in one ? endOf(ground, one.entity) : { id: one.id, made: [] };
  const [a, b] = [end(from), end(to)];
  return together([...a.made, ...b.made, { kind: 'relation', type, from: a.id, to: b.id }]);
}
