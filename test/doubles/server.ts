import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The text of an answer, or its pieces as they come: a test can hold them back as it likes. */
export type Answer = string | AsyncIterable<string>;

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body, parsed; undefined where there is none. */
  readonly body: unknown;
  /** Whether the client closed the socket before the answer was whole. */
  closedByClient: boolean;
  /** Resolves when the exchange is over, whole or not. */
  readonly over: Promise<void>;
}

export interface Double<Body> {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** The requests for an answer alone. */
  chats(): readonly (Recorded & { readonly body: Body })[];
  /** Resolves as soon as the n-th request for an answer (from 1) has come in whole. */
  chat(n: number): Promise<Recorded & { readonly body: Body }>;
  close(): Promise<void>;
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // Files are sent as they are.
  if (request.headers['content-type'] === 'application/octet-stream') return Buffer.concat(chunks);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

/** Cuts a text as a model does: a few characters a piece. */
export async function* pieces(text: string, size = 4): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** What was written is on its way; only then may the socket go. */
export const flushed = (response: ServerResponse): Promise<unknown> =>
  new Promise((resolve) => response.write('', resolve));

/** Writes a text byte by byte, one every few milliseconds, until the client leaves. */
export async function trickle(response: ServerResponse, text: string, milliseconds: number): Promise<void> {
  for (const byte of Buffer.from(text)) {
    if (response.destroyed) return;
    response.write(Uint8Array.of(byte));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

/** Writes a text again and again, every few milliseconds, until the client leaves. */
export async function drip(response: ServerResponse, text: string, milliseconds: number): Promise<void> {
  while (!response.destroyed) {
    response.write(text);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

/**
 * A server on a loopback port of its own that remembers every request.
 * @param chatPath where answers are asked for
 * @param handle `nth` counts the requests for an answer, from 1
 */
export async function startDouble<Body>(
  chatPath: string,
  handle: (request: Recorded, response: ServerResponse, nth: number) => Promise<void> | void,
  host = '127.0.0.1',
): Promise<Double<Body>> {
  type Chat = Recorded & { readonly body: Body };
  const requests: Recorded[] = [];
  const waiting: { n: number; found: (recorded: Chat) => void }[] = [];
  const chats = (): Chat[] => requests.filter(({ path }) => path === chatPath) as Chat[];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      let finish = (): void => {};
      const recorded: Recorded = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        closedByClient: false,
        over: new Promise((resolve) => {
          finish = resolve;
        }),
      };
      let destroyedHere = false;
      const destroy = response.destroy.bind(response);
      response.destroy = (error) => {
        destroyedHere = true;
        return destroy(error);
      };
      response.on('close', () => {
        recorded.closedByClient = !response.writableFinished && !destroyedHere;
        finish();
      });
      requests.push(recorded);
      const all = chats();
      if (recorded.path === chatPath) {
        for (const { n, found } of waiting) if (n === all.length) found(all[n - 1] as Chat);
      }
      await handle(recorded, response, all.length);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    requests,
    chats,
    chat: (n) =>
      new Promise((resolve) => {
        const known = chats()[n - 1];
        if (known) resolve(known);
        else waiting.push({ n, found: resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
