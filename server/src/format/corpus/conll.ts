import type { Span } from '../../note/span';
import { assembled } from './assembling';
import { cutTokens } from './cut-tokens';
import {
  type CorpusDocument,
  type CorpusFormat,
  fileEach,
  type Held,
  type Item,
  type Loss,
  type Read,
  type SourceFile,
  stem,
} from './document';
import { hold, partsOf } from './holding';
import { coveredText } from './items';
import type { RawEntity } from './placing';
import { isBlank, oneWord, trimmed } from './white';

/** CoNLL in IOB2: a token and its tag on a line, a blank line between sentences, beside the note's text. */
export const conll: CorpusFormat = {
  name: 'conll',
  reads: (path) => /\.(conll|iob2?|bio|tsv)$/i.test(path),
  *read(file, beside) {
    yield readConll(file, beside(`${stem(file.path)}.txt`));
  },
  hold: holdFlat,
  writer: () =>
    fileEach((document) => [
      { path: `${document.name}.txt`, text: document.text },
      { path: `${document.name}.conll`, text: conllOf(document) },
    ]),
};

function holdFlat(given: CorpusDocument): Held {
  const held = hold(given, {
    refuser:
      ({ text }) =>
      (item) =>
        item.kind !== 'textbound'
          ? 'no place in CoNLL'
          : item.spans.every((span) => isBlank(text, span))
            ? 'it covers white space only'
            : undefined,
  });
  const losses: Loss[] = [...held.losses];
  const { text } = held.document;
  const wide = held.document.items.flatMap((item): (Item & { kind: 'textbound' })[] => {
    if (item.kind !== 'textbound') return [];
    const span = trimmed(text, item.spans[0] as Span);
    const type = oneWord(item.type);
    if (type !== item.type)
      losses.push({ kind: 'name', id: item.id, why: 'its type is written with _ for white space' });
    const fitted = { ...item, type, spans: [span], text: coveredText(text, [span]) };
    if (fitted.text !== item.text || span.start !== item.spans[0]?.start)
      losses.push({ kind: 'span', id: item.id, why: 'without the white space at its edges' });
    return [fitted];
  });
  const first = (one: (typeof wide)[number]): Span => one.spans[0] as Span;
  const sorted = wide
    .map((item, n) => ({ item, n }))
    .sort(
      (a, b) =>
        first(a.item).start - first(b.item).start || first(b.item).end - first(a.item).end || a.n - b.n,
    );
  const kept = new Set<string>();
  let end = 0;
  for (const { item } of sorted) {
    if (first(item).start >= end) {
      kept.add(item.id);
      end = first(item).end;
    } else losses.push({ kind: 'overlap', id: item.id, why: 'left out: another entity is there already' });
  }
  return { document: { ...held.document, items: wide.filter(({ id }) => kept.has(id)) }, losses };
}

function conllOf(document: CorpusDocument): string {
  const { text } = document;
  const entities = partsOf(document)
    .entities.map(({ type, spans }) => ({ type, ...(spans[0] as Span) }))
    .sort((a, b) => a.start - b.start);
  const rows: string[] = [];
  let [entity, sentence] = [0, 0];
  for (const token of cutTokens(text, entities)) {
    while (entity < entities.length && (entities[entity] as Span).end <= token.start) entity++;
    const over = entities[entity];
    const inside = over && over.start <= token.start ? over : undefined;
    const begins = inside?.start === token.start;
    // A sentence does not end within an entity: its next part would have nothing to go on with.
    if ((!inside || begins) && token.sentence > sentence && rows.length > 0) rows.push('');
    if (!inside || begins) sentence = token.sentence;
    const tag = inside ? `${begins ? 'B' : 'I'}-${inside.type}` : 'O';
    rows.push(`${text.slice(token.start, token.end)}\t${tag}`);
  }
  return rows.length > 0 ? `${rows.join('\n')}\n\n` : '';
}

interface Row {
  readonly token: string;
  readonly tag: string;
  /** Whether a sentence starts with it. */
  readonly fresh: boolean;
}

function readConll(file: SourceFile, note: SourceFile | undefined): Read {
  const rows: Row[] = [];
  const losses: Loss[] = [];
  let fresh = true;
  for (const [n, line] of file.text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const columns = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/);
    const [token = '', tag = ''] = [columns[0], columns.at(-1)?.trim()];
    if (line.trim() === '' || token.startsWith('-DOCSTART-')) fresh = true;
    else if (columns.length < 2 || !/^(?:O|[BIESLU]-.+)$/.test(tag))
      return { failure: `line ${n + 1}: its last column is no tag of IOB2 (O, B-TYPE, I-TYPE); write it so` };
    else {
      rows.push({ token, tag, fresh });
      fresh = false;
    }
  }
  const beside = note && places(rows, note.text);
  const warnings =
    note && !beside
      ? ['its tokens are not those of the text beside it; the text was made of the tokens']
      : [];
  const own = rows.map(({ token, fresh: first }, n) => (n === 0 ? '' : first ? '\n' : ' ') + token).join('');
  const text = beside && note ? note.text : own;
  return assembled({
    name: stem(file.path),
    text,
    entities: entitiesOf(rows, beside ?? places(rows, own) ?? []),
    warnings,
    losses,
    unit: 'utf-16',
  });
}

/** Where the tokens lie in a text that has them in order and white space between; else undefined. */
function places(rows: readonly Row[], text: string): Span[] | undefined {
  const spans: Span[] = [];
  let at = 0;
  for (const { token } of rows) {
    while (!text.startsWith(token, at)) {
      if (at >= text.length || !isBlank(text, { start: at, end: at + 1 })) return undefined;
      at++;
    }
    spans.push({ start: at, end: at + token.length });
    at += token.length;
  }
  return isBlank(text, { start: at, end: text.length }) ? spans : undefined;
}

/** Also of IOB and BIOES: as in seqeval, a tag that goes on with what was not begun begins it. */
function entitiesOf(rows: readonly Row[], spans: readonly Span[]): RawEntity[] {
  const entities: RawEntity[] = [];
  let open: { type: string; start: number; end: number } | undefined;
  const close = (): void => {
    if (open)
      entities.push({
        id: `entity ${entities.length}`,
        type: open.type,
        spans: [{ start: open.start, end: open.end }],
      });
    open = undefined;
  };
  for (const [n, { tag, fresh }] of rows.entries()) {
    const span = spans[n];
    if (!span) break;
    const type = tag.slice(2);
    if (fresh || tag === 'O' || /^[BSU]/.test(tag) || open?.type !== type) close();
    if (tag === 'O') continue;
    open = { type, start: open?.start ?? span.start, end: span.end };
    if (/^[ESLU]/.test(tag)) close();
  }
  close();
  return entities;
}
