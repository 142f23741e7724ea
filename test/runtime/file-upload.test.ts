import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { GgufError } from '../../server/src/runtime/gguf/header';
import { ollamaAdmin } from '../../server/src/runtime/ollama/admin';
import { startOllamaDouble } from '../doubles/ollama';
import { writeGguf } from '../support/gguf';
import { kindOf, never } from './asked';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'marginalia-upload-'));
  const blobs = new Map<string, Buffer>();
  const server = await startOllamaDouble({ blobs });
  cleanups.push(server.close, () => rm(folder, { recursive: true, force: true }));
  return { server, blobs, path: join(folder, 'a.gguf') };
}
const adminOf = (endpoint: string, key?: string) =>
  ollamaAdmin({ endpoint, model: 'me-llama', allowedHosts: [], key });
const quiet = (): void => {};

describe('the door for weights', () => {
  it('lets no other file through', async () => {
    const { server, path } = await start();
    await writeFile(path, 'Mr. Placeholder denies chest pain.');
    await expect(adminOf(server.url).upload(path, '0', quiet, never)).rejects.toBeInstanceOf(GgufError);
    expect(server.requests).toEqual([]);
  });

  it('leads to allowed hosts alone', async () => {
    const { path } = await start();
    await writeGguf(path);
    for (const endpoint of ['http://gpu.example:11434', 'http://2130706433:11434', 'file:///tmp']) {
      expect(await kindOf(adminOf(endpoint).upload(path, '0', quiet, never))).toBe('refused-host');
    }
  });

  it('shows the key of the server, and says how long the file is', async () => {
    const { server, path } = await start();
    await writeGguf(path, { values: 1_000 });
    await adminOf(server.url, 'sk-one').upload(path, '0', quiet, never).catch(quiet);
    const [{ headers }] = server.requests as [(typeof server.requests)[0]];
    expect([headers.authorization, headers['transfer-encoding']]).toEqual(['Bearer sk-one', undefined]);
    expect(Number(headers['content-length'])).toBeGreaterThan(4_000);
  });

  it('refuses what arrived otherwise than it was read', async () => {
    const { server, blobs, path } = await start();
    await writeGguf(path);
    expect(await kindOf(adminOf(server.url).upload(path, '0'.repeat(64), quiet, never))).toBe('server-error');
    expect(blobs.size).toBe(0);
  });
});
