import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a `file:` URI; undefined for what is no file of this machine. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** A path without links; as it is where there is no such file. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Whether a URI is of the file at a path, however its folder is written. */
export function isAt(uri: string, path: string): boolean {
  const own = pathOf(uri);
  return own !== undefined && (own === path || realOf(own) === realOf(path));
}
