import { codePointMap } from '../../note/code-points';
import { assembled } from './assembling';
import {
  type CorpusDocument,
  type CorpusFormat,
  fileEach,
  type Held,
  type Item,
  type Loss,
  type Read,
} from './document';
import { hold, pairOf, partsOf } from './holding';
import { coveredText } from './items';
import { nameOf } from './names';
import type { RawEntity } from './placing';

/**
 * PubTator: title and abstract, joined by one character, on a line each; mentions and relations below. The first line
 * of a note is the title. Relations join identifiers, so each mention has its own id for one.
 */
export const pubtator: CorpusFormat = {
  name: 'pubtator',
  reads: (path) => /\.(pubtator|txt)$/i.test(path),
  // A .txt may as well be something else.
  read: ({ path, text }) =>
    /\.pubtator$/i.test(path) || /^[^|\t\n]*\|[ta]\|/m.test(text)
      ? readPubtator(path.replace(/\.txt$/i, ''), text)
      : [],
  hold: (given) => {
    const flat = onTwoLines(given);
    const held = hold(flat.document, {
      relations: 'pairs',
      refuser: () => (item) =>
        item.kind === 'textbound' || item.kind === 'relation' ? undefined : 'no place in PubTator',
    });
    const losses = [...flat.losses, ...held.losses];
    const items = held.document.items.map((item) => {
      const type = column(item.type);
      if (type !== item.type)
        losses.push({ kind: 'name', id: item.id, why: 'its type is written without tabs and line ends' });
      return { ...item, type };
    });
    return { document: { ...held.document, items }, losses };
  },
  writer: () =>
    fileEach((document) => {
      const { text, name } = document;
      const { entities, relations } = partsOf(document);
      const { toCodePoint } = codePointMap(text);
      const id = name.replace(/[\s|]/g, '_');
      const [title = '', abstract = ''] = text.split('\n');
      const rows = [
        ...entities.map(({ id: own, type, spans, text: covered }) => {
          const { start, end } = spans[0] ?? { start: 0, end: 0 };
          return [id, toCodePoint(start), toCodePoint(end), column(covered), type, own];
        }),
        ...relations.map(({ type, arguments: [from, to] }) => [id, type, from?.target, to?.target]),
      ];
      const lines = [`${id}|t|${title}`, `${id}|a|${abstract}`, ...rows.map((row) => row.join('\t'))];
      return [{ path: `${name}.pubtator`, text: `${lines.join('\n')}\n\n` }];
    }),
};

const lineEnd = /\r\n|[\n\v\f\r\x1c-\x1e\u0085\u2028\u2029]/g;
const column = (text: string): string => text.replace(lineEnd, ' ').replace(/\t/g, ' ');

