import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { mentionsIn, noteIn, pairsIn } from './reading';
import { type Answer, type Double, drip, pieces, send, startDouble, trickle } from './server';

export { noteIn } from './reading';
export { pieces } from './server';

/** How a request for an answer goes. All shapes, statuses and error texts are those of a real server. */
export type Mode =
  | 'answers'
  | 'unknown-model' // 404
  | 'busy' // 503, from the scheduler
  | 'server-error' // 500
  | 'html-error' // 502 of something in between, not JSON
  | 'exceeds-context' // 400 with the runner's own JSON inside
  | 'error-in-stream' // 200, the last line is an error
  | 'killed' // the socket breaks off in mid-stream
  | 'unauthorised' // 401
  | 'hangs' // not a byte, ever
  | 'trickles' // a byte now and then, which never make a line
  | 'drips' // a piece now and then, without end
  | 'stalls' // the first pieces, then nothing
  | 'cut' // ends after half of the answer with done_reason "length"
  | 'garbage' // an answer that is no JSON
  | 'off-schema' // an answer that is JSON of another shape
  | 'empty' // an answer without a word
  | 'foreign' // an answer in another language
  | 'echo' // an answer that repeats the prompt
  | 'bad-line' // a line of the stream that is no JSON
  | 'cloud-reply' // an answer that comes from a cloud
  | 'redirects'; // 307 to `redirectTo`

export interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly format?: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly options?: Readonly<Record<string, number>>;
  readonly truncate?: boolean;
  readonly shift?: boolean;
  readonly _debug_render_only?: boolean;
  readonly keep_alive?: string | number;
}

export interface DoubleModel {
  readonly name: string;
  readonly digest?: string;
  /** What the model was trained for. */
  readonly contextLength?: number;
  /** `PARAMETER` lines of the Modelfile. */
  readonly parameters?: string;
  readonly capabilities?: readonly string[];
  /** `TEMPLATE` of the Modelfile, without anything but `{{ .Prompt }}`. */
  readonly template?: string;
  /** Besides what every model of its kind has. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly remote?: { readonly host: string; readonly model: string };
  /** Whether only `show` names the cloud, and not the list of models. */
  readonly remoteInShowOnly?: boolean;
}

export interface DoubleOptions {
  /** What is added to the list later is there from then on. */
  readonly models?: DoubleModel[];
  readonly mode?: Mode | ((prompt: string, nth: number) => Mode);
  /** The answer to a prompt; by default an object with an empty list. */
  readonly answer?: (prompt: string, body: ChatBody) => Answer;
  readonly redirectTo?: string;
  /** The tokens of a prompt that the server says it read; by default one for four characters. */
  readonly promptTokens?: number;
  readonly version?: string;
  /** Files that the server has, by their digests. */
  readonly blobs?: Map<string, Buffer>;
  /** Why it makes no model: the last line of an answer with status 200, as a real server's. */
  readonly createError?: string;
  /** What it answers to a file instead of taking it. */
  readonly uploadStatus?: number;
  /** Questions that are longer than so many tokens are refused where the client asks for that, else cut. */
  readonly contextLength?: number;
  /** Until then the model loads: a real server does not answer, and says nothing. */
  readonly loaded?: Promise<void>;
  /** The models in memory, and the seconds for which each stays there when nobody asks it. */
  readonly memory?: Map<string, number>;
  /** Those seconds, where no request has said otherwise; five minutes by default, as a real server's. */
  readonly keepAlive?: number;
}

export type OllamaDouble = Double<ChatBody>;

const digestOf = (name: string): string => Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64);

const details = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '13B',
  quantization_level: 'Q4_K_M',
};

const remoteOf = (model: DoubleModel): object =>
  model.remote ? { remote_host: model.remote.host, remote_model: model.remote.model } : {};

const tagOf = (model: DoubleModel): object => ({
  name: model.name,
  model: model.name,
  modified_at: '2026-01-02T03:04:05.678Z',
  size: 7_000_000_000,
  digest: model.digest ?? digestOf(model.name),
  ...(model.remoteInShowOnly ? {} : remoteOf(model)),
  details,
  capabilities: model.capabilities ?? ['completion'],
});

const TEMPLATE = 'Human: \n{{ .Prompt }}\n\nAssistant: \n';

