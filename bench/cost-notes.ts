import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { i2b2 } from '../server/src/annotation/schema';
import { embedded } from '../server/src/embedded/engine';
import { parseNote } from '../server/src/note/note';
import { windowsOf } from '../server/src/pipeline/windows/windows';
import { identifiersOf } from '../server/src/privacy/identifiers';
import { mentionsIn, noteIn, pairsIn } from '../test/doubles/reading';
import { bratNotes, filesIn } from './corpus';

/** A note with what a model that knows it would say. */
export interface KnownNote {
  readonly name: string;
  readonly text: string;
  readonly mentions: readonly { readonly text: string; readonly type: string; readonly assertion: string }[];
  readonly relations: readonly { readonly from: number; readonly to: number; readonly type: string }[];
  readonly summary: string;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The invented notes with gold. */
export function goldNotes(data: string): KnownNote[] {
  const folder = join(data, 'i2b2-style');
  const gists = new Map(
    filesIn(folder, 'summaries.jsonl').flatMap((file) =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { note: string; task: string; summary?: string })
        .flatMap(({ note, summary }) => (summary === undefined ? [] : [[note, summary] as const])),
    ),
  );
  return bratNotes(folder).map(({ name, text, entities }) => {
    const lines = readFileSync(name, 'utf8').split('\n');
    const ids = lines.flatMap((line) => /^(T\d+)\t\S+ \d+ \d+\t/.exec(line)?.[1] ?? []);
    const order = entities
      .map((entity, i) => ({ entity, id: ids[i] as string }))
      .sort((a, b) => a.entity.start - b.entity.start);
    const place = new Map(order.map(({ id }, i) => [id, i]));
    return {
      name: basename(name, '.ann'),
      text,
      mentions: order.map(({ entity: { start, end, type, assertion } }) => ({
        text: flat(text.slice(start, end)),
        type,
        assertion: assertion ?? 'present',
      })),
      relations: lines.flatMap((line) => {
        const match = /^R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)/.exec(line);
        const [from, to] = [place.get(match?.[2] ?? ''), place.get(match?.[3] ?? '')];
        return match && from !== undefined && to !== undefined
          ? [{ type: match[1] as string, from, to }]
          : [];
      }),
      summary: gists.get(basename(name, '.ann')) ?? '',
    };
  });
}

/** As long as a gist is. */
const GIST =
  'The patient was seen for what is said in the note. What was found on the examination is noted, what was done is given with its reason, and the patient comes again for what comes next.';

/** The notes without gold, with what the embedded engine says of them. */
export async function clinicNotes(data: string): Promise<KnownNote[]> {
  const notes: KnownNote[] = [];
  for (const file of filesIn(join(data, 'phi/clinic-notes/text'), '.txt')) {
    const note = parseNote(readFileSync(file, 'utf8'));
    let ids = 0;
    const request = {
      note,
      identifiers: identifiersOf(note),
      identity: file,
      tasks: new Set(['ner', 'relation'] as const),
      schema: i2b2,
      windows: windowsOf(note, embedded.windowTokens),
      sections: note.sections,
      hypotheses: [],
      known: [],
      nextId: () => `${ids++}`,
      signal: new AbortController().signal,
    };
    const entities: { id: string; text: string; type: string; assertion: string; start: number }[] = [];
    const relations: { from: string; to: string; type: string }[] = [];
    for await (const result of embedded.annotate(request)) {
      if ('entities' in result)
        for (const { id, text, type, attributes, spans } of result.entities)
          entities.push({
            id,
            text: flat(text),
            type,
            assertion: String(attributes.Assertion ?? 'present'),
            start: spans[0]?.start ?? 0,
          });
      if ('relations' in result) relations.push(...result.relations);
    }
    entities.sort((a, b) => a.start - b.start);
    const place = (id: string): number => entities.findIndex((entity) => entity.id === id);
    notes.push({
      name: basename(file, '.txt'),
      text: note.text,
      mentions: entities,
      relations: relations.map(({ from, to, type }) => ({ type, from: place(from), to: place(to) })),
      summary: GIST,
    });
  }
  return notes;
}

/** No two mentions that follow each other are farther apart, in characters. */
const APART = 600;

/** The mentions that a stretch of a note holds, in order: the longest run of them that it has one after the other. */
export function mentionsOf({ mentions }: KnownNote, stretch: string): KnownNote['mentions'] {
  const seen = flat(stretch);
  let best: KnownNote['mentions'] = [];
  for (let first = 0; first + best.length < mentions.length; first++) {
    let from = 0;
    let end = first;
    for (; end < mentions.length; end++) {
      const at = seen.indexOf(mentions[end]?.text ?? '', from);
      if (at < 0 || at - from > APART) break;
      from = at + 1;
    }
    if (end - first > best.length) best = mentions.slice(first, end);
  }
  return best;
}

/** The first sentences of a text, as much as a gist of a section has. */
export const gistOf = (text: string): string =>
  flat(text)
    .split(/(?<=[.;])\s/)[0]
    ?.slice(0, 240) ?? '';

/** What a model that knows the note answers to a question, in as few characters as will do. */
export const knowing =
  (note: KnownNote) =>
  (prompt: string, key: string): string => {
    if (key === 'entities') {
      const entries = mentionsOf(note, noteIn(prompt)).map(({ text, type, assertion }) =>
        type === 'problem' && assertion !== 'present' ? [text, type, assertion] : [text, type],
      );
      return JSON.stringify({ entities: entries });
    }
    if (key === 'relations') {
      const asked = mentionsIn(prompt);
      const numbers = (i: number) =>
        asked.filter(({ text }) => flat(text) === note.mentions[i]?.text).map((one) => one);
      return JSON.stringify({
        relations: note.relations.flatMap(({ from, to, type }) => {
          const source = numbers(from)[0];
          const target = source && numbers(to).find(({ line }) => line === source.line);
          return source && target ? [[source.number, target.number, type]] : [];
        }),
      });
    }
    if (key === 'judgements') {
      return JSON.stringify({ judgements: pairsIn(prompt).map(({ number }) => [number, 'neutral']) });
    }
    const isWhole = prompt.includes('who the patient is');
    return JSON.stringify({ summary: isWhole ? note.summary : gistOf(noteIn(prompt)) });
  };
