import * as z from 'zod';
import { type Alignment, type AttributeValue, alignments } from '../../annotation/annotation';
import type { Span } from '../../note/span';
import type { Mention } from '../../task/entities';
import type { Grounding } from './grounding';

/** A mention on its place, without the words in which the model gave it. */
export interface PlacedMention {
  /** Its place in the answer, from 0. */
  readonly index: number;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** In order, in UTF-16 code units of the text that was asked about. */
  readonly spans: readonly Span[];
  readonly alignment: Alignment;
}

export const withoutWords = ({ placed }: Grounding<Mention>): PlacedMention[] =>
  placed.map(({ mention: { type, attributes }, index, spans, alignment }) => ({
    index,
    type,
    attributes,
    spans: spans.map(({ start, end }) => ({ start, end })),
    alignment,
  }));

/** The shape of the mentions of an answer about a text of this length. */
export function placedMentions(length: number): z.ZodType<readonly PlacedMention[]> {
  const offset = z.int().min(0).max(length);
  const span = z.strictObject({ start: offset, end: offset }).refine(({ start, end }) => start < end);
  return z.array(
    z.strictObject({
      index: z.int().min(0),
      type: z.string(),
      attributes: z.record(z.string(), z.union([z.string(), z.literal(true)])),
      spans: z.array(span).min(1),
      alignment: z.enum(alignments),
    }),
  );
}
