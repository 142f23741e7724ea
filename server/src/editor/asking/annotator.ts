import type { Note } from '../../note/note';
import { shift } from '../../note/span';
import { windowsOf } from '../../pipeline/windows/windows';
import type { Engine, Request, Result, Task, Turn, Window } from '../../task/engine';
import { endsAllAsking, type Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';
import { awaitsWhole, defectOf, type Job, makeJob, nearestOf, type Run } from './asking-job';
import { makeKeeping } from './keeping';
import { remember } from './refusals';
import { moved, take } from './results';
import { turnOf } from './turns';
import { movedBy, nameOf } from './window-names';

/** The name of what belongs to the note as a whole, among those of windows. */
const NOTE = 'note';
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

/** How a run ended: with all answers, with some failure, or overtaken by an edit or another engine. */
type Outcome = 'answered' | 'overtaken' | Failure;

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

  const request = (job: Job, signal: AbortSignal): Request => ({
    note: job.open.note,
    identifiers: job.open.identifiers,
    identity: job.open.settled.identity,
    tasks: host.tasks(),
    schema: job.open.corpusSchema.schema,
    windows: [],
    sections: [],
    hypotheses: host.hypotheses(),
    known: [],
    nextId: job.open.nextId,
    signal,
  });
  const among = (...wanted: Task[]): ReadonlySet<Task> =>
    new Set([...host.tasks()].filter((task) => wanted.includes(task)));

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
    const present = new Map(windows.map((window) => [nameOf(window), window]));
    for (const [name, run] of job.running) {
      if (present.get(name)?.key !== run.window.key) {
        run.controller.abort();
        job.running.delete(name);
      }
    }
    for (const name of job.failures.keys())
      if (name !== NOTE && !present.has(name)) job.failures.delete(name);
    for (const name of job.settled.keys()) if (!present.has(name)) job.settled.delete(name);
    job.waiting = windows.filter((window) => {
      const name = nameOf(window);
      return job.settled.get(name)?.key !== window.key && !job.running.has(name);
    });
    pump();
  }

  /** What of a note is to be asked next, when, and how. */
  function nextOf(job: Job, by: Engine): { turn: Turn; ask: () => void } | undefined {
    if (job.timer) return undefined;
    const window = nearestOf(job);
    if (window) {
      const ask = (): void => {
        job.waiting.splice(job.waiting.indexOf(window), 1);
        void askWindow(job, by, window);
      };
      return { turn: turnOf(job.open, job.wished, window), ask };
    }
    if (!awaitsWhole(job)) return undefined;
    return { turn: turnOf(job.open, job.wished, 'whole'), ask: () => void askWhole(job, by) };
  }

  /** What is most urgent, of equals that of the note that has the least under way. */
  function mostUrgent(by: Engine): { ask: () => void } | undefined {
    if (down || !prepared) return undefined;
    const ready = [...jobs.values()].flatMap((job) => {
      const next = nextOf(job, by);
      return next ? [{ ...next, load: job.running.size }] : [];
    });
    return ready.sort(
      (a, b) => a.turn.rank - b.turn.rank || a.load - b.load || a.turn.distance - b.turn.distance,
    )[0];
  }

  /**
   * Starts as much as the engine takes. One that queues takes all, but one in a turn of the event loop: to make a
   * question takes a moment, and what is opened together is put in order together.
   */
  function pump(): void {
    const by = engine;
    if (closed || !by) return;
    if (by.queues) {
      if (mostUrgent(by)) {
        handing ??= setImmediate(() => {
          handing = undefined;
          if (by === engine) mostUrgent(by)?.ask();
          pump();
        });
      }
    } else {
      const busy = (): number =>
        [...jobs.values()].reduce((sum, job) => sum + job.running.size + (job.whole ? 1 : 0), 0);
      for (let next = mostUrgent(by); next && busy() < by.concurrency; next = mostUrgent(by)) next.ask();
    }
    host.progress();
  }

  async function askWindow(job: Job, by: Engine, window: Window): Promise<void> {
    const name = nameOf(window);
    const controller = new AbortController();
    const run: Run = { window, controller };
    job.running.set(name, run);
    const asked = {
      ...request(job, controller.signal),
      windows: [window],
      tasks: among('ner', 'relation'),
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
      ...request(job, controller.signal),
      sections,
      tasks: among('nli', 'summary'),
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

  /** Ends what is under way, to be asked later. */
  function takeBack(job: Job): void {
    for (const { window, controller } of job.running.values()) {
      controller.abort();
      job.waiting.push(window);
    }
    job.running.clear();
    job.whole?.abort();
    job.whole = undefined;
  }

  /** Takes the results of a request as they come. */
  async function follow(
    job: Job,
    by: Engine,
    asked: Request,
    use: (result: Result) => void,
  ): Promise<Outcome> {
    let outcome: Outcome = 'answered';
    const overtaken = (): boolean => asked.signal.aborted || by !== engine;
    try {
      if (asked.tasks.size === 0) return outcome;
      for await (const result of by.annotate(asked)) {
        if (overtaken()) return 'overtaken';
        if ('failure' in result) outcome = remember(result.failure, asked.note);
        else use(result);
        host.changed(job.open);
      }
    } catch (error) {
      outcome = defectOf(by, error);
    }
    return overtaken() ? 'overtaken' : outcome;
  }

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
      const counts = [...jobs.values()].map(
        (job) => job.running.size + job.waiting.length + (job.whole || (handing && awaitsWhole(job)) ? 1 : 0),
      );
      return counts.reduce((sum, count) => sum + count, preparing ? 1 : 0);
    },

    /** Why parts of a note have no answer. */
    failuresOf: (open: OpenNote): readonly Failure[] => [...(jobs.get(open.uri)?.failures.values() ?? [])],

    get failure(): Failure | undefined {
      return down ?? [...jobs.values()].flatMap((job) => [...job.failures.values()])[0];
    },

    /** How many times a sentence was cut, since it is longer than the model can be asked about at once. */
    get cuts(): number {
      const counts = [...jobs.values()].flatMap((job) => [...job.settled.values()].map(({ cuts }) => cuts));
      return counts.reduce((sum, count) => sum + count, 0);
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
      return job !== undefined && (job.waiting.length > 0 || job.running.size > 0 || job.timer !== undefined);
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
