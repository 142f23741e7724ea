import { join } from 'node:path';
import { namesOf, type Schema } from '../annotation/schema';
import { reasonOf, shownName, someOf } from '../files/failures';
import { doneIn } from '../gold/done';
import type { Gold } from '../gold/gold';
import type { TypedSpan } from '../learning/sentence';
import type { Block } from '../note/note';
import { overlaps, type Span, shift } from '../note/span';
import { type LearnedFrom, withLearned } from '../pipeline/learned/engine';
import { goldOfCorpus, joined } from '../pipeline/learned/gold-notes';
import type { Learned, NoteGold } from '../pipeline/learned/messages';
import type { LearnerClient } from '../pipeline/learned/thread';
import { placeOf } from '../privacy/corpus/corpus';
import type { Engine, Request } from '../task/engine';
import type { Commands } from './commands';
import { openGoldOf } from './gold/items';
import type { OpenNote } from './open-note';
import { pathOf } from './paths';
import { LEARN, type LearningPage } from './protocol';

export interface LearningHost {
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly wanted: () => boolean;
  /** Starts a thread that learns; undefined where there is none to be had. */
  readonly start: (() => LearnerClient) | undefined;
  /** Whether anything about a note waits for an answer. */
  readonly awaits: (open: OpenNote) => boolean;
  /** Has a note answered again, with what is known now. */
  readonly again: (open: OpenNote) => void;
  /** Notes of a folder with what the model said of each before, as far as its answers are kept. */
  readonly answered: (
    notes: readonly NoteGold[],
    root: string,
    signal: AbortSignal,
  ) => Promise<readonly NoteGold[]>;
  /** More was learned, or nothing is known any more. */
  readonly changed: () => void;
  readonly warn: (message: string) => void;
}

/** Without an answer of the engine, a corpus is read so long after its first note was opened, in milliseconds. */
const PATIENCE = 5_000;

/** So long an answer keeps its place for a tagger that learns just then, in milliseconds: it is asked again afterwards. */
const LONGEST = 1_000;

/** What an engine said of a stretch of a block, both relative to the block. */
interface Answered {
  readonly scope: Span;
  readonly answers: readonly TypedSpan[];
}

/** Tells whether what a person says of a note has changed, wherever its text moved. */
const mentionsIn = ({ text, entities }: NoteGold): string =>
  JSON.stringify(entities.map(({ type, start, end }) => [type, text.slice(start, end)]));

