import type { AttributeType } from '../annotation/schema';
import type { CorpusDocument, Item } from '../format/corpus/document';
import type { Span } from '../note/span';

/** An entity as it is compared: fragments in UTF-16 code units, sorted, apart from each other. */
export interface Mention {
  readonly id: string;
  readonly type: string;
  readonly spans: readonly Span[];
  /** Attributes on it, or on events that it triggers; several values of one name are one, in order. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** A relation, or an argument of an event, between entities: those at its ends by role, in the order of the roles. */
export interface Link {
  readonly id: string;
  readonly type: string;
  /** Whether it says the same the other way round. */
  readonly symmetric: boolean;
  readonly ends: readonly { readonly role: string; readonly mention: Mention }[];
}

/** A note as one side marked it. */
export interface MarkedNote {
  readonly name: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly links: readonly Link[];
  /** Ids of relations and arguments that do not end on entities: nothing compares them. */
  readonly endless: readonly string[];
}

/** What an attribute without a value is worth. */
const THERE = 'yes';

/**
 * What of a document is compared. An event is its trigger; each of its arguments is a link `Event:Role` from the
 * trigger. Fragments that touch, or that only a line end and white space parts, are one: brat cuts there by itself.
 * @param symmetric the types of relations that say the same the other way round
 * @param usual attributes whose default goes without saying: it is said here, so that who wrote it down and who did not agree
 */
export function markedNote(
  { name, text, items }: Pick<CorpusDocument, 'name' | 'text' | 'items'>,
  symmetric: ReadonlySet<string> = new Set(),
  usual: readonly AttributeType[] = [],
): MarkedNote {
  const triggers = new Map<string, string>();
  for (const item of items) if (item.kind === 'event') triggers.set(item.id, item.trigger);
  const carrierOf = (id: string): string => triggers.get(id) ?? id;

  const values = new Map<string, Map<string, Set<string>>>();
  for (const item of items) {
    if (item.kind !== 'attribute') continue;
    const carrier = carrierOf(item.target);
    const own = values.get(carrier) ?? new Map<string, Set<string>>();
    values.set(carrier, own);
    own.set(item.type, (own.get(item.type) ?? new Set()).add(item.value === true ? THERE : item.value));
  }
  const mentions = new Map<string, Mention>();
  for (const item of items) {
    if (item.kind !== 'textbound') continue;
    const attributes = [...(values.get(item.id) ?? [])].map(
      ([attribute, given]) => [attribute, [...given].sort().join(', ')] as const,
    );
    const { id, type } = item;
    for (const { name: attribute, on, default: value } of usual)
      if (value !== undefined && on.includes(type) && !values.get(id)?.has(attribute))
        attributes.push([attribute, value]);
    mentions.set(id, {
      id,
      type,
      spans: joined(text, item.spans),
      attributes: new Map(attributes.sort(byFirst)),
    });
  }

  const links: Link[] = [];
  const endless: string[] = [];
  for (const { id, type, arguments: given } of linksOf(items)) {
    const ends = given.flatMap(({ role, target }) => {
      const mention = mentions.get(carrierOf(target));
      return mention ? [{ role, mention }] : [];
    });
    if (ends.length < given.length) endless.push(id);
    else {
      ends.sort((a, b) => (a.role < b.role ? -1 : a.role > b.role ? 1 : 0));
      links.push({ id, type, symmetric: symmetric.has(type), ends });
    }
  }
  return { name, text, mentions: [...mentions.values()], links, endless };
}

const byFirst = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

interface RawLink {
  readonly id: string;
  readonly type: string;
  readonly arguments: readonly { readonly role: string; readonly target: string }[];
}

function* linksOf(items: readonly Item[]): Generator<RawLink> {
  for (const item of items) {
    if (item.kind === 'relation') yield item;
    if (item.kind !== 'event') continue;
    for (const { role, target } of item.arguments) {
      // Theme and Theme2 are one role, taken several times.
      const type = `${item.type}:${role.replace(/(?<=\D)\d+$/, '')}`;
      yield {
        id: item.id,
        type,
        arguments: [
          { role: '1', target: item.trigger },
          { role: '2', target },
        ],
      };
    }
  }
}

function joined(text: string, spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1);
    const gap = last && text.slice(last.end, span.start);
    if (last && gap !== undefined && (span.start <= last.end || (/[\r\n]/.test(gap) && gap.trim() === '')))
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}

/** The same for all mentions of the same fragments, in one note. */
export const placeKey = ({ spans }: Pick<Mention, 'spans'>): string =>
  spans.map(({ start, end }) => `${start}-${end}`).join(' ');

/** The same for all mentions of the same type and fragments, in one note. */
export const mentionKey = (mention: Pick<Mention, 'spans' | 'type'>): string =>
  `${placeKey(mention)} ${mention.type}`;

/** How many UTF-16 code units two mentions share, fragment by fragment. */
export function shared(a: Pick<Mention, 'spans'>, b: Pick<Mention, 'spans'>): number {
  let [i, j, count] = [0, 0, 0];
  for (let one = a.spans[0], other = b.spans[0]; one && other; ) {
    count += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
    if (one.end < other.end) one = a.spans[++i];
    else other = b.spans[++j];
  }
  return count;
}

/** Whether offsets mean the same in both texts: they are equal, but for kinds of white space, and how much ends them. */
export const sameText = (a: string, b: string): boolean => {
  const bare = (text: string): string => text.trimEnd().replace(/\s/g, ' ');
  return a === b || bare(a) === bare(b);
};
