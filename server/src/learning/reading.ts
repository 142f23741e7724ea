import { parseBrat } from '../format/brat';
import { annotationsOf, offsetUnitOf } from '../format/brat-annotations';
import type { TypedSpan } from './sentence';

/** A text with its gold entities, UTF-16 code units, and how many with gaps were left aside. */
export interface GoldText {
  readonly text: string;
  readonly entities: readonly TypedSpan[];
  readonly withGaps: number;
}

/**
 * Reads a note with its standoff file. Entities with gaps are left aside, and counted.
 * @param types what each type is called here; those that it lacks are left out. All, as they are, without it.
 */
export function goldOfBrat(text: string, ann: string, types?: Readonly<Record<string, string>>): GoldText {
  const document = parseBrat(ann);
  const { entities } = annotationsOf(document, text, offsetUnitOf(document, text).unit);
  const found: TypedSpan[] = [];
  let withGaps = 0;
  for (const { type, spans } of entities) {
    const name = types ? types[type] : type;
    const [span] = spans;
    if (name === undefined || !span) continue;
    if (spans.length > 1) withGaps++;
    else found.push({ type: name, start: span.start, end: span.end });
  }
  return { text, entities: found, withGaps };
}

/**
 * Reads CoNLL rows: a token, white space, its BIO label as the last column; an empty row ends a sentence.
 * Tokens are joined by one space and sentences by a line end. An `I-` without its `B-` starts an entity.
 */
export function goldOfConll(rows: string): GoldText {
  let text = '';
  const entities: TypedSpan[] = [];
  let open: { start: number; type: string } | undefined;
  let end = 0;
  const close = (): void => {
    if (open) entities.push({ ...open, end });
    open = undefined;
  };
  for (const row of rows.split(/\r?\n/)) {
    const columns = row.trim().split(/\s+/);
    const token = columns[0] ?? '';
    const label = columns.at(-1) ?? 'O';
    if (token === '') {
      close();
      if (text !== '' && !text.endsWith('\n')) text += '\n';
      continue;
    }
    if (text !== '' && !text.endsWith('\n')) text += ' ';
    const type = label.slice(2);
    if (label === 'O' || label.startsWith('B-') || open?.type !== type) close();
    const start = text.length;
    text += token;
    if (label !== 'O' && !open) open = { start, type };
    end = text.length;
  }
  close();
  return { text, entities, withGaps: 0 };
}
