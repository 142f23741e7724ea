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
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    // What comes in on the way is looked at, too.
    for (const id of gone) {
      for (const { value } of draft.naming(id)) {
        if (value.kind === 'relation' || 'target' in value) gone.add(value.id);
        else if (value.kind === 'event' && value.trigger === id) gone.add(value.id);
      }
      for (const { value } of draft.bearing(id))
        if (value.kind === 'event' && isBare(draft, value.trigger, gone)) gone.add(value.trigger);
    }
  }
  const lines = new Set([...gone].flatMap((id) => [...draft.bearing(id), ...draft.naming(id)]));
  for (const line of lines) without(draft, line, gone);
}

/** Whether nothing that stays speaks of a trigger; what would go with it does not count. */
const isBare = (draft: Draft, trigger: string, gone: ReadonlySet<string>): boolean =>
  draft.lineOf(trigger) !== undefined &&
  draft.naming(trigger).every(({ value }) => ('id' in value && gone.has(value.id)) || 'target' in value);

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
