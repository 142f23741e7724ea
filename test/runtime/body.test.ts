import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../../server/src/runtime/body';
import { checkOpenAi } from '../../server/src/runtime/model/check-openai';
import { ollamaAdmin } from '../../server/src/runtime/ollama/admin';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { openai } from '../../server/src/runtime/openai/openai';
import { startOpenAiDouble } from '../doubles/openai';
import { all, clean, kindOf, never, question } from './asked';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Far more than any reply has, in a few kilobytes. */
const bomb = gzipSync(Buffer.alloc(64_000_000, ' '), { level: 1 });
const PIECE = Buffer.alloc(1 << 16, ' ');

type Flood = 'bytes' | 'gzip' | 'lines';
const types = { bytes: 'application/json', gzip: 'application/json', lines: 'application/x-ndjson' };

/** Writes without an end, or what is without an end once it is unpacked; tells how many bytes it wrote. */
function flood(response: ServerResponse, kind: Flood, status: number, wrote: (bytes: number) => void): void {
  response.writeHead(status, {
    'content-type': types[kind],
    ...(kind === 'gzip' && { 'content-encoding': 'gzip' }),
  });
  if (kind === 'gzip') {
    response.end(bomb);
    return;
  }
  const piece =
    kind === 'lines' ? Buffer.from(`{"models":[],"about":"${'x'.repeat(1_000)}"}\n`.repeat(60)) : PIECE;
  const more = (): void => {
    while (!response.destroyed) {
      wrote(piece.length);
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
  };
  more();
}

/** A server that answers some paths without an end, and hands all others on to a double. */
async function flooding(paths: readonly string[], kind: Flood, status: number) {
  const double = await startOpenAiDouble();
  let written = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      if (paths.some((path) => request.url?.startsWith(path))) {
        flood(response, kind, status, (bytes) => {
          written += bytes;
        });
        return;
      }
      const reply = await fetch(`${double.url}${request.url}`, {
        method: request.method ?? 'GET',
        ...(body.length > 0 && { body: Buffer.concat(body) }),
      });
      response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
      response.end(await reply.text());
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(double.close, () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, written: () => written };
}

const about = { model: 'me-llama', allowedHosts: [] };
/** What is on its way in the buffers of both ends comes on top of what is read. */
const MOST = 40_000_000;

describe('a reply without an end', () => {
  const ways = (['bytes', 'gzip'] as const).flatMap((kind) =>
    [200, 500].map((status) => [kind, status] as const),
  );

  it.each(ways)('of %s with status %i is a failure over the protocol of OpenAI', async (kind, status) => {
    const listing = await flooding(['/v1/models'], kind, status);
    expect(await kindOf(openai({ ...about, ...listing }).model(never))).toBe('server-error');
    expect(await kindOf(checkOpenAi({ ...about, ...listing, nonce: 1 }, never))).toBe('server-error');
    const answering = await flooding(['/v1/chat/completions'], kind, status);
    expect((await all(openai({ ...about, ...answering }).ask(question, clean, never))).failure).toBe(
      'server-error',
    );
    expect(Math.max(listing.written(), answering.written())).toBeLessThan(MOST);
  });

  it.each(ways)('of %s with status %i is a failure over the protocol of Ollama', async (kind, status) => {
    const { endpoint, written } = await flooding(['/api'], kind, status);
    const failure = await kindOf(ollama({ ...about, endpoint }).model(never));
    expect(['server-error', 'wrong-server']).toContain(failure);
    const admin = ollamaAdmin({ ...about, endpoint });
    expect(await kindOf(admin.find('me-llama', never))).toBe('server-error');
    const recipe = { model: 'a', files: {}, parameters: {} };
    expect(await kindOf(admin.create(recipe, () => {}, never))).toBe('server-error');
    expect(written()).toBeLessThan(MOST);
  });

  it('of whole lines is a failure over the protocol of Ollama', async () => {
    const { endpoint, written } = await flooding(['/api'], 'lines', 200);
    const failure = await kindOf(ollama({ ...about, endpoint }).model(never));
    expect(['server-error', 'wrong-server']).toContain(failure);
    expect(written()).toBeLessThan(MOST);
  });

  it('is one of more than a few megabytes; what is shorter comes whole, wherever its characters are cut', async () => {
    const bytes = Buffer.from('Fièvre — 38 °C 🌡'.repeat(100_000));
    async function* cut(size: number): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    expect((await textOf(cut(65_537))) === bytes.toString()).toBe(true);
    expect(await textOf(null)).toBe('');
  });
});
