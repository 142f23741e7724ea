import type { TextEdit } from 'vscode-languageserver';
import { deidentify } from '../../privacy/view';
import type { OpenNote } from '../open-note';

/** The edits that make of a note what a model sees of it: for each identifier its placeholder. */
export function replacementsOf(open: OpenNote, key: Uint8Array): TextEdit[] {
  const { note, identifiers, settled } = open;
  const view = deidentify(note.text, identifiers, { key, identity: settled.identity });
  return identifiers.map((identifier) => ({
    range: open.rangeOf(identifier),
    newText: view.excerpt(identifier).text,
  }));
}
