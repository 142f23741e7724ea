import type { BratEvent, BratRelation, Textbound } from '../brat';
import type { CorpusDocument, Held, Item, Loss, LossKind } from './document';
import { coveredText, redirected, referencesOf, whole } from './items';

/** What a format has a place for. All that is not named is lost, and said to be. */
export interface Holds {
  /** Entities of several spans; else each becomes the stretch from its first to its last character. */
  readonly gaps?: true;
  /** Entities without a character. */
  readonly empty?: true;
  /** Else an event becomes its trigger, its arguments relations from the trigger, where there are relations. */
  readonly events?: true;
  /** `any`: any number of ends that are any items, in named roles; `pairs`: two entities, without roles. */
  readonly relations?: 'any' | 'pairs';
  /** Lines of standoff that say nothing. */
  readonly leftLines?: true;
  readonly suggestions?: true;
  readonly inferences?: true;
  /** Why an item of this document has no place, or undefined where it has one. */
  readonly refuser?: (document: CorpusDocument) => (item: Item, find: Find) => string | undefined;
}

/** The item of an id. */
export type Find = (id: string) => Item | undefined;

const kindOf = (item: Item): LossKind => (item.kind === 'textbound' ? 'entity' : item.kind);

/** The document as a format can hold it, with the losses. Whatever refers to what is lost is lost with it. */
export function hold(document: CorpusDocument, holds: Holds): Held {
  const losses: Loss[] = [];
  const lose = (kind: LossKind, id: string, why: string): void => {
    losses.push({ kind, id, why });
  };
  const text = document.text.replace(unwritable, '\ufffd');
  if (text !== document.text) lose('character', 'text', UNWRITABLE);
  if (!holds.leftLines)
    for (const { line, why } of document.leftLines) lose('line', `line ${line}`, `left out: ${why}`);
  let items = withCoveredTexts(text, writable(document.items, lose), lose);
  items = connected(items, ({ id }, partly) =>
    lose(
      'dangling',
      id,
      partly ? 'a part of it refers to what is not there' : 'it refers to what is not there',
    ),
  );
  if (!holds.events) items = withoutEvents(items, holds.relations !== undefined, lose);
  if (!holds.gaps) items = withoutGaps(text, items, lose);
  items = accepted({ ...document, text, items }, holds, lose);
  if (holds.relations === 'pairs') items = items.map((item) => asPair(item, lose));
  const ids = new Set(items.map(({ id }) => id));
  const suggested = new Map([...document.suggested].filter(([id]) => ids.has(id)));
  if (!holds.suggestions)
    for (const id of suggested.keys()) lose('suggestion', id, 'its confidence and its origin have no place');
  if (!holds.inferences) {
    document.inferences.forEach((_, n) => {
      lose('inference', `inference ${n + 1}`, 'no place for inferences');
    });
    document.summaries.forEach((_, n) => {
      lose('summary', `summary ${n + 1}`, 'no place for summaries');
    });
  }
  const last = new Map(losses.map(({ kind, id }, n) => [`${kind} ${id}`, n]));
  return {
    document: {
      name: document.name,
      text,
      items,
      leftLines: holds.leftLines ? document.leftLines : [],
      suggested: holds.suggestions ? suggested : new Map(),
      inferences: holds.inferences ? document.inferences : [],
      summaries: holds.inferences ? document.summaries : [],
    },
    losses: losses.filter(({ kind, id }, n) => !repeats.has(kind) || last.get(`${kind} ${id}`) === n),
  };
}

/** Kinds whose items are lost once at most: what was first moved and then had no place is named for the latter. */
const repeats: ReadonlySet<LossKind> = new Set(['attribute', 'normalization', 'note', 'equivalence']);

type Lose = (kind: LossKind, id: string, why: string) => void;

/** What no text file can hold, or none that is taken for one. Each is one UTF-16 code unit. */
const unwritable = /\0|\p{Cs}/gu;
const UNWRITABLE = 'halves of surrogate pairs and characters of the number 0, which no text file can hold';

/** The items with U+FFFD in place of what cannot be written; JSON escapes these characters, so that it shows them at once. */
function writable(items: readonly Item[], lose: Lose): readonly Item[] {
  if (!/\\u(?:0000|d[89a-f])/.test(JSON.stringify(items))) return items;
  return items.map((item) => {
    const clean = JSON.parse(JSON.stringify(item), (_, value: unknown) =>
      typeof value === 'string' ? value.replace(unwritable, '\ufffd') : value,
    ) as Item;
    if (JSON.stringify(clean) === JSON.stringify(item)) return item;
    lose('character', item.id, UNWRITABLE);
    return clean;
  });
}

function withCoveredTexts(text: string, items: readonly Item[], lose: Lose): Item[] {
  return items.map((item) => {
    if (item.kind !== 'textbound') return item;
    const covered = coveredText(text, item.spans);
    if (covered === item.text) return item;
    lose('covered-text', item.id, 'its covered text is not that of its place; the place counts');
    return { ...item, text: covered };
  });
}

/**
 * The items whose references lead to items; events and equivalences without those that do not, as long as there is a
 * trigger, or something to be equivalent.
 */
function connected(items: readonly Item[], lost: (item: Item, partly: boolean) => void): Item[] {
  const present = new Map(items.map((item) => [item.id, item]));
  const there = (id: string): boolean => present.has(id);
  const waiting = items.filter((item) => !referencesOf(item).every(there)).map(({ id }) => id);
  if (waiting.length === 0) return [...items];
  const referring = new Map<string, string[]>();
  for (const item of items)
    for (const target of referencesOf(item)) {
      const known = referring.get(target);
      if (known) known.push(item.id);
      else referring.set(target, [item.id]);
    }
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const item = present.get(id);
    if (!item || referencesOf(item).every(there)) continue;
    const left = without(item, there);
    lost(item, left !== undefined);
    if (left) present.set(id, left);
    else {
      present.delete(id);
      for (const other of referring.get(id) ?? []) waiting.push(other);
    }
  }
  return items.flatMap(({ id }) => present.get(id) ?? []);
}

