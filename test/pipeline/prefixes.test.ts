import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import type { Runtime } from '../../server/src/runtime/runtime';
import { tasks } from '../../server/src/task/engine';
import type { Question } from '../../server/src/task/question';
import { knowing } from '../doubles/ollama';

/** All questions about a note, in the order in which a server with one place gets them. */
async function questionsAbout(
  text: string,
): Promise<{ prompts: string[]; kinds: string[]; windows: number }> {
  const asked: Question[] = [];
  const kindOf = ({ schema }: Question): string => Object.keys(schema.properties ?? {})[0] ?? '';
  const knows = knowing({
    entities: [
      { text: 'fever', type: 'problem' },
      { text: 'aspirin', type: 'treatment' },
    ],
    summary: 'She was given aspirin for fever.',
  });
  const runtime: Runtime = {
    name: 'script',
    model: async () => ({ name: 'me-llama', digest: 'd', contextLength: 4_096 }),
    async *ask(question) {
      asked.push(question);
      const { properties = {} } = question.schema as { properties?: Record<string, unknown> };
      yield knows(question.prompt.text, { model: '', messages: [], format: { properties } });
    },
  };
  const engine = modelEngine(runtime, { key: new Uint8Array(32), pauses: [] });
  const { signal } = new AbortController();
  await engine.ready?.(signal);
  const note = parseNote(text);
  const identifiers = identifiersOf(note);
  const windows = windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens });
  let id = 0;
  const request = {
    note,
    identifiers,
    identity: 'n',
    tasks: new Set(tasks),
    schema: i2b2,
    windows,
    sections: note.sections,
    hypotheses: ['She is febrile.'],
    known: [],
    nextId: () => `e${id++}`,
    signal,
  };
  for await (const result of engine.annotate(request)) expect(result).not.toHaveProperty('failure');
  return {
    prompts: asked.map(({ prompt }) => prompt.text),
    kinds: asked.map(kindOf),
    windows: windows.length,
  };
}

function sharedStart(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a.slice(0, at);
}
const line = (i: number): string =>
  `On day ${i} she was given aspirin for fever, and she slept well again.\n`;
const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => line(from + i)).join('');

describe('what a server reads once', () => {
  it('is all of a window, for entities, relations and the summary of what the window is', async () => {
    const text = `HPI:\n${lines(0, 8)}`;
    const { prompts, kinds, windows } = await questionsAbout(text);
    expect(windows).toBe(1);
    expect(kinds.filter((kind) => kind !== 'judgements')).toEqual([
      'entities',
      'relations',
      'summary',
      'summary',
    ]);
    const about = prompts.filter((_, i) => kinds[i] !== 'judgements');
    const shared = about.reduce(sharedStart);
    // The note is its one section, and its one window.
    expect(shared).toContain(`${text.trimEnd()}\n\n</note>`);
  });

  it('is each window of a longer note, and before it what all questions begin with', async () => {
    const text = `Hospital Course:\n${lines(0, 60)}\nPlan:\n${lines(60, 40)}`;
    const { prompts, kinds, windows } = await questionsAbout(text);
    expect(windows).toBeGreaterThan(2);
    const preamble = prompts.reduce(sharedStart);
    expect(preamble).toMatch(/^TASK: [\s\S]*\n###\nINPUT/);
    for (const [i, kind] of kinds.entries()) {
      if (kind !== 'relations') continue;
      // Right behind the question about the entities of the same window.
      expect(kinds[i - 1]).toBe('entities');
      expect(sharedStart(prompts[i - 1] ?? '', prompts[i] ?? '')).toMatch(
        /\n<note>\n[\s\S]*\n<\/note>[\s\S]*\n\nThe/,
      );
    }
    expect(kinds.filter((kind) => kind === 'relations')).toHaveLength(windows);
  });
});
