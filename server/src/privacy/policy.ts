import { makeRulings, noRulings, type Ruling, type Rulings } from './corpus/rulings';

/** `balanced`: what looks like an identifier is masked. `strict`: whatever is not known to be safe is. */
export const modes = ['balanced', 'strict'] as const;
export type Mode = (typeof modes)[number];

/** How identifiers are looked for. One object for the same policy: what was found is remembered under it. */
export interface Policy {
  readonly mode: Mode;
  /** What the user said of single phrases: stronger than all that is looked for, in both modes. */
  readonly rulings: Rulings;
}

const policies = new WeakMap<Rulings, Readonly<Record<Mode, Policy>>>();

/** The policy for a mode and rulings: the same object for the same content. */
export function policyFor(mode: Mode, list: readonly Ruling[] = []): Policy {
  const rulings = list.length === 0 ? noRulings : makeRulings(list);
  let both = policies.get(rulings);
  if (!both) {
    both = { balanced: { mode: 'balanced', rulings }, strict: { mode: 'strict', rulings } };
    policies.set(rulings, both);
  }
  return both[mode];
}

export const balanced = policyFor('balanced');
export const strict = policyFor('strict');
