import { readFileSync } from 'node:fs';
import type { InferenceLabel } from '../server/src/annotation/annotation';
import { parseNote } from '../server/src/note/note';
import type { Pair } from './judgement-gold';

const labels: Readonly<Record<string, InferenceLabel>> = {
  e: 'entailment',
  n: 'neutral',
  c: 'contradiction',
};

const statement = /^([enc]) (.+)$/;

/**
 * The pairs of a file of short notes without marks: `== name`, the lines of the note, then a line for each hypothesis
 * with `e`, `n` or `c` before it.
 */
export const statementPairs = (file: string): Pair[] =>
  readFileSync(file, 'utf8')
    .split(/^== /m)
    .slice(1)
    .flatMap((part) => {
      const [name = '', ...lines] = part.split('\n');
      const note = parseNote(lines.filter((line) => !statement.test(line)).join('\n'));
      return lines.flatMap((line) => {
        const [, code = '', hypothesis = ''] = statement.exec(line) ?? [];
        const label = labels[code];
        return label ? [{ name, note, hypothesis, label }] : [];
      });
    });
