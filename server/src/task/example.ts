import type { DeidentifiedText } from '../privacy/text';

/** A few sentences with what a person found in them. */
export interface Example {
  readonly text: DeidentifiedText;
  /** In the order of the text. */
  readonly mentions: readonly {
    readonly text: DeidentifiedText;
    readonly type: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}
