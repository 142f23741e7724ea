import type { Entity, Inference, Relation, Summary } from '../annotation/annotation';
import type { Schema } from '../annotation/schema';
import type { Note, PlacedBlock, Section } from '../note/note';
import type { Span } from '../note/span';
import type { Identifier } from '../privacy/identifiers';
import type { Examples } from './example';
import type { Failure } from './failure';

/** The tasks, by the names that the command line and the settings use, in the order in which they build on each other. */
export const tasks = ['ner', 'relation', 'nli', 'summary'] as const;
export type Task = (typeof tasks)[number];

/** A run of whole sentences that is asked about at once. All spans are in UTF-16 code units of the note. */
export interface Window extends Span {
  /** The blocks that it touches: it may start or end within one. */
  readonly blocks: readonly PlacedBlock[];
  /** The same for the same text in the same surroundings, so that what is known need not be asked again. */
  readonly key: string;
  /** The heading that it stands under, where that is not in it. */
  readonly heading?: Span | undefined;
  /** The sentences of its section that stand next to it, or their nearest words: to be read, not to be annotated. */
  readonly before?: Span | undefined;
  readonly after?: Span | undefined;
  /** Whether it starts within a sentence, which then is longer than a window may be. */
  readonly cutsSentence?: boolean;
}

/**
 * When something is to be asked. An engine that puts questions in order looks at it whenever it may ask one, so that it
 * can change while they wait.
 */
export interface Turn {
  /** Lower first, among all questions of the engine. Notes with questions of the same rank take turns. */
  readonly rank: number;
  /** Lower first, among the questions of one note that have the same rank. */
  readonly distance: number;
}

/** What an engine is asked for. */
export interface Request {
  readonly note: Note;
  /** What identifies the patient: `identifiersOf(note)`. An engine that sends text anywhere leaves it out. */
  readonly identifiers: readonly Identifier[];
  /** A stable name of the note (a path, a URI): placeholders depend on it. */
  readonly identity: string;
  readonly tasks: ReadonlySet<Task>;
  readonly schema: Schema;
  /** The windows to find entities and relations in. */
  readonly windows: readonly Window[];
  /** The sections to summarise; summaries of a whole note come after them. */
  readonly sections: readonly Section[];
  /** Sentences of the user that the note is held against. */
  readonly hypotheses: readonly string[];
  /** What a model is shown of how people annotate. */
  readonly examples?: Examples | undefined;
  /** Entities of the windows that are not asked about again: inference looks at the whole note. */
  readonly known: readonly Entity[];
  /** A fresh id for an entity or a relation, unique within the note. */
  readonly nextId: () => string;
  /** Nothing is asked of a server: what was not answered before fails as `not-kept`. */
  readonly onlyKept?: true;
  /** When a task is to be asked for a stretch of the note; as the requests come, where nothing is said. */
  readonly turn?: (task: Task, scope: Span) => Turn;
  readonly signal: AbortSignal;
}

/**
 * An answer to one task for one stretch of the note; it replaces what was known of that task there.
 * `partial` marks an answer that will be sent again, longer: it only adds.
 */
export type Result =
  | {
      readonly task: 'ner';
      readonly scope: Span;
      readonly entities: readonly Entity[];
      readonly partial?: true;
      /** How many times a sentence was cut, since it is longer than the model can be asked about at once. */
      readonly cuts?: number;
    }
  | { readonly task: 'relation'; readonly scope: Span; readonly relations: readonly Relation[] }
  | { readonly task: 'nli'; readonly scope: Span; readonly inferences: readonly Inference[] }
  | { readonly task: 'summary'; readonly scope: Span; readonly summary: Summary | undefined }
  | { readonly task: Task; readonly scope: Span; readonly failure: Failure };

/**
 * Whatever annotates notes. Results come in any order between windows; relations of a window never before
 * its entities. The stream ends early, without an error, when the signal is aborted. A failure is a result:
 * the stream itself throws only on a defect.
 */
export interface Engine {
  /** For people: "embedded", "me-llama (ollama)". */
  readonly name: string;
  /**
   * How many requests it serves well at once. An editor asks window by window, several requests at a time for
   * the same note object, so that an edit cancels no more than it made pointless.
   */
  readonly concurrency: number;
  /** Whether it takes any number of requests, and puts their questions in order by `turn`. */
  readonly queues?: true;
  /** The tokens that a window for it may hold, with what stands around it. */
  readonly windowTokens: number;
  /** How it counts tokens; an estimate where it does not say. */
  readonly countTokens?: (text: string) => number;
  /** For people: why no mention of a schema will be found; undefined where some may. */
  readonly unfit?: (schema: Schema) => string | undefined;
  /**
   * Waits until it is known what windows may hold: to be called before a note is cut into windows. Gives the failure
   * where that cannot be known now; the other members are then as good as before.
   */
  readonly ready?: (signal: AbortSignal) => Promise<Failure | undefined>;
  /** Keeps at hand what it needs (a model in memory) until the signal is aborted; resolves when that is given back. */
  readonly keep?: (signal: AbortSignal) => Promise<void>;
  /** Begins nothing new until the function that it gives is called: what a person asks of the server goes first. */
  readonly hold?: () => () => void;
  annotate(request: Request): AsyncIterable<Result>;
}
