declare const deidentified: unique symbol;
declare const opaque: unique symbol;

/** Text from which everything that identifies the patient was taken out. Only this room makes it. */
export type DeidentifiedText = string & { readonly [deidentified]: true };

/** What may be sent to a model: the program's own words around de-identified text. */
export interface Prompt {
  readonly [opaque]: true;
  readonly text: string;
}

/**
 * The one way to write a prompt: fixed words of the program with de-identified text in the holes.
 * Whatever else is put into a hole does not compile.
 */
export function prompt(words: TemplateStringsArray, ...holes: readonly DeidentifiedText[]): Prompt {
  return { text: String.raw({ raw: words }, ...holes) } as Prompt;
}
