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
  /** False where the server tells nothing of the weights, so that the digest is one of names alone. */
  readonly identified?: false;
  /** The tokens that prompt and answer may take together. */
  readonly contextLength: number;
  /** How many questions the server answers at once, where it tells. */
  readonly slots?: number;
  /** Whether it may answer more at once than that: of several servers, some do not tell. */
  readonly moreSlots?: boolean;
}

/** What a server tells of a question that it has answered. Milliseconds and tokens; none of what it does not tell. */
export interface Usage {
  /** Before the server was at work on it, not counting the loading of the model: the wait for a slot. */
  readonly waited?: number;
  /** Reading the question and writing the answer. */
  readonly worked?: number;
  /** Of the whole question. */
  readonly promptTokens?: number;
  /** Those of them that the server still had from a question before. */
  readonly cachedTokens?: number;
  readonly outputTokens?: number;
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
   * @param tell called at the end of an answer that was not broken off, at most once
   */
  ask(
    question: Question,
    guard: Guard,
    signal: AbortSignal,
    tell?: (usage: Usage) => void,
  ): AsyncIterable<string>;
  /**
   * Loads the model, where the server does that when it is asked, and keeps it loaded until the signal is aborted;
   * from then on the server does with it as it would have without this. Never rejects: what fails, questions tell.
   * Resolves when all is given back.
   */
  keepLoaded?(signal: AbortSignal): Promise<void>;
}
