import { type Bin, calibrationError, reliability } from '../learning/calibration';
import type { CurvePlan, CurveRound } from '../learning/curve';
import { type Forecast, forecast, type NoForecast } from '../learning/power-law';
import {
  type How,
  hows,
  type LearnedNote,
  type RoundScores,
  type SizeScores,
  scoreRounds,
  type TypeErrors,
} from './learning-scores';

/** What more notes a forecast is about. */
export const MORE = 20;

export type Forecasts = Readonly<Record<How, Forecast | NoForecast>>;

/** What became of a type: its figures with the most notes, its forecast, and where its errors are. */
export interface TypeReport {
  readonly scores: RoundScores;
  readonly forecast: Forecasts;
  readonly errors: TypeErrors;
}

/** What was learned from gold, and what more of it would bring. */
export interface LearningReport {
  /** Notes with gold, and how many of them were not looked at. */
  readonly notes: number;
  readonly leftOut: number;
  readonly sentences: number;
  readonly entities: number;
  /** Entities that no tagger can learn. */
  readonly beyond: number;
  readonly sizes: readonly SizeScores[];
  readonly forecast: Forecasts;
  readonly types: ReadonlyMap<string, TypeReport>;
  readonly reliability: readonly Bin[];
  readonly calibrationError: number;
  /** Rounds of training that were planned, and that were done. */
  readonly planned: number;
  readonly done: number;
}

/** Makes the report of as many rounds as were done. @param notes all with gold */
export function learningReport(
  notes: readonly LearnedNote[],
  plan: CurvePlan<LearnedNote>,
  rounds: readonly CurveRound<LearnedNote>[],
): LearningReport {
  const { sizes, errors, outcomes } = scoreRounds(rounds);
  const forecasts = (scores: (size: SizeScores) => RoundScores | undefined): Forecasts => {
    const of = (how: How) =>
      forecast(
        sizes.map((size) => ({ notes: size.notes, values: scores(size)?.[how] ?? [] })),
        notes.length,
        MORE,
      );
    return { exact: of('exact'), overlapping: of('overlapping') };
  };
  const sum = (count: (note: LearnedNote) => number): number =>
    notes.reduce((total, note) => total + count(note), 0);
  const last = sizes.at(-1);
  return {
    notes: notes.length,
    leftOut: plan.leftOut,
    sentences: sum(({ sentences }) => sentences.length),
    entities: sum(({ mentions }) => mentions.length),
    beyond: sum(({ beyond }) => beyond),
    sizes,
    forecast: forecasts(({ micro }) => micro),
    types: new Map(
      [...errors].map(([type, found]) => [
        type,
        {
          scores: last?.types.get(type) ?? { exact: [], overlapping: [] },
          forecast: forecasts((size) => size.types.get(type)),
          errors: found,
        },
      ]),
    ),
    reliability: reliability(outcomes),
    calibrationError: calibrationError(outcomes),
    planned: plan.sizes.reduce((total, size) => total + size.rounds, 0),
    done: rounds.length,
  };
}

/** Mean and standard deviation of rounds; undefined where there are none. */
export function spreadOf(
  values: readonly number[],
): { readonly mean: number; readonly deviation: number } | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

const spreadJson = (scores: RoundScores): object =>
  Object.fromEntries(
    hows.map((how) => {
      const spread = spreadOf(scores[how]);
      return [how, spread ? { ...spread, values: scores[how] } : null];
    }),
  );

const forecastJson = (forecasts: Forecasts): object =>
  Object.fromEntries(
    hows.map((how) => {
      const found = forecasts[how];
      return [how, typeof found === 'string' ? { none: found } : found];
    }),
  );

/** The report for programs. */
export function learningJson(report: LearningReport): string {
  const { notes, leftOut, sentences, entities, beyond, planned, done } = report;
  return `${JSON.stringify({
    notes: { all: notes, leftOut },
    sentences,
    entities: { all: entities, beyondLearning: beyond },
    rounds: { planned, done },
    curve: report.sizes.map(({ notes: size, rounds, micro, types }) => ({
      notes: size,
      rounds,
      micro: spreadJson(micro),
      types: Object.fromEntries([...types].map(([type, scores]) => [type, spreadJson(scores)])),
    })),
    more: MORE,
    forecast: forecastJson(report.forecast),
    types: Object.fromEntries(
      [...report.types].map(([type, { forecast: found, errors }]) => [
        type,
        {
          forecast: forecastJson(found),
          errors: { ...errors, wrongType: Object.fromEntries(errors.wrongType) },
        },
      ]),
    ),
    calibration: { error: report.calibrationError, bins: report.reliability },
  })}\n`;
}
