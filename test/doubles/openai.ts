import type { ServerResponse } from 'node:http';
import { type ChatBody, emptyAnswer, SLOW, strayAnswer } from './ollama';
import { type Answer, type Double, drip, flushed, pieces, send, startDouble, trickle } from './server';

/** Which server it is: what it tells of its model, and in which words it fails. */
export type Kind = 'llama-server' | 'vllm' | 'ollama';

/** How a request for an answer goes. */
export type OpenAiMode =
  | 'answers'
  | 'unknown-model' // 404
  | 'busy' // 503
  | 'rate-limited' // 429
  | 'server-error' // 500
  | 'html-error' // 502 of something in between, not JSON
  | 'html-page' // 200, and not JSON either
  | 'exceeds-context' // 400
  | 'crowded' // 500: the slots of a llama-server share a context, and it is full
  | 'crowded-in-stream'
  | 'bad-schema' // 400
  | 'error-in-stream' // 200, the last event is an error
  | 'bare-error' // 200, the last line is an error without the form of an event
  | 'killed' // the socket breaks off in mid-stream
  | 'ends-early' // the stream ends as if it were whole, without the mark of its end
  | 'aborted' // the server says that it gave the answer up
  | 'hangs' // not a byte, ever
  | 'trickles' // a byte now and then, which never make an event
  | 'drips' // a piece now and then, without end
  | 'stalls' // the first pieces, then nothing
  | 'cut' // ends after half of the answer with finish_reason "length"
  | 'garbage'
  | 'off-schema'
  | 'empty'
  | 'foreign'
  | 'echo'
  | 'bad-line' // an event that is no JSON
  | 'unstreamed' // the whole answer in one piece, as by a server that does not know "stream"
  | 'redirects'; // 307 to `redirectTo`

export interface OpenAiBody {
  readonly model: string;
  readonly messages: ChatBody['messages'];
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly response_format?: {
    readonly type: string;
    readonly json_schema: { readonly schema: ChatBody['format'] };
  };
}

export interface OpenAiOptions {
  readonly kind?: Kind;
  /** What the server calls its model. */
  readonly model?: string;
  /** The tokens that a slot has, or `max_model_len`; Ollama tells `num_ctx` in `/api/show`. */
  readonly contextLength?: number;
  readonly slots?: number;
  /** What tells one model from another: its size in bytes, or its digest. */
  readonly weights?: number;
  readonly mode?: OpenAiMode | ((prompt: string, nth: number) => OpenAiMode);
  /** The answer to a prompt, as a double of Ollama has it; by default an object with an empty list. */
  readonly answer?: (prompt: string, body: ChatBody) => Answer;
  /** The only key that the server takes. */
  readonly key?: string;
  readonly redirectTo?: string;
  /** Until then the model loads, and every request is answered by that alone. */
  readonly loaded?: Promise<void>;
  readonly promptTokens?: number;
  /** Ollama alone: the cloud that the model runs in; set later, from then on. */
  readonly remote?: string;
  /** Ollama alone: whether the model only embeds. */
  readonly embeds?: boolean;
  /** Whether the list of models is missing, as in a deployment of one's own. */
  readonly unlisted?: boolean;
  readonly host?: string;
}

export type OpenAiDouble = Double<OpenAiBody>;

const CREATED = 1_795_330_778;

/** An error as OpenAI words it, as far as the servers agree. */
const error = (message: string, type: string, code: unknown): object => ({
  error: { message, type, param: null, code },
});

const entryOf = ({ kind, model, contextLength, weights }: Filled): object => {
  const entry = { id: model, object: 'model', created: CREATED };
  if (kind === 'vllm') {
    return { ...entry, owned_by: 'vllm', root: model, parent: null, max_model_len: contextLength };
  }
  if (kind === 'ollama') return { ...entry, owned_by: 'library' };
  const meta = { vocab_type: 1, n_vocab: 32_000, n_ctx: contextLength, n_ctx_train: 4096, n_embd: 5120 };
  return {
    ...entry,
    aliases: [model],
    tags: [],
    owned_by: 'llamacpp',
    meta: { ...meta, n_params: 13_000_000_000, size: weights, ftype: 'Q4_K - Medium' },
  };
};

