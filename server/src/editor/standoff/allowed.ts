import type { AttributeType, EntityType, EventType, RelationType, Schema } from '../../annotation/schema';
import type { BratDocument, BratValue, Unread } from '../../format/brat';
import type { Ids } from './ids';

/** A schema, looked up by name. */
export interface Allowed {
  readonly schema: Schema;
  readonly entities: ReadonlyMap<string, EntityType>;
  readonly events: ReadonlyMap<string, EventType>;
  readonly relations: ReadonlyMap<string, readonly RelationType[]>;
  readonly attributes: ReadonlyMap<string, readonly AttributeType[]>;
}

const known = new WeakMap<Schema, Allowed>();

/** Types by their names, of which one may stand for several. */
function byName<Type extends { readonly name: string }>(types: readonly Type[]): Map<string, Type[]> {
  const named = new Map<string, Type[]>();
  for (const type of types) named.set(type.name, [...(named.get(type.name) ?? []), type]);
  return named;
}

export function allowedBy(schema: Schema): Allowed {
  const before = known.get(schema);
  if (before) return before;
  const allowed = {
    schema,
    entities: new Map(schema.entities.map((type) => [type.name, type])),
    events: new Map(schema.events.map((type) => [type.name, type])),
    relations: byName(schema.relations),
    attributes: byName(schema.attributes),
  };
  known.set(schema, allowed);
  return allowed;
}

/** The types that a line with this id may have. Of attributes, remarks and the like, those that files use. */
export function typesFor(allowed: Allowed, letter: string): string[] {
  switch (letter[0]) {
    case 'T':
      return [...new Set([...allowed.entities.keys(), ...allowed.events.keys()])];
    case 'R':
      return [...allowed.relations.keys()];
    case 'E':
      return [...allowed.events.keys()];
    case 'A':
    case 'M':
      return [...allowed.attributes.keys()];
    case 'N':
      return ['Reference'];
    case '#':
      return ['AnnotatorNotes'];
    case '*':
      return ['Equiv'];
    default:
      return [];
  }
}

/** What may be annotated at an end of a relation, whatever stands at the other; undefined where the role is not known. */
export function typesAt(types: readonly RelationType[], role: string): string[] | undefined {
  const found = types.flatMap(({ roles, from, to, symmetric }) => [
    ...(roles[0] === role || (symmetric && roles[1] === role) ? [from] : []),
    ...(roles[1] === role || (symmetric && roles[0] === role) ? [to] : []),
  ]);
  return found.length > 0 ? [...new Set(found.flat())] : undefined;
}

/** The value of the line that bears an id; of two lines, the first. */
export const bearerOf = (document: BratDocument, ids: Ids, id: string): BratValue | Unread | undefined =>
  document.lines[ids.definedAt(id)[0] ?? -1]?.value;

/** The type of what an id stands for; undefined where there is none. */
export function typeOf(document: BratDocument, ids: Ids, id: string): string | undefined {
  const value = bearerOf(document, ids, id);
  return value && 'type' in value ? value.type : undefined;
}
