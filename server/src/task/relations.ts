import * as z from 'zod';
import type { Schema } from '../annotation/schema';
import { type DeidentifiedText, joined, numbered, passage, prompt } from '../privacy/text';
import { itemReader, named, readJson } from './items';
import type { Question } from './question';
import { jsonSchema, oneOf } from './schema';
import type { Beside } from './source';

export const version = 'relations-1';

/** A sentence and the mentions in it. */
export interface Group<Mention> {
  readonly sentence: DeidentifiedText;
  readonly mentions: readonly Mention[];
}

export interface NumberedMention {
  readonly text: DeidentifiedText;
  readonly type: string;
}

/** A relation between two mentions of one group, by their numbers over all groups, from 1. */
export interface Pair {
  readonly from: number;
  readonly to: number;
  readonly type: string;
}

/** The shape of what is read from an answer over so many mentions. */
export const pairs = (count: number, schema: Schema): z.ZodType<readonly Pair[]> => {
  const number = z.int().min(1).max(count);
  return z.array(
    z.strictObject({ from: number, to: number, type: oneOf(schema.relations.map(({ name }) => name)) }),
  );
};

/** Whether a schema has a type of relation for some pair of these mentions. */
export function mayRelate(types: readonly string[], schema: Schema): boolean {
  return schema.relations.some(({ from, to }) => {
    const first = types.indexOf(from);
    return first >= 0 && types.some((type, i) => type === to && (from !== to || i !== first));
  });
}

/**
 * Asks for the relations within sentences, over numbered mentions. Only sentences in which types allow one
 * (`mayRelate`) are worth asking about.
 * @param source the stretch that the sentences are of, as `source` wraps it
 */
export function question(
  source: DeidentifiedText,
  groups: readonly Group<NumberedMention>[],
  schema: Schema,
  beside: Beside,
): Question {
  let count = 0;
  const sentences = groups.map(({ sentence, mentions }) => {
    const first = count + 1;
    count += mentions.length;
    const lines = mentions.map(({ text, type }) => passage`${text} (${beside(type)})`);
    return passage`In: ${sentence}\n${numbered(lines, first)}\n`;
  });
  const types = schema.relations.map(
    ({ name, description, from, to }) =>
      passage`${beside(name)}: ${beside(description)} (from ${beside(from)} to ${beside(to)})`,
  );
  const numbers = z.int().min(1).max(count);
  const item = z.object({
    from: numbers,
    to: numbers,
    type: oneOf(schema.relations.map(({ name }) => name)),
  });
  return {
    prompt: prompt`${source}The task: find the relations between the numbered mentions of a sentence, of these types.
${joined(types, '\n')}
Only what the sentence itself says counts; most pairs have no relation.

${joined(sentences, '\n')}
The answer is JSON: {"relations":[{"from":number,"to":number,"type":"type"}]}`,
    schema: jsonSchema(z.object({ relations: z.array(item) })),
    maxTokens: Math.min(1_024, 64 + 24 * count),
  };
}

/** Reads relations while the answer comes; drops and counts those that types or sentences forbid, and repeated ones. */
export function reader(groups: readonly Group<{ readonly type: string }>[], schema: Schema) {
  const items = itemReader('relations');
  const places = groups.flatMap(({ mentions }, group) => mentions.map(({ type }) => ({ type, group })));
  const names = schema.relations.map(({ name }) => name);
  const shape = z.object({ from: z.int(), to: z.int(), type: z.string() });
  const seen = new Set<string>();
  let dropped = 0;
  const fits = ({ from, to, type }: Pair): boolean => {
    const [a, b] = [places[from - 1], places[to - 1]];
    if (!a || !b || from === to || a.group !== b.group) return false;
    return schema.relations.some((one) => one.name === type && one.from === a.type && one.to === b.type);
  };
  return {
    feed(piece: string): Pair[] {
      return items.feed(piece).flatMap((item) => {
        const value = readJson(item, shape);
        const type = value && named(value.type, names);
        const pair = value && type !== undefined ? { ...value, type } : undefined;
        const key = pair && `${pair.from} ${pair.to} ${pair.type}`;
        if (!pair || key === undefined || seen.has(key) || !fits(pair)) {
          dropped++;
          return [];
        }
        seen.add(key);
        return [pair];
      });
    },
    state: items,
    get dropped() {
      return dropped;
    },
  };
}
