import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedTagger } from '../server/src/embedded/shipped-tagger';
import { ruleFeatures } from '../server/src/embedded/word-features';
import { add, noCounts, score } from '../server/src/evaluation/counts';
import { countMatches } from '../server/src/evaluation/matching';
import { calibrationError, type Outcome, reliability } from '../server/src/learning/calibration';
import { type GoldSentence, sentencesToTag, type TypedSpan } from '../server/src/learning/sentence';
import type { Tagger } from '../server/src/learning/tagger';
import { continueTraining, trainTagger } from '../server/src/learning/train';
import { parseNote } from '../server/src/note/note';
import { overlaps } from '../server/src/note/span';
import { mtsamples } from './corpus';
import { type Row, spread } from './table';
import { goldIn, sentencesOfGold } from './training-data';

/** A note with its gold entities; UTF-16 code units. */
interface Gold {
  readonly text: string;
  readonly entities: readonly TypedSpan[];
}

const digits = (value: number): string => value.toFixed(3).replace(/^0/, '');

const tagNote = (tagger: Tagger, text: string) =>
  sentencesToTag(parseNote(text), ruleFeatures).flatMap((sentence) => tagger.tag(sentence));

/** Exact and overlapping F1, held against their goals; `taggers[i % n]` reads note i. */
function scored(
  what: string,
  notes: readonly Gold[],
  taggers: readonly Tagger[],
  goals: { readonly exact?: number; readonly overlapping?: number } = {},
): Row[] {
  const said = notes.map(({ text }, i) => tagNote(taggers[i % taggers.length] as Tagger, text));
  return (['exact', 'overlapping'] as const).map((how) => {
    const counts = notes
      .map(({ entities }, i) => countMatches(entities, said[i] ?? [], how))
      .reduce(add, noCounts);
    const { f1, precision, recall } = score(counts);
    const goal = goals[how];
    const row = {
      what: `${what}, ${how}`,
      value: `F1 ${digits(f1)} (P ${digits(precision)}, R ${digits(recall)}, ${counts.gold} gold)`,
    };
    return goal === undefined ? row : { ...row, goal: `at least ${digits(goal)}`, met: f1 >= goal };
  });
}

/** What became of gold, and what was said where there is none: a row a type. */
function errors(what: string, notes: readonly Gold[], tagger: Tagger): Row[] {
  const said = notes.map(({ text }) => tagNote(tagger, text));
  const types = [...new Set(notes.flatMap(({ entities }) => entities.map(({ type }) => type)))].sort();
  return types.map((type) => {
    let [right, ends, otherType, missed, invented] = [0, 0, 0, 0, 0];
    notes.forEach(({ entities }, i) => {
      const found = said[i] ?? [];
      for (const one of entities.filter((gold) => gold.type === type)) {
        const near = found.filter((other) => overlaps(one, other));
        const same = near.filter((other) => other.type === type);
        if (same.some(({ start, end }) => start === one.start && end === one.end)) right++;
        else if (same.length > 0) ends++;
        else if (near.length > 0) otherType++;
        else missed++;
      }
      invented += found.filter(
        (one) => one.type === type && !entities.some((gold) => overlaps(gold, one)),
      ).length;
    });
    return {
      what: `${what}, errors, ${type}`,
      value: `${right} right, ${ends} with other ends, ${otherType} of another type, ${missed} missed; ${invented} invented`,
    };
  });
}

/** How confidence and accuracy agree: the expected error, and a bin a row. */
function calibration(what: string, notes: readonly Gold[], tagger: Tagger): Row[] {
  const outcomes: Outcome[] = notes.flatMap(({ text, entities }) =>
    tagNote(tagger, text).map(({ start, end, type, confidence }) => ({
      p: confidence,
      right: entities.some((one) => one.start === start && one.end === end && one.type === type),
    })),
  );
  return [
    { what: `${what}, expected calibration error`, value: digits(calibrationError(outcomes)) },
    ...reliability(outcomes, 5).map(({ from, to, count, confidence, accuracy }) => ({
      what: `  confidence ${from.toFixed(1)} to ${to.toFixed(1)}`,
      value: `${digits(confidence)} on average, right ${digits(accuracy)} (n=${count})`,
    })),
  ];
}

