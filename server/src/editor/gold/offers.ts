import { extent } from '../../annotation/annotation';
import { namesOf, type Schema } from '../../annotation/schema';
import type { Gold, GoldEntity } from '../../gold/gold';
import { lowerBound, type Span } from '../../note/span';
import type { OpenNote } from '../open-note';
import type { Subject } from './decisions';
import type { Offer } from './gold-protocol';
import { type EntityItem, itemsIn, triggeredBy } from './items';
import { keysFor } from './keys';

/** Other ends of relations that are offered: beyond them, nobody reads the list. */
export const MOST_ENDS = 30;
/** How far away they may lie, in blocks on either side. */
const NEAR = 2;
const KEYS = '123456789abcdefghijklmnopqrstuvwxyz';

/** What stands in a list by its name. */
interface Named {
  readonly name: string;
  readonly description: string;
}

/** A mention that a relation may end on. */
export type End = EntityItem | GoldEntity;
export const typeOf = (end: End): string => ('kind' in end ? end.entity.type : end.type);
export const spanOf = (end: End): Span => ('kind' in end ? end.span : extent(end));

/** The types that an item may be given: of the trigger of an event those of events. */
export function typesFor(schema: Schema, gold: Gold, subject: Subject): readonly Named[] {
  if (subject.kind === 'relation')
    return schema.relations.filter(
      ({ from, to }) => from.includes(subject.from.type) && to.includes(subject.to.type),
    );
  return triggeredBy(gold, [subject.id]).length > 0 ? schema.events : schema.entities;
}

/** Types to choose from, each with its key. */
export function typeOffers(types: readonly Named[], keys: ReadonlyMap<string, string>): Offer[] {
  const names = namesOf(types);
  const chosen = keysFor(names, keys);
  return names.map((name) => {
    const key = chosen.get(name);
    const description = types.find((one) => one.name === name)?.description ?? '';
    return { label: name, type: name, ...(description !== '' && { description }), ...(key && { key }) };
  });
}

/** The values of attributes that a type may bear, each with its key. */
export function attributeOffers(
  schema: Schema,
  keys: ReadonlyMap<string, string>,
  type: string,
  now: Readonly<Record<string, unknown>>,
): Offer[] {
  const offers: Offer[] = schema.attributes
    .filter(({ on }) => on.includes(type))
    .flatMap(({ name, values }): Offer[] =>
      values.length === 0
        ? [
            {
              label: Object.hasOwn(now, name) ? `not ${name}` : name,
              description: name,
              attribute: { name, value: Object.hasOwn(now, name) ? null : true },
            },
          ]
        : [
            ...values.map((value) => ({
              label: value.replaceAll('_', ' '),
              description: name,
              attribute: { name, value },
            })),
            ...(Object.hasOwn(now, name)
              ? [{ label: `no ${name}`, description: name, attribute: { name, value: null } }]
              : []),
          ],
    );
  const chosen = keysFor(
    offers.map(({ label }) => label),
    keys,
  );
  return offers.map((offer) => {
    const key = chosen.get(offer.label);
    return key === undefined ? offer : { ...offer, key };
  });
}

/** How far a mention lies from a place, in UTF-16 code units. */
const far = (end: End, at: Span): number =>
  Math.max(0, spanOf(end).start - at.end, at.start - spanOf(end).end);

/** Offers in their order, each with a key as long as there are any. */
export const keyed = (offers: readonly Offer[]): Offer[] =>
  offers.map((offer, i) => (KEYS[i] === undefined ? offer : { ...offer, key: KEYS[i] }));

/** All mentions around a place, gold and suggested, the nearest first. */
export function endsAround(open: OpenNote, gold: Gold, at: Span): End[] {
  const { blocks } = open.note;
  const here = Math.max(0, lowerBound(blocks, at.start + 1) - 1);
  const around = blocks.slice(Math.max(0, here - NEAR), here + NEAR + 1);
  const [first, last] = [around[0], around.at(-1)];
  if (!first || !last) return [];
  const whole = { start: first.start, end: last.end };
  return [
    ...gold.near(whole).filter(({ broken }) => broken === undefined),
    ...around.flatMap((placed) => itemsIn(open, placed).filter((item) => item.kind === 'entity')),
  ].sort((a, b) => far(a, at) - far(b, at));
}

/** What tells one mention of a list from others: its type and line, and where it stands. */
export function described(open: OpenNote, end: End): Pick<Offer, 'description' | 'range'> {
  const range = open.rangeOf(spanOf(end));
  return { description: `${typeOf(end)}, line ${range.start.line + 1}`, range };
}

/** The relations that the schema allows between an item and those around it, the nearest first. */
export function relationOffers(
  open: OpenNote,
  gold: Gold,
  schema: Schema,
  subject: End,
  most = MOST_ENDS,
): Offer[] {
  const own = typeOf(subject);
  const others = endsAround(open, gold, spanOf(subject)).filter(({ id }) => id !== subject.id);
  const offers: Offer[] = [];
  for (const other of others) {
    if (offers.length >= most) break;
    const type = typeOf(other);
    const about = described(open, other);
    const add = (name: string, from: End, to: End, arrow: string): void => {
      const relation = { from: from.id, to: to.id, type: name };
      const said = offers.some(
        (one) => one.relation?.type === name && one.relation.from === from.id && one.relation.to === to.id,
      );
      if (!said) offers.push({ label: `${name} ${arrow}`, relation, ...about });
    };
    for (const one of schema.relations) {
      if (one.from.includes(own) && one.to.includes(type)) add(one.name, subject, other, '→');
      else if (one.from.includes(type) && one.to.includes(own)) add(one.name, other, subject, '←');
    }
  }
  return keyed(offers.slice(0, most));
}
