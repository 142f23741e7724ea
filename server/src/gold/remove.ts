import type { BratLine } from '../format/brat';
import type { Draft } from './draft';

/**
 * Takes items away, and what cannot stand without them: attributes, notes, normalisations and relations of theirs, and
 * events without their trigger. An event stays without an argument, an equivalence with two or more. The trigger of an
 * event goes with it, unless something else speaks of it.
 * @throws Objection where an id is not in the file
 */
export function removeFrom(draft: Draft, ids: readonly string[]): void {
  for (const id of ids) draft.need(id);
  const gone = new Set(ids);
  for (let found = true; found; ) {
    found = false;
    const take = (id: string): void => {
      if (gone.has(id)) return;
      gone.add(id);
      found = true;
    };
    for (const { value } of draft.lines) {
      if (value.kind === 'event' && gone.has(value.trigger)) take(value.id);
      else if (value.kind === 'event' && gone.has(value.id) && isBare(draft, value.trigger, gone))
        take(value.trigger);
      else if (value.kind === 'relation' && value.arguments.some(({ target }) => gone.has(target)))
        take(value.id);
      else if ('target' in value && gone.has(value.target)) take(value.id);
    }
  }
  for (const line of [...draft.lines]) without(draft, line, gone);
}

/** Whether nothing that stays speaks of a trigger. */
const isBare = (draft: Draft, trigger: string, gone: ReadonlySet<string>): boolean =>
  draft.lineOf(trigger) !== undefined &&
  draft.lines.every(({ value }) => {
    if (value.kind === 'unread' || ('id' in value && gone.has(value.id))) return true;
    if (value.kind === 'equivalence') return !value.targets.includes(trigger);
    if (value.kind === 'event')
      return value.trigger !== trigger && value.arguments.every(({ target }) => target !== trigger);
    return value.kind !== 'relation' || value.arguments.every(({ target }) => target !== trigger);
  });

function without(draft: Draft, line: BratLine, gone: ReadonlySet<string>): void {
  const { value } = line;
  if ('id' in value && gone.has(value.id)) {
    draft.remove(line);
  } else if (value.kind === 'event' && value.arguments.some(({ target }) => gone.has(target))) {
    const roles = value.arguments.filter(({ target }) => !gone.has(target));
    draft.replace(line, { ...value, arguments: roles });
  } else if (value.kind === 'equivalence' && value.targets.some((target) => gone.has(target))) {
    const targets = value.targets.filter((target) => !gone.has(target));
    if (targets.length < 2) draft.remove(line);
    else draft.replace(line, { ...value, targets });
  }
}
