import { type Failure, FailureError } from '../../task/failure';
import {
  type Asked,
  contextExceeded,
  failed,
  failureOfStatus as failureOfAnyStatus,
  interrupted,
  isTooLong,
  type Words,
  wrongServer,
} from '../failures';

export const openaiWords: Words = {
  server: 'The server',
  start: 'Start the server (llama-server, vllm serve, …)',
  restart: 'See in its log whether the model fits the memory, and restart the server where it hangs.',
  log: 'Its log tells more.',
  context: 'Give the server a larger context (llama-server -c, vllm serve --max-model-len).',
};

/** @param served the names of the models that the server has, where it tells them */
export function noModel({ base, model }: Asked, served: readonly string[] = []): FailureError {
  const named = served.slice(0, 10).join(', ');
  return failed(
    'no-model',
    `The server at ${base} has no model named ${model}.`,
    `${named === '' ? '' : `It has: ${named}. `}Name one with --model (in VS Code the setting marginalia.model), or start the server with yours (llama-server -m FILE.gguf --alias ${model}; vllm serve FOLDER --served-model-name ${model}).`,
  );
}

/** What llama-server says to all questions under way when they no longer fit the context that its slots share. */
const crowding = /context size has been exceeded/i;

export const isCrowded = ({ failure }: FailureError): boolean => failure === crowded;
const crowded: Failure = {
  kind: 'busy',
  message: 'Questions asked at once did not fit the context that the slots of the server share.',
  help: 'They are asked with more care from now on; llama-server -np N with N times the context (-c) serves N at once.',
};

/** The failure behind an HTTP status and the text that came with it, of which nothing is repeated. */
export function failureOfStatus(status: number, text: string, asked: Asked): FailureError {
  // Web servers of all kinds answer so; this kind says that it is the model it does not know.
  if (status === 404) return /model/i.test(text) ? noModel(asked) : wrongServer(asked);
  // The router of llama-server.
  if (status === 400 && /model '.*' not found/i.test(text)) return noModel(asked);
  if (crowding.test(text)) return new FailureError(crowded);
  if (status === 405 || status === 501) return wrongServer(asked);
  return failureOfAnyStatus(status, text, asked);
}

/** The failure behind an error that came in place of the rest of an answer. */
export function failureInStream(error: unknown, asked: Asked): FailureError {
  const text = JSON.stringify(error);
  if (crowding.test(text)) return new FailureError(crowded);
  return isTooLong(text) ? contextExceeded(asked) : interrupted(asked);
}
