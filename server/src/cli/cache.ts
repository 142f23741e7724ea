import { MOST_BYTES } from '../pipeline/cache/answer-cache';
import { clearCache, reportOf } from '../pipeline/cache/cache-folder';
import type { Doors } from './doors';
import { type Io, messagesTo, shownName, write } from './io';

const MEGABYTE = 1024 * 1024;
const sizeOf = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/**
 * `marginalia cache`: where the answers of models are kept, how many there are, and what they take on the disk.
 * Returns the exit status.
 * @param clear deletes them all instead
 */
export async function cache(clear: boolean, io: Io, { cacheFolder }: Doors): Promise<number> {
  const { objection, answers, bytes } = await (clear ? clearCache : reportOf)(cacheFolder);
  if (objection !== undefined) {
    messagesTo(io, false).error(`${shownName(cacheFolder)} ${objection}: nothing is kept there`);
    return 1;
  }
  const lines = clear
    ? [`deleted  ${answers} ${answers === 1 ? 'answer' : 'answers'}, ${sizeOf(bytes)}`]
    : [
        `folder   ${shownName(cacheFolder)}`,
        `answers  ${answers}`,
        `size     ${sizeOf(bytes)} of at most ${sizeOf(MOST_BYTES)}`,
      ];
  await write(io.stdout, `${lines.join('\n')}\n`);
  return 0;
}
