import type { Task } from '../../task/engine';
import type { Row, Turned } from './rows';
import type { Side } from './split';

/** A row with its name in the export: what it is of, without the name of a note. */
export interface NamedRow extends Row {
  readonly id: string;
  readonly task: Task;
}

/** All that configurations hang on. */
export interface Exported {
  readonly rows: Readonly<Record<Side, readonly NamedRow[]>>;
  readonly profile: Turned;
  /** In tokens. */
  readonly contextLength: number;
  readonly seed: number;
}

/** A file of the export, its path below the folder. */
export interface ExportFile {
  readonly path: string;
  readonly text: string;
}

export const jsonLines = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
