import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, nextNotes } from '../../server/src/learning/next';
import type { Sentence } from '../../server/src/learning/sentence';
import { sentencesToTag } from '../../server/src/learning/sentence';
import { trainTagger } from '../../server/src/learning/train';
import { parseNote } from '../../server/src/note/note';
import { garden } from './sentences';

const gold = garden();
const tagger = trainTagger(gold, { folds: 0 });
const sentences = (text: string): Sentence[] => sentencesToTag(parseNote(text));
const pool = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => ({ name, sentences: sentences(text) }));
const order = (texts: Readonly<Record<string, string>>, limit = 20) =>
  nextNotes(pool(texts).map(candidates(tagger)), gold, limit);
const names = (texts: Readonly<Record<string, string>>) => order(texts).map(({ name }) => name);

const known = 'She took the trowel to lift the fern. It rained all day and nobody came.';
const strange = 'She took the medlar to lift the quince. Brambles choked their wattle hurdle.';

describe('what to annotate next', () => {
  it('is first what the tagger has not seen', () => {
    expect(names({ known, strange })).toEqual(['strange', 'known']);
    expect(names({ strange, known })).toEqual(['strange', 'known']);
  });

  it('is not the same once more: what a note before it has is worth less', () => {
    const other = 'Gravel settled beneath fresh mulch. Nettles crept towards old pergolas.';
    const found = order({ first: strange, copy: strange, other });
    expect(found.at(-1)?.name).toMatch(/first|copy/);
    expect(found.at(-1)?.newWords).toBe(0);
    expect(found.at(-1)?.gain).toBeLessThan((found[1]?.gain ?? 0) / 1.5);
  });

  it('is what many other notes have, before what none has', () => {
    const common = 'Brambles choked their wattle hurdle.';
    const texts = { odd: 'Quixotic jugglers vexed Zanzibar today.', a: common, b: common, c: common };
    expect(names(texts)[0]).toMatch(/[abc]/);
  });

  it('says why: words that are new, sentences and types that the tagger is unsure of', () => {
    const [first, second] = order({ known, strange });
    expect(first).toMatchObject({ name: 'strange', gain: 1, sentences: 2 });
    expect(first?.newWords).toBeGreaterThan(5);
    expect(first?.unsure).toBeGreaterThan(0.5);
    expect(first?.unsure).toBeLessThanOrEqual(2);
    expect(first?.types.length).toBeGreaterThan(0);
    expect(second).toMatchObject({ name: 'known', newWords: 0 });
    expect(second?.unsure).toBeLessThan(0.5);
  });

  it('can be said before anything was learned', () => {
    const texts = { long: `${known} ${strange}`, short: 'It rained.' };
    const found = nextNotes(pool(texts).map(candidates(undefined)), [], 5);
    expect(found.map(({ name }) => name)).toEqual(['long', 'short']);
    expect(found[0]).toMatchObject({ gain: 1, unsure: 0, types: [] });
  });

  it('names each note once, never more than asked for, with a gain that falls, whatever the notes', () => {
    const words = fc.constantFrom('the ', 'rake', ' fern', '. ', '\n', 'İ', '🌱 ', '3.5', 'Quill ', '');
    const text = fc
      .array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.integer({ min: 1, max: 10 }), (texts, limit) => {
        const all = texts.map((one, n) => ({ name: `${n}`, sentences: sentences(one) }));
        const found = nextNotes(all.map(candidates(tagger)), gold, limit);
        expect(new Set(found.map(({ name }) => name)).size).toBe(Math.min(limit, texts.length));
        for (const [i, { gain }] of found.entries())
          expect(gain).toBeLessThanOrEqual(found[i - 1]?.gain ?? 1);
        expect(nextNotes(all.map(candidates(tagger)), gold, limit)).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });
});
