import type { FailureError } from '../../task/failure';
import {
  type Asked,
  failed,
  failureOfStatus as failureOfAnyStatus,
  failureOfSocket,
  isUnreadable,
  type Words,
  wrongServer,
} from '../failures';

export const ollamaWords: Words = {
  server: 'Ollama',
  start: 'Start Ollama ("ollama serve")',
  restart:
    'See whether the model fits the memory ("ollama ps"), and restart Ollama where it hangs; it loads the model by itself.',
  log: 'Its log tells more ("journalctl -u ollama", or the window of "ollama serve").',
  context: 'Set a larger num_ctx in the Modelfile, up to what the model was trained for.',
};

export const noModel = ({ model }: Asked): FailureError =>
  failed(
    'no-model',
    `Ollama has no model named ${model}.`,
    `Make it of your own weights (marginalia model create --gguf FILE --name ${model}; in VS Code "Marginalia: Set Up a Model"), or choose another with --model NAME; "ollama list" shows what is there.`,
  );

/** The failure behind an HTTP status of Ollama and its error text, of which nothing is repeated. */
export const failureOfStatus = (status: number, text: string, asked: Asked): FailureError =>
  status === 404 ? noModel(asked) : failureOfAnyStatus(status, text, asked);

const statusOf = (error: unknown): number | undefined => {
  const { status_code: status } = error as { status_code?: unknown };
  return typeof status === 'number' ? status : undefined;
};

/** The failure behind whatever the client of Ollama or the socket threw. */
export function failureOf(error: unknown, asked: Asked): FailureError {
  const status = statusOf(error);
  return status === undefined
    ? failureOfSocket(error, asked)
    : failureOfStatus(status, String((error as Error).message), asked);
}

/** The same for the first question of all, which any Ollama answers: who does not is none. */
export const failureOfVersion = (error: unknown, asked: Asked): FailureError =>
  statusOf(error) === 404 || isUnreadable(error) ? wrongServer(asked) : failureOf(error, asked);
