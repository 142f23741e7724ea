import * as z from 'zod';
import type { EngineChoice } from '../../pipeline/auto';
import type { Questions } from '../../pipeline/questions';
import { usableKey } from '../../privacy/corpus/key';
import { deidentify } from '../../privacy/view';
import type { Task } from '../../task/engine';
import type { Commands } from '../commands';
import type { OpenNote } from '../open-note';
import { SENT, type SentArgument } from '../protocol';
import type { Settings } from '../settings';

/** What the command needs to know. */
export interface SentHost {
  readonly configFolder: string;
  readonly noteOf: (uri: string) => OpenNote | undefined;
  readonly settings: () => Settings;
  readonly choice: () => EngineChoice | undefined;
  readonly signal: AbortSignal;
}

const sentArgument: z.ZodType<SentArgument> = z.object({
  uri: z.string(),
  part: z.enum(['note', 'questions']),
});

const subjects: Readonly<Record<Task, string>> = {
  ner: 'entities',
  relation: 'relations',
  nli: 'contradictions and hypotheses',
  summary: 'summaries',
};
/** In front of each line that is not sent. */
const OWN = '═';

/** The questions as a person reads them: what is sent stands as it is, between lines that say what it is. */
function written({ model, asked }: Questions, known: boolean): string {
  const seen = new Map<string, number>();
  const questions = asked.map(({ task, question, refused }, i) => {
    const number = i + 1;
    const schema = JSON.stringify(question.schema);
    const before = seen.get(schema);
    if (before === undefined) seen.set(schema, number);
    return [
      `${OWN}${OWN}${OWN} ${number} of ${asked.length}: ${subjects[task]} ${OWN}${OWN}${OWN}`,
      ...(refused ? [`${OWN} The guard finds an identifier in this question: it does not leave.`] : []),
      question.prompt.text,
      before === undefined
        ? `${OWN} with the schema of the answer: ${schema}`
        : `${OWN} with the schema of question ${before}`,
    ].join('\n');
  });
  const head = [
    `${OWN} What a model is asked about this note, word for word. Lines that start with ${OWN} are not sent, but for the schemas that stand there.`,
    `${OWN} The model: ${model.name}, for ${model.contextLength} tokens at once${known ? '.' : ' (assumed: none answers now, so nothing is sent).'}`,
    `${OWN} Questions about relations and contradictions name the entities that are known now.`,
  ].join('\n');
  return `${[head, ...questions].join('\n\n')}\n`;
}

/** The command that tells what a model is sent of a note. It opens no connection and keeps nothing. */
export function sentCommand(host: SentHost): Commands {
  const { configFolder, noteOf, settings, signal } = host;
  return {
    [SENT]: async (argument) => {
      const { data } = sentArgument.safeParse(argument);
      if (!data || !noteOf(data.uri)) return null;
      const { key } = await usableKey(configFolder);
      const open = noteOf(data.uri);
      if (!open) return null;
      const { note, identifiers, knowledge, settled, corpusSchema } = open;
      const { identity } = settled;
      if (data.part === 'note') return deidentify(note.text, identifiers, { key, identity }).text;
      const answering = host.choice()?.model;
      const model = answering ?? { name: settings().model };
      const about = {
        note,
        identifiers,
        identity,
        tasks: new Set(settings().tasks),
        schema: corpusSchema.schema,
        hypotheses: settings().hypotheses,
        known: note.blocks.flatMap((placed) => knowledge.entitiesOf(note, placed)),
        signal,
      };
      // Loaded when wanted, as for a model that is asked.
      const { questionsOf } = await import('../../pipeline/questions');
      return written(await questionsOf(about, { key, model }), answering !== undefined);
    },
  };
}
