import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../server/src/pipeline/auto';
import { type DoubleOptions, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { marginalia, type Ran, words } from './harness';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Annotates a note, with the program's own choice of engine, against a double of Ollama. */
async function ask(
  double: DoubleOptions,
  args: readonly string[] = [],
): Promise<Ran & { server: OllamaDouble }> {
  const server = await startOllamaDouble(double);
  const root = await mkdtemp(join(tmpdir(), 'marginalia-ollama-'));
  cleanups.push(server.close, () => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, 'a.txt'), 'HPI: Mr. John Placeholder has a fever. He was given aspirin.');
  const ran = await marginalia(['annotate', root, '--endpoint', server.url, '--tasks', 'ner', ...args], {
    choice: ({ endpoint, model, ...wish }) =>
      chooseEngine({
        ...wish,
        endpoint: endpoint ?? '',
        model: model ?? 'me-llama',
        key: new Uint8Array(32),
        embedded: words,
      }),
  });
  return { ...ran, server };
}

const models = [{ name: 'me-llama' }];

describe('marginalia annotate with Ollama', () => {
  it('asks the model where it is there, of the note without names', async () => {
    const { status, stdout, stderr, server } = await ask({ models });
    expect(status).toBe(0);
    expect(stderr).toMatch(/engine: .*me-llama/);
    expect(JSON.parse(stdout).engine).toMatch(/me-llama/);
    expect(server.chats().length).toBeGreaterThan(0);
    expect(JSON.stringify(server.chats().map((chat) => chat.body))).not.toContain('Placeholder');
  });

  it('says that the model is missing: auto takes the rules, ollama fails', async () => {
    const auto = await ask({ models: [] });
    expect(auto.status).toBe(0);
    expect(auto.stderr).toMatch(/engine: three words \(.*me-llama/);
    const asked = await ask({ models: [] }, ['--runtime', 'ollama']);
    expect([asked.status, asked.stdout]).toEqual([1, '']);
    expect(asked.stderr).toMatch(/^error: .*me-llama/);
    expect(asked.server.chats()).toEqual([]);
  });

  it('writes the row of a note about which the model talked nonsense, with the failure, and exits 1', async () => {
    const { status, stdout, stderr } = await ask({ models, mode: 'garbage' });
    expect(status).toBe(1);
    const [failure] = JSON.parse(stdout).failures;
    expect(failure).toMatchObject({ task: 'ner', kind: 'bad-answer' });
    expect(stderr).toMatch(/error: .*a\.txt: ner: /);
    expect(stderr).not.toContain('Placeholder');
  });

  it('sends nothing to a host that is not allowed', async () => {
    const { status, stderr } = await ask({ models }, ['--endpoint', 'http://gpu.example:11434']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/gpu\.example.*--allow-host/);
  });
});
