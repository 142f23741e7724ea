import { Gap, type Lexeme } from '../words/lexer';

/** A stretch of a line between wide gaps and bars, as indices of lexemes, half open. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  /** Which line of the block, from 0. */
  readonly line: number;
  /** Which cell of its line, from 0. */
  readonly column: number;
}

/** The cells of a block in order; a bar belongs to none, and what two bars hold may be empty. Linear. */
export function cellsOf(lexemes: readonly Lexeme[]): Cell[] {
  const cells: Cell[] = [];
  let [start, line, column] = [0, 0, 0];
  const close = (end: number): void => {
    cells.push({ start, end, line, column });
    column++;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const { gap, text } = lexemes[i] as Lexeme;
    if (i > 0 && gap === Gap.line) {
      close(i);
      [start, column] = [i, 0];
      line++;
    } else if (i > start && gap === Gap.wide && text !== '|' && lexemes[i - 1]?.text !== '|') {
      close(i);
      start = i;
    }
    if (text === '|') {
      close(i);
      start = i + 1;
    }
  }
  if (lexemes.length > 0) close(lexemes.length);
  return cells;
}

/** Whether a cell opens a line of an HL7 v2 message: "OBX|". */
export const isSegment = (lexemes: readonly Lexeme[], { start, end }: Cell): boolean =>
  end === start + 1 && lexemes[start]?.text.length === 3 && lexemes[end]?.text === '|';
