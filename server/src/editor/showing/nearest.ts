import type { Note, PlacedBlock } from '../../note/note';
import { lowerBound, type Span } from '../../note/span';
import { blockRange } from '../asking/knowledge';

/** The blocks of a note, those that a span touches first and then outwards on both sides in turn. */
export function* nearest(note: Note, span: Span): Generator<PlacedBlock> {
  let [before, after] = blockRange(note, span);
  if (before === after)
    after = Math.min(note.blocks.length, Math.max(after, lowerBound(note.blocks, span.end + 1)));
  for (let i = before; i < after; i++) yield note.blocks[i] as PlacedBlock;
  for (before--; before >= 0 || after < note.blocks.length; before--, after++) {
    if (after < note.blocks.length) yield note.blocks[after] as PlacedBlock;
    if (before >= 0) yield note.blocks[before] as PlacedBlock;
  }
}
