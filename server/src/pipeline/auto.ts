import type { Model } from '../runtime/runtime';
import type { Engine } from '../task/engine';
import { type Failure, FailureError } from '../task/failure';

/** Where Ollama listens, unless it is told otherwise. */
export const DEFAULT_ENDPOINT = 'http://127.0.0.1:11434';
export const DEFAULT_MODEL = 'me-llama';

export interface EngineChoice {
  readonly engine: Engine;
  /** The model that answers, where one does. */
  readonly model?: Model;
  /** Why a model does not answer, where one was asked for: with `auto`, the embedded engine answers instead. */
  readonly failure?: Failure;
}

export interface ChooseOptions {
  readonly runtime: 'auto' | 'embedded' | 'ollama';
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  /** The key of the workspace, from which placeholders are made. */
  readonly key: Uint8Array;
  readonly embedded: Engine;
  readonly signal?: AbortSignal;
  /** How long `auto` waits for the server, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 1_500;

/**
 * The engine for a choice of runtime. `auto` takes Ollama where it answers soon and has the model, else the embedded
 * engine, and says why. `ollama` always gives Ollama's engine, with the failure where it cannot answer now.
 */
export async function chooseEngine(options: ChooseOptions): Promise<EngineChoice> {
  const { runtime: wanted, embedded, signal = new AbortController().signal } = options;
  if (wanted === 'embedded') return { engine: embedded };
  // Loaded when wanted: an embedded engine needs no client of a server.
  const [{ ollama }, { modelEngine }] = await Promise.all([
    import('../runtime/ollama'),
    import('./model-engine'),
  ]);
  const { endpoint, model: name, allowedHosts, key } = options;
  const patience = wanted === 'auto' ? { about: options.patience ?? PATIENCE } : {};
  const runtime = ollama({ endpoint, model: name, allowedHosts, patience });
  try {
    const model = await runtime.model(signal);
    return { engine: modelEngine(runtime, { key, model }), model };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    return wanted === 'auto'
      ? { engine: embedded, failure }
      : { engine: modelEngine(runtime, { key }), failure };
  }
}
