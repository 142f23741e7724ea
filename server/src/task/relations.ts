import * as z from 'zod';
import type { AttributeValue } from '../annotation/annotation';
import { ASSERTION, isDenied, namesOf, relationOf, type Schema } from '../annotation/schema';
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
  const names = namesOf(schema.relations);
  return z.array(
    z.strictObject({ from: number, to: number, type: z.string().refine((type) => names.includes(type)) }),
  );
};

/** A mention, as far as types of relations ask for it. */
interface Relatable {
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const isActual = ({ attributes }: Relatable): boolean =>
  !isDenied(attributes) && attributes[ASSERTION] !== 'associated_with_someone_else';

/** For each mention of a sentence, whether a schema has a type of relation for it and another one there. */
export function related(mentions: readonly Relatable[], { relations }: Schema): boolean[] {
  const found = mentions.map(() => false);
  for (const { from, to, actual } of relations) {
    const may = mentions.map((mention) => !actual || isActual(mention));
    const starts = mentions.map(({ type }, i) => may[i] === true && from.includes(type));
    const ends = mentions.map(({ type }, i) => may[i] === true && to.includes(type));
    const count = (of: readonly boolean[]): number => of.filter((is) => is).length;
    const [startCount, endCount] = [count(starts), count(ends)];
    for (const i of mentions.keys()) {
      const [isStart, isEnd] = [starts[i] === true, ends[i] === true];
      if (isStart && endCount > (isEnd ? 1 : 0)) found[i] = true;
      if (isEnd && startCount > (isStart ? 1 : 0)) found[i] = true;
    }
  }
  return found;
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

/** The relations that sentences and types allow: for each sentence, and each two sets of mentions as ends. */
function entries(
  groups: readonly ReadonlyMap<string, readonly Numbered<unknown>[]>[],
  { relations }: Schema,
): JsonSchema[] {
  return groups.flatMap((types) => {
    const ends = new Map<string, { from: number[]; to: number[]; names: Set<string> }>();
    const numbers = (of: readonly string[]): number[] =>
      [...types]
        .flatMap(([type, list]) => (of.includes(type) ? list.map(({ number }) => number) : []))
        .sort((a, b) => a - b);
    for (const { name, symmetric, ...lists } of relations) {
      const [one, other] = [numbers(lists.from), numbers(lists.to)];
      for (const [from, to] of symmetric
        ? [[one, other] as const, [other, one] as const]
        : [[one, other] as const]) {
        if (from.length === 0 || to.length === 0 || new Set([...from, ...to]).size < 2) continue;
        const key = `${from} ${to}`;
        const known = ends.get(key) ?? { from, to, names: new Set() };
        ends.set(key, known);
        known.names.add(name);
      }
    }
    return [...ends.values()].map(({ from, to, names }) =>
      tuple([oneOf(from), oneOf(to), oneOf([...names])]),
    );
  });
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
          beside.label(type),
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
  const names = namesOf(schema.relations);
  const shape = z.union([
    listed.transform(([from, to, type]) => ({ from, to, type })),
    keyed.transform(({ from, to, type }) => ({ from, to, type })),
  ]);
  const seen = new Set<string>();
  let dropped = 0;
  /** The pair as the schema has it: of one that holds both ways, the first mention first, where types allow that. */
  const fitting = ({ from, to, type }: Pair): Pair | undefined => {
    const [a, b] = [places[from - 1], places[to - 1]];
    if (!a || !b || from === to || a.group !== b.group) return undefined;
    const straight = relationOf(schema, type, a.type, b.type);
    const turned = relationOf(schema, type, b.type, a.type);
    if (turned?.symmetric && (from > to || !straight)) return { from: to, to: from, type };
    return straight && { from, to, type };
  };
  return {
    feed(piece: string): Pair[] {
      return items.feed(piece).flatMap((item) => {
        const value = readJson(item, shape);
        const type = value && named(value.type, names);
        const pair = value && type !== undefined ? fitting({ ...value, type }) : undefined;
        const key = pair && `${pair.from} ${pair.to} ${pair.type}`;
        if (!pair || key === undefined || seen.has(key)) {
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
