import type { Model, Runtime } from '../runtime/runtime';
import { stringsOf } from '../runtime/transport';
import { type Request, type Task, tasks } from '../task/engine';
import type { Question } from '../task/question';
import { modelEngine, USUAL_CONTEXT } from './model-engine';
import { windowsOf } from './windows/windows';

/** A question as it would leave. */
export interface AskedQuestion {
  readonly task: Task;
  readonly question: Question;
  /** Whether the guard would not let it leave. */
  readonly refused: boolean;
}

export interface Questions {
  /** The model that they are for; of one that is not known, what it is taken for. */
  readonly model: Model;
  readonly asked: readonly AskedQuestion[];
}

/** What stands in questions for an answer that nobody gave. */
const GIST = 'what the model says of this part of the note';
const answers: Readonly<Record<Task, string>> = {
  ner: '{"entities":[]}',
  relation: '{"relations":[]}',
  nli: '{"judgements":[]}',
  summary: `{"summary":"${GIST}"}`,
};

/** A runtime without a server: it hands on what it is asked, and knows nothing. */
const recorder = (model: Model, answer: string, record: (question: Question, refused: boolean) => void) =>
  ({
    name: 'recorder',
    model: async () => model,
    async *ask(question, guard) {
      const { strings, protocol } = stringsOf(question.schema);
      record(question, guard([question.prompt.text, ...strings], protocol) !== undefined);
      yield answer;
    },
  }) satisfies Runtime;

/**
 * All questions that a model would be asked about a note, in the order of the tasks: the engine that asks a model runs
 * as always, on a runtime that opens no socket. Questions that need answers to others take what is known: the entities
 * of the request, and for the gist of a section some words in its place.
 * @param about its windows and sections are all those of the note
 */
export async function questionsOf(
  about: Omit<Request, 'windows' | 'sections' | 'nextId'>,
  { key, model: named }: { readonly key: Uint8Array; readonly model: Pick<Model, 'name'> & Partial<Model> },
): Promise<Questions> {
  const { note, identifiers, signal } = about;
  const model: Model = { digest: '', contextLength: USUAL_CONTEXT, ...named };
  const asked = new Map<string, AskedQuestion>();
  for (const task of tasks.filter((one) => about.tasks.has(one))) {
    const runtime = recorder(model, answers[task], (question, refused) => {
      // Where no entity is known, the one about relations is again the one about entities.
      if (!asked.has(question.prompt.text)) asked.set(question.prompt.text, { task, question, refused });
    });
    const engine = modelEngine(runtime, { key });
    await engine.ready?.(signal);
    const request: Request = {
      ...about,
      tasks: new Set([task]),
      windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
      sections: note.sections,
      nextId: () => '',
    };
    for await (const _ of engine.annotate(request));
  }
  return { model, asked: [...asked.values()] };
}
