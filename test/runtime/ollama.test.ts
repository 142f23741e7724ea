import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { joined, passage, prompt } from '../../server/src/privacy/text';
import { failureOfStatus, ollamaWords } from '../../server/src/runtime/ollama/failures';
import { type OllamaOptions, ollama } from '../../server/src/runtime/ollama/ollama';
import type { FailureKind } from '../../server/src/task/failure';
import type { Question } from '../../server/src/task/question';
import {
  type DoubleModel,
  type DoubleOptions,
  type Mode,
  type OllamaDouble,
  startOllamaDouble,
} from '../doubles/ollama';
import { all, answer, clean, kindOf, never, question } from './asked';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function double(options?: DoubleOptions): Promise<OllamaDouble> {
  const server = await startOllamaDouble(options);
  open.push(server.close);
  return server;
}

const at = (endpoint: string, more: Partial<OllamaOptions> = {}) =>
  ollama({ endpoint, model: 'me-llama', allowedHosts: [], ...more });

describe('a model on an Ollama server', () => {
  it('is described by its name, its digest and the context it may use', async () => {
    const server = await double({
      models: [
        { name: 'me-llama:latest', digest: 'a'.repeat(64), contextLength: 4096 },
        { name: 'long:7b', contextLength: 131_072 },
        { name: 'set:latest', contextLength: 32_768, parameters: 'num_ctx     8192\nstop     "Human:"' },
        { name: 'beyond:latest', contextLength: 2048, parameters: 'num_ctx 8192' },
      ],
    });
    expect(await at(server.url).model(never)).toEqual({
      name: 'me-llama',
      digest: 'a'.repeat(64),
      contextLength: 4096,
    });
    const long = await at(server.url, { model: 'long:7b' }).model(never);
    expect(long.name).toBe('long:7b');
    expect(long.digest).not.toBe('a'.repeat(64));
    const contexts = async (model: string) => (await at(server.url, { model }).model(never)).contextLength;
    expect(await contexts('long:7b')).toBe(4096);
    expect(await contexts('set')).toBe(8192);
    expect(await contexts('beyond')).toBe(2048);
  });

  it('that is not there is named, with how to create it', async () => {
    const server = await double({ models: [{ name: 'other:latest' }] });
    await expect(at(server.url).model(never)).rejects.toMatchObject({
      failure: {
        kind: 'no-model',
        help: expect.stringContaining('model create --gguf FILE --name me-llama'),
      },
    });
  });

  it('that only embeds is no model to ask', async () => {
    const server = await double({ models: [{ name: 'me-llama:latest', capabilities: ['embedding'] }] });
    expect(await kindOf(at(server.url).model(never))).toBe('no-model');
  });

  it('that runs in a cloud is refused before the first prompt', async () => {
    const remote = { host: 'https://ollama.com:443', model: 'me-llama' };
    for (const models of [
      [{ name: 'me-llama:latest', remote }],
      [{ name: 'me-llama:latest', remote, remoteInShowOnly: true }],
    ]) {
      const server = await double({ models });
      expect(await kindOf(at(server.url).model(never))).toBe('refused-host');
      expect((await all(at(server.url).ask(question, clean, never))).failure).toBe('refused-host');
      expect(server.chats()).toEqual([]);
    }
    const server = await double();
    for (const model of ['me-llama-cloud', 'me-llama:cloud', 'me-llama:120b-cloud']) {
      expect(await kindOf(at(server.url, { model }).model(never))).toBe('refused-host');
    }
    expect(server.requests).toEqual([]);
  });

  it('whose name is given to one of a cloud is refused before the next prompt', async () => {
    const models: DoubleModel[] = [{ name: 'me-llama:latest' }];
    const server = await double({ models, answer: () => answer });
    const runtime = at(server.url);
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now);
    expect((await all(runtime.ask(question, clean, never))).text).toBe(answer);
    models[0] = { name: 'me-llama:latest', remote: { host: 'https://ollama.com:443', model: 'm' } };
    clock.mockReturnValue(now + 11_000);
    expect((await all(runtime.ask(question, clean, never))).failure).toBe('refused-host');
    expect(server.chats()).toHaveLength(1);
  });

  it('whose reply comes from a cloud is stopped at the first piece', async () => {
    const server = await double({ mode: 'cloud-reply', answer: () => answer });
    const result = await all(at(server.url).ask(question, clean, never));
    expect(result).toMatchObject({ text: '', failure: 'refused-host' });
  });

  it('whose reply came from a cloud is asked nothing more, not even about itself', async () => {
    const server = await double({ mode: 'cloud-reply', answer: () => answer });
    const runtime = at(server.url);
    await all(runtime.ask(question, clean, never));
    const before = server.requests.length;
    expect(await kindOf(runtime.model(never))).toBe('refused-host');
    expect((await all(runtime.ask(question, clean, never))).failure).toBe('refused-host');
    expect((await all(runtime.ask(question, clean, never))).failure).toBe('refused-host');
    expect(server.chats().length).toBe(1);
    expect(server.requests.length).toBe(before);
  });

  it('is not looked for behind something that is no Ollama', async () => {
    const said = vi.spyOn(console, 'log');
    const page = createServer((_, response) => response.end('<html>hello</html>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => page.close(() => resolve())));
    const { port } = page.address() as AddressInfo;
    expect(await kindOf(at(`http://127.0.0.1:${port}`).model(never))).toBe('wrong-server');
    expect(said).not.toHaveBeenCalled();
  });
});

describe('an answer', () => {
  it('comes piece by piece, and the request says what it must', async () => {
    const server = await double({ answer: () => answer });
    const got: string[] = [];
    for await (const piece of at(server.url, { keepAlive: '5m' }).ask(question, clean, never))
      got.push(piece);
    expect(got.length).toBeGreaterThan(5);
    expect(got.join('')).toBe(answer);
    expect(server.chats()[0]?.body).toMatchObject({
      model: 'me-llama',
      messages: [{ role: 'user', content: question.prompt.text }],
      stream: true,
      format: question.schema,
      truncate: false,
      shift: false,
      keep_alive: '5m',
      options: { temperature: 0, num_ctx: 4096, num_predict: 50 },
    });
  });

  it('asks about the model once, not before each question', async () => {
    const server = await double({ answer: () => answer });
    const runtime = at(server.url);
    await runtime.model(never);
    const before = server.requests.length;
    await all(runtime.ask(question, clean, never));
    await all(runtime.ask(question, clean, never));
    expect(server.requests.slice(before).map((request) => request.path)).toEqual(['/api/chat', '/api/chat']);
  });

  const failures: readonly [Mode, FailureKind, 'all' | 'part' | 'none'][] = [
    ['unknown-model', 'no-model', 'none'],
    ['busy', 'busy', 'none'],
    ['server-error', 'server-error', 'none'],
    ['html-error', 'server-error', 'none'],
    ['exceeds-context', 'context-exceeded', 'none'],
    ['redirects', 'refused-host', 'none'],
    ['error-in-stream', 'interrupted', 'part'],
    ['killed', 'interrupted', 'part'],
    ['bad-line', 'server-error', 'part'],
    ['cut', 'cut-off', 'part'],
    ['unauthorised', 'unauthorised', 'none'],
    ['hangs', 'timeout', 'none'],
    ['trickles', 'timeout', 'none'],
    ['stalls', 'timeout', 'part'],
  ];
  it.each(failures)(
    'that goes wrong in the way "%s" is a failure named %s, after what did come',
    async (mode, kind, share) => {
      const spoken = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
      const server = await double({ mode, answer: () => answer });
      // What comes before the silence may come late: a machine may be slow.
      const patience = share === 'part' ? { between: 500 } : { first: 300 };
      const silent = kind === 'timeout';
      const runtime = at(server.url, silent ? { patience } : {});
      const result = await all(runtime.ask(question, clean, never));
      expect(result.failure).toBe(kind);
      expect(result.help).not.toBe('');
      if (share === 'none') expect(result.text).toBe('');
      if (share === 'part') {
        expect(result.text.length).toBeGreaterThan(8);
        expect(answer.startsWith(result.text)).toBe(true);
      }
      // The client prints what it cannot read; what it cannot read may be text of the note.
      for (const spy of spoken) expect(spy).not.toHaveBeenCalled();
    },
  );

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

  it('is waited for while the model loads, longer than between two pieces', async () => {
    let done = (): void => {};
    const loaded = new Promise<void>((resolve) => {
      done = resolve;
    });
    const server = await double({ loaded, answer: () => answer });
    const runtime = at(server.url, { patience: { first: 60_000, between: 1_000 } });
    const waiting = all(runtime.ask(question, clean, never));
    await server.chat(1);
    setTimeout(done, 1_100);
    expect(await waiting).toMatchObject({ text: answer, failure: undefined });
  });

  it('to a question of which the server dropped a part is a failure, also where the server says nothing', async () => {
    const sent = (words: number): Question => ({
      ...question,
      prompt: prompt`${joined(
        Array.from({ length: words }, () => passage`wheeze and rales`),
        ' ',
      )}`,
    });
    const failureFor = async (asked: Question, promptTokens: number) => {
      const server = await double({ answer: () => answer, promptTokens });
      return (await all(at(server.url).ask(asked, clean, never))).failure;
    };
    // Older servers fill the context, newer ones half of it.
    expect(await failureFor(sent(1_500), 4096)).toBe('context-exceeded');
    expect(await failureFor(sent(1_500), 2050)).toBe('context-exceeded');
    // Such a question has about so many tokens.
    expect(await failureFor(sent(500), 2050)).toBeUndefined();
    expect(await failureFor(sent(500), 4000)).toBeUndefined();
    // A server that had most of it in its cache.
    expect(await failureFor(sent(1_500), 20)).toBeUndefined();
  });

  it('is refused for a question that is too long in the words of any version', () => {
    const asked = { base: 'http://127.0.0.1:11434', model: 'me-llama', words: ollamaWords };
    for (const said of [
      'request (2010 tokens) exceeds the available context size (512 tokens), try increasing it',
      'the prompt is longer than the context length currently available to the model; shorten the prompt',
      'the input length exceeds the context length',
    ]) {
      expect(failureOfStatus(400, said, asked).failure.kind).toBe('context-exceeded');
    }
    expect(failureOfStatus(400, 'invalid options: num_ctx', asked).failure.kind).toBe('server-error');
  });

  it('of a server that is not there is a failure with what to do', async () => {
    const server = await startOllamaDouble();
    await server.close();
    const result = await all(at(server.url).ask(question, clean, never));
    expect(result.failure).toBe('unreachable');
    expect(result.help).toContain('ollama serve');
  });

  it('never follows a redirect', async () => {
    const elsewhere = await double({ answer: () => answer });
    const server = await double({ mode: 'redirects', redirectTo: `${elsewhere.url}/api/chat` });
    expect((await all(at(server.url).ask(question, clean, never))).failure).toBe('refused-host');
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a question that nobody waits for any more', () => {
  it('ends at the socket while not a byte has come', async () => {
    const server = await double({ mode: 'hangs' });
    const controller = new AbortController();
    const asking = all(at(server.url).ask(question, clean, controller.signal));
    const request = await server.chat(1);
    controller.abort();
    expect(await asking).toMatchObject({ text: '', failure: undefined });
    await request.over;
    expect(request.closedByClient).toBe(true);
  });

  it('ends at the socket while the answer comes', async () => {
    const controller = new AbortController();
    const server = await double({
      answer: async function* () {
        yield 'first';
        await new Promise(() => {});
      },
    });
    let got = '';
    for await (const piece of at(server.url).ask(question, clean, controller.signal)) {
      got += piece;
      controller.abort();
    }
    expect(got).toBe('first');
    const request = await server.chat(1);
    await request.over;
    expect(request.closedByClient).toBe(true);
  });

  it('ends at the socket when the caller leaves the loop', async () => {
    const server = await double({
      answer: async function* () {
        yield 'first';
        await new Promise(() => {});
      },
    });
    for await (const _ of at(server.url).ask(question, clean, never)) break;
    const request = await server.chat(1);
    await request.over;
    expect(request.closedByClient).toBe(true);
  });

  it('is not even sent when it was given up before', async () => {
    const server = await double();
    expect(await all(at(server.url).ask(question, clean, AbortSignal.abort()))).toMatchObject({
      text: '',
      failure: undefined,
    });
    expect(server.requests).toEqual([]);
  });
});

describe('what leaves', () => {
  it('has the key that was given for the server, where one was', async () => {
    const server = await double({ answer: () => answer });
    await all(at(server.url, { key: 'sk-quince-81' }).ask(question, clean, never));
    await all(at(server.url).ask(question, clean, never));
    const sent = new Set(server.requests.map(({ headers }) => headers.authorization));
    expect(sent).toEqual(new Set(['Bearer sk-quince-81', undefined]));
  });

  it('passes the guard, every string of it, before the first byte', async () => {
    const server = await double({ answer: () => answer });
    const runtime = at(server.url);
    await runtime.model(never);
    const before = server.requests.length;
    const seen: string[] = [];
    const result = await all(
      runtime.ask(
        question,
        (strings, protocol) => {
          seen.push(...strings, ...protocol);
          return strings.some((text) => text.includes('wheeze')) ? {} : undefined;
        },
        never,
      ),
    );
    expect(result.failure).toBe('refused-egress');
    expect(seen).toEqual(expect.arrayContaining([question.prompt.text, 'entities', '/api/chat']));
    expect(server.requests.length).toBe(before);
  });

  it('takes no proxy from the environment', async () => {
    const trap = await double();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, trap.url);
    }
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const server = await double({ answer: () => answer });
    expect((await all(at(server.url).ask(question, clean, never))).text).toBe(answer);
    expect(trap.requests).toEqual([]);
  });

  it('goes to no host that is not allowed', async () => {
    const runtime = at('http://192.0.2.1:11434');
    expect(await kindOf(runtime.model(never))).toBe('refused-host');
    expect((await all(runtime.ask(question, clean, never))).failure).toBe('refused-host');
  });
});
