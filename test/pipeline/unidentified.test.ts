import { afterEach, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import type { AnswerStore } from '../../server/src/pipeline/cache/answer-store';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { openai } from '../../server/src/runtime/openai/openai';
import { knowing } from '../doubles/ollama';
import { startOpenAiDouble } from '../doubles/openai';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

it.each([
  ['vllm', false],
  ['llama-server', true],
  ['ollama', true],
] as const)(
  'answers of %s outlive the process only where the server tells its weights',
  async (kind, kept) => {
    const answer = knowing({ entities: [{ text: 'fever', type: 'problem' }] });
    const server = await startOpenAiDouble({ kind, answer });
    open.push(server.close);
    const disk = new Map<string, string>();
    const cache: AnswerStore = {
      read: async ({ name }) => disk.get(name),
      write: async ({ name }, text) => void disk.set(name, text),
      remove: async ({ name }) => void disk.delete(name),
    };
    const start = () =>
      modelEngine(openai({ endpoint: server.url, model: 'me-llama', allowedHosts: [] }), {
        key: new Uint8Array(32).fill(5),
        cache,
      });
    /** How many questions a look at the note takes. */
    async function asked(engine: ReturnType<typeof start>): Promise<number> {
      const before = server.chats().length;
      const note = parseNote('HPI:\nShe has a fever since Monday.\n');
      const request = {
        note,
        identifiers: identifiersOf(note),
        identity: 'ward/one.txt',
        tasks: new Set(['ner'] as const),
        schema: i2b2,
        windows: windowsOf(note, engine.windowTokens),
        sections: note.sections,
        hypotheses: [],
        known: [],
        nextId: () => 'e1',
        signal: new AbortController().signal,
      };
      for await (const result of engine.annotate(request)) expect(result).not.toHaveProperty('failure');
      return server.chats().length - before;
    }
    const engine = start();
    expect(await asked(engine)).toBeGreaterThan(0);
    expect(await asked(engine)).toBe(0);
    expect(disk.size > 0).toBe(kept);
    expect((await asked(start())) === 0).toBe(kept);
  },
);
