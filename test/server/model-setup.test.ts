import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import {
  CHECK_MODEL,
  type CheckedModel,
  CREATE_MODEL,
  MODEL_PROGRESS,
  type ModelProgress,
  PLAN_MODEL,
  type PlannedModel,
} from '../../server/src/editor/model/model-protocol';
import { serveConnection } from '../../server/src/editor/server';
import { embedded } from '../../server/src/embedded/engine';
import { startOllamaDouble } from '../doubles/ollama';
import { meLlama, writeGguf } from '../support/gguf';
import { startClient, type TestClient } from '../support/lsp-client';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(endpoint: string): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    configFolder: '/nowhere/marginalia',
    chooseEngine: async () => ({ engine: embedded }),
  });
  connection.listen();
  const client = await startClient(down, up, { settings: { endpoint } });
  cleanups.push(() => client.close());
  // The settings have come when the first status tells the engine.
  await client.wait<{ engine: string }>('marginalia/status', ({ engine }) => engine !== '');
  return client;
}

async function weights(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'marginalia-model-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'weights.gguf');
  await writeGguf(path, { entries: meLlama });
  return path;
}

const answer = () => '{"denied":"chest pain","found":["cough","fever","aspirin"]}';

describe('setting up a model from an editor', () => {
  it('plans, makes, tells how far it is, and checks', async () => {
    const ollama = await startOllamaDouble({ models: [], blobs: new Map(), answer, contextLength: 4096 });
    cleanups.push(ollama.close);
    const client = await start(ollama.url);
    const file = { gguf: await weights(), name: 'me-llama' };
    const planned = await client.connection.sendRequest<PlannedModel>(PLAN_MODEL, file);
    expect(planned).toMatchObject({ profile: 'me-llama-chat', says: 'MeLLaMA 13B Chat, Q4_K_M, 0.0 GB' });
    expect(ollama.requests.filter(({ method }) => method === 'POST')).toEqual([]);

    const made = await client.connection.sendRequest(CREATE_MODEL, { ...file, force: false });
    expect(made).toMatchObject({ made: true, says: expect.stringContaining('as it should') });
    const told = client.received<ModelProgress>(MODEL_PROGRESS);
    expect(told.map(({ says }) => says)).toEqual(
      expect.arrayContaining(['reading the file', 'sending it to Ollama', 'Ollama puts it together']),
    );
    expect(await client.connection.sendRequest(CREATE_MODEL, { ...file, force: false })).toEqual({
      made: false,
    });
    const checked = await client.connection.sendRequest<CheckedModel>(CHECK_MODEL, {});
    expect(checked.problems).toBe(0);
    expect(checked.lines.join('\n')).toMatch(/fits Me-LLaMA chat/);
  });

  it('says what is wrong with a file, a name, a server, and never throws', async () => {
    const closed = await startOllamaDouble();
    await closed.close();
    const client = await start(closed.url);
    const ask = (method: string, params: object) => client.connection.sendRequest(method, params);
    const gguf = await weights();
    const file = { gguf, name: 'me-llama', force: false };
    expect(await ask(PLAN_MODEL, { ...file, gguf: import.meta.filename })).toMatchObject({
      trouble: expect.stringMatching(/no GGUF/),
    });
    expect(await ask(PLAN_MODEL, { ...file, gguf: `${gguf}.none` })).toMatchObject({
      trouble: expect.stringMatching(/ENOENT/),
    });
    expect(await ask(CREATE_MODEL, { ...file, name: 'a b' })).toMatchObject({
      trouble: expect.stringMatching(/letters/),
    });
    expect(await ask(CREATE_MODEL, file)).toMatchObject({
      trouble: expect.stringMatching(/Nothing answers/),
    });
    expect(await ask(CHECK_MODEL, {})).toMatchObject({ trouble: expect.stringMatching(/Nothing answers/) });
  });

  it('sends nothing to a host that only the client allows', async () => {
    const client = await start('http://gpu.example:11434');
    const file = { gguf: await weights(), name: 'me-llama', force: true, allowedHosts: ['gpu.example'] };
    expect(await client.connection.sendRequest(CREATE_MODEL, file)).toMatchObject({
      trouble: expect.stringContaining('neither this machine nor allowed'),
    });
  });

  it('ends the work when the client cancels it', async () => {
    const ollama = await startOllamaDouble({ mode: 'hangs' });
    cleanups.push(ollama.close);
    const client = await start(ollama.url);
    const source = new CancellationTokenSource();
    const answered = client.connection.sendRequest(CHECK_MODEL, {}, source.token);
    const chat = await ollama.chat(1);
    source.cancel();
    expect(await answered).toEqual({ trouble: 'It was ended.' });
    await chat.over;
    expect(chat.closedByClient).toBe(true);
  });
});
