import type { Sentence, WordFeatures } from '../../learning/sentence';
import type { SectionKind } from '../../note/headings';
import type { PlacedBlock } from '../../note/note';
import type { Span } from '../../note/span';
import { tokenize } from '../../note/tokens';

/** A sentence of a note, or a heading, as it is sent to the thread that learns. */
export interface Piece {
  /** Where it starts in the note; UTF-16 code units. */
  readonly start: number;
  readonly text: string;
  readonly section: SectionKind;
  readonly isHeading: boolean;
}

/** The sentences and headings of blocks, in order; of those that a stretch cuts, what lies in it. */
export function piecesOf(text: string, blocks: readonly PlacedBlock[], within: Span): Piece[] {
  const found: Piece[] = [];
  for (const { start, block, section } of blocks) {
    const { heading, sentences } = block;
    for (const span of heading ? [heading, ...sentences] : sentences) {
      const from = Math.max(start + span.start, within.start);
      const to = Math.min(start + span.end, within.end);
      if (from >= to) continue;
      const piece = { start: from, text: text.slice(from, to), section: section.kind };
      found.push({ ...piece, isHeading: span === heading });
    }
  }
  return found;
}

/** Pieces as a tagger reads them; those without a token are left out. */
export const sentencesOf = (pieces: readonly Piece[], features: WordFeatures): Sentence[] =>
  pieces.flatMap(({ start, text, section, isHeading }) => {
    const tokens = tokenize(text);
    if (tokens.length === 0) return [];
    const hints = features(text, tokens, section);
    const placed = tokens.map((token) => ({
      ...token,
      start: token.start + start,
      end: token.end + start,
    }));
    return [{ tokens: placed, section: isHeading ? 'heading' : section, context: [], hints }];
  });
