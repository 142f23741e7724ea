import * as z from 'zod';

/** The JSON Schema of an answer, for the server to hold the model to. */
export function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}

/** One of a list of names, which must not be empty: a server refuses an empty one. */
export const oneOf = (names: readonly string[]): z.ZodType<string> =>
  names.length === 0 ? z.string().max(40) : z.enum(names as [string, ...string[]]);
