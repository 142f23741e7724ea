import { FailureError, type FailureKind } from '../task/failure';
import { UNSOUND } from './ollama-response';

/** What a failure is about, for the words of its message. */
export interface Asked {
  readonly base: string;
  readonly model: string;
}

export const failed = (kind: FailureKind, message: string, help: string): FailureError =>
  new FailureError({ kind, message, help });

const create = (model: string): string =>
  `Create it from your own weights (ollama create ${model} -f Modelfile), or choose another with --model NAME; "ollama list" shows what is there.`;

export const noModel = ({ model }: Asked): FailureError =>
  failed('no-model', `Ollama has no model named ${model}.`, create(model));

export const cloudModel = ({ model }: Asked): FailureError =>
  failed(
    'refused-host',
    `The model ${model} runs in a cloud, not on this machine; it is asked nothing more.`,
    'Choose a model whose weights are on this machine; OLLAMA_NO_CLOUD=1 turns the others off.',
  );

export const cutOff = (): FailureError =>
  failed(
    'cut-off',
    'The answer reached its length limit before it was whole.',
    'What was whole is kept; a model that keeps running on may not suit the task.',
  );

export const contextExceeded = (): FailureError =>
  failed(
    'context-exceeded',
    'The question did not fit the context of the model.',
    'Set a larger num_ctx in the Modelfile, up to what the model was trained for.',
  );

export const timedOut = ({ base }: Asked, seconds: number): FailureError =>
  failed(
    'timeout',
    `${base} sent nothing for ${seconds} s.`,
    'See whether the model fits the memory ("ollama ps"); restart Ollama where it hangs.',
  );

export const notOllama = ({ base }: Asked): FailureError =>
  failed(
    'server-error',
    `What answers at ${base} does not answer as Ollama does.`,
    'Check the port of the endpoint.',
  );

// As llama-server, Ollama's own check before it, and the runner of versions before llama-server say it.
const tooLong =
  /exceed_context_size|exceeds the available context|longer than the context length|exceeds the context length/;

/** The failure behind an HTTP status of Ollama and its error text, of which nothing is repeated. */
export function failureOfStatus(status: number, text: string, asked: Asked): FailureError {
  const { base } = asked;
  if (status === 404) return noModel(asked);
  if (status === 503) {
    return failed(
      'busy',
      `Ollama at ${base} has no room for the request now.`,
      'It is tried again by itself.',
    );
  }
  if (tooLong.test(text)) return contextExceeded();
  if (/requires more system memory|out of memory|cudaMalloc failed/i.test(text)) {
    return failed(
      'server-error',
      `Ollama at ${base} has too little memory for the model.`,
      'Use a smaller quantization, or close what else fills the memory.',
    );
  }
  if (/failed to parse grammar|json_schema/i.test(text)) {
    return failed(
      'server-error',
      `Ollama at ${base} cannot use the schema of the answer.`,
      'Update Ollama; where that does not help, this is an error of Marginalia.',
    );
  }
  return failed(
    'server-error',
    `Ollama at ${base} answered with status ${status}.`,
    'Its log tells more ("journalctl -u ollama", or the window of "ollama serve").',
  );
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

/** The failure behind whatever the client or the socket threw. */
export function failureOf(error: unknown, asked: Asked): FailureError {
  if (error instanceof FailureError) return error;
  const { status_code: status, message } = error as { status_code?: unknown; message?: unknown };
  if (typeof status === 'number') return failureOfStatus(status, String(message), asked);
  const cause = (error as { cause?: { code?: unknown; message?: unknown; errors?: unknown[] } }).cause;
  const first = cause?.errors?.[0] as { code?: unknown } | undefined;
  const code = String(cause?.code ?? first?.code ?? (error as { code?: unknown }).code ?? '');
  if (absent.has(code) || code === 'UND_ERR_CONNECT_TIMEOUT' || cause?.message === 'bad port') {
    return failed(
      'unreachable',
      `Nothing answers at ${asked.base}.`,
      'Start Ollama ("ollama serve"), or give its address (--endpoint URL; in VS Code the setting marginalia.endpoint).',
    );
  }
  if (cause?.message === 'unexpected redirect') {
    return failed(
      'refused-host',
      `${asked.base} sent the request on to another address; redirects are not followed.`,
      'Give the address of Ollama itself as the endpoint.',
    );
  }
  if (error instanceof SyntaxError || message === UNSOUND || /^HPE_/.test(code)) return notOllama(asked);
  // The client throws a plain Error for an error line within a stream, and for a stream without an end.
  const plain = error instanceof Error && error.constructor === Error;
  if (breaks.has(code) || plain || /^(terminated|fetch failed)$/.test(String(message))) {
    return interrupted(asked);
  }
  return failed('server-error', `The exchange with ${asked.base} failed.`, 'See the log of Ollama.');
}

export const interrupted = ({ base }: Asked): FailureError =>
  failed(
    'interrupted',
    `The answer of ${base} broke off.`,
    'Ollama may have run out of memory; it reloads the model by itself at the next question.',
  );
