import { trainerFor } from '../embedded/learning-start';
import { ruleFeatures } from '../embedded/word-features';
import { learningJson, learningReport } from '../evaluation/learning-report';
import { type LearnedNote, learnedNote } from '../evaluation/learning-scores';
import { type CurveRound, curveRounds, planCurve } from '../learning/curve';
import { openPage } from './agree';
import { type Io, messagesTo, UsageError, write } from './io';
import { learningPage } from './learn-page';
import { learningTable } from './learn-table';
import { markedNotes, readMarkedFolder } from './marked-folders';
import { barOn, isWatched } from './progress';

export interface LearnOptions {
  /** The format of the folder; undefined to find out. */
  readonly from: string | undefined;
  readonly json: boolean;
  /** Where to write the page with the curve. */
  readonly html: string | undefined;
  readonly force: boolean;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

const SEED = 1;
/** What is planned ends within a minute or so; what does not is stopped. */
const BUDGET = 20_000_000;
const LONGEST = 150_000;

/** `marginalia learn GOLD`: prints how well gold can be learned, and what more of it would bring. Returns the exit status. */
export async function learn(path: string, options: LearnOptions, io: Io): Promise<number> {
  const messages = messagesTo(io, options.quiet);
  const page = options.html === undefined ? undefined : await openPage(options.html, options.force);
  const { from, encoding } = options;
  const folder = await readMarkedFolder(path, { option: 'GOLD', from, encoding, io });
  const [marked = new Map()] = markedNotes([folder], messages);
  const notes: LearnedNote[] = [];
  for (const note of marked.values()) {
    io.signal.throwIfAborted();
    notes.push(learnedNote(note, ruleFeatures));
    await new Promise(setImmediate);
  }
  const types = new Set(notes.flatMap(({ mentions }) => mentions.map(({ type }) => type)));
  if (types.size === 0)
    throw new UsageError('GOLD: there is no entity in its notes, so there is nothing to learn');
  if (notes.length < 2)
    throw new UsageError(
      'GOLD: there is one note alone; a curve wants some to learn from and some to be tested on',
    );
  const asked = {
    notes,
    train: trainerFor(types),
    seed: SEED,
    budget: BUDGET,
  };
  const plan = planCurve(asked);
  const planned = plan.sizes.reduce((sum, { rounds }) => sum + rounds, 0);
  const bar =
    !options.quiet && isWatched(io)
      ? barOn(io, '{bar} {percentage}% · trained {value} of {total} times')
      : undefined;
  if (!bar) messages.info(`training ${planned} times on parts of ${plan.notes.length} notes`);
  bar?.start(planned, 0);
  const rounds: CurveRound<LearnedNote>[] = [];
  const began = performance.now();
  try {
    for (const round of curveRounds(plan, asked)) {
      rounds.push(round);
      bar?.update(rounds.length);
      // Lets a signal through.
      await new Promise(setImmediate);
      io.signal.throwIfAborted();
      if (performance.now() - began > LONGEST) break;
    }
  } finally {
    bar?.stop();
  }
  const report = learningReport(notes, plan, rounds);
  await write(io.stdout, options.json ? learningJson(report) : learningTable(report));
  if (page) await page(learningPage(report));
  return folder.failed === 0 ? 0 : 1;
}
