import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { fragments } from '../../server/src/note/fragments';
import { parseNote, sentences } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { clashesOf } from '../../server/src/pipeline/pairs/clashes';
import { likeliest } from '../../server/src/pipeline/pairs/likeness';
import { isSameButForPlural, stemOf } from '../../server/src/pipeline/words';
import { processTime } from '../support/cost';

/** Entities of a text: `word` present, `-word` absent, `?word` possible, each at its next occurrence. */
function entities(text: string, ...mentions: readonly string[]): Entity[] {
  let at = 0;
  return mentions.map((mention) => {
    const words = mention.replace(/^[-?]/, '');
    const start = text.indexOf(words, at);
    at = start + words.length;
    const assertion = mention.startsWith('-') ? 'absent' : mention.startsWith('?') ? 'possible' : 'present';
    return {
      id: `e${start}`,
      type: 'problem',
      spans: [{ start, end: start + words.length }],
      text: words,
      attributes: assertion === 'present' ? {} : { Assertion: assertion },
      confidence: 1,
      alignment: 'exact',
      origin: { by: 'person' },
    };
  });
}

function clashes(text: string, most: number, ...mentions: readonly string[]): string[] {
  return clashesOf(entities(text, ...mentions), sentences(parseNote(text)), most).map(
    ({ premise, hypothesis }) => `${slice(text, premise)} | ${slice(text, hypothesis)}`,
  );
}

describe('sentences that may contradict each other', () => {
  it('name the same thing, once present and once absent', () => {
    const text = 'He denies fever. He has a cough. Then came the Fevers. No cough.';
    expect(clashes(text, 9, '-fever', 'cough', 'Fevers', '-cough')).toEqual([
      'He denies fever. | Then came the Fevers.',
      'He has a cough. | No cough.',
    ]);
    expect(clashes(text, 1, '-fever', 'cough', 'Fevers', '-cough')).toHaveLength(1);
  });

  it('name two sides of the same', () => {
    const text = 'A mass in the left kidney. A mass in the right kidney. No mass in the left kidney.';
    const left = 'mass in the left kidney';
    expect(clashes(text, 9, left, 'mass in the right kidney')).toEqual([
      'A mass in the left kidney. | A mass in the right kidney.',
    ]);
    expect(clashes(text, 9, 'mass in the right kidney', `-${left}`)).toEqual([]);
  });

  it('are looked for in no time, however often a thing is named', () => {
    const text = 'Fever today. '.repeat(20_000);
    const many = entities(text, ...Array.from({ length: 20_000 }, () => 'Fever'));
    const lines = sentences(parseNote(text));
    const cost = processTime(() => expect(clashesOf(many, lines, 9)).toEqual([]));
    expect(cost).toBeLessThan(1_500);
    const last = { ...(many.at(-1) as Entity), attributes: { Assertion: 'absent' } };
    expect(clashesOf([...many.slice(0, -1), last], lines, 9).map(({ hypothesis }) => hypothesis)).toEqual(
      Array.from({ length: 9 }, () => lines.at(-1)),
    );
  });

  it('are for each mention those with the nearest that clashes with it', () => {
    const word = fc.record({
      side: fc.constantFrom('', 'left ', 'right '),
      absent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (list) => {
        const text = list.map(({ side }) => `A ${side}mass now. `).join('');
        const found = clashesOf(
          entities(text, ...list.map(({ side, absent }) => `${absent ? '-' : ''}${side}mass`)),
          sentences(parseNote(text)),
          99,
        );
        const starts = sentences(parseNote(text)).map(({ start }) => start);
        const expected = list.flatMap((one, i) => {
          const other = list.findIndex((two, j) => {
            if (j <= i) return false;
            const apart = one.side !== '' && two.side !== '' && one.side !== two.side;
            return one.absent === two.absent ? apart && !one.absent : !apart;
          });
          return other < 0 ? [] : [[starts[i], starts[other]]];
        });
        expect(found.map(({ premise, hypothesis }) => [premise.start, hypothesis.start])).toEqual(expected);
      }),
    );
  });

  it('are not one sentence, nor what is only possible', () => {
    expect(clashes('No fever, then fever.', 9, '-fever', 'fever')).toEqual([]);
    expect(clashes('No fever. Maybe fever later.', 9, '-fever', '?fever')).toEqual([]);
  });
});

describe('a word and its plural', () => {
  it('are the same', () => {
    for (const [one, many] of [
      ['fever', 'fevers'],
      ['biopsy', 'biopsies'],
      ['mass', 'masses'],
      ['disease', 'diseases'],
      ['diagnosis', 'diagnoses'],
      ['metastasis', 'metastases'],
      ['sinus', 'sinuses'],
      ['reflex', 'reflexes'],
      ['rash', 'rashes'],
      ['headache', 'headaches'],
      ['electrolyte', 'electrolytes'],
    ] as const) {
      expect([many, stemOf(many)]).toEqual([many, stemOf(one)]);
    }
    expect(isSameButForPlural('ct', 'cts')).toBe(true);
  });

  it('are not made of words that end in s by themselves', () => {
    for (const word of ['diabetes', 'ascites', 'sinus', 'arthritis', 'abscess', 'gas']) {
      expect(stemOf(word)).toBe(word);
    }
    expect(isSameButForPlural('angina', 'anginas')).toBe(true);
    expect(isSameButForPlural('lung', 'lunges')).toBe(false);
    expect(isSameButForPlural('thrombosis', 'thrombus')).toBe(false);
  });
});

describe('the sentences likeliest to speak of a text', () => {
  const note = parseNote(
    'HPI:\nHe has a cough. The pain in his chest is worse. Pain.\n\nPlan:\nAspirin for pain.\n',
  );
  const found = (text: string, most = 9, within?: { start: number; end: number }): string[] =>
    likeliest(note, text, most, within).map(({ span }) => slice(note.text, span));

  it('share its words, rare ones first', () => {
    expect(found('Chest pains are present.')[0]).toBe('The pain in his chest is worse.');
    expect(found('Chest pains are present.')).toHaveLength(3);
    expect(found('Chest pains are present.', 1)).toHaveLength(1);
    expect(found('The patient was on the ward.')).toEqual([]);
    expect(found('Pain', 9, note.sections[1])).toEqual(['Aspirin for pain.']);
  });
});

describe('fragments', () => {
  it('hold all that is no white space, and nothing that a standoff file cannot', () => {
    expect(fragments('chest\n  pain\tat', { start: 0, end: 15 })).toEqual([
      { start: 0, end: 5 },
      { start: 8, end: 12 },
      { start: 13, end: 15 },
    ]);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '😀', ' ', '\n', '\r', '\t', '\u2028', '\u0085') }),
        (text) => {
          const parts = fragments(text, { start: 0, end: text.length });
          expect(
            parts
              .map((part) => slice(text, part))
              .join('')
              .replace(/ /g, ''),
          ).toBe(text.replace(/[\s\u0085]/g, ''));
          for (const part of parts) expect(slice(text, part)).toMatch(/^\S(.*\S)?$/u);
        },
      ),
    );
  });
});
