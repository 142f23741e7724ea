import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { ANNOTATE, STATUS, type Status } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import { readKeys } from '../../server/src/editor/settings';
import { embedded } from '../../server/src/embedded/engine';
import { chooseEngine } from '../../server/src/pipeline/auto';
import { startOpenAiDouble } from '../doubles/openai';
import { startClient, type TestClient } from '../support/lsp-client';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A server for a client that sends keys with its first message. */
async function start(settings: object, keys: unknown): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    configFolder: '/nowhere/marginalia',
    chooseEngine: ({ runtime, endpoint, model }, signal, known) =>
      chooseEngine({
        runtime,
        endpoint,
        model,
        keys: known,
        allowedHosts: [],
        key: new Uint8Array(32),
        embedded,
        signal,
      }),
  });
  connection.listen();
  const client = await startClient(down, up, { settings, initializationOptions: { keys } });
  cleanups.push(() => client.close());
  return client;
}

it('a model that is being loaded is a state, until it answers', async () => {
  let done = (): void => {};
  const loaded = new Promise<void>((resolve) => {
    done = resolve;
  });
  const server = await startOpenAiDouble({ loaded });
  cleanups.push(server.close);
  const client = await start({ runtime: 'openai', endpoint: server.url, tasks: ['ner'] }, []);
  await client.open('file:///ward/note.txt', 'HPI: Denies fever.\n');
  await client.wait<Status>(STATUS, ({ message, state }) => /loading/.test(message) && state === 'working');
  done();
  await client.wait<Status>(STATUS, ({ message, state }) => message === '' && state === 'idle');
  expect(server.chats()).toHaveLength(1);
});

it('an answer without an end is left and told, and the next is asked for', async () => {
  let isEndless = true;
  async function* endless(): AsyncGenerator<string> {
    yield '{"summary":"';
    for (;;) yield '["a","problem"],'.repeat(100);
  }
  const server = await startOpenAiDouble({
    answer: () => (isEndless ? endless() : '{"summary":"No fever; aspirin was given."}'),
  });
  cleanups.push(server.close);
  const client = await start({ runtime: 'openai', endpoint: server.url, tasks: ['summary'] }, []);
  const uri = 'file:///ward/note.txt';
  await client.open(uri, 'HPI: Denies fever. Aspirin was given.\n');
  await client.wait<Status>(STATUS, ({ message, state }) => /ran on/.test(message) && state === 'failed');
  const chat = await server.chat(1);
  await chat.over;
  expect(chat.closedByClient).toBe(true);
  isEndless = false;
  await client.change(uri, 2, { text: 'HPI: Denies fever. Aspirin was given today.\n' });
  await server.chat(2);
  await client.wait<Status>(STATUS, ({ message, state }) => message === '' && state === 'idle');
});

describe('keys that an editor keeps', () => {
  it('go to the endpoints that they are for, one of several, and are told nobody', async () => {
    const servers = [await startOpenAiDouble({ key: 'sk-one' }), await startOpenAiDouble({ key: 'sk-two' })];
    cleanups.push(...servers.map(({ close }) => close));
    const endpoint = servers.map(({ url }) => url);
    const keys = endpoint.map((url, i) => ({ endpoint: `${url}/v1/`, key: `sk-${['one', 'two'][i]}` }));
    const client = await start({ runtime: 'openai', endpoint }, keys);
    const { message } = await client.wait<Status>(STATUS, ({ engine }) => engine === 'me-llama (openai)');
    expect(message).toBe('');
    for (const [i, { requests }] of servers.entries()) {
      const sent = new Set(requests.map(({ headers }) => headers.authorization));
      expect(sent).toEqual(new Set([`Bearer ${keys[i]?.key}`]));
    }
    expect(JSON.stringify(client.received(STATUS))).not.toContain('sk-');
  });

  it('that are missing or refused are a state with what to do', async () => {
    const server = await startOpenAiDouble({ key: 'sk-one' });
    cleanups.push(server.close);
    const keys = [
      { endpoint: server.url, key: 'sk-wrong' },
      { endpoint: 'http://127.0.0.1:1', key: 'sk-one' },
    ];
    const client = await start({ runtime: 'openai', endpoint: server.url }, keys);
    const status = await client.wait<Status>(STATUS, ({ message }) => message !== '');
    expect(status.message).toMatch(/key/);
    expect(status.help).toMatch(/Set API Key/);
    expect(JSON.stringify(status)).not.toContain('sk-');
    await client.connection.sendRequest('workspace/executeCommand', { command: ANNOTATE });
    expect(JSON.stringify(client.received(STATUS))).not.toContain('sk-');
  });

  it('are read one by one, whatever a client sends', () => {
    const good = { endpoint: 'http://127.0.0.1:8000', key: 'sk' };
    expect(readKeys([good, { endpoint: 7 }, null, { ...good, key: '' }])).toEqual([good]);
    for (const value of [undefined, null, 'sk', { key: 'sk' }]) expect(readKeys(value)).toEqual([]);
  });
});
