import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, startsClinical } from '../../server/src/privacy/words/known-words';

/** The groups of the list, written out. */
const groups = readFileSync('server/src/privacy/gazetteer/known-words.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const at = line.indexOf(' ');
    let last = '';
    const words = [...line.slice(at + 1).matchAll(/(\d)(\D+)/g)].map(([, shared, rest]) => {
      last = last.slice(0, Number(shared)) + rest;
      return last;
    });
    return { name: line.slice(0, at), words };
  });

/** Words of the list, and what is nearly one: cut, prolonged, with another letter. */
const nearWord = fc
  .record({
    group: fc.nat(groups.length - 1),
    at: fc.nat(),
    cut: fc.nat(12),
    more: fc.constantFrom('', '', 'a', 's', 'th', "'s", 'é', '-'),
  })
  .map(({ group, at, cut, more }) => {
    const words = groups[group]?.words ?? [];
    const word = words[at % words.length] ?? '';
    return word.slice(0, Math.max(2, word.length - cut)) + more;
  });

describe('the list of known words', () => {
  it('is found word by word as it stands there', () => {
    fc.assert(
      fc.property(nearWord, (word) => {
        const group = groups.find(({ words }) => words.includes(word));
        expect(groupOf(word)).toBe(group?.name);
      }),
      { numRuns: 300 },
    );
  });

  it('tells where a word of medicine goes on', () => {
    fc.assert(
      fc.property(nearWord, (word) => {
        const goesOn = groups.some(({ name, words }) => {
          const first = name.includes('c') ? words.find((one) => one.startsWith(word)) : undefined;
          return first !== undefined && first.length > word.length + 1;
        });
        expect(startsClinical(word)).toBe(goesOn);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['', 'a', '12', 'ab3', 'wounds3'])('holds no %j', (word) => {
    expect(groupOf(word)).toBeUndefined();
    expect(startsClinical(word)).toBe(false);
  });
});
