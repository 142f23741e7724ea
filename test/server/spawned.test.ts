import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { STATUS, type Status } from '../../server/src/editor/protocol';
import { type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { startClient, type TestClient } from '../support/lsp-client';

const cli = resolve(import.meta.dirname, '../../server/out/cli.js');
const uri = 'file:///ward/note.txt';
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  if (!existsSync(cli))
    throw new Error('server/out/cli.js is missing: npm run build makes it (npm test does)');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) =>
    child.exitCode === null ? child.once('exit', (code) => done(code)) : done(child.exitCode),
  );

/** The built server as an editor starts it, with a configuration folder of its own. */
async function startServer(settings: unknown): Promise<{ client: TestClient; child: ChildProcess }> {
  const folder = await mkdtemp(join(tmpdir(), 'marginalia-test-'));
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
  });
  const client = await startClient(child.stdout, child.stdin, { settings });
  cleanups.push(
    () => rm(folder, { recursive: true, force: true }),
    async () => {
      await client.connection.sendRequest('shutdown');
      await client.connection.sendNotification('exit');
      await ended(child);
      client.connection.dispose();
    },
  );
  return { client, child };
}

async function startDouble(...args: Parameters<typeof startOllamaDouble>): Promise<OllamaDouble> {
  const double = await startOllamaDouble(...args);
  cleanups.push(() => double.close());
  return double;
}

const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });

// To start a process takes seconds where others are at work.
describe('the built server', { timeout: 60_000 }, () => {
  it('annotates with the embedded engine where no Ollama answers, and says so', async () => {
    // Port 1 of this machine: nothing listens there.
    const { client } = await startServer({ runtime: 'auto', endpoint: 'http://127.0.0.1:1' });
    await client.open(uri, 'Chief Complaint:\nChest pain. 😀 Denies fever.\n');
    const { diagnostics } = await client.diagnostics(uri, (found) =>
      found.some((d) => /fever: problem, absent/.test(String(d.message))),
    );
    expect(diagnostics.find((d) => /fever/.test(String(d.message)))?.range).toEqual({
      start: { line: 1, character: 22 },
      end: { line: 1, character: 27 },
    });
    const status = await client.wait<Status>(STATUS, (s) => s.state === 'idle');
    expect(status.engine).toContain('embedded');
    expect(status.message).toContain('127.0.0.1:1');
  });

  it('asks Ollama with placeholders in place of identifiers, and puts its answers on the right characters', async () => {
    const double = await startDouble({
      models: [{ name: 'me-llama:latest' }],
      answer: (_, { format }) =>
        format?.properties && 'entities' in format.properties
          ? JSON.stringify({ entities: [{ text: 'dyspnea', type: 'problem', assertion: 'present' }] })
          : '{}',
    });
    // Not `auto`: on a busy machine the rules would answer before the server does.
    const { client } = await startServer({ runtime: 'ollama', endpoint: double.url, tasks: ['ner'] });
    const text =
      'Patient: DOE, JANE Q   MRN: 00731846\n\nHPI:\nMs. Doe came in on 12/04/2023 with dyspnea.\n';
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) => found.some((d) => d.code === 'problem'));
    expect(diagnostics.find((d) => d.code === 'problem')?.range).toEqual({
      start: { line: 3, character: 35 },
      end: { line: 3, character: 42 },
    });
    const sent = JSON.stringify(double.requests);
    expect(sent).toContain('dyspnea');
    for (const secret of ['Doe', 'DOE', 'JANE', '00731846', '12/04/2023']) expect(sent).not.toContain(secret);
    expect((await client.wait<Status>(STATUS, (s) => s.state === 'idle')).engine).toContain('me-llama');
  });

  it('ends a request on its socket when an edit made it pointless', async () => {
    const double = await startDouble({ models: [{ name: 'me-llama:latest' }], mode: 'hangs' });
    const { client } = await startServer({ runtime: 'ollama', endpoint: double.url, tasks: ['ner'] });
    await client.open(uri, 'HPI:\nShort of breath since Monday.\n');
    const first = await double.chat(1);
    await client.change(uri, 2, { range: at(1, 0), text: 'Very s' });
    await first.over;
    expect(first.closedByClient).toBe(true);
    const second = await double.chat(2);
    expect(second.body.messages.at(-1)?.content).toContain('Very sShort');
  });

  it('names the model that Ollama lacks, and what to do', async () => {
    const double = await startDouble({ models: [{ name: 'other:latest' }] });
    const { client } = await startServer({ runtime: 'ollama', endpoint: double.url });
    await client.open(uri, 'HPI:\nCough.\n');
    const status = await client.wait<Status>(STATUS, (s) => s.state === 'failed');
    expect(status.message).toContain('me-llama');
    expect(status.help).toContain('marginalia model create');
    expect(double.chats()).toHaveLength(0);
  });

  it('ends when its client is gone', async () => {
    const { client, child } = await startServer({ runtime: 'embedded' });
    await client.open(uri, 'HPI:\nCough.\n');
    await client.connection.sendRequest('shutdown');
    cleanups.pop();
    await client.connection.sendNotification('exit');
    expect(await ended(child)).toBe(0);
    client.connection.dispose();
  });
});
