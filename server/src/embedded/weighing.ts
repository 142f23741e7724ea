import type { InferenceLabel } from '../annotation/annotation';
import { type Alignment, isPending } from './alignment-features';
import type { Meaning } from './meaning';
import { type Expected, valueIn } from './measures';
import { classesOf, oppositesOf } from './senses';

/** A hypothesis, read. */
export interface Asked extends Meaning {
  /** The terms of each problem and treatment that it names. */
  readonly named: readonly (readonly string[])[];
}

/** What a sentence says of a hypothesis. */
export interface Verdict {
  readonly label: InferenceLabel;
  readonly reason: string;
  readonly confidence: number;
  /** How close the sentence comes to the hypothesis, for choosing one. */
  readonly score: number;
  readonly alignment?: Alignment;
}

/** By a value: whether it lies where the hypothesis says. */
export function byValue(text: string, expected: Expected): Verdict | undefined {
  const value = valueIn(text, expected);
  if (value === undefined) return undefined;
  const holds = value >= expected.low && value <= expected.high;
  return {
    label: holds ? 'entailment' : 'contradiction',
    reason: holds ? `the value of ${expected.name} agrees` : `the value of ${expected.name} says otherwise`,
    confidence: 0.8,
    score: 1.2,
  };
}

const opposed: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  course: [
    ['gone', 'same'],
    ['gone', 'worse'],
    ['better', 'worse'],
    ['new', 'same'],
    ['same', 'worse'],
  ],
  treatment: [['given', 'withheld']],
  doubt: [['excluded', 'open']],
  level: [['high', 'low']],
  effect: [['worked', 'failed']],
  side: [['left', 'right']],
};

/** What a state weighs beside terms. */
const STATE = 0.5;

/** Enough shared terms to speak of the same thing, and enough to say that one says the other. */
const SAME_MATTER = 0.45;
const SAME_SAYING = 0.6;
/** The same where a problem or treatment that is asked for is not found. */
const SURE_SAYING = 0.8;

type Held = 'affirmed' | 'denied' | 'excluded' | undefined;

/**
 * What a sentence says of a term: by the term itself, by a kind of it that is affirmed (a statin, for atorvastatin), or
 * by a class of it that is denied (an anticoagulant, for warfarin). One kind of a class says nothing of another.
 */
function held(said: Meaning, asked: Asked, term: string): Held {
  if (said.terms.has(term)) {
    if (said.others.has(term) !== asked.others.has(term)) return undefined;
    if (!said.denied.has(term)) return 'affirmed';
    return said.parts.get(term)?.some((part) => !asked.terms.has(part)) ? undefined : 'denied';
  }
  if (said.classes.has(term) && !asked.others.has(term)) return 'affirmed';
  if (classesOf(term).some((name) => said.denied.has(name))) return 'denied';
  for (const other of oppositesOf(term))
    if (said.terms.has(other)) return said.denied.has(other) ? 'affirmed' : 'excluded';
  return undefined;
}

/** How much of what a problem or treatment is called must be found, for it to be the same one; of further ones less. */
const SAME_NAME = 0.65;
const FURTHER_NAME = 0.5;

/** For each problem and treatment that is named, whether it is found. */
function namedIn(said: Meaning, asked: Asked): readonly boolean[] {
  return asked.named.map((terms, index) => {
    let total = 0;
    let found = 0;
    for (const term of terms) {
      const weight = asked.terms.get(term) ?? 0;
      total += weight;
      if (held(said, asked, term) !== undefined) found += weight;
    }
    return found >= (index === 0 ? SAME_NAME : FURTHER_NAME) * total;
  });
}

/** By words: how a sentence lies beside the hypothesis, and what it says of it. */
export function byWords(text: string, said: Meaning, asked: Asked): Verdict {
  const { verdict, ...alignment } = weigh(said, asked);
  return { ...verdict, alignment: { ...alignment, said, text } };
}

