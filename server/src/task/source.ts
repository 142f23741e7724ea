import { type DeidentifiedText, passage } from '../privacy/text';
import { input, marks } from './prompts/source';

/** Takes what identifies the patient out of words that stand beside the note. */
export interface Beside {
  /** Of what a person wrote: descriptions of types, hypotheses. */
  text(words: string): DeidentifiedText;
  /** Of names of types and values, which the form of the answer repeats to the letter. */
  label(name: string): DeidentifiedText;
}

/** What stands around a stretch of a note: to be read, not to be answered about. */
export interface Around {
  /** The title of the section that the stretch starts in, where its heading is not in the stretch. */
  readonly section?: DeidentifiedText | undefined;
  /** The words right before and right behind the stretch. */
  readonly before?: DeidentifiedText | undefined;
  readonly after?: DeidentifiedText | undefined;
}

/** A stretch of a note as questions show it. */
export interface Source {
  /** What all questions about the stretch start with, to the letter: a server that keeps prefixes reads it once. */
  readonly prefix: DeidentifiedText;
  /** Of the stretch itself, in UTF-16 code units. */
  readonly length: number;
}

/**
 * A stretch of a note behind what all questions start with. Text inside the note is data: it is marked off, and the
 * model is told. So is what stands around it, which no question is about.
 * The program's words in prompts start with no word that is a name, since a name of the patient may not leave.
 */
export function source(
  preamble: DeidentifiedText,
  text: DeidentifiedText,
  { section, before, after }: Around = {},
): Source {
  const all = `${before ?? ''}\n${text}\n${after ?? ''}`.toLowerCase();
  const { note, ...beside } =
    marks.find(({ mark }) => !all.includes(mark)) ?? (marks[0] as (typeof marks)[0]);
  const first = before ? beside.before(before) : passage``;
  const last = after ? beside.after(after) : passage``;
  const hasAround = before !== undefined || after !== undefined;
  return {
    prefix: input(preamble, section, hasAround, passage`${first}${note(text)}${last}`),
    length: text.length,
  };
}
