import type { Span } from '../../note/span';
import { assembled } from './assembling';
import { attached } from './attached';
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
import { hold, pairOf, partsOf } from './holding';
import {
  concept,
  findConcept,
  placeOf,
  type TokenLines,
  type TokenPlace,
  tokenLines,
} from './i2b2-2010-places';
import { coveredText, redirected } from './items';
import type { RawEntity } from './placing';
import { isBlank, trimmed } from './white';

const ASSERTION = 'Assertion';
/** A longer row is no row of the format, and would keep the search for its parts busy. UTF-16 code units. */
const LONGEST = 10_000;

/**
 * i2b2 2010: concepts, assertions and relations in three files beside the text, by line and token. They lie in one
 * folder, or in folders `concept`, `ast`, `rel` and `txt`, as the corpus has them.
 */
export const i2b22010: CorpusFormat = {
  name: 'i2b2-2010',
  reads: (path) => /\.con$/i.test(path),
  *read(file, beside) {
    const name = stem(file.path);
    const other = (folder: string, ending: string): SourceFile | undefined =>
      beside(`${name}.${ending}`) ?? beside(`${name.replace(/(^|\/)concepts?\//, `$1${folder}/`)}.${ending}`);
    const note = other('txt', 'txt');
    yield note
      ? readFiles(
          name.replace(/(^|\/)concepts?\//, '$1'),
          note.text,
          file.text,
          other('ast', 'ast')?.text,
          other('rel', 'rel')?.text,
        )
      : {
          failure: 'its text is not beside it: put the .txt file of the same name there, or in a folder txt',
        };
  },
  hold: holdOnTokens,
  writer: () =>
    fileEach((document) => {
      const { name, text } = document;
      const rows = rowsOf(document);
      return [
        { path: `${name}.txt`, text },
        { path: `${name}.con`, text: rows.con.join('') },
        { path: `${name}.ast`, text: rows.ast.join('') },
        { path: `${name}.rel`, text: rows.rel.join('') },
      ];
    }),
};

const quoted = (name: string): string => name.replace(/["\r\n\u2028\u2029]/g, '_');

function holdOnTokens(given: CorpusDocument): Held {
  const held = hold(given, {
    relations: 'pairs',
    refuser: ({ text, items }) => {
      const { rest } = attached(items, (one, target) =>
        one.kind === 'attribute' &&
        one.type === ASSERTION &&
        one.value !== true &&
        target.kind === 'textbound'
          ? ''
          : undefined,
      );
      const left = new Set(rest.map(({ id }) => id));
      return (item) => {
        if (item.kind === 'relation') return undefined;
        if (item.kind === 'textbound') {
          if (item.text.length > LONGEST / 3)
            return `it is longer than ${Math.floor(LONGEST / 3)} characters`;
          return item.spans.every((span) => isBlank(text, span)) ? 'it covers white space only' : undefined;
        }
        return left.has(item.id) ? 'no place but for the assertion of an entity' : undefined;
      };
    },
  });
  const { text } = held.document;
  const lines = tokenLines(text);
  const losses: Loss[] = [...held.losses];
  const items = held.document.items.map((item): Item => {
    const named = { ...item, type: quoted(item.type) };
    if (named.type !== item.type)
      losses.push({ kind: 'name', id: item.id, why: 'its type is written without quotes' });
    if (named.kind === 'attribute' && named.value !== true) {
      const value = quoted(named.value);
      if (value !== named.value)
        losses.push({
          kind: 'attribute',
          id: item.id,
          why: 'its value is written without quotes and line ends',
        });
      return { ...named, value };
    }
    if (named.kind !== 'textbound') return named;
    const span = foundAgain(lines, named.spans[0] as Span);
    if (span.start === named.spans[0]?.start && span.end === named.spans[0].end) return named;
    losses.push({
      kind: 'span',
      id: item.id,
      why: 'on whole tokens, or without the white space at its edges',
    });
    return { ...named, spans: [span], text: coveredText(text, [span]) };
  });
  return { document: { ...held.document, items: onFirst(items, lines, losses) }, losses };
}

/** The span that a reader finds: the same as a rule; whole tokens where the text stands before in the same tokens. */
function foundAgain(lines: TokenLines, span: Span): Span {
  const tight = trimmed(lines.text, span);
  const place = placeOf(lines, tight);
  if (!place) return tight;
  const found = findConcept(lines, place, lines.text.slice(tight.start, tight.end))?.span;
  return found && found.start === tight.start && found.end === tight.end ? tight : place.range;
}

const conceptOf = (lines: TokenLines, span: Span): string => {
  const place = placeOf(lines, span);
  const at = place ? `${place.from.join(':')} ${place.to.join(':')}` : '';
  return `c="${concept(lines.text.slice(span.start, span.end))}" ${at}`;
};

/** Relations and assertions name places: of several entities at one, only the first can be meant. */
function onFirst(items: readonly Item[], lines: TokenLines, losses: Loss[]): Item[] {
  const first = { place: new Map<string, string>(), typed: new Map<string, string>() };
  const meant = { place: new Map<string, string>(), typed: new Map<string, string>() };
  for (const item of items) {
    if (item.kind !== 'textbound') continue;
    const place = conceptOf(lines, item.spans[0] as Span);
    for (const [map, key] of [
      ['place', place],
      ['typed', `${place}||${item.type}`],
    ] as const) {
      if (!first[map].has(key)) first[map].set(key, item.id);
      meant[map].set(item.id, first[map].get(key) as string);
    }
  }
  return items.flatMap((item): Item[] => {
    if (item.kind === 'attribute' && meant.typed.get(item.target) !== item.target) {
      losses.push({
        kind: 'attribute',
        id: item.id,
        why: 'another entity of this type is at the same place',
      });
      return [];
    }
    if (item.kind !== 'relation') return [item];
    const moved = redirected(item, (id) => meant.place.get(id) ?? id);
    if (JSON.stringify(moved) !== JSON.stringify(item))
      losses.push({ kind: 'end', id: item.id, why: 'it is written to another entity at the same place' });
    return [moved];
  });
}

function rowsOf(document: CorpusDocument): { con: string[]; ast: string[]; rel: string[] } {
  const lines = tokenLines(document.text);
  const { entities, attributes, relations } = partsOf(document);
  const concepts = new Map(entities.map(({ id, spans }) => [id, conceptOf(lines, spans[0] as Span)]));
  const types = new Map(entities.map(({ id, type }) => [id, type]));
  return {
    con: entities.map(({ id, type }) => `${concepts.get(id)}||t="${type}"\n`),
    ast: attributes.map(
      ({ target, value }) => `${concepts.get(target)}||t="${types.get(target)}"||a="${value}"\n`,
    ),
    rel: relations.map(
      ({ type, arguments: [from, to] }) =>
        `${concepts.get(from?.target ?? '')}||r="${type}"||${concepts.get(to?.target ?? '')}\n`,
    ),
  };
}

const place = String.raw`(\d{1,9}):(\d{1,9}) (\d{1,9}):(\d{1,9})`;
// The text of a concept may itself hold quotes, so the last place of the row is the place.
const conRow = new RegExp(`^c="(.*)" ${place}\\|\\|t="(.*)"\\s*$`);
// What the rows end with is looked at first: the search for their parts goes wrong at once then, or never.
const quoteAtEnd = /"$/;
const placeAtEnd = new RegExp(`" ${place}$`);
const astRow = new RegExp(`^c="(.*)" ${place}\\|\\|t="(.*)"\\|\\|a="(.*)"\\s*$`);
const relRow = new RegExp(`^c="(.*)" ${place}\\|\\|r="(.*?)"\\|\\|c="(.*)" ${place}\\s*$`);

const placeIn = (match: readonly (string | undefined)[], at: number): TokenPlace => ({
  from: [Number(match[at]), Number(match[at + 1])],
  to: [Number(match[at + 2]), Number(match[at + 3])],
});

function readFiles(name: string, text: string, con: string, ast = '', rel = ''): Read {
  const lines = tokenLines(text);
  const losses: Loss[] = [];
  const entities: RawEntity[] = [];
  const others: Item[] = [];
  // Entities by their place, and by place and type: the first of several counts.
  const at = new Map<string, string>();
  const key = (found: Span): string => `${found.start}-${found.end}`;
  const rows = (
    file: string,
    row: RegExp,
    end: RegExp,
    what: string,
    read: (match: RegExpExecArray, id: string) => boolean,
  ): void => {
    for (const [n, line] of file
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .entries()) {
      if (line.trim() === '') continue;
      const match = line.length > LONGEST || !end.test(line.trimEnd()) ? null : row.exec(line);
      const id = `.${what} line ${n + 1}`;
      if (!match) losses.push({ kind: 'other', id, why: 'left out: it cannot be read' });
      else if (!read(match, id))
        losses.push({ kind: 'place', id, why: 'left out: there are no such tokens, or no such concept' });
    }
  };
  rows(con, conRow, quoteAtEnd, 'con', (match, id) => {
    const [said = '', type = ''] = [match[1], match[6]];
    const found = findConcept(lines, placeIn(match, 2), said);
    if (!found) return false;
    const covered = found.found ? {} : { text: said };
    entities.push({ id, type, spans: [found.span], ...covered });
    for (const one of [key(found.span), `${key(found.span)} ${type}`]) if (!at.has(one)) at.set(one, id);
    return true;
  });
  const entityAt = (match: readonly (string | undefined)[], text0: number, type = ''): string | undefined => {
    const found = findConcept(lines, placeIn(match, text0 + 1), match[text0] ?? '');
    return found && at.get(`${key(found.span)}${type}`);
  };
  rows(ast, astRow, quoteAtEnd, 'ast', (match, id) => {
    const target = entityAt(match, 1, ` ${match[6]}`);
    if (target !== undefined)
      others.push({ kind: 'attribute', id, type: ASSERTION, target, value: match[7] ?? '' });
    return target !== undefined;
  });
  rows(rel, relRow, placeAtEnd, 'rel', (match, id) => {
    const [from, to] = [entityAt(match, 1), entityAt(match, 7)];
    if (from === undefined || to === undefined) return false;
    others.push({ kind: 'relation', id, type: match[6] ?? '', arguments: pairOf(from, to) });
    return true;
  });
  return assembled({ name, text, entities, others, losses, unit: 'utf-16' });
}
