import * as z from 'zod';
import type { AttributeValue } from '../annotation/annotation';
import type { Schema } from '../annotation/schema';
import type { DeidentifiedText } from '../privacy/text';
import type { Example } from './example';
import { itemReader, named, readJson } from './items';
import { answerOf, entitiesPrompt, entry } from './prompts/entities';
import { example as exampleLine } from './prompts/preamble';
import type { Question } from './question';
import { answer, type JsonSchema, listOf, oneOf, text, tuple } from './schema';
import type { Beside, Source } from './source';

export { version } from './prompts/entities';

/** A mention as the model gave it, checked against the schema. Not yet on a span. */
export interface Mention {
  readonly text: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const LONGEST = 200;
/** So many attributes of one mention at most. */
const MOST_LABELS = 6;

/** A value of an attribute, as an answer gives it. */
interface Label {
  readonly name: string;
  readonly value: AttributeValue;
  /** The value alone where that tells which attribute is meant; the attribute's name where it has no values. */
  readonly label: string;
}

/** What an answer may add to a mention of a type, for each attribute that it may bear. */
export function labelsOf({ attributes }: Schema, type: string): Label[][] {
  const borne = attributes.filter(({ on }) => on.includes(type));
  const words = borne.map(({ name, values }) =>
    (values.length > 0 ? values : [name]).map((word) => word.toLowerCase()),
  );
  const isClear = (word: string): boolean =>
    words.filter((list) => list.includes(word.toLowerCase())).length === 1;
  return borne.map(({ name, values, default: usual }) =>
    values.length === 0
      ? [{ name, value: true, label: isClear(name) ? name : `${name}=true` }]
      : values
          .filter((value) => value !== usual)
          .map((value) => ({ name, value, label: isClear(value) ? value : `${name}=${value}` })),
  );
}

/** The kinds of entries: of words and type, and of those with one attribute more, and so on. */
function entries(schema: Schema): JsonSchema[] {
  const kinds = new Map<string, { types: string[]; labels: string[]; most: number }>();
  for (const { name } of schema.entities) {
    const lists = labelsOf(schema, name).filter((list) => list.length > 0);
    const labels = lists.flat().map(({ label }) => label);
    const key = JSON.stringify(labels);
    const kind = kinds.get(key) ?? { types: [], labels, most: Math.min(MOST_LABELS, lists.length) };
    kind.types.push(name);
    kinds.set(key, kind);
  }
  const all = [...kinds.values()];
  return [
    tuple([text(LONGEST), oneOf(schema.entities.map(({ name }) => name))]),
    ...all.flatMap(({ types, labels, most }) =>
      Array.from({ length: most }, (_, i) =>
        tuple([text(LONGEST), oneOf(types), ...Array.from({ length: i + 1 }, () => oneOf(labels))]),
      ),
    ),
  ];
}

/** Asks for all mentions of a stretch of a note, in order, with their attributes. Never for offsets. */
export function question(source: Source, schema: Schema, beside: Beside): Question {
  const attributes = schema.attributes.map(({ name, default: usual }) => ({
    name: beside.label(name),
    usual: usual === undefined ? undefined : beside.label(usual),
  }));
  return {
    prompt: entitiesPrompt(source.prefix, attributes),
    schema: answer('entities', listOf(entries(schema))),
    maxTokens: Math.min(2_048, 128 + Math.ceil(source.length / 2)),
  };
}

/** An example with its answer, as `question` asks for it. */
export function exampleAnswer({ text, mentions }: Example, schema: Schema, beside: Beside): DeidentifiedText {
  const lines = mentions.map(({ text, type, attributes }) => {
    const labels = labelsOf(schema, type)
      .flat()
      .filter(({ name, value }) => attributes[name] === value);
    return entry([text, beside.label(type), ...labels.map(({ label }) => beside.label(label))]);
  });
  return exampleLine(text, answerOf(lines));
}

const short = z.string().min(1).max(LONGEST);
const listed = z.tuple([short, z.string()], z.unknown());
const keyed = z.object({ text: short, type: z.string() }).catchall(z.unknown());
const shape = z.union([listed, keyed]);

/** The attributes that an entry gives, as list or by key: those that the type may bear, and that are not as usual. */
function attributesOf(
  given: z.infer<typeof shape>,
  schema: Schema,
  type: string,
): Record<string, AttributeValue> {
  // No object: a schema may name an attribute as something that every object has.
  const found = new Map<string, AttributeValue>();
  for (const labels of labelsOf(schema, type)) {
    for (const { name, value, label } of labels) {
      const values = Array.isArray(given)
        ? given.slice(2)
        : Object.entries(given).flatMap(([key, one]) =>
            key.toLowerCase() === name.toLowerCase() ? [one] : [],
          );
      const meant = Array.isArray(given) || value === true ? label : value;
      const isGiven = values.some(
        (one) => (typeof one === 'string' && named(one, [meant])) || (one === true && value === true),
      );
      if (isGiven && !found.has(name)) found.set(name, value);
    }
  }
  return Object.fromEntries(found);
}

/**
 * Reads mentions while the answer comes; also from objects with the keys `text` and `type`, as models answer that no
 * server holds to the schema. What does not fit is dropped and counted.
 */
export function reader(schema: Schema) {
  const items = itemReader('entities');
  const types = schema.entities.map(({ name }) => name);
  let dropped = 0;
  return {
    /** The mentions that the next piece of the answer completes. */
    feed(piece: string): Mention[] {
      return items.feed(piece).flatMap((item) => {
        const given = readJson(item, shape);
        const [words, kind] = Array.isArray(given) ? given : [given?.text, given?.type];
        const type = kind === undefined ? undefined : named(kind, types);
        if (given === undefined || words === undefined || type === undefined) {
          dropped++;
          return [];
        }
        return [{ text: words, type, attributes: attributesOf(given, schema, type) }];
      });
    },
    state: items,
    get dropped() {
      return dropped;
    },
  };
}
