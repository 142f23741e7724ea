import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allSee, rules } from '../../server/src/privacy/finders/rules';
import { lexed } from '../../server/src/privacy/words/lexer';

const lines = readdirSync('examples')
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(`examples/${name}`, 'utf8').split('\n'))
  .concat('MSH|^~\\&|LAB|GH|||202403', 'PID|1||88-1023^^^GH||QUIMBY^ANA', 'MRN: A-44|Acct QX7', 'id|no.|b')
  .concat('a ninety-three-year-old woman', 'call five five five oh one four two', 'Tuesday, or in March');

/** Lines of notes in a row, at times without their digits or bars. */
const texts = fc
  .array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom(/[|]/g, /\d/g, /(?!)/g)), { maxLength: 5 })
  .map((some) => some.map(([line, without]) => line.replace(without, 'x')).join('\n'));

describe('rules', () => {
  it('find nothing in a text without the signs that they need', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const seen = lexed(text);
        for (const { find, needs } of rules)
          if (needs !== 0 && (seen.signs & needs) === 0) expect(find(seen)).toEqual([]);
      }),
    );
  });

  it('see in several texts what they see in each', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 3 }), (several) => {
        const seen = several.map(lexed);
        expect(allSee(seen)).toEqual(seen.flatMap((one) => allSee([one])));
      }),
      { numRuns: 25 },
    );
  });
});
