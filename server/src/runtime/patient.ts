import { setTimeout as pause } from 'node:timers/promises';
import { FailureError } from '../task/failure';
import type { Runtime } from './runtime';

/** Milliseconds: how long a model may load, and how often it is asked after. */
export interface LoadingPatience {
  readonly limit: number;
  readonly pause: number;
}

/** A large model on a slow disk takes minutes. */
const PATIENCE: LoadingPatience = { limit: 600_000, pause: 2_000 };

const isLoading = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.kind === 'loading';

/**
 * A runtime that waits while the server says that it loads its model, where the other would fail; Ollama itself waits
 * so. The failure comes when the limit is over.
 */
export function patient(runtime: Runtime, { limit, pause: between }: LoadingPatience = PATIENCE): Runtime {
  /** Waits for another attempt, or throws the failure on. */
  async function waitOr(error: unknown, since: number, signal: AbortSignal): Promise<void> {
    if (!isLoading(error) || performance.now() - since + between > limit) throw error;
    await pause(between, undefined, { signal });
  }
  return {
    get name() {
      return runtime.name;
    },
    keepLoaded: async (signal) => runtime.keepLoaded?.(signal),
    async model(signal) {
      for (const since = performance.now(); ; ) {
        try {
          return await runtime.model(signal);
        } catch (error) {
          await waitOr(error, since, signal);
        }
      }
    },
    async *ask(question, guard, signal, tell) {
      for (const since = performance.now(); ; ) {
        try {
          yield* runtime.ask(question, guard, signal, tell);
          return;
        } catch (error) {
          // It comes before the first piece, so nothing is said twice.
          await waitOr(error, since, signal).catch((reason: unknown) => {
            if (!signal.aborted) throw reason;
          });
          if (signal.aborted) return;
        }
      }
    },
  };
}
