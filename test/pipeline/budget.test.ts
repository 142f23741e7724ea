import { afterEach, describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import { ownMentions } from '../../server/src/pipeline/grounding/own-mentions';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { estimateTokens, isLlama2, makeMeter, tokensOf } from '../../server/src/pipeline/windows/tokens';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { type Engine, type Request, type Result, type Task, tasks } from '../../server/src/task/engine';
import { type DoubleOptions, knowing, noteIn, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';

const servers: OllamaDouble[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: DoubleOptions): Promise<{ server: OllamaDouble; engine: Engine }> {
  const server = await startOllamaDouble(options);
  servers.push(server);
  const runtime = ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] });
  return { server, engine: modelEngine(runtime, { key: new Uint8Array(32).fill(5), pauses: [0] }) };
}

/** As the editor and the command line ask: for windows that the model of now can be asked about. */
async function ask(engine: Engine, text: string, asked: readonly Task[] = tasks) {
  const note = parseNote(text);
  const identifiers = identifiersOf(note);
  const { signal } = new AbortController();
  expect(await engine.ready?.(signal)).toBeUndefined();
  let id = 0;
  const request: Request = {
    note,
    identifiers,
    identity: 'ward/one.txt',
    tasks: new Set(asked),
    schema: i2b2,
    windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
    sections: note.sections,
    hypotheses: [],
    known: [],
    nextId: () => `e${id++}`,
    signal,
  };
  const results: Result[] = [];
  for await (const result of engine.annotate(request)) results.push(result);
  return { results, windows: request.windows };
}

const entitiesOf = (results: readonly Result[]): Entity[] =>
  results.flatMap((result) =>
    result.task === 'ner' && 'entities' in result && !result.partial ? result.entities : [],
  );
const failuresOf = (results: readonly Result[]): string[] =>
  results.flatMap((result) => ('failure' in result ? [`${result.task} ${result.failure.kind}`] : []));

const knows = knowing({
  entities: [
    { text: 'fever', type: 'problem' },
    { text: 'aspirin', type: 'treatment' },
  ],
  relations: [{ from: 'aspirin', to: 'fever', type: 'TrAP' }],
});
const line = (i: number): string =>
  `On day ${i} Mrs. Orvokki Tamminen was given aspirin for fever, and Dr. Aurelio Quell saw her.\n`;
const course = (days: number): string =>
  `Hospital Course:\n${Array.from({ length: days }, (_, i) => line(i)).join('')}`;

describe('what is sent to a model', () => {
  it.each([1_024, 2_048, 4_096])('fits a context of %d with its answer, for every task', async (context) => {
    const { server, engine } = await start({
      models: [{ name: 'me-llama:latest', contextLength: context }],
      answer: knows,
    });
    const days = 60;
    const { results } = await ask(engine, course(days));
    const count = await tokensOf('me-llama');
    expect(server.chats().length).toBeGreaterThan(4);
    for (const { body } of server.chats()) {
      const prompt = count(body.messages.map(({ content }) => content).join(''));
      expect(body.options?.num_ctx).toBe(context);
      expect(prompt + (body.options?.num_predict ?? context)).toBeLessThanOrEqual(context);
    }
    expect(failuresOf(results)).toEqual([]);
    expect(entitiesOf(results)).toHaveLength(2 * days);
  });

  it('is cut for the context of a server that came late, from the first question on', async () => {
    const models = [{ name: 'other:latest', contextLength: 1_024 }];
    const { server, engine } = await start({ models, answer: knows });
    const { signal } = new AbortController();
    const before = engine.windowTokens;
    expect((await engine.ready?.(signal))?.kind).toBe('no-model');
    models.push({ name: 'me-llama:latest', contextLength: 1_024 });
    const { windows } = await ask(engine, course(40), ['ner']);
    expect(engine.windowTokens).toBeLessThan(before);
    expect(server.chats()).toHaveLength(windows.length);
  });

  it('is asked in smaller parts where the model counts more tokens than was thought', async () => {
    const days = 30;
    // As a model does that knows letters alone.
    const { server, engine } = await start({
      mode: (prompt) => (prompt.length > 2_100 ? 'exceeds-context' : 'answers'),
      answer: knows,
    });
    const { results, windows } = await ask(engine, course(days), ['ner', 'relation']);
    expect(failuresOf(results)).toEqual([]);
    expect(windows.length).toBeLessThan(8);
    expect(entitiesOf(results)).toHaveLength(2 * days);
    const relations = results.flatMap((result) => ('relations' in result ? result.relations : []));
    expect(relations).toHaveLength(days);
    const refused = server.chats().filter(({ body }) => (body.messages[0]?.content.length ?? 0) > 2_100);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(6);
  });

  it('fails before it is sent where it cannot fit', async () => {
    const { server, engine } = await start({
      models: [{ name: 'me-llama:latest', contextLength: 300 }],
      answer: knows,
    });
    const { results } = await ask(engine, course(4), ['ner']);
    expect(new Set(failuresOf(results))).toEqual(new Set(['ner context-exceeded']));
    expect(server.chats()).toEqual([]);
  });

  it('is asked in parts of a sentence that is too long, which is told and counted', async () => {
    const { engine } = await start({
      models: [{ name: 'me-llama:latest', contextLength: 1_024 }],
      answer: knows,
    });
    const text = `Plan:\nIn short, ${'he was given aspirin, '.repeat(120)}and his fever went.\n`;
    const { results, windows } = await ask(engine, text, ['ner']);
    expect(windows.length).toBeGreaterThan(2);
    expect(entitiesOf(results)).toHaveLength(121);
    const cuts = results.reduce((sum, result) => sum + (('cuts' in result && result.cuts) || 0), 0);
    expect(cuts).toBe(windows.length - 1);
  });
});

