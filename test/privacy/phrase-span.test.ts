import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { contains, slice } from '../../server/src/note/span';
import { isPhrase } from '../../server/src/privacy/corpus/rulings';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { wholeWords, withoutEdges } from '../../server/src/privacy/phrase-span';
import { policyFor } from '../../server/src/privacy/policy';
import { identifyingNote } from './notes';

const placed = (text: string, words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};
const whole = (text: string, words: string): string => slice(text, wholeWords(text, placed(text, words)));

describe('whole words', () => {
  it.each([
    ['Uses a Brellwick brace.', 'rellwi', 'Brellwick'],
    ['MRN5550193 today', '5550193', 'MRN5550193'],
    ['x Zel Ockby y', 'l Ock', 'Zel Ockby'],
    ['call 555-0142 now', '0142', '0142'],
    ['ends with Ockby', 'Ockby', 'Ockby'],
  ])('of a part: in “%s”, %s is %s', (text, part, expected) => {
    expect(whole(text, part)).toBe(expected);
  });

  it('are where a ruling on their text holds', () => {
    fc.assert(
      fc.property(identifyingNote, fc.nat(), fc.integer({ min: 1, max: 30 }), (text, a, length) => {
        const start = a % (text.length + 1);
        const selected = withoutEdges(text, { start, end: Math.min(text.length, start + length) });
        const span = wholeWords(text, selected);
        expect(contains(span, selected)).toBe(true);
        const phrase = slice(text, span).replace(/\s+/g, ' ').trim();
        // What the ruling is on must lie in one block, and in no placeholder.
        const blocks = parseNote(text).blocks;
        const inOne = blocks.some(({ start: from, block }) =>
          contains({ start: from, end: from + block.text.length }, span),
        );
        fc.pre(selected.end > selected.start && isPhrase(phrase) && inOne && !text.includes('[**'));
        const rulings = [{ verdict: 'NAME', phrase }] as const;
        const identifiers = identifiersOf(parseNote(text), policyFor('balanced', rulings));
        const covered = identifiers.filter((one) => one.start < span.end && span.start < one.end);
        expect(Math.min(...covered.map((one) => one.start))).toBeLessThanOrEqual(span.start);
        expect(Math.max(...covered.map((one) => one.end))).toBeGreaterThanOrEqual(span.end);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a selection', () => {
  it.each([
    [' (Ockby), ', 'Ockby'],
    ['—“Ζωή” ', 'Ζωή'],
    [' ... ', ''],
    ['e\u0301tude.', 'e\u0301tude'],
  ])('is meant without what stands at its edges: %s', (text, meant) => {
    expect(slice(text, withoutEdges(text, { start: 0, end: text.length }))).toBe(meant);
  });
});
