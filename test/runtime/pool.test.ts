import { afterEach, describe, expect, it } from 'vitest';
import { type DeidentifiedText, passage, prompt } from '../../server/src/privacy/text';
import { connect } from '../../server/src/runtime/connect';
import { failed } from '../../server/src/runtime/failures';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { openai } from '../../server/src/runtime/openai/openai';
import { pool } from '../../server/src/runtime/pool';
import type { Runtime } from '../../server/src/runtime/runtime';
import type { Question } from '../../server/src/task/question';
import { startOllamaDouble } from '../doubles/ollama';
import {
  type OpenAiOptions as DoubleOptions,
  type OpenAiDouble,
  type OpenAiMode,
  startOpenAiDouble,
} from '../doubles/openai';
import { all, answer, clean, kindOf, never, question } from './asked';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function doubles(...given: readonly DoubleOptions[]): Promise<OpenAiDouble[]> {
  const servers = await Promise.all(given.map((one) => startOpenAiDouble({ answer: () => answer, ...one })));
  open.push(...servers.map(({ close }) => close));
  return servers;
}

const members = (servers: readonly { readonly url: string }[]) =>
  servers.map(({ url }) => ({
    endpoint: url,
    runtime: openai({ endpoint: url, model: 'me-llama', allowedHosts: [], patience: { about: 2_000 } }),
  }));
const counts = (servers: readonly OpenAiDouble[]): number[] => servers.map((server) => server.chats().length);
const ask = (runtime: Runtime, asked: Question = question) => all(runtime.ask(asked, clean, never));
const about = (text: DeidentifiedText, task: string): Question => ({
  ...question,
  prompt: task === 'ner' ? prompt`${text} Name the problems.` : prompt`${text} Name the relations.`,
});

/** An answer that comes when the test says so. */
function held(): { answer: () => AsyncIterable<string>; go: () => void } {
  let go = (): void => {};
  const going = new Promise<void>((resolve) => {
    go = resolve;
  });
  return {
    answer: async function* () {
      yield answer.slice(0, 5);
      await going;
      yield answer.slice(5);
    },
    go: () => go(),
  };
}

