import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteGist } from '../server/src/embedded/summary';
import { parseNote, sentences } from '../server/src/note/note';
import { slice } from '../server/src/note/span';
import type { Row } from './table';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The length of the longest sequence of words that both have in this order. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1);
  for (const word of a) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 1; j <= b.length; j++)
      next[j] =
        word === b[j - 1] ? (row[j - 1] as number) + 1 : Math.max(row[j] as number, next[j - 1] as number);
    row = next;
  }
  return row[b.length] as number;
}

/** ROUGE-L of a summary against the reference, from 0 to 1: F1 over words in lower case (Lin, 2004). */
export function rougeL(summary: string, reference: string): number {
  const [a, b] = [wordsOf(summary), wordsOf(reference)];
  const common = longestCommon(a, b);
  return a.length + b.length === 0 ? 0 : (2 * common) / (a.length + b.length);
}

/** The first sentences of a text. */
const lead = (text: string, count: number): string => {
  const note = parseNote(text);
  return sentences(note)
    .slice(0, count)
    .map((span) => slice(text, span))
    .join(' ');
};

/** The summary of radiology findings against the impressions that were written on them, beside their lead sentences. */
export function rouge(data: string): Row[] {
  const file = join(data, 'openi-impressions/indiana_first_half.json');
  if (!existsSync(file)) return [{ what: 'summaries', value: 'not measured: the corpus is not there' }];
  const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly {
    readonly findings: string;
    readonly impression: string;
  }[];
  const score = (summarise: (text: string) => string): string => {
    const total = rows.reduce((sum, row) => sum + rougeL(summarise(row.findings), row.impression), 0);
    return (total / rows.length).toFixed(3).replace(/^0/, '');
  };
  return [
    {
      what: `summaries, openi-impressions, ROUGE-L (n=${rows.length})`,
      value: score((text) => noteGist(parseNote(text))?.text ?? ''),
    },
    { what: '  the lead sentence', value: score((text) => lead(text, 1)) },
    { what: '  two lead sentences', value: score((text) => lead(text, 2)) },
    { what: '  three lead sentences', value: score((text) => lead(text, 3)) },
  ];
}
