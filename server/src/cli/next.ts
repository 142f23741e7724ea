import { trainerFor } from '../embedded/learning-start';
import { shippedTagger } from '../embedded/shipped-tagger';
import { ruleFeatures } from '../embedded/word-features';
import { learnedNote } from '../evaluation/learning-scores';
import type { MarkedNote } from '../evaluation/marked-note';
import { openCorpus } from '../files/corpus-files';
import { type Candidate, candidates, type NextNote, nextNotes } from '../learning/next';
import { type GoldSentence, sentencesToTag } from '../learning/sentence';
import type { Tagger } from '../learning/tagger';
import { parseNote } from '../note/note';
import { doneNotes } from './done-notes';
import { findNotes, stemOf } from './find-notes';
import { type Io, type Messages, messagesTo, reasonOf, shownName, UsageError, write } from './io';
import { markedNotes, readMarkedFolder } from './marked-folders';
import { makeProgress } from './progress';
import { readNote } from './read-note';
import { aligned } from './score-tables';

export interface NextOptions {
  /** A folder of annotated notes; undefined for those of the corpus that have a standoff file. */
  readonly gold: string | undefined;
  readonly limit: number;
  readonly json: boolean;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

/** More gold than this takes minutes to learn, and hardly changes the order. */
const MOST_SENTENCES = 5_000;

/** `marginalia next CORPUS`: prints which notes to annotate next, and why. Returns the exit status. */
export async function next(path: string, options: NextOptions, io: Io): Promise<number> {
  const messages = messagesTo(io, options.quiet);
  const found = await findNotes([path], undefined);
  const gold = await readGoldOf(path, options, io, messages);
  let failed = found.unfound.length + gold.failed;
  for (const { shown, error } of found.unfound) messages.error(`${shownName(shown)}: ${reasonOf(error)}`);
  const { done, untouched } = await doneNotes(options.gold ?? path, gold.notes, messages);
  const pool = found.notes.filter(({ name }) => {
    const stem = stemOf(name).replaceAll('\\', '/');
    return !gold.notes.has(stem) || untouched.has(stem);
  });
  if (pool.length === 0 && failed === 0)
    throw new UsageError(`CORPUS: ${shownName(path)}: there is no .txt or .note file without gold in it`);

  const { tagger, sentences } = taggerOf(done, messages);
  const look = candidates(tagger);
  const progress = makeProgress(io, pool.length, !options.quiet);
  const looked: Candidate[] = [];
  try {
    for (const source of pool) {
      io.signal.throwIfAborted();
      try {
        const { text } = await readNote(source, options.encoding, io);
        looked.push(look({ name: source.name, sentences: sentencesToTag(parseNote(text), ruleFeatures) }));
      } catch (error) {
        if (io.signal.aborted) throw error;
        failed++;
        progress.clear();
        messages.error(`${shownName(source.shown)}: ${reasonOf(error)}`);
      }
      progress.update(looked.length);
      // Lets a signal through.
      await new Promise(setImmediate);
    }
  } finally {
    progress.stop();
  }
  const order = nextNotes(looked, sentences, options.limit);
  const report = { gold: done.size, open: looked.length, notes: order };
  await write(io.stdout, options.json ? `${JSON.stringify(report)}\n` : nextTable(order));
  return failed === 0 ? 0 : 1;
}

/** The notes with gold, by name. */
async function readGoldOf(
  path: string,
  { gold, encoding }: NextOptions,
  io: Io,
  messages: Messages,
): Promise<{ readonly notes: ReadonlyMap<string, MarkedNote>; readonly failed: number }> {
  if (gold === undefined) {
    const corpus = await openCorpus(path, path, encoding).catch((error) => {
      throw error instanceof UsageError ? new UsageError(error.message.replace(/^IN/, 'CORPUS')) : error;
    });
    if (!corpus.files.some((file) => /\.ann$/i.test(file))) return { notes: new Map(), failed: 0 };
  }
  const folder = await readMarkedFolder(gold ?? path, {
    option: gold === undefined ? 'CORPUS' : '--gold',
    from: gold === undefined ? 'brat' : undefined,
    encoding,
    io,
  });
  const [notes = new Map()] = markedNotes([folder], messages);
  return { notes, failed: folder.failed };
}

/** What is unsure of the notes: a tagger that learned from gold, or, where there is none, the one that ships. */
function taggerOf(
  notes: ReadonlyMap<string, MarkedNote>,
  messages: Messages,
): { readonly tagger: Tagger; readonly sentences: readonly GoldSentence[] } {
  const learned = [...notes.values()].map((note) => learnedNote(note, ruleFeatures));
  const types = new Set(learned.flatMap(({ mentions }) => mentions.map(({ type }) => type)));
  const all = learned.flatMap(({ sentences }) => sentences);
  if (types.size === 0) {
    messages.info('no gold yet: the order goes by what the weights that ship are unsure of');
    return { tagger: shippedTagger(), sentences: all };
  }
  if (all.length > MOST_SENTENCES)
    messages.info(`learned from ${MOST_SENTENCES} of ${all.length} sentences with gold, to keep it short`);
  return { tagger: trainerFor(types)(all.slice(0, MOST_SENTENCES)), sentences: all };
}

function nextTable(order: readonly NextNote[]): string {
  const rows = aligned([
    ['Note', 'gain'],
    ...order.map(({ name, gain }, i) => [`${i + 1}. ${shownName(name)}`, gain.toFixed(2)]),
  ]).split('\n');
  const why = order.map(
    ({ sentences, unsure, newWords, types }) =>
      `${newWords} new words, ${unsure.toFixed(1)} of ${sentences} sentences likely wrong${types.length > 0 ? ` (${types.map(shownName).join(', ')})` : ''}`,
  );
  return `${rows.map((row, i) => `${row}  ${i === 0 ? 'why' : (why[i - 1] ?? '')}`).join('\n')}\n`;
}
