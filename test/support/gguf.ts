import { writeFile } from 'node:fs/promises';

export type GgufValue = string | boolean | number | readonly string[];

export interface GgufOptions {
  readonly entries?: Readonly<Record<string, GgufValue>>;
  /** Values of the one tensor, of 32 bits each. */
  readonly values?: number;
  readonly version?: number;
  /** Whether the values are left out: a file that is to be made long otherwise. */
  readonly hollow?: true;
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

function encoded(value: GgufValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'boolean') return Buffer.concat([u32(7), Buffer.of(value ? 1 : 0)]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)]);
}

/** A GGUF file without a model in it. */
export function gguf({ entries = {}, values = 32, version = 3, hollow }: GgufOptions = {}): Buffer {
  const all = Object.entries({ 'general.architecture': 'llama', ...entries });
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(1),
    u64(all.length),
    ...all.flatMap(([key, value]) => [text(key), encoded(value)]),
    text('output.weight'),
    u32(1),
    u64(values),
    u32(0),
    u64(0),
  ]);
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32);
  return Buffer.concat([header, padding, Buffer.alloc(hollow ? 0 : values * 4, 7)]);
}

/** What the file of a Me-LLaMA says. */
export const meLlama = {
  'general.name': 'MeLLaMA 13B Chat',
  'general.file_type': 15,
  'llama.context_length': 4096,
  'tokenizer.ggml.tokens': ['<unk>', '<s>', '</s>', 'the'],
  'tokenizer.ggml.add_bos_token': false,
};

export const writeGguf = (path: string, options?: GgufOptions): Promise<void> =>
  writeFile(path, gguf(options));
