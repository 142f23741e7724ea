import { FailureError } from '../../task/failure';
import type { Question } from '../../task/question';
import { textOf } from '../body';
import { exchange, exchangeOnce, limitsAbout, limitsOfAnswer, PATIENCE, type Patience } from '../exchange';
import { contextExceeded, cutOff, failureOfSocket, interrupted, namingOf } from '../failures';
import { checkEndpoint } from '../hosts';
import { LOCAL_FOR, wasTruncated } from '../ollama/model';
import type { Guard, Runtime, Usage } from '../runtime';
import { makeTransport } from '../transport';
import { eventsOf } from './event-stream';
import { failureInStream, failureOfStatus, isCrowded, openaiWords } from './failures';
import { type Chunk, chunkSchema, readAs } from './messages';
import { lookFor, type Served } from './model';
import { mostTokens, sharedContext } from './shared-context';

export interface OpenAiOptions {
  /** With or without the `/v1` at its end. */
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  /** Sent to the endpoint's origin alone. */
  readonly key?: string | undefined;
  readonly patience?: Partial<Patience>;
}

/** The same question gets the same answer. */
const SEED = 7;
/** How a server says that it, not the model, ended an answer. */
const broken = new Set(['abort', 'error']);
const DONE = '[DONE]';

const bodyOf = (question: Question, id: string) => ({
  model: id,
  messages: [{ role: 'user', content: question.prompt.text }],
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0,
  seed: SEED,
  max_tokens: question.maxTokens,
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'answer', strict: true, schema: question.schema },
  },
});

const usageOf = (usage: Chunk['usage']): Usage => {
  const promptTokens = usage?.prompt_tokens ?? undefined;
  const outputTokens = usage?.completion_tokens ?? undefined;
  const cachedTokens = usage?.prompt_tokens_details?.cached_tokens ?? undefined;
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cachedTokens !== undefined && { cachedTokens }),
  };
};

/**
 * The runtime of a server that speaks OpenAI's chat completions: vLLM, llama-server, Ray Serve, Ollama under `/v1`.
 * Nothing is sent before it is used. A server that is loading its model is a failure of that name; `patient` waits.
 * Ollama drops what is too long in silence under `/v1`: what it counts is checked, but its own protocol is safer.
 */
export function openai(options: OpenAiOptions): Runtime {
  const patience = { ...PATIENCE, ...options.patience };
  const { model: name, allowedHosts, key } = options;
  const endpoint = checkEndpoint(options.endpoint.trim().replace(/\/v1\/?$/, ''), allowedHosts);
  const base = endpoint.ok ? endpoint.base : options.endpoint;
  const asked = { base, model: name, words: openaiWords };
  const naming = namingOf(asked);
  const secret = key === undefined ? undefined : { base, key };
  const transport = makeTransport({ allowedHosts, secret });
  const context = sharedContext();
  let known: Served | undefined;
  let seen = 0;

  function send(path: string, body: object | undefined, guard: Guard | undefined, signal: AbortSignal) {
    if (!endpoint.ok) throw new FailureError(endpoint.failure);
    return transport.fetch(guard, signal)(
      `${base}${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
  }

  async function look(caller: AbortSignal): Promise<Served> {
    known = undefined;
    known = await exchangeOnce(caller, limitsAbout(patience), naming, (signal) =>
      lookFor(
        name,
        async (path, body) => {
          const response = await send(path, body, undefined, signal);
          return { status: response.status, text: await textOf(response.body) };
        },
        asked,
      ),
    );
    seen = performance.now();
    return known;
  }

  /** The parts of an answer as they come; of a server that does not stream, the one part that is all. */
  async function* parts(
    response: Response,
    heard: () => void,
    alive: () => void,
  ): AsyncGenerator<Chunk | typeof DONE> {
    if (!response.ok) throw failureOfStatus(response.status, await textOf(response.body), asked);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream')) {
      yield readAs(chunkSchema, await textOf(response.body));
      return;
    }
    if (!response.body) return;
    for await (const event of eventsOf(response.body, heard, alive)) {
      if (event.trim() === DONE) {
        yield DONE;
        return;
      }
      yield readAs(chunkSchema, event);
    }
  }

  return {
    name: 'openai',
    model: async (signal) => (await look(signal)).model,
    async *ask(question, guard, caller, tell) {
      let leave = (): void => {};
      try {
        const isOld = known?.isOllama && performance.now() - seen >= LOCAL_FOR;
        const { id, model } = known && !isOld ? known : await look(caller);
        const limits = limitsOfAnswer(patience, question.maxTokens);
        leave = await context.enter(mostTokens(question.prompt.text, question.maxTokens), caller);
        const talk = exchange(caller, limits, naming, async function* (signal, heard, alive) {
          const response = await send('/v1/chat/completions', bodyOf(question, id), guard, signal);
          yield* parts(response, heard, alive);
        });
        let ended: string | undefined;
        let usage: Chunk['usage'];
        for await (const part of talk) {
          if (part === DONE) {
            ended ??= 'stop';
            continue;
          }
          const { error, choices } = part;
          if (error !== undefined && error !== null) throw failureInStream(error, asked);
          const choice = choices?.[0];
          const piece = choice?.delta?.content ?? choice?.message?.content;
          if (piece) yield piece;
          ended = choice?.finish_reason ?? ended;
          usage = part.usage ?? usage;
        }
        if (ended === undefined || broken.has(ended)) throw interrupted(asked);
        tell?.(usageOf(usage));
        if (wasTruncated(question.prompt.text, usage?.prompt_tokens, model.contextLength))
          throw contextExceeded(asked);
        if (ended === 'length') throw cutOff();
      } catch (error) {
        if (caller.aborted) return;
        const failure = failureOfSocket(error, asked);
        if (isCrowded(failure) && known) context.isShared(known.model.contextLength);
        throw failure;
      } finally {
        leave();
      }
    },
  };
}
