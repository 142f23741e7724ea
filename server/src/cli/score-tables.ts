import type { Rate, Scored, ScoreTable } from '../evaluation/scores';
import { printable } from '../format/printable';

const value = (given: number | undefined): string => (given === undefined ? '–' : given.toFixed(3));

/** A rate with its interval: `0.912 (0.880–0.941)`; `–` where there is nothing to divide by. */
const shownRate = ({ value: rate, interval }: Rate): string =>
  interval ? `${value(rate)} (${value(interval.low)}–${value(interval.high)})` : value(rate);

/** Rows as a table: the first column to the left, the others to the right. Names out of files cannot steer a terminal. */
export function aligned(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map((cell) => printable(cell).replace(/[\t\n]/g, ' ')));
  const widths: number[] = [];
  for (const row of rows)
    for (const [n, cell] of row.entries()) widths[n] = Math.max(widths[n] ?? 0, cell.length);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** The rows of a table of scores below its title; empty where there is nothing of its kind. `sides` names the counts. */
export function scoreRows(title: string, table: ScoreTable, sides: readonly [string, string]): string[][] {
  const { micro, macro, types } = table;
  if (micro.gold + micro.predicted === 0) return [];
  const row = (name: string, { precision, recall, f1, gold, predicted }: Scored): string[] => [
    `  ${name}`,
    ...[f1, precision, recall].map(shownRate),
    ...[gold, predicted].map(String),
  ];
  return [
    [title, 'F1', 'precision', 'recall', ...sides],
    row('micro', micro),
    ['  macro', shownRate(macro)],
    ...[...types].map(([type, scored]) => row(type, scored)),
  ];
}

const rateJson = ({ value: rate, interval }: Rate): object => ({
  value: rate ?? null,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
});

/** A table of scores for programs: `null` where there is nothing to divide by, or no interval. */
export function scoresJson({ micro, macro, types }: ScoreTable): object {
  const scored = ({ precision, recall, f1, ...counts }: Scored): object => ({
    ...counts,
    precision: rateJson(precision),
    recall: rateJson(recall),
    f1: rateJson(f1),
  });
  return {
    micro: scored(micro),
    macro: { f1: rateJson(macro) },
    types: Object.fromEntries([...types].map(([type, one]) => [type, scored(one)])),
  };
}
