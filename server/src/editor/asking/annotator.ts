import type { Note } from '../../note/note';
import { shift } from '../../note/span';
import { windowsOf } from '../../pipeline/windows/windows';
import type { Engine, Request, Result, Task, Window } from '../../task/engine';
import { endsAllAsking, type Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';
import {
  busyOf,
  cutsOf,
  isAwaited,
  type Job,
  makeJob,
  mostUrgent,
  type Next,
  NOTE,
  pendingOf,
  type Run,
  sortOut,
  sumOf,
  takeBack,
} from './asking-job';
import { defectOf, followed, type Outcome, requestOf } from './following';
import { makeKeeping } from './keeping';
import { moved, take } from './results';
import { turnOf } from './turns';
import { movedBy, nameOf } from './window-names';

/** How long the text must rest before an engine is asked, in milliseconds. */
const REST = 250;

/** What the annotator needs to know and whom it tells. */
export interface AnnotatorHost {
  readonly tasks: () => ReadonlySet<Task>;
  readonly hypotheses: () => readonly string[];
  /** Something new is known of a note. */
  readonly changed: (open: OpenNote) => void;
  /** The number of requests that are waited for, or the failure, changed. */
  readonly progress: () => void;
}

/**
 * Asks the engine about the open notes: window by window, those on the screen first, and for the whole note
 * when its windows are answered and its text rests. An edit ends at once what it made pointless, and no more.
 */
export function makeAnnotator(host: AnnotatorHost) {
  const jobs = new Map<string, Job>();
  let engine: Engine | undefined;
  /** Why asking anything now would fail alike. */
  let down: Failure | undefined;
  /** Whether it is known what the engine's windows may hold. */
  let prepared = true;
  let preparing: AbortController | undefined;
  /** The next call that hands something to an engine that queues. */
  let handing: NodeJS.Immediate | undefined;
  const keeping = makeKeeping();
  let closed = false;

  const request = (job: Job, signal: AbortSignal, ...wanted: Task[]): Request =>
    requestOf(job, host, wanted, signal);

  /** Waits until the engine knows what its windows may hold, and goes on with all notes then. */
  async function prepare(by: Engine): Promise<void> {
    if (preparing || closed) return;
    preparing = new AbortController();
    const { signal } = preparing;
    host.progress();
    const failure = await by.ready?.(signal).catch((error: unknown) => defectOf(by, error));
    if (signal.aborted) return;
    preparing = undefined;
    down = failure;
    prepared = !failure;
    if (prepared) for (const job of jobs.values()) plan(job);
    else host.progress();
  }

  /** Has the engine keep what it needs while a note is open, and no longer. */
  function keep(): void {
    if (jobs.size === 0 || closed) keeping.keep(undefined);
    else if (prepared) keeping.keep(engine);
  }

  /** Sorts out, after a change or when asked, what is to be asked; ends what no longer is. */
  function plan(job: Job): void {
    if (!engine) return;
    if (!prepared) {
      void prepare(engine);
      return;
    }
    keep();
    const { note, identifiers } = job.open;
    const windows = windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens });
    sortOut(job, windows);
    pump();
  }

  const urgent = (): Next | undefined => (down || !prepared ? undefined : mostUrgent(jobs.values()));
  function ask({ job, window }: Next, by: Engine): void {
    if (!window) return void askWhole(job, by);
    job.waiting.splice(job.waiting.indexOf(window), 1);
    void askWindow(job, by, window);
  }

  /**
   * Starts as much as the engine takes. One that queues takes all, but one in a turn of the event loop: to make a
   * question takes a moment, and what is opened together is put in order together.
   */
  function pump(): void {
    const by = engine;
    if (closed || !by) return;
    if (by.queues) {
      if (urgent()) {
        handing ??= setImmediate(() => {
          handing = undefined;
          const next = by === engine ? urgent() : undefined;
          if (next) ask(next, by);
          pump();
        });
      }
    } else {
      for (let next = urgent(); next && sumOf(jobs, busyOf) < by.concurrency; next = urgent()) ask(next, by);
    }
    host.progress();
  }

  async function askWindow(job: Job, by: Engine, window: Window): Promise<void> {
    const name = nameOf(window);
    const controller = new AbortController();
    const run: Run = { window, controller };
    job.running.set(name, run);
    const asked = {
      ...request(job, controller.signal, 'ner', 'relation'),
      windows: [window],
      turn: () => turnOf(job.open, job.wished, shift(window, movedBy(job.open.note, window) ?? 0)),
    };
    let cuts = 0;
    const outcome = await follow(job, by, asked, (result) => {
      if ('cuts' in result) cuts = result.cuts ?? 0;
      // The note may have changed elsewhere since: the window is where its first block is now.
      const by = movedBy(job.open.note, window);
      if (by !== undefined) take(job.open, moved(result, by));
    });
    if (job.running.get(name) === run) {
      job.running.delete(name);
      settle(job, name, outcome, () => job.settled.set(name, { key: window.key, cuts }));
    }
    pump();
  }

  async function askWhole(job: Job, by: Engine): Promise<void> {
    const controller = new AbortController();
    const { note, knowledge } = job.open;
    const isCurrent = (section: Note['sections'][number]): boolean =>
      knowledge.summaryOf(note, section)?.current ?? false;
    job.whole = controller;
    const sections = note.sections.filter((section) => job.anew || !isCurrent(section));
    const asked: Request = {
      ...request(job, controller.signal, 'nli', 'summary'),
      sections,
      known: note.blocks.flatMap((placed) => knowledge.entitiesOf(note, placed)),
      turn: () => turnOf(job.open, job.wished, 'whole'),
    };
    // Any edit ends this run, so its results always speak of the text as it is.
    const outcome = await follow(job, by, asked, (result) => take(job.open, result));
    if (job.whole === controller) {
      job.whole = undefined;
      settle(job, NOTE, outcome, () => {
        job.wholeText = note.text;
        job.wished = false;
      });
      if (outcome === 'answered' && asked.tasks.has('summary')) {
        job.anew = false;
        // An engine may pass over what is too short to sum up.
        for (const section of sections)
          if (!isCurrent(section)) knowledge.putSummary(note, section, undefined);
        host.changed(job.open);
      }
    }
    pump();
  }

  /** Notes how a run ended. What the server could not be asked stays to be asked; what it could not answer does not. */
  function settle(job: Job, what: string, outcome: Outcome, done: () => void): void {
    if (outcome === 'overtaken') return;
    if (outcome === 'answered') {
      if (job.failures.delete(what)) host.changed(job.open);
    } else if (endsAllAsking.has(outcome.kind)) {
      down = outcome;
      // What answers then may be another model.
      prepared = engine?.ready === undefined;
      for (const other of jobs.values()) takeBack(other);
      return;
    } else {
      job.failures.set(what, outcome);
      host.changed(job.open);
    }
    done();
  }

  const follow = (job: Job, by: Engine, asked: Request, use: (result: Result) => void): Promise<Outcome> =>
    followed(by, asked, {
      isOvertaken: () => asked.signal.aborted || by !== engine,
      use,
      changed: () => host.changed(job.open),
    });

  function stop(job: Job): void {
    clearTimeout(job.timer);
    takeBack(job);
    jobs.delete(job.open.uri);
  }

  function start(open: OpenNote): void {
    const job = makeJob(open);
    jobs.set(open.uri, job);
    plan(job);
  }

  return {
    start,

    /** To be told after every change: ends what it made pointless now, asks again when the text rests. */
    edited(open: OpenNote): void {
      const job = jobs.get(open.uri);
      if (!job) return;
      job.whole?.abort();
      job.whole = undefined;
      clearTimeout(job.timer);
      job.timer = setTimeout(() => {
        job.timer = undefined;
        // A person who goes on writing may have mended the server meanwhile: one more try.
        down = undefined;
        plan(job);
      }, REST);
      if (job.running.size > 0) plan(job);
    },

    close(open: OpenNote): void {
      const job = jobs.get(open.uri);
      if (job) stop(job);
      // It may be opened again at once.
      queueMicrotask(keep);
      pump();
    },

    /** Takes another engine (or the same, with other settings) and asks it about every open note anew. */
    use(next: Engine): void {
      engine = next;
      down = undefined;
      // What the one before kept is let go, also where this one does not answer.
      keeping.keep(undefined);
      preparing?.abort();
      preparing = undefined;
      prepared = next.ready === undefined;
      const notes = [...jobs.values()].map((job) => job.open);
      for (const job of [...jobs.values()]) stop(job);
      for (const open of notes) start(open);
      host.progress();
    },

    get pending(): number {
      return sumOf(jobs, (job) => pendingOf(job, handing !== undefined)) + (preparing ? 1 : 0);
    },

    /** Why parts of a note have no answer. */
    failuresOf: (open: OpenNote): readonly Failure[] => [...(jobs.get(open.uri)?.failures.values() ?? [])],

    get failure(): Failure | undefined {
      return down ?? [...jobs.values()].flatMap((job) => [...job.failures.values()])[0];
    },

    /** How many times a sentence was cut, since it is longer than the model can be asked about at once. */
    get cuts(): number {
      return sumOf(jobs, cutsOf);
    },

    /** Has all windows of a note answered again, since what answers knows more now; what is under way goes on. */
    again(open: OpenNote): void {
      const job = jobs.get(open.uri);
      if (!job) return;
      job.settled.clear();
      plan(job);
    },

    /** Whether anything about a note waits for an answer. */
    awaits: (open: OpenNote): boolean => {
      const job = jobs.get(open.uri);
      return job !== undefined && isAwaited(job);
    },

    /** Puts a note before all others until it is answered. */
    wish(open: OpenNote): void {
      const job = jobs.get(open.uri);
      if (job) job.wished = true;
    },

    /** Has nothing new asked until the function that it gives is called: what a person asks of the server goes first. */
    hold: (): (() => void) => engine?.hold?.() ?? (() => {}),

    /** Ends all, and resolves when nothing is kept any more. */
    async dispose(): Promise<void> {
      closed = true;
      clearImmediate(handing);
      preparing?.abort();
      for (const job of [...jobs.values()]) stop(job);
      await keeping.over();
    },
  };
}

export type Annotator = ReturnType<typeof makeAnnotator>;
