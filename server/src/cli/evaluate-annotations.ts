import { type MarkedNote, sameText } from '../evaluation/marked-note';
import { countNote, measures, type NoteCounts } from '../evaluation/note-counts';
import { scoreNotes } from '../evaluation/scores';
import { type AnnotationReport, annotationJson, annotationTable } from './annotation-report';
import { type Io, messagesTo, shownName, write } from './io';
import { markedNotes, readMarkedFolder } from './marked-folders';

export interface EvaluateAnnotationsOptions {
  readonly gold: string;
  readonly predicted: string;
  /** The format of both folders; undefined to find out, of each by itself. */
  readonly from: string | undefined;
  readonly json: boolean;
  readonly encoding: string | undefined;
}

/** `marginalia evaluate`: prints how well entities, attributes and relations were found. Returns the exit status. */
export async function evaluateAnnotations(options: EvaluateAnnotationsOptions, io: Io): Promise<number> {
  const { from, encoding } = options;
  const messages = messagesTo(io, false);
  const gold = await readMarkedFolder(options.gold, { option: '--gold', from, encoding, io });
  const predicted = await readMarkedFolder(options.predicted, { option: '--predicted', from, encoding, io });
  const [goldNotes = new Map<string, MarkedNote>(), predictedNotes = new Map<string, MarkedNote>()] =
    markedNotes([gold, predicted], messages);
  const missing = { gold: [] as string[], predicted: [] as string[] };
  const differing: string[] = [];
  const counts: NoteCounts[] = [];
  for (const [name, note] of goldNotes) {
    const other = predictedNotes.get(name);
    if (other && !sameText(other.text, note.text)) {
      messages.error(`${shownName(name)}: --gold and --predicted have different texts; it is left out`);
      differing.push(name);
      continue;
    }
    if (!other) {
      messages.error(`${shownName(name)}: not in --predicted; what gold marks in it counts as missed`);
      missing.predicted.push(name);
    }
    counts.push(countNote(note, other ?? unmarked(note)));
  }
  for (const [name, note] of predictedNotes) {
    if (goldNotes.has(name)) continue;
    messages.error(`${shownName(name)}: not in --gold; what is predicted in it counts as wrong`);
    missing.gold.push(name);
    counts.push(countNote(unmarked(note), note));
  }
  const report: AnnotationReport = {
    notes: { gold: goldNotes.size, predicted: predictedNotes.size, missing, differing },
    scores: new Map(measures.map((measure) => [measure, scoreNotes(counts.map((note) => note[measure]))])),
  };
  await write(io.stdout, options.json ? annotationJson(report) : annotationTable(report));
  const whole = missing.gold.length + missing.predicted.length + differing.length === 0;
  return whole && gold.failed + predicted.failed === 0 ? 0 : 1;
}

const unmarked = (note: MarkedNote): MarkedNote => ({ ...note, mentions: [], links: [] });
