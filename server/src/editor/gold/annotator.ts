import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isAnnotator } from '../../gold/gold-store';
import { readKept, writeKept } from '../../privacy/corpus/kept';
import { codeOf } from '../../privacy/error-code';

/**
 * The pseudonym that decisions are kept under: the one of the settings, else one made once and kept in the user's
 * configuration folder.
 */
export function annotatorOf(configFolder: string, setting: string, warn: (message: string) => void): string {
  if (isAnnotator(setting)) return setting;
  if (setting !== '')
    warn(
      'The setting marginalia.annotator is no pseudonym: at most 40 letters, digits, dots, underscores and hyphens.',
    );
  const path = join(configFolder, 'annotator');
  const made = `annotator-${randomBytes(2).toString('hex')}`;
  try {
    const kept = readKept(path)?.toString('utf8').trim() ?? '';
    if (isAnnotator(kept)) return kept;
    writeKept(path, `${made}\n`);
  } catch (error) {
    warn(
      `No pseudonym can be kept in ${configFolder} (${codeOf(error) ?? 'unknown error'}): set marginalia.annotator.`,
    );
  }
  return made;
}
