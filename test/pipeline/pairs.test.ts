import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { fragments } from '../../server/src/note/fragments';
import { parseNote, sentences } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { clashesOf } from '../../server/src/pipeline/clashes';
import { likeliest } from '../../server/src/pipeline/likeness';

/** Entities of a text: `word` present, `-word` absent, `?word` possible, each at its next occurrence. */
function entities(text: string, ...mentions: readonly string[]): Entity[] {
  let at = 0;
  return mentions.map((mention) => {
    const words = mention.replace(/^[-?]/, '');
    const start = text.indexOf(words, at);
    at = start + 1;
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

  it('are not one sentence, nor what is only possible', () => {
    expect(clashes('No fever, then fever.', 9, '-fever', 'fever')).toEqual([]);
    expect(clashes('No fever. Maybe fever later.', 9, '-fever', '?fever')).toEqual([]);
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
