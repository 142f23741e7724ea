import { usableKey } from '../privacy/corpus/key';
import { KEY_VARIABLE, keysOf } from '../runtime/keys';
import { configFolder, userAllowedHosts } from '../runtime/user-config';
import { type ChooseOptions, chooseEngine, type EngineChoice } from './auto';
import { type CacheOptions, openAnswerCache } from './cache/answer-cache';
import { makeSlotMemories } from './queue/slots';

/** What a user says of the engine, on the command line or in the settings. */
export interface Wish extends Omit<ChooseOptions, 'key' | 'cache' | 'slots'> {
  /** Where answers are kept, if they are to be. */
  readonly keep?: CacheOptions | undefined;
}

/** Of all servers that were asked since the program started. */
const slots = makeSlotMemories();

/**
 * The engine that a user wishes for, with what stands in the user's own configuration folder: hosts that were
 * allowed there, and the secret that placeholders are made from, which is made on first use; and with the keys of the
 * environment, after those that the wish itself has.
 * @throws an error that names the file if that secret is damaged
 */
export async function userEngine(wish: Wish): Promise<EngineChoice> {
  // Rules need no server, and no secret.
  if (wish.runtime === 'embedded') return { engine: wish.embedded };
  const folder = configFolder();
  const [{ key, warning }, hosts] = await Promise.all([usableKey(folder), userAllowedHosts(folder)]);
  const keys = [...(wish.keys ?? []), ...keysOf(process.env[KEY_VARIABLE], [wish.endpoint].flat())];
  // Under a key that is not kept, nobody could ever read them.
  const cache = wish.keep && warning === undefined ? openAnswerCache(wish.keep) : undefined;
  const choice = await chooseEngine({
    ...wish,
    key,
    cache,
    slots,
    keys,
    allowedHosts: [...wish.allowedHosts, ...hosts],
  });
  return warning === undefined ? choice : { ...choice, warning };
}
