import * as vscode from 'vscode';
import type { SentKey } from '../../server/src/editor/protocol';

/** The endpoints of the user's own settings, never those of a workspace. */
function endpoints(): readonly string[] {
  const setting = vscode.workspace.getConfiguration('marginalia').inspect<unknown>('endpoint');
  const value = setting?.globalValue ?? setting?.defaultValue;
  return [value]
    .flat()
    .filter((endpoint): endpoint is string => typeof endpoint === 'string' && endpoint.trim() !== '');
}

/** Where the key of an endpoint lies in the secret storage. */
const place = (endpoint: string): string => `key ${endpoint.trim().toLowerCase().replace(/\/+$/, '')}`;

/** The keys that were stored for the endpoints of the settings. */
export async function storedKeys(secrets: vscode.SecretStorage): Promise<SentKey[]> {
  const keys = endpoints().map(async (endpoint) => ({ endpoint, key: await secrets.get(place(endpoint)) }));
  return (await Promise.all(keys)).flatMap(({ endpoint, key }) => (key ? [{ endpoint, key }] : []));
}

/**
 * Asks for the key of an endpoint of the settings, and stores it in the editor's secret storage; an empty one removes
 * it. Says whether something was changed.
 */
export async function askForKey(secrets: vscode.SecretStorage): Promise<boolean> {
  const all = endpoints();
  const endpoint =
    all.length === 1
      ? all[0]
      : await vscode.window.showQuickPick(all, { title: 'The key of which endpoint?' });
  if (endpoint === undefined) return false;
  const key = await vscode.window.showInputBox({
    title: `The key for ${endpoint}`,
    prompt:
      'Kept in the secret storage of this editor, and sent to this endpoint alone. An empty one removes it.',
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  if (key.trim() === '') await secrets.delete(place(endpoint));
  else await secrets.store(place(endpoint), key.trim());
  return true;
}
