import { relationOf, roleOf, type Schema } from '../annotation/schema';
import type { BratValue } from '../format/brat';
import type { Span } from '../note/span';
import { type Draft, Objection } from './draft';

/** The type of what an id stands for, as the ends of a relation see it. */
const typeOf = (draft: Pick<Draft, 'lineOf'>, id: string): string | undefined => {
  const value = draft.lineOf(id)?.value;
  return value && 'type' in value ? value.type : undefined;
};

const same = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length && a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end);

const within = (inner: readonly Span[], outer: readonly Span[]): boolean =>
  inner.every((span) => outer.some((other) => other.start <= span.start && span.end <= other.end));

const meet = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.some((one) => b.some((other) => one.start < other.end && other.start < one.end));

interface Mention {
  readonly type: string;
  readonly spans: readonly Span[];
  /** The mention's own id, where it is there. */
  readonly except?: string;
}

/**
 * Looks at a mention that is to be: its type must be one of the schema's, and it may overlap others only as that says.
 * @returns the id of one of the same type and spans, if there is one
 * @throws Objection
 */
export function checkMention(draft: Draft, schema: Schema | undefined, mention: Mention): string | undefined {
  const { type, spans } = mention;
  if (schema && ![...schema.entities, ...schema.events].some(({ name }) => name === type))
    throw new Objection(`${type} is no type of this corpus.`);
  const hull = { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
  for (const other of draft.near(hull)) {
    if (other.id === mention.except) continue;
    const there = other.spans;
    if (other.type === type && same(there, spans)) return other.id;
    if (!schema?.overlaps || !meet(there, spans)) continue;
    const [first, second] = within(there, spans) ? [type, other.type] : [other.type, type];
    const kind = same(there, spans)
      ? 'equal'
      : within(there, spans) || within(spans, there)
        ? 'contain'
        : 'cross';
    const fits = schema.overlaps.some(
      (rule) =>
        rule.kinds.includes(kind) &&
        ((rule.first.includes(first) && rule.second.includes(second)) ||
          (kind !== 'contain' && rule.first.includes(second) && rule.second.includes(first))),
    );
    if (!fits)
      throw new Objection(`It would overlap ${other.id}, which this corpus does not allow for these types.`);
  }
  return undefined;
}

/** The roles of a relation's ends, as the schema names them. */
export function rolesOf(
  draft: Draft,
  schema: Schema | undefined,
  type: string,
  from: string,
  to: string,
): readonly [string, string] {
  const named = schema && relationOf(schema, type, typeOf(draft, from) ?? '', typeOf(draft, to) ?? '');
  return named?.roles ?? schema?.relations.find(({ name }) => name === type)?.roles ?? ['Arg1', 'Arg2'];
}

/** Whether the schema has a relation's type, and for the types of its ends. @throws Objection */
export function checkRelation(
  draft: Pick<Draft, 'lineOf'>,
  id: string,
  schema: Schema | undefined,
  isNew = false,
): void {
  const value = draft.lineOf(id)?.value;
  if (!schema || value?.kind !== 'relation') return;
  const known = schema.relations.filter(({ name }) => name === value.type);
  if (known.length === 0) throw new Objection(`${value.type} is no relation of this corpus.`);
  const [from, to] = value.arguments.map(({ target }) => typeOf(draft, target) ?? '');
  const fits = known.some(
    (one) =>
      (one.from.includes(from ?? '') && one.to.includes(to ?? '')) ||
      (one.symmetric && one.from.includes(to ?? '') && one.to.includes(from ?? '')),
  );
  if (!fits)
    throw new Objection(
      isNew
        ? `${value.type} does not go from ${from} to ${to} in this corpus.`
        : `${id} is ${value.type}, which does not go from ${from} to ${to} in this corpus; give it another type or take it away first.`,
    );
}

/** What of an event the schema does not allow, argument by argument. */
function misfits(draft: Pick<Draft, 'lineOf'>, id: string, schema: Schema): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const value = draft.lineOf(id)?.value;
  if (value?.kind !== 'event') return found;
  const type = schema.events.find(({ name }) => name === value.type);
  if (!type) return found.set(value.type, `${value.type} is no event of this corpus.`);
  const played = new Set<string>();
  for (const { role: name, target } of value.arguments) {
    const role = roleOf(type, name);
    const of = typeOf(draft, target) ?? '';
    if (!role) found.set(`${name} ${target}`, `${type.name} has no ${name} in this corpus.`);
    else if (!role.types.includes(of))
      found.set(`${name} ${target}`, `${of} is no ${role.name} of ${type.name} in this corpus.`);
    else if (played.has(role.name) && !role.repeats)
      found.set(`${name} ${target}`, `${role.name} stands once in ${type.name}.`);
    if (role) played.add(role.name);
  }
  return found;
}

/** Whether the schema has an event, and its arguments; what it did not allow before is no reason. @throws Objection */
export function checkEvent(
  draft: Pick<Draft, 'lineOf' | 'lineBefore'>,
  id: string,
  schema: Schema | undefined,
  isNew = false,
): void {
  if (!schema) return;
  const before = misfits({ lineOf: draft.lineBefore }, id, schema);
  for (const [what, why] of misfits(draft, id, schema))
    if (!before.has(what)) throw new Objection(isNew ? why : `${id} would not hold: ${why}`);
}

/** Whether the schema has an attribute of this name and value for this item. @throws Objection */
export function checkValue(
  on: BratValue | { readonly kind: 'unread' },
  name: string,
  value: string | true,
  schema: Schema | undefined,
): void {
  if (!schema) return;
  const known = schema.attributes.filter((one) => one.name === name);
  if (known.length === 0) throw new Objection(`${name} is no attribute of this corpus.`);
  const here = known.find((one) => 'type' in on && one.on.includes(on.type));
  if (!here)
    throw new Objection(`${name} is no attribute of ${'type' in on ? on.type : 'this'} in this corpus.`);
  if (here.values.length === 0 ? value !== true : value === true || !here.values.includes(value))
    throw new Objection(`This is no value of ${name} in this corpus.`);
}
