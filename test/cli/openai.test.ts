import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEngine } from '../../server/src/pipeline/user-engine';
import { startOllamaDouble } from '../doubles/ollama';
import { type OpenAiDouble, type OpenAiOptions, startOpenAiDouble } from '../doubles/openai';
import { marginalia, type Ran, words } from './harness';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  vi.unstubAllEnvs();
});

async function double(options: OpenAiOptions = {}): Promise<OpenAiDouble> {
  const server = await startOpenAiDouble(options);
  cleanups.push(server.close);
  return server;
}

/** Annotates notes with the program's own choice of engine, with a configuration folder of its own. */
async function annotate(args: readonly string[], notes = 1): Promise<Ran> {
  const root = await mkdtemp(join(tmpdir(), 'marginalia-openai-'));
  cleanups.push(() => rm(root, { recursive: true, force: true }));
  vi.stubEnv('XDG_CONFIG_HOME', join(root, 'config'));
  vi.stubEnv('APPDATA', join(root, 'config'));
  for (let i = 0; i < notes; i++) {
    await writeFile(join(root, `${i}.txt`), `HPI: Mr. John Placeholder has a fever. Day ${i}.`);
  }
  return marginalia(['annotate', root, '--tasks', 'ner', ...args], {
    choice: ({ endpoint = [], model = 'me-llama', ...wish }) =>
      userEngine({ ...wish, endpoint, model, embedded: words }),
  });
}

describe('marginalia annotate with an OpenAI-compatible server', () => {
  it('asks the model, of the note without names', async () => {
    const server = await double();
    const { status, stdout, stderr } = await annotate([
      '--runtime',
      'openai',
      '--endpoint',
      `${server.url}/v1`,
    ]);
    expect(stderr).toMatch(/engine: me-llama \(openai\)/);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).engine).toMatch(/me-llama/);
    expect(server.chats().length).toBeGreaterThan(0);
    expect(JSON.stringify(server.chats().map(({ body }) => body))).not.toContain('Placeholder');
  });

  it('is found by auto at the endpoint that was named', async () => {
    const server = await double({ kind: 'vllm' });
    const { status, stderr } = await annotate(['--endpoint', server.url]);
    expect([status, server.chats().length > 0]).toEqual([0, true]);
    expect(stderr).toMatch(/engine: me-llama \(openai\)/);
  });

  it('says why it does not answer, and asks no other engine', async () => {
    const server = await double({ kind: 'vllm', model: 'other' });
    const { status, stdout, stderr } = await annotate(['--runtime', 'openai', '--endpoint', server.url]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: .*no model named me-llama\. It has: other\./);
    const ollama = await startOllamaDouble({ models: [] });
    cleanups.push(ollama.close);
    const auto = await annotate(['--endpoint', ollama.url]);
    expect(auto.stderr).toMatch(/three words \(Ollama has no model/);
  });

  it('takes its key from the environment, which is told nobody', async () => {
    const server = await double({ key: 'sk-quince-81' });
    const args = ['--runtime', 'openai', '--endpoint', server.url];
    const without = await annotate(args);
    expect(without.status).toBe(1);
    expect(without.stderr).toContain('MARGINALIA_API_KEY');
    vi.stubEnv('MARGINALIA_API_KEY', 'sk-quince-81');
    const { status, stdout, stderr } = await annotate(args);
    expect(status).toBe(0);
    expect(stdout + stderr).not.toContain('quince');
    vi.stubEnv('MARGINALIA_API_KEY', 'sk-other');
    const wrong = await annotate(args);
    expect(wrong.status).toBe(1);
    expect(wrong.stdout + wrong.stderr).not.toContain('sk-other');
  });

  it('uses several endpoints together, and does without one that is away', async () => {
    const gone = await startOpenAiDouble();
    await gone.close();
    const servers = [await double(), await double({ mode: 'server-error' })];
    const endpoints = [gone, ...servers].flatMap(({ url }) => ['--endpoint', url]);
    const { status, stdout } = await annotate(['--runtime', 'openai', ...endpoints], 4);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(servers[0]?.chats().length).toBeGreaterThanOrEqual(4);
  });

  it('waits while the model loads', async () => {
    let done = (): void => {};
    const loaded = new Promise<void>((resolve) => {
      done = resolve;
    });
    const server = await double({ loaded });
    const running = annotate(['--runtime', 'openai', '--endpoint', server.url]);
    await vi.waitUntil(() => server.requests.length > 1, 10_000);
    done();
    const { status, stderr } = await running;
    expect(stderr).toContain('is loading the model');
    expect(status).toBe(0);
  });

  it('sends nothing to a host that is not allowed, also beside one that is', async () => {
    const server = await double();
    const args = ['--runtime', 'openai', '--endpoint', server.url, '--endpoint', 'http://gpu.example:8000'];
    const { status, stderr } = await annotate(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/gpu\.example.*--allow-host/);
    expect(server.chats()).toEqual([]);
  });
});
