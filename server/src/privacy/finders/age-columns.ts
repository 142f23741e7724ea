import { cellsOf } from '../cells';
import { Gap, type Lexed, type Lexeme } from '../lexer';
import type { Finding } from './finding';

const header = /^(?:age|ages|yrs|age\/sex|age sex)$/;
// A segment with an observation whose code or text is "AGE".
const observation =
  /^OBX\|[^|\r\n]{0,8}\|[^|\r\n]{0,4}\|(?:[^|\r\n]{0,60}\^)?AGE(?:\^[^|\r\n]{0,60})?\|[^|\r\n]{0,8}\|(?<value>\d{2,3})(?=[|\r\n^]|$)/dgm;

/** Ages over 89 under the head "Age" of a column, behind it in a row of cells, and in observations of HL7. */
export function findAgeColumns({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  const push = (start: number, end: number, value: string): void => {
    if (value.length <= 3 && Number(value) >= 90 && Number(value) <= 125)
      found.push({ start, end, category: 'AGE', kind: 'age' });
  };
  if (text.includes('OBX|') && text.includes('AGE'))
    for (const match of text.matchAll(observation)) {
      const range = match.indices?.groups?.value;
      if (range) push(range[0], range[1], match.groups?.value ?? '');
    }
  if (!lexemes.some((word, i) => word.lower === 'age' && standsAlone(lexemes, i))) return found;
  const cells = cellsOf(lexemes).filter(({ start, end }) => end > start);
  // Which heads a line above had: by the bars before them, or by where they stand on the line.
  const heads: { column: number; offset: number; line: number; barred: boolean }[] = [];
  let lineStart = 0;
  let line = -1;
  for (const [k, cell] of cells.entries()) {
    const first = lexemes[cell.start] as Lexeme;
    if (cell.line !== line) {
      line = cell.line;
      lineStart = text.lastIndexOf('\n', first.start) + 1;
    }
    const content = lexemes
      .slice(cell.start, Math.min(cell.end, cell.start + 4))
      .map(({ lower }) => lower)
      .join('');
    const offset = first.start - lineStart;
    const barred =
      /^[|\t]$/.test(text.charAt(first.start - 1)) ||
      /\|\s?$/.test(text.slice(Math.max(0, first.start - 2), first.start));
    if (header.test(content)) {
      heads.push({ column: cell.column, offset, line, barred });
      const next = cells[k + 1];
      const value = next && next.line === line ? lexemes[next.start] : undefined;
      if (value?.kind === 'number') push(value.start, value.end, value.text);
      continue;
    }
    if (first.kind !== 'number' || heads.length === 0) continue;
    const under = heads.some(
      (head) =>
        head.line < line &&
        (head.barred && barred ? head.column === cell.column : Math.abs(head.offset - offset) < 4),
    );
    if (under && (cell.end === cell.start + 1 || /^[mfy/]/.test(lexemes[cell.start + 1]?.lower ?? '')))
      push(first.start, first.end, first.text);
  }
  return found;
}

/** Whether a word is a cell's only one. */
const standsAlone = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [word, previous, next] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i + 1]];
  return (
    (word.gap >= Gap.wide || previous?.text === '|') &&
    (!next || next.gap >= Gap.wide || next.text === '|' || next.text === '/')
  );
};