/** Every fifth note held out in turn. */
const folds = (notes: readonly Gold[], corpus: string, from: Tagger | undefined): Tagger[] =>
  [0, 1, 2, 3, 4].map((fold) =>
    trainTagger(
      sentencesOfGold(
        notes.filter((_, i) => i % 5 !== fold),
        corpus,
      ),
      from ? { from } : { clusters: shippedTagger().model.clusters },
    ),
  );

/** The abstracts of a PubTator file with their mentions. */
export function pubtator(file: string): Gold[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split(/\n\s*\n/)
    .map((part) => {
      const lines = part.split('\n');
      const [title = '', abstract = ''] = lines.map((line) => line.replace(/^\d+\|[ta]\|/, ''));
      const entities = lines.slice(2).flatMap((line) => {
        const [, start, end, , type] = line.split('\t');
        return type === undefined || !/^\d+$/.test(end ?? '')
          ? []
          : [{ start: Number(start), end: Number(end), type }];
      });
      return { text: `${title}\n${abstract}`, entities };
    });
}

/** F1 on the last hundred abstracts against how many of the others were learned from; types learned from nothing. */
function curve(data: string): Row[] {
  const all = pubtator(join(data, 'bc5cdr/CDR_DevelopmentSet.PubTator.txt'));
  const rest = all.slice(400);
  return [50, 100, 200, 400].flatMap((n) => {
    if (rest.length === 0) return [];
    const began = performance.now();
    const gold = sentencesOfGold(all.slice(0, n), 'bc5cdr');
    const tagger = trainTagger(gold, { clusters: shippedTagger().model.clusters });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return scored(`bc5cdr, chemicals and diseases from ${n} abstracts (${seconds} s)`, rest, [tagger]);
  });
}

/** CPU time of this process, in milliseconds: what a core that is shared with others would take on its own. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function speed(gold: readonly GoldSentence[], style: readonly Gold[]): Row[] {
  const six = gold.slice(0, 600);
  const tokens = gold.reduce((sum, sentence) => sum + sentence.tokens.length, 0);
  const began = cpu();
  const tagger = trainTagger(six, { clusters: shippedTagger().model.clusters });
  const trained = (cpu() - began) / 1000;
  const rates = Array.from({ length: 6 }, () => {
    const start = cpu();
    for (const sentence of gold) tagger.tag(sentence);
    return (tokens / (cpu() - start)) * 1000;
  }).slice(1);
  const further = style.slice(0, 6).map((note) => {
    const sentences = sentencesOfGold([note], 'own');
    const start = cpu();
    continueTraining(shippedTagger(), sentences);
    return cpu() - start;
  });
  return [
    {
      what: `${six.length} sentences trained, calibration included, CPU time`,
      value: `${trained.toFixed(2)} s`,
      goal: 'at most 5 s',
      met: trained <= 5,
    },
    {
      what: 'tokens tagged, CPU time',
      value: spread(rates, 0, 'a second'),
      goal: 'at least 60,000 a second',
      met: Math.min(...rates) >= 60_000,
    },
    {
      what: 'one more note, from the shipped weights, CPU time',
      value: spread(further, 0, 'ms'),
      goal: 'at most 200 ms',
      met: Math.max(...further) <= 200,
    },
  ];
}

/** The tagger that learns: what ships, what it learns from gold, how fast, and how well it knows how sure to be. */
export async function tagger(data: string): Promise<Row[]> {
  const train = mtsamples(data, 'train');
  const valid = mtsamples(data, 'valid');
  const style = goldIn(join(data, 'i2b2-style'));
  if (train.length === 0 || style.length === 0)
    return [{ what: 'tagger', value: 'not measured: the corpora are not there' }];
  const gold = sentencesOfGold(train, 'mtsamples');
  const shipped = shippedTagger();
  const learned = trainTagger(gold, { from: shipped });
  return [
    ...scored('mtsamples-i2b2 valid, shipped weights', valid, [shipped], { exact: 0.64, overlapping: 0.8 }),
    ...scored('mtsamples-i2b2 valid, shipped and trained on train', valid, [learned], {
      exact: 0.7,
      overlapping: 0.86,
    }),
    ...scored('i2b2-style, five-fold by note, from nothing', style, folds(style, 'i2b2-style', undefined), {
      exact: 0.82,
    }),
    ...errors('mtsamples-i2b2 valid, shipped and trained on train', valid, learned),
    ...curve(data),
    ...speed(gold, style),
    ...calibration('mtsamples-i2b2 valid, shipped weights', valid, shipped),
    ...calibration('mtsamples-i2b2 valid, shipped and trained on train', valid, learned),
  ];
}
