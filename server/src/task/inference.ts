import * as z from 'zod';
import { type InferenceLabel, inferenceLabels } from '../annotation/annotation';
import type { DeidentifiedText } from '../privacy/text';
import { itemReader, named, readJson } from './items';
import { inferencePrompt, pairLine } from './prompts/inference';
import type { Question } from './question';
import { answer, oneOf, tuple } from './schema';

export { version } from './prompts/inference';

/** Two sentences, the second of which is judged by the first. */
export interface SentencePair {
  readonly premise: DeidentifiedText;
  readonly hypothesis: DeidentifiedText;
}

export interface Judgement {
  /** The number of the pair, from 1. */
  readonly pair: number;
  readonly label: InferenceLabel;
}

/** The shape of what is read from an answer about so many pairs. */
export const judgements = (count: number): z.ZodType<readonly Judgement[]> =>
  z.array(z.strictObject({ pair: z.int().min(1).max(count), label: z.enum(inferenceLabels) }));

/**
 * Asks for the label of each of a few pairs: the answer has one for each, in order, each behind its number, so that a
 * model does not lose count.
 * @param preamble what all questions start with
 */
export function question(preamble: DeidentifiedText, pairs: readonly SentencePair[]): Question {
  const entries = pairs.map((_, i) => tuple([oneOf([i + 1]), oneOf(inferenceLabels)]));
  return {
    prompt: inferencePrompt(
      preamble,
      pairs.map(({ premise, hypothesis }) => pairLine(premise, hypothesis)),
    ),
    schema: answer('judgements', tuple(entries)),
    maxTokens: 64 + 12 * pairs.length,
  };
}

const listed = z.tuple([z.int(), z.string()], z.unknown());
const keyed = z.object({ pair: z.int(), label: z.string() });

/** Reads labels while the answer comes; the first for a pair counts. */
export function reader(count: number) {
  const items = itemReader('judgements');
  const shape = z.union([listed.transform(([pair, label]) => ({ pair, label })), keyed]);
  const seen = new Set<number>();
  let dropped = 0;
  return {
    feed(piece: string): Judgement[] {
      return items.feed(piece).flatMap((item) => {
        const value = readJson(item, shape);
        const label = value && (named(value.label, inferenceLabels) as InferenceLabel | undefined);
        if (!value || !label || value.pair < 1 || value.pair > count || seen.has(value.pair)) {
          dropped++;
          return [];
        }
        seen.add(value.pair);
        return [{ pair: value.pair, label }];
      });
    },
    state: items,
    get dropped() {
      return dropped;
    },
  };
}
