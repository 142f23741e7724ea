import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../server/src/editor/standoff/faults/fault';
import { faultsOf, faultsOfLine } from '../../server/src/editor/standoff/faults/faults';
import { fixesOf } from '../../server/src/editor/standoff/fixes/fixes';
import { parseBrat } from '../../server/src/format/brat';
import { standoffPair } from '../support/standoff';
import { hold, mend, mended, placedBy, wrongIn } from './held';

const text = 'Denies fever.\nChest pain since noon,\nnow 😀 chest pain again.\n';

/** A standoff file with some letters of it written over. */
const damaged = fc
  .tuple(
    standoffPair,
    // What was written into the note since.
    fc.constantFrom('', '', 'x', '😀 ', '\r\n'),
    fc.array(fc.tuple(fc.nat(5_000), fc.constantFrom('1', '9', ' ', ';', ':', '\t', 'T', 'x', '')), {
      maxLength: 4,
    }),
  )
  .map(([{ text, ann }, since, damages]) => {
    let file = ann;
    for (const [from, by] of damages) {
      const at = from % (file.length + 1);
      file = file.slice(0, at) + by + file.slice(at + 1);
    }
    return { text: since + text, ann: file };
  });

describe('a fix', () => {
  it('takes its fault away, and touches no line that does not hang on it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(damaged, ({ text, ann }) => {
        const reading = hold(ann, text);
        for (const fault of faultsOf(reading).slice(0, 12))
          for (const fix of fixesOf(reading, fault)) {
            seen.add(fault.code);
            const after = mend(ann, fix);
            const held = hold(after, text);
            if (fault.code === 'offset-unit') {
              const mismatched = (of: Reading): string[] =>
                faultsOf(of).flatMap(({ code, line }) =>
                  /mismatch|outside|space/.test(code) ? [String(line)] : [],
                );
              const points = placedBy('code-points', held);
              // What agreed in the unit of the file does so in code points.
              expect(mismatched(reading)).toEqual(expect.arrayContaining(mismatched(points)));
              continue;
            }
            if (fix.removed.includes(fault.line)) {
              expect(parseBrat(after).lines).toHaveLength(parseBrat(ann).lines.length - fix.removed.length);
              continue;
            }
            expect(fix.edits.map(({ line }) => line)).toEqual([fault.line]);
            const same = (line: number, of = reading): number =>
              faultsOfLine(of, line).filter(({ code }) => code === fault.code).length;
            // The other lines may have told that the offsets of the file are counted otherwise.
            if (held.placement?.unit === reading.placement?.unit)
              expect(same(fault.line, held), `${fault.code}: ${fix.title}`).toBeLessThan(same(fault.line));
          }
      }),
      { numRuns: 400 },
    );
    expect(seen.size).toBeGreaterThan(12);
  });
});

