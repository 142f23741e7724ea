import type { Schema } from '../annotation/schema';
import { type BratLine, type BratRelation, type BratValue, formatBrat } from '../format/brat';
import type { Span } from '../note/span';
import { checkEvent, checkMention, checkRelation, checkValue, rolesOf } from './allowed';
import { putItems } from './corpus-items';
import type {
  Decision,
  EntityDecision,
  EventDecision,
  LineChange,
  Refused,
  RelationDecision,
  SuggestionPlace,
  Target,
} from './decision';
import { makeDraft, Objection, type UsedIds } from './draft';
import { checkName, fitting, mention, type Step } from './fitting';
import type { Gold } from './gold';
import { settledGold } from './read';
import { removeFrom } from './remove';

export interface DecideOptions {
  /** What may be annotated; anything, without one. */
  readonly schema?: Schema | undefined;
  /** Numbers of ids that were used before. */
  readonly used?: UsedIds;
}

/** What a decision makes of gold. */
export interface Outcome {
  readonly gold: Gold;
  /** Line by line, each at its number at that moment. */
  readonly changes: readonly LineChange[];
  /** Ids of what was made or changed, in the order of the decisions. */
  readonly ids: readonly string[];
  /** Suggestions that are not to come back. */
  readonly rejected: readonly SuggestionPlace[];
}

/**
 * What gold is after a decision: only the lines that it speaks of are others. All of it is done, or nothing. Where a
 * relation or an argument of an event would no longer be allowed by the schema, retyping is refused; one that never was
 * is no reason.
 */
export function decide(gold: Gold, decision: Decision, options: DecideOptions = {}): Outcome | Refused {
  const draft = makeDraft(settledGold(gold), options.used);
  const step: Step = {
    draft,
    schema: options.schema,
    maps: draft.base.maps(),
    names: new Map(),
    ids: [],
    rejected: [],
    ends: new Set(),
  };
  try {
    take(step, decision, options.used);
    for (const id of step.ends) {
      checkRelation(draft, id, options.schema, step.ids.includes(id));
      checkEvent(draft, id, options.schema, step.ids.includes(id));
    }
  } catch (error) {
    if (error instanceof Objection) return { refused: error.message };
    throw error;
  }
  const { ids, rejected } = step;
  return { gold: draft.finish(), changes: draft.changes, ids, rejected };
}

function take(step: Step, decision: Decision, used: UsedIds = {}): void {
  switch (decision.kind) {
    case 'entity':
      addEntity(step, decision);
      break;
    case 'relation':
      addRelation(step, decision);
      break;
    case 'event':
      putEvent(step, decision);
      break;
    case 'type':
      retype(step, idOf(step, decision.id), decision.type);
      break;
    case 'attribute':
      setAttribute(step, idOf(step, decision.id), decision.name, decision.value);
      break;
    case 'spans':
      setSpans(step, idOf(step, decision.id), decision.spans);
      break;
    case 'remove':
      removeFrom(step.draft, decision.ids);
      break;
    case 'reject':
      step.rejected.push(decision.suggestion);
      break;
    case 'items':
      step.ids.push(...putItems(step, decision.items, used));
      break;
    case 'several':
    case 'beforehand':
      for (const one of decision.decisions) take(step, one, used);
  }
}

function idOf({ names }: Step, target: Target): string {
  if (!target.startsWith('$')) return target;
  const id = names.get(target);
  if (id === undefined) throw new Objection('A part of this step speaks of one that is not in it.');
  return id;
}

function named({ names, ids }: Step, as: string | undefined, id: string): void {
  if (as !== undefined) names.set(as, id);
  ids.push(id);
}

function addEntity(step: Step, decision: EntityDecision): void {
  const { draft, schema } = step;
  checkName(decision.type);
  const spans = fitting(draft.base.text, decision.spans);
  const there = checkMention(draft, schema, { type: decision.type, spans });
  if (there !== undefined) {
    if (decision.as === undefined) throw new Objection(`${there} is the same already.`);
    step.names.set(decision.as, there);
    return;
  }
  const id = draft.freshId('T');
  const { value, place } = mention(step, id, decision.type, spans);
  draft.append(value, place);
  named(step, decision.as, id);
  for (const [name, of] of Object.entries(decision.attributes ?? {})) setAttribute(step, id, name, of);
}

const kindOf = (line: BratLine): BratValue['kind'] | 'unread' => line.value.kind;

function needEnd({ draft }: Step, id: string): void {
  if (!/^(?:textbound|event|relation)$/.test(kindOf(draft.need(id))))
    throw new Objection(`${id} is nothing that can be joined.`);
}

function addRelation(step: Step, { type, from, to, roles, as }: RelationDecision): void {
  const { draft, schema } = step;
  checkName(type);
  const [a, b] = [idOf(step, from), idOf(step, to)];
  needEnd(step, a);
  needEnd(step, b);
  if (a === b) throw new Objection('Both ends of this relation are the same.');
  const [first, second] = roles ?? rolesOf(draft, schema, type, a, b);
  const symmetric = schema?.relations.some((one) => one.name === type && one.symmetric) ?? false;
  for (const { value } of draft.naming(a)) {
    if (value.kind !== 'relation' || value.type !== type) continue;
    const [x, y] = value.arguments;
    if ((x?.target === a && y?.target === b) || (symmetric && x?.target === b && y?.target === a))
      throw new Objection(`${value.id} is the same already.`);
  }
  const id = draft.freshId('R');
  const ends = [
    { role: first, target: a },
    { role: second, target: b },
  ];
  draft.append({ kind: 'relation', id, type, arguments: ends });
  step.ends.add(id);
  named(step, as, id);
}

