import { readFileSync } from 'node:fs';
import { i2b2 } from '../server/src/annotation/schema';
import { embedded } from '../server/src/embedded/engine';
import { parseNote } from '../server/src/note/note';
import { windowsOf } from '../server/src/pipeline/windows/windows';
import { identifiersOf } from '../server/src/privacy/identifiers';
import { tasks } from '../server/src/task/engine';
import { filesIn } from './corpus';
import { type Row, spread } from './table';

/** About a megabyte of notes: the project's examples, each over and over with another number in it, so that none is known. */
function megabyte(seed: number): string[] {
  const examples = filesIn('examples', '.txt').map((file) => readFileSync(file, 'utf8'));
  const notes: string[] = [];
  for (let size = 0, i = 0; size < 1e6; i++) {
    const text = `Copy ${seed}-${i}\n${examples[i % examples.length]}`;
    notes.push(text);
    size += Buffer.byteLength(text);
  }
  return notes;
}

const bytes = (notes: readonly string[]): number =>
  notes.reduce((sum, note) => sum + Buffer.byteLength(note), 0);

/** Notes a second through the whole embedded engine and through the finder of identifiers, one core. */
export async function engineSpeed(): Promise<Row[]> {
  const annotating: number[] = [];
  const finding: number[] = [];
  for (let run = 0; run < 6; run++) {
    const notes = megabyte(run);
    const started = performance.now();
    let ids = 0;
    for (const text of notes) {
      const note = parseNote(text);
      const request = {
        note,
        identifiers: [],
        identity: '',
        tasks: new Set(tasks),
        schema: i2b2,
        windows: windowsOf(note, embedded.windowTokens),
        sections: note.sections,
        hypotheses: [],
        known: [],
        nextId: () => `e${ids++}`,
        signal: new AbortController().signal,
      };
      for await (const result of embedded.annotate(request))
        if ('failure' in result) throw new Error(result.failure.message);
    }
    const annotated = performance.now();
    // Read again, so that nothing is remembered under a block.
    for (const text of notes) identifiersOf(parseNote(text));
    const found = performance.now();
    const megabytes = bytes(notes) / 1e6;
    if (run === 0) continue; // warm-up
    annotating.push((megabytes / (annotated - started)) * 1000);
    finding.push((megabytes / (found - annotated)) * 1000);
  }
  const slowest = Math.min(...annotating);
  return [
    {
      what: 'embedded engine, all four tasks, reading included',
      value: spread(annotating, 2, 'MB/s'),
      goal: 'at least 1 MB/s',
      met: slowest >= 1,
    },
    { what: 'identifiers found, reading included', value: spread(finding, 2, 'MB/s') },
  ];
}
