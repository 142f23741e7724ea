import { type LearningReport, MORE, spreadOf, type TypeReport } from '../evaluation/learning-report';
import { type How, hows, type RoundScores } from '../evaluation/learning-scores';
import { printableLine } from '../format/printable';
import type { Forecast, NoForecast } from '../learning/power-law';
import { f1At } from '../learning/power-law';
import { aligned } from './score-tables';

const figure = (value: number): string => value.toFixed(3);
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

const WIDTH = 56;
const HEIGHT = 12;
const marks: Readonly<Record<How, string>> = { exact: 'o', overlapping: 'x' };

/** The curve drawn with letters; `.` is the law that fits, up to what more notes would bring. */
export function textPlot({ sizes, forecast, notes }: LearningReport): string {
  const [first] = sizes;
  if (!first || sizes.length < 2) return '';
  const end = notes + MORE;
  const column = (n: number): number =>
    Math.round((Math.log(n / first.notes) / Math.log(end / first.notes)) * (WIDTH - 1));
  const row = (f1: number): number => Math.round((1 - Math.min(1, Math.max(0, f1))) * HEIGHT);
  const grid = Array.from({ length: HEIGHT + 1 }, () => new Array<string>(WIDTH).fill(' '));
  const put = (n: number, f1: number, mark: string): void => {
    const line = grid[row(f1)];
    if (line) line[column(n)] = mark;
  };
  for (const how of hows) {
    const found = forecast[how];
    if (typeof found !== 'string')
      for (let at = 0; at < WIDTH; at += 2) {
        const n = first.notes * (end / first.notes) ** (at / (WIDTH - 1));
        put(n, f1At(found.law, n), '.');
      }
    for (const { notes: n, micro } of sizes) {
      const spread = spreadOf(micro[how]);
      if (spread) put(n, spread.mean, marks[how]);
    }
  }
  const ruler = new Array<string>(WIDTH + 8).fill(' ');
  for (const n of [...sizes.map((size) => size.notes), end]) {
    const text = String(n);
    const from = column(n);
    if (ruler.slice(Math.max(0, from - 1), from + text.length + 1).every((sign) => sign === ' '))
      ruler.splice(from, text.length, ...text);
  }
  const label = (n: number): string => (n % 3 === 0 ? (1 - n / HEIGHT).toFixed(2) : '    ');
  return [
    ...grid.map((line, n) => `${label(n)} |${line.join('')}`.trimEnd()),
    `     +${'-'.repeat(WIDTH)}`,
    `      ${ruler.join('').trimEnd()} notes`,
    '      o exact   x overlapping   . the law that fits',
  ].join('\n');
}

/** The report for a person. */
export function learningTable(report: LearningReport): string {
  const plot = textPlot(report);
  const confused = confusions(report);
  const parts = [
    remarks(report).join('\n'),
    aligned(sizeRows(report)),
    ...(plot === '' ? [] : [plot]),
    `What ${MORE} more notes would bring (95 %):\n${hows.map((how) => `  ${shownForecast(how, report.forecast[how])}`).join('\n')}`,
    aligned(typeRows(report)),
    ...(confused.length > 0 ? [confused.join('\n')] : []),
    `Confidence is off by ${figure(report.calibrationError)} on average (expected calibration error).`,
  ];
  return `${parts.join('\n\n')}\n`;
}
