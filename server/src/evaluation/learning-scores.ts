import type { Outcome } from '../learning/calibration';
import type { CurveNote, CurveRound } from '../learning/curve';
import { sentencesToTag, type WordFeatures, withGold } from '../learning/sentence';
import type { TaggedEntity } from '../learning/tagger';
import { parseNote } from '../note/note';
import { add, type Counts, noCounts, score } from './counts';
import { type MarkedNote, type Mention, mentionKey } from './marked-note';
import { countPairs, meet } from './matching';

/** A note with its gold, to learn from and to be scored against. */
export interface LearnedNote extends CurveNote {
  readonly name: string;
  /** All of gold, also what cannot be learned. */
  readonly mentions: readonly Mention[];
  /** Mentions that no tagger can learn: with gaps, or across the end of a sentence. */
  readonly beyond: number;
}

/** Puts the gold of a note on its sentences. @param features what is known of words beside their writing */
export function learnedNote({ name, text, mentions }: MarkedNote, features: WordFeatures): LearnedNote {
  const entities = mentions.flatMap(({ type, spans: [span, ...more] }) =>
    span && more.length === 0 ? [{ type, start: span.start, end: span.end }] : [],
  );
  const { sentences, lost } = withGold(sentencesToTag(parseNote(text), features), entities, 'gold');
  return { name, sentences, mentions, beyond: mentions.length - entities.length + lost };
}

export const hows = ['exact', 'overlapping'] as const;
export type How = (typeof hows)[number];

/** Of each measure, the F1 of all rounds of a size in which there was anything to find. */
export type RoundScores = Readonly<Record<How, readonly number[]>>;

/** What taggers reached that had learned from so many notes. */
export interface SizeScores {
  readonly notes: number;
  readonly rounds: number;
  readonly micro: RoundScores;
  readonly types: ReadonlyMap<string, RoundScores>;
}

/** What became of the gold of a type, and how much of the type was invented. The first four are all of gold. */
export interface TypeErrors {
  readonly right: number;
  /** The right type, and at least one character. */
  readonly boundary: number;
  /** At least one character, under another type; by that type. */
  readonly wrongType: ReadonlyMap<string, number>;
  readonly missed: number;
  /** Marked where gold has nothing. */
  readonly invented: number;
}

export interface LearningScores {
  readonly sizes: readonly SizeScores[];
  /** With the most notes, by type, in order of their names. */
  readonly errors: ReadonlyMap<string, TypeErrors>;
  /** How sure the taggers with the most notes were of each entity, and whether it was right, ends and type. */
  readonly outcomes: readonly Outcome[];
}

const asMention = ({ type, start, end }: TaggedEntity, n: number): Mention => ({
  id: `${n}`,
  type,
  spans: [{ start, end }],
  attributes: new Map(),
});

function countsOf(round: CurveRound<LearnedNote>, how: How): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { note, found } of round.held) {
    const predicted = found.map(asMention);
    for (const type of new Set([...note.mentions, ...predicted].map((one) => one.type))) {
      const [gold, mine] = [note.mentions, predicted].map((all) => all.filter((one) => one.type === type));
      if (!gold || !mine) continue;
      const right = countPairs(gold, mine, how);
      counts.set(
        type,
        add(counts.get(type) ?? noCounts, { right, predicted: mine.length, gold: gold.length }),
      );
    }
  }
  return counts;
}

function scoreSize(
  notes: number,
  rounds: readonly CurveRound<LearnedNote>[],
  types: readonly string[],
): SizeScores {
  const counted = { exact: [] as Map<string, Counts>[], overlapping: [] as Map<string, Counts>[] };
  for (const how of hows) for (const round of rounds) counted[how].push(countsOf(round, how));
  const scores = (of: (counts: Map<string, Counts>) => Counts): RoundScores => {
    const f1s = (how: How): number[] =>
      counted[how].map(of).flatMap((all) => (all.gold + all.predicted > 0 ? [score(all).f1] : []));
    return { exact: f1s('exact'), overlapping: f1s('overlapping') };
  };
  return {
    notes,
    rounds: rounds.length,
    micro: scores((counts) => [...counts.values()].reduce(add, noCounts)),
    types: new Map(types.map((type) => [type, scores((counts) => counts.get(type) ?? noCounts)])),
  };
}

function errorsOf(
  rounds: readonly CurveRound<LearnedNote>[],
  types: readonly string[],
): Map<string, TypeErrors> {
  const all = new Map(
    types.map((type) => [
      type,
      { right: 0, boundary: 0, wrongType: new Map<string, number>(), missed: 0, invented: 0 },
    ]),
  );
  for (const { note, found } of rounds.flatMap(({ held }) => held)) {
    const predicted = found.map(asMention);
    const met = meet(
      note.mentions.map((one) => ({ ...one, attributes: new Map() })),
      predicted,
    );
    const [golds, mine] = [new Set(met.map(({ a }) => a)), new Set(met.map(({ b }) => b))];
    for (const { a, b, match } of met) {
      const errors = all.get(note.mentions[a]?.type ?? '');
      if (!errors) continue;
      const said = predicted[b]?.type ?? '';
      if (match === 'exact') errors.right++;
      else if (match === 'overlapping') errors.boundary++;
      else errors.wrongType.set(said, (errors.wrongType.get(said) ?? 0) + 1);
    }
    for (const [n, { type }] of note.mentions.entries()) {
      const errors = all.get(type);
      if (errors && !golds.has(n)) errors.missed++;
    }
    for (const [n, { type }] of predicted.entries()) {
      const errors = all.get(type);
      if (errors && !mine.has(n)) errors.invented++;
    }
  }
  return all;
}

/** Scores the rounds of a learning curve, as many as were done. */
export function scoreRounds(rounds: readonly CurveRound<LearnedNote>[]): LearningScores {
  const sizes = [...new Set(rounds.map(({ size }) => size))].sort((a, b) => a - b);
  const of = (size: number | undefined) => rounds.filter((round) => round.size === size);
  const types = [
    ...new Set(
      rounds
        .flatMap(({ held }) => held.flatMap(({ note, found }) => [...note.mentions, ...found]))
        .map(({ type }) => type),
    ),
  ].sort();
  const last = of(sizes.at(-1));
  const outcomes = last.flatMap(({ held }) =>
    held.flatMap(({ note, found }) => {
      const gold = new Set(note.mentions.map(mentionKey));
      return found.map(({ type, start, end, confidence }) => ({
        p: confidence,
        right: gold.has(mentionKey({ type, spans: [{ start, end }] })),
      }));
    }),
  );
  return {
    sizes: sizes.map((size) => scoreSize(size, of(size), types)),
    errors: errorsOf(last, types),
    outcomes,
  };
}