/** The share of the hypothesis' terms in the sentence, and whether they are affirmed or denied there. */
function weigh(
  said: Meaning,
  asked: Asked,
): Omit<Alignment, 'said' | 'text'> & { readonly verdict: Verdict } {
  let total = 0;
  let shared = 0;
  let against = 0;
  let withIt = 0;
  let undecided = 0;
  let byKind = false;
  let flips = false;
  let apart = false;
  for (const [term, weight] of asked.terms) {
    total += weight;
    const how = held(said, asked, term);
    if (how === undefined) {
      // Said of another relative, or of a relative where the patient is asked about, or the other way round.
      if (
        asked.relatives.has(term) ||
        (said.terms.has(term) && said.others.has(term) !== asked.others.has(term))
      )
        apart = true;
      continue;
    }
    shared += weight;
    if (!said.terms.has(term)) byKind = true;
    if (said.open.has(term)) undecided += weight;
    if (how === 'excluded') {
      if (!asked.denied.has(term)) flips = !flips;
      continue;
    }
    // That one thing is absent from a place says nothing of another.
    const counts = asked.places.has(term) ? 0.1 * weight : weight;
    if ((how === 'denied') === asked.denied.has(term)) withIt += counts;
    else against += counts;
  }
  // How things stand is asked, too: that a thing is named does not tell that it is better.
  for (const question of ['course', 'level', 'side']) {
    if (total === 0 || !asked.states.has(question)) continue;
    total += STATE;
    if (said.states.has(question)) shared += STATE;
  }
  const cover = total === 0 ? 0 : shared / total;
  const names = namedIn(said, asked);
  const lies = {
    cover,
    against: total === 0 ? 0 : against / total,
    undecided: total === 0 ? 0 : undecided / total,
    named: names.length === 0 ? 1 : names.filter(Boolean).length / names.length,
    byKind,
    apart,
  };
  const neutral = {
    ...lies,
    verdict: { label: 'neutral', reason: '', confidence: 0.3, score: cover },
  } as const;
  if (apart || cover < SAME_MATTER || names.includes(false)) return neutral;
  // What may be so, or may come, is not so.
  if (undecided > shared / 2 && !asked.states.has('doubt')) return neutral;
  // What is still to come tells no result.
  if (isPending(said.text) && !isPending(asked.text)) return neutral;
  let clash = against > 0 && against >= withIt;
  if (flips) clash = !clash;
  let reason = 'affirmed in one, denied in the other';
  for (const [question, [value]] of asked.states) {
    const others = said.states.get(question);
    if (!others || value === undefined) continue;
    // An order that waits for something says nothing of what is done now.
    if (question === 'treatment' && others.has('open')) return neutral;
    const opposite = (other: string): boolean =>
      opposed[question]?.some(([a, b]) => (a === value && b === other) || (b === value && a === other)) ??
      false;
    const telling = question === 'treatment' || question === 'effect';
    if (others.has(value)) {
      if (telling) clash = false;
      continue;
    }
    if (![...others].some(opposite)) continue;
    // One statin was stopped: that leaves the others.
    if (question === 'treatment' && byKind && value === 'given') return neutral;
    // "Not given" is denied and withheld at once: the two say one thing.
    clash = !(clash && question === 'treatment');
    reason = `two states that exclude each other: ${question}`;
  }
  // Gone is as good as denied.
  const gone = (meaning: Meaning): boolean => meaning.states.get('course')?.has('gone') ?? false;
  if (gone(asked) || gone(said)) {
    if ((gone(asked) || asked.denied.size > 0) === (gone(said) || said.denied.size > 0)) clash = false;
  }
  if (asked.states.get('doubt')?.has('excluded') && said.states.get('doubt')?.has('open')) clash = true;
  if (clash) {
    const verdict = { label: 'contradiction', reason, confidence: 0.4 + 0.4 * cover, score: cover } as const;
    return { ...lies, verdict };
  }
  // A number that the hypothesis states must be there: stage 4 is not stage 3.
  const counted = [...asked.terms.keys()].every((term) => !/^\d/.test(term) || said.terms.has(term));
  const told = [...asked.terms].every(
    ([term, weight]) => weight < 1 || asked.places.has(term) || held(said, asked, term) !== undefined,
  );
  if (cover < SAME_SAYING || !counted || (!told && cover < SURE_SAYING)) return neutral;
  const confidence = 0.3 + 0.5 * cover;
  return {
    ...lies,
    verdict: { label: 'entailment', reason: 'said in other words', confidence, score: cover },
  };
}
