import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import { type AnswerStore, makeMemoryStore } from '../../server/src/pipeline/cache/answer-store';
import { type Answer, type Memories, makeRemember } from '../../server/src/pipeline/cache/remembering';
import { makeGrounder } from '../../server/src/pipeline/grounding/grounding';
import { placedMentions, withoutWords } from '../../server/src/pipeline/grounding/placed-mentions';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { prompt } from '../../server/src/privacy/text';
import type { Model, Runtime } from '../../server/src/runtime/runtime';
import { type Result, tasks } from '../../server/src/task/engine';
import type { Question } from '../../server/src/task/question';
import { pieces } from '../doubles/server';
import { noteText } from '../support/arbitraries';

const model: Model = { name: 'me-llama', digest: 'd1', contextLength: 4096 };
const signal = new AbortController().signal;
const question: Question = { prompt: prompt`What is in the note?`, schema: { type: 'object' }, maxTokens: 9 };
const shape = z.array(z.number());
const whole = (value: number[], dropped = 0): Answer<number[]> => ({
  value,
  dropped,
  whole: true,
  failure: undefined,
});

/** A store that keeps all, and shows it. */
function openStore(): AnswerStore & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    read: async ({ folder, name }) => entries.get(`${folder}/${name}`),
    write: async ({ folder, name }, text) => void entries.set(`${folder}/${name}`, text),
    remove: async ({ folder, name }) => void entries.delete(`${folder}/${name}`),
  };
}

const memories = (store: AnswerStore, more: Partial<Memories> = {}): Memories => ({
  key: new Uint8Array(32).fill(7),
  identity: 'ward/a.txt',
  model,
  protocol: 'ollama',
  stores: [store],
  signal,
  ...more,
});

/** Whether a question has to be asked; its answer is another one each time. */
async function isAsked(
  given: Memories,
  asked: { question?: Question; version?: string } = {},
): Promise<boolean> {
  let times = 0;
  await makeRemember(given)({ question, version: 'v1', shape, ...asked }, async () => whole([++times]));
  return times > 0;
}

/** A text of base64 with another sign at a place. */
const flipped = (text: string, at: number): string => {
  const i = at < 0 ? text.length + at : at;
  return `${text.slice(0, i)}${text[i] === 'A' ? 'B' : 'A'}${text.slice(i + 1)}`;
};

