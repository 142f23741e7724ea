import { type Entity, extent, type Relation } from '../../annotation/annotation';
import { contains, overlaps, slice } from '../../note/span';
import type { Window } from '../../task/engine';
import type { Failure } from '../../task/failure';
import * as inferenceTask from '../../task/inference';
import { askItems } from '../asking/asking';
import { BATCH } from '../asking/inference-job';
import { askWindow, batches, groupsOf } from '../asking/window-job';
import { windowTokens } from '../model-engine';
import { windowsOf } from '../windows/windows';
import { type Class, makeGatherer } from './gathering';
import { entitiesAnswer, inOrder, relationsAnswer, saidOf } from './gold-answers';
import type { GoldNote, Lessons } from './sample';
import { summaryLessons } from './summary-lessons';
import { type Course, makeTeacher, type Taught } from './teacher';

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

const person = { confidence: 1, alignment: 'exact', origin: { by: 'person' } } as const;

/** Gold entities of the schema's types, each once; and the relations between them. */
function askable({ note, entities, relations }: GoldNote, { schema }: Course) {
  const types = new Set(schema.entities.map(({ name }) => name));
  const firsts = new Map<string, string>();
  const ids = new Map<string, string>();
  const kept: Entity[] = [];
  for (const entity of inOrder(entities)) {
    if (!types.has(entity.type) || entity.spans.length === 0) continue;
    const said = saidOf(entity, note, schema);
    const first = firsts.get(said) ?? entity.id;
    ids.set(entity.id, first);
    if (firsts.has(said)) continue;
    firsts.set(said, first);
    kept.push({ ...entity, ...person, text: slice(note.text, extent(entity)) });
  }
  const between = new Map<string, Pick<Relation, 'type' | 'from' | 'to'>>();
  for (const { type, from, to } of relations) {
    const [a, b] = [ids.get(from), ids.get(to)];
    if (a !== undefined && b !== undefined)
      between.set(JSON.stringify([type, a, b]), { type, from: a, to: b });
  }
  return { entities: kept, relations: [...between.values()] };
}

const isEmptyList = ({ answer }: Taught): boolean => answer.endsWith(':[]}');

/** The question about the entities of a window. @param members those that lie in it, in order */
async function entityLesson(
  { teach, note, course: { schema }, gathered }: Class,
  window: Window,
  members: readonly Entity[],
): Promise<void> {
  const lesson = await teach(
    (_, { view }) => entitiesAnswer(members, view, schema),
    async (job) => {
      await askWindow(job, window);
    },
    { task: 'ner' },
  );
  const read = lesson.results.flatMap((result) => ('entities' in result ? result.entities : []));
  const said = (all: readonly Entity[]): string[] => all.map((one) => saidOf(one, note, schema));
  gathered.take('ner', window, lesson, isSame(said(read), said(members)), isEmptyList);
}

type Ends = Pick<Relation, 'type' | 'from' | 'to'>;
const endsOf = ({ type, from, to }: Ends): string => JSON.stringify([type, from, to]);

/** The questions about the relations of a window, whose entities are known. Gives those that they ask for. */
async function relationLesson(
  { teach, course: { schema }, gathered }: Class,
  window: Window,
  members: readonly Entity[],
  relations: readonly Ends[],
): Promise<readonly Ends[]> {
  const given: Ends[] = [];
  let answers: string[] | undefined;
  const lesson = await teach(
    (_, job) => {
      answers ??= batches(groupsOf(job, window, members)).map((groups) => {
        const found = relationsAnswer(groups, relations, schema);
        given.push(...found.given);
        return found.answer;
      });
      return answers.shift();
    },
    async (job) => {
      await askWindow(job, window);
    },
    { task: 'relation', known: members },
  );
  const read = lesson.results.flatMap((result) => ('relations' in result ? result.relations : []));
  gathered.take('relation', window, lesson, isSame(read.map(endsOf), given.map(endsOf)), isEmptyList);
  return given;
}

/** The questions about the pairs of sentences that gold judges. */
async function inferenceLessons({ teach, gathered }: Class, gold: GoldNote): Promise<void> {
  const { inferences } = gold;
  for (let from = 0; from < inferences.length; from += BATCH) {
    const batch = inferences.slice(from, from + BATCH);
    const labels = batch.map(({ label }, i) => [i + 1, label] as const);
    let read: readonly inferenceTask.Judgement[] = [];
    let failure: Failure | undefined;
    const lesson = await teach(
      () => JSON.stringify({ judgements: labels }),
      async ({ view, beside, preamble, asking }) => {
        const pairs = batch.map(({ premise, hypothesis }) => ({
          premise: view.excerpt(premise).text,
          hypothesis:
            typeof hypothesis === 'string' ? beside.text(hypothesis) : view.excerpt(hypothesis).text,
        }));
        const question = inferenceTask.question(preamble, pairs);
        const answer = await askItems(asking, question, () => inferenceTask.reader(batch.length));
        ({ value: read, failure } = answer);
      },
    );
    const isGold = isSame(
      read.map(({ pair, label }) => `${pair} ${label}`),
      labels.map((label) => label.join(' ')),
    );
    const scope = {
      start: Math.min(...batch.map(({ premise }) => premise.start)),
      end: Math.max(...batch.map(({ premise }) => premise.end)),
    };
    gathered.take('nli', scope, { ...lesson, failure }, isGold);
  }
}

/**
 * The questions about a note that its gold answers, as the runtime would ask them, with these answers. Each answer was
 * read by its task and put on the note: it gives the gold back, or the question is left out, with the reason.
 */
export async function lessonsOf(gold: GoldNote, course: Course): Promise<Lessons> {
  const { note, identifiers } = gold;
  const { tasks, count, contextLength } = course;
  const gathered = makeGatherer();
  const own: Class = { teach: makeTeacher(gold, course), note, course, gathered };
  const { entities, relations } = askable(gold, course);
  let related = 0;
  const windows =
    tasks.has('ner') || tasks.has('relation')
      ? windowsOf(note, windowTokens(contextLength), { identifiers, count })
      : [];
  for (const window of windows) {
    const touching = entities.filter((entity) => overlaps(extent(entity), window));
    const members = touching.filter((entity) => contains(window, extent(entity)));
    if (tasks.has('ner')) {
      if (members.length === touching.length) await entityLesson(own, window, members);
      else gathered.leave('ner', window, 'cut');
    }
    if (tasks.has('relation') && members.length > 0)
      related += (await relationLesson(own, window, members, relations)).length;
  }
  if (tasks.has('nli')) await inferenceLessons(own, gold);
  const summarised = tasks.has('summary') ? await summaryLessons(own, gold) : 0;
  return {
    samples: gathered.samples,
    leftOut: gathered.leftOut,
    unasked: {
      entities: tasks.has('ner') ? gold.entities.length - entities.length : 0,
      relations: tasks.has('relation') ? gold.relations.length - related : 0,
      summaries: tasks.has('summary') ? gold.summaries.length - summarised : 0,
    },
  };
}
