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
