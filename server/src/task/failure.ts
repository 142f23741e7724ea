import type { Span } from '../note/span';

/** Every way in which asking a model can fail, by name. No failure holds text of a note. */
export type FailureKind =
  | 'unreachable' // nothing listens there
  | 'wrong-server' // what answers there is no such server
  | 'unauthorised' // the server wants a key, or refuses the one it was given
  | 'loading' // the server is not ready yet
  | 'no-model' // the server does not have the model
  | 'busy' // the server has no room for the request now
  | 'context-exceeded' // the window does not fit the model
  | 'cut-off' // the answer ended before it was whole
  | 'interrupted' // the connection or the model broke off
  | 'timeout' // nothing for too long, or an answer that takes too long
  | 'bad-answer' // not what the schema asks for, and not to be repaired
  | 'refused-egress' // the guard found an identifier in what was to be sent
  | 'refused-host' // the endpoint is neither this machine nor allowed
  | 'not-kept' // not answered before, and not to be asked now
  | 'server-error'; // anything else that the server reports

/** Failures that every further question would share, whatever it is about: nobody wants to wait for each of them. */
export const endsAllAsking: ReadonlySet<FailureKind> = new Set([
  'unreachable',
  'wrong-server',
  'unauthorised',
  'loading',
  'no-model',
  'refused-host',
  'timeout',
]);

/** A failure with what happened and what to do about it, for the person in front of the screen. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly help: string;
  /** Of `refused-egress`: the identifiers that were found, in UTF-16 code units of the note as it was asked about. */
  readonly places?: readonly Span[];
}

/** A failure on its way from where it is found to where it becomes a result. */
export class FailureError extends Error {
  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.message, options);
    this.name = 'FailureError';
  }
}