/** What is left of an item that refers to what is not there, if it says something still. */
function without(item: Item, there: (id: string) => boolean): Item | undefined {
  if (item.kind === 'event' && there(item.trigger))
    return { ...item, arguments: item.arguments.filter(({ target }) => there(target)) };
  if (item.kind !== 'equivalence') return undefined;
  const targets = item.targets.filter(there);
  return targets.length > 1 ? { ...item, targets } : undefined;
}

/** How many events may be each other's triggers. */
const DEEPEST = 50;

/** Whatever refers to an event comes to refer to its trigger; arguments become relations where these are held. */
function withoutEvents(items: readonly Item[], relations: boolean, lose: Lose): Item[] {
  const triggers = new Map(
    items.flatMap((item) => (item.kind === 'event' ? [[item.id, item.trigger] as const] : [])),
  );
  if (triggers.size === 0) return [...items];
  // A trigger is an entity as a rule; where it is an event again, its own trigger counts, but no circle.
  const end = (id: string): string => {
    let at = id;
    for (let steps = 0; triggers.has(at) && steps < DEEPEST; steps++) at = triggers.get(at) as string;
    return at;
  };
  const highest = items.reduce(
    (top, item) => (item.kind === 'relation' ? Math.max(top, Number(item.id.slice(1))) : top),
    0,
  );
  let added = 0;
  return items.flatMap((item): Item[] => {
    const { id } = item;
    if (item.kind !== 'event') {
      const moved = redirected(item, end);
      if (referencesOf(item).some((target) => triggers.has(target)))
        lose(
          item.kind === 'relation' ? 'end' : kindOf(item),
          id,
          'it is about an event, and is written as being about its trigger',
        );
      return [moved];
    }
    lose('event', id, 'no place for events; its trigger stays');
    return item.arguments.flatMap(({ role, target }) => {
      if (!relations) {
        lose('argument', id, 'no place for arguments');
        return [];
      }
      lose('argument', id, 'written as a relation from its trigger');
      added++;
      const ends = [
        { role: 'Arg1', target: end(item.id) },
        { role: 'Arg2', target: end(target) },
      ];
      return [{ kind: 'relation', id: `R${highest + added}`, type: role, arguments: ends }];
    });
  });
}

function withoutGaps(text: string, items: readonly Item[], lose: Lose): Item[] {
  return items.map((item) => {
    if (item.kind !== 'textbound' || item.spans.length < 2) return item;
    lose('gap', item.id, 'its gaps are covered, too: no place for several spans');
    const spans = [whole(item)];
    return { ...item, spans, text: coveredText(text, spans) };
  });
}

/** The items that have a place, without those that are about others. */
function accepted(document: CorpusDocument, holds: Holds, lose: Lose): Item[] {
  const { items } = document;
  const byId = new Map(items.map((item) => [item.id, item]));
  const find: Find = (id) => byId.get(id);
  const refuse = holds.refuser?.(document);
  const rest = items.filter((item) => {
    const why = plainRefusal(item, holds, find) ?? refuse?.(item, find);
    if (why !== undefined) lose(kindOf(item), item.id, why);
    return why === undefined;
  });
  if (rest.length === items.length) return rest;
  return connected(rest, (item, partly) =>
    lose(
      partly && item.kind === 'event' ? 'argument' : kindOf(item),
      item.id,
      partly ? 'what a part of it is about is lost' : 'what it is about is lost',
    ),
  );
}

function plainRefusal(item: Item, { empty, relations }: Holds, find: Find): string | undefined {
  if (item.kind === 'textbound' && !empty && !item.spans.some((span) => span.end > span.start))
    return 'it covers no character';
  if (item.kind !== 'relation') return undefined;
  if (relations === undefined) return 'no place for relations';
  if (
    relations === 'pairs' &&
    !item.arguments.slice(0, 2).every(({ target }) => find(target)?.kind === 'textbound')
  )
    return 'an end of it is no entity';
  return undefined;
}

/** A relation of two ends, in the roles that go without saying. */
function asPair(item: Item, lose: Lose): Item {
  if (item.kind !== 'relation') return item;
  const [from, to, ...others] = item.arguments;
  if (!from || !to) return item;
  for (const _ of others) lose('end', item.id, 'no place for more than two ends');
  if (from.role !== 'Arg1' || to.role !== 'Arg2')
    lose('role', item.id, 'no place for the names of its roles');
  return { ...item, arguments: pairOf(from.target, to.target) };
}

/** The ends of a relation in the roles that go without saying. */
export const pairOf = (from: string, to: string): BratRelation['arguments'] => [
  { role: 'Arg1', target: from },
  { role: 'Arg2', target: to },
];

/** The parts of a document by kind. */
export function partsOf({ items }: Pick<CorpusDocument, 'items'>) {
  const of = <Kind extends Item['kind']>(kind: Kind): Extract<Item, { kind: Kind }>[] =>
    items.filter((item): item is Extract<Item, { kind: Kind }> => item.kind === kind);
  return {
    entities: of('textbound') as Textbound[],
    events: of('event') as BratEvent[],
    relations: of('relation') as BratRelation[],
    attributes: of('attribute'),
    normalizations: of('normalization'),
    notes: of('note'),
    equivalences: of('equivalence'),
  };
}
