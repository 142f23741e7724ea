import type { InferenceLabel } from '../annotation/annotation';
import { type Note, parseNote } from '../note/note';
import type { Span } from '../note/span';
import { type Claim, clausesOf } from './claims';
import { claimsOf, excludeEachOther } from './contradictions';
import type { Judgement } from './judgement';
import { folded } from './memo';
import { stateClaims } from './states';

type Answers = Readonly<Record<string, Readonly<Record<string, InferenceLabel>>>>;

/** By question and by what the hypothesis answers: what each answer in the note says of it; else it decides nothing. */
const verdicts: Readonly<Record<string, Answers>> = {
  smoking: {
    now: { now: 'entailment', never: 'contradiction', 'not now': 'contradiction', quit: 'contradiction' },
    'not now': { never: 'entailment', 'not now': 'entailment', quit: 'entailment', now: 'contradiction' },
    never: { never: 'entailment', once: 'contradiction', quit: 'contradiction', now: 'contradiction' },
    quit: { quit: 'entailment', never: 'contradiction', now: 'contradiction' },
    once: { once: 'entailment', quit: 'entailment', now: 'entailment', never: 'contradiction' },
  },
  alcohol: {
    none: { none: 'entailment', drinks: 'contradiction' },
    drinks: { drinks: 'entailment', none: 'contradiction' },
  },
  'code status': {
    full: { full: 'entailment', limited: 'contradiction' },
    limited: { limited: 'entailment', full: 'contradiction' },
  },
};

/** What a hypothesis answers to a question with exclusive answers, if it does. */
export const stateAsked = (hypothesis: string): Claim | undefined =>
  parseNote(hypothesis)
    .blocks.flatMap(({ block }) => stateClaims(folded(block), clausesOf(block), 'none'))
    .find(({ key, answer }) => verdicts[key]?.[answer] !== undefined);

/**
 * A hypothesis that answers a question with exclusive answers ("The patient smokes.") held against all that the note
 * answers to it; `asked` is what `stateAsked` finds in it. Undefined where it answers none, or the note is silent on it. Where the note answers both ways, it
 * decides nothing, and the reason says so.
 */
export function judgeState(note: Note, hypothesis: string, asked: Claim | undefined): Judgement | undefined {
  const answers = asked && verdicts[asked.key]?.[asked.answer];
  if (!answers) return undefined;
  const found: { readonly premise: Span; readonly answer: string; readonly label: InferenceLabel }[] = [];
  for (const { start, block, section } of note.blocks)
    for (const { about, key, answer, span } of claimsOf(block, section.kind))
      if (about === asked.about && key === asked.key)
        found.push({
          premise: { start: start + span.start, end: start + span.end },
          answer,
          label: answers[answer] ?? 'neutral',
        });
  // A later sentence stands for how things are now.
  const decisive = found.findLast(({ label }) => label !== 'neutral') ?? found.at(-1);
  if (!decisive) return undefined;
  const { premise, label } = decisive;
  const split = found.some(
    (one) =>
      (one.label !== 'neutral' && label !== 'neutral' && one.label !== label) ||
      found.some((other) => excludeEachOther(asked.key, one.answer, other.answer)),
  );
  if (split) return { premise, hypothesis, label: 'neutral', reason: CONTRADICTS_ITSELF, confidence: 0.7 };
  return {
    premise,
    hypothesis,
    label,
    reason:
      label === 'entailment'
        ? `the note says so: ${asked.key}`
        : label === 'contradiction'
          ? `the note says otherwise: ${asked.key}`
          : `the note leaves it open: ${asked.key}`,
    confidence: label === 'neutral' ? 0.4 : 0.8,
  };
}

/** The reason where two sentences of the note that cannot both hold speak for and against a hypothesis. */
export const CONTRADICTS_ITSELF = 'the note contradicts itself on this';
