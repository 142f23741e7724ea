import type { InferenceLabel } from '../annotation/annotation';
import { type Classifier, type Decision, decide, type Features } from '../learning/classifier';
import { type Note, parseNote } from '../note/note';
import type { Span } from '../note/span';
import { alignmentFeatures, type Weighed } from './alignment-features';
import type { Claim } from './claims';
import { contradictionsOf } from './contradictions';
import { mentionsOf } from './entities';
import type { Judgement } from './judgement';
import { givesAndWithholds, type Meaning, meaningOf, partsOf } from './meaning';
import { type Expected, expectedOf } from './measures';
import { folded, foldSameLength, once, perSection } from './memo';
import { formsOf } from './senses';
import { shippedJudgement } from './shipped-judgement';
import { CONTRADICTS_ITSELF, judgeState, stateAsked } from './state-hypotheses';
import { type Asked, byValue, byWords, type Verdict } from './weighing';

/** A sentence of a block, ready to be held against a hypothesis; offsets into the block. */
interface Statement extends Span {
  /** Folded, with the heading before it where it stands right behind one. */
  readonly text: string;
  /** What it says; each part by itself where it tells of two treatments. Read when it is needed first. */
  readonly meanings: () => readonly Meaning[];
}

const statementsOf = perSection((block, section): readonly Statement[] => {
  const whole = folded(block);
  const title = block.heading ? `${foldSameLength(block.heading.title)}: ` : '';
  return block.sentences.map(({ start, end }, index) => {
    const text = (index === 0 ? title : '') + whole.slice(start, end);
    const read = (): readonly Meaning[] => {
      const said = mentionsOf(block, section).filter((mention) => mention.sentence === index);
      const phrases = (...assertions: readonly string[]): string[] =>
        said
          .filter(({ assertion }) => assertion !== undefined && assertions.includes(assertion))
          .map((mention) => whole.slice(mention.start, mention.end));
      const known = {
        absent: phrases('absent'),
        others: phrases('associated_with_someone_else'),
        open: phrases('possible', 'hypothetical'),
      };
      return (givesAndWithholds(text) ? partsOf(text) : [text]).map((part) => meaningOf(part, known));
    };
    return { start, end, text, meanings: once(read) };
  });
});

function askedBy(hypothesis: string): Asked {
  const meaning = meaningOf(hypothesis);
  const named = parseNote(hypothesis).blocks.flatMap(({ block, section }) =>
    mentionsOf(block, section.kind)
      .filter(({ type }) => type !== 'test')
      .map(({ start, end }) =>
        [...meaningOf(block.text.slice(start, end)).terms.keys()].filter((term) => meaning.terms.has(term)),
      ),
  );
  return { ...meaning, named: named.filter((terms) => terms.length > 0) };
}

/** Everything that is read of a hypothesis before a note is looked at. */
interface Question {
  readonly asked: Asked;
  readonly expected: Expected | undefined;
  readonly forms: readonly string[];
  readonly state: Claim | undefined;
}

// The same few hypotheses are held against note after note.
const questions = new Map<string, Question>();
const MOST_QUESTIONS = 64;

function readOnce(hypothesis: string): Question {
  const known = questions.get(hypothesis);
  if (known) return known;
  // In a note on a child "the child" is the patient.
  const asked = askedBy(
    hypothesis.replace(
      /^(?:the|this) (?:child|baby|infant|newborn|neonate|boy|girl|toddler)\b/i,
      'The patient',
    ),
  );
  const question = {
    asked,
    expected: expectedOf(hypothesis),
    forms: formsOf(new Set(asked.terms.keys())),
    state: stateAsked(hypothesis),
  };
  if (questions.size >= MOST_QUESTIONS) questions.clear();
  questions.set(hypothesis, question);
  return question;
}

/** What a sentence says of the hypothesis; the part that says most. */
function judge(statement: Statement, asked: Asked, expected: Expected | undefined): Verdict | undefined {
  const byMeasure = expected && byValue(statement.text, expected);
  if (byMeasure) return byMeasure;
  let best: Verdict | undefined;
  for (const said of statement.meanings()) {
    const verdict = byWords(statement.text, said, asked);
    if (!best || rank(verdict) > rank(best)) best = verdict;
  }
  return best;
}

const rank = (verdict: Verdict): number => verdict.score + (verdict.label === 'neutral' ? 0 : 1);

