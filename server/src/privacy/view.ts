import type { Span } from '../note/span';
import type { Identifier } from './identifiers';
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

/** The de-identified view of a note's text, with a MIMIC-III style placeholder for each identifier. */
export function deidentify(
  _text: string,
  _identifiers: readonly Identifier[],
  _pseudonyms: Pseudonyms,
): View {
  throw new Error('not written yet');
}