/** Learns from the gold of the corpora whose notes are open, and has engines weighed by it. Keeps nothing on the disk. */
export function makeLearning(host: LearningHost) {
  const { notes } = host;
  const learner = host.start?.();
  const ended = new AbortController();
  const corpora = new Map<string, Learned | 'reading'>();
  /** What the engine itself said, by block: an edit leaves those of other blocks as they are. */
  const said = new WeakMap<Block, readonly Answered[]>();
  /** What was learned of notes, by corpus and name: their mentions, and whether with the answers of the engine. */
  const taught = new Map<string, { readonly mentions: string; readonly isAnswered: boolean }>();
  const touched = new WeakSet<OpenNote>();
  /** Notes in which something was left to decide on: where nothing ever was, a person alone knows when all is marked. */
  const reviewed = new WeakSet<OpenNote>();
  const timers = new Set<NodeJS.Timeout>();

  const rootOf = ({ uri, settled }: OpenNote): string | undefined =>
    pathOf(uri) === undefined ? undefined : settled.root;
  const learnedIn = (root: string | undefined): Learned | undefined => {
    const found = root === undefined || !host.wanted() ? undefined : corpora.get(root);
    return found === 'reading' || found?.notes === 0 ? undefined : found;
  };
  const inCorpus = (root: string): OpenNote[] => [...notes.values()].filter((open) => rootOf(open) === root);

  function took(root: string, learned: Learned | undefined, except?: OpenNote): void {
    if (ended.signal.aborted || !learned) return;
    const isForgotten = learnedIn(root) !== undefined && learned.notes === 0;
    corpora.set(root, learned);
    if (isForgotten) host.changed();
    if (learned.notes === 0 || !host.wanted()) return;
    // What a person has finished is not asked about again.
    for (const open of inCorpus(root)) if (open !== except && !openGoldOf(open)?.isFinished) host.again(open);
    host.changed();
  }

  async function read(root: string): Promise<void> {
    corpora.set(root, 'reading');
    const none: Learned = { notes: 0, types: [] };
    try {
      const done = await doneIn(root, host.warn);
      const { notes: found, unfit, isCut } = await goldOfCorpus(root, done.isDone, ended.signal);
      if (ended.signal.aborted) return;
      if (unfit.length > 0)
        host.warn(
          `${unfit.length === 1 ? 'a note is' : `${unfit.length} notes are`} not learned from, as the standoff file does not match: ${shownName(someOf(unfit))}.`,
        );
      if (isCut) host.warn(`Of this corpus the first ${found.length} finished notes are learned from.`);
      const isAny = found.some(({ entities }) => entities.length > 0);
      const known = isAny ? await host.answered(found, root, ended.signal) : found;
      if (ended.signal.aborted) return;
      for (const one of known)
        taught.set(join(root, one.name), {
          mentions: mentionsIn(one),
          isAnswered: one.answers !== undefined,
        });
      took(root, isAny ? ((await learner?.learn(root, known)) ?? none) : none);
      // What was finished meanwhile.
      for (const open of inCorpus(root)) void teach(open);
    } catch (error) {
      corpora.set(root, none);
      host.warn(`The gold of this corpus cannot be learned from: ${reasonOf(error)}.`);
    }
  }

  /** Reads the corpora of the open notes that were not read yet. */
  function begin(): void {
    if (!learner || !host.wanted() || ended.signal.aborted) return;
    for (const open of notes.values()) {
      const root = rootOf(open);
      if (root !== undefined && !corpora.has(root)) void read(root);
    }
  }

  /** What the engine said of a note as it is now; undefined where it did not say all. */
  function answersOf({ note }: OpenNote): TypedSpan[] | undefined {
    const all: TypedSpan[] = [];
    for (const { start, block } of note.blocks) {
      const known = said.get(block);
      if (!known && block.sentences.length > 0) return undefined;
      for (const { answers } of known ?? [])
        for (const answer of answers) all.push({ ...answer, ...shift(answer, start) });
    }
    return all;
  }

  function goldOf(open: OpenNote, gold: Gold): NoteGold | undefined {
    const path = pathOf(open.uri);
    if (path === undefined) return undefined;
    const { text } = open.note;
    const entities = gold.entities.flatMap(({ type, spans, broken }) =>
      broken ? [] : joined(text, type, spans),
    );
    return { name: placeOf(path).path, text, entities, answers: answersOf(open) };
  }

  /** Learns a finished note, unless there is no more to learn of it than before. */
  async function teach(open: OpenNote): Promise<void> {
    const root = rootOf(open);
    const session = openGoldOf(open);
    if (!learner || !host.wanted() || root === undefined || !session?.isFinished) return;
    const known = corpora.get(root);
    const note = goldOf(open, session.gold);
    if (!note || known === undefined || known === 'reading') return;
    const mentions = mentionsIn(note);
    const before = taught.get(join(root, note.name));
    const isAnswered = note.answers !== undefined;
    if (before?.mentions === mentions && (before.isAnswered || !isAnswered)) return;
    taught.set(join(root, note.name), { mentions, isAnswered });
    took(root, await learner.add(root, note), open);
  }

  learner?.onRelearned((root, learned) => took(root, learned));

  const from: LearnedFrom = {
    of(identity) {
      const open = [...notes.values()].find(({ settled }) => settled.identity === identity);
      const root = open && rootOf(open);
      const learned = learnedIn(root);
      return root !== undefined && learned ? { corpus: root, notes: learned.notes } : undefined;
    },
    knows: (schema) => knows(schema),
    answered({ windows, identity }: Request, scope, answers) {
      if (!learner || ![...notes.values()].some(({ settled }) => settled.identity === identity)) return;
      for (const { start, block } of windows.flatMap(({ blocks }) => blocks)) {
        const own = shift(scope, -start);
        if (!overlaps(own, { start: 0, end: block.text.length })) continue;
        const kept = (said.get(block) ?? []).filter((one) => !overlaps(one.scope, own));
        const here = answers
          .map((one) => ({ ...one, ...shift(one, -start) }))
          .filter((one) => one.start >= 0 && one.end <= block.text.length);
        said.set(block, [...kept, { scope: own, answers: here }]);
      }
    },
  };
  const knows = (schema: Schema): boolean => {
    const names = new Set(namesOf(schema.entities));
    return [...corpora.keys()].some((root) => learnedIn(root)?.types.some((type) => names.has(type)));
  };

  /** Corpora whose curve is being measured: each takes a core and a copy of the corpus, so once is enough. */
  const measured = new Map<string, Promise<LearningPage>>();
  async function curve(uri: string): Promise<LearningPage> {
    const open = notes.get(uri);
    const root = open && rootOf(open);
    if (root === undefined || !host.start) return { refused: 'open a note that lies in a folder first.' };
    const page = measured.get(root) ?? measure(root, host.start).finally(() => measured.delete(root));
    measured.set(root, page);
    return page;
  }
  /** The curve of a corpus, measured in a thread of its own, so that notes are tagged meanwhile. */
  async function measure(root: string, start: () => LearnerClient): Promise<LearningPage> {
    const { isDone } = await doneIn(root, host.warn);
    const gold = (await goldOfCorpus(root, isDone, ended.signal)).notes;
    if (gold.length < 2 || !gold.some(({ entities }) => entities.length > 0))
      return { refused: 'there are fewer than two finished notes to learn from.' };
    const thread = start();
    try {
      const page = await thread.curve(gold, ended.signal);
      return page === undefined ? { refused: 'the curve could not be measured.' } : { page };
    } finally {
      await thread.dispose();
    }
  }
  const commands: Commands = { [LEARN]: (argument) => curve(String(argument)) };

  return {
    commands,
    /** An engine that is weighed by what was learned, where a note's corpus has gold. */
    within: (engine: Engine): Engine =>
      learner ? withLearned(engine, learner, from, { longest: LONGEST }) : engine,
    knows,
    /** From how many notes was learned, in the corpora of the open notes. */
    get notes(): number {
      const roots = new Set([...notes.values()].map(rootOf));
      return [...roots].reduce((sum, root) => sum + (learnedIn(root)?.notes ?? 0), 0);
    },
    /** A note was opened: its corpus is read when nothing is waited for, and after a while in any case. */
    opened(): void {
      const timer = setTimeout(() => {
        timers.delete(timer);
        begin();
      }, PATIENCE);
      timers.add(timer);
    },
    /** Nothing is waited for. */
    rested: begin,
    /** A person decided on something of a note. */
    decided: (open: OpenNote): void => void touched.add(open),
    /** So much is left to decide on in a note; where a person decided on all of it, it is finished. */
    counted(open: OpenNote, left: number): void {
      const session = openGoldOf(open);
      if (!session) return;
      if (session.isFinished) return void teach(open);
      if (left > 0) return void reviewed.add(open);
      // Where an engine has not said all, something may be left.
      if (!reviewed.has(open) || !touched.has(open) || host.awaits(open) || !answersOf(open)) return;
      touched.delete(open);
      void session.finish().then((refused) => {
        if (refused === undefined) return teach(open);
        host.warn(refused);
      });
    },
    dispose(): Promise<void> | undefined {
      ended.abort();
      for (const timer of timers) clearTimeout(timer);
      return learner?.dispose();
    },
  };
}

export type Learning = ReturnType<typeof makeLearning>;
