import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { ACCEPT, type Decided, REVIEW, type Review, UNDO } from '../../server/src/editor/gold/gold-protocol';
import { serveConnection } from '../../server/src/editor/server';
import type { Engine, Result } from '../../server/src/task/engine';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'Given aspirin.\n\nTomorrow more aspirin.\n';
const first = { start: { line: 0, character: 6 }, end: { line: 0, character: 13 } };
const second = { start: { line: 2, character: 14 }, end: { line: 2, character: 21 } };
let folder = '';
let client: TestClient | undefined;

/** Marks aspirin. */
const engine: Engine = {
  name: 'aspirin',
  concurrency: 1,
  windowTokens: 1_000,
  async *annotate({ windows, note, nextId }): AsyncIterable<Result> {
    for (const window of windows) {
      const found = [...note.text.slice(window.start, window.end).matchAll(/aspirin/g)];
      const entities = found.map(({ index }) => ({
        id: nextId(),
        type: 'treatment',
        spans: [{ start: window.start + index, end: window.start + index + 7 }],
        text: 'aspirin',
        attributes: {},
        confidence: 0.8,
        alignment: 'exact' as const,
        origin: { by: 'embedded', version: 'test' } as const,
      }));
      yield { task: 'ner', scope: window, entities };
    }
  },
};

/** Makes a corpus of one note and gives the URI of that. */
function corpus(name: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'annotation.conf'), '');
  writeFileSync(join(folder, name, 'note.txt'), text);
  return pathToFileURL(join(folder, name, 'note.txt')).href;
}

async function start(settings: object = { annotator: 'tester' }): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    chooseEngine: async () => ({ engine }),
    configFolder: join(folder, 'config'),
  });
  connection.listen();
  client = await startClient(down, up, { settings });
  return client;
}

const reviewed = (client: TestClient, uri: string, left: number): Promise<Review> =>
  client.wait<Review>(REVIEW, (one) => one.uri === uri && one.left === left && one.state === 'saved');

const command = (client: TestClient, name: string, argument: object): Promise<Decided> =>
  client.connection.sendRequest('workspace/executeCommand', {
    command: name,
    arguments: [{ version: 1, ...argument }],
  });

/** The lines of all journals of a corpus, by annotator. */
const journals = (name: string): Record<string, Record<string, unknown>[]> =>
  Object.fromEntries(
    readdirSync(join(folder, name, '.marginalia'))
      .filter((file) => file.endsWith('.jsonl'))
      .map((file) => {
        const lines = readFileSync(join(folder, name, '.marginalia', file), 'utf8')
          .trim()
          .split('\n');
        return [file, lines.map((line) => JSON.parse(line) as Record<string, unknown>)];
      }),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-sessions-'));
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('gold of several corpora', () => {
  it('is undone corpus by corpus, and each undo leads to where it was decided', async () => {
    const [one, other] = [corpus('one'), corpus('other')];
    const client = await start();
    for (const uri of [one, other]) await client.open(uri, text);
    for (const uri of [one, other]) await reviewed(client, uri, 2);
    await command(client, ACCEPT, { uri: one, range: second });
    await command(client, ACCEPT, { uri: other, range: first });
    const undone = await command(client, UNDO, { uri: one });
    expect(undone.at).toMatchObject({ uri: one, range: second });
  });
});

describe('the journal', () => {
  it('tells when and how long a person looked only where that is switched on', async () => {
    const uri = corpus('one');
    const client = await start({ annotator: 'tester', journal: { times: true } });
    await client.open(uri, text);
    await reviewed(client, uri, 2);
    for (const range of [first, second]) await command(client, ACCEPT, { uri, range });
    await reviewed(client, uri, 0);
    const lines = journals('one')['tester.jsonl'] ?? [];
    expect(lines.map(({ time }) => typeof time)).toEqual(['string', 'string']);
    // What was shown before the first decision, nobody knows.
    expect(lines.map(({ ms }) => typeof ms)).toEqual(['undefined', 'number']);
  });

  it('is that of the annotator who is named last', async () => {
    const uri = corpus('one');
    const client = await start();
    await client.open(uri, text);
    for (const annotator of ['someone', 'another']) {
      client.connection.onRequest('workspace/configuration', () => [{ annotator }]);
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    }
    // Settings are asked for, and gold is read anew under them.
    await client.connection.sendRequest('workspace/executeCommand', { command: 'marginalia.annotate' });
    await reviewed(client, uri, 2);
    await command(client, ACCEPT, { uri, range: first });
    await reviewed(client, uri, 1);
    expect(Object.keys(journals('one'))).toEqual(['another.jsonl']);
  });
});

describe('a key that is damaged', () => {
  it('is named, ends nothing, and is tried again when it was mended', async () => {
    const [one, other] = [corpus('one'), corpus('other')];
    const key = join(folder, 'config/pseudonyms.key');
    mkdirSync(join(folder, 'config'));
    writeFileSync(key, 'too short', { mode: 0o600 });
    const client = await start();
    await client.open(one, text);
    const { message } = await client.wait<{ message: string }>('window/showMessage', () => true);
    expect(message).toContain(`${key} is damaged`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: one.replace(/txt$/, 'ann'), type: 2 }],
    });
    rmSync(key);
    await client.open(other, text);
    await reviewed(client, other, 2);
    expect((await command(client, ACCEPT, { uri: other, range: first })).refused).toBeUndefined();
  });
});