describe('several servers', () => {
  it('are one with the slots of all and the smallest context', async () => {
    const servers = await doubles({ slots: 2, contextLength: 4096 }, { slots: 3, contextLength: 2048 });
    expect(await pool(members(servers)).model(never)).toMatchObject({
      name: 'me-llama',
      slots: 5,
      contextLength: 2048,
    });
    const unknown = await doubles({ kind: 'vllm' }, { kind: 'vllm' });
    expect((await pool(members(unknown)).model(never)).slots).toBe(2);
  });

  it('with different models are refused, both named', async () => {
    const servers = await doubles({ weights: 1 }, { weights: 2 });
    await expect(pool(members(servers)).model(never)).rejects.toMatchObject({
      failure: {
        kind: 'no-model',
        message: expect.stringMatching(new RegExp(`${servers[0]?.url}.*${servers[1]?.url}`)),
      },
    });
    expect(counts(servers)).toEqual([0, 0]);
  });

  it('of which one is not allowed are refused', async () => {
    const servers = await doubles({});
    const endpoints = [servers[0]?.url ?? '', 'http://gpu.example:8000'];
    const runtime = await connect({
      protocol: 'openai',
      endpoints,
      model: 'me-llama',
      allowedHosts: [],
      keys: [],
    });
    expect(await kindOf(runtime.model(never))).toBe('refused-host');
    expect((await ask(runtime)).failure).toBe('refused-host');
    expect(counts(servers)).toEqual([0]);
  });

  it('of which one is found to answer from a cloud, or to send elsewhere, are refused for good', async () => {
    const cloud = await startOllamaDouble({ mode: 'cloud-reply', answer: () => answer });
    open.push(cloud.close);
    const own = await startOllamaDouble({ answer: () => answer });
    open.push(own.close);
    const [redirects, sound] = await doubles({ mode: 'redirects' }, {});
    const about = { model: 'me-llama', allowedHosts: [] };
    for (const [away, other, runtimeOf] of [
      [cloud, own, ollama],
      [redirects, sound, openai],
    ] as const) {
      if (!away || !other) throw new Error('there are two');
      const both = [away, other].map(({ url }) => ({
        endpoint: url,
        runtime: runtimeOf({ ...about, endpoint: url }),
      }));
      const runtime = pool(both);
      await runtime.model(never);
      expect(await ask(runtime)).toMatchObject({ text: '', failure: 'refused-host' });
      expect((await ask(runtime)).failure).toBe('refused-host');
      expect(await kindOf(runtime.model(never))).toBe('refused-host');
      expect([away.chats().length, other.chats().length]).toEqual([1, 0]);
    }
  });

  it('are measured by the model last known also while it is looked at anew', async () => {
    const [server] = await doubles({});
    const url = server?.url ?? '';
    const real = openai({ endpoint: url, model: 'me-llama', allowedHosts: [] });
    const model = await real.model(never);
    let slow = false;
    let go = (): void => {};
    const going = new Promise<void>((resolve) => {
      go = resolve;
    });
    let fail = (): void => {};
    const breaks = new Promise<void>((resolve) => {
      fail = resolve;
    });
    let asked = 0;
    // The first is away at the start, and comes back with other weights.
    let away = true;
    const other: Runtime = {
      name: 'other',
      model: async () => {
        if (away) throw failed('unreachable', 'It is away.', 'Wait.');
        return { ...model, digest: 'other' };
      },
      async *ask() {
        asked++;
        yield answer;
      },
    };
    // The second fails before its first word, while its model is being looked at.
    const failing: Runtime = {
      name: 'failing',
      model: async () => {
        if (slow) await going;
        return model;
      },
      ask: () => ({
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            await breaks;
            throw failed('busy', 'It is full.', 'Wait.');
          },
        }),
      }),
    };
    const runtime = pool([
      { endpoint: 'http://127.0.0.1:1', runtime: other },
      { endpoint: 'http://127.0.0.1:2', runtime: failing },
    ]);
    await runtime.model(never);
    slow = true;
    const question = ask(runtime);
    away = false;
    const look = kindOf(runtime.model(never));
    fail();
    // The question goes on from the second to the first while the look waits.
    expect(await question).toMatchObject({ text: '', failure: 'no-model' });
    expect(asked).toBe(0);
    go();
    expect(await look).toBe('no-model');
  });

  it('are asked where a slot is free', async () => {
    const [first, second] = [held(), held()];
    const servers = await doubles({ answer: first.answer, slots: 2 }, { answer: second.answer });
    const runtime = pool(members(servers));
    await runtime.model(never);
    const asked = [ask(runtime), ask(runtime), ask(runtime)];
    await Promise.all([servers[0]?.chat(2), servers[1]?.chat(1)]);
    expect(counts(servers)).toEqual([2, 1]);
    second.go();
    expect((await asked[2])?.text).toBe(answer);
    const fourth = ask(runtime);
    await servers[1]?.chat(2);
    first.go();
    expect((await Promise.all([...asked, fourth])).map(({ text }) => text)).toEqual(Array(4).fill(answer));
  });

  it('are asked about a window where the window was read, while that has a slot', async () => {
    const one = passage`The first window, about a wheeze.`;
    const two = passage`A second window, about a rash.`;
    let hold = held();
    const servers = await doubles({ answer: () => hold.answer() }, { answer: () => hold.answer() });
    const runtime = pool(members(servers));
    await runtime.model(never);
    const both = [ask(runtime, about(one, 'ner')), ask(runtime, about(two, 'ner'))];
    await Promise.all(servers.map((server) => server.chat(1)));
    hold.go();
    await Promise.all(both);
    hold = held();
    hold.go();
    await ask(runtime, about(two, 'relation'));
    await ask(runtime, about(one, 'relation'));
    const promptsOf = (server: OpenAiDouble | undefined) =>
      server?.chats().map(({ body }) => body.messages[0]?.content.slice(0, 10));
    expect(promptsOf(servers[0])).toEqual(['The first ', 'The first ']);
    expect(promptsOf(servers[1])).toEqual(['A second w', 'A second w']);
  });

  it('answer for each other while nothing of the answer has come', async () => {
    for (const mode of ['server-error', 'busy', 'html-error', 'unknown-model'] as const) {
      const servers = await doubles({ mode }, {});
      expect(await ask(pool(members(servers)))).toMatchObject({ text: answer, failure: undefined });
      expect(counts(servers), mode).toEqual([1, 1]);
    }
  });

  it('never say anything twice: what broke off is for the caller to ask anew, and goes elsewhere', async () => {
    const servers = await doubles({ mode: 'killed' }, {});
    const runtime = pool(members(servers));
    const broken = await ask(runtime);
    expect(broken.failure).toBe('interrupted');
    expect(answer.startsWith(broken.text)).toBe(true);
    expect(await ask(runtime)).toMatchObject({ text: answer, failure: undefined });
    expect(counts(servers)).toEqual([1, 1]);
  });

  it('are not all asked what the question itself is to blame for', async () => {
    const servers = await doubles({ mode: 'exceeds-context' }, {});
    expect((await ask(pool(members(servers)))).failure).toBe('context-exceeded');
    expect(counts(servers)).toEqual([1, 0]);
  });

  it('that are all away fail as the first does', async () => {
    const gone = await startOpenAiDouble();
    await gone.close();
    const [loading] = await doubles({ loaded: new Promise(() => {}) });
    if (!loading) throw new Error('there is one');
    expect(await kindOf(pool(members([gone, loading])).model(never))).toBe('unreachable');
    expect((await ask(pool(members([loading, gone])))).failure).toBe('loading');
  });
});

