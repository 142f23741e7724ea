import { join } from 'node:path';
import type { Judged } from '../server/src/embedded/shipped-judgement';
import { type Classifier, type ClassifierOptions, trainClassifier } from '../server/src/learning/classifier';
import { type JudgedNote, judgedNotes, type Pair, pairsIn, stylePairs } from './judgement-gold';
import { markedNotes } from './judgement-marked';
import {
  assertionSamples,
  type JudgedSample,
  pairSamples,
  relationSamples,
  UNRELATED,
} from './judgement-samples';
import { statementPairs } from './judgement-statements';

// Chosen on the project's own notes and the first half of i2b2-style, by note.
export const options: Readonly<Record<Judged, ClassifierOptions>> = {
  assertion: { l2: 1, folds: 5, least: 3 },
  relation: { l2: 3, folds: 5, least: 3, silent: UNRELATED },
  inference: { l2: 2, folds: 5, least: 3 },
};

/** Notes and hypotheses to learn from, or to measure on. */
export interface Judgements {
  readonly notes: readonly JudgedNote[];
  readonly pairs: readonly Pair[];
  /** The names of notes that the rules were written on. */
  readonly familiar: ReadonlySet<string>;
}

/** The project's own marked notes, and what is held against them. */
export function ownJudgements(): Judgements {
  const notes = markedNotes('bench/judgement/notes');
  const named = new Map(notes.map(({ name, note }) => [name, note]));
  // The rules were written beside these.
  const statements = statementPairs('bench/judgement/statements.txt');
  const pairs = [...pairsIn('bench/judgement/pairs.jsonl', named), ...statements];
  return { notes, pairs, familiar: new Set(statements.map(({ name }) => name)) };
}

/** `i2b2-style` in a folder of corpora; no notes where it is not there. */
export function styleJudgements(data: string): Judgements {
  const folder = join(data, 'i2b2-style');
  const notes = judgedNotes(folder);
  const familiar = new Set(notes.slice(0, Math.ceil(notes.length / 2)).map(({ name }) => name));
  return { notes, pairs: notes.length === 0 ? [] : stylePairs(folder, notes), familiar };
}

/** The samples of each task; those of notes that the rules were written on are marked. */
export function samplesOf({ notes, pairs, familiar }: Judgements): Record<Judged, readonly JudgedSample[]> {
  const marked = (samples: readonly JudgedSample[]): JudgedSample[] =>
    samples.map((sample) => ({ ...sample, familiar: familiar.has(sample.group) }));
  return {
    assertion: marked(assertionSamples(notes)),
    relation: marked(relationSamples(notes)),
    inference: marked(pairSamples(pairs)),
  };
}

/** The classifiers that ship: trained on the project's own notes and all of `i2b2-style`. */
export function shippedClassifiers(data: string): Map<Judged, Classifier> {
  const own = samplesOf(ownJudgements());
  const style = samplesOf(styleJudgements(data));
  return new Map(
    (['assertion', 'relation', 'inference'] as const).map((what) => [
      what,
      trainClassifier([...own[what], ...style[what]], options[what]),
    ]),
  );
}
