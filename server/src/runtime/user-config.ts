import { homedir } from 'node:os';
import { isAbsolute, join, win32 } from 'node:path';
import { readRegular } from '../privacy/corpus/regular-file';

/** A folder that the environment names; a relative path there counts for nothing, as XDG has it. */
const named = (folder: string | undefined, platform: NodeJS.Platform): string | undefined =>
  folder !== undefined && (platform === 'win32' ? win32 : { isAbsolute }).isAbsolute(folder)
    ? folder
    : undefined;

/** The user's own configuration folder: never one of a workspace. It may not exist yet. */
export function configFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32')
    return join(named(env.APPDATA, platform) ?? join(homedir(), 'AppData', 'Roaming'), 'marginalia');
  return join(named(env.XDG_CONFIG_HOME, platform) ?? join(homedir(), '.config'), 'marginalia');
}

/** The user's own folder for what can be had again. It may not exist yet. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32')
    return join(
      named(env.LOCALAPPDATA, platform) ?? join(homedir(), 'AppData', 'Local'),
      'marginalia',
      'Cache',
    );
  const usual = platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(named(env.XDG_CACHE_HOME, platform) ?? usual, 'marginalia');
}

/**
 * The hosts beside this machine that the user allowed in `allowed-hosts` of the configuration folder:
 * one a line, `#` starts a comment. Empty where there is no such file.
 */
export async function userAllowedHosts(folder: string): Promise<string[]> {
  const text = await readRegular(join(folder, 'allowed-hosts')).catch(() => '');
  return text
    .toString()
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((host) => host !== '');
}
