import { openRegular } from '../privacy/corpus/regular-file';

/** The first 2,000 bytes of a file as text, or undefined where there is no such file. @throws UnfitFile for a pipe or a device */
export async function headOf(file: string): Promise<string | undefined> {
  const handle = await openRegular(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2_000), 0, 2_000, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
