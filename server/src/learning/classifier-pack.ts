import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Calibration } from './calibration';
import type { Classifier } from './classifier';
import { featureTable } from './hashing';

// Packed classifiers: Brotli over a length, a header in JSON, and for each classifier the sorted hashes of its features
// as differences of 32 bits, and their weights as whole steps from -127 to 127.

const FORMAT = 1;
const STEPS = 127;

interface Header extends Calibration {
  readonly name: string;
  readonly labels: readonly string[];
  readonly rows: number;
  /** How much one step of a weight is. */
  readonly step: number;
}

function packOne(name: string, { labels, table, weights, calibration }: Classifier): [Header, Buffer] {
  const count = labels.length;
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  // Rounded first: what is unpacked and packed again must have the same.
  const step = Math.fround(most / STEPS) || 1;
  const inSteps = (row: number, k: number): number => Math.round((weights[row * count + k] as number) / step);
  const kept: number[] = [];
  for (let row = 0; row < table.size; row++) if (labels.some((_, k) => inSteps(row, k) !== 0)) kept.push(row);
  const hashAt = (i: number): number => (table.hashes[kept[i] as number] as number) >>> 0;
  kept.sort((a, b) => ((table.hashes[a] as number) >>> 0) - ((table.hashes[b] as number) >>> 0));
  const bytes = Buffer.alloc(kept.length * (4 + count));
  kept.forEach((row, i) => {
    bytes.writeUInt32LE(i === 0 ? hashAt(0) : hashAt(i) - hashAt(i - 1), i * 4);
    for (let k = 0; k < count; k++) bytes.writeInt8(inSteps(row, k), kept.length * 4 + k * kept.length + i);
  });
  return [{ name, labels, rows: kept.length, step, ...calibration }, bytes];
}

/** Classifiers as bytes, by their names. Weights are rounded to one of 255 steps; what rounds to nothing is left out. */
export function packClassifiers(classifiers: ReadonlyMap<string, Classifier>): Uint8Array {
  const parts = [...classifiers].map(([name, classifier]) => packOne(name, classifier));
  const head = Buffer.from(JSON.stringify({ format: FORMAT, classifiers: parts.map(([header]) => header) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return brotliCompressSync(Buffer.concat([length, head, ...parts.map(([, bytes]) => bytes)]));
}

/** The classifiers that were packed. Throws where the bytes are none of this version. */
export function unpackClassifiers(file: Uint8Array): Map<string, Classifier> {
  const bytes = brotliDecompressSync(file);
  let at = 4 + bytes.readUInt32LE(0);
  const { format, classifiers } = JSON.parse(bytes.toString('utf8', 4, at)) as {
    readonly format: number;
    readonly classifiers: readonly Header[];
  };
  if (format !== FORMAT) throw new Error(`classifiers of format ${format}, not ${FORMAT}`);
  const found = new Map<string, Classifier>();
  for (const { name, labels, rows, step, slope, offset } of classifiers) {
    const count = labels.length;
    const hashes = new Int32Array(rows);
    for (let i = 0; i < rows; i++)
      hashes[i] = (bytes.readUInt32LE(at + i * 4) + (i === 0 ? 0 : (hashes[i - 1] as number) >>> 0)) | 0;
    at += rows * 4;
    const weights = new Float32Array(rows * count);
    for (let k = 0; k < count; k++)
      for (let i = 0; i < rows; i++) weights[i * count + k] = bytes.readInt8(at + k * rows + i) * step;
    at += rows * count;
    found.set(name, { labels, table: featureTable(hashes), weights, calibration: { slope, offset } });
  }
  return found;
}
