import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'pseudonyms.key';
const BYTES = 32;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

async function read(path: string): Promise<Uint8Array | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (bytes.length !== BYTES) throw new Error(`${path} is damaged; delete it to have a new key made`);
  return bytes;
}

/** Puts a new secret in place, unless another process was first: the file appears whole or not at all. */
async function create(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${FILE}.${process.pid}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, randomBytes(BYTES), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    const code = codeOf(error);
    // Where there are no hard links: whoever opens the file first writes it.
    if (code === 'EPERM' || code === 'ENOTSUP')
      await writeFile(path, await readFile(draft), { mode: 0o600, flag: 'wx' });
    else if (code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

/**
 * The key of a workspace's placeholders: a keyed hash of its path under the user's secret, which is made on
 * first use as `pseudonyms.key` in `configFolder`, readable by the user alone. Deleting that file gives all
 * workspaces new placeholders.
 * @param configFolder the user's configuration folder; made if it is missing
 * @param workspace the absolute path of the workspace
 * @throws what the file system throws, and an error if the secret is damaged
 */
export async function workspaceKey(configFolder: string, workspace: string): Promise<Uint8Array> {
  const path = join(configFolder, FILE);
  let secret = await read(path);
  if (!secret) {
    await create(configFolder, path);
    secret = await read(path);
  }
  if (!secret) throw new Error(`${path} cannot be made`);
  return createHmac('sha256', secret).update(workspace).digest();
}

/** As `workspaceKey`, but where the configuration folder cannot be read or written, a key for this process alone. */
export async function usableKey(configFolder: string, workspace: string): Promise<Uint8Array> {
  try {
    return await workspaceKey(configFolder, workspace);
  } catch (error) {
    // A damaged key is for the user to decide on; a folder that cannot be written is a fact.
    if (codeOf(error) === undefined) throw error;
    return randomBytes(BYTES);
  }
}
