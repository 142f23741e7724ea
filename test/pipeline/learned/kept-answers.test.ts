import fc from 'fast-check';
import { expect, it } from 'vitest';
import { i2b2 } from '../../../server/src/annotation/schema';
import { parseNote } from '../../../server/src/note/note';
import type { AnswerStore } from '../../../server/src/pipeline/cache/answer-store';
import { keptAnswers } from '../../../server/src/pipeline/learned/kept-answers';
import { modelEngine } from '../../../server/src/pipeline/model-engine';
import { windowsOf } from '../../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../../server/src/privacy/identifiers';
import type { Model, Runtime } from '../../../server/src/runtime/runtime';
import type { Engine } from '../../../server/src/task/engine';
import { noteText } from '../../support/arbitraries';

const model: Model = { name: 'me-llama', digest: 'd1', contextLength: 4096 };
const signal = new AbortController().signal;

function openStore(): AnswerStore {
  const entries = new Map<string, string>();
  return {
    read: async ({ folder, name }) => entries.get(`${folder}/${name}`),
    write: async ({ folder, name }, text) => void entries.set(`${folder}/${name}`, text),
    remove: async ({ folder, name }) => void entries.delete(`${folder}/${name}`),
  };
}

/** A model that finds fever wherever it is asked, and how often it was asked; not after `limit` questions. */
function stub(limit = Number.POSITIVE_INFINITY): Runtime & { readonly asked: () => number } {
  let asked = 0;
  return {
    name: 'ollama',
    asked: () => asked,
    model: async () => model,
    async *ask() {
      if (++asked <= limit) yield '{"entities":[{"text":"fever","type":"problem"}]}';
      else yield 'nonsense';
    },
  };
}

/** As after a start: another engine, with the answers that lie in the store. */
const engineOn = (runtime: Runtime, cache: AnswerStore): Engine =>
  modelEngine(runtime, { key: new Uint8Array(32), cache, model, pauses: [] });

const aboutNote = (text: string) => {
  const note = parseNote(text);
  const identifiers = identifiersOf(note);
  return { note, identifiers, identity: 'ward/a.txt', schema: i2b2, examples: undefined, signal };
};

/** Asks about all of a note, and gives where fever was found. */
async function ask(engine: Engine, text: string): Promise<{ start: number; end: number; type: string }[]> {
  const about = aboutNote(text);
  let ids = 0;
  const found: { start: number; end: number; type: string }[] = [];
  for await (const result of engine.annotate({
    ...about,
    tasks: new Set(['ner']),
    windows: windowsOf(about.note, engine.windowTokens, {
      identifiers: about.identifiers,
      count: engine.countTokens,
    }),
    sections: [],
    hypotheses: [],
    known: [],
    nextId: () => `e${++ids}`,
  }))
    if ('entities' in result && !result.partial)
      for (const { type, spans } of result.entities)
        found.push({ start: spans[0]?.start ?? -1, end: spans.at(-1)?.end ?? -1, type });
  return found.sort((a, b) => a.start - b.start);
}

/** Enough for several windows, with fever in some. */
const long = Array.from(
  { length: 90 },
  (_, day) =>
    `Day ${day}.\n\nHe ${day % 30 === 5 ? 'had a fever' : 'felt well'}, and slept badly until the morning came again.\n\n`,
).join('');

it('what a model said of a note is known after a start, and nobody is asked', async () => {
  const store = openStore();
  const before = stub();
  const first = engineOn(before, store);
  await first.ready?.(signal);
  const said = await ask(first, long);
  expect(before.asked()).toBeGreaterThan(2);
  expect(said.length).toBeGreaterThan(2);
  const after = stub();
  const again = engineOn(after, store);
  await again.ready?.(signal);
  expect(await keptAnswers(again, aboutNote(long))).toEqual(said);
  expect(after.asked()).toBe(0);
});

it('where some of a note was never answered, or another note is meant, nothing is known of it', async () => {
  const store = openStore();
  const runtime = stub(2);
  const engine = engineOn(runtime, store);
  await engine.ready?.(signal);
  await ask(engine, long);
  const { asked } = runtime;
  const before = asked();
  expect(await keptAnswers(engine, aboutNote(long))).toBeUndefined();
  expect(await keptAnswers(engine, aboutNote('He had a fever.'))).toBeUndefined();
  expect(asked()).toBe(before);
});

it('whatever a note holds, its kept answers are what was said of it, or nothing', async () => {
  await fc.assert(
    fc.asyncProperty(noteText, async (text) => {
      const store = openStore();
      const engine = engineOn(stub(), store);
      await engine.ready?.(signal);
      const said = await ask(engine, `${text}\nHe had a fever.`);
      const kept = await keptAnswers(engine, aboutNote(`${text}\nHe had a fever.`));
      if (kept) expect(kept.map(({ start }) => start)).toEqual(said.map(({ start }) => start));
    }),
    { numRuns: 30 },
  );
});
