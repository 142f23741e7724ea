import { freeName, roleOf } from '../../annotation/schema';
import type { Decision, Refused } from '../../gold/decision';
import type { GoldEntity, GoldEvent } from '../../gold/gold';
import type { Span } from '../../note/span';
import { endOf, type Ground, type Subject, take, together } from './decisions';
import type { Part } from './gold-protocol';
import { type EntityItem, goldOn } from './items';

// What a person means by a decision on an event, as one step each.

/** An event of words of the note: what is marked there with its type already is its trigger. */
export function makingEvent(ground: Ground, of: Subject | readonly Span[], type: string): Decision | Refused {
  if ('kind' in of && of.kind !== 'entity' && of.kind !== 'gold')
    return { refused: 'an event is made of a mention, or of the words that are selected.' };
  const spans = 'kind' in of ? (of.kind === 'entity' ? of.entity : of.gold).spans : of;
  const there = goldOn(ground.gold, spans).find((one) => one.type === type);
  const as = '$trigger';
  const made: Decision[] = there
    ? []
    : [
        'kind' in of && of.kind === 'entity'
          ? take(ground, of.entity, { type, as })
          : { kind: 'entity', type, spans, as },
      ];
  return together([...made, { kind: 'event', type, trigger: there?.id ?? as, arguments: [] }]);
}

/** One argument more; its role is numbered where others play it already. */
export function addingArgument(
  ground: Ground,
  event: GoldEvent,
  name: string,
  player: EntityItem | GoldEntity | GoldEvent,
): Decision | Refused {
  const type = ground.schema.events.find((one) => one.name === event.type);
  const role = type && roleOf(type, name);
  if (!type || !role) return { refused: `${event.type} has no ${name} in this corpus.` };
  const taken = new Set(event.arguments.map((one) => one.role));
  const as = freeName(role, taken);
  if (as === undefined) return { refused: `${name} stands once in ${event.type}.` };
  const { id, made } = 'kind' in player ? endOf(ground, player.entity) : { id: player.id, made: [] };
  if (event.arguments.some((one) => one.target === id && roleOf(type, one.role) === role))
    return { refused: `${id} is ${name} of ${event.id} already.` };
  return together([...made, withArguments(event, [...event.arguments, { role: as, target: id }])]);
}

/** One argument less; the names of the others stay. */
export function removingArgument(event: GoldEvent, { role, target }: Part): Decision | Refused {
  const rest = event.arguments.filter((one) => one.role !== role || one.target !== target);
  if (rest.length === event.arguments.length) return { refused: `${target} is no ${role} of ${event.id}.` };
  return withArguments(event, rest);
}

const withArguments = ({ id, type, trigger }: GoldEvent, of: GoldEvent['arguments']): Decision => ({
  kind: 'event',
  id,
  type,
  trigger,
  arguments: of,
});
