import type { Range, TextEdit } from 'vscode-languageserver';
import type { OpenStandoff } from './open-standoff';
import { isId, letterOf } from './parts';
import { idAt, type Place, placesOf } from './places';

/** The range of the id that can be renamed at a place; undefined where none can. */
export function renamedAt(open: OpenStandoff, place: Place): Range | undefined {
  const part = idAt(open, place);
  return part && isId(part.text) ? open.rangeIn(place.index, part) : undefined;
}

/** Gives an id another name in all lines, or says why not. */
export function renameIn(
  open: OpenStandoff,
  place: Place,
  name: string,
): { readonly edits: TextEdit[] } | { readonly refused: string } {
  const id = idAt(open, place)?.text;
  if (id === undefined || !isId(id)) return { refused: 'There is no id here.' };
  if (name === id) return { edits: [] };
  const letter = letterOf(id);
  if (!isId(name) || letterOf(name) !== letter)
    return { refused: `The id of this line is ${letter} and a number.` };
  if (open.ids.definedAt(name).length > 0) return { refused: `${name} is in use.` };
  if (open.ids.namedAt(name).length > 0) return { refused: `${name} is named by other lines already.` };
  if (open.ids.definedAt(id).length > 1)
    return { refused: `Several lines bear ${id}: give one of them a new id first.` };
  return { edits: placesOf(open, id).map(({ range }) => ({ range, newText: name })) };
}
