import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForeign, watchForEcho } from '../../server/src/pipeline/asking/stray';

const question = `<note>
She denies chest pain. She was given aspirin for fever, and a film showed pneumonia.
</note>
The task: say in one or two short sentences what matters in this part of the note. Only what it says.`;

describe('a text in another language', () => {
  it.each([
    'La paciente niega dolor torácico; recibió aspirina por fiebre.',
    'Die Patientin verneint Brustschmerzen und erhielt wegen Fiebers ein Mittel.',
    '患者は胸痛を否定した。熱のためアスピリンを与えた。',
    'Пациентка отрицает боль в груди.',
  ])('is told from the note: %s', (text) => {
    expect(isForeign(text, question)).toBe(true);
  });

  it.each([
    'Given aspirin for fever; no chest pain.',
    'An elderly woman presented with a febrile illness, and the radiograph was consistent with an infection of the lung.',
    'Pneumonia.',
    'Fine.',
    '',
  ])('is not what a gist is: %s', (text) => {
    expect(isForeign(text, question)).toBe(false);
  });

  it('is not taken for foreign where the note is in that language', () => {
    const note = '<note>\nLa paciente niega dolor torácico y fiebre.\n</note>\nThe task: …';
    expect(isForeign('Niega dolor torácico.', note)).toBe(false);
  });
});

describe('an answer that repeats the question', () => {
  const watched = (pieces: readonly string[]): boolean => {
    const watch = watchForEcho(question);
    try {
      for (const piece of pieces) watch(piece);
      return false;
    } catch {
      return true;
    }
  };

  it('is noticed however it is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        fc.boolean(),
        (sizes, space) => {
          const pieces = space ? ['\n ', ' '] : [];
          for (let at = 0, i = 0; at < question.length; i++) {
            const size = sizes[i % sizes.length] as number;
            pieces.push(question.slice(at, at + size));
            at += size;
          }
          expect(watched(pieces)).toBe(true);
        },
      ),
    );
  });

  it('is not seen in what begins otherwise', () => {
    expect(watched([`{"entities":[]} ${question}`])).toBe(false);
    expect(watched([question.slice(0, 20), '{"entities":[]}', question])).toBe(false);
    expect(watched([])).toBe(false);
  });
});
