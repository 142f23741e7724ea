import { describe, expect, it } from 'vitest';
import { i2b2, type Schema } from '../../server/src/annotation/schema';
import { embedded } from '../../server/src/embedded/engine';
import { parseNote } from '../../server/src/note/note';
import { type Request, type Result, type Task, tasks } from '../../server/src/task/engine';

const text = `HPI: A 63 year old woman with asthma. She denies chest pain.

Allergies: NKDA

Course: She was given amoxicillin for pneumonia. She had anaphylaxis to penicillin in 2010.

Plan: Continue albuterol for
asthma.
`;

function request(asked: readonly Task[] = tasks, more: Partial<Request> = {}): Request {
  const note = parseNote(text);
  let id = 0;
  return {
    note,
    identifiers: [],
    identity: 'note.txt',
    tasks: new Set(asked),
    schema: i2b2,
    windows: note.blocks.map((block) => ({
      start: block.start,
      end: block.end,
      blocks: [block],
      key: `${block.start}`,
    })),
    sections: note.sections,
    hypotheses: ['The patient has asthma.'],
    known: [],
    nextId: () => `X${++id}`,
    signal: new AbortController().signal,
    ...more,
  };
}

async function results(asked: Request): Promise<Result[]> {
  const all: Result[] = [];
  for await (const result of embedded.annotate(asked)) all.push(result);
  return all;
}

describe('the embedded engine', () => {
  it('answers all four tasks, relations after the entities of their window', async () => {
    const all = await results(request());
    expect(new Set(all.map(({ task }) => task))).toEqual(new Set(tasks));
    const seen = new Set<string>();
    for (const result of all) {
      if ('entities' in result) for (const { id } of result.entities) seen.add(id);
      if ('relations' in result)
        for (const { from, to } of result.relations) expect(seen.has(from) && seen.has(to)).toBe(true);
    }
    expect(all.some((result) => 'relations' in result && result.relations.length > 0)).toBe(true);
  });

  it('puts every entity on its own text, with an assertion on problems', async () => {
    const entities = (await results(request(['ner']))).flatMap((r) => ('entities' in r ? r.entities : []));
    expect(entities.length).toBeGreaterThan(3);
    expect(new Set(entities.map(({ id }) => id)).size).toBe(entities.length);
    for (const { spans, text: words, type, attributes } of entities) {
      expect(words).toBe(spans.map(({ start, end }) => text.slice(start, end)).join(' '));
      expect(words).not.toMatch(/[\r\n\t]/);
      expect('Assertion' in attributes).toBe(type === 'problem');
    }
    const pain = entities.find(({ text: words }) => words === 'chest pain');
    expect(pain?.attributes).toEqual({ Assertion: 'absent' });
  });

  it('takes no identifier for a mention, nor for a part of one', async () => {
    const at = text.indexOf('asthma');
    const name = { start: at - 3, end: at + 6, category: 'NAME', kind: 'name' } as const;
    const found = (all: Result[]): number[] =>
      all.flatMap((result) =>
        'entities' in result ? result.entities.flatMap(({ spans }) => spans.map((span) => span.start)) : [],
      );
    expect(found(await results(request(['ner'])))).toContain(at);
    const without = found(await results(request(['ner'], { identifiers: [name] })));
    expect(without).not.toContain(at);
    expect(without.length).toBeGreaterThan(3);
  });

  it('sends the entities also when only relations are asked for, which point to them', async () => {
    const all = await results(request(['relation']));
    expect(new Set(all.map(({ task }) => task))).toEqual(new Set(['ner', 'relation']));
  });

  it('gives inference over the whole note: contradictions and the hypotheses', async () => {
    const [result, ...rest] = await results(request(['nli']));
    expect(rest).toEqual([]);
    expect(result?.scope).toEqual({ start: 0, end: text.length });
    const inferences = result && 'inferences' in result ? result.inferences : [];
    expect(inferences.map(({ label }) => label).sort()).toEqual(['contradiction', 'entailment']);
  });

  it('summarises each section asked for, then the note', async () => {
    const asked = request(['summary']);
    const all = await results(asked);
    expect(all.map(({ scope }) => scope)).toEqual([
      ...asked.sections.map(({ start, end }) => ({ start, end })),
      { start: 0, end: text.length },
    ]);
  });

  it('keeps to the types of the schema', async () => {
    const narrow: Schema = {
      ...i2b2,
      entities: i2b2.entities.filter(({ name }) => name === 'problem'),
      relations: [],
    };
    const all = await results(request(['ner', 'relation'], { schema: narrow }));
    const types = new Set(all.flatMap((r) => ('entities' in r ? r.entities.map(({ type }) => type) : [])));
    expect(types).toEqual(new Set(['problem']));
    expect(all.flatMap((r) => ('relations' in r ? r.relations : []))).toEqual([]);
  });

  it('writes its own types as the schema does, and finds none of a schema that has no such type', async () => {
    const roles = ['Cause', 'Effect'] as const;
    const [from, to] = [['Drug', 'TREATMENT'], ['Problem']];
    const other: Schema = {
      entities: ['Problem', 'TREATMENT', 'Drug'].map((name) => ({ name, description: '' })),
      relations: [{ name: 'trap', description: '', from, to, roles }],
      events: [],
      attributes: [{ name: 'assertion', on: ['Problem'], values: ['Absent'] }],
    };
    const all = await results(request(['ner', 'relation'], { schema: other }));
    const entities = all.flatMap((r) => ('entities' in r ? r.entities : []));
    expect(new Set(entities.map(({ type }) => type))).toEqual(new Set(['Problem', 'TREATMENT']));
    expect(entities.flatMap(({ attributes }) => Object.entries(attributes))).toContainEqual([
      'assertion',
      'Absent',
    ]);
    for (const { attributes } of entities) expect([undefined, 'Absent']).toContain(attributes.assertion);
    const relations = all.flatMap((r) => ('relations' in r ? r.relations : []));
    expect(relations.length).toBeGreaterThan(0);
    for (const relation of relations) expect(relation).toMatchObject({ type: 'trap', roles });
    expect(embedded.unfit?.(other)).toBeUndefined();

    const none: Schema = { ...other, entities: [{ name: 'Disease_disorder', description: '' }] };
    const nothing = await results(request(['ner', 'relation'], { schema: none }));
    expect(nothing.flatMap((r) => ('entities' in r ? r.entities : []))).toEqual([]);
    expect(embedded.unfit?.(none)).toContain('problem, test, treatment');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const all: Result[] = [];
    for await (const result of embedded.annotate(request(tasks, { signal: controller.signal }))) {
      all.push(result);
      controller.abort();
    }
    expect(all).toHaveLength(1);
  });

  it('lets others have a turn during a long note', async () => {
    const long = parseNote(text.repeat(400));
    let turns = 0;
    let running = true;
    const count = (): void => {
      turns++;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    const window = { start: 0, end: long.text.length, blocks: long.blocks, key: 'all' };
    await results(request(tasks, { note: long, windows: [window], sections: long.sections }));
    running = false;
    expect(turns).toBeGreaterThan(2);
  });

  it('answers an empty note with empty lists', async () => {
    const note = parseNote('');
    const all = await results(request(tasks, { note, windows: [], sections: [], hypotheses: ['Anything.'] }));
    expect(all).toEqual([
      { task: 'nli', scope: { start: 0, end: 0 }, inferences: [] },
      { task: 'summary', scope: { start: 0, end: 0 }, summary: undefined },
    ]);
  });
});
