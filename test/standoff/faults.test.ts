import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { faultsOf } from '../../server/src/editor/standoff/faults/faults';
import { parseBrat } from '../../server/src/format/brat';
import { costOf } from '../support/cost';
import { standoffPair } from '../support/standoff';
import { hold, wrongIn } from './held';

const text = 'Denies fever.\nChest pain since noon.\n';
const T1 = 'T1\tproblem 7 12\tfever';
const T2 = 'T2\ttreatment 14 24\tChest pain';
const T3 = 'T3\tSign_symptom 14 24\tChest pain';

describe('what is wrong with a line', () => {
  it.each([
    ['a line as it should be', T1, []],
    ['another text', 'T1\tproblem 7 12\tcough', ['text-mismatch']],
    ['offsets beyond the note', 'T1\tproblem 7 99\tfever', ['outside']],
    ['offsets far beyond any number', 'T1\tproblem 7 99999999999999999999\tfever', ['unread']],
    ['nothing between offsets', 'T1\tproblem 7 7\t', ['empty-span']],
    ['white space at an edge', 'T1\tproblem 6 12\t fever', ['white-space']],
    ['a line end inside', 'T1\tproblem 7 19\tfever. Chest', ['line-end']],
    ['fragments in disorder', 'T1\tproblem 14 19;7 12\tChest fever', ['fragment-order']],
    ['fragments over each other', 'T1\tproblem 7 12;10 12\tfever er', ['fragment-order']],
    ['a type of no schema', 'T1\tdisease 7 12\tfever', ['unknown-type']],
    ['offsets that are none', 'T1\tproblem 7 x\tfever', ['unread']],
    ['no text', 'T1\tproblem 7 12', ['unread']],
    ['no tab', 'T1 problem 7 12 fever', ['unread']],
    ['no id', '\tproblem 7 12\tfever', ['unread']],
    ['a letter of nothing', 'X1\tproblem T1', ['unread']],
    ['a letter of another kind', 'R1\tproblem 7 12\tfever', ['id-letter']],
    ['nothing', ' ', ['empty-line']],
  ])('%s', (_, line, codes) => {
    expect(wrongIn(line, text)).toEqual(codes.map((code) => `1 ${code}`));
  });

  it.each([
    ['ends that fit', 'R1\tTrAP Arg1:T2 Arg2:T1', []],
    ['a tab at the end', 'R1\tTrAP Arg1:T2 Arg2:T1\t', []],
    ['ends the wrong way', 'R1\tTrAP Arg1:T1 Arg2:T2', ['argument-type']],
    ['a third end', 'R1\tTrAP Arg1:T2 Arg2:T1 Arg3:T1', ['argument-count']],
    ['one end', 'R1\tTrAP Arg1:T2', ['unread']],
    ['a role of no relation', 'R1\tTrAP Arg1:T2 To:T1', ['unknown-role']],
    ['a role twice', 'R1\tTrAP Arg1:T2 Arg1:T1', ['unknown-role']],
    ['a relation of no schema', 'R1\tCauses Arg1:T2 Arg2:T1', ['unknown-type']],
    ['an id that is not there', 'R1\tTrAP Arg1:T2 Arg2:T9', ['dangling-id']],
    ['an id that is borne twice', 'T1\tproblem 7 12\tfever', ['duplicate-id']],
    ['an attribute with its value', 'A1\tAssertion T1 absent', []],
    ['an attribute under its old letter', 'M1\tAssertion T1 absent', []],
    ['a value of no schema', 'A1\tAssertion T1 gone', ['attribute-value']],
    ['no value', 'A1\tAssertion T1', ['attribute-value']],
    ['an attribute of the wrong thing', 'A1\tAssertion T2 absent', ['argument-type']],
    ['an attribute that has no values', 'A1\tNegation T1', []],
    ['an event', 'E1\tSign_symptom:T3 Theme:T1 Theme2:T3 Drug:T2', []],
    ['an event without what it needs', 'E1\tSign_symptom:T3 Theme:T1', ['missing-role']],
    ['a trigger of another type', 'E1\tSign_symptom:T1 Drug:T2', ['trigger-type']],
    ['a role of no event', 'E1\tSign_symptom:T3 Drug:T2 Dose:T1', ['unknown-role']],
    ['the wrong thing in a role', 'E1\tSign_symptom:T3 Drug:T1', ['argument-type']],
    ['a role too often', 'E1\tSign_symptom:T3 Drug:T2 Drug:T2', ['argument-count']],
    ['members of an equivalence', '*\tEquiv T1 T2', []],
    ['an equivalence with what is not there', '*\tEquiv T1 T7', ['dangling-id']],
    ['a remark', '#1\tAnnotatorNotes T1\tsure?', []],
    ['a remark on nothing', '#1\tAnnotatorNotes T7\tsure?', ['dangling-id']],
    ['a normalisation', 'N1\tReference T1 UMLS:C1\tFever', []],
  ])('%s', (_, line, codes) => {
    const found = wrongIn([T1, T2, T3, line].join('\n'), text).filter((one) => one.startsWith('4 '));
    expect(found).toEqual(codes.map((code) => `4 ${code}`));
  });
});

