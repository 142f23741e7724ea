import type { Prompt } from '../privacy/text';

/** A question to a model: the prompt, the JSON Schema that its answer must fit, and the most tokens it may take. */
export interface Question {
  readonly prompt: Prompt;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

/** A model on a server, as the server describes it. */
export interface Model {
  readonly name: string;
  /** Identifies the weights, so that answers of another model are not taken for its own. */
  readonly digest: string;
  /** The tokens that prompt and answer may take together. */
  readonly contextLength: number;
}

/** A server protocol. The only floor of the house with a socket. */
export interface Runtime {
  /** For people: "ollama". */
  readonly name: string;
  /** Whether the server answers and has the model. Throws a `FailureError` where it does not. */
  model(signal: AbortSignal): Promise<Model>;
  /**
   * The pieces of the answer as they come. Throws a `FailureError`; ends the request on the socket
   * as soon as the signal is aborted or the caller leaves the loop.
   */
  ask(question: Question, signal: AbortSignal): AsyncIterable<string>;
}
