import type { GoldSentence, TokenSpan, TypedSpan, WordFeatures } from '../../learning/sentence';
import { withGold } from '../../learning/sentence';
import type { Tagger } from '../../learning/tagger';
import { continueTraining, type TrainOptions, trainTagger } from '../../learning/train';
import { parseNote } from '../../note/note';
import type { Token } from '../../note/tokens';
import { onTokens, withAnswers } from './answers';
import { compare, keepRecord, makeScore } from './counting';
import { isSame, merge } from './merge';
import type { Learned, NoteGold, Task, Verdict } from './messages';
import { piecesOf, sentencesOf } from './pieces';
import {
  type Agreement,
  believed,
  type EngineRecord,
  type Found,
  noAgreement,
  noRecord,
  recallOf,
  type Trust,
} from './trust';

/** What learning starts from, and what is known of words without it. */
export interface Ground {
  readonly features: WordFeatures;
  /** The tagger that ships: taken where the gold has one of its types. */
  readonly shipped: () => Tagger;
  /** What each problem of a sentence is said to be ("absent"), in their order. */
  readonly assertions: (
    tokens: readonly Token[],
    section: string,
    problems: readonly { readonly first: number; readonly last: number }[],
  ) => readonly string[];
}

/** Notes with answers after which a tagger may weigh them; before, agreement tells what they are worth. */
const FEW = 2;
/** With fewer, it may only if it does better so, on notes that were held out in turn, than the engine alone. */
const ENOUGH = 40;
const FOLDS = 3;
/** Gold entities of a type after which what an engine says of it is judged. */
const SEEN = 5;
/** Sentences of earlier notes that a further note is learned with. */
const BESIDE = 24;
/** All is learned anew when there is so much more than the last time. */
const GROWTH = 1.5;

interface Lesson {
  readonly sentences: readonly GoldSentence[];
  /** What the engine said of each sentence; undefined where it was not asked. */
  readonly answers: readonly (readonly TokenSpan[])[] | undefined;
}

interface State {
  readonly lessons: Map<string, Lesson>;
  tagger: Tagger | undefined;
  isStacked: boolean;
  /** Notes that it was trained on at once, the last time, and those with answers. */
  trained: number;
  answered: number;
  /** By type, between what was learned and the engine. */
  readonly agreement: Map<string, Agreement>;
  /** By type, how the engine did on notes with gold. */
  readonly record: Map<string, EngineRecord>;
  readonly found: Found;
  readonly seen: Map<string, number>;
}

const fresh = (): State => ({
  lessons: new Map(),
  tagger: undefined,
  isStacked: false,
  trained: 0,
  answered: 0,
  agreement: new Map(),
  record: new Map(),
  found: { gold: 0, found: 0 },
  seen: new Map(),
});

/** The sentences of a lesson with the answers of the engine as hints, or as if it had not been asked. */
const hinted = ({ sentences, answers }: Lesson): GoldSentence[] =>
  sentences.map((one, i) => withAnswers(one, answers?.[i]));
const bare = ({ sentences }: Lesson): GoldSentence[] => sentences.map((one) => withAnswers(one, undefined));

