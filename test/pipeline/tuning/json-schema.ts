type Json = Readonly<Record<string, unknown>>;

/** Whether a value is what a JSON Schema of a question allows: of the words that questions use, and no others. */
export function fits(value: unknown, schema: Json): boolean {
  const known = new Set(
    'type properties required additionalProperties items prefixItems minItems maxItems minLength maxLength enum anyOf'.split(
      ' ',
    ),
  );
  const strange = Object.keys(schema).filter((word) => !known.has(word));
  if (strange.length > 0) throw new Error(`the schema says ${strange.join(' ')}`);
  const {
    type,
    properties = {},
    required = [],
    items,
    prefixItems,
    anyOf,
  } = schema as {
    type?: string;
    properties?: Record<string, Json>;
    required?: readonly string[];
    items?: Json;
    prefixItems?: readonly Json[];
    anyOf?: readonly Json[];
  } & Json;
  if (anyOf) return anyOf.some((one) => fits(value, one));
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  const between = (length: number, least: unknown, most: unknown): boolean =>
    length >= Number(least ?? 0) && length <= Number(most ?? Number.POSITIVE_INFINITY);
  if (type === 'string')
    return typeof value === 'string' && between([...value].length, schema.minLength, schema.maxLength);
  if (type === 'array') {
    if (!Array.isArray(value) || !between(value.length, schema.minItems, schema.maxItems)) return false;
    return value.every((one, i) => {
      const own = prefixItems?.[i] ?? items;
      return own === undefined || fits(one, own);
    });
  }
  if (type !== 'object' || typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return (
    required.every((name) => name in value) &&
    entries.every(([name, one]) => properties[name] !== undefined && fits(one, properties[name] ?? {}))
  );
}
