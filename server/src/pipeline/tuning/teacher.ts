import type { Entity } from '../../annotation/annotation';
import type { Schema } from '../../annotation/schema';
import type { Span } from '../../note/span';
import type { Runtime } from '../../runtime/runtime';
import { stringsOf } from '../../runtime/transport';
import type { Request, Result, Task } from '../../task/engine';
import { type Failure, FailureError } from '../../task/failure';
import { preamble } from '../../task/preamble';
import type { Question } from '../../task/question';
import { type Job, makeVeils } from '../asking/job';
import { type CountTokens, makeMeter } from '../windows/tokens';
import type { GoldNote } from './sample';

/** What notes are asked about, and the model that the questions are for. */
export interface Course {
  /** The user's key, from which placeholders are made. */
  readonly key: Uint8Array;
  readonly schema: Schema;
  readonly tasks: ReadonlySet<Task>;
  /** The tokens that a question and its answer may take together, with what stands around them. */
  readonly contextLength: number;
  readonly count: CountTokens;
  readonly signal: AbortSignal;
}

/** A question with the answer that it was given. */
export interface Taught {
  readonly question: string;
  readonly answer: string;
}

/** What came of some questions. */
export interface Lesson {
  readonly taught: readonly Taught[];
  /** What the tasks read in the answers. */
  readonly results: readonly Result[];
  /** The first. */
  readonly failure: Failure | undefined;
}

/** The answer to a question; undefined where gold has none. */
export type Answers = (question: Question, job: Job) => string | undefined;

/** Asks about a note as always, and has answers from gold in place of a model's. */
export type Teach = (
  answers: Answers,
  work: (job: Job) => Promise<void>,
  about?: { readonly task: Task; readonly known?: readonly Entity[] },
) => Promise<Lesson>;

const unknown: Failure = { kind: 'no-model', message: 'Gold has no answer.', help: '' };
const cutOff: Failure = { kind: 'cut-off', message: 'The answer is longer than it may be.', help: '' };
const refused = (places: readonly Span[]): Failure => ({
  kind: 'refused-egress',
  message: 'The question or its answer holds something that identifies the patient.',
  help: '',
  places,
});

/**
 * The teacher of a note: the tasks ask and read as they do when a model answers, over the same view and under the same
 * guard, but what they ask never leaves, and the guard sees the answer, too.
 */
export function makeTeacher({ note, identifiers, identity }: GoldNote, course: Course): Teach {
  const { key, schema, contextLength, count, signal } = course;
  const veilOf = makeVeils(key);
  let ids = 0;
  return async (answers, work, about) => {
    const request: Request = {
      note,
      identifiers,
      identity,
      tasks: new Set(about ? [about.task] : []),
      schema,
      windows: [],
      sections: note.sections,
      hypotheses: [],
      known: about?.known ?? [],
      nextId: () => `m${++ids}`,
      signal,
    };
    const { view, guard, beside } = veilOf(request);
    const taught: Taught[] = [];
    const results: Result[] = [];
    let failure: Failure | undefined;
    const runtime: Pick<Runtime, 'ask'> = {
      async *ask(question) {
        const answer = answers(question, job);
        if (answer === undefined) throw new FailureError(unknown);
        // A server would end it there.
        if (count(answer) > question.maxTokens) throw new FailureError(cutOff);
        const { strings, protocol } = stringsOf(question.schema);
        const found = guard([question.prompt.text, ...strings, answer], protocol);
        if (found) throw new FailureError(refused(found.places ?? []));
        taught.push({ question: question.prompt.text, answer });
        yield answer;
      },
    };
    const job: Job = {
      request,
      asking: {
        runtime,
        guard,
        signal,
        contextLength,
        meter: makeMeter(count),
        pauses: [],
        remember: (_, ask) => ask(),
      },
      model: { name: '', digest: '', contextLength },
      view,
      beside,
      preamble: preamble(schema, beside),
      // A window for which a question has no room is left out, not cut anew.
      windowTokens: 0,
      count,
      emit: (result) => {
        if (!('partial' in result)) results.push(result);
      },
      fail: (_task, _scope, why) => {
        if (why !== unknown) failure ??= why;
      },
    };
    await work(job);
    signal.throwIfAborted();
    return { taught, results, failure };
  };
}
