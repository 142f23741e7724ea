import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InferenceLabel } from '../server/src/annotation/annotation';
import type { FindPhrases, Mention } from '../server/src/embedded/entities';
import type { Phrase } from '../server/src/embedded/phrases';
import { parseBrat } from '../server/src/format/brat';
import { annotationsOf, offsetUnitOf } from '../server/src/format/brat-annotations';
import { type Note, type PlacedBlock, parseNote } from '../server/src/note/note';
import { contains, type Span } from '../server/src/note/span';
import { filesIn } from './corpus';

/** A gold entity of a note, UTF-16 code units. */
export interface GoldEntity extends Span {
  readonly id: string;
  readonly type: Mention['type'];
  readonly assertion?: string;
}

/** A note with gold entities and relations between them, by their ids. */
export interface JudgedNote {
  readonly name: string;
  readonly note: Note;
  readonly entities: readonly GoldEntity[];
  readonly relations: readonly { readonly type: string; readonly from: string; readonly to: string }[];
}

/** A sentence held against a note. */
export interface Pair {
  readonly name: string;
  readonly note: Note;
  readonly hypothesis: string;
  readonly label: InferenceLabel;
}

const types: ReadonlySet<string> = new Set(['problem', 'test', 'treatment']);

/** The notes of a folder of brat annotations in the 2010 i2b2/VA scheme, by name. */
export const judgedNotes = (folder: string): JudgedNote[] =>
  filesIn(folder, '.ann').map((file) => {
    const text = readFileSync(file.replace(/\.ann$/, '.txt'), 'utf8');
    const document = parseBrat(readFileSync(file, 'utf8'));
    const { entities, relations } = annotationsOf(document, text, offsetUnitOf(document, text).unit);
    const found = entities.flatMap(({ id, type, spans: [span], attributes }): GoldEntity[] => {
      if (!span || !types.has(type)) return [];
      const { Assertion: assertion } = attributes;
      const entity = { id, type: type as Mention['type'], start: span.start, end: span.end };
      return [typeof assertion === 'string' ? { ...entity, assertion } : entity];
    });
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    return { name: basename(file, '.ann'), note: parseNote(text), entities: found, relations };
  });

/** The pairs of a file of JSON Lines, held against the notes that they name. */
export const pairsIn = (file: string, notes: ReadonlyMap<string, Note>): Pair[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const row = JSON.parse(line) as { readonly note: string } & Omit<Pair, 'name'>;
      const note = notes.get(row.note);
      return note ? [{ name: row.note, note, hypothesis: row.hypothesis, label: row.label }] : [];
    });

/** The pairs of `i2b2-style`. */
export const stylePairs = (folder: string, notes: readonly JudgedNote[]): Pair[] =>
  pairsIn(join(folder, 'nli.jsonl'), new Map(notes.map(({ name, note }) => [name, note])));

/** Finds the gold entities of a block instead of what the rules find; of entities that nest, the outermost. */
export function goldPhrases(placed: PlacedBlock, entities: readonly GoldEntity[]): FindPhrases {
  return (_text, tokens, from, to) => {
    const phrases: Phrase[] = [];
    for (const entity of entities) {
      const inside = { start: entity.start - placed.start, end: entity.end - placed.start };
      let first = -1;
      let last = -1;
      for (let i = from; i < to; i++) {
        const token = tokens[i];
        if (!token || token.end <= inside.start || token.start >= inside.end) continue;
        if (first < 0) first = i;
        last = i;
      }
      const before = phrases.at(-1);
      if (first < 0 || (before && first <= before.last)) continue;
      phrases.push({ first, last, type: entity.type, confidence: 1 });
    }
    return phrases;
  };
}

/** The gold entities that start in a block, in order. */
export const entitiesIn = (placed: PlacedBlock, entities: readonly GoldEntity[]): GoldEntity[] =>
  entities.filter((entity) => contains(placed, { start: entity.start, end: entity.start + 1 }));
