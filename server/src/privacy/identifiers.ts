import type { Note } from '../note/note';
import type { Span } from '../note/span';

/** The categories of `deidentify --spans`. */
export const categories = [
  'NAME',
  'LOCATION',
  'DATE',
  'AGE',
  'PHONE',
  'EMAIL',
  'URL',
  'IP',
  'SSN',
  'MRN',
  'ID',
] as const;
export type Category = (typeof categories)[number];

/** A span of the note that identifies somebody; UTF-16 code units of the note. */
export interface Identifier extends Span {
  readonly category: Category;
  /** Within the category: what the placeholder says, e.g. "hospital" of a LOCATION, "firstname" of a NAME. */
  readonly kind: string;
}

/** All identifiers of a note, sorted by start, not overlapping. */
export function identifiersOf(_note: Note): Identifier[] {
  return [];
}
