import type { AttributeValue } from '../annotation/annotation';
import type { BratDocument, BratLine, BratValue, Textbound } from '../format/brat';
import type { OffsetUnit } from '../format/brat-annotations';
import { overlaps, type Span } from '../note/span';
import type { Gold, GoldEntity, GoldEvent, GoldRelation } from './gold';
import type { Held } from './holding';
import { namedIn } from './named';
import { problemsOf } from './problems';

interface Parts {
  readonly unit: OffsetUnit;
  readonly lines: readonly BratLine[];
  readonly held: ReadonlyMap<Textbound, Held>;
  readonly document: () => BratDocument;
}

/** A value that is worked out when it is asked for first. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const startOf = ({ spans }: GoldEntity): number => spans[0]?.start ?? 0;
const endOf = ({ spans }: GoldEntity): number => spans.reduce((most, { end }) => Math.max(most, end), 0);
const lengthOf = ({ spans }: GoldEntity): number =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

const none = {};

/** What is shown of the lines of a file and the places of its mentions. */
export function viewsOf({ unit, lines, held, document }: Parts): Gold {
  const attributes = once(() => {
    const found = new Map<string, Record<string, AttributeValue>>();
    for (const { value } of lines) {
      if (value.kind !== 'attribute') continue;
      const known = found.get(value.target);
      if (known) known[value.type] = value.value;
      else found.set(value.target, { [value.type]: value.value });
    }
    return found;
  });
  const all = <Kind extends BratValue['kind']>(kind: Kind) =>
    once(() =>
      lines.flatMap(({ value }) =>
        value.kind === kind ? [value as Extract<BratValue, { kind: Kind }>] : [],
      ),
    );
  const entities = once(() => {
    const found: GoldEntity[] = [];
    for (const { value } of lines) {
      const place = value.kind === 'textbound' && held.get(value);
      if (!place) continue;
      const { id, type, text } = value;
      const { spans, broken } = place;
      const inOrder = spans.every((span, i) => i === 0 || (spans[i - 1] as Span).start <= span.start);
      found.push({
        id,
        type,
        spans: inOrder ? spans : spans.toSorted((a, b) => a.start - b.start || a.end - b.end),
        text,
        attributes: attributes().get(id) ?? none,
        ...(broken && { broken }),
      });
    }
    return found.sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  });
  const relations = once(() =>
    all('relation')().flatMap((value): GoldRelation[] => {
      const [from, to] = value.arguments;
      if (!from || !to) return [];
      const { id, type } = value;
      const own = attributes().get(id) ?? none;
      const ends = { from: from.target, to: to.target, roles: [from.role, to.role] as const };
      return [{ id, type, ...ends, arguments: value.arguments, attributes: own }];
    }),
  );
  const events = once(() =>
    all('event')().map(({ id, type, trigger, arguments: roles }): GoldEvent => {
      return { id, type, trigger, arguments: roles, attributes: attributes().get(id) ?? none };
    }),
  );
  const byId = <T extends { readonly id: string }>(list: () => readonly T[]) =>
    once(() => {
      const found = new Map<string, T>();
      for (const item of list()) if (!found.has(item.id)) found.set(item.id, item);
      return found;
    });
  /** The furthest end of all up to each, so that a look back from a place knows when to stop. */
  const furthest = once(() => {
    let most = 0;
    return entities().map((entity) => {
      most = Math.max(most, endOf(entity));
      return most;
    });
  });
  /** How many entities start before an offset. */
  const startingBefore = (offset: number): number => {
    const list = entities();
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (startOf(list[middle] as GoldEntity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const among = (span: Span, has: (entity: GoldEntity) => boolean): GoldEntity[] => {
    const found: GoldEntity[] = [];
    for (let i = startingBefore(span.end) - 1; i >= 0 && (furthest()[i] as number) >= span.start; i--) {
      const entity = entities()[i] as GoldEntity;
      if (has(entity)) found.push(entity);
    }
    return found.reverse();
  };
  const attached = once(() => {
    const found = new Map<string, string[]>();
    for (const { value } of lines) {
      if (value.kind === 'unread' || value.kind === 'equivalence') continue;
      for (const id of namedIn(value)) {
        const known = found.get(id);
        if (known) known.push(value.id);
        else found.set(id, [value.id]);
      }
    }
    return found;
  });
  const entityById = byId(entities);
  const relationById = byId(relations);
  const eventById = byId(events);
  const equivalences = all('equivalence');
  const normalizations = all('normalization');
  const notes = all('note');
  const problems = once(() => problemsOf(lines, held, unit));

  return {
    unit,
    get document() {
      return document();
    },
    get entities() {
      return entities();
    },
    get relations() {
      return relations();
    },
    get events() {
      return events();
    },
    get equivalences() {
      return equivalences();
    },
    get normalizations() {
      return normalizations();
    },
    get notes() {
      return notes();
    },
    get problems() {
      return problems();
    },
    entity: (id) => entityById().get(id),
    relation: (id) => relationById().get(id),
    event: (id) => eventById().get(id),
    at: (offset) =>
      among({ start: offset, end: offset + 1 }, ({ spans }) =>
        spans.some((span) => span.start <= offset && offset <= span.end),
      ).sort((a, b) => lengthOf(a) - lengthOf(b)),
    near: (span) => among(span, ({ spans }) => spans.some((own) => overlaps(own, span))),
    after: (offset) => entities()[startingBefore(offset + 1)],
    before: (offset) => entities()[startingBefore(offset) - 1],
    attached: (id) => attached().get(id) ?? [],
  };
}
