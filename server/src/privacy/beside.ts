import { parseNote } from '../note/note';
import { type Identifier, identifiersBeside } from './identifiers';
import type { DeidentifiedText } from './text';
import { deidentify, type Pseudonyms } from './view';

/**
 * What the user writes beside a note (hypotheses, descriptions of types), made fit to send:
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

/**
 * The name of a type or of a value, which the form of the answer repeats to the letter: only what is known in the note is
 * masked. `TrWP` looks like somebody's initials, `associated_with_someone_else` like a user name.
 */
export function labelBeside(
  label: string,
  noteText: string,
  identifiers: readonly Identifier[],
  pseudonyms: Pseudonyms,
): DeidentifiedText {
  const found = identifiersBeside(parseNote(label), noteText, identifiers, true);
  return deidentify(label, found, pseudonyms).text;
}
