import type { Typed } from './matching';

/** A text made of tokens, with the spans that its labels mark; UTF-16 code units. */
export interface LabelledText {
  readonly text: string;
  readonly spans: readonly Typed[];
}

/**
 * Reads CoNLL-style rows (token, white space, BIO label; an empty row ends a sentence). Tokens are joined
 * by one space and sentences by a line end. As in seqeval, an `I-` without its `B-` starts a span.
 */
export function readBio(rows: string): LabelledText {
  let text = '';
  const spans: Typed[] = [];
  let open: { start: number; type: string } | undefined;
  let end = 0;
  const close = (): void => {
    if (open) spans.push({ ...open, end });
    open = undefined;
  };
  for (const row of rows.split(/\r?\n/)) {
    const columns = row.trim().split(/\s+/);
    const [token = '', label = 'O'] = [columns[0], columns.at(-1)];
    if (token === '') {
      close();
      if (text !== '' && !text.endsWith('\n')) text += '\n';
      continue;
    }
    if (text !== '' && !text.endsWith('\n')) text += ' ';
    const start = text.length;
    text += token;
    const type = label.slice(2);
    if (label === 'O' || label.startsWith('B-') || open?.type !== type) close();
    if (label !== 'O' && !open) open = { start, type };
    end = text.length;
  }
  close();
  return { text, spans };
}
