import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { FailureError } from '../../task/failure';
import { textOf } from '../body';
import { exchangeOnce, type Naming } from '../exchange';
import { failed } from '../failures';
import { checkEndpoint } from '../hosts';
import { authorisation, type Secret } from '../transport';
import { GgufError, openWeights } from './header';

const PIECE = 1 << 20;

const changed = (): FailureError =>
  failed(
    'interrupted',
    'The file became shorter while it was read.',
    'Wait until it is written, then start again.',
  );

/** The bytes of a file as they are read; `moved` is told how many there were so far. */
async function* piecesOf(
  file: FileHandle,
  size: number,
  moved: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, size - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) throw changed();
    at += bytesRead;
    moved(at);
    yield piece.subarray(0, bytesRead);
  }
}

/** Opens a file that begins as GGUF files do: nothing else is read here, and nothing else leaves. */
async function openGguf(path: string): Promise<FileHandle> {
  const file = await openWeights(path);
  const head = Buffer.alloc(4);
  await file.read(head, 0, 4, 0);
  if (head.toString('latin1') === 'GGUF') return file;
  await file.close();
  throw new GgufError('it is no GGUF file');
}

/**
 * The SHA-256 of a GGUF file, in hexadecimal, in constant memory.
 * @param moved told how many bytes were read so far
 */
export async function hashOf(
  path: string,
  moved: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const file = await openGguf(path);
  try {
    const hash = createHash('sha256');
    for await (const piece of piecesOf(file, (await file.stat()).size, moved)) {
      signal.throwIfAborted();
      hash.update(piece);
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

export interface Upload {
  /** A GGUF file. It is sent as it stands; there is no way to send bytes that are in memory. */
  readonly path: string;
  readonly url: string;
  readonly allowedHosts: readonly string[];
  readonly secret: Secret | undefined;
  /** Told how many bytes were sent so far. */
  readonly moved: (bytes: number) => void;
  readonly signal: AbortSignal;
  readonly naming: Naming;
}

/** Milliseconds without a byte taken, and at the end without an answer: the server writes the file to its disk. */
const SILENCE = 300_000;
/** As long as a timer can be. */
const ANY_TIME = 2 ** 31 - 1;

/**
 * The second place where bytes leave, beside the transport: it sends the weights of a model, which hold no note, and
 * which no guard can read. So it sends files that are GGUF and nothing else, to the same hosts alone, and follows no
 * redirect. Holds a few pieces of the file at a time.
 * @returns the status of the server and its answer
 */
export async function uploadFile(
  upload: Upload,
): Promise<{ readonly status: number; readonly text: string }> {
  const { path, url, allowedHosts, secret, moved, signal: caller, naming } = upload;
  const endpoint = checkEndpoint(url, allowedHosts);
  if (!endpoint.ok) throw new FailureError(endpoint.failure);
  const { Agent, request } = await import('undici');
  const file = await openGguf(path);
  try {
    const { size } = await file.stat();
    const limits = { first: SILENCE, between: SILENCE, whole: ANY_TIME };
    return await exchangeOnce(caller, limits, naming, async (signal, heard) => {
      const pieces = piecesOf(file, size, (bytes) => {
        heard();
        moved(bytes);
      });
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: {
          ...authorisation(secret, new URL(url)),
          'content-type': 'application/octet-stream',
          'content-length': String(size),
        },
        body: Readable.from(pieces, { objectMode: false }),
        signal,
        dispatcher: new Agent({
          headersTimeout: 0,
          bodyTimeout: 0,
          connect: { timeout: 10_000 },
          pipelining: 0,
        }),
      });
      const text = await textOf(body);
      if (statusCode >= 300 && statusCode < 400) {
        throw failed(
          'refused-host',
          `${new URL(url).origin} sent the request on to another address; redirects are not followed.`,
          'Give the address of the server itself as the endpoint.',
        );
      }
      return { status: statusCode, text };
    });
  } finally {
    await file.close();
  }
}