/** Learns from the gold of corpora, and tags by it. What it knows is nowhere but in its memory. */
export function makeLearner({ features, shipped, assertions }: Ground) {
  const states = new Map<string, State>();

  const ours = (): ReadonlyMap<string, string> =>
    new Map(shipped().types.map((type) => [type.toLowerCase(), type]));
  /** A type as the tagger calls it: the one that ships writes some in its own way. */
  const inside = (type: string): string => ours().get(type.toLowerCase()) ?? type;
  const renamed = (spans: readonly TypedSpan[]): TypedSpan[] =>
    spans
      .map((span) => ({ ...span, type: inside(span.type) }))
      .sort((a, b) => a.start - b.start || b.end - a.end);

  function lessonOf({ text, entities, answers }: NoteGold): Lesson {
    const note = parseNote(text);
    const pieces = piecesOf(text, note.blocks, { start: 0, end: text.length });
    const { sentences } = withGold(sentencesOf(pieces, features), renamed(entities), 'gold');
    const said = answers && renamed(answers);
    return { sentences, answers: said && sentences.map((one) => onTokens(one, said)) };
  }

  function put(state: State, note: NoteGold): Lesson {
    const lesson = lessonOf(note);
    state.lessons.set(note.name, lesson);
    return lesson;
  }

  /** Counts what the lessons have of each type, and how the engine did on them. */
  function review({ lessons, seen, record }: State): void {
    seen.clear();
    record.clear();
    for (const { sentences, answers } of lessons.values())
      sentences.forEach(({ entities }, i) => {
        for (const { type } of entities) seen.set(type, (seen.get(type) ?? 0) + 1);
        if (answers) keepRecord(record, entities, answers[i] ?? []);
      });
  }

  const answeredIn = ({ lessons }: State): Lesson[] =>
    [...lessons.values()].filter(({ answers }) => answers !== undefined);

  /** Whether a tagger that sees the answers does at least as well as the engine alone on notes that it did not learn. */
  function isWorthIt(lessons: readonly Lesson[], options: Partial<TrainOptions>): boolean {
    const [ours, theirs] = [makeScore(), makeScore()];
    for (let fold = 0; fold < FOLDS; fold++) {
      const rest = lessons.filter((_, i) => i % FOLDS !== fold);
      const tagger = trainTagger(rest.flatMap(hinted), { ...options, folds: 0 });
      for (const { sentences, answers = [] } of lessons.filter((_, i) => i % FOLDS === fold))
        sentences.forEach((sentence, i) => {
          ours.add(sentence.entities, tagger.tag(withAnswers(sentence, answers[i])));
          theirs.add(sentence.entities, answers[i] ?? []);
        });
    }
    return ours.f1() >= theirs.f1();
  }

  function trainAnew(state: State): void {
    review(state);
    const answered = answeredIn(state);
    state.trained = state.lessons.size;
    state.answered = answered.length;
    state.isStacked = false;
    if (state.seen.size === 0) {
      state.tagger = undefined;
      return;
    }
    const { types, model } = shipped();
    const isOurs = types.some((type) => state.seen.has(type));
    const options = isOurs ? { from: shipped() } : { clusters: model.clusters };
    state.isStacked = answered.length >= ENOUGH || (answered.length >= FEW && isWorthIt(answered, options));
    const see = state.isStacked ? hinted : bare;
    state.tagger = trainTagger([...state.lessons.values()].flatMap(see), options);
  }

  const learnedIn = ({ lessons, tagger, seen }: State): Learned => ({
    notes: tagger ? lessons.size : 0,
    types: [...seen.keys()],
  });

  function learn(corpus: string, notes: readonly NoteGold[]): Learned {
    const state = fresh();
    states.set(corpus, state);
    for (const note of notes) put(state, note);
    trainAnew(state);
    return learnedIn(state);
  }

  /** How much of a note the tagger finds before it learns it. */
  function examine({ tagger, found, isStacked }: State, lesson: Lesson): void {
    for (const sentence of (isStacked ? hinted : bare)(lesson)) {
      const tagged = tagger?.tag(sentence) ?? [];
      found.gold += sentence.entities.length;
      found.found += sentence.entities.filter((gold) => tagged.some((one) => isSame(one, gold))).length;
    }
  }

  function add(corpus: string, note: NoteGold): Learned {
    const state = states.get(corpus) ?? fresh();
    states.set(corpus, state);
    const isNew = !state.lessons.has(note.name);
    const see = state.isStacked ? hinted : bare;
    const earlier = [...state.lessons.values()].flatMap(see);
    const lesson = put(state, note);
    if (!state.tagger) {
      trainAnew(state);
      return learnedIn(state);
    }
    if (isNew) examine(state, lesson);
    review(state);
    const step = Math.max(1, Math.floor(earlier.length / BESIDE));
    const beside = earlier.filter((_, i) => i % step === 0).slice(0, BESIDE);
    state.tagger = continueTraining(state.tagger, see(lesson), beside);
    return learnedIn(state);
  }

  function trustIn(state: State, types: ReadonlySet<string>): Trust {
    const isOurs = state.tagger?.types.some((type) => ours().has(type.toLowerCase())) ?? false;
    const entities = [...state.seen.values()].reduce((sum, n) => sum + n, 0);
    const recall = recallOf(state.found, entities, isOurs);
    return {
      isStacked: state.isStacked,
      isKnown: (type) => types.has(type) && (state.seen.get(type) ?? 0) >= SEEN,
      of: (type) =>
        believed(state.agreement.get(type) ?? noAgreement, recall, state.record.get(type) ?? noRecord),
    };
  }

  function tag({ corpus, pieces, answers, types }: Extract<Task, { kind: 'tag' }>): Verdict[] | undefined {
    const state = states.get(corpus);
    const { tagger } = state ?? {};
    if (!state || !tagger) return undefined;
    const wanted = new Map(types.map((type) => [inside(type), type]));
    const known = new Set(tagger.types);
    const trust = trustIn(state, known);
    const said = renamed(answers);
    const found: Verdict[] = [];
    for (const sentence of sentencesOf(pieces, features)) {
      const own = onTokens(sentence, said);
      const tagged = tagger
        .tag(withAnswers(sentence, trust.isStacked ? own : undefined))
        .filter(({ type }) => wanted.has(type));
      if (!trust.isStacked)
        compare(
          state.agreement,
          own.filter(({ type }) => trust.isKnown(type)),
          tagged,
        );
      const merged = merge(tagged, own, trust);
      const problems = merged.filter(({ type }) => type === 'problem');
      const values = problems.length === 0 ? [] : assertions(sentence.tokens, sentence.section, problems);
      for (const one of merged) {
        const { first, last, type, confidence, support } = one;
        const assertion = values[problems.indexOf(one)];
        found.push({
          start: (sentence.tokens[first] as Token).start,
          end: (sentence.tokens[last] as Token).end,
          type: wanted.get(type) ?? type,
          confidence,
          support,
          ...(assertion !== undefined && { assertion }),
        });
      }
    }
    return found;
  }

  return {
    learn,
    add,
    tag,
    /** Learns a corpus anew that has grown since; undefined where there is none. */
    rest(): { readonly corpus: string; readonly learned: Learned } | undefined {
      for (const [corpus, state] of states) {
        const isGrown = (now: number, before: number): boolean =>
          now >= Math.max(before + FEW, before * GROWTH);
        const { trained, answered, lessons } = state;
        if (!isGrown(lessons.size, trained) && !isGrown(answeredIn(state).length, answered)) continue;
        trainAnew(state);
        return { corpus, learned: learnedIn(state) };
      }
      return undefined;
    },
  };
}

export type Learner = ReturnType<typeof makeLearner>;
