import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import type { Entity } from '../annotation/annotation';
import { extent } from '../annotation/annotation';
import { overlaps, type Span } from '../note/span';
import type { Model, Runtime } from '../runtime/runtime';
import { askable, unaskable } from '../task/askable';
import type { Engine, Request, Result, Task, Turn } from '../task/engine';
import { endsAllAsking, type Failure, FailureError } from '../task/failure';
import { preamble } from '../task/preamble';
import { askInference } from './asking/inference-job';
import { type Job, makeVeils } from './asking/job';
import { makeSummaries } from './asking/summary-job';
import { askWindow } from './asking/window-job';
import { type AnswerStore, makeMemoryStore } from './cache/answer-store';
import { makeRemember } from './cache/remembering';
import { makeChannel } from './channel';
import { inOnePlace, inPlaces, measured } from './queue/placed-runtime';
import { makeSchedule } from './queue/schedule';
import { type SlotMemory, slotsOf, told } from './queue/slots';
import { type CountTokens, estimateTokens, makeMeter, tokensOf } from './windows/tokens';

export interface ModelEngineOptions {
  /** The key of the workspace, from which placeholders are made. */
  readonly key: Uint8Array;
  /** What the runtime said of its model, if it was asked already. */
  readonly model?: Model;
  /** What is known of how many questions the server answers at once; by default that is learnt anew. */
  readonly slots?: SlotMemory;
  /** Where answers are kept beyond this engine. */
  readonly cache?: AnswerStore | undefined;
  /** Milliseconds before each new attempt, where a new attempt may help. */
  readonly pauses?: readonly number[];
}

/** Windows of a note that are made ready beyond those that the server answers at once. */
const READY = 2;
/** Where nothing is said of when a question is to be asked. */
const ANY_TIME: Turn = { rank: 0, distance: 0 };
const PAUSES = [500, 2_000, 8_000];
/** Tokens of a question beside the text of the note, and the share of the rest that this text may have. */
const WORDS = 600;
const SHARE = 0.4;
/** The same share of a question about a summary, whose answer is short. */
const SUMMARY_SHARE = 0.6;
/** What the context of a model is taken for, in tokens, while it is not known. */
export const USUAL_CONTEXT = 4_096;
/**
 * An edit has its window answered anew, and answers take far longer than reading: with windows of 700 tokens in place of
 * 1,400 a long note costs a tenth more to read at first, and an edit about half as much.
 */
const LARGEST_WINDOW = 700;
const LARGEST_SUMMARY = 3_000;
const SMALLEST = 200;

/** Stands in for a server that is not to be asked. */
const unasked: Pick<Runtime, 'ask'> = {
  ask() {
    const help = 'Annotate the note, so that its answers are kept.';
    throw new FailureError({ kind: 'not-kept', message: 'This was not answered before.', help });
  },
};

/** The tokens of note text in a question, for a context: an answer about entities may be longer than the text. */
export const windowTokens = (contextLength: number): number =>
  Math.round(Math.min(LARGEST_WINDOW, Math.max(SMALLEST, (contextLength - WORDS) * SHARE)));

/** The tokens of note text that are summarised at once, for a context. */
export const summaryTokens = (contextLength: number): number =>
  Math.round(Math.min(LARGEST_SUMMARY, Math.max(SMALLEST, (contextLength - WORDS) * SUMMARY_SHARE)));

/**
 * An engine that asks a model. Notes are de-identified before anything is asked, and every answer is checked and
 * put back on the note. Requests share the places that the server has; an abort ends all that one request asks.
 */
