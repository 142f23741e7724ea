import { printableLine } from '../format/printable';
import type { Forecast, NoForecast } from '../learning/power-law';
import { type LearningReport, MORE, spreadOf, type TypeReport } from './learning-report';
import { type How, hows, type RoundScores } from './learning-scores';

/** A rate with three digits. */
export const figure = (value: number): string => value.toFixed(3);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;

/** Mean and standard deviation of an F1; `–` where there was nothing to find. */
export function shownSpread(values: readonly number[]): string {
  const spread = spreadOf(values);
  if (!spread) return '–';
  return values.length > 1 ? `${figure(spread.mean)} ±${figure(spread.deviation)}` : figure(spread.mean);
}

/** What more notes bring, in short: `+0.019 (+0.008 to +0.034)`. */
export const shownGain = (found: Forecast | NoForecast): string =>
  typeof found === 'string'
    ? found
    : `${signed(found.gain.value)} (${signed(found.gain.low)} to ${signed(found.gain.high)})`;

const why: Readonly<Record<NoForecast, string>> = {
  'too few notes': 'there are too few notes for a forecast; ten with gold are the least',
  'no law fits': 'F1 does not rise steadily with the notes, so nothing can be said of more of them',
  'too uncertain': 'F1 differs too much from one choice of notes to the next for a forecast',
};

/** What more notes bring, as a sentence. */
export function shownForecast(how: How, found: Forecast | NoForecast): string {
  if (typeof found === 'string') return `${how}: no forecast: ${why[found]}`;
  return `${how}: ${figure(found.now.value)} with all notes → ${figure(found.later.value)} with ${MORE} more: ${shownGain(found)}`;
}

const errorCells = ({ errors }: TypeReport): string[] => {
  const wrong = [...errors.wrongType].sort(([, a], [, b]) => b - a);
  const wrongs = wrong.reduce((sum, [, count]) => sum + count, 0);
  const gold = errors.right + errors.boundary + wrongs + errors.missed;
  return [gold, errors.right, errors.boundary, wrongs, errors.missed, errors.invented].map(String);
};

/** The rows about types: F1 with the most notes, what more notes bring, and where the errors are. */
export const typeRows = (report: LearningReport): string[][] => [
  [
    'Type',
    'F1 exact',
    'overlapping',
    `exact with ${MORE} more`,
    'gold',
    'right',
    'boundary',
    'wrong type',
    'missed',
    'invented',
  ],
  ...[...report.types].map(([type, one]) => [
    printableLine(type),
    ...hows.map((how) => shownSpread(one.scores[how])),
    shownGain(one.forecast.exact),
    ...errorCells(one),
  ]),
];

/** Which types are taken for which, the most frequent first; at most ten. */
export function confusions(report: LearningReport): string[] {
  const all = [...report.types].flatMap(([type, { errors }]) =>
    [...errors.wrongType].map(([said, count]) => ({ type, said, count })),
  );
  all.sort((a, b) => b.count - a.count);
  return all
    .slice(0, 10)
    .map(({ type, said, count }) => `${printableLine(type)} taken for ${printableLine(said)}: ${count}`);
}

const cells = (scores: RoundScores): string[] => hows.map((how) => shownSpread(scores[how]));

/** The rows about numbers of notes. */
export const sizeRows = ({ sizes }: LearningReport): string[][] => [
  ['Notes', 'F1 exact', 'overlapping', 'rounds'],
  ...sizes.map(({ notes, micro, rounds }) => [String(notes), ...cells(micro), String(rounds)]),
];

/** What was measured and what was not, in sentences. */
export function remarks(report: LearningReport): string[] {
  const { notes, leftOut, sentences, entities, beyond, planned, done, sizes } = report;
  const most = Math.max(...sizes.map(({ rounds }) => rounds), 0);
  const fewer = sizes.filter(({ rounds }) => rounds < most).map((size) => size.notes);
  return [
    `${notes} notes with gold: ${sentences} sentences, ${entities} entities`,
    ...(beyond > 0
      ? [`${beyond} entities have gaps or go across sentences: they cannot be learned, and count as missed`]
      : []),
    ...(leftOut > 0 ? [`left out to keep it short: ${leftOut} notes, by chance`] : []),
    ...(fewer.length > 0
      ? [`measured with fewer choices of notes to keep it short: ${fewer.join(', ')} notes`]
      : []),
    ...(done < planned
      ? [`left out since time was up: ${planned - done} of ${planned} rounds of training`]
      : []),
  ];
}
