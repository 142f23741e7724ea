/** One measured figure: what, the value with its spread, and the goal it is held against. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly goal?: string;
  readonly met?: boolean;
}

/** Rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, value, goal = '', met }) => [
    what,
    value,
    goal,
    met === undefined ? '' : met ? 'yes' : 'NO',
  ]);
  const all = [['what', 'measured', 'goal', 'met'], ...lines];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((line) => (line[column] as string).length)),
  );
  const format = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  const [head, ...body] = all as [string[], ...string[][]];
  return [format(head), format(widths.map((width) => '-'.repeat(width))), ...body.map(format)].join('\n');
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median with the range, for a table. */
export function spread(values: readonly number[], digits: number, unit: string): string {
  const show = (value: number): string => value.toFixed(digits);
  return `${show(quantile(values, 0.5))} ${unit} (${show(Math.min(...values))} to ${show(Math.max(...values))}, n=${values.length})`;
}
