import { lowerBound, type Span } from '../note/span';
import type { Identifier } from './identifiers';
import { placeholders } from './placeholders';
import type { DeidentifiedText } from './text';

/** A stretch of the de-identified text, with the way back to the note. */
export interface Excerpt {
  readonly text: DeidentifiedText;
  /** The span of the note under a span of `text` (UTF-16 code units both); a placeholder stands for all of its identifier. */
  toNote(span: Span): Span;
}

/** A note without what identifies the patient. */
export interface View extends Excerpt {
  /** The span of `text` over a span of the note; a cut identifier counts as its whole placeholder. */
  toView(span: Span): Span;
  /** The part of the view over a span of the note. */
  excerpt(span: Span): Excerpt;
  readonly identifiers: readonly Identifier[];
}

/** What placeholders are made from: the workspace's key and a stable name of the note. */
export interface Pseudonyms {
  readonly key: Uint8Array;
  readonly identity: string;
}

/**
 * The span of one text over a span of another, where the n-th of `from` stands for the n-th of `to`
 * and all between them is the same in both. Both lists are sorted and disjoint.
 */
function carry(from: readonly Span[], to: readonly Span[], span: Span): Span {
  const edge = (offset: number, side: 'start' | 'end'): number => {
    const index = lowerBound(from, offset) - 1;
    const [source, target] = [from[index], to[index]];
    if (!source || !target) return offset;
    return offset < source.end ? target[side] : target.end + (offset - source.end);
  };
  return { start: edge(span.start, 'start'), end: edge(span.end, 'end') };
}

/**
 * The de-identified view of a note's text, with a MIMIC-III style placeholder for each identifier:
 * numbers as `placeholders` gives them, dates moved by one offset of the note, ages over 89 as
 * `[**Age over 90 **]`. Placeholders that the note already holds stay as they are. Linear in the text.
 * @param identifiers sorted by start, disjoint, in UTF-16 code units of `text`
 */
export function deidentify(text: string, identifiers: readonly Identifier[], pseudonyms: Pseudonyms): View {
  const replacements = placeholders(text, identifiers, pseudonyms);
  const placed: Span[] = [];
  const pieces: string[] = [];
  let at = 0;
  let length = 0;
  for (const [index, { start, end }] of identifiers.entries()) {
    const replacement = replacements[index] as string;
    pieces.push(text.slice(at, start), replacement);
    length += start - at;
    placed.push({ start: length, end: length + replacement.length });
    length += replacement.length;
    at = end;
  }
  pieces.push(text.slice(at));
  const view = pieces.join('') as DeidentifiedText;
  const toNote = (span: Span): Span => carry(placed, identifiers, span);
  const toView = (span: Span): Span => carry(identifiers, placed, span);
  return {
    text: view,
    identifiers,
    toNote,
    toView,
    excerpt: (span) => {
      const { start, end } = toView(span);
      return {
        text: view.slice(start, end) as DeidentifiedText,
        toNote: (inner) => toNote({ start: inner.start + start, end: inner.end + start }),
      };
    },
  };
}
