import type { AttributeType } from '../../annotation/schema';
import type { Side } from '../../evaluation/adjudication';
import { type Standing, standingOf, type Undecided } from '../../evaluation/undecided';
import { isDefault } from '../../evaluation/unsaid-defaults';
import { itemChanges } from '../../gold/corpus-items';
import type { RejectDecision } from '../../gold/decision';
import type { Gold } from '../../gold/gold';
import type { OpenGold } from '../../gold/store';
import type { Note, PlacedBlock } from '../../note/note';
import { lowerBound, type Span } from '../../note/span';

/** What annotators say of a note. */
export interface Comparison {
  /** The text that they speak of, as the editor held it when they were read. */
  readonly text: string;
  /** Spans are UTF-16 code units of that text. */
  readonly sides: readonly Side[];
  /** Attributes whose default goes without saying: gold need not hold it where all say it. */
  readonly usual: readonly AttributeType[];
}

/** A disagreement that nobody has decided on; the same object for as long as that is so. */
export interface DisagreementItem {
  readonly kind: 'disagreement';
  readonly id: string;
  readonly span: Span;
  readonly about: Undecided;
  readonly comparison: Comparison;
  readonly settlement: RejectDecision;
}

/** Says, in the journal alone, that a person has settled a disagreement: it comes back where its sentence changes. */
export const settlement = (item: DisagreementItem): RejectDecision => item.settlement;

function itemOf(about: Undecided, comparison: Comparison): DisagreementItem {
  const { key, place } = about;
  return {
    kind: 'disagreement',
    id: `disagreement-${key}`,
    span: place,
    about,
    comparison,
    settlement: { kind: 'reject', suggestion: { type: `disagreement ${key}`, spans: [place] } },
  };
}

interface Followed {
  readonly standing: Standing;
  gold: Gold | undefined;
  readonly items: WeakMap<Undecided, DisagreementItem>;
  left: { readonly gold: Gold; readonly items: readonly DisagreementItem[] } | undefined;
}

const followed = new WeakMap<Comparison, Followed>();

/** Gold as it stands, held against what annotators say: each change costs what hangs on it. */
function follow(comparison: Comparison, gold: Gold): Followed {
  let known = followed.get(comparison);
  if (!known) {
    known = {
      standing: standingOf(comparison.sides),
      gold: undefined,
      items: new WeakMap(),
      left: undefined,
    };
    followed.set(comparison, known);
  }
  if (known.gold !== gold) {
    known.standing.follow(itemChanges(known.gold, gold));
    known.gold = gold;
  }
  return known;
}

export const standingIn = (comparison: Comparison, gold: Gold): Standing => follow(comparison, gold).standing;

/** What is left to decide between annotators, by where it stands: what the gold settles is not, nor what a person has. */
export function disagreementsIn(session: OpenGold, comparison: Comparison): readonly DisagreementItem[] {
  const { gold } = session;
  const known = follow(comparison, gold);
  if (known.left?.gold === gold) return known.left.items;
  const goesWithoutSaying = ({ kind, options }: Undecided): boolean =>
    kind === 'agreed' &&
    options.every(({ items }) => items.every((item) => isDefault(item, comparison.usual)));
  const items: DisagreementItem[] = [];
  for (const about of known.standing.undecided()) {
    if (goesWithoutSaying(about)) continue;
    const item = known.items.get(about) ?? itemOf(about, comparison);
    known.items.set(about, item);
    if (!session.isRejected(item.settlement.suggestion)) items.push(item);
  }
  items.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  known.left = { gold, items };
  return items;
}

const byBlock = new WeakMap<readonly DisagreementItem[], Map<PlacedBlock, DisagreementItem[]>>();

/** The part of it that starts in a block; in the last one also what starts behind it. */
export function disagreementsWithin(
  session: OpenGold,
  comparison: Comparison,
  { blocks }: Note,
  placed: PlacedBlock,
): readonly DisagreementItem[] {
  const items = disagreementsIn(session, comparison);
  let found = byBlock.get(items);
  if (!found) {
    found = new Map();
    for (const item of items) {
      const block = blocks[Math.max(0, lowerBound(blocks, item.span.start + 1) - 1)];
      const known = block && found.get(block);
      if (known) known.push(item);
      else if (block) found.set(block, [item]);
    }
    byBlock.set(items, found);
  }
  return found.get(placed) ?? [];
}
