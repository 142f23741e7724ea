import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { replacementsOf } from '../../server/src/editor/identifiers/replace-identifiers';
import { openNote } from '../../server/src/editor/open-note';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { modes, policyFor } from '../../server/src/privacy/policy';
import { deidentify } from '../../server/src/privacy/view';
import { identifyingNote } from '../privacy/notes';

const key = new Uint8Array(32).fill(3);

it('puts exactly the text that a model sees, in both modes', () => {
  fc.assert(
    fc.property(identifyingNote, fc.constantFrom(...modes), (text, mode) => {
      const open = openNote('file:///ward/note.txt', 'clinical-note', 1, text);
      const policy = policyFor(mode);
      open.settle({ root: undefined, identity: 'note', rulings: [] }, policy);
      const replaced = TextDocument.applyEdits(
        TextDocument.create('', '', 1, text),
        replacementsOf(open, key),
      );
      const identifiers = identifiersOf(parseNote(text), policy);
      expect(replaced).toBe(deidentify(text, identifiers, { key, identity: 'note' }).text);
    }),
    { numRuns: 300 },
  );
});
