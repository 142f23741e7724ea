import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../server/src/annotation/annotation';
import { i2b2 } from '../../../server/src/annotation/schema';
import { fragments } from '../../../server/src/note/fragments';
import { parseNote } from '../../../server/src/note/note';
import type { Span } from '../../../server/src/note/span';
import { modelEngine } from '../../../server/src/pipeline/model-engine';
import { lessonsOf } from '../../../server/src/pipeline/tuning/lessons';
import type { GoldNote, Lessons } from '../../../server/src/pipeline/tuning/sample';
import { tokensOf } from '../../../server/src/pipeline/windows/tokens';
import { windowsOf } from '../../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../../server/src/privacy/identifiers';
import { balanced } from '../../../server/src/privacy/policy';
import type { Runtime } from '../../../server/src/runtime/runtime';
import { type Result, type Task, tasks } from '../../../server/src/task/engine';
import type { Question } from '../../../server/src/task/question';
import { fits } from './json-schema';

const key = new Uint8Array(32).fill(3);
const model = { name: 'me-llama-13b-chat', digest: 'd', contextLength: 4_096 };
const { signal } = new AbortController();

const taught = async (gold: GoldNote, some: readonly Task[] = tasks): Promise<Lessons> =>
  lessonsOf(gold, {
    key,
    schema: i2b2,
    tasks: new Set(some),
    contextLength: model.contextLength,
    count: await tokensOf(model.name),
    signal,
  });

/** A note with a mention between each two bars: `|type words|`, or `|type:assertion words|`. */
function marked(text: string): GoldNote {
  const entities: GoldNote['entities'][number][] = [];
  let plain = '';
  for (const [i, part] of text.split('|').entries()) {
    const [, type = '', assertion, words = ''] = /^(\w+)(?::(\w+))? (.*)$/s.exec(part) ?? [];
    if (i % 2 === 1)
      entities.push({
        id: `T${entities.length + 1}`,
        type,
        spans: [{ start: plain.length, end: plain.length + words.length }],
        attributes: assertion ? { Assertion: assertion } : {},
      });
    plain += i % 2 === 1 ? words : part;
  }
  const note = parseNote(plain);
  return {
    note,
    identifiers: identifiersOf(note, balanced),
    identity: 'one',
    entities,
    relations: [],
    inferences: [],
    summaries: [],
  };
}

const saidOf = (text: string, { type, spans, attributes }: Pick<Entity, 'type' | 'spans' | 'attributes'>) =>
  JSON.stringify([
    type,
    spans.flatMap((span: Span) => fragments(text, span)),
    attributes.Assertion ?? 'present',
  ]);

/** What a model that gives the samples' answers makes of the note: results, and questions that no sample is of. */
async function answered({ note, identifiers, identity }: GoldNote, { samples }: Lessons) {
  const answers = new Map(samples.map(({ question, answer }) => [question, answer]));
  const unknown: string[] = [];
  const questions: { readonly question: Question; readonly answer: string }[] = [];
  const runtime: Runtime = {
    name: 'taught',
    model: async () => model,
    async *ask(question) {
      const answer = answers.get(question.prompt.text);
      if (answer === undefined) unknown.push(question.prompt.text);
      else questions.push({ question, answer });
      yield answer ?? '{"entities":[]}';
    },
  };
  const engine = modelEngine(runtime, { key, pauses: [] });
  await engine.ready?.(signal);
  let ids = 0;
  const results: Result[] = [];
  for await (const result of engine.annotate({
    note,
    identifiers,
    identity,
    tasks: new Set(['ner', 'relation']),
    schema: i2b2,
    windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
    sections: note.sections,
    hypotheses: [],
    known: [],
    nextId: () => `m${++ids}`,
    signal,
  }))
    if (!('partial' in result)) results.push(result);
  const entities = results.flatMap((result) => ('entities' in result ? result.entities : []));
  const relations = results.flatMap((result) => ('relations' in result ? result.relations : []));
  return { unknown, questions, entities, relations };
}

// Words that are in no other, so that only a repeated one could be mistaken.
const filler = fc.constantFrom(
  'He was seen by Mr. Veikko Lahti. ',
  'Nothing else',
  ', then ',
  '. ',
  '.\r\n',
  '\n\nPLAN:\n',
  ' 😀 ',
  ' e\u0301 ',
  ' "so called" ',
  ' \\ ',
  'Call 555-203-1177. ',
  ' and ',
  ' given for ',
  ' shows ',
);
const mention = fc.constantFrom(
  ' |problem chest pain| ',
  ' |problem:absent fever| ',
  ' |problem:possible renal\nfailure| ',
  ' |problem:associated_with_someone_else asthma| ',
  ' |test CT of the head| ',
  ' |treatment aspirin 81 mg| ',
  ' |treatment "quoted" drops| ',
  ' |problem:conditional naïve 😀 rash| ',
);
const parts = fc.array(fc.oneof(filler, mention), { minLength: 1, maxLength: 40 });
/** So long that what comes behind it is in another window. */
const long = 'She slept well, ate and walked. '.repeat(90);
const goldNote = fc
  .tuple(parts, fc.constantFrom('', long), parts, fc.infiniteStream(fc.nat()))
  .map(([first, between, last, numbers]): GoldNote => {
    const gold = marked(`HPI: ${first.join('')}. ${between}${last.join('')}.`);
    // Not more than one from each mention: an answer has room for as many as a sentence may say.
    const relations = gold.entities.flatMap((from, i) => {
      const to = gold.entities[i + (((numbers.next().value ?? 0) % 4) - 2)];
      const types = i2b2.relations.filter(
        (one) => to && from !== to && one.from.includes(from.type) && one.to.includes(to.type),
      );
      const type = types[(numbers.next().value ?? 0) % Math.max(1, types.length)];
      return to && type ? [{ type: type.name, from: from.id, to: to.id }] : [];
    });
    return { ...gold, relations };
  });

