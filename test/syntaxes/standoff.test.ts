import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseBrat } from '../../server/src/format/brat';
import { standoffPair } from '../support/standoff';
import { loadTokeniser, type Token } from './tokenise';

let tokenise: (lines: readonly string[]) => Token[][];
beforeAll(async () => {
  tokenise = await loadTokeniser('brat-standoff');
});
const tokens = (line: string): string[] =>
  (tokenise([line])[0] ?? []).map(({ scope, text }) => `${scope} ${text}`);

describe('the grammar of standoff files', () => {
  it.each([
    [
      'T1\tproblem 0 5;9 12\tleft knee',
      [
        'entity.name.tag T1',
        'entity.name.type problem',
        'constant.numeric.offsets 0 5;9 12',
        'string.unquoted.covered left knee',
      ],
    ],
    [
      'R2\tPIP Arg1:T1 Arg2:T3\t',
      [
        'entity.name.tag R2',
        'entity.name.type PIP',
        'variable.parameter.role Arg1',
        'punctuation.separator :',
        'variable.other.id T1',
        'variable.parameter.role Arg2',
        'punctuation.separator :',
        'variable.other.id T3',
      ],
    ],
    [
      'E1\tDosage:T2 Drug:T3',
      [
        'entity.name.tag E1',
        'entity.name.type Dosage',
        'punctuation.separator :',
        'variable.other.id T2',
        'variable.parameter.role Drug',
        'punctuation.separator :',
        'variable.other.id T3',
      ],
    ],
    [
      'A1\tAssertion T1 absent',
      [
        'entity.name.tag A1',
        'entity.name.type Assertion',
        'variable.other.id T1',
        'constant.language.value absent',
      ],
    ],
    ['M4\tNegation T1', ['entity.name.tag M4', 'entity.name.type Negation', 'variable.other.id T1']],
    [
      'N1\tReference T1 UMLS:C1\tFever',
      [
        'entity.name.tag N1',
        'entity.name.type Reference',
        'variable.other.id T1',
        'constant.other.reference UMLS:C1',
        'string.unquoted.name Fever',
      ],
    ],
    [
      '#1\tAnnotatorNotes T1\tsure?',
      [
        'entity.name.tag #1',
        'entity.name.type AnnotatorNotes',
        'variable.other.id T1',
        'comment.line.remark sure?',
      ],
    ],
    [
      '*\tEquiv T1 T2',
      ['keyword.operator *', 'entity.name.type Equiv', 'variable.other.id T1', 'variable.other.id T2'],
    ],
    ['T1 problem 0 5 fever', ['invalid.illegal.unread T1 problem 0 5 fever']],
    ['R1\tproblem 0 5\tfever', ['invalid.illegal.unread R1\tproblem 0 5\tfever']],
    ['', []],
  ])('%j', (line, expected) => {
    expect(tokens(line)).toEqual(expected);
  });

  it('marks as unreadable what cannot be read, and nothing else', () => {
    fc.assert(
      fc.property(standoffPair, ({ ann }) => {
        for (const { raw, value } of parseBrat(ann).lines) {
          const marked = tokens(raw).some((token) => token.startsWith('invalid'));
          expect(marked, raw).toBe(value.kind === 'unread' && raw.trim() !== '');
        }
      }),
      { numRuns: 50 },
    );
  });

  it('takes no longer than a line allows', () => {
    for (const unit of ['T1\t', '1 ', ';1 2', ' A:T1', ':', '\t', ' ']) {
      const begun = performance.now();
      for (const start of ['T1\tx ', 'R1\tx ', 'A1\tx T1 ', 'N1\tx T1 '])
        tokens(start + unit.repeat(Math.ceil(18_000 / unit.length)));
      expect(performance.now() - begun, JSON.stringify(unit)).toBeLessThan(3_000);
    }
  });
});
