import { ASSERTION, type AttributeType, type RelationType, type Schema } from '../annotation/schema';
import { type DeidentifiedText, joined, passage } from '../privacy/text';
import { exampleAnswer } from './entities';
import type { Example } from './example';
import { ANY_TYPE, between, fromTo, MENTION, preamble as written } from './prompts/preamble';
import type { Beside } from './source';

/** "problem: diseases, symptoms"; the name alone of what nobody describes. */
const described = (
  { name, description }: { readonly name: string; readonly description: string },
  beside: Beside,
): DeidentifiedText =>
  description === '' ? beside.label(name) : passage`${beside.label(name)}: ${beside.text(description)}`;

/** The names of types; of all that there are, what stands for them. */
const listed = (
  names: readonly string[],
  { entities }: Schema,
  all: DeidentifiedText,
  beside: Beside,
): DeidentifiedText =>
  names.length > 1 && entities.every(({ name }) => names.includes(name))
    ? all
    : joined(names.map(beside.label), ', ');

/** "TrAP: treatment is given for problem"; with the types of its ends where the description does not name them. */
function relationLine(relation: RelationType, schema: Schema, beside: Beside): DeidentifiedText {
  const { description, from, to, symmetric } = relation;
  const line = described(relation, beside);
  const [first, last] = [from[0], to[0]];
  const isPlain = from.length === 1 && to.length === 1 && first !== undefined && last !== undefined;
  if (isPlain && description.startsWith(first) && description.endsWith(last)) return line;
  const ends = [from, to].map((names) => listed(names, schema, ANY_TYPE, beside));
  const [one = ANY_TYPE, other = ANY_TYPE] = ends;
  return symmetric ? between(line, one, other) : fromTo(line, one, other);
}

/**
 * What every question starts with, the same for all tasks and all windows: what may be annotated, and examples. A
 * server that keeps prefixes reads it once.
 */
export function preamble(
  schema: Schema,
  beside: Beside,
  examples: readonly Example[] = [],
): DeidentifiedText {
  const words = ({ name, on, values }: AttributeType) => ({
    name: beside.label(name),
    bearers: listed(on, schema, MENTION, beside),
    values: values.map(beside.label),
  });
  const assertion = schema.attributes.find(({ name, values }) => name === ASSERTION && values.length > 0);
  return written(
    joined(
      schema.entities.map((type) => described(type, beside)),
      '\n',
    ),
    assertion && words(assertion),
    schema.attributes.filter((attribute) => attribute !== assertion).map(words),
    joined(
      schema.relations.map((relation) => relationLine(relation, schema, beside)),
      '\n',
    ),
    joined(
      examples.map((example) => exampleAnswer(example, schema, beside)),
      '\n',
    ),
  );
}