describe('what is wrong with a file', () => {
  it('points at what is meant', () => {
    const raw = 'R1\tTrAP Arg1:T2 Arg2:T9';
    const [fault] = faultsOf(hold(`${T2}\n${raw}`, text));
    expect(raw.slice(fault?.start, fault?.end)).toBe('T9');
    const event = 'E1\tSign_symptom:T3 Drug:T1';
    const wrong = faultsOf(hold([T1, T3, event].join('\n'), text)).find(
      ({ code }) => code === 'argument-type',
    );
    expect([event.slice(wrong?.start, wrong?.end), wrong?.start]).toEqual(['T1', event.lastIndexOf('T1')]);
  });

  it('is said against the note alone where there is one', () => {
    expect(wrongIn('T1\tproblem 7 99\tno such text', undefined)).toEqual([]);
    expect(faultsOf(hold(T1, undefined), 'is not there').map(({ code }) => code)).toEqual(['note-missing']);
  });

  it('counts a byte order mark, and each part of a line end, as brat does', () => {
    expect(wrongIn('T1\tproblem 12 17\tfever', '\ufeffDenies:\r\n😀 fever')).toEqual([]);
  });

  it('is nothing where random standoff was made for its note, but for what was made wrong', () => {
    fc.assert(
      fc.property(standoffPair, ({ text: note, ann }) => {
        const codes = wrongIn(ann, note).map((one) => one.split(' ')[1]);
        // Texts, offsets and their order were right.
        for (const never of ['text-mismatch', 'offset-unit', 'not-standoff'])
          expect(codes).not.toContain(never);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a byte order mark', `\ufeff${T1}\r\n`],
    ['no last line end', T1],
    ['CRLF', `${T1}\r\n${T2.replace('treatment', 'problem')}\r\n`],
  ])('is nothing in a file with %s', (_, ann) => {
    expect(wrongIn(ann, text, i2b2)).toEqual([]);
  });

  it('is said once of what is no text', () => {
    expect(wrongIn('\x7fELF\0\0\n\0\u0001\n'.repeat(50), text)).toEqual(['1 not-standoff']);
  });

  it('is said of hostile lines in the time that their length allows', () => {
    const long = 1_000_000;
    for (const line of ['T1\t', 'T1\tproblem 0 5;', 'R1\tPIP Arg1:T1 ', 'x', '\ud800', ' ', '*\tEquiv T1 ']) {
      const ann = line + line.at(-1)?.repeat(long - line.length);
      expect(
        costOf(() => faultsOf(hold(ann, text))),
        JSON.stringify(line),
      ).toBeLessThan(1_500);
    }
    const many = `*\tEquiv${' T1'.repeat(40_000)}\nE1\tx:T1${' R:T1'.repeat(40_000)}\nT1\tproblem ${'0 1;'.repeat(40_000)}1 2\tx`;
    expect(costOf(() => faultsOf(hold(many, text)))).toBeLessThan(3_000);
  });

  it('costs what its lines cost', () => {
    const note = 'fever and pain. '.repeat(20_000);
    const file = (lines: number): string =>
      Array.from({ length: lines / 2 }, (_, n) => {
        const at = (n % 20_000) * 16;
        return `T${n}\tproblem ${at} ${at + 5}\tfever\nA${n}\tAssertion T${n} absent\n`;
      }).join('');
    const [few, many] = [5_000, 50_000].map((lines) => {
      const document = parseBrat(file(lines));
      expect(document.lines).toHaveLength(lines);
      return costOf(() => faultsOf(hold(file(lines), note)));
    });
    expect(many).toBeLessThan(30 * (few ?? 0) + 100);
  });
});
