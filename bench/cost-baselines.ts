import { ASSERTION, i2b2 } from '../server/src/annotation/schema';
import { parseNote, sentences } from '../server/src/note/note';
import { gistOf, type KnownNote, mentionsOf } from './cost-notes';
import { type Counter, tokensOf } from './cost-server';

// How others ask, in words of our own, with the same model behind.

const values = i2b2.attributes.find(({ name }) => name === ASSERTION)?.values ?? [];
const types = i2b2.entities.map(({ name, description }) => `- ${name}: ${description}`).join('\n');
const relationTypes = i2b2.relations
  .map(({ name, description, from, to }) => `- ${name}: ${description} (from a ${from} to a ${to})`)
  .join('\n');

const OFFSETS =
  'For each one give its exact text, its type and the offsets of its first character and of the character after its last one.';
const ONLY_JSON = 'Respond with a JSON object only. Do not add explanations, comments or markdown around it.';

interface Asked {
  readonly prompt: string;
  readonly answer: string;
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** One question a task about the whole note, with offsets and everything by its full name. */
export function naive(note: KnownNote): Asked[] {
  const { text, mentions, relations, summary } = note;
  let from = 0;
  const entities = mentions.map(({ text: words, type, assertion }, i) => {
    const start = text.indexOf(words, from);
    if (start >= 0) from = start;
    return { id: `T${i + 1}`, text: words, type, start: from, end: from + words.length, assertion };
  });
  const sections = parseNote(text).sections;
  return [
    {
      prompt: `You are an expert clinical annotator. Read the clinical note below and extract all medical entities of the following types:\n${types}\n${OFFSETS} For each problem also give its assertion, which is one of: ${values.join(', ')}.\n${ONLY_JSON} Use this format:\n{"entities": [{"id": "T1", "text": "...", "type": "...", "start": 0, "end": 0, "assertion": "..."}]}\n\nClinical note:\n${text}`,
      answer: pretty({ entities }),
    },
    {
      prompt: `You are an expert clinical annotator. Read the clinical note below and extract all relations between medical entities that are stated in the same sentence. The types of relations are:\n${relationTypes}\n${OFFSETS} Do so for both entities of a relation.\n${ONLY_JSON} Use this format:\n{"relations": [{"type": "...", "from": {"text": "...", "start": 0, "end": 0}, "to": {"text": "...", "start": 0, "end": 0}}]}\n\nClinical note:\n${text}`,
      answer: pretty({
        relations: relations.map(({ type, from: a, to: b }) => {
          const end = (i: number) => {
            const { text: words, start, end } = entities[i] ?? { text: '', start: 0, end: 0 };
            return { text: words, start, end };
          };
          return { type, from: end(a), to: end(b) };
        }),
      }),
    },
    {
      prompt: `You are an expert in natural language inference on clinical text. Read the clinical note below and find all pairs of sentences that contradict each other. For each pair quote both sentences and explain shortly why they contradict each other.\n${ONLY_JSON} Use this format:\n{"contradictions": [{"premise": "...", "hypothesis": "...", "label": "contradiction", "reason": "..."}]}\n\nClinical note:\n${text}`,
      answer: pretty({ contradictions: [] }),
    },
    {
      prompt: `You are an expert clinician. Read the clinical note below. Summarise each of its sections in one or two sentences, and the whole note in at most three sentences.\n${ONLY_JSON} Use this format:\n{"sections": [{"title": "...", "summary": "..."}], "summary": "..."}\n\nClinical note:\n${text}`,
      answer: pretty({
        sections: sections
          .filter(({ start, end }) => end - start >= 240)
          .map(({ heading, body, end }) => ({
            title: heading ? text.slice(heading.start, heading.end) : '',
            summary: gistOf(text.slice(body, end)),
          })),
        summary,
      }),
    },
  ];
}

/** Characters that langextract puts into a chunk, unless it is told otherwise. */
const CHUNK = 1_000;

/** Runs of whole sentences of so many characters at most. */
function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  let start = 0;
  let end = 0;
  for (const sentence of sentences(parseNote(text))) {
    if (sentence.end - start > CHUNK && end > start) {
      chunks.push(text.slice(start, end));
      start = sentence.start;
    }
    end = sentence.end;
  }
  return [...chunks, text.slice(start, end)];
}

const extractions = (mentions: KnownNote['mentions']): string =>
  pretty({
    extractions: mentions.map(({ text, type, assertion }) => ({
      [type]: text,
      [`${type}_attributes`]: type === 'problem' ? { assertion } : {},
    })),
  });

/**
 * Entities as langextract asks for them (its `prompting.py`, as read): description, one example with its answer, chunk;
 * answers as indented JSON with an object of attributes each.
 */
export function langextract(note: KnownNote): Asked[] {
  const description = `Extract medical entities in order of appearance: problems, tests and treatments.\nUse exact text for extractions. Do not paraphrase or overlap entities.\nGive each problem an attribute "assertion", one of: ${values.join(', ')}.`;
  const example = extractions([
    { text: 'cough', type: 'problem', assertion: 'present' },
    { text: 'fever', type: 'problem', assertion: 'absent' },
    { text: 'A chest film', type: 'test', assertion: 'present' },
    { text: 'azithromycin', type: 'treatment', assertion: 'present' },
  ]);
  const q = 'He has a cough but no fever. A chest film was clear; azithromycin was started.';
  return chunksOf(note.text).map((chunk) => ({
    prompt: `${description}\n\nExamples\nQ: ${q}\nA: ${example}\n\nQ: ${chunk}\nA: `,
    answer: extractions(mentionsOf(note, chunk)),
  }));
}

/** Pairs of mentions of a note that types allow a relation between, each of which llm-ie asks about by itself. */
export const pairsOfTypes = ({ mentions }: KnownNote): number =>
  mentions.reduce(
    (sum, a, i) =>
      sum +
      mentions
        .slice(i + 1)
        .filter((b) =>
          i2b2.relations.some(
            ({ from, to }) =>
              (from.includes(a.type) && to.includes(b.type)) ||
              (from.includes(b.type) && to.includes(a.type)),
          ),
        ).length,
    0,
  );

export function ask(counter: Counter, asked: readonly Asked[]): void {
  for (const { prompt, answer } of asked) counter.ask(prompt).write(tokensOf(answer));
}