/** Whether two sentences that the note sets against each other speak for and against what is asked. */
function contradictsItself(note: Note, decided: readonly (Verdict & { readonly premise: Span })[]): boolean {
  const labels = new Set(decided.map(({ label }) => label));
  if (labels.size < 2) return false;
  const labelOf = (span: Span | string): InferenceLabel | undefined =>
    typeof span === 'string'
      ? undefined
      : decided.find(({ premise }) => premise.start <= span.start && span.start < premise.end)?.label;
  for (const found of contradictionsOf(note)) {
    if (!found) continue;
    const [a, b] = [labelOf(found.premise), labelOf(found.hypothesis)];
    if (a !== undefined && b !== undefined && a !== b) return true;
  }
  return false;
}

/** A judgement by the rules, with what they made it from. */
export interface WeighedJudgement extends Weighed {
  readonly judgement: Judgement;
}

/**
 * A sentence of the user held against the note by rules alone: the sentence of the note that decides, or else comes nearest,
 * with what it says of it. Neutral where two sentences of the note that cannot both hold speak for it and against it.
 * Undefined where the note or the hypothesis has no words. Linear in the length of the note.
 */
export function weighHypothesis(note: Note, hypothesis: string): WeighedJudgement | undefined {
  const { asked, expected, forms, state } = readOnce(hypothesis);
  const byState = judgeState(note, hypothesis, state);
  if (byState) {
    const split = byState.reason === CONTRADICTS_ITSELF;
    return { hypothesis, asked, rule: byState, judgement: byState, alignment: undefined, anywhere: 1, split };
  }
  let best: (Verdict & { readonly premise: Span }) | undefined;
  const decided: (Verdict & { readonly premise: Span })[] = [];
  const seen = new Set<string>();
  for (const { start, block, section } of note.blocks) {
    for (const statement of statementsOf(block, section.kind)) {
      // A sentence without any of the words says nothing; the first is kept so that there is one to show.
      const touched =
        best === undefined ||
        expected?.words.test(statement.text) ||
        forms.some((form) => statement.text.includes(form));
      const verdict = touched ? judge(statement, asked, expected) : undefined;
      if (!verdict) continue;
      for (const term of verdict.alignment?.said.terms.keys() ?? [])
        if (asked.terms.has(term)) seen.add(term);
      const placed = { ...verdict, premise: { start: start + statement.start, end: start + statement.end } };
      if (verdict.label !== 'neutral') decided.push(placed);
      // A later sentence that says as much stands for how things are now.
      const before = best ? rank(best) : -1;
      if (rank(verdict) > before || (rank(verdict) === before && verdict.label !== 'neutral')) best = placed;
    }
  }
  if (!best) return undefined;
  const { premise, label, reason, confidence, alignment } = best;
  const split = contradictsItself(note, decided);
  const judgement: Judgement = split
    ? { premise, hypothesis, label: 'neutral', reason: CONTRADICTS_ITSELF, confidence: 0.7 }
    : { premise, hypothesis, label, reason, confidence };
  const anywhere = asked.terms.size === 0 ? 0 : seen.size / asked.terms.size;
  return { hypothesis, asked, rule: judgement, judgement, alignment, anywhere, split };
}

/** What is said where the classifier, not a rule, decides. */
const reasons: Readonly<Record<string, string>> = {
  entailment: 'said in other words',
  contradiction: 'otherwise, in other words',
  neutral: '',
};

/**
 * The rules' judgement, unless they go by words alone and a classifier is surer of another; it says how sure to be.
 * What rules read of values and states, and that a note contradicts itself, stands.
 */
export function judgeHypothesis(note: Note, hypothesis: string): Judgement | undefined {
  const weighed = weighHypothesis(note, hypothesis);
  if (!weighed) return undefined;
  const { judgement } = weighed;
  const features = alignmentFeatures(weighed);
  const { label, confidence } = settled(
    shippedJudgement('inference'),
    features,
    judgement.label,
    stands(weighed),
  );
  if (label === judgement.label) return { ...judgement, confidence };
  return { ...judgement, label: label as InferenceLabel, reason: reasons[label] ?? '', confidence };
}

/** The least share of the hypothesis' terms that a sentence must hold to decide anything. */
const GROUND = 0.3;

/** Whether the rules' label stands whatever the classifier says. */
export const stands = ({ alignment, split, rule }: Weighed): boolean =>
  alignment === undefined ||
  alignment.apart ||
  split ||
  (rule.label === 'neutral' && alignment.cover < GROUND);

/** How sure of another label the classifier must be, from 0 to 1. */
const SURER = 0.6;

/** The label of the rules, or the classifier's where that is sure of it and the rules' does not stand anyway. */
export function settled(classifier: Classifier, features: Features, rule: string, fixed: boolean): Decision {
  const own = decide(classifier, features);
  return fixed || own.confidence < SURER ? decide(classifier, features, rule) : own;
}
