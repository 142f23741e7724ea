import { adjudicate, type DisagreementKind } from '../evaluation/adjudication';
import type { CorpusDocument, Item } from '../format/corpus/document';
import { coveredText, referencesOf } from '../format/corpus/items';
import { escapeHtml } from '../format/html-note';
import { type Mark, pieces } from '../format/marks';
import { parseNote, sentences } from '../note/note';
import { lowerBound, type Span } from '../note/span';

/** A disagreement of two people as a page shows it. */
export interface ShownDisagreement {
  /** The number of the pair. */
  readonly pair: number;
  readonly note: string;
  readonly kind: DisagreementKind;
  /** The types that it is about. */
  readonly types: readonly string[];
  /** Its sentences as HTML, with both sides' entities marked. */
  readonly context: string;
  /** What each says, in words; nothing where it says nothing. */
  readonly sides: readonly {
    readonly letter: 'a' | 'b';
    readonly name: string;
    readonly says: readonly string[];
  }[];
}

const letters = ['a', 'b'] as const;
/** In UTF-16 code units: a sentence longer than this is cut around what it is shown for. */
const LONGEST = 400;

/** All disagreements of two people on one note, in the order in which to decide them. */
export function shownDisagreements(
  pair: number,
  one: CorpusDocument,
  other: CorpusDocument,
  names: readonly [string, string],
): ShownDisagreement[] {
  const { text, name: note } = one;
  const documents = [one, other];
  const { disagreements } = adjudicate(documents.map(({ items }, n) => ({ name: names[n] ?? '', items })));
  if (disagreements.length === 0) return [];
  const cut = sentences(parseNote(text));
  const byId = documents.map(({ items }) => new Map(items.map((item) => [item.id, item])));
  return disagreements.map(({ kind, options }) => {
    const marks: Mark<string>[] = [];
    const add = (item: Item, letter: string): void => {
      if (item.kind !== 'textbound') return;
      for (const { start, end } of item.spans) marks.push({ start, end, item: letter });
    };
    for (const [side, { items }] of options.entries())
      for (const item of items)
        if (item.kind === 'textbound') add(item, letters[side] ?? 'a');
        else for (const entity of entitiesOf(item, byId[side])) add(entity, 'both');
    return {
      pair,
      note,
      kind,
      types: [...new Set(options.flatMap(({ items }) => items.map(({ type }) => type)))],
      context: contextOf(text, cut, unique(marks)),
      sides: options.map(({ name, items }, side) => ({
        letter: letters[side] ?? 'a',
        name,
        says: items.map((item) => said(item, byId[side], text)),
      })),
    };
  });
}

/** Each mark once: relations of both sides may end on the same entity. An entity of one side alone is marked as its own. */
function unique(marks: readonly Mark<string>[]): Mark<string>[] {
  const key = ({ start, end, item }: Mark<string>): string => `${start} ${end} ${item}`;
  const own = new Set(marks.filter(({ item }) => item !== 'both').map(({ start, end }) => `${start} ${end}`));
  return [...new Map(marks.map((mark) => [key(mark), mark])).values()].filter(
    ({ start, end, item }) => item !== 'both' || !own.has(`${start} ${end}`),
  );
}

/** The entities that an item leads to. */
function entitiesOf(item: Item, byId: ReadonlyMap<string, Item> | undefined): Item[] {
  const found: Item[] = [];
  const seen = new Set<string>();
  const look = (one: Item): void => {
    if (seen.has(one.id)) return;
    seen.add(one.id);
    if (one.kind === 'textbound') found.push(one);
    for (const id of referencesOf(one)) {
      const target = byId?.get(id);
      if (target) look(target);
    }
  };
  look(item);
  return found;
}

/** The sentences that the marks stand in, those far from each other with an ellipsis between. */
function contextOf(text: string, cut: readonly Span[], marks: readonly Mark<string>[]): string {
  const wanted = marks
    .map(({ start, end }) => {
      const next = lowerBound(cut, start + 1);
      const first = cut[next - 1];
      const last = cut[lowerBound(cut, Math.max(end, start + 1)) - 1];
      const from = first && first.end > start ? first.start : start;
      const to = Math.max(end, last?.end ?? end);
      return { start: Math.max(from, start - LONGEST), end: Math.min(to, end + LONGEST) };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const ranges: Span[] = [];
  for (const range of wanted) {
    const before = ranges.at(-1);
    if (before && range.start <= before.end + 1)
      ranges[ranges.length - 1] = { start: before.start, end: Math.max(before.end, range.end) };
    else ranges.push(range);
  }
  return ranges
    .map((range) =>
      [...pieces(text, marks, range)]
        .map((piece) => {
          if (piece.kind === 'text') return escapeHtml(piece.text);
          return piece.kind === 'open' ? `<mark class="${piece.item}">` : '</mark>';
        })
        .join(''),
    )
    .join(' … ');
}

/** What an item says, in words. */
function said(item: Item, byId: ReadonlyMap<string, Item> | undefined, text: string): string {
  const name = (id: string): string => {
    const target = byId?.get(id);
    if (!target) return `(${id} is not there)`;
    if (target.kind === 'textbound') return `“${coveredText(text, target.spans)}”`;
    if (target.kind === 'event') {
      const trigger = byId?.get(target.trigger);
      return trigger?.kind === 'textbound' ? `${target.type} ${name(trigger.id)}` : `event ${target.type}`;
    }
    return `${target.kind} ${target.type}`;
  };
  switch (item.kind) {
    case 'textbound':
      return `${item.type} ${name(item.id)}`;
    case 'relation':
      return `${item.type}: ${item.arguments.map(({ role, target }) => `${role} ${name(target)}`).join(', ')}`;
    case 'event':
      return `event ${item.type} ${[name(item.trigger), ...item.arguments.map(({ role, target }) => `${role} ${name(target)}`)].join(', ')}`;
    case 'attribute':
      return `${item.type}${item.value === true ? '' : `: ${item.value}`} on ${name(item.target)}`;
    case 'normalization':
      return `${item.type} ${item.reference} on ${name(item.target)}`;
    case 'note':
      return `${item.type} on ${name(item.target)}: ${item.text}`;
    case 'equivalence':
      return `${item.type}: ${item.targets.map(name).join(', ')}`;
  }
}
