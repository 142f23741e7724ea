import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { ShowMessageParams } from 'vscode-languageserver-protocol';
import { ROTATE } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import { rootOf } from '../../server/src/privacy/corpus/corpus';
import { addRuling, rulingsFile } from '../../server/src/privacy/corpus/rulings-file';
import { deidentify } from '../../server/src/privacy/view';
import type { Engine, Request, Result } from '../../server/src/task/engine';
import { marginalia } from '../cli/harness';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'Patient: Marisol Quintrell\nSeen 3/14/2024 by Dr. Osterholt.\n';
const key = new Uint8Array(32);
let folder = '';
let configFolder = '';
let file = '';
let client: TestClient | undefined;
let requests: Request[] = [];
let told = (): void => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marginalia-settling-'));
  configFolder = join(folder, 'config');
  await mkdir(join(folder, 'corpus', 'ward'), { recursive: true });
  await writeFile(join(folder, 'corpus', 'annotation.conf'), '');
  file = join(folder, 'corpus', 'ward', 'note 1.txt');
  await writeFile(file, text);
  requests = [];
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** An engine that only remembers what it is asked. */
const listening: Engine = {
  name: 'listening',
  concurrency: 1,
  windowTokens: 1_000,
  async *annotate(request): AsyncIterable<Result> {
    requests.push(request);
    told();
    yield* [];
  },
};

async function asked(count: number): Promise<Request> {
  while (requests.length < count)
    await new Promise<void>((resolve) => {
      told = resolve;
    });
  return requests[count - 1] as Request;
}

async function start(warning?: string): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const choice = { engine: listening, ...(warning !== undefined && { warning }) };
  serveConnection(connection, { version: '0', configFolder, chooseEngine: async () => choice });
  connection.listen();
  client = await startClient(down, up, { settings: { tasks: ['ner'] } });
  return client;
}

const viewOf = ({ note, identifiers, identity }: Request): string =>
  deidentify(note.text, identifiers, { key, identity }).text;
const printed = async (): Promise<string> =>
  (await marginalia(['deidentify', file, '--quiet'], { configFolder })).stdout;

describe('both doors', () => {
  it('give a note the same placeholders, from wherever it is named', async () => {
    const editor = await start();
    await editor.open(pathToFileURL(file).href, text);
    const view = viewOf(await asked(1));
    expect(view).not.toMatch(/Quintrell|Osterholt/);
    expect(await printed()).toBe(view);
    const all = await marginalia(['deidentify', join(folder, 'corpus'), '--quiet'], { configFolder });
    expect(all.stdout).toBe(view);
  });

  it('hold to what the user said of phrases', async () => {
    const root = rootOf(join(folder, 'corpus'));
    addRuling(configFolder, root, { verdict: 'safe', phrase: 'Osterholt' });
    addRuling(configFolder, root, { verdict: 'NAME', phrase: 'Seen' });
    const editor = await start();
    await editor.open(pathToFileURL(file).href, text);
    const view = viewOf(await asked(1));
    expect(view).toContain('Osterholt');
    expect(view).not.toContain('Seen');
    expect(await printed()).toBe(view);
    const annotated = await marginalia(['annotate', file, '--format', 'html', '--quiet'], { configFolder });
    expect(annotated.status).toBe(0);
  });

  it('change to new ones together, when the corpus is rotated at either', async () => {
    const editor = await start();
    await editor.open(pathToFileURL(file).href, text);
    const first = viewOf(await asked(1));
    const before = requests.length;
    await editor.connection.sendRequest('workspace/executeCommand', { command: ROTATE });
    const second = viewOf(await asked(before + 1));
    expect(second).not.toBe(first);
    expect(await printed()).toBe(second);
    const shown = await marginalia(['key', file], { configFolder });
    const rotated = await marginalia(['key', join(folder, 'corpus'), '--rotate'], { configFolder });
    const print = (out: string): string | undefined => /fingerprint +(\S+)/.exec(out)?.[1];
    expect([shown.status, rotated.status]).toEqual([0, 0]);
    expect(print(shown.stdout)).toBeDefined();
    expect(print(rotated.stdout)).not.toBe(print(shown.stdout));
    expect(await printed()).not.toBe(second);
  });
});

describe('an open note', () => {
  it('is asked about by the schema of its corpus, and anew when that changes on disk', async () => {
    const conf = join(folder, 'corpus', 'annotation.conf');
    await writeFile(conf, '[entities]\nDrug\n');
    const editor = await start();
    await editor.open(pathToFileURL(file).href, text);
    const first = await asked(1);
    expect(first.schema.entities.map(({ name }) => name)).toEqual(['Drug']);
    const before = requests.length;
    await writeFile(conf, '[entities]\nDrug\nDose\n');
    const second = await asked(before + 1);
    expect(second.schema.entities.map(({ name }) => name)).toEqual(['Drug', 'Dose']);
  });

  it('without a file has placeholders of its own, kept while it is open', async () => {
    const editor = await start();
    await editor.open('untitled:Untitled-1', text);
    const first = await asked(1);
    await editor.change('untitled:Untitled-1', 2, { text: `${text}More.` });
    const second = await asked(2);
    expect(second.identity).toBe(first.identity);
    await editor.open('untitled:Untitled-2', text);
    expect((await asked(3)).identity).not.toBe(first.identity);
  });

  it('tells once what the user should know of key and rulings, without a phrase', async () => {
    const path = rulingsFile(configFolder, rootOf(join(folder, 'corpus')));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'Quintrell\n');
    const editor = await start('Placeholders are other ones the next time.');
    await editor.open(pathToFileURL(file).href, text);
    const shown = (part: string): Promise<ShowMessageParams> =>
      editor.wait('window/showMessage', ({ message }: ShowMessageParams) => message.includes(part));
    expect((await shown('rulings.txt:1')).message).not.toContain('Quintrell');
    await shown('the next time');
    await asked(1);
    const messages = editor.received<ShowMessageParams>('window/showMessage').map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });
});
