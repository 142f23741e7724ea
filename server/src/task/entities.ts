import * as z from 'zod';
import { ASSERTION, type Schema } from '../annotation/schema';
import { type DeidentifiedText, joined, passage, prompt } from '../privacy/text';
import { itemReader, named, readJson } from './items';
import type { Question } from './question';
import { jsonSchema, oneOf } from './schema';
import { type Beside, typeLines } from './source';

/** Changes whenever the question does: answers to another question are not answers to this one. */
export const version = 'entities-1';

/** A mention as the model gave it, checked against the schema. Not yet on a span. */
export interface Mention {
  readonly text: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const LONGEST = 200;

/** What an attribute is called in an answer. */
const keyOf = (name: string): string => name.toLowerCase();

/** The attributes that an answer can hold. */
const askedAttributes = (schema: Schema) =>
  schema.attributes.filter(
    ({ name, values }) => values.length > 0 && !['text', 'type'].includes(keyOf(name)),
  );

function mentionSchema(schema: Schema) {
  const attributes = askedAttributes(schema).map(
    ({ name, values }) => [keyOf(name), oneOf(values).optional()] as const,
  );
  return z.object({
    text: z.string().min(1).max(LONGEST),
    type: oneOf(schema.entities.map(({ name }) => name)),
    ...Object.fromEntries(attributes),
  });
}

const assertionWords = passage` Of these, "absent" is what is denied or ruled out, "possible" what is uncertain, "conditional" what comes only under some circumstance, "hypothetical" what may come later, "associated_with_someone_else" what a relative has.`;

/**
 * Asks for all mentions of a stretch of a note, in order, with their attributes. Never for offsets.
 * @param source the stretch, as `source` wraps it
 */
export function question(source: DeidentifiedText, schema: Schema, beside: Beside): Question {
  const attributes = askedAttributes(schema).map(({ name, on, values, default: usual }) => {
    const bearers = joined(on.map(beside), ', ');
    const list = joined(values.map(beside), ', ');
    const known = name === ASSERTION ? assertionWords : passage``;
    return passage`For each ${bearers} also "${beside(keyOf(name))}", one of: ${list}; left out where it is ${beside(usual)}.${known}\n`;
  });
  return {
    prompt: prompt`${source}The task: find every mention of these types in the note.
${typeLines(schema, beside)}
${joined(attributes, '')}The mentions stand in the order of the note, each in the very words of the note, as short as it can be named; a mention that occurs again is given again.
The answer is JSON: {"entities":[{"text":"words of the note","type":"type"}]}`,
    schema: jsonSchema(z.object({ entities: z.array(mentionSchema(schema)) })),
    maxTokens: Math.min(2_048, 128 + Math.ceil(source.length / 2)),
  };
}

/** Reads mentions while the answer comes. What does not fit is dropped and counted. */
export function reader(schema: Schema) {
  const items = itemReader('entities');
  const types = schema.entities.map(({ name }) => name);
  const shape = z.object({ text: z.string().min(1).max(LONGEST), type: z.string() }).catchall(z.unknown());
  let dropped = 0;
  return {
    /** The mentions that the next piece of the answer completes. */
    feed(piece: string): Mention[] {
      return items.feed(piece).flatMap((item) => {
        const value = readJson(item, shape);
        const type = value && named(value.type, types);
        if (!value || type === undefined) {
          dropped++;
          return [];
        }
        const attributes: Record<string, string> = {};
        for (const { name, on, values, default: usual } of askedAttributes(schema)) {
          const given = value[keyOf(name)];
          const known = typeof given === 'string' ? named(given, values) : undefined;
          if (known !== undefined && known !== usual && on.includes(type)) attributes[name] = known;
        }
        return [{ text: value.text, type, attributes }];
      });
    },
    state: items,
    get dropped() {
      return dropped;
    },
  };
}
