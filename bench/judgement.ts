import { settled } from '../server/src/embedded/hypotheses';
import { type Judged, judged } from '../server/src/embedded/shipped-judgement';
import { calibrationError, type Outcome, reliability } from '../server/src/learning/calibration';
import { type Classifier, decide, heldOut, trainClassifier } from '../server/src/learning/classifier';
import { type JudgedSample, UNRELATED } from './judgement-samples';
import { options, ownJudgements, samplesOf, styleJudgements } from './judgement-training';
import { rouge } from './rouge';
import type { Row } from './table';

const digits = (value: number): string => value.toFixed(3).replace(/^0/, '');

/** A label that was given, and the right one. */
interface Answer {
  readonly said: string;
  readonly gold: string;
}

/** Without the direction between two problems, which the guideline's readers often leave open. */
const plain = (label: string): string => label.replace(/[<>]/, '');

const accuracy = (answers: readonly Answer[]): number =>
  answers.filter(({ said, gold }) => plain(said) === plain(gold)).length / answers.length;

/** F1 of one label. */
function f1Of(answers: readonly Answer[], label: string): number {
  const count = (keep: (one: Answer) => boolean): number => answers.filter(keep).length;
  const right = count(({ said, gold }) => said === label && gold === label);
  const total = count(({ said }) => said === label) + count(({ gold }) => gold === label);
  return total === 0 ? 0 : (2 * right) / total;
}

const labelsOf = (answers: readonly Answer[]): string[] =>
  [...new Set(answers.map(({ gold }) => gold))].sort();

const macro = (answers: readonly Answer[]): number => {
  const labels = labelsOf(answers);
  return labels.reduce((sum, label) => sum + f1Of(answers, label), 0) / labels.length;
};

/** Micro-averaged F1 of relations; `gold` also counts those whose ends no sentence holds together. */
function micro(answers: readonly Answer[], gold: number): number {
  const claimed = answers.filter(({ said }) => said !== UNRELATED);
  const right = claimed.filter((one) => plain(one.said) === plain(one.gold)).length;
  return (2 * right) / (claimed.length + gold);
}

interface Measured {
  readonly sample: JudgedSample;
  readonly said: string;
  readonly confidence: number;
}

const judgedBy = (classifier: Classifier, samples: readonly JudgedSample[]): Measured[] =>
  samples.map((sample) => {
    const { label, confidence } = sample.yields
      ? settled(classifier, sample.features, sample.rule, false)
      : decide(classifier, sample.features, sample.said);
    return { sample, said: label, confidence };
  });

/** Each note judged by a classifier that never saw it: five parts by note, the project's own notes always learned from. */
function inFolds(what: Judged, samples: readonly JudgedSample[], own: readonly JudgedSample[]): Measured[] {
  const parts = heldOut(samples, 5);
  return [0, 1, 2, 3, 4].flatMap((fold) => {
    const out = ({ group }: JudgedSample): boolean => parts.get(group) === fold;
    const seen = [...samples.filter((one) => !out(one)), ...own];
    return judgedBy(trainClassifier(seen, options[what]), samples.filter(out));
  });
}

const outcomesOf = (measured: readonly Measured[]): Outcome[] =>
  measured
    .filter(({ said }) => said !== UNRELATED)
    .map(({ sample, said, confidence }) => ({ p: confidence, right: plain(said) === plain(sample.label) }));

/** The figure of a task from answers. */
type Figure = (answers: readonly Answer[]) => number;

function compared(
  what: string,
  measured: readonly Measured[],
  figure: Figure,
  name: string,
  goal?: number,
): Row[] {
  const rules = figure(measured.map(({ sample }) => ({ said: sample.rule, gold: sample.label })));
  const value = figure(measured.map(({ sample, said }) => ({ said, gold: sample.label })));
  const bySure = measured
    .filter(({ sample }) => sample.rule !== UNRELATED)
    .map(({ sample }) => ({ p: sample.sure, right: plain(sample.rule) === plain(sample.label) }));
  const row = { what: `${what}, ${name}`, value: `${digits(value)} (rules alone ${digits(rules)})` };
  const error = `${digits(calibrationError(outcomesOf(measured)))} (rules alone ${digits(calibrationError(bySure))})`;
  return [
    goal === undefined ? row : { ...row, goal: `at least ${digits(goal)}`, met: value >= goal },
    { what: `${what}, expected calibration error`, value: error },
  ];
}