describe('an answer that was given before', () => {
  it('is the same, with what was left out of it, and nobody is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.nat(), async (value, dropped) => {
        const store = openStore();
        const asked = { question, version: 'v1', shape };
        const first = await makeRemember(memories(store))(asked, async () => whole(value, dropped));
        const again = await makeRemember(memories(store))(asked, async () => {
          throw new Error('was asked');
        });
        expect(again).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  it('is asked for again where anything differs that it hangs on', async () => {
    const store = openStore();
    expect(await isAsked(memories(store))).toBe(true);
    expect(await isAsked(memories(store))).toBe(false);
    expect(await isAsked(memories(store, { identity: 'ward/b.txt' }))).toBe(false);
    const others: Partial<Memories>[] = [
      { key: new Uint8Array(32).fill(8) },
      { identity: 'clinic/a.txt' },
      { identity: '//draft' },
      { model: { ...model, digest: 'd2' } },
      { protocol: 'openai' },
    ];
    for (const other of others) expect(await isAsked(memories(store, other))).toBe(true);
    const questions: Parameters<typeof isAsked>[1][] = [
      { version: 'v2' },
      { question: { ...question, prompt: prompt`What is in the note? ` } },
      { question: { ...question, schema: { type: 'array' } } },
    ];
    for (const other of questions) expect(await isAsked(memories(store), other)).toBe(true);
    // Room for the answer changes nothing of one that was whole.
    expect(await isAsked(memories(store), { question: { ...question, maxTokens: 8 } })).toBe(false);
  });

  it('is kept only where it was whole', async () => {
    const gone = new AbortController();
    gone.abort();
    const failure = { kind: 'cut-off', message: '', help: '' } as const;
    const broken: [Answer<number[]>, Partial<Memories>][] = [
      [{ ...whole([1]), failure }, {}],
      [{ ...whole([1]), whole: false }, {}],
      [whole([1]), { signal: gone.signal }],
    ];
    for (const [answer, more] of broken) {
      const store = openStore();
      const given = makeRemember(memories(store, more));
      expect(await given({ question, version: 'v1', shape }, async () => answer)).toEqual(answer);
      expect(store.entries.size).toBe(0);
    }
  });

  it('that was damaged, moved or made by others counts for nothing, and is removed', async () => {
    const store = openStore();
    await isAsked(memories(store));
    const [[place, text] = ['', '']] = store.entries;
    const elsewhere = openStore();
    await isAsked(memories(elsewhere, { identity: 'clinic/a.txt' }));
    const stranger = openStore();
    await makeRemember(memories(stranger))({ question, version: 'v1', shape: z.string() }, async () => ({
      value: 'words',
      dropped: 0,
      whole: true,
      failure: undefined,
    }));
    const damaged = [
      '',
      text.slice(0, -1),
      text.slice(4),
      '[1]',
      flipped(text, 0),
      flipped(text, 20),
      flipped(text, -8),
      `${text} `,
      ...elsewhere.entries.values(),
      // With a right seal, but of another shape.
      ...stranger.entries.values(),
    ];
    for (const bad of damaged) {
      store.entries.set(place, bad);
      let before: string | undefined;
      await makeRemember(memories(store))({ question, version: 'v1', shape }, async () => {
        before = store.entries.get(place);
        return whole([1]);
      });
      expect(before).toBeUndefined();
      expect(store.entries.get(place)).toBe(text);
    }
  });

  it('is found in the store behind, and brought nearer', async () => {
    const [near, far] = [openStore(), openStore()];
    await isAsked(memories(far));
    expect(await isAsked(memories(near, { stores: [near, far] }))).toBe(false);
    expect(near.entries).toEqual(far.entries);
  });
});

it('a store in memory is bounded: what was used longest ago goes first', async () => {
  const store = makeMemoryStore(2);
  const place = (name: string) => ({ folder: 'f', name });
  for (const name of ['a', 'b']) await store.write(place(name), name);
  await store.read(place('a'));
  await store.write(place('c'), 'c');
  const left = await Promise.all(['a', 'b', 'c'].map((name) => store.read(place(name))));
  expect(left).toEqual(['a', undefined, 'c']);
});

/** A runtime that gives the same answers to the same questions, and counts. */
function stubRuntime(answer: (question: Question) => string): Runtime & { asked: number } {
  const runtime = {
    name: 'ollama',
    asked: 0,
    model: async () => model,
    async *ask(asked: Question) {
      runtime.asked++;
      yield* pieces(answer(asked), 7);
    },
  };
  return runtime;
}

/** The results of a whole note, without partial ones, with ids in the order of the results. */
async function annotated(runtime: Runtime, cache: AnswerStore, text: string): Promise<unknown> {
  const engine = modelEngine(runtime, { key: new Uint8Array(32), cache, pauses: [] });
  await engine.ready?.(signal);
  const note = parseNote(text);
  const identifiers = identifiersOf(note);
  let id = 0;
  const results: Result[] = [];
  const request = {
    note,
    identifiers,
    identity: 'ward/a.txt',
    tasks: new Set(tasks),
    schema: i2b2,
    windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
    sections: note.sections,
    hypotheses: ['She has pain.'],
    known: [],
    nextId: () => `id${id++}`,
    signal,
  };
  for await (const result of engine.annotate(request)) if (!('partial' in result)) results.push(result);
  // Between tasks and stretches they come in any order.
  results.sort(
    (a, b) =>
      tasks.indexOf(a.task) - tasks.indexOf(b.task) ||
      a.scope.start - b.scope.start ||
      a.scope.end - b.scope.end,
  );
  const names = new Map<string, string>();
  return JSON.parse(
    JSON.stringify(results).replace(/id\d+/g, (one) => {
      const name = names.get(one) ?? `n${names.size}`;
      names.set(one, name);
      return name;
    }),
  );
}

describe('a note that is asked about again', () => {
  const mention = fc.record(
    {
      text: fc.oneof(fc.constantFrom('chest pain', 'Aspirin', 'pain', '😀', 'denies'), fc.string()),
      type: fc.constantFrom('problem', 'treatment', 'test', 'animal'),
      assertion: fc.constantFrom('absent', 'possible', 'perhaps'),
    },
    { requiredKeys: ['text'] },
  );
  const answers = fc.record({
    entities: fc.array(mention, { maxLength: 12 }),
    relations: fc.array(fc.record({ from: fc.nat(6), to: fc.nat(6), type: fc.constantFrom('TrAP', 'X') })),
    judgements: fc.array(fc.record({ pair: fc.nat(3), label: fc.constantFrom('neutral', 'contradiction') })),
    summary: fc.constantFrom('The note speaks of chest pain.', '', 'Aspirin "81" mg \\ word'),
  });

  it('has the same results, whatever the model said, and only what failed is asked about again', async () => {
    await fc.assert(
      fc.asyncProperty(noteText, answers, async (text, said) => {
        const answer = ({ schema }: Question): string => {
          const [name = ''] = Object.keys((schema.properties as object) ?? {});
          return JSON.stringify({ [name]: said[name as keyof typeof said] });
        };
        const store = openStore();
        const runtime = stubRuntime(answer);
        const first = await annotated(runtime, store, text);
        const { asked } = runtime;
        expect(await annotated(runtime, store, text)).toEqual(first);
        const failed = JSON.stringify(first).includes('"failure"');
        if (!failed) expect(runtime.asked).toBe(asked);
        for (const [place, entry] of store.entries) {
          expect(place).toMatch(/^[0-9a-f]{32}\/[0-9a-f]{64}$/);
          expect(entry).toMatch(/^[A-Za-z0-9+/]+=*$/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the mentions of an answer, as they are kept', () => {
  const word = fc.constantFrom('pain', 'Pain', 'chest pain', 'aspirin', 'animal', 'xyz');
  const mention = fc.record({
    text: word,
    type: fc.constantFrom('problem', 'test'),
    attributes: fc.constantFrom({}, { Assertion: 'absent' }),
  });

  it('are places, without a word of the note', () => {
    const text = 'No chest pain. Aspirin for pain; pain again.';
    fc.assert(
      fc.property(fc.array(mention), (mentions) => {
        const kept = withoutWords(makeGrounder(text, i2b2)(mentions));
        expect(JSON.stringify(kept)).not.toMatch(/pain|aspirin|animal|xyz/i);
        expect(placedMentions(text.length).parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
      }),
    );
  });

  it('are refused with anything more, or beyond the text', () => {
    const kept = {
      index: 0,
      type: 'problem',
      attributes: {},
      spans: [{ start: 3, end: 7 }],
      alignment: 'exact',
    };
    const shape = placedMentions(10);
    expect(shape.safeParse([kept]).success).toBe(true);
    for (const more of [
      { text: 'pain' },
      { spans: [] },
      { spans: [{ start: 3, end: 11 }] },
      { spans: [{ start: 7, end: 3 }] },
    ])
      expect(shape.safeParse([{ ...kept, ...more }]).success).toBe(false);
  });
});
