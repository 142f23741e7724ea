import { parseNote } from '../note/note';
import { type Identifier, identifiersBeside } from './identifiers';
import type { DeidentifiedText } from './text';
import { deidentify, type Pseudonyms } from './view';

/**
 * What the user writes beside a note (hypotheses, names and descriptions of types), made fit to send:
 * what the finders see in it is masked, and every name, place and number that is known in the note.
 * The same person gets the same number as in the note's view.
 * @param identifiers those of the note, as `identifiersOf` returned them
 */
export function deidentifyBeside(
  text: string,
  noteText: string,
  identifiers: readonly Identifier[],
  pseudonyms: Pseudonyms,
): DeidentifiedText {
  const found = identifiersBeside(parseNote(text), noteText, identifiers);
  return deidentify(text, found, pseudonyms).text;
}
