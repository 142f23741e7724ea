import { type LearningReport, MORE, spreadOf } from '../evaluation/learning-report';
import { confusions, figure, remarks, shownForecast, sizeRows, typeRows } from '../evaluation/learning-rows';
import { type How, hows } from '../evaluation/learning-scores';
import { f1At } from '../learning/power-law';
import { aligned } from './score-tables';

const WIDTH = 56;
const HEIGHT = 12;
const marks: Readonly<Record<How, string>> = { exact: 'o', overlapping: 'x' };

/** The curve drawn with letters; `.` is the law that fits, up to what more notes would bring. */
function textPlot({ sizes, forecast, notes }: LearningReport): string {
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
