import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../server/src/annotation/annotation';
import { i2b2 } from '../../../server/src/annotation/schema';
import { parseNote } from '../../../server/src/note/note';
import { judged, type LearnedFrom, withLearned } from '../../../server/src/pipeline/learned/engine';
import type { Verdict } from '../../../server/src/pipeline/learned/messages';
import { windowsOf } from '../../../server/src/pipeline/windows/windows';
import type { Engine, Request, Result } from '../../../server/src/task/engine';

const text = 'Given aspirin for severe chest pain. Denies fever.\n';
const origin = { by: 'model', model: 'm', digest: '', prompt: '' } as const;
let ids = 0;
const entity = (said: string, type = 'problem', of = text): Entity => ({
  id: `e${++ids}`,
  type,
  spans: [{ start: of.indexOf(said), end: of.indexOf(said) + said.length }],
  text: said,
  attributes: type === 'problem' ? { Assertion: 'possible' } : {},
  confidence: 0.5,
  alignment: 'exact',
  origin,
});
const verdict = (said: string, support: Verdict['support'], more: Partial<Verdict> = {}): Verdict => ({
  start: text.indexOf(said),
  end: text.indexOf(said) + said.length,
  type: 'problem',
  confidence: 0.9,
  support,
  ...more,
});
const about = { note: parseNote(text), schema: i2b2, nextId: () => 'new' };

const requestOf = (signal: AbortSignal, of = text): Request => {
  const note = parseNote(of);
  return {
    note,
    identifiers: [],
    identity: 'note',
    tasks: new Set(['ner', 'relation']),
    schema: i2b2,
    windows: windowsOf(note, 1_000),
    sections: [],
    hypotheses: [],
    known: [],
    nextId: () => `n${++ids}`,
    signal,
  };
};
const speaking = (results: (request: Request) => Result[]): Engine => ({
  name: 'told',
  concurrency: 3,
  windowTokens: 77,
  unfit: () => 'it knows none',
  async *annotate(request) {
    yield* results(request);
  },
});
const from = (answered: LearnedFrom['answered'] = () => {}): LearnedFrom => ({
  of: () => ({ corpus: 'c', notes: 3 }),
  knows: () => true,
  answered,
});
async function all(engine: Engine, request: Request): Promise<Result[]> {
  const found: Result[] = [];
  for await (const result of engine.annotate(request)) found.push(result);
  return found;
}

describe('an answer held against what was learned', () => {
  it('keeps what both say, with its own words about it', () => {
    const said = entity('fever');
    expect(judged([said], [verdict('fever', 'agreed')], about, 3)).toEqual([
      { ...said, confidence: 0.9, support: 'agreed' },
    ]);
  });

  it('has its ends mended and stays the same mention, so that its relations hold', () => {
    const said = entity('chest pain');
    const [mended] = judged([said], [verdict('severe chest pain', 'learned')], about, 3);
    expect(mended).toMatchObject({
      id: said.id,
      text: 'severe chest pain',
      attributes: said.attributes,
      support: 'learned',
      origin: { by: 'learned', notes: 3 },
    });
  });

  it('gets what it missed, and loses what is not believed', () => {
    const found = judged(
      [entity('aspirin', 'test')],
      [verdict('fever', 'learned', { assertion: 'absent' })],
      about,
      3,
    );
    expect(found.map(({ text, attributes }) => [text, attributes])).toEqual([
      ['fever', { Assertion: 'absent' }],
    ]);
  });

  it('keeps mentions with gaps, of which nothing is learned', () => {
    const gap: Entity = {
      ...entity('severe'),
      spans: [
        { start: 18, end: 24 },
        { start: 31, end: 35 },
      ],
      text: 'severe pain',
    };
    expect(judged([gap], [], about, 3)).toEqual([gap]);
  });

  it('has spans whose text is that of the note, whatever is said', () => {
    const span = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 9 })).map(([start, length]) => ({
      start,
      end: Math.min(text.length, start + length),
    }));
    fc.assert(
      fc.property(fc.array(span), fc.array(span), (said, verdicts) => {
        const entities = said.map((one) => ({
          ...entity('fever'),
          spans: [one],
          text: text.slice(one.start, one.end),
        }));
        const given = verdicts.map((one) => ({ ...verdict('fever', 'learned'), ...one }));
        for (const one of judged(entities, given, about, 1))
          expect(one.spans.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(one.text);
      }),
    );
  });
});

