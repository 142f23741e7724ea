import { expect, it } from 'vitest';
import { mentionsOf } from '../../server/src/embedded/entities';
import { parseNote } from '../../server/src/note/note';
import { makeGrounder } from '../../server/src/pipeline/grounding/grounding';
import { statementClashes } from '../../server/src/pipeline/pairs/statements';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { strict } from '../../server/src/privacy/policy';

// What every object of JavaScript knows: a table that is one would take them for its own.
const inherited = Object.getOwnPropertyNames(Object.prototype);

it.each(inherited)('a note may hold the word %s', (word) => {
  const text = `He works as a ${word}. Left ${word} pain, no fever. ${word} denied.\n${word}: none\n`;
  const note = parseNote(text);
  expect(makeGrounder(text)([{ text: word }, { text: 'fever' }]).placed.length).toBeGreaterThan(0);
  expect(statementClashes(note, [], 9)).toEqual(expect.any(Array));
  expect(identifiersOf(note)).toEqual(expect.any(Array));
  expect(identifiersOf(note, strict)).toEqual(expect.any(Array));
  for (const { block, section } of note.blocks)
    expect(mentionsOf(block, section.kind)).toEqual(expect.any(Array));
});
