import { setTimeout as pause } from 'node:timers/promises';
import type { Guard, Runtime } from '../../runtime/runtime';
import { type Failure, FailureError, type FailureKind } from '../../task/failure';
import type { ItemReader } from '../../task/items';
import type { Question } from '../../task/question';
import type { Answer, Remember } from '../cache/remembering';
import type { Meter } from '../windows/tokens';
import { watchForRunaway } from './runaway';
import { foreign, isForeign, watchForEcho } from './stray';

/** Whom to ask, under which guard, until when. */
export interface Asking {
  readonly runtime: Pick<Runtime, 'ask'>;
  readonly guard: Guard;
  readonly signal: AbortSignal;
  /** The tokens that a question and its answer may take together, and how they are counted. */
  readonly contextLength: number;
  readonly meter: Meter;
  /** Milliseconds before each new attempt, where a new attempt may help. */
  readonly pauses: readonly number[];
  /** What was answered before is not asked again. */
  readonly remember: Remember;
}

/** A reader of one kind of answer, as the tasks have them. */
export interface Reader<T> {
  feed(piece: string): T[];
  readonly state: ItemReader;
  readonly dropped: number;
}

/** An answer that is not complete is asked for once more at most; a server without room, as often as there are pauses. */
const attempts = (kind: FailureKind, pauses: readonly number[]): number =>
  kind === 'busy' ? pauses.length : kind === 'interrupted' ? Math.min(1, pauses.length) : 0;

const badAnswer: Failure = {
  kind: 'bad-answer',
  message: 'The answer was not what was asked for.',
  help: 'Another model, or a newer Ollama that holds the model to a schema, may do better.',
};

const ranOn: Failure = {
  kind: 'cut-off',
  message: 'The answer ran on without saying anything more, and was left.',
  help: 'What was whole is kept; a model that runs on may not suit the task.',
};

const tooLong: Failure = {
  kind: 'context-exceeded',
  message: 'The question did not fit the context of the model.',
  help: 'Give the model a larger context, up to what it was trained for (num_ctx in a Modelfile of Ollama).',
};

/** The tokens that a server puts around a question: marks of turns, the start of the text. */
const TURNS = 32;
/**
 * What may come behind a whole answer, in pieces and in milliseconds: the server's last words, which tell what it read
 * and how long that took. White space may come, too.
 */
const MOST_AFTER = 8;
const LONGEST_AFTER = 2_000;
/**
 * The characters that an answer may have for each of its tokens, and beside: no model has tokens so long on average,
 * but a server may send more than it was asked for.
 */
const CHARACTERS = 16;
const SLACK = 2_000;
/** The least share of the tokens that an answer may take. */
const LEAST_ROOM = 0.5;

/**
 * The question with no more tokens for the answer than there is room for beside it.
 * @throws FailureError `context-exceeded` where that is too little: nothing is sent then
 */
function fitted(question: Question, { contextLength, meter }: Asking): Question {
  const room = contextLength - TURNS - meter.count(question.prompt.text);
  if (room < question.maxTokens * LEAST_ROOM) throw new FailureError(tooLong);
  return { ...question, maxTokens: Math.min(question.maxTokens, room) };
}

/** What may befall the server's last words: of an answer that is whole before, nothing is lost. */
const ofTheEnd: ReadonlySet<FailureKind> = new Set(['cut-off', 'interrupted', 'timeout']);

/** How an answer is read, piece by piece. */
interface Reading {
  /** Called before each attempt. */
  readonly restart: () => void;
  /** Whether all of the answer is there, so that only the server's last words are waited for. */
  readonly isWhole?: () => boolean;
}

/**
 * The pieces of an answer, with new attempts where these may help. None come after an abort.
 * @throws FailureError `cut-off` where the answer becomes longer than its tokens can be
 */
