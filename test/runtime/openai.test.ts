import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { joined, passage, prompt } from '../../server/src/privacy/text';
import { failureOfStatus, openaiWords } from '../../server/src/runtime/openai/failures';
import { type OpenAiOptions, openai } from '../../server/src/runtime/openai/openai';
import { patient } from '../../server/src/runtime/patient';
import type { FailureKind } from '../../server/src/task/failure';
import type { Question } from '../../server/src/task/question';
import {
  type OpenAiOptions as DoubleOptions,
  type Kind,
  type OpenAiDouble,
  type OpenAiMode,
  startOpenAiDouble,
} from '../doubles/openai';
import { all, answer, clean, kindOf, never, question } from './asked';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  vi.restoreAllMocks();
});

async function double(options?: DoubleOptions): Promise<OpenAiDouble> {
  const server = await startOpenAiDouble(options);
  open.push(server.close);
  return server;
}

const at = (endpoint: string, more: Partial<OpenAiOptions> = {}) =>
  openai({ endpoint, model: 'me-llama', allowedHosts: [], ...more });

const kinds: readonly Kind[] = ['llama-server', 'vllm', 'ollama'];

describe('a model on an OpenAI-compatible server', () => {
  it.each([
    ['llama-server', { slots: 3 }, 2048],
    ['vllm', { identified: false }, 2048],
    ['ollama', {}, 2048],
  ] as const)('of %s has the context that the server tells', async (kind, more, contextLength) => {
    const server = await double({ kind, contextLength, slots: 3 });
    expect(await at(server.url).model(never)).toEqual({
      name: 'me-llama',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      contextLength,
      ...more,
    });
  });

  it.each(['llama-server', 'ollama'] as const)(
    'of %s has a digest that follows its weights',
    async (kind) => {
      const digest = async (weights: number) =>
        (await at((await double({ kind, weights })).url).model(never)).digest;
      expect(await digest(7_000)).toBe(await digest(7_000));
      expect(await digest(7_000)).not.toBe(await digest(7_001));
    },
  );

  it('is found with and without /v1 at the end of the endpoint', async () => {
    const server = await double();
    for (const end of ['', '/', '/v1', '/v1/']) {
      expect((await at(server.url + end).model(never)).name).toBe('me-llama');
    }
  });

  it('is found by the name of its file, and shown without the path', async () => {
    const server = await double({ kind: 'vllm', model: '/srv/weights/me-llama-13b.gguf' });
    expect((await at(server.url, { model: 'me-llama-13b' }).model(never)).name).toBe('me-llama-13b');
    const runtime = at(server.url, { model: 'me-llama-13b' });
    await all(runtime.ask(question, clean, never));
    expect(server.chats()[0]?.body.model).toBe('/srv/weights/me-llama-13b.gguf');
  });

  it('is the only one of llama-server, under its own name, which answers to any', async () => {
    const server = await double({ model: 'tiny' });
    expect((await at(server.url).model(never)).name).toBe('tiny');
  });

  it('that is not there is named, with what is and how to start it', async () => {
    const server = await double({ kind: 'vllm', model: 'other' });
    await expect(at(server.url).model(never)).rejects.toMatchObject({
      failure: {
        kind: 'no-model',
        message: expect.stringContaining('me-llama'),
        help: expect.stringMatching(/It has: other\..*--model.*--served-model-name me-llama/),
      },
    });
  });

  it('is asked for where the server answers but lists nothing', async () => {
    const server = await double({ unlisted: true, answer: () => answer });
    expect(await at(server.url).model(never)).toMatchObject({
      name: 'me-llama',
      contextLength: 4096,
      identified: false,
    });
    expect((await all(at(server.url).ask(question, clean, never))).text).toBe(answer);
  });

  it('that Ollama hands on to a cloud is refused before the first prompt', async () => {
    const server = await double({ kind: 'ollama', remote: 'https://ollama.com:443' });
    expect(await kindOf(at(server.url).model(never))).toBe('refused-host');
    expect((await all(at(server.url).ask(question, clean, never))).failure).toBe('refused-host');
    expect(server.chats()).toEqual([]);
    expect(await kindOf(at(server.url, { model: 'gpt-oss:120b-cloud' }).model(never))).toBe('refused-host');
  });

  it('that Ollama hands on to a cloud from some time on is refused before the next prompt', async () => {
    const options: { kind: Kind; answer: () => string; remote?: string } = {
      kind: 'ollama',
      answer: () => answer,
    };
    const server = await double(options);
    const runtime = at(server.url);
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now);
    expect((await all(runtime.ask(question, clean, never))).text).toBe(answer);
    options.remote = 'https://ollama.com:443';
    clock.mockReturnValue(now + 11_000);
    expect((await all(runtime.ask(question, clean, never))).failure).toBe('refused-host');
    expect(server.chats()).toHaveLength(1);
  });

  it.each([
    [{ remote_host: 'https://ollama.com:443' }, 500, {}, 'refused-host'],
    [{}, 500, {}, 'server-error'],
    [{}, 200, 'nothing', 'wrong-server'],
    [undefined, 200, { remote_model: 'me-llama' }, 'refused-host'],
  ] as const)(
    'that Ollama lists with %j and describes by status %i and %j is not asked: %s',
    async (tag, status, show, kind) => {
      const said: Record<string, [number, unknown]> = {
        '/v1/models': [200, { data: [{ id: 'me-llama', owned_by: 'library' }] }],
        '/api/tags': tag ? [200, { models: [{ name: 'me-llama:latest', digest: 'd', ...tag }] }] : [500, {}],
        '/api/show': [status, show],
      };
      const paths: string[] = [];
      const server = createServer((request, response) => {
        paths.push(request.url ?? '');
        request.resume();
        const [code, body] = said[request.url ?? ''] ?? [404, {}];
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      open.push(() => new Promise((resolve) => server.close(() => resolve())));
      const { port } = server.address() as AddressInfo;
      const runtime = at(`http://127.0.0.1:${port}`);
      expect((await all(runtime.ask(question, clean, never))).failure).toBe(kind);
      expect(paths).not.toContain('/v1/chat/completions');
    },
  );

  it('is not there where there is none at all', async () => {
    const bare = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":null}'),
    );
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => bare.close(() => resolve())));
    const { port } = bare.address() as AddressInfo;
    expect(await kindOf(at(`http://127.0.0.1:${port}`).model(never))).toBe('no-model');
  });

  it('that only embeds is no model to ask', async () => {
    const server = await double({ kind: 'ollama', embeds: true });
    expect(await kindOf(at(server.url).model(never))).toBe('no-model');
  });

  it('is not looked for behind something else', async () => {
    for (const [status, type, body] of [
      [200, 'text/html', '<html>hello</html>'],
      [404, 'text/html', '<html>not found</html>'],
      [200, 'application/json', '{"ok":true}'],
    ] as const) {
      const page = createServer((_, response) =>
        response.writeHead(status, { 'content-type': type }).end(body),
      );
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
      open.push(() => new Promise((resolve) => page.close(() => resolve())));
      const { port } = page.address() as AddressInfo;
      await expect(at(`http://127.0.0.1:${port}`).model(never)).rejects.toMatchObject({
        failure: { kind: 'wrong-server', help: expect.stringContaining('port') },
      });
    }
  });

  it('that is being loaded is a failure of that name, and waited for by who is patient', async () => {
    let done = (): void => {};
    const loaded = new Promise<void>((resolve) => {
      done = resolve;
    });
    const server = await double({ loaded, answer: () => answer });
    await expect(at(server.url).model(never)).rejects.toMatchObject({
      failure: { kind: 'loading', message: expect.stringContaining('loading') },
    });
    const runtime = patient(at(server.url), { limit: 60_000, pause: 5 });
    const waiting = all(runtime.ask(question, clean, never));
    const before = server.requests.length;
    await vi.waitUntil(() => server.requests.length > before + 2, 10_000);
    done();
    expect(await waiting).toMatchObject({ text: answer, failure: undefined });
    // Patience ends, too.
    const stuck = await double({ loaded: new Promise(() => {}) });
    expect(await kindOf(patient(at(stuck.url), { limit: 20, pause: 5 }).model(never))).toBe('loading');
    const controller = new AbortController();
    const given = all(patient(at(stuck.url)).ask(question, clean, controller.signal));
    await vi.waitUntil(() => stuck.requests.length > 2, 10_000);
    controller.abort();
    expect(await given).toMatchObject({ text: '', failure: undefined });
  });
});

