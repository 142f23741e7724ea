import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine, jsonlRow, phiRow } from '../../server/src/format/jsonl';
import { annotated, at, entity, inference, relation, summary } from './sample';

describe('a row of JSON Lines', () => {
  it('says what the contract says, field by field, in code points', () => {
    const text = '\ufeff😀 fever\r\nAspirin given 👍. No fever.';
    const note = annotated(
      text,
      {
        entities: [
          entity(text, 'T1', 'problem', [at(text, 'fever')], { Assertion: 'present' }),
          entity(text, 'T2', 'treatment', [at(text, 'Aspirin'), at(text, '👍')]),
        ],
        relations: [relation('R1', 'TrAP', 'T2', 'T1')],
        inferences: [
          inference(at(text, 'fever'), at(text, 'No fever.'), 'contradiction'),
          inference(at(text, 'fever'), 'Hot 🔥.', 'entailment'),
        ],
        summaries: [summary({ start: 0, end: text.length }, 'Fever.', [at(text, 'No fever.')])],
      },
      { failures: [{ task: 'nli', kind: 'timeout', message: 'No answer.' }] },
    );
    const origin = { by: 'embedded', version: '1' };
    expect(JSON.stringify(jsonlRow(note))).toBe(
      JSON.stringify({
        note: 'note.txt',
        sha256: 'abc',
        engine: 'embedded',
        entities: [
          {
            id: 'T1',
            type: 'problem',
            spans: [[3, 8]],
            text: 'fever',
            attributes: { Assertion: 'present' },
            confidence: 0.8765,
            origin,
          },
          {
            id: 'T2',
            type: 'treatment',
            spans: [
              [10, 17],
              [24, 25],
            ],
            text: 'Aspirin 👍',
            attributes: {},
            confidence: 0.8765,
            origin,
          },
        ],
        events: [],
        relations: [{ id: 'R1', type: 'TrAP', from: 'T2', to: 'T1', roles: ['Arg1', 'Arg2'] }],
        inferences: [
          { premise: [3, 8], hypothesis: [27, 36], label: 'contradiction', confidence: 0.7 },
          { premise: [3, 8], hypothesis: 'Hot 🔥.', label: 'entailment', confidence: 0.7 },
        ],
        summaries: [{ scope: [0, 36], text: 'Fever.', evidence: [[27, 36]] }],
        normalizations: [],
        notes: [],
        equivalences: [],
        failures: [{ task: 'nli', kind: 'timeout', message: 'No answer.' }],
      }),
    );
  });

  it('is one line for every reader, and means the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\u2028', '\u0085', '\n', '\x1c'),
        (a, b) => {
          const line = jsonLine({ text: a + b });
          expect(line).toMatch(/^[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*\n$/);
          expect(JSON.parse(line)).toEqual({ text: a + b });
        },
      ),
    );
  });

  it('of identifiers holds their text under code points', () => {
    const text = '😀 Ann Lee, 555-0100';
    const identifiers = [
      { ...at(text, 'Ann Lee'), category: 'NAME' },
      { ...at(text, '555-0100'), category: 'PHONE' },
    ];
    expect(phiRow(annotated(text, {}, { identifiers }))).toEqual({
      note: 'note.txt',
      phi: [
        { start: 2, end: 9, category: 'NAME', text: 'Ann Lee' },
        { start: 11, end: 19, category: 'PHONE', text: '555-0100' },
      ],
    });
  });
});
