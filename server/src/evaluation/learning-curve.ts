import { type CurveRound, curveRounds, planCurve } from '../learning/curve';
import type { GoldSentence } from '../learning/sentence';
import type { Tagger } from '../learning/tagger';
import { type LearningReport, learningReport } from './learning-report';
import type { LearnedNote } from './learning-scores';

const SEED = 1;
/** What is planned takes a minute or so of one core. */
const BUDGET = 20_000_000;

/** How far a curve has come. */
export interface CurveProgress {
  /** Notes that are looked at. */
  readonly notes: number;
  readonly planned: number;
  readonly done: number;
}

/**
 * Measures a learning curve, a training at a time: how far it has come, first of all before anything was trained. The
 * report of what was done until then may be asked for at any time. The same notes give the same report.
 * @param train with `like`, a tagger as balanced and as sure as that one
 */
export function measureCurve(
  notes: readonly LearnedNote[],
  train: (sentences: readonly GoldSentence[], like: Tagger | undefined) => Tagger,
): { readonly steps: Generator<CurveProgress, void>; readonly report: () => LearningReport } {
  const asked = { notes, train, seed: SEED, budget: BUDGET };
  const plan = planCurve(asked);
  const planned = plan.sizes.reduce((sum, { rounds }) => sum + rounds, 0);
  const rounds: CurveRound<LearnedNote>[] = [];
  const progress = (): CurveProgress => ({ notes: plan.notes.length, planned, done: rounds.length });
  function* steps(): Generator<CurveProgress, void> {
    yield progress();
    for (const round of curveRounds(plan, asked)) {
      rounds.push(round);
      yield progress();
    }
  }
  return { steps: steps(), report: () => learningReport(notes, plan, rounds) };
}
