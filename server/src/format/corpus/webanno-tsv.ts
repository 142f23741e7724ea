import type { Span } from '../../note/span';
import { type About, attached } from './attached';
import { cutTokens } from './cut-tokens';
import {
  type CorpusDocument,
  type CorpusFormat,
  fileEach,
  type Held,
  type Item,
  type Loss,
  stem,
} from './document';
import { hold, partsOf } from './holding';
import { coveredText } from './items';
import { IDENTIFIER, NOTE } from './layers';
import { escapeText, escapeValue } from './webanno-escapes';
import { readWebanno } from './webanno-reading';
import { isBlank, trimmed } from './white';

const SPAN = 'webanno.custom.Entity';
const RELATION = 'webanno.custom.Relation';
const LABEL = 'label';
/** A type without a letter would say nothing. */
const NAMELESS = 'unnamed';

/**
 * WebAnno TSV 3.3: entities on the layer `webanno.custom.Entity`, their attributes its features, relations on
 * `webanno.custom.Relation`. What stands between sentences is not in it, so the note's text lies beside it.
 */
export const webannoTsv: CorpusFormat = {
  name: 'webanno-tsv',
  reads: (path) => /\.tsv$/i.test(path),
  *read(file, beside) {
    yield readWebanno(file, beside(`${stem(file.path)}.txt`));
  },
  hold: holdOnTokens,
  writer: () =>
    fileEach((document) => [
      { path: `${document.name}.txt`, text: document.text },
      { path: `${document.name}.tsv`, text: tsvOf(document) },
    ]),
};

/** The feature that says this of an entity, and its value; undefined where there is none. */
function featureOf(about: About): readonly [string, string] | undefined {
  switch (about.kind) {
    case 'attribute': {
      // A value that reads as "it is there" would come back as that.
      const isName =
        /^[A-Za-z][A-Za-z0-9_]*$/.test(about.type) && ![LABEL, IDENTIFIER, NOTE].includes(about.type);
      // An empty value would say nothing.
      return isName && about.value !== 'true' && about.value !== ''
        ? [about.type, about.value === true ? 'true' : about.value]
        : undefined;
    }
    case 'normalization':
      return about.type === 'Reference' && about.text === '' && about.reference !== ''
        ? [IDENTIFIER, about.reference]
        : undefined;
    case 'note':
      return about.type === 'AnnotatorNotes' && about.text !== '' ? [NOTE, about.text] : undefined;
  }
}

const slot = (about: About, target: Item): string | undefined =>
  target.kind === 'textbound' ? featureOf(about)?.[0] : undefined;

/** A carriage return would end a row for WebAnno. */
const clean = (value: string): string => value.replace(/\r\n?/g, '\n');

function holdOnTokens(given: CorpusDocument): Held {
  const held = hold(given, {
    relations: 'pairs',
    refuser: ({ text, items }) => {
      const left = new Set(attached(items, slot).rest.map(({ id }) => id));
      return (item) => {
        if (item.kind === 'relation') return undefined;
        if (item.kind === 'textbound')
          return item.spans.every((span) => isBlank(text, span)) ? 'it covers white space only' : undefined;
        return left.has(item.id) ? 'no place in WebAnno TSV' : undefined;
      };
    },
  });
  const { text } = held.document;
  const losses: Loss[] = [...held.losses];
  const items = held.document.items.map((nameless): Item => {
    const item = nameless.type === '' ? { ...nameless, type: NAMELESS } : nameless;
    if (item !== nameless)
      losses.push({ kind: 'name', id: item.id, why: `its type is empty: written as ${NAMELESS}` });
    const tidy = JSON.parse(JSON.stringify(item), (key, value: unknown) =>
      typeof value === 'string' && key !== 'id' && key !== 'target' ? clean(value) : value,
    ) as Item;
    if (item.kind !== 'textbound') {
      if (JSON.stringify(tidy) !== JSON.stringify(item))
        losses.push({ kind: 'character', id: item.id, why: 'carriage returns are line feeds' });
      return tidy;
    }
    const span = trimmed(text, item.spans[0] as Span);
    if (span.start === item.spans[0]?.start && span.end === item.spans[0].end)
      return { ...item, type: tidy.type };
    losses.push({ kind: 'span', id: item.id, why: 'without the white space at its edges' });
    return { ...item, type: tidy.type, spans: [span], text: coveredText(text, [span]) };
  });
  return { document: { ...held.document, items }, losses };
}

