import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codePointMap } from '../server/src/note/code-points';
import type { Span } from '../server/src/note/span';
import type { Finding } from '../server/src/privacy/finders/finding';
import type { Category } from '../server/src/privacy/identifiers';
import type { Sightings } from '../server/src/privacy/learned/sightings';
import { filesIn } from './corpus';
import { type MarkedNote, markedNotes } from './phi-corpus';

/** What is marked in a note, in UTF-16 code units. */
export interface Marked extends Span {
  readonly category: string;
}

/** A note to learn from. */
export interface TrainingNote {
  readonly text: string;
  /** What identifies; undefined where nobody marked it: then what the rules find is left aside. */
  readonly marks: readonly Marked[] | undefined;
  /** Whether the rules were mended on it, so that what they find there says nothing of what they are worth. */
  readonly isMended: boolean;
  /** What the rules saw before they may have been mended on it; undefined where they are asked as they are. */
  readonly unmended: Sightings | undefined;
}

/** The sets that what ships is learned from: the project's own marked notes but the ones to judge by. */
export const wards = Array.from({ length: 15 }, (_, n) => `ward-${n + 1}`);

/** A line of `bench/phi/unmended`; each finding as its start and end in UTF-16 code units, category, kind, and finder. */
interface UnmendedRow {
  readonly note: string;
  readonly length: number;
  readonly seen: readonly (readonly [number, number, Category, string, number])[];
}

/** What the rules saw in the notes of a ward when these were new, by the name of the note. */
function unmendedIn(ward: string): ReadonlyMap<string, UnmendedRow> {
  const file = join('bench/phi/unmended', `${ward}.jsonl`);
  if (!existsSync(file)) return new Map();
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(rows.map((line) => JSON.parse(line) as UnmendedRow).map((row) => [row.note, row]));
}

function sightingsOf({ note, length, seen }: UnmendedRow, text: string): Sightings {
  if (length !== text.length) throw new Error(`${note}: the note changed since the rules saw it`);
  return {
    findings: seen.map(([start, end, category, kind]): Finding => ({ start, end, category, kind })),
    finders: seen.map((one) => one[4]),
  };
}

const marksOf = ({ text, spans }: MarkedNote): Marked[] => {
  const map = codePointMap(text);
  return spans.map(({ start, end, category }) => ({
    start: map.toUtf16(start),
    end: map.toUtf16(end),
    category,
  }));
};

/** The notes of a ward. Throws where there are none: what is learned without one of them is worth little. */
export function wardNotes(ward: string): TrainingNote[] {
  const unmended = unmendedIn(ward);
  const marked = markedNotes(join('bench/phi', ward));
  if (marked.length === 0) throw new Error(`bench/phi/${ward}: no notes`);
  return marked.map((note) => {
    const row = unmended.get(note.name);
    const marks = marksOf(note);
    return { text: note.text, marks, isMended: !row, unmended: row && sightingsOf(row, note.text) };
  });
}

const asItIs = (file: string, marks?: readonly Marked[]): TrainingNote => ({
  text: readFileSync(file, 'utf8'),
  marks,
  isMended: false,
  unmended: undefined,
});

/** Notes in which no word but what the rules find identifies, and sentences in which none does. */
export const unmarkedNotes = (): TrainingNote[] => [
  ...filesIn('examples', '.txt').map((file) => asItIs(file)),
  ...filesIn('bench/judgement/notes', '.txt').map((file) => asItIs(file)),
  asItIs('bench/phi/nobody.txt', []),
];

/** All that what ships learns from. */
export const shippedNotes = (): TrainingNote[] => [...wards.flatMap(wardNotes), ...unmarkedNotes()];
