import type { AttributeValue } from '../annotation/annotation';
import type { DeidentifiedText } from '../privacy/text';
import type { Beside } from './source';

/** A sentence with what a person found in it. */
export interface Example {
  readonly text: DeidentifiedText;
  /** In the order of the text. */
  readonly mentions: readonly {
    readonly text: DeidentifiedText;
    readonly type: string;
    readonly attributes: Readonly<Record<string, AttributeValue>>;
  }[];
}

/**
 * The examples that a model is shown before a note: of other notes, and with nobody in them who is in this one. The
 * same for all windows of a note, and as far as can be for all notes, so that a server reads them once.
 */
export type Examples = (about: { readonly text: string; readonly beside: Beside }) => readonly Example[];
