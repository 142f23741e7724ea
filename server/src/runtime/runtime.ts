import type { Question } from '../task/question';

/**
 * Looks at the strings that are about to leave. Anything but undefined is a finding, and nothing is sent;
 * what a finding holds is not looked at, since it may hold text of the note.
 */
export type Guard = (strings: readonly string[]) => unknown;

/** A model on a server, as the server describes it. */
export interface Model {
  readonly name: string;
  /** Identifies the weights, so that answers of another model are not taken for its own. */
  readonly digest: string;
  /** The tokens that prompt and answer may take together. */
  readonly contextLength: number;
  /** How many questions the server answers at once, where it tells. */
  readonly slots?: number;
}

/** A server protocol. The only floor of the house with a socket. */
export interface Runtime {
  /** For people: "ollama", "openai". */
  readonly name: string;
  /** Whether the server answers and has the model. Throws a `FailureError` where it does not. */
  model(signal: AbortSignal): Promise<Model>;
  /**
   * The pieces of the answer as they come. Throws a `FailureError`, after the pieces that did come;
   * ends the request on the socket as soon as the signal is aborted or the caller leaves the loop.
   * An aborted signal ends the pieces without an error.
   * @param guard sees everything that this question is about to send, before the first byte of it
   */
  ask(question: Question, guard: Guard, signal: AbortSignal): AsyncIterable<string>;
}