function putEvent(step: Step, decision: EventDecision): void {
  const { draft } = step;
  const { type } = decision;
  checkName(type);
  const trigger = idOf(step, decision.trigger);
  if (kindOf(draft.need(trigger)) !== 'textbound') throw new Objection(`${trigger} is no mention.`);
  const roles = decision.arguments.map(({ role, target }) => ({ role, target: idOf(step, target) }));
  for (const { role, target } of roles) {
    checkName(role);
    needEnd(step, target);
  }
  const old = decision.id === undefined ? undefined : draft.need(decision.id);
  if (old && old.value.kind !== 'event') throw new Objection(`${decision.id} is no event.`);
  const id = decision.id ?? draft.freshId('E');
  const isOwnPart = (of: readonly { readonly target: string }[]): boolean =>
    of.some(({ target }) => target === id);
  // One that a file has so can be changed otherwise.
  if (isOwnPart(roles) && !(old?.value.kind === 'event' && isOwnPart(old.value.arguments)))
    throw new Objection('An event cannot be a part of itself.');
  const value = { kind: 'event', id, type, trigger, arguments: roles } as const;
  if (old) draft.replace(old, value);
  else {
    for (const { value: there } of draft.naming(trigger))
      if (there.kind === 'event' && formatBrat({ ...there, id }) === formatBrat(value))
        throw new Objection(`${there.id} is the same already.`);
    draft.append(value);
  }
  retypeMention(step, trigger, type);
  step.ends.add(id);
  named(step, decision.as, id);
}

/** Gives a mention another type, and the events that it triggers. */
function retypeMention(step: Step, id: string, type: string): void {
  const { draft, schema } = step;
  const line = draft.need(id);
  const { value } = line;
  if (value.kind !== 'textbound' || value.type === type) return;
  const spans = line.place?.spans ?? [];
  const there = checkMention(draft, schema, { type, spans, except: id });
  if (there !== undefined) throw new Objection(`${there} is the same already.`);
  draft.replace(line, { ...value, type });
  for (const each of draft.naming(id)) {
    if (each.value.kind === 'event' && each.value.trigger === id && each.value.type !== type)
      draft.replace(each, { ...each.value, type });
  }
  lookAtEnds(step, id);
}

/** What this is an end or a part of is looked at when all is done; relations, if the schema allowed them before. */
function lookAtEnds({ draft, schema, ends }: Step, id: string): void {
  if (!schema) return;
  const own = draft
    .naming(id)
    .flatMap(({ value }) => (value.kind === 'event' && value.trigger === id ? [value.id] : []));
  for (const { value } of [id, ...own].flatMap((end) => draft.naming(end))) {
    if (value.kind === 'event') ends.add(value.id);
    if (value.kind !== 'relation') continue;
    try {
      checkRelation({ lineOf: draft.lineBefore }, value.id, schema);
      ends.add(value.id);
    } catch (error) {
      if (!(error instanceof Objection)) throw error;
    }
  }
}

function retype(step: Step, id: string, type: string): void {
  checkName(type);
  const line = step.draft.need(id);
  const { value } = line;
  step.ids.push(id);
  if (value.kind === 'event') {
    step.draft.replace(line, { ...value, type });
    step.ends.add(id);
  }
  if (value.kind === 'textbound' || value.kind === 'event')
    retypeMention(step, value.kind === 'event' ? value.trigger : id, type);
  else if (value.kind === 'relation') retypeRelation(step, line, value, type);
  else throw new Objection(`${id} has no type that can be another.`);
}

function retypeRelation(step: Step, line: BratLine, value: BratRelation, type: string): void {
  const [from, to] = value.arguments;
  const [first, second] = rolesOf(step.draft, step.schema, type, from?.target ?? '', to?.target ?? '');
  const roles = step.schema
    ? value.arguments.map((end, i) => ({ ...end, role: [first, second][i] ?? end.role }))
    : value.arguments;
  step.draft.replace(line, { ...value, type, arguments: roles });
  step.ends.add(value.id);
}

function setAttribute(step: Step, id: string, name: string, value: string | true | undefined): void {
  const { draft } = step;
  checkName(name);
  const target = draft.need(id);
  if (typeof value === 'string' && (/[\t\r\n]/.test(value) || value.trim() !== value || value === ''))
    throw new Objection(
      'The value of an attribute holds no tab, no line end and no white space at its edges.',
    );
  const own = draft.naming(id).filter((line) => line.value.kind === 'attribute' && line.value.type === name);
  if (!step.ids.includes(id)) step.ids.push(id);
  if (value === undefined) {
    removeFrom(
      draft,
      own.flatMap((line) => ('id' in line.value ? [line.value.id] : [])),
    );
    return;
  }
  checkValue(target.value, name, value, step.schema);
  // Of several lines on one attribute the last counts.
  const last = own.at(-1);
  if (!last) draft.append({ kind: 'attribute', id: draft.freshId('A'), type: name, target: id, value });
  else if (last.value.kind === 'attribute' && last.value.value !== value)
    draft.replace(last, { ...last.value, value });
}

function setSpans(step: Step, id: string, wanted: readonly Span[]): void {
  const { draft, schema } = step;
  const line = draft.need(id);
  const { value } = line;
  if (value.kind !== 'textbound') throw new Objection(`${id} has no spans.`);
  const spans = fitting(draft.base.text, wanted);
  const there = checkMention(draft, schema, { type: value.type, spans, except: id });
  if (there !== undefined) throw new Objection(`${there} is the same already.`);
  const fresh = mention(step, id, value.type, spans);
  draft.replace(line, fresh.value, fresh.place);
  step.ids.push(id);
}
