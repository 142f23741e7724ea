import { codePointMap } from '../../note/code-points';
import type { Span } from '../../note/span';
import { assembled } from './assembling';
import { type About, attached } from './attached';
import type { CorpusDocument, Item, Loss, Read } from './document';
import type { Holds } from './holding';
import { nameOf } from './names';
import type { RawEntity } from './placing';

// BioC (Comeau et al. 2013, doi:10.1093/database/bat064), whichever way it is written. Its offsets are relative to the
// document. Entities are annotations; relations are relations, and so is, with an infon `kind`, what else refers to
// something: events, and what does not fit on its item as an infon.

/** Strings by their keys, in order. */
export type Infons = readonly (readonly [string, string])[];

export interface BiocAnnotation {
  readonly id: string;
  readonly infons: Infons;
  /** In the unit of the file. */
  readonly locations: readonly Span[];
  readonly text: string | undefined;
}

export interface BiocRelation {
  readonly id: string;
  readonly infons: Infons;
  readonly nodes: readonly { readonly refid: string; readonly role: string }[];
}

export interface BiocPassage {
  readonly infons: Infons;
  readonly offset: number;
  readonly text: string;
}

export interface BiocDocument {
  readonly id: string;
  readonly infons: Infons;
  readonly passages: readonly BiocPassage[];
  readonly annotations: readonly BiocAnnotation[];
  readonly relations: readonly BiocRelation[];
}

/** What both ways of writing it hold. */
export const biocHolds: Holds = { gaps: true, empty: true, events: true, relations: 'any' };

const IDENTIFIER = 'identifier';
const NOTE = 'AnnotatorNotes';
const kinds = ['event', 'attribute', 'normalization', 'note', 'equivalence'] as const;

/** The infon that says something on its item, or undefined where it needs a relation of its own. */
function infonOf(about: About): readonly [string, string] | undefined {
  switch (about.kind) {
    case 'attribute':
      // A value that reads as "it is there" would come back as that.
      return ['type', 'kind', IDENTIFIER, NOTE].includes(about.type) || about.value === 'true'
        ? undefined
        : [about.type, about.value === true ? 'true' : about.value];
    case 'normalization':
      return about.type === 'Reference' && about.text === '' ? [IDENTIFIER, about.reference] : undefined;
    case 'note':
      return about.type === NOTE ? [NOTE, about.text] : undefined;
  }
}

/** A document as BioC has it, in code points. */
export function biocOf({ name, text, items }: CorpusDocument): BiocDocument {
  const { toCodePoint } = codePointMap(text);
  const { on, rest } = attached(items, (about, target) =>
    ['textbound', 'relation', 'event'].includes(target.kind) ? infonOf(about)?.[0] : undefined,
  );
  const infons = (item: Item, ...more: Infons): Infons => [
    ['type', item.type],
    ...more,
    ...(on.get(item.id) ?? []).flatMap((about) => {
      const infon = infonOf(about);
      return infon ? [infon] : [];
    }),
  ];
  const annotations: BiocAnnotation[] = [];
  const relations: BiocRelation[] = [];
  for (const item of rest) {
    if (item.kind === 'textbound') {
      const locations = item.spans.map(({ start, end }) => ({
        start: toCodePoint(start),
        end: toCodePoint(end),
      }));
      annotations.push({ id: item.id, infons: infons(item), locations, text: item.text });
    } else relations.push(relationOf(item, infons));
  }
  return { id: name, infons: [], passages: [{ infons: [], offset: 0, text }], annotations, relations };
}

function relationOf(
  item: Exclude<Item, { kind: 'textbound' }>,
  infons: (item: Item, ...more: Infons) => Infons,
): BiocRelation {
  const { id } = item;
  const nodes = (ends: readonly { role: string; target: string }[]) =>
    ends.map(({ role, target }) => ({ refid: target, role }));
  switch (item.kind) {
    case 'relation':
      return { id, infons: infons(item), nodes: nodes(item.arguments) };
    case 'event':
      return {
        id,
        infons: infons(item, ['kind', 'event']),
        nodes: [{ refid: item.trigger, role: 'Trigger' }, ...nodes(item.arguments)],
      };
    case 'equivalence':
      return {
        id,
        infons: infons(item, ['kind', 'equivalence']),
        nodes: item.targets.map((refid) => ({ refid, role: '' })),
      };
    case 'attribute':
      return {
        id,
        infons: infons(
          item,
          ['kind', 'attribute'],
          ...(item.value === true ? [] : ([['value', item.value]] as const)),
        ),
        nodes: [{ refid: item.target, role: 'On' }],
      };
    case 'normalization':
      return {
        id,
        infons: infons(item, ['kind', 'normalization'], ['reference', item.reference], ['text', item.text]),
        nodes: [{ refid: item.target, role: 'On' }],
      };
    case 'note':
      return {
        id,
        infons: infons(item, ['kind', 'note'], ['text', item.text]),
        nodes: [{ refid: item.target, role: 'On' }],
      };
  }
}

