import type { ChatResponse, Ollama } from 'ollama/browser';
import { FailureError } from '../../task/failure';
import { exchange, exchangeOnce, limitsAbout, limitsOfAnswer, PATIENCE, type Patience } from '../exchange';
import {
  answersNothing,
  cloudModel,
  contextExceeded,
  cutOff,
  interrupted,
  namingOf,
  wrongServer,
} from '../failures';
import { checkEndpoint } from '../hosts';
import type { Guard, Model, Runtime } from '../runtime';
import { makeTransport } from '../transport';
import { failureOf, failureOfVersion, noModel, ollamaWords } from './failures';
import { keepLoaded, type Loader } from './loaded';
import { canAnswer, contextOf, isCloudName, isRemote, LOCAL_FOR, wasTruncated } from './model';
import { soundFetch } from './response';
import { usageOf } from './usage';

export interface OllamaOptions {
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  /** How long the server keeps the model loaded after an answer: "10m", seconds, 0 or -1; by default as it would. */
  readonly keepAlive?: string | number;
  /** Sent to the endpoint alone, for a server behind something that asks for one. */
  readonly key?: string;
  readonly patience?: Partial<Patience>;
}

/** The same question gets the same answer. */
const SEED = 7;

/**
 * The runtime of an Ollama server. Nothing is sent before it is used. A model that the server hands on to a cloud is
 * refused before the first prompt, or else at the first reply that says so, and then for the life of this runtime. After a
 * while it is looked at again before a question.
 */
export function ollama(options: OllamaOptions): Runtime {
  const patience = { ...PATIENCE, ...options.patience };
  const endpoint = checkEndpoint(options.endpoint, options.allowedHosts);
  const { model: name } = options;
  const asked = { base: endpoint.ok ? endpoint.base : options.endpoint, model: name, words: ollamaWords };
  const naming = namingOf(asked, failureOf);
  const transport = makeTransport({
    ...options,
    secret: endpoint.ok && options.key !== undefined ? { base: endpoint.base, key: options.key } : undefined,
  });
  let known: Model | undefined;
  /** When it was last seen to be on this machine. */
  let seen = 0;
  /** Set by a reply that came from a cloud, where list and description said nothing of one: nothing is sent again. */
  let refusal: FailureError | undefined;
  /** The seconds that the model is to be kept loaded after a question, while it is wanted, if the server would not. */
  let held: number | undefined;

  /** A client whose every request ends with the signal, in every phase, which its own `abort` does not do. */
  async function client(guard: Guard | undefined, signal: AbortSignal, heard: () => void): Promise<Ollama> {
    if (!endpoint.ok) throw new FailureError(endpoint.failure);
    const { Ollama: Client } = await import('ollama/browser');
    if (refusal) throw refusal;
    return new Client({ host: endpoint.base, fetch: soundFetch(transport.fetch(guard, signal), heard) });
  }

  async function model(caller: AbortSignal): Promise<Model> {
    known = undefined;
    if (isCloudName(name)) throw cloudModel(asked);
    known = await exchangeOnce(caller, limitsAbout(patience), naming, async (signal, heard) => {
      const server = await client(undefined, signal, heard);
      await server.version().catch((error: unknown) => {
        throw failureOfVersion(error, asked);
      });
      const { models } = await server.list();
      if (!Array.isArray(models)) throw wrongServer(asked);
      const tag = models.find((one) => one.name === name || one.name === `${name}:latest`);
      if (!tag) throw noModel(asked);
      if (isRemote(tag) || isCloudName(tag.name)) throw cloudModel(asked);
      const show = await server.show({ model: name });
      if (isRemote(show)) throw cloudModel(asked);
      if (!canAnswer(show)) throw answersNothing(asked);
      return { name: tag.name.replace(/:latest$/, ''), digest: tag.digest, contextLength: contextOf(show) };
    });
    seen = performance.now();
    return known;
  }

  const loader: Loader = {
    left: (caller) =>
      exchangeOnce(caller, limitsAbout(patience), naming, async (signal, heard) => {
        const { models } = await (await client(undefined, signal, heard)).ps();
        const loaded = models.find((one) => one.name === name || one.name === `${name}:latest`);
        return loaded && new Date(loaded.expires_at).getTime() - Date.now();
      }),
    load: (caller, seconds) =>
      exchangeOnce(caller, limitsOfAnswer(patience, 0), naming, async (signal, heard) => {
        const { contextLength } = known ?? (await model(signal));
        // With other options than a question's, that would load the model once more.
        await (await client(undefined, signal, heard)).generate({
          model: name,
          prompt: '',
          stream: false,
          options: { num_ctx: contextLength },
          ...(seconds !== undefined && { keep_alive: seconds }),
          ...{ truncate: false, shift: false },
        });
      }),
  };

  return {
    name: 'ollama',
    model,
    keepLoaded: (signal) =>
      keepLoaded(
        loader,
        (seconds) => {
          held = seconds;
        },
        signal,
      ),
    async *ask(question, guard, caller, tell) {
      try {
        const isLocal = performance.now() - seen < LOCAL_FOR;
        const { contextLength } = isLocal && known ? known : await model(caller);
        let last: ChatResponse | undefined;
        const limits = limitsOfAnswer(patience, question.maxTokens);
        const talk = exchange(caller, limits, naming, async function* (signal, heard) {
          const server = await client(guard, signal, heard);
          const keepAlive = options.keepAlive ?? held;
          yield* await server.chat({
            model: name,
            messages: [{ role: 'user', content: question.prompt.text }],
            stream: true,
            format: question.schema,
            ...(keepAlive !== undefined && { keep_alive: keepAlive }),
            options: { temperature: 0, seed: SEED, num_ctx: contextLength, num_predict: question.maxTokens },
            // Not in the client's types: without them the server drops the front of what is too long, silently.
            ...{ truncate: false, shift: false },
          });
        });
        for await (const reply of talk) {
          if (isRemote(reply)) {
            refusal = cloudModel(asked);
            throw refusal;
          }
          last = reply;
          const piece: unknown = reply.message?.content;
          if (typeof piece === 'string' && piece !== '') yield piece;
        }
        if (!last?.done) throw interrupted(asked);
        tell?.(usageOf(last));
        if (wasTruncated(question.prompt.text, last.prompt_eval_count, contextLength))
          throw contextExceeded(asked);
        if (last.done_reason === 'length') throw cutOff();
      } catch (error) {
        if (caller.aborted) return;
        throw failureOf(error, asked);
      }
    },
  };
}
