import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStandoff } from '../../server/src/editor/standoff/open-standoff';
import { parseBrat, writeBrat } from '../../server/src/format/brat';
import { standoffPair } from '../support/standoff';

const uri = 'file:///ward/note.ann';
const open = (text: string) => openStandoff(uri, 'brat-standoff', 1, text);

/** What is written into a standoff file, line ends of all kinds and a byte order mark among it. */
const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\ufeff',
    '\t',
    'T1\tproblem 0 5\tfever',
    'R1\tPIP Arg1:T1 Arg2:T2',
    ' ',
    '😀',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const edits = fc.array(
  fc.record({
    from: fc.nat(10_000),
    length: fc.oneof(fc.nat(3), fc.nat(200)),
    text: fc.array(piece, { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('an edited standoff file', () => {
  it('says what it would say if it were opened anew', () => {
    fc.assert(
      fc.property(standoffPair, fc.boolean(), fc.boolean(), edits, ({ ann }, marked, turned, changes) => {
        const file = open(marked ? `\ufeff${ann}` : ann);
        changes.forEach(({ from, length, text }, n) => {
          const start = from % (file.text.length + 1);
          const range = file.rangeOf({ start, end: Math.min(file.text.length, start + length) });
          // A range may have its ends the wrong way round.
          const sent = turned ? { start: range.end, end: range.start } : range;
          file.change([{ range: sent, text: text.join('') }], n + 2);
          expect(file.document).toEqual(parseBrat(file.text));
          expect(writeBrat(file.document)).toBe(file.text);
          expect(
            file.lines.map(({ line, start: at, end }) => file.text.slice(at, end) === line.raw + line.end),
          ).not.toContain(false);
        });
      }),
    );
  });

  it('reads anew only the lines that the edit touched', () => {
    const file = open('T1\tproblem 0 5\tfever\nT2\tproblem 6 10\tpain\nT3\tproblem 11 15\trash\n');
    const before = file.document.lines;
    file.change(
      [{ range: { start: { line: 1, character: 11 }, end: { line: 1, character: 12 } }, text: '7' }],
      2,
    );
    expect(file.document.lines[0]).toBe(before[0]);
    expect(file.document.lines[1]).not.toBe(before[1]);
    expect(file.document.lines[2]).toBe(before[2]);
  });

  it('takes the whole text as well', () => {
    const file = open('T1\tproblem 0 5\tfever\n');
    file.change([{ text: '*\tEquiv T1 T2' }], 2);
    expect(file.document).toEqual(parseBrat('*\tEquiv T1 T2'));
    expect(file.version).toBe(2);
  });
});