const showOf = (model: DoubleModel): object => ({
  modelfile: '# Modelfile',
  parameters: model.parameters ?? 'stop                           "Human:"',
  template: model.template ?? TEMPLATE,
  ...remoteOf(model),
  details,
  model_info: {
    'general.architecture': 'llama',
    'llama.block_count': 40,
    'llama.context_length': model.contextLength ?? 4096,
    ...model.info,
  },
  capabilities: model.capabilities ?? ['completion'],
});

const stats = { total_duration: 9_000_000, load_duration: 1_000_000, eval_duration: 3_000_000 };

async function chat(
  response: ServerResponse,
  body: ChatBody,
  mode: Mode,
  options: DoubleOptions,
  model: DoubleModel | undefined,
): Promise<void> {
  const prompt = body.messages.map((message) => message.content).join('\n');
  if (!model || mode === 'unknown-model') {
    return send(response, 404, { error: `model '${body.model}' not found` });
  }
  if (mode === 'busy') {
    return send(response, 503, {
      error: 'server busy, please try again.  maximum pending requests exceeded',
    });
  }
  if (mode === 'server-error') {
    return send(response, 500, {
      error: 'an error was encountered while running the model: unexpected EOF',
    });
  }
  if (mode === 'html-error') {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html>bad gateway</html>');
    return;
  }
  if (mode === 'exceeds-context') {
    const inner = {
      error: {
        code: 400,
        message: 'request (2010 tokens) exceeds the available context size (512 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 2010,
        n_ctx: 512,
      },
    };
    return send(response, 400, { error: JSON.stringify(inner) });
  }
  if (mode === 'redirects') {
    response.writeHead(307, { location: options.redirectTo ?? 'http://127.0.0.1:9/' });
    response.end();
    return;
  }
  if (mode === 'unauthorised') return send(response, 401, { error: 'unauthorized' });
  if (mode === 'hangs') return;
  await options.loaded;
  if (body._debug_render_only) {
    const rendered = (model.template ?? TEMPLATE).replace('{{ .Prompt }}', () => prompt);
    return send(response, 200, { model: body.model, _debug_info: { rendered_template: rendered } });
  }
  if (body.stream === false) return whole(response, body, options, prompt);

  const line = (content: string, more: object): string =>
    `${JSON.stringify({
      model: body.model,
      created_at: '2026-01-02T03:04:05.678Z',
      ...(mode === 'cloud-reply' ? { remote_model: body.model, remote_host: 'https://ollama.com:443' } : {}),
      message: { role: 'assistant', content },
      ...more,
    })}\n`;
  const done = (reason: string): string =>
    line('', {
      done: true,
      done_reason: reason,
      ...stats,
      prompt_eval_count: options.promptTokens ?? prompt.length >> 2,
      eval_count: 9,
    });
  const answer: Answer = strayAnswer(mode, prompt) ?? options.answer?.(prompt, body) ?? emptyAnswer(body);

  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  if (mode === 'trickles') return trickle(response, line('x', { done: false }), SLOW);
  if (mode === 'drips') return drip(response, line(' ', { done: false }), SLOW);
  const text = typeof answer === 'string' ? answer : undefined;
  const limit = text !== undefined ? Math.floor(text.length / 2) : Number.POSITIVE_INFINITY;
  const cuts: readonly Mode[] = ['cut', 'killed', 'error-in-stream', 'stalls', 'bad-line'];
  let sent = 0;
  for await (const piece of typeof answer === 'string' ? pieces(answer) : answer) {
    if (response.destroyed) return;
    if (cuts.includes(mode) && sent + piece.length > limit) break;
    sent += piece.length;
    response.write(line(piece, { done: false }));
    // The client's closing is noticed between two pieces.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (mode === 'stalls') return;
  if (mode === 'killed') {
    // What was written must be on its way before the socket goes.
    await new Promise((resolve) => response.write('', resolve));
    response.destroy();
    return;
  }
  if (mode === 'error-in-stream') {
    response.end(
      `${JSON.stringify({ error: 'an error was encountered while running the model: unexpected EOF' })}\n`,
    );
    return;
  }
  if (mode === 'bad-line') {
    response.write('{"model":"me-llama","message":{"role":"assis\n');
  }
  response.end(done(mode === 'cut' || body.options?.num_predict === 0 ? 'length' : 'stop'));
}

/** An answer in one piece, to a question that is read at a rate of one token a millisecond, or from its memory. */
function whole(response: ServerResponse, body: ChatBody, options: DoubleOptions, prompt: string): void {
  const tokens = prompt.length >> 2;
  if (tokens > (options.contextLength ?? Number.POSITIVE_INFINITY) && body.truncate === false) {
    send(response, 400, { error: '{"error":{"type":"exceed_context_size_error"}}' });
    return;
  }
  const before = readBefore.get(options);
  readBefore.set(options, prompt);
  const answer = options.answer?.(prompt, body) ?? emptyAnswer(body);
  send(response, 200, {
    model: body.model,
    message: { role: 'assistant', content: answer },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: tokens,
    prompt_eval_duration: before?.slice(0, 500) === prompt.slice(0, 500) ? 9_000_000 : tokens * 1_000_000,
    eval_count: 20,
    eval_duration: 400_000_000,
  });
}
const readBefore = new WeakMap<DoubleOptions, string>();

/** Without a time a model keeps the one that it has; without any it is unloaded at once. */
function keepInMemory(
  { memory, keepAlive = 300 }: DoubleOptions,
  name: string,
  time: ChatBody['keep_alive'],
): void {
  const seconds = typeof time === 'number' ? time : (memory?.get(name) ?? keepAlive);
  if (seconds > 0) memory?.set(name, seconds);
  else memory?.delete(name);
}

interface CreateBody {
  readonly model: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Makes a model of files that were sent, and says so line by line. */
function create(
  response: ServerResponse,
  body: CreateBody,
  options: DoubleOptions,
  models: DoubleModel[],
): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const line = (value: object): void => {
    response.write(`${JSON.stringify(value)}\n`);
  };
  line({ status: 'parsing GGUF' });
  const missing = Object.values(body.files ?? {}).find((digest) => !options.blobs?.has(digest));
  const error = options.createError ?? (missing && `open blobs/${missing}: no such file or directory`);
  if (error !== undefined) line({ error });
  else {
    const parameters = Object.entries(body.parameters ?? {}).flatMap(([key, value]) =>
      [value].flat().map((one) => `${key.padEnd(30)} ${JSON.stringify(one)}`),
    );
    const made = { name: `${body.model}:latest`, parameters: parameters.join('\n') };
    models.push({ ...made, ...(body.template !== undefined && { template: body.template }) });
    line({ status: 'writing manifest' });
    line({ status: 'success' });
  }
  response.end();
}

/** Milliseconds between what comes slowly. */
export const SLOW = 20;

/** What a model says that does not do as it was asked; undefined in modes in which it does. */
export function strayAnswer(mode: string, prompt: string): string | undefined {
  if (mode === 'garbage') return 'The the patient \n\n patient the';
  if (mode === 'off-schema') return '{"findings":{"pain":true},"count":3}';
  if (mode === 'empty') return '';
  if (mode === 'foreign') {
    return JSON.stringify({
      entities: [{ text: '胸痛', type: 'problem', assertion: 'present' }],
      summary: '患者は胸痛を否定した。熱のためアスピリンを与えた。',
    });
  }
  return mode === 'echo' ? prompt : undefined;
}

/** A valid answer that says nothing, for whatever the format asks. */
export function emptyAnswer({ format }: Pick<ChatBody, 'format'>): string {
  const answer: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(format?.properties ?? {})) {
    answer[key] = (value as { type?: string }).type === 'array' ? [] : '';
  }
  return JSON.stringify(answer);
}

