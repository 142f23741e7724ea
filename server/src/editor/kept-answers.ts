import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { clearCache, forgetCorpora } from '../pipeline/cache/cache-folder';
import { usableKey } from '../privacy/corpus/key';
import { codeOf } from '../privacy/error-code';
import type { Commands } from './commands';
import { CLEAR_CACHE, ROTATE } from './protocol';

export interface KeptOptions {
  readonly connection: Connection;
  readonly configFolder: string;
  /** The user's folder for answers of models; undefined where none is kept. */
  readonly cacheFolder?: string;
  /** Shows a warning, which never holds text of a note. */
  readonly warn: (message: string) => void;
  /** Gives new placeholders to all open notes, and the names that their corpora had; undefined where that failed. */
  readonly rotate: () => readonly string[] | undefined;
}

/** The commands of a client that concern answers on the disk; none rejects. */
export function keptCommands({ connection, configFolder, cacheFolder, warn, rotate }: KeptOptions): Commands {
  const cannot = (error: unknown): void =>
    warn(`Answers of the model cannot be deleted in ${cacheFolder} (${codeOf(error) ?? 'unknown error'}).`);
  return {
    // What is shown of them stays.
    [CLEAR_CACHE]: async () => {
      if (cacheFolder === undefined) return;
      try {
        const { objection, answers } = await clearCache(cacheFolder);
        if (objection !== undefined) return warn(`${cacheFolder} ${objection}: nothing is kept there.`);
        const message = `Marginalia: ${answers} ${answers === 1 ? 'answer was' : 'answers were'} deleted.`;
        await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
      } catch (error) {
        cannot(error);
      }
    },

    [ROTATE]: async () => {
      const before = rotate();
      if (!before || cacheFolder === undefined) return;
      try {
        const { key } = await usableKey(configFolder);
        await forgetCorpora(cacheFolder, key, before);
      } catch (error) {
        cannot(error);
      }
    },
  };
}
