import type { Schema } from '../annotation/schema';

const known = new WeakMap<Schema, Schema>();

/**
 * What of a schema a model is asked for: its entities, the relations between them, and their attributes. Events are
 * left to people: no question asks for triggers and who plays which part.
 */
export function askable(schema: Schema): Schema {
  const before = known.get(schema);
  if (before) return before;
  const names = new Set(schema.entities.map(({ name }) => name));
  const within = (types: readonly string[]): string[] => types.filter((type) => names.has(type));
  const asked: Schema = {
    ...schema,
    events: [],
    relations: schema.relations
      .map((relation) => ({ ...relation, from: within(relation.from), to: within(relation.to) }))
      .filter(({ from, to }) => from.length > 0 && to.length > 0),
    attributes: schema.attributes
      .map((attribute) => ({ ...attribute, on: within(attribute.on) }))
      .filter(({ on }) => on.length > 0),
  };
  known.set(schema, asked);
  return asked;
}

/** For people: why a model is asked for no mention of a schema; undefined where it is. */
export const unaskable = ({ entities }: Schema): string | undefined =>
  entities.length > 0
    ? undefined
    : 'the schema has no type of entity to ask a model for; for events, a model is not asked';