export function modelEngine(runtime: Runtime, options: ModelEngineOptions): Engine {
  const slotsAt = options.slots ?? slotsOf;
  let slots = options.model ? slotsAt(options.model) : told(1);
  const schedule = makeSchedule(() => slots.limit);
  const ask = measured(runtime, () => slots, schedule.look);
  const veilOf = makeVeils(options.key);
  const memory = makeMemoryStore();
  const { cache } = options;
  let known = options.model;
  // Of the last model that was known, so that a server that is gone for a while does not move the windows.
  let budget = windowTokens(known?.contextLength ?? USUAL_CONTEXT);
  let count: CountTokens = estimateTokens;
  let meter = makeMeter(count);
  let counted: string | undefined;

  /** Finds out which model answers, where that is not known, and how it counts. */
  async function learn(signal: AbortSignal): Promise<Model> {
    const model = known ?? (await runtime.model(signal));
    if (counted !== model.digest) {
      count = await tokensOf(model.name);
      meter = makeMeter(count);
      counted = model.digest;
    }
    if (known !== model) slots = slotsAt(model);
    known = model;
    budget = windowTokens(model.contextLength);
    return model;
  }

  async function work(given: Request, controller: AbortController, emit: (result: Result) => void) {
    const request: Request = { ...given, schema: askable(given.schema) };
    const { signal } = controller;
    const { tasks, note } = request;
    const whole: Span = { start: 0, end: note.text.length };
    const open = new Set<Task>(tasks);
    let end: Failure | undefined;
    const stop = (failure: Failure): void => {
      end ??= failure;
      known = undefined;
      controller.abort();
    };
    try {
      const model = await learn(signal);
      const { view, guard, beside } = veilOf(request);
      const { contextLength } = model;
      const pauses = options.pauses ?? PAUSES;
      const { key } = options;
      const { identity } = request;
      const about = (task: Task, scope: Span) => ({
        note: identity,
        turn: () => request.turn?.(task, scope) ?? ANY_TIME,
        signal,
      });
      // Other weights may be served under the same names tomorrow.
      const stores = cache && model.identified !== false ? [memory, cache] : [memory];
      const server = request.onlyKept ? unasked : { ask };
      const remember = makeRemember({ key, identity, model, protocol: runtime.name, stores, signal });
      const job: Job = {
        request,
        asking: {
          runtime: inPlaces(server, schedule, about('summary', whole)),
          guard,
          signal,
          contextLength,
          meter,
          pauses,
          remember,
        },
        model,
        view,
        beside,
        preamble: preamble(request.schema, beside, request.examples?.({ text: note.text, beside })),
        windowTokens: budget,
        count,
        emit: (result) => {
          if (!signal.aborted) emit(result);
        },
        fail: (task, scope, failure) => {
          if (signal.aborted) return;
          if (endsAllAsking.has(failure.kind)) stop(failure);
          else emit({ task, scope, failure });
        },
      };
      const inOrder = new PQueue({ concurrency: slots.limit + READY });
      /** Does what is next to do, unless its time has passed. */
      const place = async <T>(priority: number, work: () => Promise<T>): Promise<T | undefined> =>
        inOrder.add(async () => (signal.aborted ? undefined : work()), { priority });
      /** Asks questions that follow each other on one slot of the server. */
      const together = async <T>(task: Task, scope: Span, work: (job: Job) => Promise<T>): Promise<T> => {
        const placed = inOnePlace(server, schedule, about(task, scope));
        try {
          return await work({ ...job, asking: { ...job.asking, runtime: placed.runtime } });
        } finally {
          placed.leave();
        }
      };

      const found: Entity[] = [];
      const isAsked = (tasks.has('ner') || tasks.has('relation')) && unaskable(request.schema) === undefined;
      const windows = isAsked ? request.windows : [];
      const most = summaryTokens(contextLength);
      // The question about a note that is one window begins as those about the window did, and follows them.
      const [only] = windows;
      const isOne = tasks.has('summary') && only?.start === 0 && only.end === note.text.length;
      const asked = windows.map((window) =>
        place(2, async () => {
          await together('ner', window, async (own) => {
            for (const entity of await askWindow(own, window)) found.push(entity);
            if (isOne) await makeSummaries(own, most).note();
          });
        }),
      );
      const summaries = makeSummaries(job, most);
      const sections = tasks.has('summary')
        ? request.sections.map((section) => place(0, () => summaries.section(section)))
        : [];
      const inference = Promise.all(asked).then(async () => {
        if (!signal.aborted) for (const task of ['ner', 'relation'] as const) open.delete(task);
        if (!tasks.has('nli')) return;
        const elsewhere = request.known.filter(
          (entity) => !windows.some((window) => overlaps(window, extent(entity))),
        );
        await place(1, () => together('nli', whole, (own) => askInference(own, [...elsewhere, ...found])));
        if (!signal.aborted) open.delete('nli');
      });
      const summary = Promise.all(sections).then(async () => {
        if (tasks.has('summary') && !isOne) await place(0, summaries.note);
      });
      const settled = await Promise.allSettled([inference, summary]);
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
    } catch (error) {
      if (!(error instanceof FailureError)) {
        if (request.signal.aborted) return;
        throw error;
      }
      stop(error.failure);
    }
    if (end && !request.signal.aborted) {
      for (const task of open) emit({ task, scope: whole, failure: end });
    }
  }

  return {
    get name() {
      return known ? `${known.name} (${runtime.name})` : runtime.name;
    },
    get concurrency() {
      return slots.known;
    },
    queues: true,
    unfit: unaskable,
    hold: schedule.hold,
    async keep(signal) {
      try {
        await learn(signal);
        await runtime.keepLoaded?.(signal);
      } catch (error) {
        // What fails, questions tell.
        if (!(error instanceof FailureError) && !signal.aborted) throw error;
      }
    },
    get windowTokens() {
      return budget;
    },
    get countTokens() {
      return count;
    },
    async ready(signal) {
      try {
        await learn(signal);
      } catch (error) {
        if (error instanceof FailureError) return error.failure;
        if (!signal.aborted) throw error;
      }
      return undefined;
    },
    async *annotate(request) {
      if (request.signal.aborted) return;
      const channel = makeChannel<Result>();
      const controller = new AbortController();
      // All questions of the request listen to it.
      setMaxListeners(0, controller.signal);
      const abort = (): void => {
        controller.abort();
        channel.end();
      };
      request.signal.addEventListener('abort', abort, { once: true });
      const working = work(request, controller, channel.push).then(channel.end, channel.fail);
      try {
        yield* channel;
      } finally {
        request.signal.removeEventListener('abort', abort);
        // The consumer may have left before the end.
        controller.abort();
        await working;
      }
    },
  };
}
