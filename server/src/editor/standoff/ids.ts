import type { BratDocument, BratValue, Unread } from '../../format/brat';
import { namedIn } from '../../gold/named';

/** Which lines say what an id is, and which refer to it: indices of lines, in order. */
export interface Ids {
  /** The lines that bear the id; more than one is an error. */
  definedAt(id: string): readonly number[];
  /** The lines that refer to the id. */
  namedAt(id: string): readonly number[];
  /** All ids, in the order of the file. */
  all(): Iterable<string>;
}

/** The id that a line bears; equivalences and lines that cannot be read bear none. */
export const idOf = (value: BratValue | Unread): string | undefined => ('id' in value ? value.id : undefined);

/** The ids that a line refers to, in their order. */
export const targetsOf = (value: BratValue | Unread): readonly string[] =>
  value.kind === 'unread' ? [] : namedIn(value);

/** Gathers the ids of a file. Linear. */
export function idsOf({ lines }: BratDocument): Ids {
  const defined = new Map<string, number[]>();
  const named = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, id: string, index: number): void => {
    const known = map.get(id);
    if (!known) map.set(id, [index]);
    else if (known.at(-1) !== index) known.push(index);
  };
  lines.forEach(({ value }, index) => {
    const id = idOf(value);
    if (id !== undefined) add(defined, id, index);
    for (const target of targetsOf(value)) add(named, target, index);
  });
  return {
    definedAt: (id) => defined.get(id) ?? [],
    namedAt: (id) => named.get(id) ?? [],
    all: () => defined.keys(),
  };
}
