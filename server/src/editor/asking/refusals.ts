import type { Note } from '../../note/note';
import { slice } from '../../note/span';
import type { Identifier } from '../../privacy/identifiers';
import type { Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';

// Beside the failure, which must not hold text of a note, and as long as it.
const words = new WeakMap<Failure, ReadonlySet<string>>();

/** Remembers what a failure's places say, while its note is known: an edit moves them. */
export function remember(failure: Failure, { text }: Note): Failure {
  if (failure.places) words.set(failure, new Set(failure.places.map((place) => slice(text, place))));
  return failure;
}

/** The identifiers of a note that the guard found in questions, wherever they stand now. */
export function refusedIn({ note, identifiers }: OpenNote, failures: readonly Failure[]): Identifier[] {
  const said = failures.flatMap((failure) => words.get(failure) ?? []);
  if (said.length === 0) return [];
  return identifiers.filter((identifier) => said.some((some) => some.has(slice(note.text, identifier))));
}