describe('an answer', () => {
  it.each(kinds)('of %s comes piece by piece, and the request says what it must', async (kind) => {
    const server = await double({ kind, answer: () => answer });
    const got: string[] = [];
    for await (const piece of at(server.url).ask(question, clean, never)) got.push(piece);
    expect(got.length).toBeGreaterThan(5);
    expect(got.join('')).toBe(answer);
    expect(server.chats()[0]?.body).toEqual({
      model: 'me-llama',
      messages: [{ role: 'user', content: question.prompt.text }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      seed: expect.any(Number),
      max_tokens: 50,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: question.schema },
      },
    });
  });

  it('of a server that does not stream is taken as one piece', async () => {
    const server = await double({ mode: 'unstreamed', answer: () => answer });
    expect(await all(at(server.url).ask(question, clean, never))).toMatchObject({ text: answer });
  });

  it('asks about the model once, not before each question', async () => {
    const server = await double({ answer: () => answer });
    const runtime = at(server.url);
    await runtime.model(never);
    const before = server.requests.length;
    await all(runtime.ask(question, clean, never));
    await all(runtime.ask(question, clean, never));
    expect(server.requests.length).toBe(before + 2);
  });

  const failures: readonly [OpenAiMode, FailureKind, 'part' | 'none', RegExp][] = [
    ['unknown-model', 'no-model', 'none', /--model/],
    ['busy', 'busy', 'none', /again/],
    ['rate-limited', 'busy', 'none', /again/],
    ['server-error', 'server-error', 'none', /log/],
    ['html-error', 'server-error', 'none', /log/],
    ['html-page', 'server-error', 'none', /log/],
    ['exceeds-context', 'context-exceeded', 'none', /larger context/],
    ['crowded', 'busy', 'none', /-np/],
    ['crowded-in-stream', 'busy', 'part', /-np/],
    ['bad-schema', 'server-error', 'none', /Update/],
    ['redirects', 'refused-host', 'none', /endpoint/],
    ['error-in-stream', 'interrupted', 'part', /memory/],
    ['bare-error', 'interrupted', 'part', /memory/],
    ['killed', 'interrupted', 'part', /memory/],
    ['ends-early', 'interrupted', 'part', /memory/],
    ['aborted', 'interrupted', 'part', /memory/],
    ['bad-line', 'server-error', 'part', /log/],
    ['cut', 'cut-off', 'part', /kept/],
    ['hangs', 'timeout', 'none', /restart/],
    ['stalls', 'timeout', 'part', /restart/],
    ['trickles', 'timeout', 'none', /restart/],
  ];
  describe.each(kinds)('of %s', (kind) => {
    it.each(failures)(
      'that goes wrong in the way "%s" is a failure named %s, after what did come',
      async (mode, expected, share, help) => {
        const spoken = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
        const server = await double({ kind, mode, answer: () => answer });
        // What comes before the silence may come late: a machine may be slow.
        const patience = share === 'part' ? { between: 500 } : { first: 150 };
        const silent = expected === 'timeout';
        const runtime = at(server.url, silent ? { patience } : {});
        const result = await all(runtime.ask(question, clean, never));
        expect(result.failure).toBe(expected);
        expect(result.help).toMatch(help);
        if (share === 'none') expect(result.text).toBe('');
        else {
          expect(result.text.length).toBeGreaterThan(8);
          expect(answer.startsWith(result.text)).toBe(true);
        }
        for (const spy of spoken) expect(spy).not.toHaveBeenCalled();
      },
    );
  });

  it('that drips has as long as its tokens may take, and no longer', async () => {
    const server = await double({ mode: 'drips' });
    const patience = { first: 10_000, between: 1_000, token: 4 };
    const result = await all(at(server.url, { patience }).ask(question, clean, never));
    expect(result).toMatchObject({ failure: 'timeout', message: expect.stringContaining('not done') });
    const chat = await server.chat(1);
    await chat.over;
    expect(chat.closedByClient).toBe(true);
    // One piece every 20 ms, for 1,000 ms and 50 tokens of 4 ms each, and not much more on a busy machine.
    expect(result.text.length).toBeGreaterThan(2);
    expect(result.text.length).toBeLessThan(240);
  });

  it('comes alone, once its server said that questions did not fit it together', async () => {
    let full = true;
    let going = 0;
    let most = 0;
    const server = await double({
      contextLength: 300,
      mode: () => (full ? 'crowded' : 'answers'),
      answer: async function* () {
        most = Math.max(most, ++going);
        yield answer;
        await new Promise((resolve) => setImmediate(resolve));
        going--;
      },
    });
    const runtime = at(server.url);
    const asked = { ...question, maxTokens: 120 };
    const some = () => Promise.all(Array.from({ length: 6 }, () => all(runtime.ask(asked, clean, never))));
    expect(new Set((await some()).map(({ failure }) => failure))).toEqual(new Set(['busy']));
    full = false;
    expect((await some()).map(({ text }) => text)).toEqual(Array(6).fill(answer));
    // Twice 120 tokens and the prompts fit into 300, three times do not.
    expect(most).toBeLessThanOrEqual(2);
    const controller = new AbortController();
    const given = [all(runtime.ask(asked, clean, never)), all(runtime.ask(asked, clean, controller.signal))];
    controller.abort();
    expect((await Promise.all(given)).map(({ failure }) => failure)).toEqual([undefined, undefined]);
    expect((await all(runtime.ask(asked, clean, never))).text).toBe(answer);
  });

  it('is refused by a router that does not know the model', () => {
    const asked = { base: 'http://127.0.0.1:8000', model: 'me-llama', words: openaiWords };
    const said =
      '{"error":{"code":400,"message":"model \'me-llama\' not found","type":"invalid_request_error"}}';
    expect(failureOfStatus(400, said, asked).failure.kind).toBe('no-model');
  });

  it('to a question of which Ollama dropped a part is a failure, though nothing is said', async () => {
    const long: Question = {
      ...question,
      prompt: prompt`${joined(
        Array.from({ length: 1_500 }, () => passage`wheeze and rales`),
        ' ',
      )}`,
    };
    const failureFor = async (promptTokens: number) => {
      const server = await double({ kind: 'ollama', answer: () => answer, promptTokens });
      return (await all(at(server.url).ask(long, clean, never))).failure;
    };
    expect(await failureFor(4096)).toBe('context-exceeded');
    expect(await failureFor(2050)).toBe('context-exceeded');
    expect(await failureFor(20)).toBeUndefined();
  });

  it('is refused for a question that is too long in the words of any server', () => {
    const asked = { base: 'http://127.0.0.1:8000', model: 'me-llama', words: openaiWords };
    for (const said of [
      '{"error":{"code":"context_length_exceeded","message":"too many tokens"}}',
      'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
      "'max_tokens' or 'max_completion_tokens' is too large: 900. This model's maximum context length is 512 tokens",
      'max_tokens must be at least 1, got -186.',
    ]) {
      expect(failureOfStatus(400, said, asked).failure.kind).toBe('context-exceeded');
    }
    expect(failureOfStatus(400, 'temperature must be a number', asked).failure.kind).toBe('server-error');
  });

  it('of a server that is not there is a failure with what to do', async () => {
    const server = await startOpenAiDouble();
    await server.close();
    const result = await all(at(server.url).ask(question, clean, never));
    expect(result.failure).toBe('unreachable');
    expect(result.help).toMatch(/llama-server.*--endpoint/);
  });
});

