import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../error-code';
import { exposureOf, readKept } from './kept';

const FILE = 'pseudonyms.key';
const BYTES = 32;

function read(path: string): Uint8Array | undefined {
  const bytes = readKept(path);
  if (bytes && bytes.length !== BYTES)
    throw new Error(`${path} is damaged; delete it to have a new key made`);
  return bytes;
}

/** Puts a new secret in place, unless another process was first: the file appears whole or not at all. */
async function create(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(BYTES);
  const draft = join(folder, `.${FILE}.${process.pid}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    const code = codeOf(error);
    // Where there are no hard links: whoever opens the file first writes it.
    if (code === 'EPERM' || code === 'ENOTSUP') await writeFile(path, secret, { mode: 0o600, flag: 'wx' });
    else if (code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

/** Where the secret lies that all placeholders of a user are made from. */
export const secretFile = (configFolder: string): string => join(configFolder, FILE);

/**
 * The key of the user's placeholders, from a secret that is made on first use as `pseudonyms.key` in
 * `configFolder`, readable by the user alone. Deleting that file gives every corpus new placeholders;
 * `rotate` gives them to one.
 * @param configFolder the user's configuration folder; made if it is missing
 * @throws what the file system throws, and an error if the secret is damaged
 */
export async function placeholderKey(configFolder: string): Promise<Uint8Array> {
  const path = secretFile(configFolder);
  let secret = read(path);
  if (!secret) {
    await create(configFolder, path);
    secret = read(path);
  }
  if (!secret) throw new Error(`${path} cannot be made`);
  return createHmac('sha256', secret).update('placeholders').digest();
}

/** A key, and what is wrong with it: it is not kept, so that placeholders hold for this process alone, or others can read or change it. */
export interface UsableKey {
  readonly key: Uint8Array;
  readonly warning?: string;
}

let fallback: Uint8Array | undefined;

/**
 * As `placeholderKey`, but where the configuration folder cannot be read or written, a key for this process alone,
 * with a warning that says so. Warns also of a key that others can read, who could try guesses against it, or write.
 */
export async function usableKey(configFolder: string): Promise<UsableKey> {
  try {
    const key = await placeholderKey(configFolder);
    const warning = exposureOf(secretFile(configFolder), true);
    return warning === undefined ? { key } : { key, warning };
  } catch (error) {
    // A damaged key is for the user to decide on; a folder that cannot be written is a fact.
    const code = codeOf(error);
    if (code === undefined) throw error;
    fallback ??= randomBytes(BYTES);
    const warning = `The key of the placeholders can be neither read nor made in ${configFolder} (${code}): placeholders are other ones the next time.`;
    return { key: fallback, warning };
  }
}

/** What a person can compare two keys by; tells nothing of the key. */
export const fingerprintOf = (key: Uint8Array, name: string): string =>
  createHmac('sha256', key)
    .update(`fingerprint\0${name}`)
    .digest('hex')
    .slice(0, 8)
    .replace(/.{4}(?=.)/g, '$&-');
