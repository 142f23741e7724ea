import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type DoubleOptions, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { startOpenAiDouble } from '../doubles/openai';
import { meLlama, writeGguf } from '../support/gguf';
import { folder, marginalia, type Ran } from './harness';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const right = '{"denied":"chest pain"}';
const knows: NonNullable<DoubleOptions['answer']> = (_, { format }) =>
  'denied' in (format?.properties ?? {}) ? right : '{"found":["cough","fever","aspirin"]}';

interface Made extends Ran {
  readonly server: OllamaDouble;
  readonly blobs: Map<string, Buffer>;
  readonly digest: string;
}

/** Makes a model of a small file at a double of Ollama. */
async function make(double: DoubleOptions = {}, args: readonly string[] = [], path?: string): Promise<Made> {
  const blobs = double.blobs ?? new Map<string, Buffer>();
  const server = await startOllamaDouble({ models: [], answer: knows, ...double, blobs });
  cleanups.push(server.close);
  const file = path ?? join(await folder(), 'weights.gguf');
  if (path === undefined) await writeGguf(file, { entries: meLlama });
  const content = await readFile(file).catch(() => Buffer.alloc(0));
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const ran = await marginalia(['model', 'create', '--gguf', file, '--endpoint', server.url, ...args]);
  return { ...ran, server, blobs, digest };
}
const bodiesOf = ({ server }: Made, path: string) =>
  server.requests.filter((one) => one.path === path).map(({ body }) => body);
const uploads = ({ server }: Made) =>
  server.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/blobs/'));

