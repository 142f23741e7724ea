import { chance } from './hashing';
import type { GoldSentence } from './sentence';
import type { TaggedEntity, Tagger } from './tagger';

/** A note with gold, as far as it can be learned from. */
export interface CurveNote {
  readonly sentences: readonly GoldSentence[];
}

export interface CurveOptions<Note extends CurveNote> {
  /** Trains a tagger; with `like`, as balanced and as sure as that one, which is quicker. */
  readonly train: (sentences: readonly GoldSentence[], like: Tagger | undefined) => Tagger;
  readonly seed: number;
  /** How much may be trained: tokens, times how many labels they may have, times how often; without `like`, thrice. */
  readonly budget: number;
  /** Which notes go by; all, unless there are more than can be afforded. */
  readonly notes: readonly Note[];
}

/** With how many notes it is trained, and how often with each number. */
export interface CurvePlan<Note extends CurveNote> {
  readonly notes: readonly Note[];
  readonly folds: number;
  readonly sizes: readonly { readonly notes: number; readonly rounds: number }[];
  /** Notes that are not looked at, since there are too many. */
  readonly leftOut: number;
}

/** Trained with so many notes, and what was then found in notes that were held out. */
export interface CurveRound<Note extends CurveNote> {
  readonly size: number;
  readonly fold: number;
  readonly held: readonly { readonly note: Note; readonly found: readonly TaggedEntity[] }[];
}

const FOLDS = 5;
const SIZES = 7;
/** The largest numbers of notes may be tried less often than the others, but not once. */
const FEWEST_ROUNDS = 2;
/** Labels cost, and so does a token without. */
const PER_TYPE = 4;
const PER_TOKEN = 8;
/** Of the trainings with so many notes, the first learns its balance, too: what that costs, in trainings. */
export const FIRST = 2;

const shuffled = <One>(all: readonly One[], seed: number): One[] => {
  const random = chance(seed);
  const order = [...all];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as One, order[i] as One];
  }
  return order;
};

/** Numbers of notes that grow by the same factor, up to what is left where a fold is held out. */
function sizesOf(notes: number, folds: number): number[] {
  const most = notes - Math.ceil(notes / folds);
  const least = Math.max(1, Math.min(5, Math.floor(most / 6)));
  const all = Array.from({ length: SIZES }, (_, i) =>
    Math.round(least * (most / least) ** (i / (SIZES - 1))),
  );
  return [...new Set(all)].filter((size) => size > 0);
}

/** What is measured for a corpus: all, or as much as the budget allows. */
export function planCurve<Note extends CurveNote>({
  notes,
  seed,
  budget,
}: CurveOptions<Note>): CurvePlan<Note> {
  const order = shuffled(notes, seed);
  const types = new Set(
    notes.flatMap(({ sentences }) => sentences.flatMap(({ entities }) => entities)).map(({ type }) => type),
  );
  const labels = PER_TOKEN + PER_TYPE * types.size;
  const costs = order.map(
    ({ sentences }) => labels * sentences.reduce((sum, { tokens }) => sum + tokens.length, 0),
  );
  for (let count = order.length; ; count = Math.floor(count * 0.9)) {
    const folds = Math.min(FOLDS, count);
    const cost = costs.slice(0, count).reduce((sum, one) => sum + one, 0) / Math.max(1, count);
    const sizes = folds < 2 ? [] : sizesOf(count, folds).map((size) => ({ notes: size, rounds: folds }));
    const total = (): number =>
      sizes.reduce((sum, size) => sum + size.notes * (size.rounds + FIRST) * cost, 0);
    for (const size of [...sizes].reverse())
      while (size.rounds > FEWEST_ROUNDS && total() > budget) size.rounds--;
    if (total() <= budget || count <= 2 * FOLDS)
      return { notes: order.slice(0, count), folds, sizes, leftOut: order.length - count };
  }
}

/**
 * Cross-validation by note for a learning curve: of each fold, taggers are trained with more and more of the other
 * notes and read those of the fold. Gives a round as soon as it is done, the small ones first, so that whoever asks may
 * show it, or stop. How to balance precision and recall is learned once for each number of notes. The same notes and the same seed give the same rounds.
 */
export function* curveRounds<Note extends CurveNote>(
  { notes, folds, sizes }: CurvePlan<Note>,
  { train, seed }: CurveOptions<Note>,
): Generator<CurveRound<Note>> {
  const firsts = new Map<number, Tagger>();
  for (let fold = 0; fold < folds; fold++) {
    const held = notes.filter((_, i) => i % folds === fold);
    const rest = shuffled(
      notes.filter((_, i) => i % folds !== fold),
      seed + 1 + fold,
    );
    for (const { notes: size, rounds } of sizes) {
      if (fold >= rounds) continue;
      const sentences = rest.slice(0, size).flatMap((note) => note.sentences);
      const tagger = train(sentences, firsts.get(size));
      if (fold === 0) firsts.set(size, tagger);
      yield {
        size,
        fold,
        held: held.map((note) => ({
          note,
          found: note.sentences.flatMap((sentence) => tagger.tag(sentence)),
        })),
      };
    }
  }
}
