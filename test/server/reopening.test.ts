import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLEAR_CACHE, ROTATE, STATUS, type Status } from '../../server/src/editor/protocol';
import { type ChatBody, knowing, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { startClient, type TestClient } from '../support/lsp-client';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'server/out/cli.js');
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  if (!existsSync(cli))
    throw new Error('server/out/cli.js is missing: npm run build makes it (npm test does)');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ended = (child: ChildProcess): Promise<unknown> =>
  new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(undefined)));

const answer = (prompt: string, body: ChatBody): string =>
  knowing({
    entities: [
      { text: 'furosemide', type: 'treatment' },
      { text: 'edema', type: 'problem' },
      { text: 'chest pain', type: 'problem', assertion: 'absent' },
      { text: 'apixaban', type: 'treatment' },
      { text: 'paroxysmal atrial fibrillation', type: 'problem' },
    ],
    relations: [{ from: 'apixaban', to: 'paroxysmal atrial fibrillation', type: 'TrAP' }],
    // Somewhere from the note, so that it is in its language.
    summary: prompt.split(/\s+/).slice(40, 60).join(' '),
  })(prompt, body);

/** A long note in a folder of its own, a model with a short context, and servers as an editor starts them. */
async function start() {
  const home = await mkdtemp(join(tmpdir(), 'marginalia-reopening-'));
  cleanups.push(() => rm(home, { recursive: true, force: true }));
  const text = await readFile(join(root, 'examples/01-discharge-heart-failure.txt'), 'utf8');
  await mkdir(join(home, 'ward/.git'), { recursive: true });
  const file = join(home, 'ward/note.txt');
  await writeFile(file, text);
  const double = await startOllamaDouble({ models: [{ name: 'me-llama', contextLength: 1_024 }], answer });
  cleanups.push(() => double.close());

  async function serve(settings: object = {}): Promise<TestClient> {
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache') },
    });
    const client = await startClient(child.stdout, child.stdin, {
      settings: { runtime: 'ollama', endpoint: double.url, ...settings },
    });
    cleanups.push(async () => {
      await client.connection.sendRequest('shutdown');
      await client.connection.sendNotification('exit');
      await ended(child);
      client.connection.dispose();
    });
    return client;
  }
  return { home, text, uri: pathToFileURL(file).href, double, serve };
}

/** Does something, waits until all is answered, and gives how many questions of each task that took. */
async function asked(client: TestClient, double: OllamaDouble, act: () => Promise<unknown>) {
  const [before, chats] = [client.received(STATUS).length, double.chats().length];
  const since = (status: Status): boolean => client.received(STATUS).indexOf(status) >= before;
  await act();
  const working = await client.wait<Status>(STATUS, (status) => since(status) && status.state === 'working');
  const from = client.received(STATUS).indexOf(working);
  const idle = await client.wait<Status>(
    STATUS,
    (status) => status.state === 'idle' && client.received(STATUS).indexOf(status) > from,
  );
  expect(idle.message).toBe('');
  // What is shown is sent at the end of a turn: it is there before the answer to what comes later.
  await client.connection.sendRequest('workspace/executeCommand', { command: 'none' }).catch(() => {});
  const counts = { entities: 0, relations: 0, judgements: 0, summary: 0, all: 0 };
  for (const { body } of double.chats().slice(chats)) {
    const [name] = Object.keys(body.format?.properties ?? {});
    counts[name as keyof typeof counts]++;
    counts.all++;
  }
  return counts;
}

/** What is shown now, in any order, but for ids, which are of one opening. */
const shownBy = (client: TestClient): unknown =>
  client.published
    .at(-1)
    ?.diagnostics.map(({ data: _, ...diagnostic }) => JSON.stringify(diagnostic))
    .sort();

const nothing = { entities: 0, relations: 0, judgements: 0, summary: 0, all: 0 };

describe('a note that is opened again', { timeout: 60_000 }, () => {
  it('is not asked about again: by the same server, by another, or after an undo', async () => {
    const { text, uri, double, serve } = await start();
    const client = await serve();
    const first = await asked(client, double, () => client.open(uri, text));
    expect(first.entities).toBeGreaterThan(5);
    expect(first.relations).toBeGreaterThan(0);
    expect(first.summary).toBeGreaterThan(3);
    const shown = shownBy(client);
    expect(`${shown}`).toContain('chest pain: problem, absent');

    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await asked(client, double, () => client.open(uri, text))).toEqual(nothing);
    expect(shownBy(client)).toEqual(shown);

    const other = await serve();
    expect(await asked(other, double, () => other.open(uri, text))).toEqual(nothing);
    expect(shownBy(other)).toEqual(shown);

    const at = text.indexOf('.', text.length / 2);
    const edited = `${text.slice(0, at)}, with edema${text.slice(at)}`;
    const change = (version: number, whole: string) => () => other.change(uri, version, { text: whole });
    const after = await asked(other, double, change(2, edited));
    // A sentence: the windows that it lies in or stands next to, and the summaries above it.
    expect(after.entities).toBeGreaterThan(0);
    expect(after.entities).toBeLessThanOrEqual(2);
    expect(after.relations).toBeLessThanOrEqual(2);
    expect(after.judgements).toBeLessThanOrEqual(first.judgements + 1);
    expect(after.summary).toBeLessThanOrEqual(2);
    expect(await asked(other, double, change(3, text))).toEqual(nothing);
    expect(shownBy(other)).toEqual(shown);
  });

  it('is asked about again where nothing is to be kept, where it was cleared, and after a new key', async () => {
    const { home, text, uri, double, serve } = await start();
    const without = await serve({ cache: false });
    const first = await asked(without, double, () => without.open(uri, text));
    expect(first.all).toBeGreaterThan(10);
    expect(existsSync(join(home, 'cache'))).toBe(false);

    const filling = await serve();
    expect(await asked(filling, double, () => filling.open(uri, text))).toEqual(first);
    const reading = await serve();
    expect(await asked(reading, double, () => reading.open(uri, text))).toEqual(nothing);
    await reading.connection.sendRequest('workspace/executeCommand', { command: CLEAR_CACHE });
    const said = await reading.wait<{ message: string }>('window/showMessage', () => true);
    expect(said.message).toBe(`Marginalia: ${first.all} answers were deleted.`);

    const cleared = await serve();
    expect(await asked(cleared, double, () => cleared.open(uri, text))).toEqual(first);
    const rotate = () => cleared.connection.sendRequest('workspace/executeCommand', { command: ROTATE });
    // Other placeholders are other questions, and windows of another size.
    expect((await asked(cleared, double, rotate)).entities).toBeGreaterThan(first.entities / 2);
    const rotated = await serve();
    expect(await asked(rotated, double, () => rotated.open(uri, text))).toEqual(nothing);
  });
});
