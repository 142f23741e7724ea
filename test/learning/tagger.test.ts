import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTagger, unpackTagger } from '../../server/src/learning/pack';
import { sentencesToTag, withGold } from '../../server/src/learning/sentence';
import type { Tagger } from '../../server/src/learning/tagger';
import { asSureAsRight, continueTraining, trainTagger } from '../../server/src/learning/train';
import { parseNote } from '../../server/src/note/note';
import { garden, marked } from './sentences';

const found = (tagger: Tagger, text: string): string[] =>
  sentencesToTag(parseNote(text)).flatMap((sentence) =>
    tagger.tag(sentence).map(({ start, end, type }) => `${text.slice(start, end)}|${type}`),
  );

const tagger = trainTagger(garden());

describe('a tagger trained on thirty sentences', () => {
  it('finds types that nobody told it of, also where the words are new', () => {
    expect(tagger.types).toEqual(['plant', 'tool']);
    expect(found(tagger, 'He put the chisel back on the shelf.')).toEqual(['chisel|tool']);
    expect(found(tagger, 'She took the small saw to lift the fern.')).toEqual([
      'small saw|tool',
      'fern|plant',
    ]);
    expect(found(tagger, 'It rained all night.')).toEqual([]);
  });

  it('is the same each time, and another under another seed', () => {
    expect(packTagger(trainTagger(garden()))).toEqual(packTagger(tagger));
    const { fit, ...rest } = { fit: { epochs: 12, rate: 0.05, dropout: 0.3, seed: 2, firmness: 0.01 } };
    expect(packTagger(trainTagger(garden(), { ...rest, fit }))).not.toEqual(packTagger(tagger));
  });

  it('gives each entity a confidence from 0 to 1, higher to what it has seen', () => {
    const [seen] = sentencesToTag(parseNote('He put the rake back on the shelf.'));
    const [strange] = sentencesToTag(parseNote('Nobody knew the rake was his, said Quill.'));
    const sure = seen ? tagger.tag(seen)[0]?.confidence : undefined;
    expect(sure).toBeGreaterThan(0.5);
    expect(sure).toBeLessThanOrEqual(1);
    for (const entity of strange ? tagger.tag(strange) : [])
      expect(entity.confidence).toBeLessThan(sure ?? 0);
  });

  it('becomes as sure as it is right on other notes, and finds the same', () => {
    // Half of what it would find there is gold there.
    const others = garden().map((one, i) => (i % 2 === 0 ? one : { ...one, entities: [] }));
    const doubting = asSureAsRight(tagger, others);
    const all = others.flatMap((sentence) => doubting.tag(sentence));
    const mean = all.reduce((sum, { confidence }) => sum + confidence, 0) / all.length;
    const right = others.flatMap(({ entities }) => entities).length / all.length;
    expect(mean).toBeCloseTo(right, 1);
    const placed = (by: Tagger) =>
      others.flatMap((one) => by.tag(one).map(({ start, end, type }) => [start, end, type]));
    expect(placed(doubting)).toEqual(placed(tagger));
  });

  it('marks whole tokens of the text, in order and without overlap, whatever the text', () => {
    const words = fc.constantFrom(
      'trowel',
      'the',
      'fern',
      'with a',
      '. ',
      '\n',
      'İ',
      '🌱',
      "don't",
      '3.5',
      ':',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 30 }), (parts) => {
        const text = parts.join(' ');
        for (const sentence of sentencesToTag(parseNote(text))) {
          let end = 0;
          for (const entity of tagger.tag(sentence)) {
            expect(entity.start).toBeGreaterThanOrEqual(end);
            expect(entity.end).toBeGreaterThan(entity.start);
            expect(entity.start).toBe(sentence.tokens[entity.first]?.start);
            expect(entity.end).toBe(sentence.tokens[entity.last]?.end);
            expect(tagger.types).toContain(entity.type);
            expect(entity.confidence).toBeGreaterThanOrEqual(0);
            expect(entity.confidence).toBeLessThanOrEqual(1);
            end = entity.end;
          }
          for (const token of sentence.tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
        }
      }),
    );
  });
});

describe('a packed tagger', () => {
  const bytes = packTagger(tagger);

  it('comes back as it was, and packs to the same bytes', () => {
    const back = unpackTagger(bytes);
    expect(packTagger(back)).toEqual(bytes);
    for (const sentence of garden())
      expect(back.tag(sentence).map(({ first, last, type }) => ({ first, last, type }))).toEqual(
        tagger.tag(sentence).map(({ first, last, type }) => ({ first, last, type })),
      );
  });

  it('leaves its weakest features out until it fits', () => {
    const most = Math.floor(bytes.length * 0.6);
    const small = packTagger(tagger, most);
    expect(small.length).toBeLessThanOrEqual(most);
    expect(found(unpackTagger(small), 'He put the rake back on the shelf.')).toEqual(['rake|tool']);
  });

  it('keeps the classes of its words', () => {
    const clusters = new Map([
      ['rake', [1, 2]],
      ['søyle', [3, 300]],
    ]);
    expect(unpackTagger(packTagger(trainTagger(garden(), { clusters }))).model.clusters).toEqual(clusters);
  });
});

describe('a tagger that goes on learning', () => {
  const more = marked(
    Array.from({ length: 6 }, (_, i) => `We heard the [${['robin', 'wren'][i % 2]}|bird] at dawn.`),
  );
  const further = continueTraining(tagger, more, garden().slice(0, 10));

  it('finds a type that is new to it, and what it knew', () => {
    expect(found(further, 'We heard the wren at dawn.')).toEqual(['wren|bird']);
    expect(found(further, 'He put the rake back on the shelf.')).toEqual(['rake|tool']);
  });

  it('leaves the one it came from as it was', () => {
    expect(packTagger(tagger)).toEqual(packTagger(trainTagger(garden())));
    expect(found(tagger, 'We heard the wren at dawn.')).not.toContain('wren|bird');
  });
});

describe('entities within others', () => {
  it('are found in a layer of their own', () => {
    const lines = Array.from({ length: 24 }, (_, i) =>
      i % 3 === 2
        ? 'They waited by the gate.'
        : `They closed the [door of the [${['barn', 'shed', 'mill'][i % 3]}|place]|thing] at noon.`,
    );
    const nested = trainTagger(marked(lines));
    expect(nested.model.layers).toHaveLength(2);
    expect(found(nested, 'They closed the door of the barn at noon.')).toEqual([
      'door of the barn|thing',
      'barn|place',
    ]);
  });
});

describe('gold on tokens', () => {
  it('takes whole tokens, and counts what crosses the end of a sentence', () => {
    const text = 'The dog sleeps. The cat sings.';
    const sentences = sentencesToTag(parseNote(text));
    const aligned = withGold(
      sentences,
      [
        { start: 5, end: 7, type: 'animal' },
        { start: 8, end: 19, type: 'wrong' },
        { start: 20, end: 23, type: 'animal' },
      ],
      'invented',
    );
    expect(aligned.lost).toBe(1);
    expect(aligned.sentences.map(({ entities }) => entities)).toEqual([
      [{ first: 1, last: 1, type: 'animal' }],
      [{ first: 1, last: 1, type: 'animal' }],
    ]);
  });
});
