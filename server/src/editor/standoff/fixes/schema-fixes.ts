import type { BratValue } from '../../../format/brat';
import { bearerOf, typeOf, typesFor } from '../allowed';
import type { Fault, Reading } from '../faults/fault';
import { letterOf, type Part, partsOf } from '../parts';
import { type Fix, rewrite } from './fix';
import { nearestNames } from './nearest';

const MOST_NAMES = 3;
const MOST_VALUES = 8;

/** Names of the schema in the place of one that it does not know. */
const instead = (fault: Fault, name: string, names: readonly string[]): Fix[] =>
  nearestNames(name, names, MOST_NAMES).map((other) =>
    rewrite(`Change ${name} to ${other}`, fault.line, fault, other),
  );

export function typeFixes({ allowed }: Reading, fault: Fault, value: BratValue): Fix[] {
  const letter = value.kind === 'equivalence' ? '*' : letterOf(value.id);
  return instead(fault, value.type, typesFor(allowed, letter));
}

export function roleFixes({ allowed, document }: Reading, fault: Fault, value: BratValue): Fix[] {
  if (value.kind !== 'relation' && value.kind !== 'event') return [];
  const name = document.lines[fault.line]?.raw.slice(fault.start, fault.end) ?? '';
  if (value.kind === 'event') {
    const roles = allowed.events.get(value.type)?.roles ?? [];
    const taken = new Set(value.arguments.map(({ role }) => role));
    const free = roles.filter((role) => !taken.has(role.name));
    return instead(
      fault,
      name,
      free.map((role) => role.name),
    );
  }
  const roles = new Set((allowed.relations.get(value.type) ?? []).flatMap((type) => type.roles));
  for (const { role } of value.arguments) if (role !== name) roles.delete(role);
  roles.delete(name);
  return instead(fault, name, [...roles]);
}

/** Ends of a relation the other way round, where the schema allows that. */
export function endFixes({ allowed, document, ids }: Reading, fault: Fault, value: BratValue): Fix[] {
  if (value.kind !== 'relation') return [];
  const [one, other] = value.arguments;
  if (!one || !other) return [];
  const bears = (id: string): string => typeOf(document, ids, id) ?? '';
  const fits = allowed.relations.get(value.type)?.some(({ roles, from, to }) => {
    const [start, end] = one.role === roles[0] ? [other, one] : [one, other];
    return from.includes(bears(start.target)) && to.includes(bears(end.target));
  });
  const targets = partsOf(document.lines[fault.line]?.raw ?? '').filter(({ kind }) => kind === 'target');
  const [first, second] = targets;
  if (!fits || !first || !second) return [];
  const raw = document.lines[fault.line]?.raw.slice(first.end, second.start) ?? '';
  const span = { start: first.start, end: second.end };
  return [
    { ...rewrite('Swap the two ends', fault.line, span, second.text + raw + first.text), preferred: true },
  ];
}

/** The event of its trigger's type. */
export function triggerFixes({ allowed, document, ids }: Reading, fault: Fault, value: BratValue): Fix[] {
  if (value.kind !== 'event') return [];
  const trigger = bearerOf(document, ids, value.trigger);
  const type = partsOf(document.lines[fault.line]?.raw ?? '').find(({ kind }) => kind === 'type');
  if (trigger?.kind !== 'textbound' || !type || !allowed.events.has(trigger.type)) return [];
  return [rewrite(`Change ${value.type} to ${trigger.type}`, fault.line, type, trigger.type)];
}

export function valueFixes({ allowed, document, ids }: Reading, fault: Fault, value: BratValue): Fix[] {
  if (value.kind !== 'attribute') return [];
  const bears = typeOf(document, ids, value.target);
  const types = (allowed.attributes.get(value.type) ?? []).filter(
    ({ on }) => bears === undefined || on.includes(bears),
  );
  const values = [...new Set(types.flatMap((type) => type.values))];
  const parts = partsOf(document.lines[fault.line]?.raw ?? '');
  const target = parts.find(({ kind }) => kind === 'target');
  if (!target) return [];
  const behind: Pick<Part, 'start' | 'end'> = { start: target.end, end: parts.at(-1)?.end ?? target.end };
  const written = value.value === true ? '' : value.value;
  const offered = nearestNames(written, values, MOST_VALUES).map((name) =>
    rewrite(`Set ${value.type} to ${name}`, fault.line, behind, ` ${name}`),
  );
  const bare = types.some((type) => type.values.length === 0) && value.value !== true;
  return bare
    ? [...offered, rewrite(`Take the value of ${value.type} away`, fault.line, behind, '')]
    : offered;
}
