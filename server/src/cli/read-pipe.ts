import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AT_ONCE } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { NoteError } from './io';

/** What a pipe may bring, in bytes: a device may never end. */
const MOST = 16 << 20;
/** Milliseconds between two looks at a pipe in which there is nothing. */
const PAUSE = 20;

/**
 * The bytes of a file, or of a pipe: a shell gives one for `<(…)`. Never waits in the system, where no signal comes
 * through. @throws what the file system throws, NoteError for what is too large, or an error when it is aborted
 */
export async function readFileOrPipe(path: string, signal: AbortSignal): Promise<Buffer> {
  const file = await open(path, AT_ONCE);
  try {
    const found = await file.stat();
    if (found.isFile()) return await file.readFile();
    // What the shell opened has its writer from the start; who writes to a pipe by its name may come later.
    let begun = !found.isFIFO() || /^\/(?:dev|proc)\//.test(path);
    const pieces: Buffer[] = [];
    for (let size = 0; ; ) {
      signal.throwIfAborted();
      const piece = Buffer.allocUnsafe(1 << 16);
      const read = await file.read(piece, 0, piece.length, null).catch((error: unknown) => {
        if (codeOf(error) === 'EAGAIN') return undefined;
        throw error;
      });
      if (read?.bytesRead === 0 && begun) return Buffer.concat(pieces);
      if (!read?.bytesRead) {
        // A writer that said nothing yet is one.
        if (read === undefined) begun = true;
        await wait(PAUSE, undefined, { signal });
        continue;
      }
      begun = true;
      size += read.bytesRead;
      if (size > MOST) throw new NoteError('it is larger than 16 MB; split it');
      pieces.push(piece.subarray(0, read.bytesRead));
    }
  } finally {
    await file.close();
  }
}
