import type { Readable } from 'node:stream';
import type { Messages } from '../files/failures';

// What fails in a command fails in files mostly, and is told in the same words.
export { type Messages, NoteError, reasonOf, shownName, UsageError } from '../files/failures';

/** What a command talks to. `signal` is aborted when the user ends the program. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Writes and waits until the stream takes more. Rejects where the reader has gone. */
export function write(stream: NodeJS.WritableStream, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Whether an error says that nobody reads standard output any more (`| head`). */
export const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

/** @param before called before each line, to take a progress bar out of the way */
export function messagesTo(io: Io, quiet: boolean, before: () => void = () => {}): Messages {
  const line = (message: string): void => {
    before();
    io.stderr.write(`${message}\n`);
  };
  return {
    info: (message) => {
      if (!quiet) line(message);
    },
    warn: (message) => line(`warning: ${message}`),
    error: (message) => line(`error: ${message}`),
  };
}
