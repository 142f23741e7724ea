import { codePointMap } from '../../note/code-points';
import type { Span } from '../../note/span';
import type { BratAttribute } from '../brat';
import type { CorpusDocument, CorpusFormat, Item, Loss } from './document';
import { hold, partsOf } from './holding';

// NOTE_NLP of the OMOP Common Data Model 5.4, https://ohdsi.github.io/CommonDataModel/cdm54.html#note_nlp.

const NLP_COLUMNS = [
  'note_nlp_id',
  'note_id',
  'section_concept_id',
  'snippet',
  'offset',
  'lexical_variant',
  'note_nlp_concept_id',
  'note_nlp_source_concept_id',
  'nlp_system',
  'nlp_date',
  'nlp_datetime',
  'term_exists',
  'term_temporal',
  'term_modifiers',
];
const NOTE_COLUMNS = ['note_id', 'note_title'];
/** What a column of text holds, in code points; `term_modifiers` holds 2,000. */
const LONGEST = 250;
const LONGEST_MODIFIERS = 2000;
/** What is shown around a term, on either side, in UTF-16 code units. */
const AROUND = 60;

/**
 * A row for each entity, its type and attributes among the modifiers. The numbers of the notes stand in a table beside
 * it, with the texts. Only written: a row does not say where its term ends.
 */
export const omopCsv: CorpusFormat = {
  name: 'omop-csv',
  hold: (given) => {
    const held = hold(given, {
      refuser: ({ items }) => {
        const firsts = new Map<string, string>();
        for (const item of items)
          if (item.kind === 'normalization' && conceptOf(item) !== undefined && !firsts.has(item.target))
            firsts.set(item.target, item.id);
        return (item, find) => {
          if (item.kind === 'textbound') return undefined;
          const isOn = 'target' in item && find(item.target)?.kind === 'textbound';
          if (item.kind === 'attribute' && isOn) return undefined;
          if (item.kind !== 'normalization' || conceptOf(item) === undefined || !isOn)
            return 'no place in NOTE_NLP';
          return firsts.get(item.target) === item.id ? undefined : 'its entity has another concept already';
        };
      },
    });
    const losses: Loss[] = [...held.losses];
    const { entities, attributes, normalizations } = partsOf(held.document);
    const on = attributesOn(attributes);
    for (const { id, type, text } of entities) {
      if ([...text].length > LONGEST)
        losses.push({ kind: 'covered-text', id, why: `cut: lexical_variant holds ${LONGEST} characters` });
      if ([...modifiersOf(type, on.get(id))].length > LONGEST_MODIFIERS)
        losses.push({
          kind: 'attribute',
          id,
          why: `cut: term_modifiers holds ${LONGEST_MODIFIERS} characters`,
        });
    }
    for (const { id, text } of normalizations)
      if (text !== '')
        losses.push({ kind: 'normalization', id, why: 'no place but for the number of the concept' });
    return { document: held.document, losses };
  },
  writer: (date) => {
    const next = { note: 0, row: 0 };
    return {
      write: (document) => {
        const fresh = next.note++ === 0;
        const rows = rowsOf(document, next.note, date).map((row) => csvRow([String(++next.row), ...row]));
        return [
          { path: `${document.name}.txt`, text: document.text },
          {
            path: 'note.csv',
            text: (fresh ? csvRow(NOTE_COLUMNS) : '') + csvRow([String(next.note), document.name]),
            grows: true,
          },
          { path: 'note_nlp.csv', text: (fresh ? csvRow(NLP_COLUMNS) : '') + rows.join(''), grows: true },
        ];
      },
      finish: () => [],
    };
  },
};

/** The number of a concept of OMOP: `OMOP:4329041`. */
const conceptOf = (item: Item): string | undefined =>
  item.kind === 'normalization' ? /^OMOP:(\d{1,10})$/i.exec(item.reference)?.[1] : undefined;

// What makes that the patient neither has nor had it, as the CDM has it: negated, conditional, or of somebody else.
const notTheirs = new Set([
  'absent',
  'neg',
  'negated',
  'conditional',
  'hypothetical',
  'associated_with_someone_else',
]);
const past = new Set(['past', 'historical', 'history']);

function attributesOn(attributes: readonly BratAttribute[]): ReadonlyMap<string, readonly BratAttribute[]> {
  const on = new Map<string, BratAttribute[]>();
  for (const one of attributes) {
    const known = on.get(one.target);
    if (known) known.push(one);
    else on.set(one.target, [one]);
  }
  return on;
}

const modifiersOf = (type: string, on: readonly BratAttribute[] = []): string =>
  [`type=${type}`, ...on.map(({ type: name, value }) => `${name}=${value}`)].join(', ');

function rowsOf(document: CorpusDocument, note: number, date: string): string[][] {
  const { text } = document;
  const { entities, attributes, normalizations } = partsOf(document);
  const { toCodePoint } = codePointMap(text);
  const on = attributesOn(attributes);
  const concepts = new Map(normalizations.map((one) => [one.target, conceptOf(one)]));
  return entities.map(({ id, type, spans, text: covered }) => {
    const span = spans[0] ?? { start: 0, end: 0 };
    const mine = on.get(id) ?? [];
    const values = mine.map(({ type: name, value }) => (value === true ? name : value).toLowerCase());
    return [
      String(note),
      '0',
      cut(snippet(text, span), LONGEST),
      String(toCodePoint(span.start)),
      cut(covered, LONGEST),
      concepts.get(id) ?? '0',
      '0',
      'marginalia convert',
      date,
      `${date} 00:00:00`,
      values.some((value) => notTheirs.has(value) || value === 'negation') ? 'N' : 'Y',
      values.some((value) => past.has(value)) ? 'Past' : values.includes('present') ? 'Present' : '',
      cut(modifiersOf(type, mine), LONGEST_MODIFIERS),
    ];
  });
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('');

/** The term with what stands around it, on one line, halves of characters left out. */
const snippet = (text: string, { start, end }: Span): string =>
  text
    .slice(Math.max(0, start - AROUND), end + AROUND)
    .replace(/\p{Cs}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A row as RFC 4180 has it. */
const csvRow = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