const propsOf = ({ model, contextLength, slots }: Filled): object => ({
  default_generation_settings: { params: { temperature: 0.8 }, n_ctx: contextLength },
  total_slots: slots,
  model_alias: model,
  model_path: `/models/${model}.gguf`,
  chat_template: 'Human: \n{{ prompt }}\n\nAssistant: \n',
  build_info: 'b9000-0',
});

type Filled = OpenAiOptions &
  Required<Pick<OpenAiOptions, 'kind' | 'model' | 'contextLength' | 'slots' | 'weights'>>;

function refusal(mode: OpenAiMode, options: Filled): { status: number; body: object } | undefined {
  const { kind, model } = options;
  switch (mode) {
    case 'unknown-model':
      return kind === 'vllm'
        ? { status: 404, body: error(`The model \`${model}\` does not exist.`, 'NotFoundError', 404) }
        : { status: 404, body: error(`model '${model}' not found`, 'not_found_error', null) };
    case 'busy':
      return { status: 503, body: error('server busy, please try again', 'unavailable_error', 503) };
    case 'rate-limited':
      return { status: 429, body: error('Too many requests', 'rate_limit_error', 429) };
    case 'server-error':
      return { status: 500, body: error('Compute error.', 'server_error', 500) };
    case 'crowded':
      return { status: 500, body: error('Context size has been exceeded.', 'server_error', 500) };
    case 'bad-schema':
      return {
        status: 400,
        body: error(
          'Automatic parser generation failed: JSON schema error at #/a: enum must be a non-empty array',
          'invalid_request_error',
          400,
        ),
      };
    case 'exceeds-context':
      return kind === 'vllm'
        ? {
            status: 400,
            body: error(
              "This model's maximum context length is 512 tokens. However, you requested 2060 tokens (2010 in the messages, 50 in the completion). Please reduce the length of the messages or completion.",
              'BadRequestError',
              400,
            ),
          }
        : {
            status: 400,
            body: {
              error: {
                code: 400,
                message:
                  'request (2010 tokens) exceeds the available context size (512 tokens), try increasing it',
                type: 'exceed_context_size_error',
                n_prompt_tokens: 2010,
                n_ctx: 512,
              },
            },
          };
    default:
      return undefined;
  }
}