describe('marginalia model create', () => {
  it('sends the file as it is, and has it served with the turns, the context and the stop of its family', async () => {
    const made = await make();
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining('profile: Me-LLaMA chat')]);
    expect([...made.blobs.keys()]).toEqual([made.digest]);
    expect(bodiesOf(made, '/api/create')).toEqual([
      {
        model: 'me-llama',
        files: { 'model.gguf': made.digest },
        template: 'Human: \n{{ .Prompt }}\n\nAssistant: \n',
        parameters: { temperature: 0, num_ctx: 4096, stop: ['Human:'] },
        stream: true,
      },
    ]);
    expect(made.stdout).toContain(`answers as it should: ${right}`);
    expect(made.stderr).toMatch(/reading the file: 100 %/);
    expect(made.stderr).not.toMatch(/warning/);
  });

  it('does not send again what the server has', async () => {
    const first = await make();
    const again = await make({ blobs: first.blobs });
    expect(uploads(first)).toHaveLength(1);
    expect([again.status, uploads(again).length]).toEqual([0, 0]);
  });

  it('replaces a model of the same name only with --force', async () => {
    const models = [{ name: 'me-llama:latest' }];
    const kept = await make({ models });
    expect([kept.status, kept.stderr]).toEqual([2, expect.stringMatching(/--force/)]);
    expect([uploads(kept), bodiesOf(kept, '/api/create')]).toEqual([[], []]);
    expect((await make({ models }, ['--force'])).status).toBe(0);
  });

  it('takes all parts of a model, given any', async () => {
    const root = await folder();
    const paths = [1, 2].map((no) => join(root, `m-0000${no}-of-00002.gguf`));
    for (const [no, path] of paths.entries()) {
      await writeGguf(path, { entries: { 'split.no': no, 'split.count': 2 }, values: 32 + no });
    }
    const made = await make({}, [], paths[1]);
    expect(made.blobs.size).toBe(2);
    const [{ files }] = bodiesOf(made, '/api/create') as [{ files: Record<string, string> }];
    expect(Object.keys(files)).toEqual(['model-00001-of-00002.gguf', 'model-00002-of-00002.gguf']);
    expect(files['model-00002-of-00002.gguf']).toBe(made.digest);
  });

  it('takes an adapter', async () => {
    const adapter = join(await folder(), 'lora.gguf');
    await writeGguf(adapter, { entries: { 'general.type': 'adapter' }, values: 5 });
    const made = await make({}, ['--adapter', adapter]);
    const digest = createHash('sha256')
      .update(await readFile(adapter))
      .digest('hex');
    expect(bodiesOf(made, '/api/create')).toMatchObject([
      { adapters: { 'adapter.gguf': `sha256:${digest}` } },
    ]);
  });

  it('leaves the template to the server where it knows no better, or is told to', async () => {
    const made = await make({}, ['--profile', 'server']);
    const [body] = bodiesOf(made, '/api/create');
    expect(body).not.toHaveProperty('template');
    expect(body).toMatchObject({ parameters: { temperature: 0 } });
    expect(made.stderr).toMatch(/warning: The file has no chat template/);
  });

  it('warns of what the file says and the family was not trained with', async () => {
    const file = join(await folder(), 'w.gguf');
    const entries = { ...meLlama, 'general.name': 'MeLLaMA 13B', 'tokenizer.ggml.add_bos_token': true };
    await writeGguf(file, { entries });
    const { stderr } = await make({}, [], file);
    expect(stderr).toMatch(/warning: .*without BOS.*add_bos_token=bool:false/);
    expect(stderr).toMatch(/warning: .*--profile me-llama-chat/);
  });

  it.each([
    ['version https://git-lfs.github.com/spec/v1\n', /Git LFS/],
    [undefined, /no such file/],
  ])('asks no server about a file that will not do', async (content, why) => {
    const file = join(await folder(), 'a.gguf');
    if (content !== undefined) await writeFile(file, content);
    const made = await make({}, [], file);
    expect([made.status, made.stderr]).toEqual([1, expect.stringMatching(why)]);
    expect(made.server.requests).toEqual([]);
  });

  it.each(['a b', '-x', 'gpt-oss:120b-cloud', 'a/b/c/d', ''])('refuses the name "%s"', async (name) => {
    const made = await make({}, [`--name=${name}`]);
    expect([made.status, made.server.requests]).toEqual([2, []]);
  });

  it('says what the server said where it makes no model, and steers no terminal by it', async () => {
    const made = await make({ createError: 'no \u001b[2J room' });
    expect([made.status, made.stdout]).toEqual([1, '']);
    expect(made.stderr).toMatch(/did not make the model: no ␛\[2J room/);
  });

  it('refuses a server that is too old, or none', async () => {
    expect(await make({ version: '0.5.4' })).toMatchObject({ status: 1, blobs: new Map() });
    const closed = await startOllamaDouble();
    await closed.close();
    const { status, stderr } = await make({}, ['--endpoint', closed.url]);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Nothing answers')]);
  });

  it('sends no byte to a host that is not allowed', async () => {
    const made = await make({}, ['--endpoint', 'http://gpu.example:11434']);
    expect([made.status, made.stderr]).toEqual([2, expect.stringMatching(/gpu\.example.*--allow-host/)]);
  });

  it('follows no redirect with the weights', async () => {
    const other = await startOllamaDouble();
    cleanups.push(other.close);
    const made = await make({ uploadStatus: 307, redirectTo: `${other.url}/api/blobs/sha256:0` });
    expect([made.status, made.stderr]).toEqual([2, expect.stringMatching(/redirects are not followed/)]);
    expect(other.requests).toEqual([]);
  });

  it('ends when the user ends it, with nothing made', async () => {
    const server = await startOllamaDouble({ models: [] });
    cleanups.push(server.close);
    const file = join(await folder(), 'w.gguf');
    await writeGguf(file, { entries: meLlama });
    const ended = new AbortController();
    ended.abort();
    const args = ['model', 'create', '--gguf', file, '--endpoint', server.url];
    expect((await marginalia(args, { signal: ended.signal })).status).toBe(130);
    expect(server.requests.filter(({ path }) => path === '/api/create')).toEqual([]);
  });
});

