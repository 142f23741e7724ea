import { lowerBound } from '../../note/span';
import { has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly } from '../words/safe-words';
import { type Cell, isSegment } from './cells';
import { Judged, type Judgement } from './judgement';

// Small words of an address or a signature that make no sentence of a line.
const small =
  /^(?:at|and|of|the|by|for|in|on|to|de|la|dob|mrn|fax|tel|phone|ph|ext|cell|pager|pgr|pg|acct|no|nr|id|age|sex|born|aka|alias|c|o|w|st|rd|ave|apt|yo|yrs|male|female|signed|dictated|electronically|cc|per|md|rn|np|pa|from|date|seen|page)$/;

/**
 * Masks what is written large or in digits in a line without a sentence, a letterhead, an address, a signature, where
 * something identifies there: "Bluebell Building, Level 2 · 720 Larkfield Crescent".
 */
export function maskLetterheads(judgement: Judgement): void {
  const { cells, lexed } = judgement;
  for (let at = 0; at < cells.length; ) {
    let end = at;
    const { line } = cells[at] as Cell;
    while (cells[end]?.line === line) end++;
    const row = cells.slice(at, end);
    if (!isSegment(lexed.lexemes, row[0] as Cell) && row.every((cell) => isBare(judgement, cell))) {
      const reached = isReached(judgement, row);
      for (const cell of row) if (reached || isTelling(judgement, cell)) maskCell(judgement, cell);
    }
    at = end;
  }
}

/** Whether a cell has no word of a sentence. */
function isBare({ lexed, shouted, judged }: Judgement, { start, end }: Cell): boolean {
  for (let i = start; i < end; i++) {
    const lexeme = lexed.lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word' || judged[i] !== Judged.safe || small.test(lexeme.lower)) continue;
    if (lexed.small || shouted[i] === 1) {
      if (isFunctionWord(lexeme.lower) || isClinicalOnly(lexeme)) return false;
    } else if (lexeme.writing === 'lower' && lexeme.text.length > 1) return false;
  }
  return true;
}

/** Whether a telephone stands on a line: the rest is whose it is. */
function isReached({ lexed, findings }: Judgement, row: readonly Cell[]): boolean {
  const [first, last] = [lexed.lexemes[row[0]?.start ?? 0], lexed.lexemes[(row.at(-1)?.end ?? 0) - 1]];
  if (!first || !last) return false;
  for (const { start, end } of row)
    for (let i = start; i < end; i++) {
      const lexeme = lexed.lexemes[i];
      if (lexeme?.kind === 'number' && lexeme.text.length > 6) return true;
    }
  const at = lowerBound(findings, first.start);
  for (let i = at; i < findings.length && (findings[i]?.start ?? 0) < last.end; i++)
    if (/^(?:PHONE|EMAIL|URL)$/.test(findings[i]?.category ?? '')) return true;
  return false;
}

const isTelling = ({ names, judged, lexed }: Judgement, { start, end }: Cell): boolean => {
  for (let i = start; i < end; i++)
    if (names[i] === 1 || (judged[i] === Judged.unsafe && lexed.lexemes[i]?.kind === 'word')) return true;
  return false;
};

function maskCell({ lexed: { lexemes }, judged }: Judgement, { start, end }: Cell): void {
  for (let i = start; i < end; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (judged[i] !== Judged.safe || lexeme.kind === 'symbol') continue;
    if (lexeme.kind === 'number') {
      if (
        !/^(?:m|f|y|yo|yrs|mg|male|female)$/.test(lexemes[i + 1]?.lower ?? '') &&
        lexemes[i - 1]?.text !== ':'
      )
        judged[i] = Judged.unsafe;
      continue;
    }
    if (has(lexeme, Flag.title | Flag.credential | Flag.relative | Flag.patient | Flag.role | Flag.label))
      continue;
    if (small.test(lexeme.lower) || isFunctionWord(lexeme.lower) || lexeme.text.length === 1) continue;
    if (lexemes[i + 1]?.text === ':' || has(lexeme, Flag.kept)) continue;
    // "HTN", "CABG"
    if (lexeme.writing === 'capitals' && lexeme.text.length < 5 && isClinicalOnly(lexeme)) continue;
    judged[i] = Judged.unsafe;
  }
}
