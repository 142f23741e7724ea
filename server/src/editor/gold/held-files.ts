import { createHash } from 'node:crypto';
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

/** Texts of the disk that an editor may yet have to read again, for each file. */
const MOST = 32;

const markOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** A file as it was known to be saved: in which version, and what the disk has held since the editor showed just that. */
interface Saved {
  readonly version: number;
  readonly disk: readonly string[];
}

/** The standoff files that the editor has open with unsaved changes: they are changed by an edit of the workspace. */
export function makeHeldFiles({ connection, client, standoff }: HeldFilesHost) {
  // By the file as it was opened: versions begin anew when it is opened again.
  const saved = new WeakMap<OpenStandoff, Saved>();

  /**
   * Whether an editor has nothing unsaved. Its text is not always that of the disk then: what is decided is written
   * there at once, and an editor takes its time to read that.
   */
  function isSaved(open: OpenStandoff, disk: string | undefined): boolean {
    const { text, version } = open;
    const before = saved.get(open);
    if (text === disk) {
      saved.set(open, { version, disk: [markOf(text)] });
      return true;
    }
    if (!before || (before.version !== version && !before.disk.includes(markOf(text)))) return false;
    const seen = disk === undefined ? [] : [markOf(disk)];
    saved.set(open, { version, disk: [...new Set([...before.disk, ...seen])].slice(-MOST) });
    return true;
  }

  return {
    /** The editor has saved a standoff file. */
    saved(uri: string): void {
      const open = standoff.of(uri);
      if (open) saved.set(open, { version: open.version, disk: [markOf(open.text)] });
    },
    /** The file at a path, if it is open with unsaved changes, as far as that can be told. */
    held(path: string): HeldFile | undefined {
      const open = standoff.ofPath(path);
      if (!open || isSaved(open, onDisk(path))) return undefined;
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