describe('a key', () => {
  const key = 'sk-quince-81';

  it('is sent with every request, about the model and for an answer', async () => {
    const server = await double({ key, answer: () => answer });
    expect((await all(at(server.url, { key }).ask(question, clean, never))).text).toBe(answer);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      server.requests.map(() => `Bearer ${key}`),
    );
  });

  it.each([undefined, 'sk-other'])(
    'that is missing or wrong (%s) is a failure that does not tell it',
    async (wrong) => {
      const server = await double({ key });
      const failed = at(server.url, wrong === undefined ? {} : { key: wrong }).model(never);
      await expect(failed).rejects.toMatchObject({
        failure: { kind: 'unauthorised', help: expect.stringMatching(/MARGINALIA_API_KEY.*Set API Key/) },
      });
      await expect(failed).rejects.not.toThrow(/sk-/);
    },
  );

  it('that no header can hold is refused without being told', async () => {
    const server = await double();
    const failed = at(server.url, { key: 'sk-a\nb' }).model(never);
    await expect(failed).rejects.toMatchObject({ failure: { kind: 'unauthorised' } });
    await expect(failed).rejects.not.toThrow(/sk-a/);
    expect(server.requests).toEqual([]);
  });

  it('is shown to the guard like all that leaves', async () => {
    const server = await double({ key, answer: () => answer });
    const runtime = at(server.url, { key });
    await runtime.model(never);
    const seen: string[] = [];
    await all(
      runtime.ask(
        question,
        (strings, protocol) => {
          seen.push(...strings, ...protocol);
          return undefined;
        },
        never,
      ),
    );
    expect(seen).toContain(`Bearer ${key}`);
  });

  it('never follows a redirect', async () => {
    const elsewhere = await double();
    const server = await double({
      key,
      mode: 'redirects',
      redirectTo: `${elsewhere.url}/v1/chat/completions`,
    });
    expect((await all(at(server.url, { key }).ask(question, clean, never))).failure).toBe('refused-host');
    expect(elsewhere.requests).toEqual([]);
  });
});
