import type { BratValue } from '../format/brat';

/** The ids that a line names, beside its own. */
export function namedIn(value: BratValue): readonly string[] {
  switch (value.kind) {
    case 'textbound':
      return [];
    case 'relation':
      return value.arguments.map(({ target }) => target);
    case 'event':
      return [value.trigger, ...value.arguments.map(({ target }) => target)];
    case 'equivalence':
      return value.targets;
    default:
      return [value.target];
  }
}

/** What a line says with other ids in place of some. */
export function renameIn(value: BratValue, names: ReadonlyMap<string, string>): BratValue {
  const to = (id: string): string => names.get(id) ?? id;
  const roles = (list: readonly { role: string; target: string }[]) =>
    list.map(({ role, target }) => ({ role, target: to(target) }));
  switch (value.kind) {
    case 'textbound':
      return { ...value, id: to(value.id) };
    case 'relation':
      return { ...value, id: to(value.id), arguments: roles(value.arguments) };
    case 'event':
      return { ...value, id: to(value.id), trigger: to(value.trigger), arguments: roles(value.arguments) };
    case 'equivalence':
      return { ...value, targets: value.targets.map(to) };
    default:
      return { ...value, id: to(value.id), target: to(value.target) };
  }
}
