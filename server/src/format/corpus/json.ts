import * as z from 'zod';

/** A value that was read, or why none was: in words, without text of the file. */
export type Parsed<Value> = { readonly value: Value } | { readonly failure: string };

/** Where in a text an offset lies, for a person. */
function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
}

/** Reads JSON. The parser's own message may quote the text, so only the place is taken from it. */
export function parseJson(text: string): Parsed<unknown> {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const where = position === undefined ? '' : ` (${lineAndColumn(text, Number(position))})`;
    return { failure: `it is not JSON${where}; mend it there, or write the file again with a JSON library` };
  }
}

/** The values of JSON Lines, with their lines from 1; blank lines are passed over. */
export function* parseJsonLines(
  text: string,
): Generator<{ readonly line: number; readonly parsed: Parsed<unknown> }> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    const row = text.slice(at, end);
    line++;
    at = end + 1;
    if (row.replace(/^\ufeff/, '').trim() === '') continue;
    const parsed = parseJson(row);
    yield {
      line,
      parsed: 'failure' in parsed ? { failure: 'it is not JSON; a row is one object on one line' } : parsed,
    };
  }
}

/** The fields of an object in pairs, whatever they are called: a record of zod leaves `__proto__` out. */
export const fields = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (given) =>
      typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : given,
    z.array(z.tuple([z.string(), value])),
  );

/** A value that has the shape asked for; else the field that has not, by its path. */
export function shaped<Value>(schema: z.ZodType<Value>, value: unknown): Parsed<Value> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const path = result.error.issues[0]?.path ?? [];
  const field = path.map((part) => (typeof part === 'number' ? part : String(part).slice(0, 40))).join('.');
  return {
    failure:
      field === ''
        ? 'it is not laid out as the format has it'
        : `its field ${field} is missing or not what the format has`,
  };
}