describe('what stands around a window', () => {
  it('is marked, and a mention of it is not put into the window', async () => {
    const { server, engine } = await start({
      // A model that answers about all that it sees.
      answer: (prompt, body) => knows(prompt.replace(/<\/?(?:before-|after-)?note>\n/g, ''), body),
    });
    const days = 90;
    const { results, windows } = await ask(engine, course(days), ['ner']);
    expect(windows.length).toBeGreaterThan(2);
    for (const { body } of server.chats().slice(1, -1)) {
      const prompt = body.messages[0]?.content ?? '';
      expect(prompt).toContain('section: Hospital Course');
      expect(prompt).toMatch(/<before-note>\n[^<]*\d[^<]*\n<\/before-note>\n<note>\n/);
      expect(noteIn(prompt)).not.toMatch(/before-note|after-note/);
    }
    const entities = entitiesOf(results);
    expect(entities).toHaveLength(2 * days);
    expect(new Set(entities.map(({ spans }) => spans[0]?.start)).size).toBe(2 * days);
  });

  it('takes the mentions that the text does not hold, or not so often, from where their order has them', () => {
    const own = ownMentions('No chest pain. Fever at night, and fever by day.', {
      before: 'Chest pain since Monday.',
      after: 'A cough, and fever again.',
    });
    const said = (...mentions: string[]) =>
      own(mentions.map((text, i) => ({ text, i }))).map(({ text, i }) => `${i} ${text}`);
    expect(said('chest pain', 'chest pain', 'Fever', 'fever')).toEqual([
      '1 chest pain',
      '2 Fever',
      '3 fever',
    ]);
    expect(said('chest pain', 'Fever', 'fever')).toEqual(['0 chest pain', '1 Fever', '2 fever']);
    expect(said('fever', 'fever', 'cough', 'fever', 'rash')).toEqual(['0 fever', '1 fever', '4 rash']);
  });
});

describe('tokens', () => {
  it('are counted with the tokenizer of Llama 2 for models of its family', async () => {
    expect(
      ['me-llama', 'hf.co/x/Me-LLaMA-13B-chat-GGUF:Q4', 'llama2:7b', 'meditron:70b'].map(isLlama2),
    ).toEqual([true, true, true, true]);
    expect(['llama3.1', 'qwen3', 'me-llama-3', 'gemma'].map(isLlama2)).toEqual([false, false, false, false]);
    const count = await tokensOf('me-llama');
    expect(await tokensOf('qwen3')).toBe(estimateTokens);
    expect(count('Denies chest pain.')).toBeLessThan(estimateTokens('Denies chest pain.'));
  });

  it('are those that the tokenizer makes of the whole text', async () => {
    const { default: tokenizer } = await import('llama-tokenizer-js');
    const count = await tokensOf('me-llama');
    const texts = [
      'Pt.  is a 63M w/ NSTEMI,\tSCr 1.43 mg/dL   \n\n  BP 120/80; T 38.5°C   ',
      '😀 胸痛\u00a0e\u0301 ﬁ -- *** [**Known lastname 7241**]\r\n',
      ' \n \n',
    ];
    for (const text of texts) expect(count(text)).toBe(tokenizer.encode(text, false, false).length);
  });

  it('are estimated high for numbers, capitals and other alphabets', async () => {
    const count = await tokensOf('me-llama');
    for (const text of [
      'Na 138, K 4.2, Cl 101, 2150',
      'PAST MEDICAL HISTORY',
      '😀',
      '胸痛の既往なし',
      'Müdigkeit und Übelkeit',
      'He was seen at once, and sent home on metoprolol 25 mg twice a day.',
    ])
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(count(text));
  });

  it('are counted higher when a server says so', () => {
    const meter = makeMeter((text) => text.length);
    expect(meter.count('four')).toBe(4);
    meter.wasTooLow();
    expect(meter.count('four')).toBe(6);
    for (let i = 0; i < 20; i++) meter.wasTooLow();
    expect(meter.count('four')).toBe(16);
  });
});
