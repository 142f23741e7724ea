import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnnotations } from '../../server/src/annotation/annotation';
import { i2b2 } from '../../server/src/annotation/schema';
import { changeBrat, formatBrat, parseBrat, writeBrat } from '../../server/src/format/brat';
import {
  annotationsOf,
  bratOf,
  bratText,
  offsetMap,
  offsetUnitOf,
  offsetUnits,
} from '../../server/src/format/brat-annotations';
import { annotationConf, visualConf } from '../../server/src/format/config/writing';
import { noteText } from '../support/arbitraries';
import { at, entity, inference, relation } from './sample';

const read = (line: string) => parseBrat(line).lines[0]?.value;

describe('a standoff file', () => {
  it('is read line by line', () => {
    expect(read('T1\tproblem 0 5;12 17\tLorem dolor')).toEqual({
      kind: 'textbound',
      id: 'T1',
      type: 'problem',
      spans: [
        { start: 0, end: 5 },
        { start: 12, end: 17 },
      ],
      text: 'Lorem dolor',
    });
    expect(read('R1\tTrAP Arg1:T4 Arg2:T7\t')).toMatchObject({
      kind: 'relation',
      type: 'TrAP',
      arguments: [
        { role: 'Arg1', target: 'T4' },
        { role: 'Arg2', target: 'T7' },
      ],
    });
    expect(read('E1\tSign_symptom:T5 ')).toMatchObject({ kind: 'event', trigger: 'T5', arguments: [] });
    expect(read('E2\tGive:T1 Drug:T2 Drug2:E1')).toMatchObject({
      kind: 'event',
      type: 'Give',
      arguments: [
        { role: 'Drug', target: 'T2' },
        { role: 'Drug2', target: 'E1' },
      ],
    });
    expect(read('A1\tNegation T1')).toMatchObject({ kind: 'attribute', target: 'T1', value: true });
    expect(read('M2\tAssertion E1 absent')).toMatchObject({ kind: 'attribute', id: 'M2', value: 'absent' });
    expect(read('N1\tReference T1 UMLS:C0008031\tChest pain')).toMatchObject({
      kind: 'normalization',
      reference: 'UMLS:C0008031',
      text: 'Chest pain',
    });
    expect(read('#1\tAnnotatorNotes T1\tis this\tright?')).toMatchObject({
      kind: 'note',
      target: 'T1',
      text: 'is this\tright?',
    });
    expect(read('*\tEquiv T1 T2 T3')).toEqual({
      kind: 'equivalence',
      type: 'Equiv',
      targets: ['T1', 'T2', 'T3'],
    });
  });

  it('keeps what it cannot read, unread', () => {
    for (const line of [
      '',
      'T1 problem 0 5 x',
      'T1\tproblem 5 0\tx',
      'T1\tproblem 0 5',
      'R1\tTrAP Arg1:T1',
      'T\tproblem 0 5\tx',
      '?1\tx',
    ]) {
      expect(read(`${line}\n`), line).toEqual({ kind: 'unread' });
    }
  });

  it('is written back byte for byte, whatever it holds', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'T1\tproblem 0 5\tfever',
        'R1\tTrAP Arg1:T1 Arg2:T2\t',
        '',
        'rubbish',
        '\ufeffT1\tp 0 1\tx',
        '\r',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '')), { maxLength: 12 }), (lines) => {
        const file = lines.map((pair) => pair.join('')).join('');
        expect(writeBrat(parseBrat(file))).toBe(file);
      }),
    );
  });

  it('changes only the lines that are changed', () => {
    const file =
      'T1\tproblem 0 5\tfever\r\n??? keep me\r\nA7\tAssertion T1 absent\r\nR3\tPIP Arg1:T1 Arg2:T1\t';
    const document = parseBrat(file);
    const changed = changeBrat(document, (value) =>
      value.kind === 'attribute'
        ? { ...value, value: 'possible' }
        : value.kind === 'relation'
          ? undefined
          : value,
    );
    expect(writeBrat(changed)).toBe('T1\tproblem 0 5\tfever\r\n??? keep me\r\nA7\tAssertion T1 possible\r\n');
  });

  it('says in which unit its offsets agree with the text', () => {
    // Three pairs and two line ends before the word, so that no two units agree by chance.
    const text = 'Pt 😀 has\r\n😀 fever and\r\n😀 cough';
    for (const unit of offsetUnits) {
      const map = offsetMap(text, unit);
      const span = at(text, 'cough');
      const file = `T1\tproblem ${map.toFile(span.start)} ${map.toFile(span.end)}\tcough\nT2\tproblem 0 2\tPt\n`;
      expect(offsetUnitOf(parseBrat(file), text)).toEqual({ unit, disagreeing: [] });
      expect(annotationsOf(parseBrat(file), text, unit).entities[0]?.spans).toEqual([span]);
    }
    expect(offsetUnitOf(parseBrat('T1\tproblem 0 2\tXX\nT2\tproblem 0 2\tPt\n'), text).disagreeing).toEqual([
      'T1',
    ]);
  });
});

describe('offset maps', () => {
  it('lead there and back in every unit, but from inside a pair or a line end', () => {
    fc.assert(
      fc.property(noteText, fc.nat(), fc.constantFrom(...offsetUnits), (text, n, unit) => {
        let offset = n % (text.length + 1);
        const inside =
          /^[\udc00-\udfff]/.test(text.slice(offset)) && /[\ud800-\udbff]$/.test(text.slice(0, offset));
        if (inside || text.slice(offset - 1, offset + 1) === '\r\n') offset = 0;
        const map = offsetMap(text, unit);
        expect(map.fromFile(map.toFile(offset))).toBe(offset);
        const before = text.slice(0, offset);
        const flat = unit.endsWith('one') ? before.replaceAll('\r\n', '\n') : before;
        expect(map.toFile(offset)).toBe(unit.startsWith('code') ? [...flat].length : flat.length);
      }),
    );
  });
});

