import { afterEach, describe, expect, it } from 'vitest';
import { makeAnnotator } from '../../server/src/editor/asking/annotator';
import { makeOnScreen } from '../../server/src/editor/asking/on-screen';
import { type OpenNote, openNote } from '../../server/src/editor/open-note';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import type { Runtime } from '../../server/src/runtime/runtime';
import type { Task } from '../../server/src/task/engine';
import { type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { noteIn } from '../doubles/reading';

const key = new Uint8Array(32).fill(7);

/** A note of several windows; its sentences are numbered and tell the notes apart. */
const textOf = (name: string, lines = 120): string =>
  `Plan:\n${Array.from({ length: lines }, (_, i) => `On day ${i} the ${name} was red and hurt, so he was given aspirin. `).join('')}\n`;

interface Asked {
  /** The note, and the first day of the window. */
  readonly name: string;
  readonly day: number;
  readonly signal: AbortSignal;
  answer(): void;
}

/** A model that answers when the test says so. */
async function heldModel(slots: number) {
  const asked: Asked[] = [];
  const kept: AbortSignal[] = [];
  const runtime: Runtime = {
    name: 'held',
    model: async () => ({ name: 'me-llama', digest: 'd', contextLength: 4_096, slots }),
    async *ask({ prompt }, _, signal) {
      const match = /On day (\d+) the (\w+)/.exec(noteIn(prompt.text));
      await new Promise<void>((answer) => {
        signal.addEventListener('abort', () => answer(), { once: true });
        asked.push({ name: match?.[2] ?? '', day: Number(match?.[1]), signal, answer });
      });
      if (!signal.aborted) yield '{"entities":[]}';
    },
    async keepLoaded(signal) {
      kept.push(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  };
  const engine = modelEngine(runtime, { key });
  await engine.ready?.(new AbortController().signal);
  return { asked, kept, engine };
}

/** Lets all that is ready go on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
}

const started: { dispose(): Promise<void> }[] = [];
const servers: OllamaDouble[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((annotator) => annotator.dispose()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function start(...notes: readonly OpenNote[]) {
  const annotator = makeAnnotator({
    tasks: () => new Set<Task>(['ner']),
    hypotheses: () => [],
    changed: () => {},
    progress: () => {},
  });
  started.push(annotator);
  for (const open of notes) annotator.start(open);
  return annotator;
}

const open = (name: string, where: OpenNote['onScreen'], lines?: number): OpenNote => {
  const note = openNote(`file:///ward/${name}.txt`, 'plaintext', 1, textOf(name, lines));
  note.onScreen = where;
  return note;
};

/** Shows the sentence of a day. */
function show(note: OpenNote, day: number): void {
  const start = note.note.text.indexOf(`On day ${day} `);
  note.visible = { start, end: start + 40 };
}

/** Answers question by question until there is none; gives the notes in the order in which they were asked about. */
async function answerAll(asked: readonly Asked[]): Promise<string[]> {
  await settle();
  for (let i = 0; i < asked.length; i++) {
    asked[i]?.answer();
    await settle();
  }
  return asked.map(({ name }) => name);
}

describe('what the editor asks a model', () => {
  it('is first what is looked at, then the rest of that note, then other notes on the screen, then the others', async () => {
    const notes = [open('foot', 'hidden'), open('hand', 'visible'), open('knee', 'focused')];
    for (const note of notes) show(note, 60);
    const { engine, asked } = await heldModel(1);
    start(...notes).use(engine);
    const names = await answerAll(asked);
    expect(names.filter((name, i) => name !== names[i - 1])).toEqual(['knee', 'hand', 'foot']);
    const days = asked.filter(({ name }) => name === 'knee').map(({ day }) => day);
    expect(days.length).toBeGreaterThan(3);
    // Outwards from what is on the screen.
    const seen = [...days].sort((a, b) => a - b).findLast((day) => day <= 60);
    expect(days[0]).toBe(seen);
    const away = days.map((day) => Math.abs(day - 60));
    expect(Math.max(...away)).toBe(Math.max(...away.slice(-2)));
  });

  it('changes with what is looked at: who scrolls has that window next, who goes to another note has that note', async () => {
    const [knee, hand] = [open('knee', 'focused', 300), open('hand', 'hidden', 300)];
    show(knee, 0);
    const { engine, asked } = await heldModel(1);
    start(knee, hand).use(engine);
    await settle();
    show(knee, 290);
    asked[0]?.answer();
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(['knee', 'knee']);
    expect(asked[1]?.day).toBeGreaterThan(230);
    const screen = makeOnScreen(new Map([knee, hand].map((note) => [note.uri, note])));
    screen.tell({ uri: hand.uri, ranges: [hand.rangeOf({ start: 0, end: 9 })], focused: true });
    // What is under way goes on.
    expect(asked[1]?.signal.aborted).toBe(false);
    asked[1]?.answer();
    await settle();
    expect(asked[2]).toMatchObject({ name: 'hand', day: 0 });
  });

  it('is in turn about notes that are alike, so that none waits for all of another', async () => {
    const { engine, asked } = await heldModel(1);
    start(open('foot', 'hidden'), open('hand', 'hidden'), open('knee', 'hidden')).use(engine);
    const names = await answerAll(asked);
    for (let i = 0; i < 9; i += 3) expect(new Set(names.slice(i, i + 3)).size).toBe(3);
  });

  it('is before all what the user asks for by name', async () => {
    const notes = [open('knee', 'focused'), open('hand', 'hidden')] as const;
    const { engine, asked } = await heldModel(1);
    const annotator = start(...notes);
    annotator.use(engine);
    await settle();
    annotator.wish(notes[1]);
    asked[0]?.answer();
    await settle();
    expect(asked[1]?.name).toBe('hand');
  });

  it('waits for what the user asks of the server itself', async () => {
    const { engine, asked } = await heldModel(1);
    const annotator = start(open('knee', 'focused'));
    annotator.use(engine);
    await settle();
    const goOn = annotator.hold();
    asked[0]?.answer();
    await settle();
    expect(asked).toHaveLength(1);
    goOn();
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is as much at once as the server answers', async () => {
    const { engine, asked } = await heldModel(3);
    start(open('knee', 'focused'), open('hand', 'hidden')).use(engine);
    await settle();
    expect(asked).toHaveLength(3);
  });

  it('ends at once where an edit makes it pointless; what waited is never asked, the rest goes on', async () => {
    const knee = open('knee', 'focused', 300);
    show(knee, 0);
    const { engine, asked } = await heldModel(1);
    const annotator = start(knee);
    annotator.use(engine);
    await settle();
    const days = 200;
    const at = knee.note.text.indexOf(`On day ${days} `);
    const end = knee.note.text.length - 1;
    // All from that day on goes away.
    knee.change([{ range: knee.rangeOf({ start: at, end }), text: '' }], 2);
    annotator.edited(knee);
    expect(asked[0]?.signal.aborted).toBe(false);
    const start0 = knee.note.text.indexOf('was red');
    knee.change([{ range: knee.rangeOf({ start: start0, end: start0 + 7 }), text: 'is blue' }], 3);
    annotator.edited(knee);
    expect(asked[0]?.signal.aborted).toBe(true);
    await new Promise<void>((resolve) => {
      const look = (): void =>
        annotator.pending === 0 && asked.length > 1 ? resolve() : void setImmediate(step);
      const step = (): void => {
        for (const one of asked) one.answer();
        look();
      };
      look();
    });
    const after = asked.slice(1).map(({ day }) => day);
    expect(Math.max(...after)).toBeLessThan(days);
    // Nothing twice.
    expect(new Set(after).size).toBe(after.length);
  });

  it('ends at the socket while the model loads, and what waited never gets there', async () => {
    const server = await startOllamaDouble({ loaded: new Promise(() => {}), memory: new Map() });
    servers.push(server);
    const knee = open('knee', 'focused');
    const annotator = start(knee);
    annotator.use(
      modelEngine(ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] }), { key }),
    );
    const first = await server.chat(1);
    knee.change(
      [{ range: knee.rangeOf({ start: 0, end: knee.note.text.length }), text: 'Plan:\nRest.\n' }],
      2,
    );
    annotator.edited(knee);
    await first.over;
    expect(first.closedByClient).toBe(true);
    const second = await server.chat(2);
    expect(noteIn(second.body.messages[0]?.content ?? '')).toContain('Rest.');
    annotator.close(knee);
    await second.over;
    expect(server.chats()).toHaveLength(2);
  });
});

describe('a model', () => {
  it('is kept loaded while a note is open, and no longer', async () => {
    const { engine, kept } = await heldModel(1);
    const [knee, hand] = [open('knee', 'focused'), open('hand', 'hidden')];
    const annotator = start();
    annotator.use(engine);
    await settle();
    expect(kept).toEqual([]);
    annotator.start(knee);
    annotator.start(hand);
    await settle();
    expect(kept.map(({ aborted }) => aborted)).toEqual([false]);
    annotator.close(knee);
    // As where a note is read anew.
    annotator.close(hand);
    annotator.start(hand);
    await settle();
    expect(kept.map(({ aborted }) => aborted)).toEqual([false]);
    annotator.close(hand);
    await settle();
    expect(kept.map(({ aborted }) => aborted)).toEqual([true]);
    annotator.start(knee);
    await settle();
    await annotator.dispose();
    expect(kept.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
