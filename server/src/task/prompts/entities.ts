import { type DeidentifiedText, joined, type Prompt, passage, prompt } from '../../privacy/text';

/** Changes whenever the words do: answers to another question are not answers to this one. */
export const version = 'entities-3';

/** An attribute, and its value that goes without saying, if there is one. */
export interface AskedAttribute {
  readonly name: DeidentifiedText;
  readonly usual: DeidentifiedText | undefined;
}

const attributeLine = ({ name, usual }: AskedAttribute): DeidentifiedText =>
  usual === undefined
    ? passage` The ${name} is added where the note tells it.`
    : passage` The ${name} is added where it is not ${usual}.`;

/** An entry of an answer: words of the note, the type, and what does not go without saying. */
export const entry = (parts: readonly DeidentifiedText[]): DeidentifiedText =>
  passage`["${joined(parts, '","')}"]`;

/** A whole answer of such entries. */
export const answerOf = (entries: readonly DeidentifiedText[]): DeidentifiedText =>
  passage`{"entities":[${joined(entries, ',')}]}`;

const words = passage`words`;
const type = passage`type`;

/** @param source what all questions about the stretch start with */
export function entitiesPrompt(source: DeidentifiedText, attributes: readonly AskedAttribute[]): Prompt {
  const lines = attributes.map(attributeLine);
  const longer = attributes.length > 0 ? [entry([words, type, ...attributes.map(({ name }) => name)])] : [];
  return prompt`${source}The question: list every mention of these types in the note, in the order and in the very words of the note, as short as it can be named, again where it occurs again.${joined(lines, '')}
OUTPUT as JSON, ${answerOf([entry([words, type]), ...longer])}:`;
}
