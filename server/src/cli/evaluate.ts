import { scorePhi } from '../evaluation/phi';
import { disagreements, noteOfIdentifiers, type PhiNote, stemOf } from '../evaluation/phi-notes';
import { type PhiPair, pairNotes, sameNames } from '../evaluation/phi-pairs';
import { parseNote } from '../note/note';
import { identifiersOf } from '../privacy/identifiers';
import { balanced, type Mode, strict } from '../privacy/policy';
import { type Io, type Messages, messagesTo, shownName, UsageError, write } from './io';
import { type PhiSide, readPhi } from './phi-files';
import { type PhiReport, phiJson, phiTable } from './phi-report';

export interface EvaluateOptions {
  /** A folder of annotated notes, a file of i2b2 2014 XML, or rows of `deidentify --spans`. */
  readonly gold: string;
  /** The same; undefined: what the finders say of gold's texts. */
  readonly predicted: string | undefined;
  /** How the finders look, where `predicted` is undefined. */
  readonly mode: Mode | undefined;
  readonly json: boolean;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

/** `marginalia evaluate --phi`: prints how well identifiers were found. Returns the exit status. */
export async function evaluate(options: EvaluateOptions, io: Io): Promise<number> {
  const { predicted: path, mode = 'balanced', encoding } = options;
  check(options);
  const messages = messagesTo(io, options.quiet);
  const gold = await readPhi(options.gold, { option: '--gold', encoding, io, messages });
  noneTwice('--gold', gold.notes);
  const predicted: PhiSide =
    path === undefined
      ? { notes: await findIn(gold.notes, mode, io), unread: [], failed: 0 }
      : await readPhi(path, { option: '--predicted', encoding, io, messages });
  noneTwice('--predicted', predicted.notes);

  // What gold says of a note that cannot be read is unknown: nothing in it is right or wrong.
  const unknown = new Set(gold.unread.map(stemOf));
  const known = predicted.notes.filter(({ name }) => !unknown.has(stemOf(name)));
  const pairs = pairNotes(gold.notes, known);
  for (const pair of pairs) tell(pair, messages);
  if (unknown.size > 0) messages.warn(`notes of --gold left out of the figures as unread: ${unknown.size}`);
  const missing = (side: 'gold' | 'predicted'): string[] =>
    pairs.filter((pair) => pair.missing === side).map(({ name }) => name);
  const spans = pairs.map((pair) => ({ gold: pair.gold.spans, predicted: pair.predicted.spans }));
  const report: PhiReport = {
    mode: path === undefined ? mode : undefined,
    notes: {
      gold: gold.notes.length,
      predicted: predicted.notes.length,
      missing: { gold: missing('gold'), predicted: missing('predicted') },
      unread: gold.unread,
    },
    typed: gold.notes.some((note) => note.spans.some(({ type }) => type !== undefined)),
    scores: {
      all: scorePhi(spans, 'all'),
      hipaa: scorePhi(spans, 'hipaa'),
      safeHarbor: scorePhi(spans, 'safeHarbor'),
    },
  };
  if (pairs.length > 0) await write(io.stdout, options.json ? phiJson(report) : phiTable(report));
  const lacking = pairs.some((pair) => pair.missing !== undefined);
  return lacking || gold.failed + predicted.failed > 0 ? 1 : 0;
}

function check({ gold, predicted, mode }: EvaluateOptions): void {
  if (predicted !== undefined && mode !== undefined)
    throw new UsageError('--predicted says what was found, --mode how to find it now; give one of them');
  if (predicted === '-' && gold === '-')
    throw new UsageError('only one of --gold and --predicted can come from standard input');
}

/** @throws UsageError where two notes would be taken for one */
function noneTwice(option: string, notes: readonly PhiNote[]): void {
  const same = sameNames(notes);
  if (same.length === 0) return;
  const lists = same.map((names) => names.map(shownName).join(' and '));
  throw new UsageError(`${option}: several notes of one name: ${lists.join('; ')}; keep one of each`);
}

/** What the finders say of the texts. @throws UsageError where there are none */
async function findIn(notes: readonly PhiNote[], mode: Mode, io: Io): Promise<PhiNote[]> {
  const policy = mode === 'strict' ? strict : balanced;
  const found: PhiNote[] = [];
  for (const { name, text } of notes) {
    if (text === undefined)
      throw new UsageError(
        '--gold holds spans without their notes: run `marginalia deidentify NOTES --spans FILE`, then give FILE as --predicted',
      );
    io.signal.throwIfAborted();
    found.push(noteOfIdentifiers(name, text, identifiersOf(parseNote(text), policy)));
    // Lets a signal through.
    await new Promise(setImmediate);
  }
  return found;
}

/** Names a note that one side lacks, or whose sides are not of one text. */
function tell(pair: PhiPair, messages: Messages): void {
  const name = shownName(pair.name);
  if (pair.missing === 'predicted')
    messages.error(`${name}: not in --predicted; what gold marks in it counts as missed`);
  else if (pair.missing === 'gold')
    messages.error(`${name}: not in --gold; what is predicted in it counts as wrong`);
  else {
    const count = disagreements(pair.gold, pair.predicted);
    if (count > 0)
      messages.warn(
        `${name}: --gold and --predicted have different text at the place of ${count} span${count === 1 ? '' : 's'}; both must count code points of one text`,
      );
  }
}
