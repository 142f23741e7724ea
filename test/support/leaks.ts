import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';
import { codeOf } from '../../server/src/privacy/error-code';

/** What must not be found, each as it is written and as programs like to rewrite it. */
const writings = (secret: string): string[] => {
  const plain = [secret, secret.toLowerCase(), secret.toUpperCase()];
  const digits = secret.replace(/\D/g, '');
  return [...new Set(digits.length >= 7 ? [...plain, digits] : plain)];
};

/** The characters of a base64 text that hang on these bytes alone, wherever they start in what is encoded. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(`${'\0'.repeat(before)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(Math.ceil((before * 4) / 3), -1);
  });
}

const each = (text: string, write: (unit: string) => string): string =>
  [...text].map((char) => write(char.charCodeAt(0).toString(16).padStart(2, '0'))).join('');

/** A secret in all its encodings; compared without regard to case but for base64. */
interface Needles {
  readonly any: readonly string[];
  readonly exact: readonly string[];
}

function needlesOf(secret: string): Needles {
  const all = writings(secret);
  const any = all.flatMap((text) => [
    text.toLowerCase(),
    Buffer.from(text).toString('hex'),
    each(text, (hex) => `%${hex}`),
    each(text, (hex) => `\\u00${hex}`),
    each(text, (hex) => `&#x${hex};`),
    each(text, (hex) => `&#${Number.parseInt(hex, 16)};`),
    encodeURIComponent(text).toLowerCase(),
  ]);
  const base64 = all.flatMap(base64Of);
  const exact = [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
  return { any: [...new Set(any)], exact: [...new Set(exact)] };
}

/** The lengths of the heads of gzip, as programs write it without a name, and of zlib. */
const GZIP_HEAD = 10;
const ZLIB_HEAD = 2;

/** What is compressed in some bytes, wherever it starts and ends. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 2 < bytes.length; at++) {
    const isGzip = bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8;
    const isZlib = bytes[at] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[at + 1] as number);
    if (!isGzip && !isZlib) continue;
    const body = bytes.subarray(at + (isGzip ? GZIP_HEAD : ZLIB_HEAD));
    try {
      found.push(inflateRawSync(body, { finishFlush: constants.Z_SYNC_FLUSH }));
    } catch {
      // It only looked so.
    }
  }
  return found;
}

/** Which of some secrets are in some bytes: as text in any usual encoding, also within what is compressed. */
export function leaksIn(bytes: Buffer, secrets: readonly string[]): string[] {
  // Without zeros, both kinds of UTF-16 are as the text.
  const exact = [bytes, ...unpacked(bytes)]
    .map((part) => part.toString('latin1').replaceAll('\0', ''))
    .join('\n');
  const any = exact.toLowerCase();
  return secrets.filter((secret) => {
    const needles = needlesOf(secret);
    return (
      needles.any.some((needle) => any.includes(needle)) || needles.exact.some((one) => exact.includes(one))
    );
  });
}

/** Every file below a folder that holds a secret, or is called by it; with what it holds. */
export async function leakingFiles(
  folder: string,
  secrets: readonly string[],
  isAsked: (path: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  const looked = new Set<string>();
  // A draft that gets its name meanwhile is read under that: until nothing is there that was not looked at.
  for (let anew = true; anew; ) {
    anew = false;
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = relative(folder, join(entry.parentPath, entry.name));
      if (isAsked(path) || looked.has(path)) continue;
      anew = true;
      const bytes = entry.isFile() ? await bytesOf(join(folder, path)) : Buffer.alloc(0);
      if (bytes === undefined) continue;
      looked.add(path);
      const leaks = leaksIn(Buffer.concat([Buffer.from(`${path}\n`), bytes]), secrets);
      if (leaks.length > 0) found.push(`${path}: ${leaks.join(', ')}`);
    }
  }
  return found;
}

/** The bytes of a file; undefined where it is not there any more. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
