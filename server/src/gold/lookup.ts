import type { AttributeValue } from '../annotation/annotation';
import type { BratLine } from '../format/brat';
import type { Span } from '../note/span';
import type { GoldEntity } from './gold';
import type { Held } from './holding';
import { type Layered, layered } from './layered';
import { kept, type Mentions, mentionsOf, mentionsWith } from './mentions';
import { namedIn } from './named';
import { once } from './once';

/** A line of a file, and where its mention stands in the note. */
export interface GoldLine extends BratLine {
  readonly place?: Held | undefined;
}

/** What is found in the lines of a file. Never changes: each change of a line makes another one, at the cost of that line. */
export interface Lookup {
  /** The lines that bear an id, and those that name it, as they follow in the file. */
  bearing(id: string): readonly GoldLine[];
  naming(id: string): readonly GoldLine[];
  mentions(): Mentions;
  /** The highest number behind a letter, of all ids that were ever in these lines. */
  highest(letter: string): number;
  attributes(id: string): Readonly<Record<string, AttributeValue>>;
  entity(id: string): GoldEntity | undefined;
  /** @param lines the same lines, of which only the places of mentions are others */
  moved(lines: readonly GoldLine[]): Lookup;
  /** @param lines all lines after the change of `before` to `after` */
  with(lines: readonly GoldLine[], before: GoldLine | undefined, after: GoldLine | undefined): Lookup;
}

type Lists = Layered<readonly GoldLine[]>;

const borneBy = ({ value }: GoldLine): readonly string[] => ('id' in value ? [value.id] : []);
const namedBy = ({ value }: GoldLine): readonly string[] =>
  value.kind === 'unread' ? [] : [...new Set(namedIn(value))];

/** The letter and the number of a line's id, which counts as used however little of the line can be read. */
function numbered({
  raw,
  value,
}: GoldLine): { readonly letter: string; readonly number: number } | undefined {
  const id = 'id' in value ? value.id : (/^\S+/.exec(raw)?.[0] ?? '');
  const [, letter, number] = /^([A-Za-z]+|#)(\d{1,15})$/.exec(id) ?? [];
  return letter === undefined ? undefined : { letter: letter === 'M' ? 'A' : letter, number: Number(number) };
}

function listsOf(lines: readonly GoldLine[], keysOf: (line: GoldLine) => readonly string[]): Lists {
  const lists = new Map<string, GoldLine[]>();
  for (const line of lines) {
    for (const key of keysOf(line)) {
      const known = lists.get(key);
      if (known) known.push(line);
      else lists.set(key, [line]);
    }
  }
  return layered(lists);
}

function listsWith(
  lists: Lists,
  keysOf: (line: GoldLine) => readonly string[],
  lines: readonly GoldLine[],
  before: GoldLine | undefined,
  after: GoldLine | undefined,
): Lists {
  const changes = new Map<string, readonly GoldLine[]>();
  for (const key of before ? keysOf(before) : [])
    changes.set(
      key,
      (lists.get(key) ?? []).filter((line) => line !== before),
    );
  for (const key of after ? keysOf(after) : []) {
    const all = [...(changes.get(key) ?? lists.get(key) ?? []), after as GoldLine];
    if (all.length > 1 && lines.at(-1) !== after) {
      const at = new Map(all.map((line) => [line, lines.indexOf(line)]));
      all.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
    }
    changes.set(key, all);
  }
  return changes.size > 0 ? lists.with(changes) : lists;
}

const none = {};

/** The attributes of an id; of several lines on one attribute the last counts. */
function attributesIn(naming: Lists, id: string): Readonly<Record<string, AttributeValue>> {
  const found: [string, AttributeValue][] = [];
  for (const { value } of naming.get(id) ?? [])
    if (value.kind === 'attribute') found.push([value.type, value.value]);
  return found.length === 0 ? none : Object.fromEntries(found);
}

function entityOf({ value, place }: GoldLine, naming: Lists): GoldEntity | undefined {
  if (value.kind !== 'textbound' || !place) return undefined;
  const { id, type, text } = value;
  const { spans, broken } = place;
  const inOrder = spans.every((span, i) => i === 0 || (spans[i - 1] as Span).start <= span.start);
  const sorted = inOrder ? spans : spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const entity = { id, type, spans: sorted, text, attributes: attributesIn(naming, id) };
  return broken ? { ...entity, broken } : entity;
}

function entitiesOf(lines: readonly GoldLine[] | undefined, naming: Lists): GoldEntity[] {
  const found: GoldEntity[] = [];
  for (const line of lines ?? []) {
    const entity = entityOf(line, naming);
    if (entity) found.push(entity);
  }
  return found;
}

/** The mentions whose look hangs on a line. */
const touchedBy = ({ value }: GoldLine): string[] =>
  value.kind === 'textbound' ? [value.id] : value.kind === 'attribute' ? [value.target] : [];

export function lookupOf(lines: readonly GoldLine[]): Lookup {
  const highest = new Map<string, number>();
  for (const line of lines) {
    const one = numbered(line);
    if (one) highest.set(one.letter, Math.max(highest.get(one.letter) ?? 0, one.number));
  }
  return ofLines(
    lines,
    once(() => listsOf(lines, namedBy)),
    highest,
  );
}

const ofLines = (
  lines: readonly GoldLine[],
  naming: () => Lists,
  highest: ReadonlyMap<string, number>,
): Lookup =>
  make(
    once(() => listsOf(lines, borneBy)),
    naming,
    once(() => mentionsOf(entitiesOf(lines, naming()))),
    highest,
  );

/** What is asked for is worked out then. */
function make(
  bearing: () => Lists,
  naming: () => Lists,
  mentions: () => Mentions,
  highest: ReadonlyMap<string, number>,
): Lookup {
  return {
    bearing: (id) => bearing().get(id) ?? [],
    naming: (id) => naming().get(id) ?? [],
    mentions,
    highest: (letter) => highest.get(letter) ?? 0,
    attributes: (id) => attributesIn(naming(), id),
    entity(id) {
      const [first] = entitiesOf(bearing().get(id), naming());
      return first && kept(mentions(), first);
    },
    moved: (lines) => ofLines(lines, naming, highest),
    with(lines, before, after) {
      const borne = listsWith(bearing(), borneBy, lines, before, after);
      const named = listsWith(naming(), namedBy, lines, before, after);
      const touched = [...new Set([before, after].flatMap((line) => (line ? touchedBy(line) : [])))];
      const gone = touched.flatMap((id) => entitiesOf(bearing().get(id), naming()));
      const fresh = touched.flatMap((id) => entitiesOf(borne.get(id), named));
      const one = after && numbered(after);
      const isHigher = one && one.number > (highest.get(one.letter) ?? 0);
      const has = gone.length + fresh.length > 0 ? mentionsWith(mentions(), gone, fresh) : mentions();
      return make(
        () => borne,
        () => named,
        () => has,
        isHigher ? new Map(highest).set(one.letter, one.number) : highest,
      );
    },
  };
}
