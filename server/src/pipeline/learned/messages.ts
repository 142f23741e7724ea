import type { Support } from '../../annotation/annotation';
import type { TypedSpan } from '../../learning/sentence';
import type { Piece } from './pieces';

// What the main thread and the one that learns say to each other. All of it is plain data, and none of it is kept.

/** A note that is done, with its gold. Spans are in UTF-16 code units of the text. */
export interface NoteGold {
  /** Tells it from the other notes of its corpus. */
  readonly name: string;
  readonly text: string;
  readonly entities: readonly TypedSpan[];
  /** What the engine said of the note, before anything was learned from; undefined where it was not asked. */
  readonly answers?: readonly TypedSpan[] | undefined;
}

/** What is to be said of a stretch of a note in the end. */
export interface Verdict extends TypedSpan {
  /** From 0 to 1. */
  readonly confidence: number;
  readonly support: Support;
  /** What a problem is said to be, where rules say so. */
  readonly assertion?: string;
}

/** How far learning has come in a corpus. */
export interface Learned {
  readonly notes: number;
  readonly types: readonly string[];
}

export type Task =
  /** Takes these notes for all that there is to learn from. */
  | { readonly kind: 'learn'; readonly corpus: string; readonly notes: readonly NoteGold[] }
  /** Learns one note more, or one that it knows anew. */
  | { readonly kind: 'add'; readonly corpus: string; readonly note: NoteGold }
  /** Measures how well gold can be learned, and what more of it would bring. */
  | { readonly kind: 'curve'; readonly notes: readonly NoteGold[] }
  | {
      readonly kind: 'tag';
      readonly corpus: string;
      readonly pieces: readonly Piece[];
      /** What the engine said of them, sorted by start. */
      readonly answers: readonly TypedSpan[];
      /** The types that may be found. */
      readonly types: readonly string[];
    };

export type ToLearner =
  | { readonly id: number; readonly task: Task }
  /** A task that nobody waits for any more. */
  | { readonly id: number; readonly cancel: true };

export type FromLearner =
  | { readonly id: number; readonly learned: Learned }
  /** Undefined where nothing is learned in the corpus. */
  | { readonly id: number; readonly verdicts: readonly Verdict[] | undefined }
  /** A page in HTML, without text of a note. */
  | { readonly id: number; readonly page: string }
  /** Nobody asked: a corpus that had grown was learned anew, so that what is said of its notes may be another. */
  | { readonly relearned: string; readonly learned: Learned }
  /** Names a defect; holds no text of a note. */
  | { readonly id: number; readonly failed: string };
