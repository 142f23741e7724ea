import type { Schema } from '../annotation/schema';
import type { Block } from '../note/note';
import { type Span, shift } from '../note/span';
import { windowsOf } from '../pipeline/windows';
import type { Engine, Request, Result, Task, Window } from '../task/engine';
import type { Failure, FailureKind } from '../task/failure';
import type { OpenNote } from './open-note';

/** How long the text must rest before an engine is asked, in milliseconds. */
const REST = 250;

/** Failures of the server, not of one answer: the next question would fail alike. */
const hopeless: ReadonlySet<FailureKind> = new Set(['unreachable', 'no-model', 'refused-host', 'timeout']);

interface Run {
  readonly key: string;
  readonly controller: AbortController;
}

interface Job {
  readonly open: OpenNote;
  readonly ids: { next: number };
  /** What was answered or has failed, by the first block of its window: a window keeps its block while it is untouched. */
  readonly settled: WeakMap<Block, string>;
  readonly running: Map<Block, Run>;
  waiting: Window[];
  /** The run for what belongs to the whole note, and the text it was last done for. */
  whole: AbortController | undefined;
  wholeText: string | undefined;
  /** Whether summaries are asked for that are known already: at the start, or when a person asks for them anew. */
  anew: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** What the annotator needs to know and whom it tells. */
export interface AnnotatorHost {
  readonly tasks: () => ReadonlySet<Task>;
  readonly hypotheses: () => readonly string[];
  readonly schema: Schema;
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
  let failure: Failure | undefined;
  let closed = false;

  const placeOf = (job: Job, block: Block): number =>
    job.open.note.blocks.find((placed) => placed.block === block)?.start ?? -1;

  const request = (job: Job, signal: AbortSignal): Request => ({
    note: job.open.note,
    identifiers: job.open.identifiers,
    identity: job.open.uri,
    tasks: host.tasks(),
    schema: host.schema,
    windows: [],
    sections: [],
    hypotheses: host.hypotheses(),
    known: [],
    nextId: () => `e${job.ids.next++}`,
    signal,
  });

  /** Sorts out, after a change or when asked, what is to be asked; ends what no longer is. */
  function plan(job: Job): void {
    if (!engine) return;
    const windows = windowsOf(job.open.note, engine.windowTokens);
    const present = new Map(windows.map((window) => [firstOf(window), window]));
    for (const [block, run] of job.running) {
      if (present.get(block)?.key !== run.key) {
        run.controller.abort();
        job.running.delete(block);
      }
    }
    job.waiting = windows.filter(
      (window) => job.settled.get(firstOf(window)) !== window.key && !job.running.has(firstOf(window)),
    );
    pump();
  }

  /** Starts as much as the engine serves at once: of the notes in turn, the window nearest to the screen. */
  function pump(): void {
    if (closed || !engine) return;
    const down = failure !== undefined && hopeless.has(failure.kind);
    let busy = [...jobs.values()].reduce((sum, job) => sum + job.running.size + (job.whole ? 1 : 0), 0);
    const byLoad = [...jobs.values()].sort((a, b) => a.running.size - b.running.size);
    for (let started = true; started && busy < engine.concurrency && !down; ) {
      started = false;
      for (const job of byLoad) {
        if (busy >= engine.concurrency || job.timer) continue;
        const window = takeNearest(job);
        if (window) startWindow(job, engine, window);
        else if (job.running.size === 0 && !job.whole && job.wholeText !== job.open.note.text)
          startWhole(job, engine);
        else continue;
        started = true;
        busy++;
      }
    }
    host.progress();
  }

  async function startWindow(job: Job, by: Engine, window: Window): Promise<void> {
    const first = firstOf(window);
    const controller = new AbortController();
    const run: Run = { key: window.key, controller };
    job.running.set(first, run);
    const asked: Request = {
      ...request(job, controller.signal),
      windows: [window],
      tasks: new Set([...host.tasks()].filter((task) => task === 'ner' || task === 'relation')),
    };
    const answered = await follow(job, by, asked, (result) => {
      // The note may have changed elsewhere since: the window is where its first block is now.
      take(job, moved(result, placeOf(job, first) - window.start));
    });
    if (job.running.get(first) === run) {
      job.running.delete(first);
      if (answered) job.settled.set(first, window.key);
    }
    pump();
  }

  async function startWhole(job: Job, by: Engine): Promise<void> {
    const controller = new AbortController();
    const { note } = job.open;
    job.whole = controller;
    const { knowledge } = job.open;
    const changed = note.sections.filter(
      (section) => job.anew || !knowledge.summaryOf(note, section)?.current,
    );
    const asked: Request = {
      ...request(job, controller.signal),
      sections: changed,
      tasks: new Set([...host.tasks()].filter((task) => task === 'nli' || task === 'summary')),
      known: note.blocks.flatMap((placed) => knowledge.entitiesOf(note, placed)),
    };
    // Any edit ends this run, so its results always speak of the text as it is.
    const answered = await follow(job, by, asked, (result) => take(job, result));
    if (job.whole === controller) {
      job.whole = undefined;
      if (answered) job.wholeText = note.text;
      if (answered && failure === undefined && asked.tasks.has('summary')) {
        job.anew = false;
        // An engine may pass over what is too short to sum up.
        for (const section of changed)
          if (!knowledge.summaryOf(note, section)?.current) knowledge.putSummary(note, section, undefined);
        host.changed(job.open);
      }
    }
    pump();
  }

