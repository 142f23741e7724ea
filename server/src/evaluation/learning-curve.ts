import { type CurveRound, curveRounds, FIRST, planCurve } from '../learning/curve';
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
  /** Which share of the work is done, and which will be after the next training; from 0 to 1. */
  readonly share: number;
  readonly ahead: number;
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
  const all = plan.sizes.reduce((sum, size) => sum + size.notes * (size.rounds + FIRST), 0);
  const rounds: CurveRound<LearnedNote>[] = [];
  const costOf = (size: number, fold: number): number => (size * (fold === 0 ? 1 + FIRST : 1)) / all;
  function* steps(): Generator<CurveProgress, void> {
    let share = 0;
    const todo = Array.from({ length: plan.folds }, (_, fold) =>
      plan.sizes.filter((size) => fold < size.rounds).map((size) => costOf(size.notes, fold)),
    ).flat();
    const progress = (): CurveProgress => ({
      notes: plan.notes.length,
      planned,
      done: rounds.length,
      share,
      ahead: share + (todo[rounds.length] ?? 0),
    });
    yield progress();
    for (const round of curveRounds(plan, asked)) {
      rounds.push(round);
      share += costOf(round.size, round.fold);
      yield progress();
    }
  }
  return { steps: steps(), report: () => learningReport(notes, plan, rounds) };
}
