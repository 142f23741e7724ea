import * as z from 'zod';
import { formatBrat, parseBrat, type Textbound } from '../format/brat';
import type { LineChange, WrittenLine } from './decision';
import type { Secrets } from './secrets';

/**
 * A line as the journal keeps it: `l` as it is, where it holds no text; `t` a mention without its text, with the mark
 * of that; `s` sealed, where it holds a text that cannot be found in the note again. `e` is another end than `\n`.
 */
const keptLine = z.union([
  z.strictObject({ l: z.string(), e: z.enum(['', '\r\n']).optional() }),
  z.strictObject({ t: z.string(), m: z.string(), e: z.enum(['', '\r\n']).optional() }),
  z.strictObject({ s: z.string(), e: z.enum(['', '\r\n']).optional() }),
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

/** A value of an attribute that may be words of a note. */
const wordy = /[^\w.+-]/;

/** A mention's line without its text. */
const withoutText = (value: Textbound): string => formatBrat({ ...value, text: '' });

function keepLine({ raw, end, sealed }: WrittenLine, secrets: Secrets): KeptLine {
  const e = end === '\n' ? {} : { e: end };
  const value = lineSays(raw);
  if (value?.kind === 'textbound' && !sealed && formatBrat(value) === raw)
    return { t: withoutText(value), m: secrets.mark(value.text), ...e };
  const plain =
    value?.kind === 'relation' ||
    value?.kind === 'event' ||
    value?.kind === 'equivalence' ||
    (value?.kind === 'attribute' && (value.value === true || !wordy.test(value.value)));
  return plain && formatBrat(value) === raw ? { l: raw, ...e } : { s: secrets.seal(raw), ...e };
}

/** A change as the journal keeps it: without text of the note. */
export function keepChange({ at, before, after }: LineChange, secrets: Secrets): KeptChange {
  return {
    at,
    ...(before && { before: keepLine(before, secrets) }),
    ...(after && { after: keepLine(after, secrets) }),
  };
}
