import {
  type AttributeType,
  type EventType,
  i2b2,
  type RelationType,
  type Schema,
} from '../../annotation/schema';
import { fragments } from '../../note/fragments';
import type { Span } from '../../note/span';
import { storedName } from '../config/type-names';
import { annotationConf } from '../config/writing';
import type { Item } from './document';

/** The types of a corpus that came without a configuration, as its notes have them. */
export interface SeenSchema {
  /** @param text of the note that the items are of */
  meet(text: string, items: readonly Item[]): void;
  /** The `annotation.conf` that allows all that was met, and that of i2b2 2010 where nothing else was; undefined for nothing. */
  config(): string | undefined;
}

/** The sets of names under each of some names. */
type Names = Map<string, Set<string>>;
const add = (names: Names, name: string, ...more: readonly string[]): void => {
  const known = names.get(name) ?? new Set();
  for (const one of more) known.add(one);
  names.set(name, known);
};
const under = (names: Names, name: string): string[] => [...(names.get(name) ?? [])].sort();
/** Other names cannot stand in a configuration. */
const sorted = (names: Iterable<string>): string[] =>
  [...names].filter((name) => name === storedName(name)).sort();

interface Relation {
  readonly roles: readonly [string, string];
  readonly from: Set<string>;
  readonly to: Set<string>;
}

const HEAD = '# What the notes of this corpus hold, as it was converted; to be edited by hand.\n\n';

export function seenSchema(): SeenSchema {
  const mentions = new Set<string>();
  const relations = new Map<string, Relation>();
  const events = new Map<string, Names>();
  const repeated = new Set<string>();
  const on: Names = new Map();
  const values: Names = new Map();
  let discontinuous = false;

  function meetEvent(event: Item & { kind: 'event' }, typeOf: ReadonlyMap<string, string>): void {
    const roles = events.get(event.type) ?? new Map();
    events.set(event.type, roles);
    const own = new Set<string>();
    for (const { role, target } of event.arguments) {
      const name = role.replace(/(?<=\D)\d+$/, '');
      if (own.has(name)) repeated.add(`${event.type} ${name}`);
      own.add(name);
      const type = typeOf.get(target);
      if (type !== undefined) add(roles, name, type);
    }
  }

  function meetRelation(
    { type, arguments: ends }: Item & { kind: 'relation' },
    typeOf: ReadonlyMap<string, string>,
  ): void {
    const [from, to] = ends;
    const types = [from, to].map((end) => typeOf.get(end?.target ?? ''));
    if (!from || !to || types[0] === undefined || types[1] === undefined) return;
    const known = relations.get(type) ?? { roles: [from.role, to.role], from: new Set(), to: new Set() };
    relations.set(type, known);
    known.from.add(types[0]);
    known.to.add(types[1]);
  }

  function schema(): Schema {
    const entities = sorted(mentions);
    const spans = new Set([...entities, ...sorted(events.keys())]);
    const known = (names: Iterable<string>): string[] => sorted(names).filter((name) => spans.has(name));
    return {
      ...(discontinuous && { discontinuous }),
      entities: entities.map((name) => ({ name, description: '' })),
      relations: sorted(relations.keys()).flatMap((name): RelationType[] => {
        const one = relations.get(name);
        if (!one) return [];
        return [{ name, description: '', roles: one.roles, from: known(one.from), to: known(one.to) }];
      }),
      events: sorted(events.keys()).map((name): EventType => {
        const roles = events.get(name) ?? new Map();
        return {
          name,
          description: '',
          roles: sorted(roles.keys()).map((role) => ({
            name: role,
            types: known(under(roles, role)),
            repeats: repeated.has(`${name} ${role}`),
            required: false,
          })),
        };
      }),
      attributes: sorted(on.keys()).map(
        (name): AttributeType => ({ name, on: sorted(under(on, name)), values: under(values, name) }),
      ),
    };
  }

  return {
    meet: (text, items) => {
      const typeOf = new Map(items.map((item) => [item.id, item.type]));
      const triggers = new Set(items.flatMap((item) => (item.kind === 'event' ? [item.trigger] : [])));
      for (const item of items) {
        if (item.kind === 'textbound') {
          if (!triggers.has(item.id)) mentions.add(item.type);
          if (hasGap(text, item.spans)) discontinuous = true;
        } else if (item.kind === 'relation') meetRelation(item, typeOf);
        else if (item.kind === 'event') meetEvent(item, typeOf);
        else if (item.kind === 'attribute') {
          add(on, item.type, ...[typeOf.get(item.target)].filter((type) => type !== undefined));
          add(values, item.type, ...(item.value === true ? [] : [item.value]));
        }
      }
    },
    config: () => {
      if (mentions.size === 0 && events.size === 0) return undefined;
      const seen = schema();
      return isI2b2(seen) ? annotationConf(i2b2) : HEAD + annotationConf(seen);
    },
  };
}

/** A mention over a line's end is in parts, too, and has no gap. */
function hasGap(text: string, spans: readonly Span[]): boolean {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || spans.length === 1) return false;
  const whole = fragments(text, { start: first.start, end: last.end });
  return JSON.stringify(whole) !== JSON.stringify(spans);
}

/** Whether a schema has nothing that the one of i2b2 2010 lacks. */
function isI2b2({ entities, relations, events, attributes, discontinuous }: Schema): boolean {
  const has = (list: readonly { readonly name: string }[], name: string): boolean =>
    list.some((one) => one.name === name);
  return (
    !discontinuous &&
    events.length === 0 &&
    entities.every(({ name }) => has(i2b2.entities, name)) &&
    relations.every(({ name, from, to }) =>
      i2b2.relations.some(
        (one) =>
          one.name === name &&
          from.every((type) => one.from.includes(type)) &&
          to.every((type) => one.to.includes(type)),
      ),
    ) &&
    attributes.every(({ name, on, values }) =>
      i2b2.attributes.some(
        (one) =>
          one.name === name &&
          on.every((type) => one.on.includes(type)) &&
          values.every((value) => one.values.includes(value)),
      ),
    )
  );
}