async function* pieces(
  asking: Asking,
  question: Question,
  { restart, isWhole = () => false }: Reading,
): AsyncGenerator<string> {
  const { runtime, guard, signal, meter, pauses } = asking;
  const fitting = fitted(question, asking);
  const longest = fitting.maxTokens * CHARACTERS + SLACK;
  for (let attempt = 0; !signal.aborted; attempt++) {
    restart();
    try {
      const watch = watchForEcho(question.prompt.text);
      const ending = new AbortController();
      let room = longest;
      let after = 0;
      let limit: NodeJS.Timeout | undefined;
      try {
        for await (const piece of runtime.ask(fitting, guard, AbortSignal.any([signal, ending.signal]))) {
          if (signal.aborted) return;
          watch(piece);
          yield piece.slice(0, Math.max(0, room));
          room -= piece.length;
          if (!isWhole()) {
            // Of a list that starts again, nothing is the last word.
            clearTimeout(limit);
            limit = undefined;
            after = 0;
            if (room < 0) throw new FailureError(ranOn);
          } else if (!limit) limit = setTimeout(() => ending.abort(), LONGEST_AFTER);
          else if (++after > MOST_AFTER) break;
        }
      } finally {
        clearTimeout(limit);
      }
      return;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      if (error.failure.kind === 'context-exceeded') meter.wasTooLow();
      else if (isWhole() && ofTheEnd.has(error.failure.kind)) return;
      if (attempt >= attempts(error.failure.kind, pauses)) throw error;
      await pause(pauses[attempt], undefined, { signal }).catch(() => {});
    }
  }
}

/**
 * Asks for a list, and hands on all of it that has come whenever more has. An answer that runs on without saying
 * anything is left, and counts as cut off. After an abort, what came before is given without a failure. Where every
 * attempt broke off, the one that came furthest counts.
 * @param onItems says whether the answer is still worth waiting for
 */
export async function askItems<T>(
  asking: Asking,
  question: Question,
  makeReader: () => Reader<T>,
  onItems: (items: readonly T[]) => boolean = () => true,
): Promise<Answer<readonly T[]>> {
  let reader = makeReader();
  let items: T[] = [];
  let furthest: readonly T[] = [];
  const restart = (): void => {
    reader = makeReader();
    if (items.length > furthest.length) furthest = items;
    items = [];
  };
  const answer = (value: readonly T[], failure?: Failure): Answer<readonly T[]> => ({
    value,
    dropped: reader.dropped,
    whole: reader.state.whole,
    failure,
  });
  try {
    for await (const piece of pieces(asking, question, { restart, isWhole: () => reader.state.whole })) {
      const more = reader.feed(piece);
      items.push(...more);
      const goesOn = more.length === 0 || onItems(items);
      if (reader.state.whole) continue;
      if (!goesOn || reader.state.runaway) return answer(items, ranOn);
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return answer(items.length < furthest.length ? furthest : items, error.failure);
  }
  if (asking.signal.aborted || (reader.state.found && (items.length > 0 || reader.dropped === 0))) {
    return answer(items);
  }
  return answer(items, badAnswer);
}

/** Whether the JSON of an answer is whole as it stands. */
function isWhole(answer: string): boolean {
  try {
    JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    return true;
  } catch {
    return false;
  }
}

/**
 * Asks for one text, read at the end of the answer. An answer that runs on is left, and counts as cut off unless it was
 * whole before. After an abort nothing is read.
 */
export async function askText(
  asking: Asking,
  question: Question,
  read: (answer: string) => string | undefined,
): Promise<Answer<string | undefined>> {
  let answer = '';
  const end = (value: string | undefined, failure?: Failure): Answer<string | undefined> => ({
    value,
    dropped: 0,
    whole: value !== undefined && isWhole(answer),
    failure,
  });
  try {
    let runsOn = watchForRunaway();
    const restart = (): void => {
      answer = '';
      runsOn = watchForRunaway();
    };
    for await (const piece of pieces(asking, question, { restart })) {
      answer += piece;
      if (!runsOn(piece)) continue;
      if (!isWhole(answer)) return end(undefined, ranOn);
      break;
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return end(undefined, error.failure);
  }
  if (asking.signal.aborted) return end(undefined);
  const text = read(answer);
  if (text !== undefined && isForeign(text, question.prompt.text)) return end(undefined, foreign);
  return end(text, text === undefined ? badAnswer : undefined);
}
