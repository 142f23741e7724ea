import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { openRegular, UnfitFile } from '../../privacy/corpus/regular-file';
import { bytesOf, fileTypeName, LIST, TEXT, widths } from './tables';

/** What the header of a GGUF file says, as far as it matters here. */
export interface Gguf {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** "llama" and the like. */
  readonly architecture: string;
  /** "model", "adapter", "mmproj", …; "model" where the file does not say. */
  readonly type: string;
  /** Its names of itself: `general.name`, `general.basename`, `general.finetune`. */
  readonly own: readonly string[];
  /** What it was trained on, in tokens. */
  readonly contextLength: number | undefined;
  readonly hasChatTemplate: boolean;
  readonly quantization: string;
  /** Whether texts begin with BOS; undefined where the file does not say, and llama.cpp assumes so for Llama. */
  readonly addBos: boolean | undefined;
  readonly parameters: number;
  /** Which part it is, from 0, where the model is split into several files. */
  readonly split: { readonly no: number; readonly count: number } | undefined;
}

/** The file is no GGUF that can be used. The message says what it is and what to do, without its path. */
export class GgufError extends Error {}

const CHUNK = 1 << 20;
/** Bytes; the vocabularies of the largest models take some ten million. */
const LONGEST_HEADER = 512 << 20;
const LONGEST_TEXT = 1 << 20;
const MOST_ENTRIES = 1_000_000;
const DEEPEST = 4;

/** Opens a file of weights. @throws GgufError for a pipe or a device; else the error of the system */
export async function openWeights(path: string): Promise<FileHandle> {
  try {
    return await openRegular(path);
  } catch (error) {
    throw error instanceof UnfitFile ? new GgufError(error.why) : error;
  }
}

/** Reads a file from its start, in pieces, without ever holding more than one. */
interface Reader {
  readonly at: () => number;
  /** The next bytes; valid until the next call. */
  take(bytes: number): Promise<Buffer>;
  skip(bytes: number): void;
}

const cutOff = (): GgufError =>
  new GgufError('the file ends before it is whole; copy or convert it again, and compare its size');

function readerOf(file: FileHandle, size: number): Reader {
  let piece = Buffer.alloc(0);
  let start = 0;
  let at = 0;
  const check = (bytes: number): void => {
    if (at + bytes > size) throw cutOff();
    if (at + bytes > LONGEST_HEADER) throw new GgufError('its header is longer than that of any model');
  };
  return {
    at: () => at,
    async take(bytes) {
      check(bytes);
      if (at < start || at + bytes > start + piece.length) {
        const wanted = Buffer.alloc(Math.min(Math.max(CHUNK, bytes), size - at));
        const { bytesRead } = await file.read(wanted, 0, wanted.length, at);
        if (bytesRead < bytes) throw cutOff();
        [piece, start] = [wanted.subarray(0, bytesRead), at];
      }
      const from = at - start;
      at += bytes;
      return piece.subarray(from, from + bytes);
    },
    skip(bytes) {
      check(bytes);
      at += bytes;
    },
  };
}

const short = async (reader: Reader): Promise<number> => (await reader.take(4)).readUInt32LE();
const long = async (reader: Reader): Promise<number> => Number((await reader.take(8)).readBigUInt64LE());

/** A text; one that is longer than any that matters is passed over. */
async function text(reader: Reader): Promise<string | undefined> {
  const bytes = await long(reader);
  if (bytes <= LONGEST_TEXT) return (await reader.take(bytes)).toString('utf8');
  reader.skip(bytes);
  return undefined;
}

async function skipList(reader: Reader, depth: number): Promise<void> {
  const type = await short(reader);
  const count = await long(reader);
  const width = widths[type];
  if (width === undefined || depth > DEEPEST) throw new GgufError('its header cannot be read');
  if (width > 0) return reader.skip(width * count);
  for (let i = 0; i < count; i++) {
    if (type === TEXT) reader.skip(await long(reader));
    else await skipList(reader, depth + 1);
  }
}

type Value = string | number | boolean | undefined;

/** A value; lists, and texts that are too long, are passed over. */
async function value(reader: Reader): Promise<Value> {
  const type = await short(reader);
  if (type === TEXT) return text(reader);
  if (type === LIST) {
    await skipList(reader, 0);
    return undefined;
  }
  const width = widths[type];
  if (width === undefined)
    throw new GgufError('its header cannot be read; it may be newer than this program');
  const bytes = await reader.take(width);
  if (type === 7) return bytes[0] !== 0;
  if (type === 6) return bytes.readFloatLE();
  if (type === 12) return bytes.readDoubleLE();
  if (type === 10) return Number(bytes.readBigUInt64LE());
  if (type === 11) return Number(bytes.readBigInt64LE());
  return type % 2 === 0 ? bytes.readUIntLE(0, width) : bytes.readIntLE(0, width);
}

