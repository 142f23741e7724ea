import { f1At } from '../learning/power-law';
import { type LearningReport, MORE, spreadOf } from './learning-report';
import { type How, hows } from './learning-scores';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 48;
const TOP = 12;
const RIGHT = 24;
const BOTTOM = 44;

/** Where a share from 0 to 1 stands, from left to right and from the bottom up; in the units of the drawing. */
const across = (share: number): number => LEFT + share * (WIDTH - LEFT - RIGHT);
const up = (share: number): number =>
  HEIGHT - BOTTOM - Math.min(1, Math.max(0, share)) * (HEIGHT - TOP - BOTTOM);

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;
const line = (name: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${name}" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
const text = (x: number, y: number, anchor: string, says: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${says}</text>`;

/** Lines at each fifth from the bottom up, with what they stand for. */
const levels = (): string =>
  [0, 1, 2, 3, 4, 5]
    .map(
      (n) =>
        line('level', across(0), up(n / 5), across(1), up(n / 5)) +
        text(LEFT - 6, up(n / 5) + 4, 'end', (n / 5).toFixed(1)),
    )
    .join('');

const drawing = (label: string, content: string): string =>
  `<svg role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${content}</svg>`;

/** F1 against the number of notes, both measures, with spread, the laws that fit, and what more notes would bring. */
export function curvePlot({ sizes, forecast, notes }: LearningReport): string {
  const [first] = sizes;
  if (!first) return '';
  const end = notes + MORE;
  const most = sizes.at(-1)?.notes ?? notes;
  // A curve over the logarithm shows its few notes as well as its many.
  const x = (n: number): number => across(Math.log(n / first.notes) / Math.log(end / first.notes));
  const parts: string[] = [levels()];
  let free = -Infinity;
  for (const n of [...sizes.map((size) => size.notes), end]) {
    if (x(n) - free < 30) continue;
    free = x(n);
    parts.push(text(x(n), up(0) + 16, 'middle', String(n)));
  }
  parts.push(text(across(0.5), HEIGHT - 6, 'middle', 'notes with gold'));
  const drawLaw = (how: How): void => {
    const found = forecast[how];
    if (typeof found === 'string') return;
    const steps = Array.from({ length: 61 }, (_, i) => first.notes * (end / first.notes) ** (i / 60));
    const path = (some: readonly number[]): string =>
      some.map((n) => point(x(n), up(f1At(found.law, n)))).join(' ');
    parts.push(`<polyline class="law ${how}" points="${path(steps.filter((n) => n <= most))}"/>`);
    parts.push(`<polyline class="law more ${how}" points="${path(steps.filter((n) => n >= most * 0.95))}"/>`);
    parts.push(line(`range ${how}`, x(end), up(found.later.low), x(end), up(found.later.high)));
  };
  for (const how of hows) {
    drawLaw(how);
    for (const { notes: n, micro } of sizes) {
      const spread = spreadOf(micro[how]);
      if (!spread) continue;
      const { mean, deviation } = spread;
      parts.push(line(`range ${how}`, x(n), up(mean - deviation), x(n), up(mean + deviation)));
      parts.push(
        `<circle class="${how}" cx="${x(n).toFixed(1)}" cy="${up(mean).toFixed(1)}" r="4"><title>${n} notes, ${how}: ${mean.toFixed(3)} ±${deviation.toFixed(3)}</title></circle>`,
      );
    }
  }
  return drawing('F1 against the number of notes', parts.join('\n'));
}

/** How often entities are right against how sure the tagger is of them; on the diagonal, its confidence is what it says. */
export function reliabilityPlot({ reliability: bins }: LearningReport): string {
  if (bins.length === 0) return '';
  const most = Math.max(...bins.map(({ count }) => count));
  const points = bins.map(({ confidence, accuracy, count }) => {
    const radius = 4 + 10 * Math.sqrt(count / most);
    return `<circle class="exact" cx="${across(confidence).toFixed(1)}" cy="${up(accuracy).toFixed(1)}" r="${radius.toFixed(1)}"><title>confidence ${confidence.toFixed(2)}, right ${accuracy.toFixed(2)}, ${count} entities</title></circle>`;
  });
  const ruler = [0, 1, 2, 3, 4, 5].map((n) => text(across(n / 5), up(0) + 16, 'middle', (n / 5).toFixed(1)));
  return drawing(
    'How often entities are right against confidence',
    [
      levels(),
      ...ruler,
      line('diagonal', across(0), up(0), across(1), up(1)),
      ...points,
      text(across(0.5), HEIGHT - 6, 'middle', 'confidence'),
    ].join('\n'),
  );
}