describe('annotations as standoff', () => {
  it('read as brat writes them', () => {
    const text = '😀 No fever,\r\nchills. Aspirin for chest\r\n  pain.';
    const entities = [
      entity(text, 'T1', 'problem', [at(text, 'fever')], { Assertion: 'absent', Severe: true }),
      entity(text, 'T2', 'treatment', [at(text, 'Aspirin')]),
      entity(text, 'T3', 'problem', [{ start: text.indexOf('chest'), end: text.indexOf('.', 30) }]),
    ];
    const { values, losses } = bratOf(
      {
        ...noAnnotations,
        entities,
        events: [{ id: 'E1', type: 'Given', trigger: 'T2', arguments: [{ role: 'For', target: 'T3' }] }],
        relations: [relation('R1', 'TrAP', 'T2', 'T3')],
        inferences: [inference(at(text, 'fever'), 'Fever.', 'contradiction')],
      },
      text,
    );
    expect(bratText(values)).toBe(
      [
        'T1\tproblem 5 10\tfever',
        'A1\tAssertion T1 absent',
        'A2\tSevere T1',
        'T2\ttreatment 21 28\tAspirin',
        'T3\tproblem 33 38;42 46\tchest pain',
        'E1\tGiven:T2 For:T3',
        'R1\tTrAP Arg1:T2 Arg2:T3',
        '',
      ].join('\n'),
    );
    expect(losses).toEqual({ inferences: 1, summaries: 0, entities: 0 });
  });

  const pieces = fc.array(
    fc.constantFrom(
      '😀',
      'e\u0301',
      'fever',
      ' ',
      '  ',
      '\r\n',
      '\n',
      '\t',
      '\u2028',
      '\u0085',
      '\f',
      'İ',
      '👩‍👧',
      'x',
    ),
    { minLength: 1, maxLength: 40 },
  );
  // Cut points of the text, taken in twos: discontinuous spans; several of them nest and cross.
  const mentions = fc.array(fc.array(fc.nat(1_000), { minLength: 2, maxLength: 6 }), {
    minLength: 1,
    maxLength: 6,
  });

  it('cover in code points what they say, on one line, with their characters and no other', () => {
    fc.assert(
      fc.property(pieces, mentions, (words, drawn) => {
        const text = words.join('');
        // Cut between the pieces, so that no pair is torn.
        const cuts = words.map((_, n) => words.slice(0, n).join('').length).concat(text.length);
        const entities = drawn.flatMap((numbers, n) => {
          const places = [...new Set(numbers.map((k) => cuts[k % cuts.length] as number))].sort(
            (a, b) => a - b,
          );
          const spans = [];
          for (let k = 0; k + 1 < places.length; k += 2) {
            spans.push({ start: places[k] as number, end: places[k + 1] as number });
          }
          return spans.length > 0 ? [entity(text, `T${n + 1}`, 'problem', spans)] : [];
        });
        const { values, losses } = bratOf({ ...noAnnotations, entities }, text);
        const file = bratText(values);
        const points = [...text];
        const document = parseBrat(file);
        expect(document.lines.map((line) => line.value)).toEqual(values);
        expect(document.lines.length + losses.entities).toBe(entities.length);
        for (const { value } of document.lines) {
          if (value.kind !== 'textbound') throw new Error('unexpected');
          const fragments = value.spans.map((span) => points.slice(span.start, span.end).join(''));
          expect(fragments.join(' ')).toBe(value.text);
          expect(value.text).not.toMatch(/[\n\r\t\f\u2028\u2029\u0085]/);
          for (const fragment of fragments) expect(fragment).toBe(fragment.trim());
          const original = entities.find((one) => one.id === value.id);
          expect(value.text.replace(/\s/g, '')).toBe(original?.text.replace(/[\s\u0085]/g, ''));
        }
        // And back: the same spans in UTF-16, where no line end was inside.
        const back = annotationsOf(document, text, 'code-points').entities;
        for (const one of back) {
          expect(one.spans.map((span) => text.slice(span.start, span.end)).join(' ')).toBe(one.text);
        }
        expect(offsetUnitOf(document, text)).toEqual({ unit: 'code-points', disagreeing: [] });
      }),
    );
  });

  it('never let a name break a line', () => {
    const text = 'fever';
    const odd = entity(text, 'T1', 'my type:\n1', [at(text, 'fever')], { 'a b': 'c\td' });
    const lines = bratOf({ ...noAnnotations, entities: [odd] }, text).values.map(formatBrat);
    expect(lines).toEqual(['T1\tmy_type_1 0 5\tfever', 'A1\ta_b T1 c_d']);
  });
});

describe('the configuration for brat', () => {
  it('declares the types of the schema', () => {
    const conf = annotationConf(i2b2);
    expect(conf.replace(/^#.*\n/gm, '')).toContain('[entities]\nproblem\ntest\ntreatment\n');
    expect(conf).toContain('TrAP\tArg1:treatment, Arg2:problem\n');
    expect(conf).toContain('[events]\n');
    expect(conf).toMatch(/Assertion\tArg:problem, Value:present\|absent\|possible/);
    expect(visualConf(i2b2)).toMatch(
      /\[labels]\nproblem \| Problem \| problem\n[\s\S]*\[drawing]\nproblem\tbgColor:#/,
    );
  });
});
