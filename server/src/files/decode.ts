import { isUtf8 } from 'node:buffer';
import { NoteError } from './failures';

/** The text of a file, and how it was read. */
export interface Decoded {
  readonly text: string;
  /** Whether the file's bytes are the text in UTF-8, so that they can be copied as they are. */
  readonly isUtf8: boolean;
  /** What the user should know of how it was read. */
  readonly warning?: string;
}

// The upper half of Windows-1252 where it is not Latin-1 (https://encoding.spec.whatwg.org/index-windows-1252.txt).
// A table of our own, since the decoder of some versions of Node.js takes it for Latin-1.
const upper =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

const windows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => upper[char.charCodeAt(0) - 0x80] ?? char);

/** The encoding that a label names (`latin1` is `windows-1252`), or undefined where there is none of that name. */
export function encodingOf(label: string): string | undefined {
  const known: Readonly<Record<string, string>> = { cp1252: 'windows-1252', 'utf-16': 'utf-16le' };
  const wanted = label.trim().toLowerCase();
  try {
    return new TextDecoder(known[wanted] ?? wanted).encoding;
  } catch {
    return undefined;
  }
}

const magic: readonly (readonly [string, readonly number[], string])[] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], 'save its text as plain text first'],
  ['a Word or ZIP file', [0x50, 0x4b, 0x03, 0x04], 'save it as plain text first'],
  ['an old Office file', [0xd0, 0xcf, 0x11, 0xe0], 'save it as plain text first'],
  ['a rich text (RTF) file', [0x7b, 0x5c, 0x72, 0x74, 0x66], 'save it as plain text first'],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47], 'only text can be annotated'],
  ['a JPEG image', [0xff, 0xd8, 0xff], 'only text can be annotated'],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38], 'only text can be annotated'],
  ['a gzip file', [0x1f, 0x8b], 'unpack it first'],
  ['a program', [0x7f, 0x45, 0x4c, 0x46], 'only text can be annotated'],
];

/** Why these bytes are no text, or undefined where they may be one. */
function binary(bytes: Buffer): string | undefined {
  for (const [name, start, help] of magic) {
    if (start.every((byte, n) => bytes[n] === byte)) return `it is ${name}; ${help}`;
  }
  const head = bytes.subarray(0, 65_536);
  if (bytes.includes(0)) {
    // Latin letters in UTF-16 have a zero in every second byte.
    let zeros = 0;
    for (const byte of head) if (byte === 0) zeros++;
    return zeros > head.length / 3
      ? 'it holds NUL bytes, as UTF-16 without a byte order mark does; if it is that, say --encoding utf-16le'
      : 'it is binary (it holds NUL bytes); only text can be annotated';
  }
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  return controls > head.length / 20
    ? 'it is binary (every twentieth byte or more is a control character); only text can be annotated'
    : undefined;
}

/** The offset of the first byte that is not UTF-8, in bytes. */
export function firstInvalidByte(bytes: Uint8Array): number {
  // Whether a prefix is valid up to a cut character is monotonic: find the longest one by halves.
  let low = 0;
  let high = bytes.length;
  const fine = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fine(middle)) low = middle;
    else high = middle - 1;
  }
  // The prefix may end inside a character that its next byte breaks: that character is where it starts.
  for (let back = 0; back < 3 && low > 0 && !isUtf8(bytes.subarray(0, low)); back++) low--;
  return low;
}

/**
 * Reads a file's bytes as text. A byte order mark stays in the text, line ends stay as they are.
 * Without a given encoding: UTF-8; UTF-16 where a byte order mark says so; else a guess, with a warning.
 * @param encoding a name that `encodingOf` gave
 * @throws NoteError where it is no text, or not in the given encoding
 */
export function decode(bytes: Buffer, encoding: string | undefined): Decoded {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (encoding && encoding !== 'utf-8') {
    // A byte order mark decides between the two of UTF-16.
    const used = encoding.startsWith('utf-16') && marked ? marked : encoding;
    return { text: strictly(bytes, used), isUtf8: false };
  }
  if (!encoding && marked) {
    const warning = `it is ${marked.toUpperCase()}; what is written is UTF-8`;
    return { text: strictly(bytes, marked), isUtf8: false, warning };
  }
  const why = binary(bytes);
  if (why) throw new NoteError(why);
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), isUtf8: true };
  const at = firstInvalidByte(bytes);
  if (encoding) throw new NoteError(`it is not UTF-8 (at byte ${at}); say its encoding with --encoding`);
  return {
    text: windows1252(bytes),
    isUtf8: false,
    warning: `it is not UTF-8 (at byte ${at}) and was read as Windows-1252; if that is wrong, say --encoding. What is written is UTF-8`,
  };
}

function strictly(bytes: Buffer, encoding: string): string {
  if (encoding === 'windows-1252') {
    const why = binary(bytes);
    if (why) throw new NoteError(why);
    return windows1252(bytes);
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NoteError(`it is not ${encoding.toUpperCase()}; say its encoding with --encoding`);
  }
}
