import { afterEach, describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { type Asking, askItems, askText } from '../../server/src/pipeline/asking/asking';
import { makeMeter } from '../../server/src/pipeline/windows/tokens';
import { prompt } from '../../server/src/privacy/text';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { openai } from '../../server/src/runtime/openai/openai';
import type { Runtime } from '../../server/src/runtime/runtime';
import * as entities from '../../server/src/task/entities';
import { FailureError, type FailureKind } from '../../server/src/task/failure';
import type { Question } from '../../server/src/task/question';
import * as summary from '../../server/src/task/summary';
import { startOllamaDouble } from '../doubles/ollama';
import { startOpenAiDouble } from '../doubles/openai';
import type { Double } from '../doubles/server';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const question = (key: string): Question => ({
  prompt: prompt`The gist of: She has had a cough for a week, and a fever since this morning.`,
  schema: { type: 'object', properties: { [key]: {} } },
  maxTokens: 160,
});
const asking = (runtime: Pick<Runtime, 'ask'>, signal = new AbortController().signal): Asking => ({
  runtime,
  guard: () => undefined,
  signal,
  contextLength: 4_096,
  meter: makeMeter((text) => text.length >> 2),
  pauses: [0],
  remember: (_, ask) => ask(),
});

/** What begins in one way and goes on in another for ever; tells how much of it was taken. */
function endless(beginning: string, more: string) {
  let taken = 0;
  async function* answer(): AsyncGenerator<string> {
    yield beginning;
    for (;;) {
      taken += more.length;
      yield more;
    }
  }
  return { answer: answer(), taken: () => taken };
}

const about = { model: 'me-llama', allowedHosts: [] };
const protocols: readonly [string, (answer: AsyncIterable<string>) => Promise<[Double<unknown>, Runtime]>][] =
  [
    [
      'ollama',
      async (answer) => {
        const server = await startOllamaDouble({ answer: () => answer });
        return [server, ollama({ ...about, endpoint: server.url })];
      },
    ],
    [
      'openai',
      async (answer) => {
        const server = await startOpenAiDouble({ answer: () => answer });
        return [server, openai({ ...about, endpoint: server.url })];
      },
    ],
  ];

describe.each(protocols)('an answer without an end, over the protocol of %s,', (_, start) => {
  async function asked(beginning: string, more: string) {
    const { answer, taken } = endless(beginning, more);
    const [server, runtime] = await start(answer);
    open.push(server.close);
    return { server, taken, asking: asking(runtime) };
  }

  it.each([
    ['white space', '{"summary":', '   '],
    ['white space within the text', '{"summary":"A cough', ' '],
    ['escaped white space', '{"summary":"A cough', '\\n\\n'],
    ['the same words', '{"summary":"A cough', ' and a fever'],
    ['another kind of answer', '{"entities":[', '["cough","problem"],'],
  ])('is left where a text was asked for and %s comes', async (_, beginning, more) => {
    const { server, taken, asking } = await asked(beginning, more);
    const answer = await askText(asking, question('summary'), summary.read);
    expect(answer).toMatchObject({ value: undefined, failure: { kind: 'cut-off' } });
    const chat = await server.chat(1);
    await chat.over;
    expect(chat.closedByClient).toBe(true);
    expect(server.chats()).toHaveLength(1);
    expect(taken()).toBeLessThan(100_000);
  });

  it('is left where a list was asked for and one of its words does not end', async () => {
    const { server, taken, asking } = await asked('{"entities":[["fever","problem"],["cough', ' and so on');
    const answer = await askItems(asking, question('entities'), () => entities.reader(i2b2));
    expect(answer).toMatchObject({ value: [{ text: 'fever' }], failure: { kind: 'cut-off' } });
    await (await server.chat(1)).over;
    expect(taken()).toBeLessThan(100_000);
  });
});

describe('an answer', () => {
  it('that never repeats itself has no more characters than its tokens can have', async () => {
    let n = 0;
    async function* ask(): AsyncGenerator<string> {
      yield '{"summary":"';
      for (;;) yield `${n++} `;
    }
    let read = false;
    const answer = await askText(asking({ ask }), question('summary'), () => {
      read = true;
      return '';
    });
    expect(answer.failure?.kind).toBe('cut-off');
    expect(n).toBeLessThan(10_000);
    expect(read).toBe(false);
  });

  it('in one huge piece keeps what was whole within its length', async () => {
    async function* ask(): AsyncGenerator<string> {
      yield `{"entities":[["fever","problem"],${'["cough","problem"],'.repeat(300_000)}`;
    }
    const answer = await askItems(asking({ ask }), question('entities'), () => entities.reader(i2b2));
    expect(answer.value[0]?.text).toBe('fever');
    expect(answer.value.length).toBeLessThan(500);
    expect(answer.failure?.kind).toBe('cut-off');
  });

  it('that was whole before white space without end is a summary all the same', async () => {
    const { answer } = endless('{"summary":"A cough for a week, and a fever."}', '  ');
    const { value, failure } = await askText(
      asking({ ask: () => answer }),
      question('summary'),
      summary.read,
    );
    expect({ value, failure }).toEqual({ value: 'A cough for a week, and a fever.', failure: undefined });
  });

  it('is neither waited for nor read after an abort, even of a runtime that goes on', async () => {
    const controller = new AbortController();
    let taken = 0;
    async function* ask(): AsyncGenerator<string> {
      yield '{"summary":"A cough';
      for (;;) {
        if (++taken === 3) controller.abort();
        yield `${taken} `;
      }
    }
    let read = false;
    const answer = await askText(asking({ ask }, controller.signal), question('summary'), () => {
      read = true;
      return 'A cough';
    });
    expect(answer).toEqual({ value: undefined, dropped: 0, whole: false, failure: undefined });
    expect({ taken, read }).toEqual({ taken: 3, read: false });
  });

  it('that has its list twice is read to the end, in pieces of any size', async () => {
    const text =
      '{"entities":[["fever","problem"]],"entities":[["cough","problem"],["entities","problem"]],"count":[1]}';
    for (const size of [1, 6, 200]) {
      const reader = entities.reader(i2b2);
      const texts: string[] = [];
      for (let at = 0; at < text.length; at += size) {
        texts.push(...reader.feed(text.slice(at, at + size)).map((mention) => mention.text));
      }
      expect(texts).toEqual(['fever', 'cough', 'entities']);
      expect({ whole: reader.state.whole, dropped: reader.dropped }).toEqual({ whole: true, dropped: 0 });
    }
    async function* ask(): AsyncGenerator<string> {
      for (let at = 0; at < text.length; at += 6) yield text.slice(at, at + 6);
    }
    const answer = await askItems(asking({ ask }), question('entities'), () => entities.reader(i2b2));
    expect(answer).toMatchObject({ value: [{}, {}, {}], whole: true, failure: undefined });
  });
});

describe('a list that is whole, and then fails', () => {
  const failing = (kind: FailureKind): Pick<Runtime, 'ask'> => ({
    async *ask() {
      yield '{"entities":[{"text":"cough","type":"problem"}]}';
      throw new FailureError({ kind, message: 'It failed.', help: 'Wait.' });
    },
  });
  const asked = (kind: FailureKind) =>
    askItems(asking(failing(kind)), question('entities'), () => entities.reader(i2b2));

  it.each(['cut-off', 'interrupted', 'timeout'] as const)('by %s is an answer', async (kind) => {
    const { value, failure } = await asked(kind);
    expect(value.length).toBe(1);
    expect(failure).toBeUndefined();
  });

  it.each(['refused-host', 'bad-answer', 'server-error', 'context-exceeded'] as const)(
    'by %s is a failure',
    async (kind) => expect((await asked(kind)).failure?.kind).toBe(kind),
  );
});
