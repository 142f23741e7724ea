import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { candidatePairs } from '../../server/src/pipeline/pairs/candidate-pairs';
import { statementClashes } from '../../server/src/pipeline/pairs/statements';
import { processTime } from '../support/cost';

function pairs(text: string, entities: readonly Entity[] = []): string[] {
  return statementClashes(parseNote(text), entities, 9).map(
    ({ premise, hypothesis }) => `${slice(text, premise)} | ${slice(text, hypothesis)}`,
  );
}

function mention(text: string, words: string, type: string, assertion?: string, nth = 0): Entity {
  let start = text.indexOf(words);
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1);
  return {
    id: `${words} ${nth}`,
    type,
    spans: [{ start, end: start + words.length }],
    text: words,
    attributes: assertion === undefined ? {} : { Assertion: assertion },
    confidence: 1,
    alignment: 'exact',
    origin: { by: 'person' },
  };
}

describe('sentences whose words clash', () => {
  it('deny in one what the other says, before the word or behind it', () => {
    expect(pairs('A chest tube is in place. The lungs expand. No tube is seen.')).toEqual([
      'A chest tube is in place. | No tube is seen.',
    ]);
    expect(pairs('The ileum was entered. The ileum was not entered.')).toHaveLength(1);
    expect(pairs('A chest tube is in place. The tube drains well.')).toEqual([]);
    expect(pairs('No tube today. There was no tube.')).toEqual([]);
  });

  it('take a heading into the statement behind it', () => {
    const text = 'Drains: none.\n\nCourse:\nA Blake drain was left in place.\n';
    expect(pairs(text)).toEqual(['Drains: none. | A Blake drain was left in place.']);
  });

  it('speak of one matter in other words, also where a word denies by itself', () => {
    expect(pairs('She never smoked. She is well. Cut down from ten cigarettes.')).toHaveLength(0);
    expect(pairs('Never a smoker. She is well. Cut down from ten cigarettes.')).toHaveLength(1);
    expect(pairs('Code status: full code.\n\nDNR order is active.\n')).toHaveLength(1);
    expect(pairs('NWB on that leg. WBAT on that leg now.')).toHaveLength(1);
  });

  it('name different sides', () => {
    expect(
      pairs('Left wrist: tender distal radius. The right distal radius fracture was reduced.'),
    ).toHaveLength(1);
    expect(pairs('Left wrist is tender. No tenderness of the right wrist.')).toEqual([]);
  });

  it('give one thing different values', () => {
    const text = 'Takes lisinopril 10 mg. He is well. Continue lisinopril 40 mg.';
    const drugs = [0, 1].map((nth) => mention(text, 'lisinopril', 'treatment', undefined, nth));
    expect(pairs(text, drugs)).toEqual(['Takes lisinopril 10 mg. | Continue lisinopril 40 mg.']);
    const same = text.replace('40', '10');
    expect(pairs(same, drugs)).toEqual([]);
  });

  it('do not tell of what may come, of others, or of what is not certain', () => {
    expect(pairs('No vomiting. Return if vomiting starts.')).toEqual([]);
    expect(pairs('No gout. Father had gout.')).toEqual([]);
    const text = 'No abscess. Abscess is a thought.';
    expect(pairs(text)).toHaveLength(1);
    expect(pairs(text, [mention(text, 'Abscess', 'problem', 'possible')])).toEqual([]);
  });

  it('follow the assertions of mentions where words tell nothing', () => {
    const text = 'Rash on the arms. He is free from rash.';
    expect(pairs(text)).toEqual([]);
    expect(pairs(text, [mention(text, 'rash', 'problem', 'absent')])).toHaveLength(1);
  });

  it('are two sentences, in order, each pair once, and no more than asked for', () => {
    const word = fc.constantFrom(
      'no',
      'tube',
      'left',
      'right',
      'fever',
      'not',
      'rash',
      ':',
      ',',
      '.',
      '\n',
      'Plan:\n',
      'smoker',
      '5',
      'mg',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.nat(5), (words, most) => {
        const note = parseNote(words.join(' '));
        const found = candidatePairs(note, [], most);
        expect(found.length).toBeLessThanOrEqual(most);
        expect(
          new Set(found.map(({ premise, hypothesis }) => `${premise.start} ${hypothesis.start}`)).size,
        ).toBe(found.length);
        for (const { premise, hypothesis } of found) {
          expect(premise.end).toBeLessThanOrEqual(hypothesis.start);
          expect(hypothesis.end).toBeLessThanOrEqual(note.text.length);
        }
      }),
    );
  });

  it('are looked for in no time, however a note is written', () => {
    const many = `${'no tube, '.repeat(20_000)}.\nA tube.\n${'fever left rash, '.repeat(20_000)}.\n`;
    const cost = processTime(() => void statementClashes(parseNote(many), [], 9));
    expect(cost).toBeLessThan(4_000);
  });
});
