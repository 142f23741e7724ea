import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's own configuration folder: never one of a workspace. It may not exist yet. */
export function configFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'marginalia');
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'marginalia');
}

/** The user's own folder for what can be had again. It may not exist yet; a relative path in the environment counts for nothing. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'marginalia', 'Cache');
  const { XDG_CACHE_HOME: own } = env;
  const usual = platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(own !== undefined && isAbsolute(own) ? own : usual, 'marginalia');
}

/**
 * The hosts beside this machine that the user allowed in `allowed-hosts` of the configuration folder:
 * one a line, `#` starts a comment. Empty where there is no such file.
 */
export async function userAllowedHosts(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'allowed-hosts'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((host) => host !== '');
}
