import * as z from 'zod';
import { printableLine } from '../../format/printable';
import { FailureError } from '../../task/failure';
import type { Question } from '../../task/question';
import { textOf } from '../body';
import { exchange, exchangeOnce, limitsAbout, limitsOfAnswer, PATIENCE, type Patience } from '../exchange';
import { failed, failureOfSocket, namingOf, wrongServer } from '../failures';
import { uploadFile } from '../gguf/file-upload';
import { checkEndpoint } from '../hosts';
import { readAs } from '../openai/messages';
import { makeTransport } from '../transport';
import { failureOfStatus, ollamaWords } from './failures';

export interface AdminOptions {
  readonly endpoint: string;
  /** The model that failures are about. */
  readonly model: string;
  readonly allowedHosts: readonly string[];
  readonly key?: string | undefined;
  readonly patience?: Partial<Patience>;
}

const text = z.string().optional().catch(undefined);
const count = z.number().nonnegative().optional().catch(undefined);
const details = z
  .object({ family: text, parameter_size: text, quantization_level: text })
  .optional()
  .catch(undefined);
const remote = { remote_host: z.unknown().optional(), remote_model: z.unknown().optional() };

const versionSchema = z.object({ version: z.string() });
const tagsSchema = z.object({
  models: z
    .array(z.looseObject({ name: z.string(), digest: text, size: count, details, ...remote }))
    .nullable()
    .transform((models) => models ?? []),
});
const showSchema = z.looseObject({
  template: text,
  parameters: text,
  details,
  model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
  capabilities: z.array(z.string()).optional().catch(undefined),
  ...remote,
});
const psSchema = z.object({
  models: z.array(z.object({ name: z.string(), size: count, size_vram: count, context_length: count })),
});
const answerSchema = z.looseObject({
  message: z.object({ content: z.string() }).optional(),
  done_reason: text,
  prompt_eval_count: count,
  prompt_eval_duration: count,
  eval_count: count,
  eval_duration: count,
  load_duration: count,
  _debug_info: z.object({ rendered_template: text }).optional().catch(undefined),
  ...remote,
});
const lineSchema = z.object({
  status: z.unknown().optional(),
  error: z.unknown().optional(),
  completed: count,
  total: count,
});

export type Tag = z.infer<typeof tagsSchema>['models'][number];
export type Shown = z.infer<typeof showSchema>;
/** An answer with what it cost; durations in nanoseconds. */
export type Measured = z.infer<typeof answerSchema>;
export type Loaded = z.infer<typeof psSchema>['models'][number];

/** What the server is to make of files that it has: the fields of its own `/api/create`. */
export interface Recipe {
  readonly model: string;
  /** Names to `sha256:…`. */
  readonly files: Readonly<Record<string, string>>;
  readonly adapters?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly parameters: Readonly<Record<string, number | readonly string[]>>;
}

/** Milliseconds: a large model of several parts is put together on the disk before the server says anything. */
const CREATING = { first: 1_800_000, between: 1_800_000, whole: 2 ** 31 - 1 };

/** What a server says is wrong, in one line that steers no terminal. */
const saying = (error: unknown): string =>
  printableLine(typeof error === 'string' ? error : JSON.stringify(error)).slice(0, 300);

/** A line that is longer than this many characters is none of Ollama's. */
const LONGEST_LINE = 4_000_000;

/** Lines as they come whole. @throws SyntaxError where one does not end */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new SyntaxError('a line without an end');
    yield* lines;
  }
  yield rest;
}

/**
 * What is done to the models of an Ollama server, beside asking them. Nothing of a note is ever sent this way. All reject
 * with a `FailureError`, or with the reason of the signal.
 */
