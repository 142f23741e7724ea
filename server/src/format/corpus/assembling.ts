import type { Inference, Summary } from '../../annotation/annotation';
import type { OffsetUnit } from '../brat-annotations';
import type { Item, LeftLine, Loss, Read, Suggested } from './document';
import { withIds } from './items';
import { someOf } from './messages';
import { place, type RawEntity } from './placing';

/** What a reader found in a file: entities in its unit, everything else as items, with ids as the file has them. */
export interface Found {
  readonly name: string;
  readonly text: string;
  readonly entities: readonly RawEntity[];
  /** The unit of the format. */
  readonly unit: OffsetUnit;
  readonly others?: readonly Item[];
  readonly suggested?: ReadonlyMap<string, Suggested>;
  readonly inferences?: readonly Inference[];
  readonly summaries?: readonly Summary[];
  readonly leftLines?: readonly LeftLine[];
  readonly warnings?: readonly string[];
  readonly losses?: readonly Loss[];
}

/** A document of what was found: entities in their places, ids as brat has them. */
export function assembled(found: Found): Read {
  const placed = place(found.text, found.entities, found.unit);
  const { items, repeated, named } = withIds([...placed.entities, ...(found.others ?? [])]);
  const warnings = [...(found.warnings ?? []), ...placed.warnings];
  if (repeated.length > 0)
    warnings.push(
      `several items have the id ${someOf(repeated)}; each was given one of its own, and what refers to it means the first`,
    );
  const suggested = [...(found.suggested ?? [])].map(([id, one]) => [named.get(id) ?? id, one] as const);
  return {
    document: {
      name: found.name,
      text: found.text,
      items,
      leftLines: found.leftLines ?? [],
      suggested: new Map(suggested),
      inferences: found.inferences ?? [],
      summaries: found.summaries ?? [],
    },
    warnings,
    losses: [...(found.losses ?? []), ...placed.losses],
  };
}
