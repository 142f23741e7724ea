import { ASSERTION, assertions, i2b2, type RelationType, type Schema } from '../../annotation/schema';

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

const known = ({ name, from, to }: RelationType): RelationType | undefined =>
  i2b2.relations.find((one) => one.name === name && same(one.from, from) && same(one.to, to));

/**
 * A schema with what its file does not say, where it is that of i2b2 2010: what types mean, and which assertion goes
 * without saying. Any other is left as it is.
 */
export function asKnown(schema: Schema): Schema {
  const names = new Set(schema.entities.map(({ name }) => name));
  if (!i2b2.entities.every(({ name }) => names.has(name))) return schema;
  return {
    ...schema,
    entities: schema.entities.map((type) => ({
      ...type,
      description:
        type.description || (i2b2.entities.find(({ name }) => name === type.name)?.description ?? ''),
    })),
    relations: schema.relations.map((type) => {
      const { description = '', actual } = known(type) ?? {};
      return type.description === '' ? { ...type, description, ...(actual && { actual }) } : type;
    }),
    attributes: schema.attributes.map((attribute) =>
      attribute.name === ASSERTION && !attribute.default && same(attribute.values, assertions)
        ? { ...attribute, default: 'present' }
        : attribute,
    ),
  };
}
