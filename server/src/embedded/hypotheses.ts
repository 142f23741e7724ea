import type { InferenceLabel } from '../annotation/annotation';
import type { Note } from '../note/note';
import type { Span } from '../note/span';
import { mentionsOf } from './entities';
import type { Judgement } from './judgement';
import { type Meaning, meaningOf, stemsOf } from './meaning';
import { type Expected, expectedOf, valueIn } from './measures';
import { folded, foldSameLength, perSection } from './memo';

/** A sentence of a block, ready to be held against a hypothesis; offsets into the block. */
interface Statement extends Span {
  /** Folded, with the heading before it where it stands right behind one. */
  readonly text: string;
  /** Read when it is needed first. */
  readonly meaning: () => Meaning;
}

const statementsOf = perSection((block, section): readonly Statement[] => {
  const whole = folded(block);
  const title = block.heading ? `${foldSameLength(block.heading.title)}: ` : '';
  return block.sentences.map(({ start, end }, index) => {
    const text = (index === 0 ? title : '') + whole.slice(start, end);
    let meaning: Meaning | undefined;
    const read = (): Meaning =>
      meaningOf(
        text,
        mentionsOf(block, section)
          .filter((mention) => mention.sentence === index && mention.assertion === 'absent')
          .map((mention) => whole.slice(mention.start, mention.end)),
      );
    return { start, end, text, meaning: () => (meaning ??= read()) };
  });
});

interface Verdict {
  readonly label: InferenceLabel;
  readonly reason: string;
  readonly confidence: number;
  /** How close the sentence comes to the hypothesis, for choosing one. */
  readonly score: number;
}

/** By a value: whether it lies where the hypothesis says. */
function byValue(text: string, expected: Expected): Verdict | undefined {
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
  side: [['left', 'right']],
};

/** Enough shared terms to speak of the same thing, and enough to say that one says the other. */
const SAME_MATTER = 0.45;
const SAME_SAYING = 0.6;

/** By words: the share of the hypothesis' terms in the sentence, and whether they are affirmed or denied there. */
function byWords(said: Meaning, asked: Meaning): Verdict {
  let total = 0;
  let shared = 0;
  let against = 0;
  let withIt = 0;
  for (const [term, weight] of asked.terms) {
    total += weight;
    if (!said.terms.has(term)) continue;
    shared += weight;
    if (said.denied.has(term) === asked.denied.has(term)) withIt += weight;
    else against += weight;
  }
  const cover = total === 0 ? 0 : shared / total;
  const neutral = { label: 'neutral', reason: '', confidence: 0.3, score: cover } as const;
  if (cover < SAME_MATTER || (said.kin && !asked.kin)) return neutral;
  let clash = against > 0 && against >= withIt;
  let reason = 'affirmed in one, denied in the other';
  for (const [question, value] of asked.states) {
    const other = said.states.get(question);
    if (!opposed[question]?.some(([a, b]) => (a === value && b === other) || (b === value && a === other)))
      continue;
    // "Not given" is denied and withheld at once: the two say one thing.
    if (clash && question === 'treatment') clash = false;
    else clash = true;
    reason = `two states that exclude each other: ${question}`;
  }
  // Gone is as good as denied.
  if (asked.states.get('course') === 'gone' || said.states.get('course') === 'gone') {
    const askedNo = asked.states.get('course') === 'gone' || asked.denied.size > 0;
    const saidNo = said.states.get('course') === 'gone' || said.denied.size > 0;
    if (askedNo === saidNo) clash = false;
  }
  if (asked.states.get('doubt') === 'excluded' && said.states.get('doubt') === 'open') clash = true;
  if (clash) return { label: 'contradiction', reason, confidence: 0.4 + 0.4 * cover, score: cover };
  return cover >= SAME_SAYING
    ? { label: 'entailment', reason: 'said in other words', confidence: 0.3 + 0.5 * cover, score: cover }
    : neutral;
}

/**
 * A sentence of the user held against the note: the sentence of the note that decides, or else comes nearest, with what
 * it says of it. Undefined where the note or the hypothesis has no words. Linear in the length of the note.
 */
export function judgeHypothesis(note: Note, hypothesis: string): Judgement | undefined {
  const asked = meaningOf(hypothesis);
  const expected = expectedOf(hypothesis);
  let best: (Verdict & { premise: Span }) | undefined;
  const stems = stemsOf(asked);
  for (const { start, block, section } of note.blocks) {
    for (const statement of statementsOf(block, section.kind)) {
      const { text } = statement;
      // A sentence without any of the words says nothing; the first is kept so that there is one to show.
      const touched = best === undefined || stems.some((stem) => text.includes(stem));
      const verdict =
        (expected && byValue(text, expected)) ?? (touched ? byWords(statement.meaning(), asked) : undefined);
      if (!verdict) continue;
      const rank = verdict.score + (verdict.label === 'neutral' ? 0 : 1);
      const bestRank = best ? best.score + (best.label === 'neutral' ? 0 : 1) : -1;
      // A later sentence that says as much stands for how things are now.
      if (rank < bestRank || (rank === bestRank && verdict.label === 'neutral')) continue;
      best = { ...verdict, premise: { start: start + statement.start, end: start + statement.end } };
    }
  }
  if (!best) return undefined;
  const { premise, label, reason, confidence } = best;
  return { premise, hypothesis, label, reason, confidence };
}
