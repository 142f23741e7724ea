import { takeSide } from '../../evaluation/taking';
import type { Decision, Refused } from '../../gold/decision';
import type { Gold } from '../../gold/gold';
import { type DisagreementItem, settlement, standingIn } from './disagreements';

/**
 * Takes what one side says, with what it hangs on. Where that says nothing, gold stays as it is.
 * @param side from 0
 */
export function takingSide(gold: Gold, item: DisagreementItem, side: number): Decision | Refused {
  const { about, comparison } = item;
  const option = about.options[side];
  if (!option) return { refused: `there are ${about.options.length} annotators.` };
  const settled = settlement(item);
  if (option.items.length === 0) return settled;
  const { items, isWhole } = takeSide(standingIn(comparison, gold), about, side);
  if (items.length === 0) return settled;
  const taken = { kind: 'items', items } as const;
  // On an entity that another has otherwise, what a side says is not found again as its own.
  return isWhole ? taken : { kind: 'several', decisions: [taken, settled] };
}

/** Takes what the only side that says anything does. */
export function takingOnly(gold: Gold, item: DisagreementItem): Decision | Refused {
  const { options, kind } = item.about;
  const speaking = options.flatMap(({ items }, side) => (items.length > 0 ? [side] : []));
  const [only] = kind === 'agreed' ? [0] : speaking.length === 1 ? speaking : [];
  return only === undefined
    ? { refused: 'annotators disagree here: take one side (1, 2, …), neither, or write a third.' }
    : takingSide(gold, item, only);
}

/** A third mention, of another type, where the first that marks one does. */
export function thirdOf(item: DisagreementItem, type: string): Decision | Refused {
  for (const { items } of item.about.options) {
    const first = items.find((one) => one.kind === 'textbound');
    if (first?.kind === 'textbound')
      return {
        kind: 'several',
        decisions: [{ kind: 'entity', type, spans: first.spans, as: '$third' }, settlement(item)],
      };
  }
  return { refused: 'annotators disagree on something else than a mention: take a side first.' };
}
