import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { i2b2 } from '../../server/src/annotation/schema';
import { makeHeldFiles } from '../../server/src/editor/gold/held-files';
import { serveStandoff } from '../../server/src/editor/standoff/serve';

const line = 'T1\tproblem 7 12\tfever\n';
const unsaved = `${line}#1\tAnnotatorNotes T1\tnot saved yet\n`;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-held-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The standoff files of an editor that is driven here, and those of them that count as held. */
function editor() {
  const connection = { sendDiagnostics: async () => {} } as Pick<Connection, 'sendDiagnostics'>;
  const standoff = serveStandoff({ connection, openText: () => undefined, schemaOf: () => i2b2 });
  const files = makeHeldFiles({ connection: connection as Connection, client: () => ({}), standoff });
  return {
    ...files,
    open: (uri: string, text: string) =>
      standoff.open({ uri, languageId: 'brat-standoff', version: 1, text }),
    write: (uri: string, version: number, text: string) =>
      standoff.change({ textDocument: { uri, version }, contentChanges: [{ text }] }),
    close: (uri: string) => standoff.close(uri),
  };
}

describe('a standoff file that the editor has open', () => {
  it('is held while it has unsaved changes, and no longer', () => {
    const path = join(folder, 'note.ann');
    const uri = pathToFileURL(path).href;
    const { held, saved, open, write, close } = editor();
    writeFileSync(path, line);
    expect(held(path)).toBeUndefined();
    open(uri, line);
    expect(held(path)).toBeUndefined();
    write(uri, 2, unsaved);
    expect(held(path)?.text).toBe(unsaved);
    writeFileSync(path, unsaved);
    saved(uri);
    expect(held(path)).toBeUndefined();
    close(uri);
    expect(held(path)).toBeUndefined();
  });

  it('is held when it was saved, closed, and opened and changed again: versions begin anew', () => {
    const path = join(folder, 'note.ann');
    const uri = pathToFileURL(path).href;
    const { held, saved, open, write, close } = editor();
    writeFileSync(path, line);
    open(uri, line);
    write(uri, 2, unsaved);
    writeFileSync(path, unsaved);
    saved(uri);
    close(uri);
    open(uri, unsaved);
    write(uri, 2, line);
    expect(held(path)?.text).toBe(line);
  });

  it('is found by its path, however the client escapes it', () => {
    const path = join(folder, 'a note (1), of Ü.ann');
    const uri = pathToFileURL(path).href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll(',', '%2C');
    const { held, open } = editor();
    writeFileSync(path, line);
    open(uri, unsaved);
    expect(held(path)?.text).toBe(unsaved);
  });

  it('is not held for its byte order mark, which editors do not show', () => {
    const path = join(folder, 'note.ann');
    const { held, open } = editor();
    writeFileSync(path, `\ufeff${line}`);
    open(pathToFileURL(path).href, line);
    expect(held(path)).toBeUndefined();
  });
});