async function chat(
  response: ServerResponse,
  body: OpenAiBody,
  mode: OpenAiMode,
  options: Filled,
): Promise<void> {
  const refused = refusal(mode, options);
  if (refused) return send(response, refused.status, refused.body);
  if (mode === 'html-error' || mode === 'html-page') {
    response.writeHead(mode === 'html-error' ? 502 : 200, { 'content-type': 'text/html' });
    response.end('<html>hello</html>');
    return;
  }
  if (mode === 'redirects') {
    response.writeHead(307, { location: options.redirectTo ?? 'http://127.0.0.1:9/' });
    response.end();
    return;
  }
  if (mode === 'hangs') return;

  const prompt = body.messages.map(({ content }) => content).join('\n');
  const format = body.response_format?.json_schema.schema;
  const asOllama: ChatBody = {
    model: body.model,
    messages: body.messages,
    ...(format !== undefined && { format }),
  };
  const answer: Answer =
    strayAnswer(mode, prompt) ?? options.answer?.(prompt, asOllama) ?? emptyAnswer(asOllama);
  const base = { id: 'chatcmpl-511', created: CREATED, model: options.model };
  const usage = {
    prompt_tokens: options.promptTokens ?? prompt.length >> 2,
    completion_tokens: 9,
    total_tokens: 9 + (prompt.length >> 2),
  };
  if (mode === 'unstreamed' || body.stream !== true) {
    const message = { role: 'assistant', content: answer };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    return send(response, 200, { ...base, object: 'chat.completion', choices, usage });
  }

  const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
  const chunk = (delta: object, reason: string | null): string =>
    event({
      ...base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (mode === 'trickles') return trickle(response, chunk({ content: 'x' }, null), SLOW);
  if (mode === 'drips') return drip(response, chunk({ content: ' ' }, null), SLOW);
  response.write(': a comment\n\n');
  response.write(chunk({ role: 'assistant', content: null }, null));
  const text = typeof answer === 'string' ? answer : undefined;
  const limit = text !== undefined ? Math.floor(text.length / 2) : Number.POSITIVE_INFINITY;
  const halves: readonly OpenAiMode[] = [
    'cut',
    'killed',
    'error-in-stream',
    'crowded-in-stream',
    'bare-error',
    'ends-early',
    'aborted',
    'stalls',
    'bad-line',
  ];
  let sent = 0;
  for await (const piece of typeof answer === 'string' ? pieces(answer) : answer) {
    if (response.destroyed) return;
    if (halves.includes(mode) && sent + piece.length > limit) break;
    sent += piece.length;
    response.write(chunk({ content: piece }, null));
    // The client's closing is noticed between two pieces.
    await new Promise((resolve) => setImmediate(resolve));
  }
  switch (mode) {
    case 'stalls':
      return;
    case 'killed':
      await flushed(response);
      response.destroy();
      return;
    case 'ends-early':
      response.end();
      return;
    case 'crowded-in-stream':
      response.end(event(error('Context size has been exceeded.', 'server_error', 500)));
      return;
    case 'error-in-stream':
      response.end(event(error('Compute error.', 'server_error', 500)));
      return;
    case 'bare-error':
      response.end(`${JSON.stringify(error('unexpected EOF', 'api_error', null))}\n`);
      return;
    case 'bad-line':
      response.write('data: {"choices":[{"index":0,"delta":{"conte\n\n');
      break;
    default:
  }
  response.write(chunk({}, mode === 'cut' ? 'length' : mode === 'aborted' ? 'abort' : 'stop'));
  response.write(event({ ...base, object: 'chat.completion.chunk', choices: [], usage }));
  response.end('data: [DONE]\n\n');
}

/** What Ollama answers in its own tongue, beside this protocol. */
function ownAnswer(
  path: string,
  { model, contextLength, weights, remote, embeds }: Filled,
): object | undefined {
  const cloud = remote === undefined ? {} : { remote_host: remote, remote_model: model };
  if (path === '/api/tags') {
    return { models: [{ name: model, digest: String(weights).padStart(64, '0'), ...cloud }] };
  }
  if (path === '/api/show') {
    const info = { 'llama.context_length': 32_768 };
    const capabilities = [embeds ? 'embedding' : 'completion'];
    return { parameters: `num_ctx    ${contextLength}`, model_info: info, capabilities, ...cloud };
  }
  return undefined;
}

/**
 * A double of an OpenAI-compatible server on a loopback port of its own: `/v1/models`, `/v1/chat/completions`, and what
 * the kind of server has besides. Shapes, statuses and error texts are those of the real ones.
 */
export function startOpenAiDouble(given: OpenAiOptions = {}): Promise<OpenAiDouble> {
  const options: Filled = {
    kind: 'llama-server',
    model: 'me-llama',
    contextLength: 4096,
    slots: 1,
    weights: 7_000_000_000,
    ...given,
  };
  const { kind, key, model } = options;
  let loading = options.loaded !== undefined;
  void options.loaded?.then(() => {
    loading = false;
  });
  return startDouble<OpenAiBody>(
    '/v1/chat/completions',
    async ({ path, body, headers }, response, nth) => {
      if (key !== undefined && headers.authorization !== `Bearer ${key}`) {
        return send(response, 401, error('Invalid API Key', 'authentication_error', 401));
      }
      if (loading) return send(response, 503, error('Loading model', 'unavailable_error', 503));
      if (path === '/v1/models' && !options.unlisted) {
        return send(response, 200, { object: 'list', data: [entryOf(options)] });
      }
      if (path.startsWith('/props') && kind === 'llama-server') return send(response, 200, propsOf(options));
      const own = kind === 'ollama' ? ownAnswer(path, { ...options, ...given }) : undefined;
      if (own) return send(response, 200, own);
      if (path !== '/v1/chat/completions') {
        return send(response, 404, error('File Not Found', 'not_found_error', 404));
      }
      const asked = body as OpenAiBody;
      if (asked.model !== model && kind !== 'llama-server') {
        return chat(response, asked, 'unknown-model', options);
      }
      const prompt = asked.messages.map(({ content }) => content).join('\n');
      const { mode = 'answers' } = options;
      return chat(response, asked, typeof mode === 'function' ? mode(prompt, nth) : mode, options);
    },
    options.host,
  );
}