/** Checks the model `me-llama` of a double. */
async function check(double: DoubleOptions, args: readonly string[] = []): Promise<Ran> {
  const server = await startOllamaDouble({ answer: knows, contextLength: 4096, ...double });
  cleanups.push(server.close);
  return marginalia(['model', 'check', '--endpoint', server.url, ...args]);
}
const info = { 'tokenizer.ggml.add_bos_token': false };
const models = [{ name: 'me-llama:latest', parameters: 'num_ctx 4096', info }];

describe('marginalia model check', () => {
  it('finds nothing to change where nothing is', async () => {
    const { status, stdout } = await check({ models });
    expect(stdout).not.toMatch(/PROBLEM/);
    expect(status).toBe(0);
    expect(stdout).toMatch(/template +fits Me-LLaMA chat/);
    expect(stdout).toMatch(/overflow +questions that are too long are refused/);
    expect(stdout).toMatch(/speed +reads 1000 and writes 50 tokens a second/);
  });

  it('says the same to programs', async () => {
    const { status, stdout } = await check({ models }, ['--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      runtime: 'ollama',
      facts: {
        profile: 'me-llama-chat',
        contextServed: 4096,
        structured: true,
        refusesOverflow: true,
        reusesPrefix: true,
        promptTokensPerSecond: 1000,
        outputTokensPerSecond: 50,
      },
    });
  });

  const one = (more: object) => ({ models: [{ ...models[0], name: 'me-llama:latest', ...more }] });
  it.each<[string, DoubleOptions, RegExp]>([
    ['another template', one({ template: '{{ .Prompt }}' }), /PROBLEM +template .*\n.*model create.*--force/],
    ['no model', { models: [] }, /PROBLEM +model /],
    ['a cloud', one({ remote: { host: 'https://ollama.com', model: 'x' } }), /PROBLEM +place .*cloud/],
    ['answers without form', { models, answer: () => 'The patient' }, /PROBLEM +structured output/],
    [
      'a context beyond its training',
      one({ contextLength: 8192, parameters: 'num_ctx 8192' }),
      /PROBLEM +context/,
    ],
    ['a model that embeds', one({ capabilities: ['embedding'] }), /PROBLEM +answers/],
    ['a server that fails', { models, mode: 'server-error' }, /PROBLEM +answers/],
  ])('%s is a problem, with what to do', async (_, double, says) => {
    const { status, stdout } = await check(double);
    expect(stdout).toMatch(says);
    expect(status).toBe(1);
  });

  it('knows a family by its template, whatever the model is called', async () => {
    const { stdout } = await check({ models: [{ name: 'ours:latest', info }] }, [
      '--model',
      'ours',
      '--json',
    ]);
    expect(JSON.parse(stdout).facts.profile).toBe('me-llama-chat');
  });

  it('asks a model in a cloud nothing', async () => {
    const server = await startOllamaDouble(one({ remote: { host: 'https://ollama.com', model: 'x' } }));
    cleanups.push(server.close);
    await marginalia(['model', 'check', '--endpoint', server.url]);
    await marginalia(['model', 'check', '--endpoint', server.url, '--model', 'x:cloud']);
    expect(server.chats()).toEqual([]);
  });

  it('notes questions that are cut in silence, and BOS where there should be none', async () => {
    const { status, stdout } = await check({
      ...one({ info: { 'tokenizer.ggml.add_bos_token': true } }),
      contextLength: 1e9,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/note +overflow +questions that are too long are cut in silence/);
    expect(stdout).toMatch(/note +BOS .*\n.*add_bos_token=bool:false/);
  });

  it('looks at an OpenAI-compatible server where there is no Ollama', async () => {
    const server = await startOpenAiDouble({ answer: knows });
    cleanups.push(server.close);
    const { stdout } = await marginalia(['model', 'check', '--endpoint', server.url, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ runtime: 'openai', facts: { structured: true } });
  });
});
