/** A JSON Schema, for the server to hold the model to: what Ollama, llama-server and vLLM enforce, and nothing else. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A text of 1 to so many characters. */
export const text = (longest: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: longest });

/** One of a list of names or numbers; of none, any short text, since a server refuses an empty list. */
export const oneOf = (values: readonly (string | number)[]): JsonSchema =>
  values.length === 0 ? text(40) : { enum: [...values] };

/** A list of just these parts, in this order: `items: false`, which would say so, too, is refused by servers. */
export const tuple = (parts: readonly JsonSchema[]): JsonSchema => ({
  type: 'array',
  prefixItems: parts,
  minItems: parts.length,
  maxItems: parts.length,
});

export const anyOf = (choices: readonly JsonSchema[]): JsonSchema =>
  choices.length === 1 ? (choices[0] as JsonSchema) : { anyOf: choices };

/** A list of any length, of items of these kinds. */
export const listOf = (choices: readonly JsonSchema[]): JsonSchema => ({
  type: 'array',
  items: anyOf(choices),
});

/** An object with this one key. */
export const answer = (key: string, value: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { [key]: value },
  required: [key],
  additionalProperties: false,
});