/**
 * A double of an Ollama server on a loopback port of its own. It answers `/api/version`, `/api/tags`, `/api/show`,
 * `/api/ps`, `/api/blobs`, `/api/create`, `/api/generate` (loading only) and `/api/chat`, and remembers every request.
 */
export function startOllamaDouble(options: DoubleOptions = {}): Promise<OllamaDouble> {
  const models = options.models ?? [{ name: 'me-llama:latest' }];
  const find = (name: string): DoubleModel | undefined =>
    models.find((model) => model.name === name || model.name === `${name}:latest`);
  return startDouble<ChatBody>('/api/chat', async ({ method, path, body }, response, nth) => {
    const name = (body as { model?: string } | undefined)?.model ?? '';
    const digest = /^\/api\/blobs\/(.*)$/.exec(path)?.[1];
    if (digest !== undefined && method === 'HEAD') {
      response.writeHead(options.blobs?.has(digest) ? 200 : 404).end();
      return;
    }
    if (digest !== undefined) {
      const got = `sha256:${createHash('sha256')
        .update(body as Buffer)
        .digest('hex')}`;
      if (options.uploadStatus !== undefined) {
        const location = options.redirectTo;
        response.writeHead(options.uploadStatus, location === undefined ? {} : { location }).end();
      } else if (got !== digest) {
        send(response, 400, { error: `digest mismatch, expected "${digest}", got "${got}"` });
      } else {
        options.blobs?.set(digest, body as Buffer);
        response.writeHead(201).end();
      }
      return;
    }
    switch (path) {
      case '/api/version':
        return send(response, 200, { version: options.version ?? '0.33.0' });
      case '/api/tags':
        return send(response, 200, { models: models.map(tagOf) });
      case '/api/create':
        return create(response, body as CreateBody, options, models);
      case '/api/ps':
        return send(response, 200, {
          models: [...(options.memory ?? [])].map(([loaded, seconds]) => ({
            name: loaded,
            model: loaded,
            expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
          })),
        });
      case '/api/show': {
        const model = find(name);
        if (!model) return send(response, 404, { error: `model '${name}:latest' not found` });
        return send(response, 200, showOf(model));
      }
      case '/api/generate':
        await options.loaded;
        keepInMemory(options, find(name)?.name ?? name, (body as ChatBody).keep_alive);
        return send(response, 200, { model: name, response: '', done: true, done_reason: 'load' });
      case '/api/chat': {
        const prompt = (body as ChatBody).messages.map((message) => message.content).join('\n');
        const mode =
          typeof options.mode === 'function' ? options.mode(prompt, nth) : (options.mode ?? 'answers');
        return chat(response, body as ChatBody, mode, options, find(name));
      }
      default:
        return send(response, 404, { error: 'not found' });
    }
  });
}

