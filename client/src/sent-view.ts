import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { SentArgument } from '../../server/src/editor/protocol';

// What a model is sent, as documents that the editor holds in memory alone: they are of no file system, so they are
// never written to a disk, and no history is kept of them.

/** The scheme of these documents. The note is in the query, what is shown of it in the fragment. */
export const SENT = 'marginalia-sent';
/** Milliseconds of rest before a document is made anew. */
const REST = 150;

type Part = SentArgument['part'];

/** Asks the server; undefined where there is none, or where it does not have the note. */
export type Fetch = (argument: SentArgument) => Promise<string | undefined>;

export interface SentViews extends vscode.Disposable {
  /** Shows a note beside its de-identified text, or the questions about it; `at` is one of them, or the note. */
  show(at: vscode.Uri, part: Part): Promise<void>;
  /** The note that one of these documents is about; any other document is its own. */
  noteOf(uri: vscode.Uri): vscode.Uri;
}

const noteOf = (uri: vscode.Uri): vscode.Uri =>
  uri.scheme === SENT ? vscode.Uri.parse(uri.query, true) : uri;

const names: Readonly<Record<Part, string>> = {
  note: 'as a model sees it',
  questions: 'as a model is asked',
};

/** The name ends in `.note`: headings look as in the note. */
const sentUri = (note: vscode.Uri, part: Part): vscode.Uri =>
  vscode.Uri.from({
    scheme: SENT,
    path: `/${posix.basename(note.path)}, ${names[part]}.note`,
    query: note.toString(),
    fragment: part,
  });

/** The documents follow their notes: the server publishes diagnostics whenever a note, or what holds for it, changes. */
export function createSentViews(fetch: Fetch): SentViews {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const timers = new Map<string, NodeJS.Timeout>();

  const refreshSoon = (uri: vscode.Uri): void => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    const refresh = (): void => {
      timers.delete(key);
      changed.fire(uri);
    };
    timers.set(key, setTimeout(refresh, REST));
  };

  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      const part = uri.fragment === 'questions' ? 'questions' : 'note';
      const text = await fetch({ uri: noteOf(uri).toString(), part }).catch(() => undefined);
      return text ?? 'The note is not open, so nothing of it is sent.\n';
    },
  };

  const listeners = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SENT, provider),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const notes = new Set(uris.map(String));
      for (const { uri } of vscode.workspace.textDocuments)
        if (uri.scheme === SENT && notes.has(noteOf(uri).toString())) refreshSoon(uri);
    }),
  );

  return {
    noteOf,
    async show(at, part) {
      const note = noteOf(at);
      const sent = sentUri(note, part);
      if (part === 'note') {
        const title = `${posix.basename(note.path)} ↔ ${names.note}`;
        await vscode.commands.executeCommand('vscode.diff', note, sent, title);
        return;
      }
      const viewColumn = at.scheme === SENT ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sent), { viewColumn });
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      listeners.dispose();
    },
  };
}
