import type { Span } from '../note/span';
import type { Question } from '../task/question';

/**
 * Looks at what is about to leave. Anything but undefined is a finding, and nothing is sent; of a finding only the
 * places in the note are handed on, since what else it holds may be text.
 * @param strings decoded
 * @param protocol keys and headers, decoded: words of the protocol, not of a note
 */
export type Guard = (
  strings: readonly string[],
  protocol: readonly string[],
) => { readonly places?: readonly Span[] } | undefined;

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
