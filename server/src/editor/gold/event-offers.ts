import { freeName, roleOf, type Schema } from '../../annotation/schema';
import type { Gold, GoldEntity, GoldEvent } from '../../gold/gold';
import type { OpenNote } from '../open-note';
import type { Offer } from './gold-protocol';
import { goldOn, triggeredBy } from './items';
import { described, type End, endsAround, keyed, MOST_ENDS, spanOf, typeOf } from './offers';

/** A mention and the gold on the same words: the trigger of an event may be marked as something else, too. */
const sameWords = (gold: Gold, subject: End): End[] => [
  subject,
  ...goldOn(gold, 'kind' in subject ? subject.entity.spans : subject.spans).filter(
    ({ id }) => id !== subject.id,
  ),
];

/** The names of the roles that something may still play in an event. */
function rolesFor(schema: Schema, event: GoldEvent, player: string, of: string): string[] {
  const type = schema.events.find(({ name }) => name === event.type);
  if (!type) return [];
  const taken = new Set(event.arguments.map(({ role }) => role));
  const plays = (name: string): boolean =>
    event.arguments.some(({ role, target }) => target === player && roleOf(type, role)?.name === name);
  return type.roles
    .filter((role) => role.types.includes(of) && freeName(role, taken) !== undefined && !plays(role.name))
    .map(({ name }) => name);
}

/** What stands for a mention where it plays a part: the events that it triggers, or itself. */
const playersOf = (gold: Gold, end: End): readonly string[] => {
  const events = triggeredBy(gold, [end.id]);
  return events.length > 0 ? events.map(({ id }) => id) : [end.id];
};

/** The parts that what is around may play in an event here, or what is here in one around; the nearest first. */
export function argumentOffers(
  open: OpenNote,
  gold: Gold,
  schema: Schema,
  subject: End,
  most = MOST_ENDS,
): Offer[] {
  const here = sameWords(gold, subject);
  const others = endsAround(open, gold, spanOf(subject));
  const offers: Offer[] = [];
  const known = new Set<string>();
  const offer = (trigger: End, player: End, shown: End, arrow: string): void => {
    for (const event of triggeredBy(gold, [trigger.id]))
      for (const target of playersOf(gold, player))
        for (const role of rolesFor(schema, event, target, typeOf(player))) {
          const key = `${event.id} ${role} ${target}`;
          if (known.has(key) || target === event.id) continue;
          known.add(key);
          offers.push({
            label: `${event.type}: ${role} ${arrow}`,
            part: { event: event.id, role, target },
            ...described(open, shown),
          });
        }
  };
  for (const other of others) {
    if (offers.length >= most) break;
    for (const own of here) {
      offer(own, other, other, '→');
      offer(other, own, other, '←');
    }
  }
  return keyed(offers.slice(0, most));
}

/** What can be taken out here: who plays which part in the events of a mention, these events, and its own parts. */
export function partOffers(open: OpenNote, gold: Gold, subject: End): Offer[] {
  const mentions = sameWords(gold, subject).map(({ id }) => id);
  const own = triggeredBy(gold, mentions);
  const ids = [...mentions, ...own.map(({ id }) => id)];
  const mentionOf = (id: string): GoldEntity | undefined =>
    gold.entity(id) ?? gold.entity(gold.event(id)?.trigger ?? '');
  const offer = (event: GoldEvent, role: string, target: string, shown: string, arrow: string): Offer => {
    const end = mentionOf(shown);
    return {
      label: `${event.type}: ${role} ${arrow}`,
      part: { event: event.id, role, target },
      ...(end && end.spans.length > 0 && described(open, end)),
    };
  };
  const parts = own.flatMap((event) =>
    event.arguments.map(({ role, target }) => offer(event, role, target, target, '→')),
  );
  const events = own.map(({ id, type }) => ({ label: `${type}: the event`, event: id }));
  const played = [...new Set(ids.flatMap((id) => gold.attached(id)))]
    .flatMap((id) => gold.event(id) ?? [])
    .flatMap((event) =>
      event.arguments
        .filter(({ target }) => ids.includes(target))
        .map(({ role, target }) => offer(event, role, target, event.trigger, '←')),
    );
  return keyed([...parts, ...events, ...played].slice(0, MOST_ENDS));
}
