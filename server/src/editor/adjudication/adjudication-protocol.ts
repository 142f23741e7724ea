import type { ItemArgument } from '../gold/gold-protocol';

// The commands of adjudication, shared by server and client. No imports at run time. Their arguments hold places, ids
// and folders, never text of the note: a client may log them.

/**
 * With a `CompareArgument`: compares annotators' folders of the same notes, and keeps what all say in another folder.
 * Gives a `Compared`. Holds until the server ends, or for the same folder until other annotators are named.
 */
export const COMPARE = 'marginalia.server.compare';
/** With a `TakeArgument`: takes what one side says of a disagreement; a `Decided` comes of it. */
export const TAKE = 'marginalia.server.takeSide';
/** With an `ItemArgument`: the sides of a disagreement, as `SideOffer`s. */
export const SIDES = 'marginalia.server.sides';
/** With a `NextNoteArgument`: the next note in which something is left to decide, as a `Place`; null where none is. */
export const NEXT_NOTE = 'marginalia.server.nextNote';

export interface CompareArgument {
  /** URIs of the annotators' folders, two or more. */
  readonly folders: readonly string[];
  /** The URI of the folder of adjudicated notes. */
  readonly into: string;
}

/** What came of a comparison. */
export interface Compared {
  /** Why it cannot be; a person has been told already. */
  readonly refused?: string;
  /** How many notes two or more annotators have. */
  readonly notes: number;
  /** Disagreements that nobody has decided on, in all notes. */
  readonly left: number;
  /** Names of notes that are not compared, each with the reason. */
  readonly without: readonly { readonly note: string; readonly why: string }[];
  /** The first note in which something is left, else the first. */
  readonly first?: string;
}

export interface TakeArgument extends ItemArgument {
  /** The place of the side, from 0. */
  readonly side: number;
}

export interface NextNoteArgument {
  /** The note behind which to look. */
  readonly uri: string;
}

export interface SideOffer {
  /** The annotator. */
  readonly label: string;
  /** What they say, in the words of the schema; never text of the note. */
  readonly description: string;
  readonly side: number;
}
