import type { BratDocument } from '../../../format/brat';
import type { Span } from '../../../note/span';
import type { Allowed } from '../allowed';
import type { Ids } from '../ids';
import type { Placement } from '../place';

/** What can be wrong with a line, or with the file. The codes of diagnostics are these behind `standoff.`. */
export type FaultCode =
  | 'unread'
  | 'empty-line'
  | 'id-letter'
  | 'duplicate-id'
  | 'dangling-id'
  | 'text-mismatch'
  | 'outside'
  | 'empty-span'
  | 'fragment-order'
  | 'line-end'
  | 'white-space'
  | 'unknown-type'
  | 'unknown-role'
  | 'argument-type'
  | 'argument-count'
  | 'trigger-type'
  | 'missing-role'
  | 'attribute-value'
  | 'offset-unit'
  | 'note-missing'
  | 'not-standoff';

export type Severity = 'error' | 'warning' | 'information';

/** Something that is wrong: UTF-16 offsets within its line. */
export interface Fault extends Span {
  readonly code: FaultCode;
  readonly severity: Severity;
  /** The index of the line. */
  readonly line: number;
  /** For a person; may hold text of the note. */
  readonly message: string;
}

/** A standoff file with all that it is held against. */
export interface Reading {
  readonly document: BratDocument;
  readonly ids: Ids;
  /** Undefined where the note cannot be had. */
  readonly placement: Placement | undefined;
  readonly allowed: Allowed;
}

/** Of a line with more faults than this, the first ones are told. */
export const MOST_OF_LINE = 20;

const LONGEST = 60;

/** A text in a message: on one line, and not longer than can be read. */
export function quoted(text: string): string {
  const line = text.slice(0, LONGEST * 4).replace(/\s+/g, ' ');
  return `“${line.length > LONGEST || text.length > LONGEST * 4 ? `${line.slice(0, LONGEST)}…` : line}”`;
}

/** Several names in a message. */
export const listed = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : names.join(', ');
