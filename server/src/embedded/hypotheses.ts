import type { InferenceLabel } from '../annotation/annotation';
import { decide } from '../learning/classifier';
import { type Note, parseNote } from '../note/note';
import type { Span } from '../note/span';
import { type Alignment, alignmentFeatures, type Weighed } from './alignment-features';
import type { Claim } from './claims';
import { contradictionsOf } from './contradictions';
import { mentionsOf } from './entities';
import type { Judgement } from './judgement';
import { givesAndWithholds, type Meaning, meaningOf, partsOf } from './meaning';
import { type Expected, expectedOf, valueIn } from './measures';
import { folded, foldSameLength, once, perSection } from './memo';
import { classesOf, formsOf } from './senses';
import { shippedJudgement } from './shipped-judgement';
import { CONTRADICTS_ITSELF, judgeState, stateAsked } from './state-hypotheses';

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

interface Verdict {
  readonly label: InferenceLabel;
  readonly reason: string;
  readonly confidence: number;
  /** How close the sentence comes to the hypothesis, for choosing one. */
  readonly score: number;
  readonly alignment?: Alignment;
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

/** A hypothesis, read. */
interface Asked extends Meaning {
  /** The terms of each problem and treatment that it names. */
  readonly named: readonly (readonly string[])[];
}

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
  const asked = askedBy(hypothesis);
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

type Held = 'affirmed' | 'denied' | undefined;

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
  return classesOf(term).some((name) => said.denied.has(name)) ? 'denied' : undefined;
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
function byWords(text: string, said: Meaning, asked: Asked): Verdict {
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
  for (const [term, weight] of asked.terms) {
    total += weight;
    const how = held(said, asked, term);
    if (how === undefined) continue;
    shared += weight;
    if (!said.terms.has(term)) byKind = true;
    if (said.open.has(term)) undecided += weight;
    if ((how === 'denied') === asked.denied.has(term)) withIt += weight;
    else against += weight;
  }
  const cover = total === 0 ? 0 : shared / total;
  const names = namedIn(said, asked);
  const lies = {
    cover,
    against: total === 0 ? 0 : against / total,
    undecided: total === 0 ? 0 : undecided / total,
    named: names.length === 0 ? 1 : names.filter(Boolean).length / names.length,
    byKind,
  };
  const neutral = {
    ...lies,
    verdict: { label: 'neutral', reason: '', confidence: 0.3, score: cover },
  } as const;
  if (cover < SAME_MATTER || names.includes(false)) return neutral;
  // What may be so, or may come, is not so.
  if (undecided > shared / 2 && !asked.states.has('doubt')) return neutral;
  let clash = against > 0 && against >= withIt;
  let reason = 'affirmed in one, denied in the other';
  for (const [question, value] of asked.states) {
    const other = said.states.get(question);
    // An order that waits for something says nothing of what is done now.
    if (question === 'treatment' && other === 'open') return neutral;
    if (!opposed[question]?.some(([a, b]) => (a === value && b === other) || (b === value && a === other)))
      continue;
    // One statin was stopped: that leaves the others.
    if (question === 'treatment' && byKind && value === 'given') return neutral;
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
  if (clash) {
    const verdict = { label: 'contradiction', reason, confidence: 0.4 + 0.4 * cover, score: cover } as const;
    return { ...lies, verdict };
  }
  // A number that the hypothesis states must be there: stage 4 is not stage 3.
  const counted = [...asked.terms.keys()].every((term) => !/^\d/.test(term) || said.terms.has(term));
  if (cover < SAME_SAYING || !counted) return neutral;
  const confidence = 0.3 + 0.5 * cover;
  return {
    ...lies,
    verdict: { label: 'entailment', reason: 'said in other words', confidence, score: cover },
  };
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

/**
 * The rules' judgement; a classifier says how sure it is. Where the classifier decided itself, even what the rules leave
 * open alone, it was right no more often on notes that neither had seen.
 */
export function judgeHypothesis(note: Note, hypothesis: string): Judgement | undefined {
  const weighed = weighHypothesis(note, hypothesis);
  if (!weighed) return undefined;
  const { judgement } = weighed;
  const { confidence } = decide(shippedJudgement('inference'), alignmentFeatures(weighed), judgement.label);
  return { ...judgement, confidence };
}
