import type { BratDocument, BratValue } from '../format/brat';
import type { OffsetUnit } from '../format/brat-annotations';
import type { Gold, GoldEvent, GoldRelation } from './gold';
import type { GoldLine, Lookup } from './lookup';
import { firstFrom, lastBefore, mentionsAt, mentionsNear } from './mentions';
import { once } from './once';

interface Parts {
  readonly unit: OffsetUnit;
  readonly lines: readonly GoldLine[];
  readonly lookup: () => Lookup;
  readonly document: () => BratDocument;
}

/** What is shown of the lines of a file and the places of its mentions. */
export function viewsOf({ unit, lines, lookup, document }: Parts): Gold {
  const all = <Kind extends BratValue['kind']>(kind: Kind) =>
    once(() =>
      lines.flatMap(({ value }) =>
        value.kind === kind ? [value as Extract<BratValue, { kind: Kind }>] : [],
      ),
    );
  const relationOf = (value: GoldLine['value']): GoldRelation[] => {
    if (value.kind !== 'relation') return [];
    const { id, type } = value;
    const [from, to] = value.arguments;
    if (!from || !to) return [];
    const ends = { from: from.target, to: to.target, roles: [from.role, to.role] as const };
    return [{ id, type, ...ends, arguments: value.arguments, attributes: lookup().attributes(id) }];
  };
  const eventOf = (value: GoldLine['value']): GoldEvent[] => {
    if (value.kind !== 'event') return [];
    const { id, type, trigger, arguments: roles } = value;
    return [{ id, type, trigger, arguments: roles, attributes: lookup().attributes(id) }];
  };
  const relations = once(() => lines.flatMap(({ value }) => relationOf(value)));
  const events = once(() => lines.flatMap(({ value }) => eventOf(value)));
  const equivalences = all('equivalence');
  const normalizations = all('normalization');
  const notes = all('note');
  const mentions = () => lookup().mentions();

  return {
    unit,
    get document() {
      return document();
    },
    get entities() {
      return mentions().all();
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
    entity: (id) => lookup().entity(id),
    relation: (id) =>
      lookup()
        .bearing(id)
        .flatMap(({ value }) => relationOf(value))[0],
    event: (id) =>
      lookup()
        .bearing(id)
        .flatMap(({ value }) => eventOf(value))[0],
    at: (offset) => mentionsAt(mentions(), offset),
    near: (span) => mentionsNear(mentions(), span),
    after: (offset) => firstFrom(mentions(), offset + 1),
    before: (offset) => lastBefore(mentions(), offset),
    attached: (id) =>
      lookup()
        .naming(id)
        .flatMap(({ value }) => ('id' in value ? [value.id] : [])),
  };
}
