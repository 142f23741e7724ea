import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseNote } from '../server/src/note/note';
import { identifiersOf } from '../server/src/privacy/identifiers';
import { balanced, type Policy, strict } from '../server/src/privacy/policy';
import { bratNotes, filesIn, mtsamples } from './corpus';
import { quantile, type Row, spread } from './table';

const ROUNDS = 7;

/** Seconds of processor time: other work on the machine does not count. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

/** Megabytes of UTF-8 through reading and finding, a second of processor time; each round reads the notes anew. */
function speed(texts: readonly string[], policy: Policy): number[] {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const speeds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = secondsOf(() => {
      for (const text of texts) identifiersOf(parseNote(text), policy);
    });
    if (round > 0) speeds.push(megabytes / seconds);
  }
  return speeds;
}

/** The notes of all corpora that hold notes: as they stand, or from their sentences. */
function realNotes(data: string): string[] {
  const files = filesIn(join(data, 'phi/clinic-notes/text'), '.txt').map((file) =>
    readFileSync(file, 'utf8'),
  );
  const brat = [...bratNotes(join(data, 'maccrobat')), ...bratNotes(join(data, 'i2b2-style'))];
  const parts = [...mtsamples(data, 'train'), ...mtsamples(data, 'valid')];
  return [...files, ...brat.map(({ text }) => text), ...parts.map(({ text }) => text)];
}

/** How fast identifiers are found in notes. */
export function speedRows(data: string): Row[] {
  const texts = realNotes(data);
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const what = `finding in ${texts.length} notes (${size.toFixed(1)} MB), reading included`;
  const speeds = speed(texts, balanced);
  return [
    {
      what: `${what}, balanced`,
      value: spread(speeds, 2, 'MB/s'),
      goal: 'at least 3 MB/s',
      met: quantile(speeds, 0.5) >= 3,
    },
    { what: `${what}, strict`, value: spread(speed(texts, strict), 2, 'MB/s') },
  ];
}

const hostile: Readonly<Record<string, string>> = {
  digits: '7',
  capitals: 'A',
  brackets: '(',
  '"Dr. "': 'Dr. ',
  spaces: ' ',
  '"1/1/"': '1/1/',
};
const SIZES = [1.25, 2.5, 5, 10];

/** The cost of one line of megabytes made to be expensive: where it is linear, twice the size takes twice the time. */
export function hostileRows(policy: Policy): Row[] {
  identifiersOf(parseNote('Dr. A 1/1/21 (7)'.repeat(10_000)), policy); // warm-up
  return Object.entries(hostile).map(([name, unit]) => {
    const times = SIZES.map((megabytes) => {
      const text = unit.repeat((megabytes * 1e6) / unit.length);
      return secondsOf(() => identifiersOf(parseNote(text), policy));
    });
    const ratios = times.slice(1).map((time, n) => time / (times[n] ?? time));
    const last = ratios.at(-1) ?? 0;
    return {
      what: `one line of ${name}, ${SIZES.join(', ')} MB, ${policy.mode}`,
      value: `${times.map((time) => time.toFixed(2)).join(', ')} s of processor time; ratios ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`,
      goal: 'twice the size, at most 2.6 times the time',
      met: last <= 2.6,
    };
  });
}