/** The figures of a task: five-fold over all notes, of those the second half, and that half by the first half alone. */
function task(
  what: Judged,
  samples: readonly JudgedSample[],
  own: readonly JudgedSample[],
  second: ReadonlySet<string>,
  figure: (half: boolean) => Figure,
  name: string,
  goal: number,
): Row[] {
  const folded = inFolds(what, samples, own);
  const inSecond = ({ group }: JudgedSample): boolean => second.has(group);
  const first = [...samples.filter((one) => !inSecond(one)), ...own];
  const apart = judgedBy(trainClassifier(first, options[what]), samples.filter(inSecond));
  const answers = folded.map(({ sample, said }) => ({ said, gold: sample.label }));
  return [
    ...compared(`${what}, five-fold by note`, folded, figure(false), name, goal),
    ...compared(
      `${what}, five-fold, second half`,
      folded.filter(({ sample }) => inSecond(sample)),
      figure(true),
      name,
    ),
    ...compared(`${what}, second half, learned from the first`, apart, figure(true), name),
    {
      what: `${what}, by label, five-fold`,
      value: labelsOf(answers)
        .map((label) => `${label} ${digits(f1Of(answers, label))}`)
        .join(', '),
    },
    ...reliability(outcomesOf(folded), 5).map(({ from, to, count, confidence, accuracy: right }) => ({
      what: `  confidence ${from.toFixed(1)} to ${to.toFixed(1)}`,
      value: `${digits(confidence)} on average, right ${digits(right)} (n=${count})`,
    })),
  ];
}

/** Assertions, relations on gold mentions, hypotheses: the classifiers beside the rules alone; and summaries. */
export async function judgement(data: string): Promise<Row[]> {
  const style = styleJudgements(data);
  if (style.notes.length === 0)
    return [{ what: 'judgement', value: 'not measured: the corpus is not there' }];
  const samples = samplesOf(style);
  const own = samplesOf(ownJudgements());
  const half = style.notes.slice(Math.ceil(style.notes.length / 2));
  const second = new Set(half.map(({ name }) => name));
  const related = (notes: typeof style.notes): number =>
    notes.reduce((sum, { relations }) => sum + relations.length, 0);
  const figures: Record<Judged, (half: boolean) => Figure> = {
    assertion: () => macro,
    relation: (isHalf) => (answers) => micro(answers, related(isHalf ? half : style.notes)),
    inference: () => accuracy,
  };
  const names = { assertion: 'macro-F1', relation: 'micro-F1', inference: 'accuracy' };
  const goals = { assertion: 0.85, relation: 0.75, inference: 0.7 };
  return [
    ...judged.flatMap((what) =>
      task(what, samples[what], own[what], second, figures[what], names[what], goals[what]),
    ),
    ...compared(
      'inference, the classifier deciding itself, five-fold by note',
      inFolds('inference', samples.inference.map(open), own.inference.map(open)),
      accuracy,
      'accuracy',
    ),
    ...compared(
      'inference, the classifier deciding what the rules leave open, five-fold by note',
      inFolds('inference', samples.inference.map(unsettled), own.inference.map(unsettled)),
      accuracy,
      'accuracy',
    ),
    ...rouge(data),
  ];
}

/** A sample that the classifier decides. */
const open = ({ said: _, yields: __, ...sample }: JudgedSample): JudgedSample => sample;

const unsettled = (sample: JudgedSample): JudgedSample =>
  sample.rule === 'neutral' ? open(sample) : { ...open(sample), said: sample.rule };
