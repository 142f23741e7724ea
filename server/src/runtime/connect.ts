import { FailureError, type FailureKind } from '../task/failure';
import type { Patience } from './exchange';
import { type EndpointKey, keyFor } from './keys';
import { pool } from './pool';
import type { Runtime } from './runtime';

export interface ConnectOptions {
  /** `auto` finds out for each endpoint: Ollama's own protocol where it is spoken, else OpenAI's. */
  readonly protocol: 'auto' | 'ollama' | 'openai';
  /** At least one; several make a pool. */
  readonly endpoints: readonly string[];
  readonly model: string;
  readonly allowedHosts: readonly string[];
  readonly keys: readonly EndpointKey[];
  readonly patience?: Partial<Patience>;
}

const isOf = (error: unknown, ...kinds: readonly FailureKind[]): boolean =>
  error instanceof FailureError && kinds.includes(error.failure.kind);

/**
 * The first of two runtimes whose protocol the server speaks; each look at the model finds out anew. A server that is
 * no Ollama answers to Ollama's first question that it does not know it, or that it is loading.
 */
function spoken(ollama: Runtime, openai: Runtime): Runtime {
  let chosen = ollama;
  return {
    get name() {
      return chosen.name;
    },
    async model(signal) {
      try {
        const model = await ollama.model(signal);
        chosen = ollama;
        return model;
      } catch (error) {
        if (!isOf(error, 'wrong-server', 'loading')) throw error;
        try {
          const model = await openai.model(signal);
          chosen = openai;
          return model;
        } catch (other) {
          throw isOf(other, 'wrong-server') ? error : other;
        }
      }
    },
    ask: (question, guard, signal, tell) => chosen.ask(question, guard, signal, tell),
    keepLoaded: async (signal) => chosen.keepLoaded?.(signal),
  };
}

/** The runtime for what a user says of servers. Asks nobody anything yet. */
export async function connect(options: ConnectOptions): Promise<Runtime> {
  const { protocol, endpoints, model, allowedHosts, keys, patience = {} } = options;
  // Loaded when wanted: who speaks to one kind of server needs no client of the other.
  const [ollama, openai] = await Promise.all([
    protocol === 'openai' ? undefined : import('./ollama/ollama').then((module) => module.ollama),
    protocol === 'ollama' ? undefined : import('./openai/openai').then((module) => module.openai),
  ]);
  const members = [...new Set(endpoints)].map((endpoint) => {
    const key = keyFor(endpoint, keys, allowedHosts);
    const server = { endpoint, model, allowedHosts, patience, ...(key !== undefined && { key }) };
    const [one, other] = [ollama?.(server), openai?.(server)];
    const runtime = one && other ? spoken(one, other) : (one ?? other);
    if (!runtime) throw new Error('there are two protocols');
    return { endpoint, runtime };
  });
  const [first, ...others] = members;
  if (!first) throw new Error('there is at least one endpoint');
  return others.length === 0 ? first.runtime : pool(members);
}
