import type { Turn, Window } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';
import { turnOf } from './turns';
import { nameOf } from './window-names';

/** The name of what belongs to the note as a whole, among those of windows. */
export const NOTE = 'note';

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
const awaitsWhole = ({ waiting, running, whole, wholeText, timer, open }: Job): boolean =>
  waiting.length === 0 && running.size === 0 && !whole && !timer && wholeText !== open.note.text;

/** The window that waits nearest to the screen. */
function nearestOf({ waiting, open }: Job): Window | undefined {
  let best: { window: Window; turn: Turn } | undefined;
  for (const window of waiting) {
    const turn = turnOf(open, false, window);
    if (!best || turn.distance < best.turn.distance) best = { window, turn };
  }
  return best?.window;
}

/** What of a note is to be asked next, and when: a window, or what hangs on all of it. */
export interface Next {
  readonly job: Job;
  readonly turn: Turn;
  readonly window: Window | undefined;
}

function nextOf(job: Job): Next | undefined {
  if (job.timer) return undefined;
  const window = nearestOf(job);
  if (!window && !awaitsWhole(job)) return undefined;
  return { job, window, turn: turnOf(job.open, job.wished, window ?? 'whole') };
}

/** What is most urgent, of equals that of the note that has the least under way. */
export const mostUrgent = (jobs: Iterable<Job>): Next | undefined =>
  [...jobs]
    .flatMap((job) => nextOf(job) ?? [])
    .sort(
      (a, b) =>
        a.turn.rank - b.turn.rank ||
        a.job.running.size - b.job.running.size ||
        a.turn.distance - b.turn.distance,
    )[0];

/** Ends what is under way, to be asked later. */
export function takeBack(job: Job): void {
  for (const { window, controller } of job.running.values()) {
    controller.abort();
    job.waiting.push(window);
  }
  job.running.clear();
  job.whole?.abort();
  job.whole = undefined;
}

export const sumOf = (jobs: ReadonlyMap<string, Job>, count: (job: Job) => number): number =>
  [...jobs.values()].reduce((sum, job) => sum + count(job), 0);

/** How many requests are under way. */
export const busyOf = ({ running, whole }: Job): number => running.size + (whole ? 1 : 0);

/** How many requests have no answer yet. @param isHanding whether what waits is about to be handed to the engine */
export const pendingOf = (job: Job, isHanding: boolean): number =>
  job.running.size + job.waiting.length + (job.whole || (isHanding && awaitsWhole(job)) ? 1 : 0);

/** Whether a window waits for an answer, or may soon. */
export const isAwaited = ({ waiting, running, timer }: Job): boolean =>
  waiting.length > 0 || running.size > 0 || timer !== undefined;

/** How many times a sentence was cut in what was answered. */
export const cutsOf = ({ settled }: Job): number =>
  [...settled.values()].reduce((sum, { cuts }) => sum + cuts, 0);

/** Ends and forgets what a note no longer has; what of its windows was neither answered nor is under way waits. */
export function sortOut(job: Job, windows: readonly Window[]): void {
  const present = new Map(windows.map((window) => [nameOf(window), window]));
  for (const [name, run] of job.running) {
    if (present.get(name)?.key !== run.window.key) {
      run.controller.abort();
      job.running.delete(name);
    }
  }
  for (const name of job.failures.keys()) if (name !== NOTE && !present.has(name)) job.failures.delete(name);
  for (const name of job.settled.keys()) if (!present.has(name)) job.settled.delete(name);
  job.waiting = windows.filter((window) => {
    const name = nameOf(window);
    return job.settled.get(name)?.key !== window.key && !job.running.has(name);
  });
}
