import type { Schema } from '../annotation/schema';
import type { Edit } from '../note/edit';
import type { Note } from '../note/note';
import type { Decision, Refused, SuggestionPlace } from './decision';
import type { Gold } from './gold';

/**
 * Where gold stands: `with-note`: it is saved when the note is, and kept on the disk until then; `in-editor`: in the
 * standoff file that the editor has open with unsaved changes; `failed`: shown, not saved, with a sentence for the user. The
 * next decision tries again.
 */
export type SaveState = 'saved' | 'saving' | 'with-note' | 'in-editor' | { readonly failed: string };

/** A standoff file that the editor has open with unsaved changes. */
export interface HeldFile {
  readonly text: string;
  /** Puts another text in its place, by the smallest edit. @returns whether the editor took it */
  replace(text: string): Promise<boolean>;
}

export interface GoldStoreOptions {
  /** The real path of the corpus, as `placeOf` gives it. */
  readonly root: string;
  /** The annotator's pseudonym, `[A-Za-z0-9._-]{1,40}`. */
  readonly annotator: string;
  /** The user's key, as `usableKey` gives it. */
  readonly key: Uint8Array;
  /** Whether the journal says when, and how long each decision took. */
  readonly times?: boolean;
  /** What may be annotated in a note of the corpus. Nothing is refused for its type without one. */
  schema?(path: string): Schema | undefined;
  /** The standoff file at this path, if the editor has unsaved changes of it. */
  held?(path: string): HeldFile | undefined;
  /** Told what the user should know that is of no single note, without text of a note. */
  warn?(message: string): void;
}

/** What came of a decision, at once; saving goes on. */
export interface Decided {
  readonly gold: Gold;
  /** Ids of what was made, in the order of the decisions. */
  readonly ids: readonly string[];
}

/** The gold of a note that is open. */
export interface OpenGold {
  /** The note's path, as it was opened. */
  readonly path: string;
  /** The path of its standoff file. */
  readonly standoff: string;
  /** The note that gold speaks of. */
  readonly note: Note;
  readonly gold: Gold;
  readonly state: SaveState;
  /** What is known to be in the file only in another form, or keeps it from being written; for the user. */
  readonly notices: readonly string[];
  /** How often the journal was read anew: others may have said what is rejected. */
  readonly news: number;
  /** Whether a person rejected this suggestion of the sentence as it is now. */
  isRejected(suggestion: SuggestionPlace): boolean;
  /** Moves gold through an edit of the note. Its offsets are those of `before`, UTF-16 code units. */
  edit(before: Note, after: Note, edit: Edit): void;
  /** The editor has saved the note as it is now. */
  noteSaved(): void;
  /** @param ms how long the person took, for the journal where times are switched on */
  decide(decision: Decision, ms?: number): Decided | Refused;
  /** Whether the annotator said that the note is finished. */
  readonly isFinished: boolean;
  /** Says so in the journal, once. @returns a sentence for the user where that cannot be kept */
  finish(): Promise<string | undefined>;
  /** Ends when nothing more can be saved now, whatever came of it. */
  settled(): Promise<SaveState>;
  /** @param listener told after each change of `gold`, `state` or what is rejected @returns ends that */
  onChange(listener: () => void): () => void;
  /** Saves what is left and lets go. */
  close(): Promise<void>;
}

/** What an undo or redo did: in which note, at what (a span to show, where it is known). */
export interface Stepped {
  /** The note's path, absolute. */
  readonly path: string;
  /** The kind of the decision that was turned round. */
  readonly kind: Decision['kind'];
  /** Ids that came back or were changed and are there now. */
  readonly ids: readonly string[];
  /** Of a note that is not open: whether it is saved now. Of an open one see its own state. */
  readonly state: SaveState;
}

/** The gold of a corpus as one annotator decides on it. */
export interface GoldStore {
  /** Opens a note's gold, or gives the one that is open. A missing standoff file is made with the first decision. */
  open(path: string, note: Note): Promise<OpenGold>;
  /** The open gold of a note, or of a standoff file. */
  opened(path: string): OpenGold | undefined;
  /** Takes back the last decision that still stands, in whichever note it was. */
  undo(): Promise<Stepped | Refused>;
  redo(): Promise<Stepped | Refused>;
  /** Reads a standoff file or a note again that changed outside. Files of open gold are watched beside that, too. */
  changedOutside(path: string): Promise<void>;
  /** Closes all that is open. */
  close(): Promise<void>;
}
