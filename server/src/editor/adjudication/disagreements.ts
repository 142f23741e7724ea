import type { AttributeType } from '../../annotation/schema';
import type { Side } from '../../evaluation/adjudication';
import { type Undecided, undecided } from '../../evaluation/undecided';
import { isDefault } from '../../evaluation/unsaid-defaults';
import { corpusItemsOf } from '../../gold/corpus-items';
import type { RejectDecision } from '../../gold/decision';
import type { Gold } from '../../gold/gold';
import type { OpenGold } from '../../gold/store';
import type { Span } from '../../note/span';

/** What annotators say of a note. */
export interface Comparison {
  /** The text that they speak of, as the editor held it when they were read. */
  readonly text: string;
  /** Spans are UTF-16 code units of that text. */
  readonly sides: readonly Side[];
  /** Attributes whose default goes without saying: gold need not hold it where all say it. */
  readonly usual: readonly AttributeType[];
}

/** A disagreement that nobody has decided on. */
export interface DisagreementItem {
  readonly kind: 'disagreement';
  readonly id: string;
  readonly span: Span;
  readonly about: Undecided;
  readonly sides: readonly Side[];
}

/** Says, in the journal alone, that a person has settled a disagreement: it comes back where its sentence changes. */
export const settlement = ({ about }: Pick<DisagreementItem, 'about'>): RejectDecision => ({
  kind: 'reject',
  suggestion: { type: `disagreement ${about.key}`, spans: [about.place] },
});

const known = new WeakMap<
  Gold,
  { readonly comparison: Comparison; readonly items: readonly DisagreementItem[] }
>();

/** What is left to decide between annotators, by where it stands: what the gold settles is not, nor what a person has. */
export function disagreementsIn(session: OpenGold, comparison: Comparison): readonly DisagreementItem[] {
  const found = known.get(session.gold);
  if (found?.comparison === comparison) return found.items;
  const { sides, usual } = comparison;
  const goesWithoutSaying = ({ kind, options }: Undecided): boolean =>
    kind === 'agreed' && options.every(({ items }) => items.every((item) => isDefault(item, usual)));
  const items = undecided(sides, corpusItemsOf(session.gold))
    .filter((about) => !goesWithoutSaying(about))
    .map((about): DisagreementItem => {
      return { kind: 'disagreement', id: `disagreement-${about.key}`, span: about.place, about, sides };
    })
    .filter((item) => !session.isRejected(settlement(item).suggestion));
  items.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  known.set(session.gold, { comparison, items });
  return items;
}