/** The values of all tensors together, and where the last one ends, in bytes from where the first starts. */
async function tensors(reader: Reader, count: number): Promise<{ values: number; end: number }> {
  let [values, end] = [0, 0];
  for (let i = 0; i < count; i++) {
    reader.skip(await long(reader));
    const dimensions = await short(reader);
    if (dimensions > 8) throw new GgufError('its list of tensors cannot be read');
    let held = 1;
    for (let d = 0; d < dimensions; d++) held *= await long(reader);
    const type = await short(reader);
    const offset = await long(reader);
    values += held;
    end = Math.max(end, offset + bytesOf(type, held));
  }
  return { values, end };
}

const CONVERT = 'convert it with convert_hf_to_gguf.py of llama.cpp first (docs/me-llama.md)';

/** What a file is that is no GGUF, by its first bytes and its name. */
function otherFile(name: string, head: Buffer): string {
  const start = head.toString('latin1');
  if (start.startsWith('version https://git-lfs')) {
    return 'it is a pointer of Git LFS, not the file itself; fetch that ("git lfs pull")';
  }
  if (/\.safetensors$/i.test(name) || (head[8] === 0x7b && head.readUInt32LE(4) === 0)) {
    return `these are weights in the safetensors format; ${CONVERT}`;
  }
  if (start.startsWith('PK') || /\.(bin|pth?)$/i.test(name)) {
    return `these look like weights of PyTorch, or an archive; unpack it, or ${CONVERT}`;
  }
  if (/^(tjgg|lmgg|fmgg)/.test(start)) {
    return `it is in an old format of llama.cpp that nothing reads any more; ${CONVERT}`;
  }
  if (/^\s*<(!doctype|html)/i.test(start)) {
    return 'it is a web page, perhaps one that asks to log in; download the file itself';
  }
  return 'it is no GGUF file';
}

/** The entries of a header by their names, and what its tensors take. */
async function headerOf(reader: Reader, size: number) {
  const version = await short(reader);
  if (version >= 1 << 16) throw new GgufError('it is in the byte order of another kind of machine');
  if (version < 2 || version > 3)
    throw new GgufError(`it is of version ${version} of GGUF, and 2 and 3 are known; ${CONVERT}`);
  const tensorCount = await long(reader);
  const count = await long(reader);
  if (count > MOST_ENTRIES || tensorCount > MOST_ENTRIES) throw new GgufError('its header cannot be read');
  const entries = new Map<string, Value>();
  for (let i = 0; i < count; i++) {
    const key = await text(reader);
    const read = await value(reader);
    if (key !== undefined && read !== undefined) entries.set(key, read);
  }
  const { values, end } = await tensors(reader, tensorCount);
  const alignment = entries.get('general.alignment');
  const step = typeof alignment === 'number' && alignment > 0 ? alignment : 32;
  if (Math.ceil(reader.at() / step) * step + end > size) throw cutOff();
  return { entries, parameters: values };
}

/**
 * Reads the header of a GGUF file, and sees whether the file is as long as its header says. Holds at most a few
 * megabytes of it at a time, however large it is.
 * @throws GgufError for what is no such file, or not whole; else the error of the system
 */
export async function readGguf(path: string): Promise<Gguf> {
  const file = await openWeights(path);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw new GgufError('it is a folder; give the .gguf file');
    const { size } = stats;
    if (size === 0) throw new GgufError('the file is empty');
    const head = Buffer.alloc(Math.min(size, 64));
    await file.read(head, 0, head.length, 0);
    if (head.toString('latin1', 0, 4) !== 'GGUF') {
      throw new GgufError(otherFile(basename(path), Buffer.concat([head, Buffer.alloc(16)])));
    }
    const reader = readerOf(file, size);
    reader.skip(4);
    const { entries, parameters } = await headerOf(reader, size);
    const string = (key: string): string | undefined => {
      const found = entries.get(key);
      return typeof found === 'string' ? found : undefined;
    };
    const number = (key: string): number | undefined => {
      const found = entries.get(key);
      return typeof found === 'number' ? found : undefined;
    };
    const architecture = string('general.architecture') ?? 'unknown';
    const addBos = entries.get('tokenizer.ggml.add_bos_token');
    const count = number('split.count') ?? 1;
    const names = ['general.name', 'general.basename', 'general.finetune'].map(string);
    return {
      path,
      size,
      architecture,
      type: string('general.type') ?? 'model',
      own: names.filter((name): name is string => name !== undefined && name !== ''),
      contextLength: number(`${architecture}.context_length`),
      hasChatTemplate: entries.has('tokenizer.chat_template'),
      quantization: fileTypeName(number('general.file_type')),
      addBos: typeof addBos === 'boolean' ? addBos : undefined,
      parameters,
      split: count > 1 ? { no: number('split.no') ?? 0, count } : undefined,
    };
  } finally {
    await file.close();
  }
}