  /** Takes the results of a request as they come. False where the server could not be asked, so that it may be asked again. */
  async function follow(
    job: Job,
    by: Engine,
    asked: Request,
    use: (result: Result) => void,
  ): Promise<boolean> {
    let reached = true;
    try {
      if (asked.tasks.size === 0) return true;
      for await (const result of by.annotate(asked)) {
        if (asked.signal.aborted || by !== engine) return false;
        if ('failure' in result) {
          failure = result.failure;
          if (hopeless.has(failure.kind)) reached = false;
        } else {
          failure = undefined;
          use(result);
        }
        host.changed(job.open);
      }
    } catch (error) {
      // A defect of an engine costs its answer, not the server. Its message might hold text: only its name is told.
      const name = error instanceof Error ? error.name : 'unknown error';
      failure = {
        kind: 'server-error',
        message: `The engine ${by.name} failed (${name}).`,
        help: 'Annotate again; please report it if it stays.',
      };
    }
    return reached;
  }

  function take(job: Job, result: Result): void {
    const { note, knowledge } = job.open;
    if ('failure' in result) return;
    if (result.task === 'ner')
      knowledge.putEntities(note, result.scope, result.entities, result.partial ?? false);
    else if (result.task === 'relation') knowledge.putRelations(note, result.scope, result.relations);
    else if (result.task === 'nli') knowledge.putInferences(result.inferences);
    else {
      const { scope } = result;
      const isWhole = scope.start === 0 && scope.end === note.text.length;
      const section = note.sections.find((s) => s.start === scope.start && s.end === scope.end);
      // In a note of one section both have the same scope: the section's comes first.
      if (section && !(isWhole && knowledge.summaryOf(note, section)?.current))
        knowledge.putSummary(note, section, result.summary);
      if (isWhole) knowledge.putSummary(note, undefined, result.summary);
    }
  }

  function stop(job: Job): void {
    clearTimeout(job.timer);
    job.timer = undefined;
    for (const run of job.running.values()) run.controller.abort();
    job.running.clear();
    job.whole?.abort();
    job.whole = undefined;
    job.waiting = [];
  }

  function start(open: OpenNote): void {
    const job: Job = {
      open,
      ids: { next: 1 },
      settled: new WeakMap(),
      running: new Map(),
      waiting: [],
      whole: undefined,
      wholeText: undefined,
      anew: true,
      timer: undefined,
    };
    jobs.set(open.uri, job);
    plan(job);
  }

  function again(open: OpenNote): void {
    const job = jobs.get(open.uri);
    if (job) stop(job);
    start(open);
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
        failure = undefined;
        plan(job);
      }, REST);
      if (job.running.size > 0) plan(job);
    },

    close(open: OpenNote): void {
      const job = jobs.get(open.uri);
      if (job) stop(job);
      jobs.delete(open.uri);
      pump();
    },

    /** Asks about a note anew, whatever was answered. */
    again(open: OpenNote): void {
      failure = undefined;
      again(open);
    },

    /** Takes another engine (or the same, with other settings) and asks it about every open note. */
    use(next: Engine): void {
      engine = next;
      failure = undefined;
      for (const job of [...jobs.values()]) again(job.open);
      host.progress();
    },

    get pending(): number {
      return [...jobs.values()].reduce(
        (sum, job) => sum + job.running.size + job.waiting.length + (job.whole ? 1 : 0),
        0,
      );
    },

    get failure(): Failure | undefined {
      return failure;
    },

    dispose(): void {
      closed = true;
      for (const job of jobs.values()) stop(job);
      jobs.clear();
    },
  };
}

const firstOf = (window: Window): Block => {
  const [first] = window.blocks;
  if (!first) throw new Error('a window has at least one block');
  return first.block;
};

function takeNearest(job: Job): Window | undefined {
  const { visible } = job.open;
  const distance = (span: Span): number => Math.max(0, visible.start - span.end, span.start - visible.end);
  let best = 0;
  for (let i = 1; i < job.waiting.length; i++)
    if (distance(job.waiting[i] as Window) < distance(job.waiting[best] as Window)) best = i;
  return job.waiting.splice(best, 1)[0];
}

/** A result of a window, moved with it. */
function moved(result: Result, by: number): Result {
  if (by === 0) return result;
  const scope = shift(result.scope, by);
  if ('entities' in result) {
    const entities = result.entities.map((e) => ({ ...e, spans: e.spans.map((span) => shift(span, by)) }));
    return { ...result, scope, entities };
  }
  return { ...result, scope };
}
