import { type Cell, cellsOf } from '../../strict/cells';
import { Gap, type Lexed, type Lexeme } from '../../words/lexer';
import { Flag, know } from '../../words/lexicon';
import type { Finding } from '../finding';
import { age, type Head, heads } from './heads';
import { findSeparated } from './separated';

know(['age', 'ages', 'phone', 'tel', 'mobile', 'hosp'], Flag.label);

// A segment with an observation whose code or text is "AGE".
const observation =
  /^OBX\|[^|\r\n]{0,8}\|[^|\r\n]{0,4}\|(?:[^|\r\n]{0,60}\^)?AGE(?:\^[^|\r\n]{0,60})?\|[^|\r\n]{0,8}\|(?<value>9\d|1[01]\d|12[0-5])(?=[|\r\n^]|$)/dgm;

/** A comma between two words and no space: in prose hardly ever. */
const exported = /[a-z]"?,["a-z]/i;

/** Ages over 89, records, accounts and telephone numbers under the head of their column or behind it in a row of cells. */
export function findColumns(lexed: Lexed): Finding[] {
  const { text, lexemes } = lexed;
  const found: Finding[] = [];
  if (text.includes('OBX|') && text.includes('AGE'))
    for (const match of text.matchAll(observation)) {
      const range = match.indices?.groups?.value;
      if (range) found.push({ start: range[0], end: range[1], category: 'AGE', kind: 'age' });
    }
  if (exported.test(text)) found.push(...findSeparated(text));
  if (!text.includes('  ') && !text.includes('|') && !text.includes('\t')) return found;
  const isHead = (word: Lexeme, i: number): boolean =>
    (word.flags & (Flag.label | Flag.extension)) !== 0 && startsCell(lexemes, i);
  if (!lexemes.some(isHead)) return found;
  const cells = cellsOf(lexemes).filter(({ start, end }) => end > start);
  // The heads above: by the bars before them, or by where they stand on their line.
  let above: Place[] = [];
  let line: Place[] = [];
  let [row, lineStart] = [-1, 0];
  for (const [k, cell] of cells.entries()) {
    const first = lexemes[cell.start] as Lexeme;
    if (cell.line !== row) {
      if (line.length > 0) above = line;
      [line, row] = [[], cell.line];
      lineStart = text.lastIndexOf('\n', first.start) + 1;
    }
    const content = contentOf(lexemes, cell);
    const place = {
      column: cell.column,
      offset: first.start - lineStart,
      barred: isBarred(text, first.start),
    };
    const head = heads.get(content);
    if (head) {
      line.push({ ...place, head });
      const next = cells[k + 1];
      if (next?.line === row) take(found, lexemes, next, head);
      continue;
    }
    if (first.text.length < 2 || !/\d/.test(content)) continue;
    const under = above.find((one) =>
      one.barred && place.barred ? one.column === place.column : Math.abs(one.offset - place.offset) < 4,
    );
    if (under) take(found, lexemes, cell, under.head);
  }
  return found;
}

interface Place {
  readonly column: number;
  readonly offset: number;
  readonly barred: boolean;
  readonly head: Head;
}

/** A cell's text in small letters, without spaces; no more of it than a head or a number has. */
function contentOf(lexemes: readonly Lexeme[], { start, end }: Cell): string {
  let content = '';
  for (let i = start; i < end && i < start + 8; i++) content += lexemes[i]?.lower ?? '';
  return content;
}

function take(found: Finding[], lexemes: readonly Lexeme[], cell: Cell, head: Head): void {
  const content = contentOf(lexemes, cell);
  const [first, last] = [lexemes[cell.start], lexemes[cell.end - 1]];
  if (!first || !last || !head.value.test(content)) return;
  // "KXR 4471"
  const apart = cell.end - cell.start === 2 && first.writing === 'capitals' && last.gap === Gap.space ? 1 : 0;
  if (last.end - first.start !== content.length + apart) return;
  const end = head === age ? first.end : last.end;
  if (head === age && first.kind !== 'number') return;
  found.push({ start: first.start, end, category: head.category, kind: head.kind });
}

const isBarred = (text: string, start: number): boolean =>
  /(?:\t|\|[ ]{0,3})$/.test(text.slice(Math.max(0, start - 4), start));

/** Whether a cell starts at a lexeme that is a head. */
const startsCell = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [word, previous] = [lexemes[i] as Lexeme, lexemes[i - 1]];
  if (word.gap < Gap.wide && previous?.text !== '|') return false;
  let content = word.lower;
  for (let k = i + 1; k < i + 6; k++) {
    const next = lexemes[k];
    if (!next || next.gap >= Gap.wide || next.text === '|') break;
    content += next.lower;
  }
  return heads.has(content);
};
