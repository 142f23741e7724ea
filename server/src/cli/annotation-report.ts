import { ROUNDS } from '../evaluation/bootstrap';
import { type Measure, measures } from '../evaluation/note-counts';
import type { ScoreTable } from '../evaluation/scores';
import { aligned, scoreRows, scoresJson } from './score-tables';

/** What `evaluate` found out; holds names of notes, and no text of them. */
export interface AnnotationReport {
  readonly notes: {
    readonly gold: number;
    readonly predicted: number;
    readonly missing: { readonly gold: readonly string[]; readonly predicted: readonly string[] };
    /** Notes whose texts differ: they are not in the figures. */
    readonly differing: readonly string[];
  };
  readonly scores: ReadonlyMap<Measure, ScoreTable>;
}

const titles: Readonly<Record<Measure, string>> = {
  'entities.exact': 'Entities, exact',
  'entities.overlapping': 'Entities, overlapping',
  'attributes.matched': 'Attributes of entities found exactly',
  'attributes.endToEnd': 'Attributes, end to end',
  'relations.matched': 'Relations whose ends both have exactly',
  'relations.endToEnd': 'Relations, end to end, ends exact',
  'relations.overlapping': 'Relations, end to end, ends overlapping',
};

/** How the intervals were made. */
export const ABOUT_INTERVALS = `In brackets: 95 % percentile intervals, ${ROUNDS.toLocaleString('en')} bootstrap samples of the notes. Macro: mean F1 of the types that either side has.`;

export function annotationJson({ notes, scores }: AnnotationReport): string {
  const tables = [...scores].map(([measure, table]) => [measure, scoresJson(table)]);
  const intervals = { method: 'percentile bootstrap over notes', rounds: ROUNDS, level: 0.95 };
  return `${JSON.stringify({ notes, intervals, ...Object.fromEntries(tables) }, null, 2)}\n`;
}

export function annotationTable({ notes, scores }: AnnotationReport): string {
  const { missing, differing } = notes;
  const count = (what: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `, ${names.length} ${what}`;
  const first = `${notes.gold} note${notes.gold === 1 ? '' : 's'} of gold, ${notes.predicted} predicted${count('not predicted', missing.predicted)}${count('not of gold', missing.gold)}${count('left out as their texts differ', differing)}`;
  const tables = measures.flatMap((measure) => {
    const table = scores.get(measure);
    const rows = table ? scoreRows(titles[measure], table, ['gold', 'predicted']) : [];
    return rows.length === 0 ? [] : [aligned(rows)];
  });
  return [first, ...tables, ABOUT_INTERVALS, ''].join('\n\n').replace(/\n\n$/, '\n');
}
