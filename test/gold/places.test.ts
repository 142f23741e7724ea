import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editsBetween } from '../../server/src/gold/places';
import { applyEdit, type Edit, rebase } from '../../server/src/note/edit';

const words = fc.constantFrom('no', 'pain', 'knee', 'naïve', '💊', ' ', ' ', '.', '\n', '\r\n');
const texts = fc.array(words, { maxLength: 30 }).map((found) => found.join(''));

const through = (edits: readonly Edit[], text: string): string => edits.reduce(applyEdit, text);

it('edits between two texts make one the other', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      expect(through(editsBetween(before, after), before)).toBe(after);
    }),
  );
});

it('words that stand more than once around two changes are told apart by what did not change', () => {
  const [before, after] = ['pain, pain.\npain, pain.\n', 'pain, new pain.\nold pain, pain.\n'];
  expect(editsBetween(before, after)).toEqual([
    { start: 6, end: 6, text: 'new ' },
    { start: 16, end: 16, text: 'old ' },
  ]);
});

it('what stands between changes of one line keeps its place, however often its words stand there', () => {
  const line = 'Chest pain and knee pain, pain at night, pain in the morning.';
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(line.split(' ').length - 1), { minLength: 1 }), (places) => {
      const all = line.split(' ');
      const after = all.map((word, i) => (places.includes(i) ? `new${i} ${word}` : word)).join(' ');
      const edits = editsBetween(line, after);
      expect(through(edits, line)).toBe(after);
      let at = 0;
      for (const word of all) {
        const span = { start: at, end: at + word.length };
        const there = edits.reduce<typeof span | undefined>((now, edit) => now && rebase(now, edit), span);
        expect(there && after.slice(there.start, there.end)).toBe(word);
        at = span.end + 1;
      }
    }),
  );
});
