import * as z from 'zod';
import type { AttributeValue } from '../annotation/annotation';
import { ASSERTION, type Schema } from '../annotation/schema';
import { type DeidentifiedText, joined, numbered } from '../privacy/text';
import { itemReader, named, readJson } from './items';
import { ofType, relationsPrompt } from './prompts/relations';
import type { Question } from './question';
import { answer, type JsonSchema, listOf, oneOf, tuple } from './schema';
import type { Beside, Source } from './source';

export { version } from './prompts/relations';

/** The mentions of one sentence, in order. */
export interface Group<Mention> {
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
  const names = schema.relations.map(({ name }) => name);
  return z.array(
    z.strictObject({ from: number, to: number, type: z.string().refine((type) => names.includes(type)) }),
  );
};

/** A mention, as far as types of relations ask for it. */
interface Relatable {
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const unreal: readonly unknown[] = ['absent', 'associated_with_someone_else'];
const isActual = ({ attributes }: Relatable): boolean => !unreal.includes(attributes[ASSERTION]);

/** For each mention of a sentence, whether a schema has a type of relation for it and another one there. */
export function related(mentions: readonly Relatable[], { relations }: Schema): boolean[] {
  const count = (type: string, actual: boolean): number =>
    mentions.filter((one) => one.type === type && (!actual || isActual(one))).length;
  const possible = relations.filter(
    ({ from, to, actual = false }) => count(from, actual) > 0 && count(to, actual) > (from === to ? 1 : 0),
  );
  return mentions.map((mention) =>
    possible.some(
      ({ from, to, actual }) =>
        (mention.type === from || mention.type === to) && (!actual || isActual(mention)),
    ),
  );
}

interface Numbered<Mention> {
  readonly number: number;
  readonly mention: Mention;
}

/** The mentions of each group by their types, with their numbers over all groups. */
function byType<Mention extends { readonly type: string }>(
  groups: readonly Group<Mention>[],
): Map<string, Numbered<Mention>[]>[] {
  let number = 0;
  return groups.map(({ mentions }) => {
    const types = new Map<string, Numbered<Mention>[]>();
    for (const mention of mentions) {
      number++;
      const list = types.get(mention.type);
      if (list) list.push({ number, mention });
      else types.set(mention.type, [{ number, mention }]);
    }
    return types;
  });
}

/** The relations that sentences and types allow: for each sentence, and each two types of ends. */
function entries(
  groups: readonly ReadonlyMap<string, readonly Numbered<unknown>[]>[],
  { relations }: Schema,
): JsonSchema[] {
  const ends = new Map<string, string[]>();
  for (const { name, from, to } of relations) {
    const key = JSON.stringify([from, to]);
    ends.set(key, [...(ends.get(key) ?? []), name]);
  }
  return groups.flatMap((types) =>
    [...ends].flatMap(([key, names]) => {
      const [from, to] = (JSON.parse(key) as string[]).map((type) =>
        (types.get(type) ?? []).map(({ number }) => number),
      ) as [number[], number[]];
      const isPair = from.length > 0 && to.length > 0 && new Set([...from, ...to]).size > 1;
      return isPair ? [tuple([oneOf(from), oneOf(to), oneOf(names)])] : [];
    }),
  );
}

/**
 * Asks for the relations within sentences, over numbered mentions. Only mentions for which types allow one
 * (`related`) are worth asking about.
 * @param source the stretch that the sentences are of
 */
export function question(
  source: Source,
  groups: readonly Group<NumberedMention>[],
  schema: Schema,
  beside: Beside,
): Question {
  const sentences = byType(groups);
  const lines = sentences.map((types) =>
    joined(
      [...types].map(([type, list]) =>
        ofType(
          beside(type),
          list.map(({ number, mention }) => numbered([mention.text], number)),
        ),
      ),
      '; ',
    ),
  );
  const count = groups.reduce((sum, { mentions }) => sum + mentions.length, 0);
  return {
    prompt: relationsPrompt(source.prefix, lines),
    schema: answer('relations', listOf(entries(sentences, schema))),
    maxTokens: Math.min(1_024, 64 + 16 * count),
  };
}

const listed = z.tuple([z.int(), z.int(), z.string()], z.unknown());
const keyed = z.object({ from: z.int(), to: z.int(), type: z.string() });

/** Reads relations while the answer comes; drops and counts those that types or sentences forbid, and repeated ones. */
export function reader(groups: readonly Group<{ readonly type: string }>[], schema: Schema) {
  const items = itemReader('relations');
  const places = groups.flatMap(({ mentions }, group) => mentions.map(({ type }) => ({ type, group })));
  const names = schema.relations.map(({ name }) => name);
  const shape = z.union([
    listed.transform(([from, to, type]) => ({ from, to, type })),
    keyed.transform(({ from, to, type }) => ({ from, to, type })),
  ]);
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