describe('samples', () => {
  it('are the questions that the runtime asks, and their answers give the gold back', async () => {
    let seen = 0;
    let windows = 0;
    await fc.assert(
      fc.asyncProperty(goldNote, async (gold) => {
        const lessons = await taught(gold);
        expect(lessons.leftOut).toEqual([]);
        const { text } = gold.note;
        const { unknown, questions, entities, relations } = await answered(gold, lessons);
        expect(unknown).toEqual([]);
        expect(entities.map((one) => saidOf(text, one)).sort()).toEqual(
          gold.entities.map((one) => saidOf(text, one)).sort(),
        );
        const byId = new Map([...entities, ...gold.entities].map((one) => [one.id, saidOf(text, one)]));
        const ends = (one: { type: string; from: string; to: string }) =>
          `${one.type} ${byId.get(one.from)} ${byId.get(one.to)}`;
        const found = relations.map(ends).sort();
        expect(found).toHaveLength(gold.relations.length - lessons.unasked.relations);
        const all = new Set(gold.relations.map(ends));
        expect(found.filter((one) => !all.has(one))).toEqual([]);
        seen += relations.length;
        windows = Math.max(windows, lessons.samples.filter(({ task }) => task === 'ner').length);
        for (const { question, answer } of questions)
          expect(fits(JSON.parse(answer), question.schema)).toBe(true);
        const said = JSON.stringify(lessons.samples);
        expect(said).not.toMatch(/Lahti|203-1177/);
      }),
      { numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(5);
    expect(windows).toBeGreaterThan(1);
  });

  it('say where a relation is, and where there is none', async () => {
    const gold = marked('She has a |problem cough|. |treatment Codeine| was given for |problem pain|.');
    const { samples } = await taught({ ...gold, relations: [{ type: 'TrAP', from: 'T2', to: 'T3' }] });
    expect(samples.map(({ task, answer, empty }) => [task, answer, empty])).toEqual([
      ['ner', '{"entities":[["cough","problem"],["Codeine","treatment"],["pain","problem"]]}', false],
      ['relation', '{"relations":[[1,2,"TrAP"]]}', false],
    ]);
    const none = await taught(gold);
    expect(none.samples[1]).toMatchObject({ answer: '{"relations":[]}', empty: true });
    expect((await taught(marked('He is well.'))).samples).toMatchObject([
      { task: 'ner', answer: '{"entities":[]}', empty: true },
    ]);
  });

  it('are of inferences and summaries where gold has them', async () => {
    const gold = marked('She has a cough. She takes codeine. Mr. Veikko Lahti came along.');
    const premise = { start: 0, end: 16 };
    const { samples, leftOut } = await taught({
      ...gold,
      inferences: [
        { premise, hypothesis: 'The patient coughs.', label: 'entailment' },
        { premise, hypothesis: { start: 17, end: 35 }, label: 'neutral' },
      ],
      summaries: [{ scope: { start: 0, end: gold.note.text.length }, text: 'Cough;\nLahti gave codeine.' }],
    });
    expect(leftOut).toEqual([]);
    const of = (task: Task) => samples.filter((one) => one.task === task);
    expect(of('nli').map(({ answer }) => answer)).toEqual([
      '{"judgements":[[1,"entailment"],[2,"neutral"]]}',
    ]);
    expect(of('nli')[0]?.question).toContain('[PRE] She has a cough. [HYP] The patient coughs.');
    expect(of('summary')).toHaveLength(1);
    expect(of('summary')[0]?.answer).toMatch(
      /^\{"summary":"Cough; \[\*\*Known lastname \d+\*\*\] gave codeine\."\}$/,
    );
  });

  it('are left out, with the places, where the guard finds an identifier', async () => {
    const gold = marked('Write to lahti@example.com or lahti@example.com about |problem pain|.');
    const overlooked = { ...gold, identifiers: gold.identifiers.slice(0, 1) };
    expect(overlooked.identifiers).toHaveLength(1);
    const { samples, leftOut } = await taught(overlooked);
    expect(samples).toEqual([]);
    expect(leftOut).toEqual([
      {
        task: 'ner',
        scope: { start: 0, end: gold.note.text.length },
        reason: 'refused',
        places: [{ start: 9, end: 26 }],
      },
    ]);
  });

  it('are left out where their answer would not lead back to the gold', async () => {
    const nested = marked('There is |problem severe pain| today.');
    const inner = { id: 'T9', type: 'problem', spans: [{ start: 16, end: 20 }], attributes: {} };
    const { samples, leftOut } = await taught({ ...nested, entities: [...nested.entities, inner] }, ['ner']);
    expect([samples, leftOut.map(({ reason }) => reason)]).toEqual([[], ['lost']]);
    const twice = marked('Pain at rest. |problem Pain| at night.');
    expect((await taught(twice, ['ner'])).samples).toHaveLength(0);
  });

  it('ask for nothing that the schema has not', async () => {
    const { samples, unasked } = await taught(marked('On |anatomy the knee| a |problem scar|.'), ['ner']);
    expect(samples.map(({ answer }) => answer)).toEqual(['{"entities":[["scar","problem"]]}']);
    expect(unasked.entities).toBe(1);
  });
});
