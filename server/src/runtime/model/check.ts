import { FailureError } from '../../task/failure';
import { ollamaAdmin } from '../ollama/admin';
import { checkOllama } from './check-ollama';
import { checkOpenAi } from './check-openai';
import type { Report } from './report';

export interface CheckWish {
  readonly runtime: 'auto' | 'ollama' | 'openai';
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  readonly key?: string | undefined;
}

/**
 * Finds out what a model on a server can do, and what to change. `auto` looks for Ollama's own protocol first.
 * Rejects with a `FailureError` where no server answers, or it may not be asked; or with the reason of the signal.
 */
export async function checkModel({ runtime, ...wish }: CheckWish, signal: AbortSignal): Promise<Report> {
  // Numbers of lines that differ from check to check, and take equally many tokens.
  const nonce = 1_000 + Math.floor(Math.random() * 8_000);
  if (runtime !== 'openai') {
    try {
      return await checkOllama(ollamaAdmin(wish), wish.model, nonce, signal);
    } catch (error) {
      const isOther = error instanceof FailureError && error.failure.kind === 'wrong-server';
      if (runtime === 'ollama' || !isOther) throw error;
    }
  }
  return checkOpenAi({ ...wish, nonce }, signal);
}