/** What the model that knows knows. */
export interface Knowledge {
  readonly entities?: readonly {
    readonly text: string;
    readonly type: string;
    readonly assertion?: string;
  }[];
  /** Pairs of mentions, by their words. */
  readonly relations?: readonly { readonly from: string; readonly to: string; readonly type: string }[];
  /** What the premise says of the hypothesis, for a pair in which both of these words occur. */
  readonly judgements?: readonly { readonly words: readonly string[]; readonly label: string }[];
  readonly summary?: string;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A model that knows the right answers: every occurrence of the known mentions in the note, in order,
 * the known relations between the mentions that are listed in the question, and so on.
 */
export function knowing(knowledge: Knowledge): (prompt: string, body: ChatBody) => string {
  return (prompt, body) => {
    const properties = body.format?.properties ?? {};
    if ('entities' in properties) {
      const note = noteIn(prompt);
      const found: { at: number; end: number; entity: readonly string[] }[] = [];
      const longest = [...(knowledge.entities ?? [])].sort((a, b) => b.text.length - a.text.length);
      for (const entity of longest) {
        for (const match of note.matchAll(
          new RegExp(`(?<![\\p{L}\\p{Nd}])${escaped(entity.text)}(?![\\p{L}\\p{Nd}])`, 'giu'),
        )) {
          const at = match.index;
          const end = at + match[0].length;
          if (found.some((other) => at < other.end && other.at < end)) continue;
          const more =
            entity.assertion === undefined || entity.assertion === 'present' ? [] : [entity.assertion];
          found.push({ at, end, entity: [match[0], entity.type, ...more] });
        }
      }
      found.sort((a, b) => a.at - b.at);
      return JSON.stringify({ entities: found.map(({ entity }) => entity) });
    }
    if ('relations' in properties) {
      const mentions = mentionsIn(prompt);
      const relations = (knowledge.relations ?? []).flatMap(({ from, to, type }) =>
        mentions
          .filter((mention) => mention.text === from)
          .flatMap((a) =>
            mentions.filter((mention) => mention.text === to).map((b) => [a.number, b.number, type]),
          ),
      );
      return JSON.stringify({ relations });
    }
    if ('judgements' in properties) {
      const judgements = pairsIn(prompt).map(({ number, premise, hypothesis }) => {
        const words = `${premise} ${hypothesis}`;
        const known = knowledge.judgements?.find((one) => one.words.every((word) => words.includes(word)));
        return [number, known?.label ?? 'neutral'];
      });
      return JSON.stringify({ judgements });
    }
    return JSON.stringify({ summary: knowledge.summary ?? 'A patient.' });
  };
}
