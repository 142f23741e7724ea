import type { Range } from 'vscode-languageserver';
import type { Category } from '../privacy/identifiers';

// The messages beside the language server protocol, shared by server and client. No imports at run time.

/** Server to client: which engine answers and how it fares. */
export const STATUS = 'marginalia/status';

/** Server to client: what is to be coloured in a note, near to what is visible. */
export const ANNOTATIONS = 'marginalia/annotations';

/** Client to server: which part of a note is on the screen. */
export const VISIBLE = 'marginalia/visible';

/**
 * `workspace/executeCommand`: look for the engine anew, and ask it about every open note; first about the one whose URI
 * is the argument, if there is one.
 */
export const ANNOTATE = 'marginalia.server.annotate';

/** `workspace/executeCommand`: other placeholders, from now on, for the corpora of the workspace and of all open notes. */
export const ROTATE = 'marginalia.server.rotateKey';

/** `workspace/executeCommand`: deletes the answers of models that are kept on the disk. */
export const CLEAR_CACHE = 'marginalia.server.clearCache';

/** `workspace/executeCommand`, with a `RulingArgument`: what a person says of a phrase, for the corpus of the note. */
export const RULE = 'marginalia.server.rule';

/** `workspace/executeCommand`, with a note's URI: shows the file that holds what was said of phrases; gives its URI. */
export const OPEN_RULINGS = 'marginalia.server.openRulings';

/** `workspace/executeCommand`, with a note's URI: puts placeholders in the place of all identifiers, as one edit. */
export const REPLACE = 'marginalia.server.replaceIdentifiers';

/** `workspace/executeCommand`, with a `SentArgument`: gives the text that a model is sent; null for a note that is not open. */
export const SENT = 'marginalia.server.sent';

/** `workspace/executeCommand`, with a note's URI: how well the gold of its corpus can be learned, as a `LearningPage`. */
export const LEARN = 'marginalia.server.learn';

export interface LearningPage {
  /** A page of HTML that loads and runs nothing, without text of the notes. */
  readonly page?: string;
  /** Why there is none. */
  readonly refused?: string;
}

/** `workspace/executeCommand`, with a note's URI: the embedded engine answers for it until it is closed. */
export const EMBEDDED = 'marginalia.server.askEmbedded';

/** The place in the note stands for its text: a log of commands must not hold that. */
export interface RulingArgument {
  readonly uri: string;
  /** The version of the note that the range is of. */
  readonly version: number;
  readonly range: Range;
  /** No identifier, an identifier of that category, or nothing any more. */
  readonly verdict: 'safe' | 'none' | Category;
}

export interface SentArgument {
  readonly uri: string;
  /** The de-identified note, or the questions of all tasks, word for word. */
  readonly part: 'note' | 'questions';
}

export interface Status {
  readonly state: 'starting' | 'idle' | 'working' | 'failed';
  /** The engine that answers, as a person reads it ("embedded", "ollama: me-llama"). */
  readonly engine: string;
  /** What happened; empty where there is nothing to say. Holds no text of a note. */
  readonly message: string;
  /** What to do about it; empty where nothing is to be done. */
  readonly help: string;
  /** Windows that wait for an answer. */
  readonly pending: number;
  /** From how many finished notes was learned; absent where from none. */
  readonly learned?: number;
  /** Where in a note the reason lies: what the guard found in a question. */
  readonly place?: { readonly uri: string; readonly range: Range };
}

/** An entity to colour: its fragments in the text of the version named with it. */
export interface ShownEntity {
  readonly ranges: readonly Range[];
  readonly type: string;
  /** One of the assertions of the schema; absent where the type has none. */
  readonly assertion?: string;
  /** Whether a person said so. */
  readonly gold?: true;
  /** The colour of its type as CSS writes colours, where the corpus names one. */
  readonly colour?: string;
}

export interface ShownAnnotations {
  readonly uri: string;
  /** The version of the document that the ranges are for. */
  readonly version: number;
  readonly entities: readonly ShownEntity[];
}

/** In the list `keys` of the initialization options: a key for a server, and its endpoint as in the settings. */
export interface SentKey {
  readonly endpoint: string;
  readonly key: string;
}

export interface Visible {
  readonly uri: string;
  /** None of a note that is open, but not on the screen. */
  readonly ranges: readonly Range[];
  /** Whether it is in the editor that has, or had last, the focus; clients that do not know leave it out. */
  readonly focused?: boolean;
}
