import { usableKey } from '../privacy/key';
import { configFolder, userAllowedHosts } from '../runtime/user-config';
import { type ChooseOptions, chooseEngine, type EngineChoice } from './auto';

/** What a user says of the engine, on the command line or in the settings. */
export interface Wish extends Omit<ChooseOptions, 'key'> {
  /** The absolute path or the URI of the workspace: placeholders are of its key. */
  readonly workspace: string;
}

/**
 * The engine that a user wishes for, with what stands in the user's own configuration folder: hosts that were
 * allowed there, and the secret that placeholders are made from, which is made on first use.
 * @throws an error that names the file if that secret is damaged
 */
export async function userEngine({ workspace, ...wish }: Wish): Promise<EngineChoice> {
  // Rules need no server, and no secret.
  if (wish.runtime === 'embedded') return { engine: wish.embedded };
  const folder = configFolder();
  const [key, hosts] = await Promise.all([usableKey(folder, workspace), userAllowedHosts(folder)]);
  return chooseEngine({ ...wish, key, allowedHosts: [...wish.allowedHosts, ...hosts] });
}
