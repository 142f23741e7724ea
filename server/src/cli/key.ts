import { stat } from 'node:fs/promises';
import { forgetCorpora } from '../pipeline/cache/cache-folder';
import { corpusName, isRotated, placeOf, rootOf, rotate } from '../privacy/corpus/corpus';
import { fingerprintOf, secretFile } from '../privacy/corpus/key';
import { loadRulings, MOST_NAMED } from '../privacy/corpus/rulings-file';
import type { Doors } from './doors';
import { type Io, messagesTo, reasonOf, shownName, UsageError, write } from './io';

/**
 * `marginalia key [PATH]`: where the key of the placeholders is, and what was settled for the corpus that PATH
 * (a note or a folder) lies in. Returns the exit status.
 * @param anew gives the corpus other placeholders first; those that were written before lead nowhere then
 */
export async function key(path: string, anew: boolean, io: Io, doors: Doors): Promise<number> {
  const { configFolder } = doors;
  if (path === '') throw new UsageError('an empty PATH names nothing; . is this folder');
  let root: string;
  try {
    root = (await stat(path)).isDirectory() ? rootOf(path) : placeOf(path).root;
  } catch (error) {
    throw new UsageError(`${shownName(path)}: ${reasonOf(error)}`);
  }
  const { key: secret, warning } = await doors.placeholderKey();
  const messages = messagesTo(io, false);
  if (warning !== undefined) messages.warn(warning);
  if (anew) {
    const before = corpusName(configFolder, root);
    rotate(configFolder, root);
    await forgetCorpora(doors.cacheFolder, secret, [before]);
  }
  const rulings = loadRulings(configFolder, root);
  const { list, malformed, exposure } = rulings;
  if (exposure !== undefined) messages.warn(exposure);
  const others = malformed.length - MOST_NAMED;
  const rotated = isRotated(configFolder, root) ? ' (rotated)' : '';
  const lines = [
    `key          ${shownName(secretFile(configFolder))}`,
    `corpus       ${shownName(root)}`,
    `fingerprint  ${fingerprintOf(secret, corpusName(configFolder, root))}${rotated}`,
    `rulings      ${list.length} in ${shownName(rulings.path)}`,
    ...malformed.slice(0, MOST_NAMED).map((line) => `             line ${line} is no ruling`),
    ...(others > 0 ? [`             and ${others} more`] : []),
  ];
  await write(io.stdout, `${lines.join('\n')}\n`);
  return 0;
}
