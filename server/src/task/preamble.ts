import { ASSERTION, type AttributeType, type RelationType, type Schema } from '../annotation/schema';
import { type DeidentifiedText, joined, passage } from '../privacy/text';
import { exampleAnswer } from './entities';
import type { Example } from './example';
import { preamble as written } from './prompts/preamble';
import type { Beside } from './source';

/** "TrAP: treatment is given for problem"; with the types of its ends where the description does not name them. */
function relationLine({ name, description, from, to }: RelationType, beside: Beside): DeidentifiedText {
  const line = passage`${beside(name)}: ${beside(description)}`;
  const says = description.startsWith(from) && description.endsWith(to);
  return says ? line : passage`${line} (from ${beside(from)} to ${beside(to)})`;
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
  const types = schema.entities.map(
    ({ name, description }) => passage`${beside(name)}: ${beside(description)}`,
  );
  const words = ({ name, on, values }: AttributeType) => ({
    name: beside(name),
    bearers: joined(on.map(beside), ', '),
    values: values.map(beside),
  });
  const asked = schema.attributes.filter(({ values }) => values.length > 0);
  const assertion = asked.find(({ name }) => name === ASSERTION);
  return written(
    joined(types, '\n'),
    assertion && words(assertion),
    asked.filter((attribute) => attribute !== assertion).map(words),
    joined(
      schema.relations.map((relation) => relationLine(relation, beside)),
      '\n',
    ),
    joined(
      examples.map((example) => exampleAnswer(example, schema, beside)),
      '\n',
    ),
  );
}
