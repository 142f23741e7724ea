// Numbers of the GGUF format: ggml/docs/gguf.md, and `gguf-py/gguf/constants.py` of llama.cpp.

/** For each type of tensor: how many values a block holds, and its bytes. */
const blocks: Readonly<Record<number, readonly [values: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  9: [32, 36],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  15: [256, 292],
  16: [256, 66],
  17: [256, 74],
  18: [256, 98],
  19: [256, 50],
  20: [32, 18],
  21: [256, 110],
  22: [256, 82],
  23: [256, 136],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  29: [256, 56],
  30: [1, 2],
  34: [256, 54],
  35: [256, 66],
  39: [32, 17],
};

/** The bytes that so many values of a type take; 0 for a type that came after this was written. */
export function bytesOf(type: number, values: number): number {
  const [each, bytes] = blocks[type] ?? [1, 0];
  return Math.ceil(values / each) * bytes;
}

const fileTypes: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  32: 'BF16',
};

/** The name of `general.file_type`. */
export const fileTypeName = (type: number | undefined): string =>
  type === undefined ? 'unknown' : (fileTypes[type] ?? `type ${type}`);

/** The bytes of a value, by its type: 8 is a text, 9 a list. */
export const widths: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
export const TEXT = 8;
export const LIST = 9;