describe('an engine weighed by what was learned', () => {
  const answer = ({ note }: Request): Result[] => {
    const [given, pain] = [
      entity('aspirin', 'treatment', note.text),
      entity('chest pain', 'problem', note.text),
    ];
    const scope = { start: 0, end: note.text.length };
    const relation = {
      id: 'r1',
      type: 'TrAP',
      from: given.id,
      to: pain.id,
      roles: ['Arg1', 'Arg2'] as const,
      confidence: 1,
      origin,
    };
    return [
      { task: 'ner', scope, entities: [given, pain] },
      { task: 'relation', scope, relations: [relation] },
    ];
  };

  it('relates only what is still there, and tells what the engine itself said', async () => {
    const heard: unknown[] = [];
    const engine = withLearned(
      speaking(answer),
      { tag: async () => [verdict('chest pain', 'agreed')] },
      from((_, scope, answers) => heard.push([scope, answers.map(({ type }) => type)])),
    );
    const [entities, relations] = await all(engine, requestOf(new AbortController().signal));
    expect(entities).toMatchObject({ entities: [{ text: 'chest pain', support: 'agreed' }] });
    expect(relations).toMatchObject({ relations: [] });
    expect(heard).toEqual([[{ start: 0, end: text.length }, ['treatment', 'problem']]]);
    expect([engine.name, engine.windowTokens, engine.concurrency, engine.unfit?.(i2b2)]).toEqual([
      'told',
      77,
      3,
      undefined,
    ]);
  });

  it('answers as it is where nothing was learned, or the tagger fails', async () => {
    const plain = await all(
      withLearned(speaking(answer), { tag: async () => undefined }, from()),
      requestOf(new AbortController().signal),
    );
    expect(plain).toMatchObject([
      { entities: [{ text: 'aspirin' }, { text: 'chest pain' }] },
      { relations: [{ id: 'r1' }] },
    ]);
  });

  it('does not wait for a tagger that is late: what it says comes behind', async () => {
    let tell = (_: readonly Verdict[]): void => {};
    const late = new Promise<readonly Verdict[]>((resolve) => {
      tell = resolve;
    });
    const engine = withLearned(speaking(answer), { tag: () => late }, from());
    const kinds: number[] = [];
    for await (const result of engine.annotate(requestOf(new AbortController().signal))) {
      if ('entities' in result) kinds.push(result.entities.length);
      if ('relations' in result) {
        kinds.push(10 + result.relations.length);
        tell([verdict('chest pain', 'agreed')]);
      }
    }
    expect(kinds).toEqual([2, 11, 1, 10]);
  });

  it('gives a tagger up that learns meanwhile, where it is told to, and takes its task back', async () => {
    let cancelled = false;
    const engine = withLearned(
      speaking(answer),
      {
        tag: (_, signal) =>
          new Promise((resolve) =>
            signal.addEventListener('abort', () => {
              cancelled = true;
              resolve(undefined);
            }),
          ),
      },
      from(),
      { longest: 10 },
    );
    const found = await all(engine, requestOf(new AbortController().signal));
    expect(found).toMatchObject([{ entities: [{}, {}] }, { relations: [{}] }]);
    expect(cancelled).toBe(true);
  });

  it('ends without a word when it is cancelled', async () => {
    const controller = new AbortController();
    const engine = withLearned(
      speaking(answer),
      {
        tag: async () => {
          controller.abort();
          return undefined;
        },
      },
      from(),
    );
    expect(await all(engine, requestOf(controller.signal))).toEqual([]);
  });
});
