import { afterEach, describe, expect, it } from 'vitest';
import { keepLoaded, type Loader } from '../../server/src/runtime/ollama/loaded';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { type DoubleOptions, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { clean, question } from './asked';

/** A server in a time of its own, and one who keeps a model loaded there for some rests. */
async function keep({
  own,
  before,
  rests = 1,
  meanwhile = () => {},
  fails = () => false,
}: {
  /** The seconds for which the server keeps a model by itself. */
  readonly own: number;
  /** The seconds for which somebody else had it kept. */
  readonly before?: number;
  readonly rests?: number;
  readonly meanwhile?: (server: { until: number | undefined }) => void;
  readonly fails?: (time: number) => boolean;
}) {
  let now = 0;
  const server: { until: number | undefined } = {
    until: before === undefined ? undefined : before * 1000,
  };
  let seconds = before;
  const done: string[] = [];
  const held: (number | undefined)[] = [];
  const controller = new AbortController();
  const isLoaded = (): boolean => server.until !== undefined && server.until > now;
  const loader: Loader = {
    async left() {
      if (fails(now)) throw new Error('away');
      return isLoaded() ? (server.until ?? 0) - now : undefined;
    },
    async load(_, wanted) {
      if (fails(now)) throw new Error('away');
      done.push(
        `${now / 1000}: ${isLoaded() ? 'kept' : 'loaded'}${wanted === undefined ? '' : ` ${wanted} s`}`,
      );
      seconds = wanted ?? (isLoaded() ? seconds : own) ?? own;
      server.until = seconds > 0 ? now + seconds * 1000 : undefined;
    },
  };
  const gaps: boolean[] = [];
  await keepLoaded(
    loader,
    (wanted) => held.push(wanted),
    controller.signal,
    async (milliseconds) => {
      now += milliseconds;
      gaps.push(!isLoaded());
      meanwhile(server);
      if (gaps.length >= rests) controller.abort();
    },
  );
  return { done, held, gaps, left: isLoaded() ? ((server.until ?? 0) - now) / 1000 : undefined };
}

describe('a model that is kept loaded', () => {
  it("is asked after before the server's own time is over, and left to that at the end without a word", async () => {
    const { done, held, gaps, left } = await keep({ own: 300, rests: 4 });
    expect(done).toEqual(['0: loaded', '150: kept', '300: kept', '450: kept']);
    expect(gaps).toEqual([false, false, false, false]);
    expect(held).toEqual([undefined]);
    expect(left).toBe(150);
  });

  it('keeps the time that somebody else wished for it', async () => {
    const { done, held, left } = await keep({ own: 300, before: 86_400 });
    expect(done).toEqual(['0: kept']);
    expect(held).toEqual([undefined]);
    expect(left).toBe(86_400 - 240);
  });

  it("stays where the server would soon unload it, and has the server's own time again at the end", async () => {
    const { done, held, gaps, left } = await keep({ own: 10, rests: 3 });
    expect(done).toEqual([
      '0: loaded',
      '0: kept 300 s',
      '150: kept 300 s',
      '300: kept 300 s',
      '450: kept 10 s',
    ]);
    expect(gaps).toEqual([false, false, false]);
    expect(held).toEqual([300, undefined]);
    expect(left).toBe(10);
  });

  it('stays where the server would unload it at once, and is unloaded at the end', async () => {
    const { done, left } = await keep({ own: 0 });
    expect(done).toEqual(['0: loaded', '0: loaded 300 s', '150: kept 0 s']);
    expect(left).toBeUndefined();
  });

  it('is not loaded again when another model has pushed it out, neither meanwhile nor at the end', async () => {
    const meanwhile = (server: { until: number | undefined }): void => {
      server.until = undefined;
    };
    expect((await keep({ own: 300, rests: 3, meanwhile })).done).toEqual(['0: loaded']);
    expect((await keep({ own: 10, rests: 1, meanwhile })).done).toEqual(['0: loaded', '0: kept 300 s']);
  });

  it('fails nothing where the server is away', async () => {
    expect((await keep({ own: 300, rests: 3, fails: () => true })).done).toEqual([]);
    const { held } = await keep({ own: 10, rests: 1, fails: (time) => time > 0 });
    expect(held).toEqual([300, undefined]);
  });
});

const servers: OllamaDouble[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: DoubleOptions): Promise<OllamaDouble> {
  const server = await startOllamaDouble(options);
  servers.push(server);
  return server;
}

const bodiesOf = (server: OllamaDouble, path: string): Record<string, unknown>[] =>
  server.requests.filter((one) => one.path === path).map(({ body }) => body as Record<string, unknown>);
const untilLoaded = async (memory: Map<string, number>, seconds: number): Promise<void> => {
  while (memory.get('me-llama:latest') !== seconds) await new Promise((resolve) => setImmediate(resolve));
};

describe('a model of Ollama that is kept loaded', () => {
  it('is loaded ahead with what questions ask for, so that none of them loads it anew', async () => {
    const memory = new Map<string, number>();
    const server = await start({ memory });
    const runtime = ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] });
    const controller = new AbortController();
    const kept = runtime.keepLoaded?.(controller.signal);
    await untilLoaded(memory, 300);
    for await (const _ of runtime.ask(question, clean, new AbortController().signal));
    controller.abort();
    await kept;
    const [load] = bodiesOf(server, '/api/generate');
    const [chat] = bodiesOf(server, '/api/chat');
    expect(load).toMatchObject({ prompt: '', options: { num_ctx: 4096 }, shift: false });
    expect(chat).toMatchObject({ options: { num_ctx: 4096 }, shift: false });
    for (const body of [load, chat]) expect(body).not.toHaveProperty('keep_alive');
    expect(memory.get('me-llama:latest')).toBe(300);
  });

  it('is asked to stay by each question where the server would unload it, as long as it is wanted', async () => {
    const memory = new Map<string, number>();
    const server = await start({ memory, keepAlive: 0 });
    const runtime = ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] });
    const controller = new AbortController();
    const kept = runtime.keepLoaded?.(controller.signal);
    await untilLoaded(memory, 300);
    for await (const _ of runtime.ask(question, clean, new AbortController().signal));
    controller.abort();
    await kept;
    for await (const _ of runtime.ask(question, clean, new AbortController().signal));
    expect(bodiesOf(server, '/api/chat').map((body) => body.keep_alive)).toEqual([300, undefined]);
    expect([...memory]).toEqual([]);
  });

  it('is let go at once while it loads: the request ends at the socket', async () => {
    const server = await start({ memory: new Map(), loaded: new Promise(() => {}) });
    const runtime = ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] });
    const controller = new AbortController();
    const kept = runtime.keepLoaded?.(controller.signal);
    let loading = server.requests.find(({ path }) => path === '/api/generate');
    while (!loading) {
      await new Promise((resolve) => setImmediate(resolve));
      loading = server.requests.find(({ path }) => path === '/api/generate');
    }
    controller.abort();
    await kept;
    await loading.over;
    expect(loading.closedByClient).toBe(true);
  });
});
