import * as vscode from 'vscode';
import type { Visible } from '../../server/src/editor/protocol';
import { isNote } from './notes';

/** What of each note is on the screen, in all its editors together. */
export function visibleNotes(): Visible[] {
  const notes = new Map<string, vscode.Range[]>();
  for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
    if (!isNote(document)) continue;
    const uri = document.uri.toString();
    notes.set(uri, [...(notes.get(uri) ?? []), ...visibleRanges]);
  }
  return [...notes].map(([uri, ranges]) => ({
    uri,
    ranges: ranges.map(({ start, end }) => ({
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    })),
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
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}
