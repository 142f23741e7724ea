import { afterEach, describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import type { Patience } from '../../server/src/runtime/exchange';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { openai } from '../../server/src/runtime/openai/openai';
import type { Runtime } from '../../server/src/runtime/runtime';
import type { Engine, Result, Task } from '../../server/src/task/engine';
import { knowing, type Mode, startOllamaDouble } from '../doubles/ollama';
import { type OpenAiMode, startOpenAiDouble } from '../doubles/openai';
import type { Double } from '../doubles/server';

const text = `HPI:
She denies chest pain. She was given aspirin for fever, and a film showed pneumonia.
She has no rash, and she is short of breath on the stairs at home each day of the week.
`;
const knowledge = {
  entities: [
    { text: 'chest pain', type: 'problem', assertion: 'absent' },
    { text: 'fever', type: 'problem' },
    { text: 'aspirin', type: 'treatment' },
  ],
  summary: 'No chest pain; aspirin given for fever, pneumonia on film.',
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

type Both = Mode & OpenAiMode;
interface Protocol {
  readonly name: string;
  start(mode: (nth: number) => Both): Promise<Double<unknown>>;
  at(endpoint: string, patience: Partial<Patience>): Runtime;
}
const answer = knowing(knowledge);
/** Short, in milliseconds, where the server says no more; whoever does answer may be on a machine that is slow. */
function patienceFor(mode: Both): Partial<Patience> {
  if (mode === 'drips') return { between: 1_000, token: 0 };
  const silent: readonly Both[] = ['hangs', 'stalls', 'trickles'];
  return silent.includes(mode) ? { first: 200, between: 200 } : {};
}
const about = { model: 'me-llama', allowedHosts: [] };
const protocols: readonly Protocol[] = [
  {
    name: 'ollama',
    start: (mode) => startOllamaDouble({ mode: (_, nth) => mode(nth), answer }),
    at: (endpoint, patience) => ollama({ ...about, endpoint, patience }),
  },
  ...(['llama-server', 'vllm'] as const).map((kind) => ({
    name: kind,
    start: (mode: (nth: number) => Both) => startOpenAiDouble({ kind, mode: (_, nth) => mode(nth), answer }),
    at: (endpoint: string, patience: Partial<Patience>) => openai({ ...about, endpoint, patience }),
  })),
];

async function annotate(engine: Engine, task: Task): Promise<Result[]> {
  const note = parseNote(text);
  let id = 0;
  const results: Result[] = [];
  const request = {
    note,
    identifiers: identifiersOf(note),
    identity: 'ward/one.txt',
    tasks: new Set([task]),
    schema: i2b2,
    windows: windowsOf(note, engine.windowTokens),
    sections: note.sections,
    hypotheses: [],
    known: [],
    nextId: () => `e${id++}`,
    signal: new AbortController().signal,
  };
  for await (const result of engine.annotate(request)) results.push(result);
  return results;
}

const failuresOf = (results: readonly Result[]) =>
  results.flatMap((result) => ('failure' in result ? [result.failure] : []));
const entitiesOf = (results: readonly Result[]): string[] =>
  results.flatMap((result) =>
    'entities' in result && !result.partial ? result.entities.map((entity) => entity.text) : [],
  );

describe.each(protocols)('asked over the protocol of $name', ({ start, at }) => {
  /** What comes of a note, and how often the server was asked. */
  async function come(mode: Both | ((nth: number) => Both), task: Task = 'ner') {
    const server = await start(typeof mode === 'function' ? mode : () => mode);
    open.push(server.close);
    const patience = typeof mode === 'function' ? {} : patienceFor(mode);
    const engine = modelEngine(at(server.url, patience), {
      key: new Uint8Array(32).fill(5),
      pauses: [0, 1, 2],
    });
    const results = await annotate(engine, task);
    const failures = failuresOf(results);
    for (const { message, help } of failures) {
      expect(message).not.toBe('');
      expect(help).not.toBe('');
      expect(message + help).not.toMatch(/chest|fever|aspirin/);
    }
    return { failures, kinds: failures.map(({ kind }) => kind), results, asked: server.chats().length };
  }

  const ways: readonly [Both, string, number][] = [
    // What may succeed is tried again, so often and no more.
    ['busy', 'busy', 4],
    ['killed', 'interrupted', 2],
    ['error-in-stream', 'interrupted', 2],
    // What cannot is not.
    ['unknown-model', 'no-model', 1],
    ['server-error', 'server-error', 1],
    ['html-error', 'server-error', 1],
    ['redirects', 'refused-host', 1],
    ['exceeds-context', 'context-exceeded', 1],
    ['cut', 'cut-off', 1],
    ['hangs', 'timeout', 1],
    ['stalls', 'timeout', 1],
    ['trickles', 'timeout', 1],
    ['bad-line', 'server-error', 1],
    ['garbage', 'bad-answer', 1],
    ['off-schema', 'bad-answer', 1],
    ['empty', 'bad-answer', 1],
    ['echo', 'bad-answer', 1],
  ];
  it.each(ways)(
    'a server that goes wrong in the way "%s" is a failure named %s, after %i questions',
    async (mode, kind, times) => {
      for (const task of ['ner', 'summary'] as const) {
        const { kinds, asked } = await come(mode, task);
        expect(kinds[0], task).toBe(kind);
        expect(new Set(kinds).size).toBe(1);
        // A section's question, and then that about the whole note, unless there is no point in it.
        if (task === 'ner') expect(asked).toBe(times);
      }
    },
  );

  it('pieces that never make an answer end with the time that its tokens may take', async () => {
    const { failures, asked } = await come('drips');
    expect(failures[0]).toMatchObject({ kind: 'timeout', message: expect.stringContaining('not done') });
    expect(asked).toBe(1);
  });

  it('an answer in another language places nothing, and is no summary', async () => {
    expect(entitiesOf((await come('foreign')).results)).toEqual([]);
    const { failures, results } = await come('foreign', 'summary');
    expect(failures[0]).toMatchObject({
      kind: 'bad-answer',
      message: expect.stringContaining('language'),
    });
    expect(results.some((result) => 'summary' in result && result.summary !== undefined)).toBe(false);
  });

  it('what passes is overcome, with nothing said twice', async () => {
    for (const [mode, times] of [
      ['busy', 3],
      ['killed', 1],
    ] as const) {
      const { kinds, results, asked } = await come((nth) => (nth <= times ? mode : 'answers'));
      expect(kinds).toEqual([]);
      expect(entitiesOf(results)).toEqual(['chest pain', 'aspirin', 'fever']);
      expect(asked).toBe(times + 1);
    }
  });
});
