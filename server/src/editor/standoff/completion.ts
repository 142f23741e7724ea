import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import { freeName, type RelationType, roleOf } from '../../annotation/schema';
import type { BratValue, Unread } from '../../format/brat';
import { typeOf, typesAt, typesFor } from './allowed';
import { quoted, type Reading } from './faults/fault';
import { freshId } from './fixes/fix';
import type { OpenStandoff } from './open-standoff';
import { letterOf, partsOf } from './parts';
import { coveredBy } from './place';
import type { Place } from './places';

/** Ids that are offered at once: the nearest to the line. */
const MOST_IDS = 500;

/** What may stand at a place of a line, by what is written before it. */
type Offer =
  | { readonly names: readonly string[]; readonly kind: CompletionItemKind; readonly behind?: string }
  /** Ids of what has one of these types; of anything, where none are named. */
  | { readonly idsOf: readonly string[] | undefined; readonly textbounds?: boolean };

/**
 * What can be written at a place of a standoff file.
 * @param found the line that the position is in; undefined behind the last one, where a new line begins
 */
export function completionIn(
  open: OpenStandoff,
  reading: Reading,
  found: Place | undefined,
  position: Position,
): CompletionList {
  const place = found ?? { index: open.document.lines.length, offset: 0 };
  const raw = open.document.lines[place.index]?.raw ?? '';
  const before = raw.slice(0, place.offset);
  const start = Math.max(...['\t', ' ', ':'].map((mark) => before.lastIndexOf(mark))) + 1;
  const rest = /^[^\s:;]*/.exec(raw.slice(place.offset))?.[0].length ?? 0;
  const range = found
    ? open.rangeIn(place.index, { start, end: place.offset + rest })
    : { start: position, end: position };
  const offer = before.includes('\t')
    ? offerIn(reading, place.index, raw, before.slice(0, start))
    : lineStarts(reading);
  if (!offer) return { isIncomplete: false, items: [] };
  if ('names' in offer)
    return {
      isIncomplete: false,
      items: offer.names.map((name, n) => ({
        label: name,
        kind: offer.kind,
        sortText: String(n).padStart(5, '0'),
        textEdit: { range, newText: name + (offer.behind ?? '') },
      })),
    };
  return idItems(reading, place.index, offer, (id) => ({ range, newText: id }));
}

function lineStarts({ ids }: Reading): Offer {
  const names = [...['T', 'R', 'E', 'A', 'N', '#'].map((letter) => freshId(ids, letter)), '*'];
  return { names, kind: CompletionItemKind.Reference, behind: '\t' };
}

function offerIn(reading: Reading, index: number, raw: string, before: string): Offer | undefined {
  const { allowed } = reading;
  const parts = partsOf(before);
  const letter = letterOf(parts[0]?.text ?? '')[0] ?? '';
  const [, head = '', ...texts] = before.split('\t');
  const type = parts.find(({ kind }) => kind === 'type')?.text ?? '';
  if (head === '' && texts.length === 0)
    return {
      names: typesFor(allowed, letter),
      kind: CompletionItemKind.Class,
      behind: letter === 'E' ? ':' : '',
    };
  if (texts.length > 0)
    return letter === 'T' && texts.length === 1 && texts[0] === '' ? textOffer(reading, index) : undefined;
  const words = head.split(' ');
  const asksId = head.endsWith(':');
  switch (letter) {
    case 'R': {
      const types = allowed.relations.get(type) ?? [];
      return asksId
        ? { idsOf: typesAt(types, (words.at(-1) ?? '').slice(0, -1)) }
        : roleOffer(freeEnds(types, words));
    }
    case 'E':
      return asksId && words.length === 1
        ? { idsOf: [type], textbounds: true }
        : eventOffer(reading, type, words, asksId);
    case 'A':
    case 'M': {
      const types = allowed.attributes.get(type) ?? [];
      if (words.length === 2) return { idsOf: types.flatMap(({ on }) => on) };
      const bears = typeOf(reading.document, reading.ids, words[1] ?? '');
      const fitting = types.filter(({ on }) => bears === undefined || on.includes(bears));
      const names = [...new Set(fitting.flatMap(({ values }) => values))];
      return words.length === 3 ? { names, kind: CompletionItemKind.EnumMember } : undefined;
    }
    case 'N':
    case '#':
      return words.length === 2 ? { idsOf: undefined } : undefined;
    case '*': {
      const first =
        words[1] === undefined || words[1] === ''
          ? undefined
          : typeOf(reading.document, reading.ids, words[1]);
      return { idsOf: first === undefined ? undefined : [first] };
    }
    default:
      // Offsets, and what nothing is known of.
      return raw === '' ? lineStarts(reading) : undefined;
  }
}

/** The text that stands at a line's offsets. */
function textOffer(reading: Reading, index: number): Offer | undefined {
  const value = reading.document.lines[index]?.value;
  if (value?.kind !== 'textbound' || !reading.placement) return undefined;
  return { names: [coveredBy(reading.placement, value)], kind: CompletionItemKind.Text };
}

const roleOffer = (names: readonly string[]): Offer => ({
  names,
  kind: CompletionItemKind.Property,
  behind: ':',
});

const taken = (words: readonly string[]): Set<string> =>
  new Set(
    words.slice(1).flatMap((word) => (word.includes(':') ? [word.slice(0, word.lastIndexOf(':'))] : [])),
  );

function freeEnds(types: readonly RelationType[], words: readonly string[]): string[] {
  const used = taken(words);
  return [...new Set(types.flatMap(({ roles }) => roles))].filter((role) => !used.has(role));
}

function eventOffer(
  { allowed }: Reading,
  type: string,
  words: readonly string[],
  asksId: boolean,
): Offer | undefined {
  const event = allowed.events.get(type);
  if (asksId) {
    const name = (words.at(-1) ?? '').slice(0, -1);
    return { idsOf: event && roleOf(event, name)?.types };
  }
  const used = taken(words);
  return roleOffer((event?.roles ?? []).flatMap((role) => freeName(role, used) ?? []));
}

function idItems(
  { document }: Reading,
  index: number,
  { idsOf, textbounds = false }: Extract<Offer, { idsOf: unknown }>,
  textEdit: (id: string) => NonNullable<CompletionItem['textEdit']>,
): CompletionList {
  const wanted = idsOf && new Set(idsOf);
  const items: CompletionItem[] = [];
  // From the line outwards: what is meant stands near, as a rule.
  for (let far = 0; far < document.lines.length && items.length < MOST_IDS; far++)
    for (const at of far === 0 ? [] : [index - far, index + far]) {
      const value = document.lines[at]?.value;
      if (!value || !('id' in value) || !fits(value, wanted, textbounds)) continue;
      items.push({
        label: value.id,
        kind: CompletionItemKind.Reference,
        detail: described(value),
        // Found by its text as well.
        filterText: value.kind === 'textbound' ? `${value.id} ${value.text.slice(0, 80)}` : value.id,
        sortText: String(items.length).padStart(5, '0'),
        textEdit: textEdit(value.id),
      });
    }
  return { isIncomplete: items.length >= MOST_IDS, items };
}

function fits(
  value: BratValue | Unread,
  wanted: ReadonlySet<string> | undefined,
  textbounds: boolean,
): boolean {
  if (value.kind === 'note' || value.kind === 'attribute' || value.kind === 'normalization') return false;
  if (value.kind === 'unread' || (textbounds && value.kind !== 'textbound')) return false;
  return wanted === undefined || wanted.has(value.type);
}

const described = (value: BratValue): string =>
  value.kind === 'textbound' ? `${value.type} ${quoted(value.text)}` : value.type;
