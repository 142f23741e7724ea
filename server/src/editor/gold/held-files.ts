import { readFileSync } from 'node:fs';
import { ApplyWorkspaceEditRequest, type Connection, type InitializeParams } from 'vscode-languageserver';
import type { HeldFile } from '../../gold/store';
import { difference } from '../open-note';
import type { OpenStandoff } from '../standoff/open-standoff';
import type { Standoff } from '../standoff/serve';

/** What an editor needs to be asked for, to change a standoff file that it has open. */
export interface HeldFilesHost {
  readonly connection: Connection;
  readonly client: () => InitializeParams['capabilities'];
  readonly standoff: Pick<Standoff, 'of' | 'ofPath'>;
}

/** The text of a file as an editor shows it: without its byte order mark. */
const onDisk = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
};

/** The standoff files that the editor has open with unsaved changes: they are changed by an edit of the workspace. */
export function makeHeldFiles({ connection, client, standoff }: HeldFilesHost) {
  // By the file as it was opened: versions begin anew when it is opened again.
  const saved = new WeakMap<OpenStandoff, number>();
  return {
    /** The editor has saved a standoff file. */
    saved(uri: string): void {
      const open = standoff.of(uri);
      if (open) saved.set(open, open.version);
    },
    /** The file at a path, if it is open and says something else than the disk, and not because the disk has changed. */
    held(path: string): HeldFile | undefined {
      const open = standoff.ofPath(path);
      if (!open || saved.get(open) === open.version || open.text === onDisk(path)) return undefined;
      const { uri } = open;
      return {
        text: open.text,
        async replace(text) {
          const now = standoff.of(uri);
          if (!now) return false;
          const edit = difference(now.text, text);
          const edits = [{ range: now.rangeOf(edit), newText: edit.text }];
          const { version } = now;
          const change = client().workspace?.workspaceEdit?.documentChanges
            ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
            : { changes: { [uri]: edits } };
          const { applied } = await connection.sendRequest(ApplyWorkspaceEditRequest.type, {
            label: 'Marginalia: a decision on gold',
            edit: change,
          });
          return applied;
        },
      };
    },
  };
}