/** The document on a title's line and an abstract's: each line end is one character, all but the first a space. */
function onTwoLines(given: CorpusDocument): Held {
  const { text } = given;
  const ends = [...text.matchAll(lineEnd)].map((match) => ({ at: match.index, length: match[0].length }));
  const first = ends[0];
  // A title alone has no line end behind it.
  const bare = first !== undefined && ends.length === 1 && first.at + first.length === text.length;
  let flat = '';
  let at = 0;
  for (const [n, end] of ends.entries()) {
    flat += text.slice(at, end.at) + (n > 0 ? ' ' : bare ? '' : '\n');
    at = end.at + end.length;
  }
  flat += text.slice(at);
  if (flat === text) return { document: given, losses: [] };
  const longer = ends.filter(({ length }) => length > 1).map(({ at: where }) => where + 1);
  const moved = (offset: number): number => {
    let [low, high] = [0, longer.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((longer[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return Math.min(flat.length, offset - low);
  };
  const items = given.items.map((item): Item => {
    if (item.kind !== 'textbound') return item;
    const spans = item.spans.map(({ start, end }) => ({ start: moved(start), end: moved(end) }));
    // What disagreed with its place before still does.
    const agrees = item.text === coveredText(text, item.spans);
    return { ...item, spans, text: agrees ? coveredText(flat, spans) : item.text };
  });
  const losses: Loss[] = [
    { kind: 'line-end', id: 'text', why: 'each line end is one space, but that behind the title' },
    ...items.flatMap((item, n): Loss[] =>
      JSON.stringify(item) === JSON.stringify(given.items[n])
        ? []
        : [{ kind: 'line-end', id: item.id, why: 'its offsets are those in the text without line ends' }],
    ),
  ];
  return { document: { ...given, text: flat, items }, losses };
}

interface Article {
  readonly id: string;
  title: string;
  abstract: string;
  readonly rows: { readonly line: number; readonly columns: readonly string[] }[];
}

function* readPubtator(path: string, file: string): Generator<Read> {
  const articles: (Article | { readonly failure: string })[] = [];
  let open: Article | undefined;
  for (const [n, row] of file
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = n + 1;
    const part = /^([^|\t]*)\|([ta])\|(.*)$/s.exec(row);
    if (part) {
      const [, id = '', kind, text = ''] = part;
      if (!open || open.id !== id || kind === 't') {
        open = { id, title: '', abstract: '', rows: [] };
        articles.push(open);
      }
      if (kind === 't') open.title = text;
      else open.abstract = text;
    } else if (row.trim() === '') open = undefined;
    else if (open) open.rows.push({ line, columns: row.split('\t') });
    else
      articles.push({ failure: `line ${line}: it stands below no title; a document starts with ID|t|TITLE` });
  }
  const alone = articles.length === 1;
  for (const [n, article] of articles.entries())
    if ('failure' in article) yield article;
    else yield documentOf(article, nameOf(alone ? undefined : article.id, path, alone, `${n + 1}`));
}

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,10}$/.test(text);

function documentOf({ title, abstract, rows }: Article, name: string): Read {
  const losses: Loss[] = [];
  const mentions: { readonly raw: RawEntity; readonly identifiers: readonly string[] }[] = [];
  const related: { readonly type: string; readonly ends: readonly [string, string] }[] = [];
  for (const { line, columns } of rows) {
    const [, a = '', b = '', c = '', type = '', identifier = '', ...more] = columns;
    if (columns.length >= 5 && isNumber(a) && isNumber(b)) {
      const raw = { id: `line ${line}`, type, spans: [{ start: Number(a), end: Number(b) }], text: c };
      mentions.push({
        raw,
        identifiers: identifier.split('|').filter((one) => !/^(-|-1|)$/.test(one.trim())),
      });
      if (more.some((one) => one !== ''))
        losses.push({ kind: 'other', id: `line ${line}`, why: 'columns behind the identifier' });
    } else if (columns.length >= 4) related.push({ type: a, ends: [b, c] });
    else
      losses.push({
        kind: 'other',
        id: `line ${line}`,
        why: 'left out: it is neither a mention nor a relation',
      });
  }
  const uses = new Map<string, number>();
  for (const { identifiers } of mentions)
    for (const one of identifiers) uses.set(one, (uses.get(one) ?? 0) + 1);
  const own = (identifier: string | undefined): boolean =>
    identifier !== undefined && /^T\d{1,15}$/.test(identifier) && uses.get(identifier) === 1;
  // The mention that an identifier means: the first that has it.
  const first = new Map<string, string>();
  const others: Item[] = [];
  const entities = mentions.map(({ raw, identifiers }): RawEntity => {
    const mine = identifiers.length === 1 && own(identifiers[0]) ? identifiers[0] : undefined;
    const id = mine ?? raw.id;
    for (const identifier of identifiers) {
      if (!first.has(identifier)) first.set(identifier, id);
      if (mine === undefined)
        others.push({
          kind: 'normalization',
          id: `${id} ${identifier}`,
          type: 'Reference',
          target: id,
          reference: identifier,
          text: '',
        });
    }
    return { ...raw, id };
  });
  related.forEach(({ type, ends: [from, to] }, n) => {
    const id = `relation ${n + 1}`;
    others.push({
      kind: 'relation',
      id,
      type,
      arguments: pairOf(first.get(from) ?? from, first.get(to) ?? to),
    });
    if ((uses.get(from) ?? 0) > 1 || (uses.get(to) ?? 0) > 1)
      losses.push({ kind: 'end', id, why: 'it joins concepts, and is written between their first mentions' });
  });
  const text = abstract === '' ? title : `${title}\n${abstract}`;
  return assembled({ name, text, entities, others, losses, unit: 'code-points' });
}