export function ollamaAdmin(options: AdminOptions) {
  const patience = { ...PATIENCE, ...options.patience };
  const { allowedHosts, key } = options;
  const endpoint = checkEndpoint(options.endpoint, allowedHosts);
  const base = endpoint.ok ? endpoint.base : options.endpoint;
  const asked = { base, model: options.model, words: ollamaWords };
  const naming = namingOf(asked, failureOfSocket);
  const secret = endpoint.ok && key !== undefined ? { base, key } : undefined;
  const transport = makeTransport({ allowedHosts, secret });

  function send(path: string, body: object | undefined, signal: AbortSignal, method?: string) {
    if (!endpoint.ok) throw new FailureError(endpoint.failure);
    return transport.fetch(undefined, signal)(`${base}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  }

  async function get<T>(schema: z.ZodType<T>, path: string, body: object | undefined, caller: AbortSignal) {
    return exchangeOnce(caller, limitsAbout(patience), naming, async (signal) => {
      const response = await send(path, body, signal);
      const said = await textOf(response.body);
      if (!response.ok) throw failureOfStatus(response.status, said, asked);
      return readAs(schema, said);
    });
  }

  return {
    base,
    /** The version of the server. Rejects where it is no Ollama. */
    version: (caller: AbortSignal): Promise<string> =>
      exchangeOnce(caller, limitsAbout(patience), naming, async (signal) => {
        const response = await send('/api/version', undefined, signal);
        const said = await textOf(response.body);
        if (response.status === 404) throw wrongServer(asked);
        if (!response.ok) throw failureOfStatus(response.status, said, asked);
        try {
          return readAs(versionSchema, said).version;
        } catch {
          throw wrongServer(asked);
        }
      }),

    /** A model of the server's list; undefined where there is none of that name. */
    async find(name: string, caller: AbortSignal): Promise<Tag | undefined> {
      const { models } = await get(tagsSchema, '/api/tags', undefined, caller);
      return models.find((one) => one.name === name || one.name === `${name}:latest`);
    },
    show: (model: string, caller: AbortSignal): Promise<Shown> =>
      get(showSchema, '/api/show', { model }, caller),

    /** What of a model is in memory; undefined where it is not loaded. */
    async loaded(name: string, caller: AbortSignal): Promise<Loaded | undefined> {
      const { models } = await get(psSchema, '/api/ps', undefined, caller);
      return models.find((one) => one.name === name || one.name === `${name}:latest`);
    },

    /** @param digest SHA-256 in hexadecimal */
    hasBlob: (digest: string, caller: AbortSignal): Promise<boolean> =>
      exchangeOnce(caller, limitsAbout(patience), naming, async (signal) => {
        const { status } = await send(`/api/blobs/sha256:${digest}`, undefined, signal, 'HEAD');
        if (status !== 200 && status !== 404) throw failureOfStatus(status, '', asked);
        return status === 200;
      }),

    async upload(path: string, digest: string, moved: (bytes: number) => void, signal: AbortSignal) {
      if (!endpoint.ok) throw new FailureError(endpoint.failure);
      const url = `${base}/api/blobs/sha256:${digest}`;
      const sent = await uploadFile({ path, url, allowedHosts, secret, moved, signal, naming });
      if (sent.status >= 400) throw refusal(sent.status, sent.text);
    },

    /** Has a model made. @param told what the server is doing, and how much of it is done, from 0 to 1 */
    async create(
      recipe: Recipe,
      told: (status: string, part: number | undefined) => void,
      caller: AbortSignal,
    ): Promise<void> {
      const lines = exchange(caller, CREATING, naming, async function* (signal, heard) {
        const response = await send('/api/create', { ...recipe, stream: true }, signal);
        if (!response.ok) throw refusal(response.status, await textOf(response.body));
        if (!response.body) return;
        for await (const line of linesOf(response.body)) {
          if (line.trim() === '') continue;
          heard();
          yield readAs(lineSchema, line);
        }
      });
      for await (const { error, status, completed, total } of lines) {
        if (error !== undefined) throw notMade(saying(error));
        if (status === 'success') return;
        told(saying(status ?? ''), completed !== undefined && total ? completed / total : undefined);
      }
      throw notMade('the answer broke off');
    },

    /**
     * Asks the model something that is no note, and measures; loads it as questions about notes do.
     * @param render only has the server say what it would hand to the model; older servers answer instead
     */
    ask: (
      { prompt, schema, maxTokens }: Question,
      contextLength: number,
      caller: AbortSignal,
      render = false,
    ): Promise<Measured> =>
      exchangeOnce(caller, limitsOfAnswer(patience, maxTokens), naming, async (signal) => {
        const body = {
          model: options.model,
          messages: [{ role: 'user', content: prompt.text }],
          format: schema,
          keep_alive: '10m',
          options: { temperature: 0, seed: 7, num_ctx: contextLength, num_predict: maxTokens },
          truncate: false,
          shift: false,
          stream: false,
          ...(render && { _debug_render_only: true }),
        };
        const response = await send('/api/chat', body, signal);
        const said = await textOf(response.body);
        if (!response.ok) throw failureOfStatus(response.status, said, asked);
        return readAs(answerSchema, said);
      }),
  };

  function notMade(why: string): FailureError {
    return failed(
      'server-error',
      `Ollama at ${base} did not make the model: ${why}.`,
      'Update Ollama where it does not know the format; see its log and the room on its disk otherwise.',
    );
  }

  /** Of an error about weights, other than of one about a question, the words may be told. */
  function refusal(status: number, said: string): FailureError {
    if (status === 401 || status === 403 || status === 429 || status === 503) {
      return failureOfStatus(status, said, asked);
    }
    let error: unknown;
    try {
      error = (JSON.parse(said) as { error?: unknown }).error;
    } catch {
      error = undefined;
    }
    return notMade(error === undefined ? `status ${status}` : saying(error));
  }
}
export type OllamaAdmin = ReturnType<typeof ollamaAdmin>;
