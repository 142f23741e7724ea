import * as vscode from 'vscode';
import type { Visible } from '../../server/src/editor/protocol';
import { isNote } from './notes';

/** What of each open note is on the screen, in all its editors together, and which one is looked at. */
export function visibleNotes(): Visible[] {
  const notes = new Map<string, vscode.Range[]>();
  for (const document of vscode.workspace.textDocuments)
    if (isNote(document)) notes.set(document.uri.toString(), []);
  for (const { document, visibleRanges } of vscode.window.visibleTextEditors)
    notes.get(document.uri.toString())?.push(...visibleRanges);
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  return [...notes].map(([uri, ranges]) => ({
    uri,
    ranges: ranges.map(({ start, end }) => ({
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    })),
    focused: uri === active,
  }));
}

/** Calls back a moment after the last of a run of scrolls or changes of editors. */
export function onVisibleChange(changed: () => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, 80);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (isNote(textEditor.document)) soon();
    }),
    vscode.window.onDidChangeVisibleTextEditors(soon),
    vscode.window.onDidChangeActiveTextEditor(soon),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}
