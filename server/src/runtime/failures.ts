import { FailureError, type FailureKind } from '../task/failure';
import type { Late, Naming } from './exchange';
import { UNSOUND } from './ollama/response';

/** The words for a kind of server. */
export interface Words {
  /** At the start of a sentence. */
  readonly server: string;
  readonly start: string;
  readonly restart: string;
  readonly log: string;
  readonly context: string;
}

/** What a failure is about, for the words of its message. */
export interface Asked {
  readonly base: string;
  readonly model: string;
  readonly words: Words;
}

export const failed = (kind: FailureKind, message: string, help: string): FailureError =>
  new FailureError({ kind, message, help });

export const cloudModel = ({ model }: Asked): FailureError =>
  failed(
    'refused-host',
    `The model ${model} runs in a cloud, not on this machine; it is asked nothing more.`,
    'Choose a model whose weights are on this machine; OLLAMA_NO_CLOUD=1 turns the others off.',
  );

export const answersNothing = ({ model }: Asked): FailureError =>
  failed(
    'no-model',
    `The model ${model} does not answer questions.`,
    'Choose a language model with --model NAME.',
  );

export const cutOff = (): FailureError =>
  failed(
    'cut-off',
    'The answer reached its length limit before it was whole.',
    'What was whole is kept; a model that keeps running on may not suit the task.',
  );

export const contextExceeded = ({ words }: Asked): FailureError =>
  failed('context-exceeded', 'The question did not fit the context of the model.', words.context);

export const wrongServer = ({ base, words }: Asked): FailureError =>
  failed(
    'wrong-server',
    `What answers at ${base} does not answer as ${words.server === 'Ollama' ? 'Ollama' : 'an OpenAI-compatible server'} does.`,
    'Check the port of the endpoint (--endpoint URL; in VS Code the setting marginalia.endpoint), and the runtime.',
  );

const unreadable = ({ base, words }: Asked): FailureError =>
  failed('server-error', `What ${base} sent cannot be read.`, words.log);

export const interrupted = ({ base, words }: Asked): FailureError =>
  failed('interrupted', `The answer of ${base} broke off.`, words.restart);

const late = ({ base, words }: Asked, { what, seconds }: Late): FailureError =>
  what === 'silence'
    ? failed('timeout', `${base} sent nothing for ${seconds} s.`, words.restart)
    : failed(
        'timeout',
        `${base} was not done with an answer after ${seconds} s.`,
        'The model is too slow for this machine: a smaller one, or a smaller quantization, may do.',
      );

// As llama-server, vLLM, OpenAI, Ollama's own check and the runner of its older versions say it.
const tooLong =
  /exceed_context_size|context_length_exceeded|exceeds the available context|(longer than|exceeds) the (context length|maximum model length)|maximum (context|model) length|must be at least 1, got -/i;
export const isTooLong = (text: string): boolean => tooLong.test(text);

/** The failures behind an HTTP status that every kind of server means alike; of the error text, nothing is repeated. */
export function failureOfStatus(status: number, text: string, asked: Asked): FailureError {
  const { base, words } = asked;
  if (status === 401 || status === 403) {
    return failed(
      'unauthorised',
      `${words.server} at ${base} wants a key, or refuses the one it was given.`,
      'Give it in the environment (MARGINALIA_API_KEY), in VS Code by the command "Marginalia: Set API Key".',
    );
  }
  if (status === 503 && /loading/i.test(text)) {
    return failed(
      'loading',
      `${words.server} at ${base} is loading the model.`,
      'That may take minutes; it is asked again by itself.',
    );
  }
  if (status === 503 || status === 429) {
    return failed(
      'busy',
      `${words.server} at ${base} has no room for the request now.`,
      'It is tried again by itself.',
    );
  }
  if (isTooLong(text)) return contextExceeded(asked);
  if (/requires more system memory|out of memory|cudaMalloc failed/i.test(text)) {
    return failed(
      'server-error',
      `${words.server} at ${base} has too little memory for the model.`,
      'Use a smaller quantization, or close what else fills the memory.',
    );
  }
  if (/grammar|json.schema|response_format|guided|structured.output/i.test(text)) {
    return failed(
      'server-error',
      `${words.server} at ${base} cannot use the schema of the answer.`,
      'Update the server; where that does not help, this is an error of Marginalia.',
    );
  }
  return failed('server-error', `${words.server} at ${base} answered with status ${status}.`, words.log);
}

const breaks = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH']);
const absent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** The failure behind whatever the socket, or the reader of the answer, threw. */
export function failureOfSocket(error: unknown, asked: Asked): FailureError {
  if (error instanceof FailureError) return error;
  const { message } = error as { message?: unknown };
  const cause = (error as { cause?: { code?: unknown; message?: unknown; errors?: unknown[] } }).cause;
  const first = cause?.errors?.[0] as { code?: unknown } | undefined;
  const code = String(cause?.code ?? first?.code ?? (error as { code?: unknown }).code ?? '');
  if (absent.has(code) || code === 'UND_ERR_CONNECT_TIMEOUT' || cause?.message === 'bad port') {
    return failed(
      'unreachable',
      `Nothing answers at ${asked.base}.`,
      `${asked.words.start}, or give its address (--endpoint URL; in VS Code the setting marginalia.endpoint).`,
    );
  }
  if (cause?.message === 'unexpected redirect') {
    return failed(
      'refused-host',
      `${asked.base} sent the request on to another address; redirects are not followed.`,
      'Give the address of the server itself as the endpoint.',
    );
  }
  if (isUnreadable(error)) return unreadable(asked);
  // A plain Error is what the client of Ollama throws for an error line within a stream, and for one without an end.
  const plain = error instanceof Error && error.constructor === Error;
  if (breaks.has(code) || plain || /^(terminated|fetch failed)$/.test(String(message))) {
    return interrupted(asked);
  }
  return failed('server-error', `The exchange with ${asked.base} failed.`, asked.words.log);
}

/** Whether an answer was no answer of such a server at all. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  (error instanceof Error && error.message === UNSOUND) ||
  /^HPE_/.test(
    String((error as { cause?: { code?: unknown } }).cause?.code ?? (error as { code?: unknown }).code),
  );

/** How the exchanges of a runtime name what went wrong. */
export const namingOf = (
  asked: Asked,
  other: (error: unknown, asked: Asked) => FailureError = failureOfSocket,
): Naming => ({ late: (what) => late(asked, what), other: (error) => other(error, asked) });
