import type { Position, Range } from 'vscode-languageserver';

// The commands of review, shared by server and client. No imports at run time. Their arguments hold places and ids,
// never text of the note: a client may log them.

/** `workspace/executeCommand`, with an `ItemArgument`: takes a suggestion into gold, a relation with both its ends. */
export const ACCEPT = 'marginalia.server.accept';
/** With an `ItemArgument`: puts a suggestion away until its sentence changes; gold that is rejected is removed. */
export const REJECT = 'marginalia.server.reject';
/** With an `ItemArgument`: takes all suggestions of the note with the same text, whatever its case, and the same type. */
export const ACCEPT_ALIKE = 'marginalia.server.acceptAllAlike';
/** With an `ItemArgument`: takes all suggestions of the section around it. */
export const ACCEPT_SECTION = 'marginalia.server.acceptSection';
/** With a `RetypeArgument`: gives gold another type; a suggestion is taken with it. */
export const RETYPE = 'marginalia.server.retype';
/** With an `AttributeArgument`: sets or takes away an attribute; a suggestion is taken with it. */
export const ATTRIBUTE = 'marginalia.server.attribute';
/** With an `AdjustArgument`: moves one edge of an entity by tokens; a suggestion is taken so. */
export const ADJUST = 'marginalia.server.adjust';
/** With an `AnnotateArgument`: a new entity on a selection. */
export const ADD = 'marginalia.server.annotateSelection';
/** With a `RelateArgument`: a new relation; ends that are suggestions are taken. */
export const RELATE = 'marginalia.server.relate';
/** With a `RetypeArgument`: an event of this type of the selection, or of the mention that is meant; a suggestion is taken. */
export const MAKE_EVENT = 'marginalia.server.makeEvent';
/** With a `RoleArgument`: something more plays a part in an event; a suggestion is taken. */
export const ADD_ARGUMENT = 'marginalia.server.addArgument';
/** With a `RoleArgument`, of which the role is as in the file: something plays that part no longer. */
export const REMOVE_ARGUMENT = 'marginalia.server.removeArgument';
/** With an `ItemArgument`: takes gold away, with what hangs on it; by the id of an event that alone, and a trigger of nothing else. */
export const REMOVE = 'marginalia.server.remove';
/** With a `MendArgument`: mends gold whose text is not where it says. */
export const MEND = 'marginalia.server.mend';
/** With a `NoteArgument`: takes back the last decision, whichever note it was in. */
export const UNDO = 'marginalia.server.undo';
/** With a `NoteArgument`: does again what was taken back last. */
export const REDO = 'marginalia.server.redo';
/** With a `NoteArgument`: nothing of the note is left to decide on, whatever engines suggest; it may be learned from. */
export const FINISH = 'marginalia.server.finishNote';
/** With a `WalkArgument`: the next suggestion or broken gold behind a place, from the end on to the start; null where none is. */
export const NEXT = 'marginalia.server.next';
/** The same, backwards. */
export const PREVIOUS = 'marginalia.server.previous';
/** With an `OffersArgument`: what may be chosen for an item, as `Offer`s. */
export const OFFERS = 'marginalia.server.offers';

/** Server to client: how far the review of a note is, and where its gold stands. */
export const REVIEW = 'marginalia/review';

/** What is meant: an item by its id, or what stands in a range, or under a cursor, of a version of the note. */
export interface ItemArgument {
  readonly uri: string;
  readonly version: number;
  /** Of a suggestion, or of a line of the standoff file. */
  readonly id?: string;
  readonly range?: Range;
}
export interface RetypeArgument extends ItemArgument {
  readonly type: string;
}
export interface AttributeArgument extends ItemArgument {
  readonly name: string;
  /** True for one that is there or not; null takes it away. */
  readonly value: string | true | null;
}
export interface AdjustArgument extends ItemArgument {
  readonly edge: 'start' | 'end';
  /** How many tokens the entity grows there; negative: shrinks. */
  readonly by: number;
}
export interface AnnotateArgument {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
  readonly type: string;
}
export interface RelateArgument {
  readonly uri: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
}
/** Who plays which part in an event. */
export interface Part {
  /** The id of the event. */
  readonly event: string;
  readonly role: string;
  /** The id of a mention, suggested or gold, or of an event. */
  readonly target: string;
}
export interface RoleArgument extends Part {
  readonly uri: string;
  readonly version: number;
}
export interface MendArgument {
  readonly uri: string;
  readonly version: number;
  /** All that can be mended where none is named. */
  readonly id?: string;
  /** Take the text as it stands, go to where the text is, or go away. */
  readonly how: 'text' | 'move' | 'remove';
}
export interface NoteArgument {
  readonly uri: string;
}
export interface WalkArgument {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
  /** The item that was shown last, where several start at one place. */
  readonly id?: string;
}
export interface OffersArgument extends ItemArgument {
  readonly what: 'type' | 'new' | 'attribute' | 'relation' | 'event' | 'argument' | 'part';
}

/** An item to look at. */
export interface Place {
  readonly uri: string;
  readonly id: string;
  readonly range: Range;
  /** What it is, in a few words; never text of the note. */
  readonly says: string;
}

/** What came of a decision. */
export interface Decided {
  /** Why nothing was done; a person has been told already. */
  readonly refused?: string;
  /** Where to look now: the item that was worked on. */
  readonly at?: Place;
  /** The next item to review behind it; none where nothing is left. */
  readonly next?: Place;
}

/** Something to choose: what a command takes beside the item. */
export interface Offer {
  /** What a person reads; never text of the note. */
  readonly label: string;
  readonly description?: string;
  /** The single key that picks it. */
  readonly key?: string;
  readonly type?: string;
  readonly attribute?: { readonly name: string; readonly value: string | true | null };
  /** The other end of a relation, and which way it goes. */
  readonly relation?: { readonly from: string; readonly to: string; readonly type: string };
  /** What may play a part in an event, or plays it. */
  readonly part?: Part;
  /** The event that can be taken out. */
  readonly event?: string;
  /** Where the other end stands. */
  readonly range?: Range;
  /** The item that it is offered for. */
  readonly id?: string;
}

export interface Review {
  readonly uri: string;
  /** Suggestions and broken gold that nobody has decided on. */
  readonly left: number;
  /** How many of these are broken gold. */
  readonly broken: number;
  /** How many are disagreements, in a note in which a person decides between annotators. */
  readonly disagreements?: number;
  /** The text is not the one that the annotators marked: what they disagree on waits, uncounted, until it is that again. */
  readonly waiting?: true;
  readonly gold: number;
  readonly state: 'saved' | 'saving' | 'with-note' | 'in-editor' | 'failed' | 'none';
  /** Why gold cannot be kept, where it cannot. */
  readonly message?: string;
}
