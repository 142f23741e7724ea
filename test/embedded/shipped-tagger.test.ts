import { expect, it } from 'vitest';
import { shippedTagger } from '../../server/src/embedded/shipped-tagger';
import { ruleFeatures } from '../../server/src/embedded/word-features';
import { sentencesToTag } from '../../server/src/learning/sentence';
import { parseNote } from '../../server/src/note/note';

it('the tagger that ships finds problems, tests and treatments', () => {
  const text = 'She was given ceftriaxone for pneumonia after a chest x-ray.';
  const found = sentencesToTag(parseNote(text), ruleFeatures).flatMap((sentence) =>
    shippedTagger().tag(sentence),
  );
  expect(found.map(({ start, end, type }) => `${text.slice(start, end)}|${type}`)).toEqual([
    'ceftriaxone|treatment',
    'pneumonia|problem',
    'a chest x-ray|test',
  ]);
  for (const { confidence } of found) expect(confidence).toBeGreaterThan(0.5);
});
