import fc from 'fast-check';
import { expect, it } from 'vitest';
import { legality, viterbi } from '../../server/src/learning/chain';
import { decode, encode, labelSet } from '../../server/src/learning/labels';

/** Entities one behind the other, and how many tokens they stand in. */
const entities = fc
  .array(fc.record({ gap: fc.nat(2), length: fc.integer({ min: 1, max: 4 }), type: fc.nat(149) }), {
    maxLength: 8,
  })
  .map((parts) => {
    let at = 0;
    const found = parts.map(({ gap, length, type }) => {
      const first = at + gap;
      at = first + length;
      return { first, last: at - 1, type: `type${type}` };
    });
    return { found, length: at + 1 };
  });

it('gives the entities back that labels stand for, also of schemas with very many types', () => {
  const set = labelSet(Array.from({ length: 150 }, (_, n) => `type${n}`));
  const legal = legality(set);
  const transitions = new Float32Array(set.count ** 2);
  fc.assert(
    fc.property(entities, ({ found, length }) => {
      const labels = encode(found, length, set);
      expect(decode(labels, set)).toEqual(found);
      const emissions = new Float32Array(length * set.count);
      for (const [t, label] of labels.entries()) emissions[t * set.count + label] = 1;
      expect(viterbi(length, emissions, transitions, legal)).toEqual(labels);
    }),
    { numRuns: 40 },
  );
});