describe('a sick server', () => {
  it('is left out, and looked at again after a pause that grows', async () => {
    let clock = 0;
    let mode: OpenAiMode = 'server-error';
    const servers = await doubles({ mode: () => mode }, {});
    const [sick] = servers;
    const runtime = pool(members(servers), { now: () => clock });
    await runtime.model(never);
    const looked = (): number => sick?.requests.filter(({ path }) => path === '/v1/models').length ?? 0;
    const asked = async (): Promise<number[]> => {
      const before = counts(servers);
      await ask(runtime);
      return counts(servers).map((count, i) => count - (before[i] as number));
    };
    /** Asks until the server that was left out has been found to be back. */
    const untilLooked = async (): Promise<void> => {
      const before = looked();
      while (looked() === before) await asked();
      while ((await asked())[0] === 0);
    };
    expect(await asked()).toEqual([1, 1]);
    expect(await asked()).toEqual([0, 1]);
    clock = 999;
    expect(await asked()).toEqual([0, 1]);
    expect(looked()).toBe(1);
    // It lists its model, so it is asked again, and fails again: twice the pause.
    clock = 1_000;
    await untilLooked();
    clock = 2_999;
    expect(await asked()).toEqual([0, 1]);
    mode = 'answers';
    clock = 3_000;
    await untilLooked();
    expect(await asked()).toEqual([1, 0]);
  });

  it('that was away at the start joins later, unless its model is another', async () => {
    for (const [weights, joins] of [
      [7, true],
      [8, false],
    ] as const) {
      let clock = 0;
      let come = (): void => {};
      const loaded = new Promise<void>((resolve) => {
        come = resolve;
      });
      const servers = await doubles({ loaded, weights }, { weights: 7 });
      const runtime = pool(members(servers), { now: () => clock });
      expect((await runtime.model(never)).slots).toBe(1);
      await ask(runtime);
      expect(counts(servers)).toEqual([0, 1]);
      come();
      clock = 100_000;
      const [late] = servers;
      while (late?.requests.filter(({ path }) => path.startsWith('/props')).length === 0) await ask(runtime);
      // Two at a time, so that the second needs another server's slot.
      for (let i = 0; i < 10; i++) await Promise.all([ask(runtime), ask(runtime)]);
      expect((counts(servers)[0] ?? 0) > 0).toBe(joins);
    }
  });

  it('is not looked for any more when nobody asks', async () => {
    let ended = (): void => {};
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    let looks = 0;
    const silent: Runtime = {
      name: 'silent',
      model: async (signal) => {
        if (++looks === 1) throw failed('unreachable', 'It is away.', 'Wait.');
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        ended();
        signal.throwIfAborted();
        throw new Error('the look goes on');
      },
      ask: () => {
        throw new Error('it is never asked');
      },
    };
    let clock = 0;
    const all = [...members(await doubles({})), { endpoint: 'http://127.0.0.1:1', runtime: silent }];
    const runtime = pool(all, { now: () => clock });
    await runtime.model(never);
    clock = 1_000;
    expect((await ask(runtime)).text).toBe(answer);
    await end;
    expect(looks).toBe(2);
  });
});

describe('a server whose protocol is not said', () => {
  const connected = (endpoints: readonly string[], keys = []) =>
    connect({ protocol: 'auto', endpoints, model: 'me-llama', allowedHosts: [], keys });

  it('is taken as Ollama where it is one, else as an OpenAI-compatible one', async () => {
    const own = await startOllamaDouble({ answer: () => answer });
    open.push(own.close);
    const [other] = await doubles({ kind: 'vllm' });
    for (const [url, name] of [
      [own.url, 'ollama'],
      [other?.url ?? '', 'openai'],
    ] as const) {
      const runtime = await connected([url]);
      await runtime.model(never);
      expect(runtime.name).toBe(name);
      expect((await ask(runtime)).text).toBe(answer);
    }
  });

  it('is told apart also while it loads, and when it is neither', async () => {
    const [loading] = await doubles({ loaded: new Promise(() => {}) });
    expect(await kindOf((await connected([loading?.url ?? ''])).model(never))).toBe('loading');
    const [bare] = await doubles({ unlisted: true, mode: 'html-error' });
    expect(await kindOf((await connected([bare?.url ?? ''])).model(never))).toBe('wrong-server');
  });

  it('gets the key that is its own', async () => {
    const servers = await doubles({ key: 'sk-1' }, { key: 'sk-2' });
    const keys = servers.map(({ url }, i) => ({ endpoint: url, key: `sk-${i + 1}` }));
    const endpoints = servers.map(({ url }) => url);
    const runtime = await connect({
      protocol: 'openai',
      endpoints,
      model: 'me-llama',
      allowedHosts: [],
      keys,
    });
    await runtime.model(never);
    for (const [i, { requests }] of servers.entries())
      expect(new Set(requests.map(({ headers }) => headers.authorization))).toEqual(
        new Set([`Bearer sk-${i + 1}`]),
      );
  });

  it('is one of a pool with others of the same model', async () => {
    const own = await startOllamaDouble({ answer: () => answer });
    open.push(own.close);
    const [other] = await doubles({});
    const runtime = await connected([own.url, other?.url ?? '']);
    await expect(runtime.model(never)).rejects.toMatchObject({ failure: { kind: 'no-model' } });
    const same = await connected([own.url, `${own.url}/`, own.url]);
    expect(await same.model(never)).toEqual(
      await ollama({ endpoint: own.url, model: 'me-llama', allowedHosts: [] })
        .model(never)
        .then((model) => ({ ...model, slots: 2, moreSlots: true })),
    );
  });
});
