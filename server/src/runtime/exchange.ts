import type { FailureError } from '../task/failure';

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For an answer about the server or the model. */
  readonly about: number;
  /** For the first word of an answer: the wait for a slot, the loading of the model, the reading of the prompt. */
  readonly first: number;
  /** Between two pieces of an answer. */
  readonly between: number;
  /** For a whole answer from its first piece on, for each token that it may take; `between` comes on top once. */
  readonly token: number;
}

export const PATIENCE: Patience = { about: 10_000, first: 600_000, between: 120_000, token: 1_000 };

/** The limits of one exchange, in milliseconds. */
export interface Limits {
  readonly first: number;
  readonly between: number;
  /** From the first piece to the end, so that a trickle does not hold a place for ever. */
  readonly whole: number;
}

export const limitsAbout = ({ about }: Patience): Limits => ({ first: about, between: about, whole: about });

export const limitsOfAnswer = ({ first, between, token }: Patience, maxTokens: number): Limits => ({
  first,
  between,
  whole: between + token * maxTokens,
});

/** What ends an exchange that is not done: silence, or an answer that takes too long. Seconds. */
export type Late = { readonly what: 'silence' | 'answer'; readonly seconds: number };

/** How an exchange names what went wrong. */
export interface Naming {
  late(late: Late): FailureError;
  other(error: unknown): FailureError;
}

/**
 * Runs one exchange under the signal of the caller and the limits. Its requests end with the signal that `talk` is
 * given: when the caller aborts or leaves, and when a limit is reached. `talk` says when it has `heard` a whole piece,
 * not a byte: bytes that never make a piece are silence, too. By `alive` it says that the server is still at work, which
 * is no silence, but no part of an answer either: the first piece is waited for as before. Rejects with the reason of the caller's signal, or as named.
 */
export async function* exchange<T>(
  caller: AbortSignal,
  limits: Limits,
  naming: Naming,
  talk: (signal: AbortSignal, heard: () => void, alive: () => void) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let late: Late | undefined;
  const limit = (what: Late['what'], milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => {
      late ??= { what, seconds: Math.round(milliseconds / 1000) };
      abort();
    }, milliseconds);
  let silence = limit('silence', limits.first);
  let answer: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(silence);
    if (controller.signal.aborted) return;
    silence = limit('silence', answer ? limits.between : limits.first);
  };
  const heard = (): void => {
    if (!controller.signal.aborted) answer ??= limit('answer', limits.whole);
    alive();
  };
  caller.addEventListener('abort', abort, { once: true });
  try {
    caller.throwIfAborted();
    yield* talk(controller.signal, heard, alive);
  } catch (error) {
    caller.throwIfAborted();
    throw late ? naming.late(late) : naming.other(error);
  } finally {
    clearTimeout(silence);
    clearTimeout(answer);
    caller.removeEventListener('abort', abort);
    abort();
  }
}

/** The same for an exchange with one answer. */
export async function exchangeOnce<T>(
  caller: AbortSignal,
  limits: Limits,
  naming: Naming,
  talk: (signal: AbortSignal, heard: () => void) => Promise<T>,
): Promise<T> {
  const answers = exchange(caller, limits, naming, async function* (signal, heard) {
    yield await talk(signal, heard);
  });
  for await (const answer of answers) return answer;
  throw new Error('an exchange ends with an answer or an error');
}
