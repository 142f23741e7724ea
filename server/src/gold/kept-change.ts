import * as z from 'zod';
import type { Schema } from '../annotation/schema';
import { type BratAttribute, formatBrat, parseBrat, type Textbound } from '../format/brat';
import type { LineChange, WrittenLine } from './decision';
import { renameIn } from './named';
import type { Secrets } from './secrets';

/**
 * A line as the journal keeps it: `l` as it is, where it holds no text; `t` a mention without its text, with the mark
 * of that; `s` sealed, with its id, where it holds
 * a text that cannot be found in the note again. `e` is another end than `\n`.
 */
const keptLine = z.union([
  z.strictObject({ l: z.string(), e: z.enum(['', '\r\n']).optional() }),
  z.strictObject({ t: z.string(), m: z.string(), e: z.enum(['', '\r\n']).optional() }),
  z.strictObject({ s: z.string(), i: z.string().optional(), e: z.enum(['', '\r\n']).optional() }),
]);
export type KeptLine = z.infer<typeof keptLine>;

export const keptChange = z.strictObject({
  at: z.int().min(0),
  before: keptLine.optional(),
  after: keptLine.optional(),
});
export type KeptChange = z.infer<typeof keptChange>;

/** What a line says, by itself. */
export const lineSays = (raw: string) => parseBrat(raw).lines[0]?.value;

/** Whether a value of an attribute is one of the schema's; any other may be words of a note. */
const isKnown = (schema: Schema | undefined, { type, value }: BratAttribute): boolean =>
  value === true ||
  (schema?.attributes.some((one) => one.name === type && one.values.includes(value)) ?? false);

/** A mention's line without its text. */
const withoutText = (value: Textbound): string => formatBrat({ ...value, text: '' });

/** See `keepChange`. */
export function keepLine({ raw, end, place }: WrittenLine, secrets: Secrets, schema?: Schema): KeptLine {
  const e = end === '\n' ? {} : { e: end };
  const value = lineSays(raw);
  if (value?.kind === 'textbound' && !place?.broken && formatBrat(value) === raw)
    return { t: withoutText(value), m: secrets.mark(value.text), ...e };
  const plain =
    value?.kind === 'relation' ||
    value?.kind === 'event' ||
    value?.kind === 'equivalence' ||
    (value?.kind === 'attribute' && isKnown(schema, value));
  if (plain && formatBrat(value) === raw) return { l: raw, ...e };
  const i = value && 'id' in value ? { i: value.id } : {};
  return { s: secrets.seal(raw), ...i, ...e };
}

/** A change as the journal keeps it: without text of the note. Values of attributes are plain where the schema has them. */
export function keepChange({ at, before, after }: LineChange, secrets: Secrets, schema?: Schema): KeptChange {
  return {
    at,
    ...(before && { before: keepLine(before, secrets, schema) }),
    ...(after && { after: keepLine(after, secrets, schema) }),
  };
}

/** The id of a line that was kept, where the journal says it: a sealed one keeps its id beside it. */
export const keptId = (line: KeptLine): string | undefined => {
  const raw = 't' in line ? line.t : 'l' in line ? line.l : line.i;
  return raw === undefined ? undefined : /^(?:[A-Za-z]+|#)\d+/.exec(raw)?.[0];
};

/** A line that was kept, under other ids. */
export function renameKept(line: KeptLine, names: ReadonlyMap<string, string>, secrets: Secrets): KeptLine {
  const raw = 't' in line ? line.t : 'l' in line ? line.l : secrets.open(line.s);
  const value = raw === undefined ? undefined : lineSays(raw);
  if (!value || value.kind === 'unread') return line;
  const fresh = formatBrat(renameIn(value, names));
  const e = line.e === undefined ? {} : { e: line.e };
  if ('t' in line) return { t: fresh, m: line.m, ...e };
  if ('l' in line) return { l: fresh, ...e };
  return { s: secrets.seal(fresh), ...('id' in value && { i: names.get(value.id) ?? value.id }), ...e };
}
