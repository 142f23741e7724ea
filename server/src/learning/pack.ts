import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Clusters } from './clusters';
import { featureTable } from './hashing';
import { labelSet } from './labels';
import { type Layer, type Model, type Tagger, taggerOf } from './tagger';

// A packed tagger: Brotli over a length, a header in JSON, and numbers, byte by byte of all numbers rather than
// number by number, since those compress better: sorted hashes as differences, weights as whole steps from -127 to 127.

const FORMAT = 1;
const STEPS = 127;

interface LayerHeader {
  readonly types: readonly string[];
  readonly rows: number;
  /** How much one step of a weight is. */
  readonly step: number;
  readonly pairs: readonly number[];
}

interface Header {
  readonly format: number;
  readonly layers: readonly LayerHeader[];
  readonly slope: number;
  readonly offset: number;
  readonly lift: number;
  /** Bytes of the words that have classes, in UTF-8, one a line, sorted. */
  readonly words: number;
  readonly levels: number;
}

/** Numbers of 32 bits as four planes of bytes, the lowest first. */
function planes(numbers: ArrayLike<number>): Buffer {
  const n = numbers.length;
  const bytes = Buffer.alloc(n * 4);
  for (let i = 0; i < n; i++)
    for (let b = 0; b < 4; b++) bytes[b * n + i] = ((numbers[i] as number) >>> (8 * b)) & 255;
  return bytes;
}

function fromPlanes(bytes: Uint8Array, at: number, n: number): Int32Array {
  const numbers = new Int32Array(n);
  for (let i = 0; i < n; i++)
    for (let b = 0; b < 4; b++)
      numbers[i] = (numbers[i] as number) | ((bytes[at + b * n + i] as number) << (8 * b));
  return numbers;
}

/** The rows of a layer that hold anything, sorted by hash, their weights in whole steps, label by label. */
function packLayer({ set, table, weights }: Layer, dropped: number): [LayerHeader, Buffer] {
  const { count } = set;
  let most = 0;
  for (const weight of weights.rows) most = Math.max(most, Math.abs(weight));
  // A step is rounded first: what is unpacked and packed again must have the same.
  const step = Math.fround(most / STEPS) || 1;
  const inSteps = (row: number, y: number): number =>
    Math.max(-STEPS, Math.min(STEPS, Math.round((weights.rows[row * count + y] as number) / step)));
  const kept: number[] = [];
  for (let row = 0; row < table.size; row++) {
    let strongest = 0;
    for (let y = 0; y < count; y++) strongest = Math.max(strongest, Math.abs(inSteps(row, y)));
    if (strongest > dropped) kept.push(row);
  }
  const { hashes } = table;
  kept.sort((a, b) => ((hashes[a] as number) >>> 0) - ((hashes[b] as number) >>> 0));
  const n = kept.length;
  const differences = kept.map((row, i) =>
    i === 0 ? (hashes[row] as number) : (hashes[row] as number) - (hashes[kept[i - 1] as number] as number),
  );
  const steps = Buffer.alloc(n * count);
  for (let y = 0; y < count; y++)
    kept.forEach((row, i) => {
      steps.writeInt8(inSteps(row, y), y * n + i);
    });
  const header = { types: set.types, rows: n, step, pairs: [...weights.pairs] };
  return [header, Buffer.concat([planes(differences), steps])];
}

const compressed = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });

function packed({ layers, clusters, calibration, lift }: Model, dropped: number): Buffer {
  const parts = layers.map((layer) => packLayer(layer, dropped));
  const words = [...clusters.keys()].sort((a, b) => (a < b ? -1 : 1));
  const list = Buffer.from(words.join('\n'));
  const levels = words.length === 0 ? 0 : (clusters.get(words[0] as string) as readonly number[]).length;
  const ids = Array.from({ length: levels }, (_, level) =>
    planes(words.map((word) => clusters.get(word)?.[level] ?? 0)),
  );
  const header: Header = {
    format: FORMAT,
    layers: parts.map(([layer]) => layer),
    ...calibration,
    lift,
    words: list.length,
    levels,
  };
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return compressed(Buffer.concat([length, head, list, ...ids, ...parts.map(([, bytes]) => bytes)]));
}

/**
 * A tagger as bytes. Weights are rounded to one of 255 steps; unpacking and packing again gives the same bytes.
 * @param most bytes that it may have: the weakest features are left out until it fits
 */
export function packTagger({ model }: Tagger, most = Number.POSITIVE_INFINITY): Uint8Array {
  let bytes = packed(model, 0);
  for (let dropped = 1; bytes.length > most && dropped < STEPS; dropped++) bytes = packed(model, dropped);
  return bytes;
}

/** The tagger that was packed. Throws where the bytes are none of this version. */
export function unpackTagger(file: Uint8Array): Tagger {
  const bytes = brotliDecompressSync(file);
  const start = 4 + bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', 4, start)) as Header;
  if (header.format !== FORMAT) throw new Error(`weights of format ${header.format}, not ${FORMAT}`);
  let at = start + header.words;
  const words = header.words === 0 ? [] : bytes.toString('utf8', start, at).split('\n');
  const levels = Array.from({ length: header.levels }, () => {
    const ids = fromPlanes(bytes, at, words.length);
    at += words.length * 4;
    return ids;
  });
  const clusters: Clusters = new Map(words.map((word, i) => [word, levels.map((ids) => ids[i] as number)]));
  const layers = header.layers.map(({ types, rows, step, pairs }): Layer => {
    const set = labelSet(types);
    const hashes = fromPlanes(bytes, at, rows);
    for (let i = 1; i < rows; i++) hashes[i] = (hashes[i] as number) + (hashes[i - 1] as number);
    at += rows * 4;
    const weights = new Float32Array(rows * set.count);
    for (let y = 0; y < set.count; y++)
      for (let row = 0; row < rows; row++)
        weights[row * set.count + y] = bytes.readInt8(at + y * rows + row) * step;
    at += rows * set.count;
    return { set, table: featureTable(hashes), weights: { rows: weights, pairs: Float32Array.from(pairs) } };
  });
  const { slope, offset, lift } = header;
  return taggerOf({ layers, clusters, calibration: { slope, offset }, lift });
}