describe('what is offered', () => {
  it('moves offsets to the nearest place where the text stands', () => {
    const far = 'T1\tproblem 40 50\tchest pain\n';
    expect(wrongIn(far, text)).toEqual(['1 text-mismatch']);
    // "Chest pain" of line 2 is written otherwise.
    expect(mended(far, text, 'text-mismatch', /^Move .* line 3$/)).toBe('T1\tproblem 43 53\tchest pain\n');
  });

  it('moves no offsets into a character, where the text begins with half of one', () => {
    const fix = (): string =>
      mended('T1\tproblem 0 3\t\udc69\u200d👧', '👩\u200d👧😀', 'text-mismatch', /^Move/);
    expect(fix).toThrow('no such fix');
  });

  it('moves fragments together', () => {
    const held = 'pain, mild, of the knee. pain, mild, of the foot.';
    expect(mended('T1\tproblem 1 5;20 24\tpain knee\n', held, 'text-mismatch', /^Move/)).toBe(
      'T1\tproblem 0 4;19 23\tpain knee\n',
    );
  });

  it('sets the text to what stands there', () => {
    expect(mended('T1\tproblem 7 12\tfeber\n', text, 'text-mismatch', /^Set/)).toBe(
      'T1\tproblem 7 12\tfever\n',
    );
  });

  it('splits a span at the end of a line, and takes white space off', () => {
    expect(mended('T1\tproblem 7 19\tfever. Chest\n', text, 'line-end', /^Split/)).toBe(
      'T1\tproblem 7 13;14 19\tfever. Chest\n',
    );
    expect(mended('T1\tproblem 6 12\t fever\n', text, 'white-space', /white/)).toBe(
      'T1\tproblem 7 12\tfever\n',
    );
  });

  it('puts fragments in order, and joins those that overlap', () => {
    expect(mended('T1\tproblem 20 24;14 19\tpain Chest\n', text, 'fragment-order', /order/)).toBe(
      'T1\tproblem 14 19;20 24\tChest pain\n',
    );
    expect(mended('T1\tproblem 14 19;17 24\tChest st pain\n', text, 'fragment-order', /order/)).toBe(
      'T1\tproblem 14 24\tChest pain\n',
    );
  });

  it('takes out a line with all that hangs on it, and no more', () => {
    const ann = [
      'T1\tproblem 7 12\tfeverish',
      'T2\tproblem 14 24\tChest pain',
      'R1\tPIP Arg1:T1 Arg2:T2',
      'A1\tAssertion T1 absent',
      '#1\tAnnotatorNotes A1\tsure?',
      'A2\tAssertion T2 present',
      '*\tEquiv T1 T2 T3',
      'E1\tSign_symptom:T2 Theme:T1 Theme2:T2',
      'E2\tSign_symptom:T1',
      '?? a line of somebody else',
    ];
    expect(mended(ann.join('\n'), text, 'text-mismatch', /^Remove T1 and the 4 lines/)).toBe(
      [ann[1], ann[5], '*\tEquiv T2 T3', 'E1\tSign_symptom:T2 Theme2:T2', ann[9]].join('\n'),
    );
  });

  it('gives a line an id that nothing bears or names', () => {
    const twice = 'T1\tproblem 7 12\tfever\nT1\tproblem 14 24\tChest pain\nA1\tNegation T2\n';
    expect(mended(twice, text, 'duplicate-id', /id T3/)).toContain('T3\tproblem 7 12\tfever\nT1\t');
    const letter = 'R7\tproblem 7 12\tfever\n';
    expect(mended(letter, text, 'id-letter', /id T1/)).toBe('T1\tproblem 7 12\tfever\n');
  });

  it('names the types, roles and values of the schema that are written most alike', () => {
    expect(mended('T1\tPoblem 7 12\tfever\n', text, 'unknown-type', /^Change Poblem to problem/)).toContain(
      'T1\tproblem 7',
    );
    const two = 'T1\ttreatment 7 12\tfever\nT2\tproblem 14 24\tChest pain\n';
    expect(mended(`${two}R1\tTrAP arg1:T1 Arg2:T2\n`, text, 'unknown-role', /to Arg1/)).toContain(
      'TrAP Arg1:T1 Arg2:T2',
    );
    expect(mended(`${two}R1\tTrAP Arg1:T2 Arg2:T1\n`, text, 'argument-type', /^Swap/)).toContain(
      'TrAP Arg1:T1 Arg2:T2',
    );
    expect(mended(`${two}A1\tAssertion T2 abscent\n`, text, 'attribute-value', /to absent/)).toContain(
      'T2 absent\n',
    );
    expect(mended(`${two}A1\tAssertion T2\n`, text, 'attribute-value', /to possible/)).toContain(
      'T2 possible\n',
    );
    expect(mended(`${two}A1\tNegation T2 yes\n`, text, 'attribute-value', /away/)).toContain('Negation T2\n');
  });

  it.each([
    [
      'UTF-16 units',
      '😀 fever\r\nand 😀 rash',
      'T1\tproblem 3 8\tfever\nT2\tproblem 17 21\trash',
      [
        [2, 7],
        [15, 19],
      ],
    ],
    [
      'line ends as one',
      'a fever\r\nand rash',
      'T1\tproblem 2 7\tfever\nT2\tproblem 12 16\trash',
      [
        [2, 7],
        [13, 17],
      ],
    ],
  ])('converts a file that counts %s', (_, note, ann, [one, two]) => {
    expect(wrongIn(ann, note)).toEqual(['1 offset-unit']);
    const after = mended(ann, note, 'offset-unit', /^Convert/);
    expect(after).toBe(`T1\tproblem ${one?.join(' ')}\tfever\nT2\tproblem ${two?.join(' ')}\trash`);
    expect(wrongIn(after, note)).toEqual([]);
  });
});
