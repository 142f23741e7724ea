import type { ChatResponse, Ollama } from 'ollama/browser';
import {
  cloudModel,
  contextExceeded,
  cutOff,
  failed,
  failureOf,
  interrupted,
  noModel,
  notOllama,
  timedOut,
} from './failures';
import { checkEndpoint } from './hosts';
import { soundFetch } from './ollama-response';
import type { Guard, Model, Runtime } from './runtime';
import { makeTransport } from './transport';

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For an answer about the server or the model. */
  readonly about: number;
  /** For the first byte of an answer: the wait for a slot, the loading of the model, the reading of the prompt. */
  readonly first: number;
  /** Between two bytes of an answer. */
  readonly between: number;
}

export interface OllamaOptions {
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  /** How long the server keeps the model loaded after an answer: "10m", seconds, 0 or -1. */
  readonly keepAlive?: string | number;
  readonly patience?: Partial<Patience>;
}

const PATIENCE: Patience = { about: 10_000, first: 600_000, between: 120_000 };
/** The context that is used of a model with a longer one, unless its Modelfile says more: memory grows with it. */
const USUAL_CONTEXT = 4_096;
/** The same question gets the same answer. */
const SEED = 7;
/** What a server leaves of a question that it truncates, beyond half of the context: half of `num_keep`, usually 2. */
const MOST_KEPT = 16;

type Remote = { readonly remote_host?: unknown; readonly remote_model?: unknown };
const isRemote = (reply: object): boolean =>
  Boolean((reply as Remote).remote_host) || Boolean((reply as Remote).remote_model);

/** Whether a name is one of Ollama's cloud: `NAME:cloud`, `NAME:120b-cloud`, `NAME-cloud`. */
const isCloudName = (name: string): boolean => /[-:]cloud(?::latest)?$/i.test(name);

function contextOf(show: { readonly parameters?: unknown; readonly model_info?: unknown }): number {
  const trained = Object.entries((show.model_info ?? {}) as Record<string, unknown>).find(([key]) =>
    key.endsWith('.context_length'),
  )?.[1];
  const most = typeof trained === 'number' && trained > 0 ? trained : USUAL_CONTEXT;
  const set = /^num_ctx\s+(\d+)/m.exec(String(show.parameters ?? ''))?.[1];
  return Math.min(most, set === undefined ? USUAL_CONTEXT : Number(set));
}

/**
 * Whether a server that does not know `truncate` dropped part of a question. Older ones leave as much as fills the
 * context, newer ones half of it and a few tokens that they always keep. A count of about half also comes of questions
 * that are half as long, so there the question must be too long for that: hardly any text has six characters a token,
 * repeated ones not counted. Fewer tokens than that tell nothing: some versions leave out those that they had cached.
 */
function wasTruncated(question: string, tokens: unknown, contextLength: number): boolean {
  if (typeof tokens !== 'number') return false;
  if (tokens >= contextLength) return true;
  const half = Math.floor(contextLength / 2);
  const least = question.replace(/(.)\1+/gs, '$1').length / 6;
  return tokens >= half && tokens <= half + MOST_KEPT && tokens < least;
}

/** A limit on silence: aborts when nothing was heard for as long as it was last told. */
function limitSilence(abort: () => void): {
  wait(milliseconds: number): void;
  end(): void;
  readonly over: boolean;
} {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  return {
    wait(milliseconds) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        over = true;
        abort();
      }, milliseconds);
    },
    end: () => clearTimeout(timer),
    get over() {
      return over;
    },
  };
}

/**
 * The runtime of an Ollama server. Nothing is sent before it is used. A model that the server hands on to a cloud is
 * refused before the first prompt, and again at the first reply that says so.
 */
export function ollama(options: OllamaOptions): Runtime {
  const patience = { ...PATIENCE, ...options.patience };
  const endpoint = checkEndpoint(options.endpoint, options.allowedHosts);
  const asked = { base: endpoint.ok ? endpoint.base : options.endpoint, model: options.model };
  const transport = makeTransport(options);
  let known: Model | undefined;

  /** A client whose every request ends with the signal, in every phase, which its own `abort` does not do. */
  async function client(guard: Guard | undefined, signal: AbortSignal, heard: () => void): Promise<Ollama> {
    if (!endpoint.ok) throw failed(endpoint.failure.kind, endpoint.failure.message, endpoint.failure.help);
    const { Ollama: Client } = await import('ollama/browser');
    return new Client({ host: endpoint.base, fetch: soundFetch(transport.fetch(guard, signal), heard) });
  }

  /** Runs one exchange under the signal of the caller and a limit on silence. */
  async function* exchange<T>(
    guard: Guard | undefined,
    signal: AbortSignal,
    first: number,
    talk: (client: Ollama) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const silence = limitSilence(abort);
    let limit = first;
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const heard = (): void => {
        limit = patience.between;
        silence.wait(limit);
      };
      silence.wait(limit);
      yield* talk(await client(guard, controller.signal, heard));
    } catch (error) {
      signal.throwIfAborted();
      if (silence.over) throw timedOut(asked, Math.round(limit / 1000));
      throw failureOf(error, asked);
    } finally {
      silence.end();
      signal.removeEventListener('abort', abort);
      controller.abort();
    }
  }

  async function model(signal: AbortSignal): Promise<Model> {
    known = undefined;
    if (isCloudName(options.model)) throw cloudModel(asked);
    const talk = exchange(undefined, signal, patience.about, async function* (server) {
      await server.version();
      const { models } = await server.list();
      if (!Array.isArray(models)) throw notOllama(asked);
      const tag = models.find(({ name }) => name === options.model || name === `${options.model}:latest`);
      if (!tag) throw noModel(asked);
      if (isRemote(tag) || isCloudName(tag.name)) throw cloudModel(asked);
      const show = await server.show({ model: options.model });
      if (isRemote(show)) throw cloudModel(asked);
      if (Array.isArray(show.capabilities) && !show.capabilities.includes('completion')) {
        throw failed(
          'no-model',
          `The model ${options.model} does not answer questions.`,
          'Choose a language model with --model NAME.',
        );
      }
      yield { name: tag.name.replace(/:latest$/, ''), digest: tag.digest, contextLength: contextOf(show) };
    });
    for await (const found of talk) {
      known = found;
      return found;
    }
    throw notOllama(asked);
  }

  return {
    name: 'ollama',
    model,
    async *ask(question, guard, signal) {
      try {
        const { contextLength } = known ?? (await model(signal));
        let last: ChatResponse | undefined;
        const talk = exchange(guard, signal, patience.first, async function* (server) {
          yield* await server.chat({
            model: options.model,
            messages: [{ role: 'user', content: question.prompt.text }],
            stream: true,
            format: question.schema,
            keep_alive: options.keepAlive ?? '10m',
            options: { temperature: 0, seed: SEED, num_ctx: contextLength, num_predict: question.maxTokens },
            // Not in the client's types: without them the server drops the front of what is too long, silently.
            ...{ truncate: false, shift: false },
          });
        });
        for await (const reply of talk) {
          if (isRemote(reply)) throw cloudModel(asked);
          last = reply;
          const piece: unknown = reply.message?.content;
          if (typeof piece === 'string' && piece !== '') yield piece;
        }
        if (!last?.done) throw interrupted(asked);
        if (wasTruncated(question.prompt.text, last.prompt_eval_count, contextLength))
          throw contextExceeded();
        if (last.done_reason === 'length') throw cutOff();
      } catch (error) {
        if (signal.aborted) return;
        throw failureOf(error, asked);
      }
    },
  };
}
