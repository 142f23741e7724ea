import { type RelationType, roleOf } from '../../../annotation/schema';
import type { BratAttribute, BratEvent, BratRelation, BratValue } from '../../../format/brat';
import { bearerOf, typeOf, typesAt, typesFor } from '../allowed';
import { letterOf, type Part, partsOf } from '../parts';
import { type Fault, type FaultCode, listed, MOST_OF_LINE, type Reading } from './fault';

/** Finds parts of a line and says what is wrong with them. */
type Say = (code: FaultCode, pick: (parts: readonly Part[]) => Part | undefined, message: string) => void;

const first =
  (kind: Part['kind'], nth = 0) =>
  (parts: readonly Part[]): Part | undefined =>
    parts.filter((part) => part.kind === kind)[nth];

/** What the schema does not know or allow: types, roles, what stands at them, values. */
export function schemaFaults(reading: Reading, line: number, value: BratValue): Fault[] {
  const { allowed, document } = reading;
  const found: Fault[] = [];
  const raw = document.lines[line]?.raw ?? '';
  const say: Say = (code, pick, message) => {
    if (found.length >= MOST_OF_LINE) return;
    const { start, end } = pick(partsOf(raw)) ?? { start: 0, end: raw.length };
    found.push({ code, severity: 'warning', line, start, end, message });
  };
  const unknown = (types: readonly string[], what: string): void =>
    say(
      'unknown-type',
      first('type'),
      `The schema has no ${what} ${value.type}; it has ${listed(types) || 'none'}`,
    );

  switch (value.kind) {
    case 'textbound':
      if (!allowed.entities.has(value.type) && !allowed.events.has(value.type))
        unknown(typesFor(allowed, 'T'), 'type');
      break;
    case 'relation': {
      const types = allowed.relations.get(value.type);
      if (types) relationFaults(reading, value, types, say);
      else unknown(typesFor(allowed, 'R'), 'relation');
      break;
    }
    case 'event':
      if (allowed.events.has(value.type)) eventFaults(reading, value, say);
      else unknown(typesFor(allowed, 'E'), 'event');
      break;
    case 'attribute':
      if (allowed.attributes.has(value.type)) attributeFaults(reading, value, say);
      else unknown(typesFor(allowed, letterOf(value.id)), 'attribute');
      break;
    default:
  }
  return found;
}

function relationFaults(
  { document, ids }: Reading,
  { type, arguments: ends }: BratRelation,
  types: readonly RelationType[],
  say: Say,
): void {
  if (ends.length > 2) {
    say('argument-count', first('role', 2), `A relation has two ends, this one ${ends.length}`);
    return;
  }
  const known = ends.map(({ role }, n) => {
    if (typesAt(types, role)) return true;
    const roles = [...new Set(types.flatMap((one) => one.roles))];
    say('unknown-role', first('role', n), `${type} has no role ${role}; it has ${listed(roles)}`);
    return false;
  });
  if (known.includes(false)) return;
  if (ends[0]?.role === ends[1]?.role) {
    say('unknown-role', first('role', 1), `Both ends have the role ${ends[0]?.role}`);
    return;
  }
  const bears = ends.map(({ target }) => typeOf(document, ids, target));
  if (bears.includes(undefined)) return;
  const fits = types.some(({ roles, from, to, symmetric }) => {
    const at = ends.findIndex(({ role }) => role === roles[0]);
    const [one = '', other = ''] = at === 1 ? [bears[1], bears[0]] : bears;
    return (
      (from.includes(one) && to.includes(other)) || (symmetric && from.includes(other) && to.includes(one))
    );
  });
  if (fits) return;
  const wrong = ends.findIndex(({ role }, n) => !typesAt(types, role)?.includes(bears[n] ?? ''));
  const n = Math.max(0, wrong);
  const may = typesAt(types, ends[n]?.role ?? '') ?? [];
  const message =
    wrong < 0
      ? `${type} does not lead from ${bears[0]} to ${bears[1]}`
      : `${ends[n]?.role} of ${type} is ${listed(may)}, not ${bears[n]}`;
  say('argument-type', argument(n), message);
}

/** The id at the n-th role. */
const argument =
  (n: number) =>
  (parts: readonly Part[]): Part | undefined => {
    const role = first('role', n)(parts);
    return parts.find(({ kind, start }) => role && kind === 'target' && start >= role.end);
  };

function eventFaults({ allowed, document, ids }: Reading, event: BratEvent, say: Say): void {
  const type = allowed.events.get(event.type);
  if (!type) return;
  const trigger = bearerOf(document, ids, event.trigger);
  if (trigger && trigger.kind !== 'textbound')
    say('trigger-type', first('target'), 'The trigger of an event is a stretch of the note, a T');
  else if (trigger && trigger.type !== event.type)
    say('trigger-type', first('target'), `The trigger is ${trigger.type}, the event ${event.type}`);
  const seen = new Set<string>();
  event.arguments.forEach(({ role: name, target }, n) => {
    const role = roleOf(type, name);
    if (!role) {
      const names = type.roles.map((one) => one.name);
      say(
        'unknown-role',
        first('role', n),
        `${event.type} has no role ${name}; it has ${listed(names) || 'none'}`,
      );
      return;
    }
    if (seen.has(role.name) && !role.repeats)
      say('argument-count', first('role', n), `${role.name} stands once in an event`);
    seen.add(role.name);
    const bears = typeOf(document, ids, target);
    if (bears !== undefined && !role.types.includes(bears))
      say(
        'argument-type',
        argument(n),
        `${role.name} of ${event.type} is ${listed(role.types)}, not ${bears}`,
      );
  });
  for (const { name, required } of type.roles)
    if (required && !seen.has(name)) say('missing-role', first('type'), `${event.type} needs ${name}`);
}

function attributeFaults({ allowed, document, ids }: Reading, attribute: BratAttribute, say: Say): void {
  const types = allowed.attributes.get(attribute.type) ?? [];
  const bears = typeOf(document, ids, attribute.target);
  const fitting = types.filter(({ on }) => bears === undefined || on.includes(bears));
  if (fitting.length === 0) {
    const may = listed([...new Set(types.flatMap(({ on }) => on))]);
    say('argument-type', first('target'), `${attribute.type} is said of ${may}, not of ${bears}`);
    return;
  }
  const { value } = attribute;
  if (fitting.some(({ values }) => (value === true ? values.length === 0 : values.includes(value)))) return;
  const values = listed([...new Set(fitting.flatMap((type) => type.values))]);
  if (value === true) say('attribute-value', first('type'), `${attribute.type} needs a value: ${values}`);
  else if (values === '') say('attribute-value', first('value'), `${attribute.type} has no values`);
  else say('attribute-value', first('value'), `${attribute.type} is ${values}`);
}
