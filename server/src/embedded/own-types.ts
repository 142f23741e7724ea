import { ASSERTION, namesOf, relationOf, type Schema } from '../annotation/schema';
import { named } from '../task/items';

/** What this engine finds, in the words of a schema: its own types under the schema's spelling, and nothing else. */
export interface OwnTypes {
  /** The schema's name of a type; undefined where it has none. */
  entity(type: string): string | undefined;
  /** The attribute that says an assertion of a type, as the schema writes both; undefined where it has no such value. */
  assertion(type: string, value: string): readonly [name: string, value: string] | undefined;
  /** The schema's relation of a name between two types of it. */
  relation(name: string, from: string, to: string): ReturnType<typeof relationOf>;
}

/** Names are compared without case. A type of the schema that means the same by another name is left to models. */
export function ownTypes(schema: Schema): OwnTypes {
  const types = namesOf(schema.entities);
  const relations = namesOf(schema.relations);
  return {
    entity: (type) => named(type, types),
    assertion(type, value) {
      const borne = schema.attributes.find(
        ({ name, on }) => named(ASSERTION, [name]) !== undefined && on.includes(type),
      );
      const known = borne && named(value, borne.values);
      return borne && known !== undefined ? [borne.name, known] : undefined;
    },
    relation(name, from, to) {
      const known = named(name, relations);
      return known === undefined ? undefined : relationOf(schema, known, from, to);
    },
  };
}

const found = ['problem', 'test', 'treatment'] as const;

/** For people: why this engine finds no mention by a schema; undefined where it knows one of its types. */
export const unknownTypes = (schema: Schema): string | undefined =>
  found.some((type) => ownTypes(schema).entity(type) !== undefined)
    ? undefined
    : `the engine built in finds ${found.join(', ')}, and the schema has no such type; a model can be asked for its types, and they are learned from notes that people annotated`;
