import type { Engine, Turn, Window } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';
import { turnOf } from './turns';

/** What is asked about one window. */
export interface Run {
  readonly window: Window;
  readonly controller: AbortController;
}

/** What is asked about an open note, and what came of it. */
export interface Job {
  readonly open: OpenNote;
  /** The keys of what was answered or has failed, and how many cuts of sentences that took; by where its window starts. */
  readonly settled: Map<string, { readonly key: string; readonly cuts: number }>;
  readonly running: Map<string, Run>;
  /** Why a window, or the note as a whole, has no answer. */
  readonly failures: Map<string, Failure>;
  waiting: Window[];
  /** The run for what belongs to the whole note, and the text it was last done for. */
  whole: AbortController | undefined;
  wholeText: string | undefined;
  /** Whether summaries are asked for that are known already: at the start, or when all is asked anew. */
  anew: boolean;
  /** Whether the user asked for it by name: then it goes first, until all of it is answered. */
  wished: boolean;
  timer: NodeJS.Timeout | undefined;
}

export const makeJob = (open: OpenNote): Job => ({
  open,
  settled: new Map(),
  running: new Map(),
  failures: new Map(),
  waiting: [],
  whole: undefined,
  wholeText: undefined,
  anew: true,
  wished: false,
  timer: undefined,
});

/** Whether what belongs to the whole note is to be asked next. */
export const awaitsWhole = ({ waiting, running, whole, wholeText, timer, open }: Job): boolean =>
  waiting.length === 0 && running.size === 0 && !whole && !timer && wholeText !== open.note.text;

/** The window that waits nearest to the screen. */
export function nearestOf({ waiting, open }: Job): Window | undefined {
  let best: { window: Window; turn: Turn } | undefined;
  for (const window of waiting) {
    const turn = turnOf(open, false, window);
    if (!best || turn.distance < best.turn.distance) best = { window, turn };
  }
  return best?.window;
}

/** A defect of an engine costs its answer, not the server. Its message might hold text: only its name is told. */
export function defectOf(by: Engine, error: unknown): Failure {
  const name = error instanceof Error ? error.name : 'unknown error';
  return {
    kind: 'server-error',
    message: `The engine ${by.name} failed (${name}).`,
    help: 'Annotate again; please report it if it stays.',
  };
}
