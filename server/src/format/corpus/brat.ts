import { codePointMap } from '../../note/code-points';
import { fragments } from '../../note/fragments';
import { type BratDocument, changeBrat, formatBrat, parseBrat, type Textbound, writeBrat } from '../brat';
import { bratName, type OffsetMap, offsetMap, offsetUnitOf } from '../brat-annotations';
import { configNames } from '../config/corpus-config';
import {
  type CorpusDocument,
  type CorpusFormat,
  gold,
  type Held,
  type Item,
  type LeftLine,
  type Loss,
  type Read,
  type SourceFile,
  stem,
} from './document';
import { hold } from './holding';
import { coveredText, isIdOf } from './items';
import { someOf } from './messages';
import { placedSpans, unitName } from './placing';
import { seenSchema } from './seen-schema';

/**
 * brat's standoff: `note.ann` beside `note.txt`. What was read from it is written byte for byte. What was read from
 * another format, which has no configuration, gets an `annotation.conf` where there is none.
 */
export const brat: CorpusFormat = {
  name: 'brat',
  reads: (path) => /\.ann$/i.test(path),
  *read(file, beside) {
    const name = stem(file.path);
    const note = beside(`${name}.txt`) ?? beside(`${name}.note`);
    yield note
      ? readStandoff(file, note.text)
      : { failure: 'its text is not beside it: put the .txt file of the same name there' };
  },
  hold: (document) => (document.standoff === undefined ? forStandoff(document) : { document, losses: [] }),
  writer: () => {
    const seen = seenSchema();
    return {
      write: ({ name, text, items, standoff }) => {
        if (standoff === undefined) seen.meet(text, items);
        return [
          { path: `${name}.txt`, text },
          { path: `${name}.ann`, text: standoff ?? standoffOf(text, items) },
        ];
      },
      finish: () => {
        const config = seen.config();
        return config === undefined ? [] : [{ path: configNames.annotation, text: config, ifNone: true }];
      },
    };
  },
};

function readStandoff(file: SourceFile, text: string): Read {
  const document = parseBrat(file.text);
  const { unit, disagreeing } = offsetUnitOf(document, text);
  const map = offsetMap(text, unit);
  const warnings: string[] = [];
  if (unit !== 'code-points')
    warnings.push(`its offsets are ${unitName(unit)}, not code points; they were converted`);
  if (disagreeing.length > 0)
    warnings.push(
      `the covered text of ${someOf(disagreeing)} is not that of its place; the places are taken as they stand: check them`,
    );
  const leftLines: LeftLine[] = [];
  const items: Item[] = [];
  const seen = new Set<string>();
  let equivalences = 0;
  for (const [n, { value, raw }] of document.lines.entries()) {
    const leave = (why: string): void => {
      leftLines.push({ line: n + 1, raw, why });
    };
    if (value.kind === 'unread') {
      if (raw.trim() !== '') leave('it cannot be read');
      continue;
    }
    if (value.kind === 'equivalence') {
      items.push({ ...value, id: `*${++equivalences}` });
      continue;
    }
    if (seen.has(value.id)) {
      leave('its id stands before');
      continue;
    }
    seen.add(value.id);
    const item = value.kind === 'textbound' ? placed(value, text, map) : value;
    if (!item) leave('its offsets are not in the text');
    else if (!isIdOf(item.kind, item.id)) leave('its id is none of brat');
    else items.push(item);
  }
  const standoff = unit === 'code-points' ? file.text : converted(document, text, map);
  return { document: { ...gold(stem(file.path), text, items), leftLines, standoff }, warnings, losses: [] };
}

/** The line with its spans in UTF-16 code units, or undefined where the text has no such place. */
function placed(line: Textbound, text: string, map: OffsetMap): Textbound | undefined {
  const spans = placedSpans(text, line.spans, map);
  return spans && { ...line, spans };
}

/** The file with offsets in code points; what else is in it stays as it is. */
function converted(document: BratDocument, text: string, map: OffsetMap): string {
  const { toCodePoint } = codePointMap(text);
  return writeBrat(
    changeBrat(document, (value) => {
      const item = value.kind === 'textbound' ? placed(value, text, map) : undefined;
      if (!item) return value;
      return {
        ...item,
        spans: item.spans.map(({ start, end }) => ({ start: toCodePoint(start), end: toCodePoint(end) })),
      };
    }),
  );
}

function standoffOf(text: string, items: readonly Item[]): string {
  const { toCodePoint } = codePointMap(text);
  const inFile = (item: Item): Item =>
    item.kind === 'textbound'
      ? {
          ...item,
          spans: item.spans.map(({ start, end }) => ({ start: toCodePoint(start), end: toCodePoint(end) })),
        }
      : item;
  return items.map((item) => `${formatBrat(inFile(item))}\n`).join('');
}

/** What of another format's document a standoff file can say: names without a gap, texts on one line. */
function forStandoff(given: CorpusDocument): Held {
  const held = hold(given, {
    gaps: true,
    empty: true,
    events: true,
    relations: 'any',
    refuser:
      ({ text }) =>
      (item) => {
        if (item.kind === 'textbound' && item.spans.every((span) => fragments(text, span).length === 0))
          return 'it covers white space only';
        return item.kind === 'normalization' && item.reference.trim() === ''
          ? 'it refers to nothing'
          : undefined;
      },
  });
  const { document } = held;
  const losses: Loss[] = [...held.losses];
  const items = document.items.map((item) => {
    const fitted = onOneLine(spansOnLines(item, document.text));
    const renamed = withNames(fitted);
    const { id } = item;
    if (JSON.stringify(renamed) !== JSON.stringify(fitted))
      losses.push({ kind: 'name', id, why: 'its names are written with _ for what brat cannot read' });
    if (JSON.stringify(fitted) !== JSON.stringify(item))
      losses.push(
        item.kind === 'textbound'
          ? {
              kind: 'span',
              id,
              why: 'cut at line ends and without the white space at its edges, as brat has it',
            }
          : {
              kind: item.kind,
              id,
              why: 'its text is written on one line, its value without white space, its reference as DB:ID',
            },
      );
    return renamed;
  });
  return { document: { ...document, items }, losses };
}

function spansOnLines(item: Item, text: string): Item {
  if (item.kind !== 'textbound') return item;
  const spans = item.spans.flatMap((span) => fragments(text, span));
  return { ...item, spans, text: coveredText(text, spans) };
}

const oneLine = (text: string): string => text.replace(/\r\n|[\n\v\f\r\x1c-\x1e\u0085\u2028\u2029]/g, ' ');
const oneWord = (text: string): string => text.trim().replace(/[\s\x1c-\x1e\u0085]+/g, '_');

/** brat asks for `DB:ID`; an id of a terminology that goes without saying stands behind `ID:`. */
function databaseId(reference: string): string {
  const word = oneWord(reference);
  return /^[^:]+:./.test(word) ? word : `ID:${word}`;
}

function onOneLine(item: Item): Item {
  switch (item.kind) {
    case 'attribute':
      return {
        ...item,
        value: item.value === true || oneWord(item.value) === '' ? true : oneWord(item.value),
      };
    case 'normalization':
      return { ...item, reference: databaseId(item.reference), text: oneLine(item.text) };
    case 'note':
      return { ...item, text: oneLine(item.text) };
    default:
      return item;
  }
}

function withNames(item: Item): Item {
  const type = bratName(item.type);
  switch (item.kind) {
    case 'relation':
    case 'event':
      return {
        ...item,
        type,
        arguments: item.arguments.map((one) => ({ ...one, role: bratName(one.role) })),
      };
    default:
      return { ...item, type };
  }
}
