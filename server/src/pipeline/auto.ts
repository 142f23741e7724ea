import type { EndpointKey } from '../runtime/keys';
import type { Model } from '../runtime/runtime';
import type { Engine } from '../task/engine';
import { type Failure, FailureError } from '../task/failure';
import type { AnswerStore } from './cache/answer-store';
import type { SlotMemories } from './queue/slots';

/** Where Ollama listens, unless it is told otherwise. */
export const DEFAULT_ENDPOINT = 'http://127.0.0.1:11434';
export const DEFAULT_MODEL = 'me-llama';

export interface EngineChoice {
  readonly engine: Engine;
  /** The model that answers, where one does. */
  readonly model?: Model;
  /** Why a model does not answer, where one was asked for: with `auto`, the embedded engine answers instead. */
  readonly failure?: Failure;
  /** What the user should know besides, a sentence or two. */
  readonly warning?: string;
}

export interface ChooseOptions {
  readonly runtime: 'auto' | 'embedded' | 'ollama' | 'openai';
  /** Where the model is served; several are used together. */
  readonly endpoint: string | readonly string[];
  readonly model: string;
  readonly allowedHosts: readonly string[];
  /** Keys for servers that want one. */
  readonly keys?: readonly EndpointKey[];
  /** The user's key, from which placeholders are made. */
  readonly key: Uint8Array;
  /** Where the answers of a model are kept. */
  readonly cache?: AnswerStore | undefined;
  /** What was learnt of servers before. */
  readonly slots?: SlotMemories;
  readonly embedded: Engine;
  readonly signal?: AbortSignal;
  /** How long `auto` waits for the server, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 1_500;

/**
 * The engine for a choice of runtime. `auto` takes the model where its server answers soon and has it, else the embedded
 * engine, and says why; it speaks to the server as Ollama, and as an OpenAI-compatible one where it is no Ollama but
 * lists models as those do. `ollama` and `openai` always give the model's engine, with the failure where it cannot
 * answer now. An engine waits while its server loads the model.
 */
export async function chooseEngine(options: ChooseOptions): Promise<EngineChoice> {
  const { runtime: wanted, embedded, signal = new AbortController().signal } = options;
  if (wanted === 'embedded') return { engine: embedded };
  // Loaded when wanted: an embedded engine needs no client of a server.
  const [{ connect }, { patient }, { modelEngine }] = await Promise.all([
    import('../runtime/connect'),
    import('../runtime/patient'),
    import('./model-engine'),
  ]);
  const { endpoint, model: name, allowedHosts, keys = [], key, cache } = options;
  const slots = options.slots?.([endpoint].flat().join(' '));
  const about = { key, cache, ...(slots && { slots }) };
  const runtime = await connect({
    protocol: wanted,
    endpoints: [endpoint].flat(),
    model: name,
    allowedHosts,
    keys,
    patience: wanted === 'auto' ? { about: options.patience ?? PATIENCE } : {},
  });
  try {
    const model = await runtime.model(signal);
    return { engine: modelEngine(patient(runtime), { ...about, model }), model };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    return wanted === 'auto'
      ? { engine: embedded, failure }
      : { engine: modelEngine(patient(runtime), about), failure };
  }
}
