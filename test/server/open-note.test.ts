import { expect, it } from 'vitest';
import { openNote } from '../../server/src/editor/open-note';

it('takes an edit whose range has its ends the wrong way round for what lies between them', () => {
  const open = openNote('file:///ward/note.txt', 'plaintext', 1, 'No fever.\n\nChest pain since May.\n');
  const range = { start: { line: 2, character: 10 }, end: { line: 2, character: 6 } };
  open.change([{ range, text: 'tube' }], 2);
  expect(open.note.text).toBe('No fever.\n\nChest tube since May.\n');
  expect(open.spanOf(range)).toEqual({ start: 17, end: 21 });
});
