declare const deidentified: unique symbol;
declare const opaque: unique symbol;

/** Text from which everything that identifies the patient was taken out. Only this room makes it. */
export type DeidentifiedText = string & { readonly [deidentified]: true };

/** What may be sent to a model: the program's own words around de-identified text. */
export interface Prompt {
  readonly [opaque]: true;
  readonly text: string;
}

// The fixed words of all templates that were used, each once: the guard knows them from text of a note.
const known = new WeakSet<readonly string[]>();
const pieces: string[] = [];

function learn(words: readonly string[]): readonly string[] {
  if (!known.has(words)) {
    known.add(words);
    for (const piece of words) if (/\p{L}/u.test(piece)) pieces.push(piece);
  }
  return words;
}

/** The program's own words in prompts, as far as they were used; the list grows at its end. */
export const programWords: readonly string[] = pieces;

/**
 * The one way to write a prompt: fixed words of the program with de-identified text in the holes.
 * Whatever else is put into a hole does not compile.
 */
export function prompt(words: TemplateStringsArray, ...holes: readonly DeidentifiedText[]): Prompt {
  return { text: String.raw({ raw: learn(words) }, ...holes) } as Prompt;
}

/** A part of a prompt: de-identified text within fixed words of the program, by the same rule as `prompt`. */
export function passage(
  words: TemplateStringsArray,
  ...holes: readonly DeidentifiedText[]
): DeidentifiedText {
  return String.raw({ raw: learn(words) }, ...holes) as DeidentifiedText;
}

/** De-identified texts, one after the other. */
export const joined = (
  parts: readonly DeidentifiedText[],
  separator: '' | ' ' | ',' | ', ' | '; ' | '","' | '\n',
): DeidentifiedText => parts.join(separator) as DeidentifiedText;

/** De-identified texts, each on a line with its number: `1. …`. */
export const numbered = (parts: readonly DeidentifiedText[], first = 1): DeidentifiedText =>
  parts.map((part, index) => `${first + index}. ${part}`).join('\n') as DeidentifiedText;