function tsvOf(document: CorpusDocument): string {
  const { text, items } = document;
  const { on } = attached(items, slot);
  const { entities, relations } = partsOf(document);
  const features = new Map(
    entities.map(({ id, type }) => {
      const pairs = (on.get(id) ?? []).flatMap((about) => {
        const pair = featureOf(about);
        return pair ? [pair] : [];
      });
      return [id, new Map<string, string>([[LABEL, type], ...pairs])] as const;
    }),
  );
  // WebAnno writes the features of a layer in the order of their names.
  const columns = [...new Set([LABEL, ...[...features.values()].flatMap((one) => [...one.keys()])])].sort();
  const tokens = cutTokens(
    text,
    entities.map(({ spans }) => spans[0] as Span),
  );
  const at = new Map(tokens.map(({ start }, n) => [start, n]));
  const over: string[][] = tokens.map(() => []);
  const first = new Map<string, number>();
  for (const { id, spans } of entities) {
    const { start, end } = spans[0] as Span;
    const from = at.get(start) as number;
    first.set(id, from);
    for (let n = from; n < tokens.length && (tokens[n] as Span).start < end; n++) over[n]?.push(id);
  }
  const numbers = disambiguated(over);
  const into: (typeof relations)[number][][] = tokens.map(() => []);
  for (const relation of relations) into[first.get(relation.arguments[1]?.target ?? '') ?? 0]?.push(relation);

  const names = namesOf(tokens);
  const cells = (n: number): string[] => {
    const ids = over[n] ?? [];
    const spans = columns.map((column) => {
      const values = ids.map((id) => {
        const value = features.get(id)?.get(column);
        const number = numbers.get(id);
        return `${value === undefined ? '*' : escapeValue(value)}${number === undefined ? '' : `[${number}]`}`;
      });
      return values.join('|') || '_';
    });
    if (relations.length === 0) return spans;
    const sources = (into[n] ?? []).map(({ arguments: [from, to] }) => {
      const [a, b] = [numbers.get(from?.target ?? ''), numbers.get(to?.target ?? '')];
      const brackets = a === undefined && b === undefined ? '' : `[${a ?? 0}_${b ?? 0}]`;
      return `${names[first.get(from?.target ?? '') ?? 0]}${brackets}`;
    });
    const types = (into[n] ?? []).map(({ type }) => escapeValue(type));
    return [...spans, types.join('|') || '_', sources.join('|') || '_'];
  };
  const out = ['#FORMAT=WebAnno TSV 3.3\n'];
  if (entities.length > 0) out.push(`#T_SP=${SPAN}|${columns.join('|')}\n`);
  if (relations.length > 0) out.push(`#T_RL=${RELATION}|${LABEL}|BT_${SPAN}\n`);
  out.push('\n');
  for (let n = 0; n < tokens.length; ) {
    const token = tokens[n] as (typeof tokens)[number];
    let end = n;
    while (tokens[end]?.sentence === token.sentence) end++;
    const sentence = text.slice(token.start, (tokens[end - 1] as Span).end);
    out.push('\n', ...sentence.split('\n').map((line) => `#Text=${escapeText(line)}\n`));
    for (; n < end; n++) {
      const { start, end: stop } = tokens[n] as Span;
      const row = [
        names[n],
        `${start}-${stop}`,
        text.slice(start, stop),
        ...(entities.length > 0 ? cells(n) : []),
      ];
      out.push(`${row.join('\t')}\t\n`);
    }
  }
  return out.join('');
}

/** Numbers for entities that are stacked on others or cover several tokens: else they could not be told apart. */
function disambiguated(over: readonly (readonly string[])[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const seen = new Set<string>();
  for (const ids of over)
    for (const id of ids) {
      if ((ids.length > 1 || seen.has(id)) && !numbers.has(id)) numbers.set(id, numbers.size + 1);
      seen.add(id);
    }
  return numbers;
}

/** `2-3`: the third token of the second sentence that has tokens. */
function namesOf(tokens: readonly { readonly sentence: number }[]): string[] {
  let [sentence, token] = [0, 0];
  return tokens.map((one, n) => {
    if (n === 0 || one.sentence !== tokens[n - 1]?.sentence) {
      sentence++;
      token = 0;
    }
    return `${sentence}-${++token}`;
  });
}
