import { trainerFor } from '../embedded/learning-start';
import { ruleFeatures } from '../embedded/word-features';
import { measureCurve } from '../evaluation/learning-curve';
import { learningPage } from '../evaluation/learning-page';
import { learningJson } from '../evaluation/learning-report';
import { type LearnedNote, learnedNote } from '../evaluation/learning-scores';
import type { MarkedNote } from '../evaluation/marked-note';
import { openPage } from './agree';
import { doneNotes } from './done-notes';
import { type Io, messagesTo, UsageError, write } from './io';
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

/** Milliseconds; what would take longer is left out. */
const LONGEST = 120_000;

/** `marginalia learn GOLD`: prints how well gold can be learned, and what more of it would bring. Returns the exit status. */
export async function learn(path: string, options: LearnOptions, io: Io): Promise<number> {
  const messages = messagesTo(io, options.quiet);
  const { from, encoding, html, force } = options;
  const folder = await readMarkedFolder(path, { option: 'GOLD', from, encoding, io });
  const page = html === undefined ? undefined : await openPage(html, folder.inputs, force);
  const [marked = new Map<string, MarkedNote>()] = markedNotes([folder], messages);
  const notes: LearnedNote[] = [];
  const { done } = await doneNotes(path, marked, messages);
  for (const note of done.values()) {
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
  const { steps, report } = measureCurve(notes, trainerFor(types));
  let bar: ReturnType<typeof barOn> | undefined;
  const began = performance.now();
  try {
    for (const { notes: count, planned, done: trained, share, ahead } of steps) {
      if (trained === 0 && !options.quiet && isWatched(io)) {
        bar = barOn(io, '{bar} {percentage}% · trained {value} of {total} times');
        bar.start(planned, 0);
      } else if (trained === 0) messages.info(`training ${planned} times on parts of ${count} notes`);
      bar?.update(trained);
      // Lets a signal through.
      await new Promise(setImmediate);
      io.signal.throwIfAborted();
      const elapsed = performance.now() - began;
      if (share > 0 && (elapsed / share) * ahead > LONGEST) break;
    }
  } finally {
    bar?.stop();
  }
  const found = report();
  await write(io.stdout, options.json ? learningJson(found) : learningTable(found));
  if (page) await page(learningPage(found));
  return folder.failed === 0 ? 0 : 1;
}