/** The documents of a collection. One that is alone in its file is called what the file is. */
export function* readBioc(documents: readonly BiocDocument[], path: string): Generator<Read> {
  for (const [n, document] of documents.entries()) {
    const alone = documents.length === 1;
    yield readDocument(document, nameOf(alone ? undefined : document.id, path, alone, `${n + 1}`));
  }
}

function readDocument({ infons, passages, annotations, relations }: BiocDocument, name: string): Read {
  const text = joined(passages);
  if (text === undefined)
    return { failure: 'its passages overlap: their offsets do not count code points; write them so' };
  const losses: Loss[] = infons.map(([key]) => ({
    kind: 'other',
    id: `infon ${key}`,
    why: 'an infon of the document',
  }));
  for (const [n, passage] of passages.entries())
    if (passages.length > 1 || passage.infons.length > 0)
      losses.push({
        kind: 'other',
        id: `passage ${n + 1}`,
        why: 'the text is one; its passage with its infons is not',
      });
  const entities = annotations.map(({ id, infons: said, locations, text: covered }): RawEntity => {
    const type = said.find(([key]) => key === 'type')?.[1] ?? 'annotation';
    return { id, type, spans: locations, ...(covered === undefined ? {} : { text: covered }) };
  });
  const others = [...annotations, ...relations].flatMap((one) => {
    const items = 'nodes' in one ? itemsOf(one, losses) : [];
    return [...items, ...aboutOf(one)];
  });
  return assembled({ name, text, entities, others, losses, unit: 'code-points' });
}

/** The text with each passage at its offset, or undefined where that cannot be. */
function joined(passages: readonly BiocPassage[]): string | undefined {
  let text = '';
  let length = 0;
  for (const { offset, text: part } of [...passages].sort((a, b) => a.offset - b.offset)) {
    const gap = offset - length;
    if (gap < 0 || gap > 100_000) return undefined;
    // What stands between passages is not in the file: a line end, as a rule.
    if (gap > 0) text += `\n${' '.repeat(gap - 1)}`;
    text += part;
    length = offset + [...part].length;
  }
  return text;
}

const infon = (infons: Infons, key: string): string | undefined => infons.find(([one]) => one === key)?.[1];
const kindOf = (infons: Infons) => kinds.find((kind) => kind === infon(infons, 'kind'));

/** What a relation stands for, itself left out where it has too few ends. */
function itemsOf({ id, infons, nodes }: BiocRelation, losses: Loss[]): Item[] {
  const type = infon(infons, 'type') ?? infon(infons, 'relation') ?? 'relation';
  const ends = nodes.map(({ refid, role }, n) => ({ role: role.trim() || `Arg${n + 1}`, target: refid }));
  const [first] = ends;
  const few = (): Item[] => {
    losses.push({ kind: 'relation', id, why: 'left out: it has too few nodes' });
    return [];
  };
  const kind = kindOf(infons);
  if (!first || (kind === undefined && ends.length < 2)) return few();
  const target = first.target;
  switch (kind) {
    case 'event':
      return [{ kind, id, type, trigger: target, arguments: ends.slice(1) }];
    case 'equivalence':
      return [{ kind, id, type, targets: nodes.map(({ refid }) => refid) }];
    case 'attribute':
      return [{ kind, id, type, target, value: infon(infons, 'value') ?? true }];
    case 'normalization':
      return [
        {
          kind,
          id,
          type,
          target,
          reference: infon(infons, 'reference') ?? '',
          text: infon(infons, 'text') ?? '',
        },
      ];
    case 'note':
      return [{ kind, id, type, target, text: infon(infons, 'text') ?? '' }];
    default:
      return [{ kind: 'relation', id, type, arguments: ends }];
  }
}

/** What the infons of an annotation, a relation or an event say of it. */
function aboutOf(one: BiocAnnotation | BiocRelation): Item[] {
  const kind = 'nodes' in one ? kindOf(one.infons) : undefined;
  if (kind !== undefined && kind !== 'event') return [];
  return one.infons.flatMap(([key, said], n): Item[] => {
    const about = { id: `${one.id} ${n}`, target: one.id };
    if (key === 'type' || (key === 'kind' && kind === 'event')) return [];
    if (key === IDENTIFIER)
      return [{ kind: 'normalization', ...about, type: 'Reference', reference: said, text: '' }];
    if (key === NOTE) return [{ kind: 'note', ...about, type: NOTE, text: said }];
    return [{ kind: 'attribute', ...about, type: key, value: said === 'true' ? true : said }];
  });
}
