import * as vscode from 'vscode';
import type { ShownAnnotations } from '../../server/src/editor/protocol';
import { isNote } from './notes';

export interface Decorations extends vscode.Disposable {
  /** Takes what the server says of a note; an answer for an older version of the note is dropped. */
  update(annotations: ShownAnnotations): void;
  /** How many ranges of a note are coloured now. */
  count(uri: vscode.Uri): number;
}

// The schema's types have colours of their own, all others share one. A corpus with a schema of its own
// is still told apart by hover and diagnostics.
const coloured = new Set(['problem', 'test', 'treatment']);

/** How an assertion looks: the outline tells doubt, the strike denial, italics that it is not (yet) the patient's. */
function manner(assertion: string | undefined): vscode.DecorationRenderOptions {
  switch (assertion) {
    case 'absent':
      return { textDecoration: 'line-through', opacity: '0.75' };
    case 'possible':
      return { borderStyle: 'dashed' };
    case 'conditional':
    case 'hypothetical':
      return { borderStyle: 'dotted', fontStyle: 'italic' };
    case 'associated_with_someone_else':
      return { borderStyle: 'dotted', fontStyle: 'italic', opacity: '0.75' };
    default:
      return {};
  }
}

function createType(type: string, assertion: string | undefined): vscode.TextEditorDecorationType {
  const name = coloured.has(type) ? type : 'other';
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(`marginalia.${name}Background`),
    borderColor: new vscode.ThemeColor(`marginalia.${name}Border`),
    borderStyle: 'solid',
    borderWidth: '1px',
    borderRadius: '3px',
    overviewRulerColor: new vscode.ThemeColor(`marginalia.${name}Border`),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...manner(assertion),
  });
}

/** Colours entities. Between two answers of the server VS Code itself moves the ranges with every edit. */
export function createDecorations(): Decorations {
  const types = new Map<string, vscode.TextEditorDecorationType>();
  const known = new Map<string, { version: number; ranges: Map<string, vscode.Range[]> }>();

  const paint = (editor: vscode.TextEditor): void => {
    const note = known.get(editor.document.uri.toString());
    if (note === undefined || note.version !== editor.document.version) return;
    for (const [key, type] of types) editor.setDecorations(type, note.ranges.get(key) ?? []);
  };

  const editorsOf = (uri: string): vscode.TextEditor[] =>
    vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === uri);

  const listeners = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(paint)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      const uri = document.uri.toString();
      if (!known.delete(uri)) return;
      for (const editor of editorsOf(uri)) {
        for (const type of types.values()) editor.setDecorations(type, []);
      }
    }),
  );

  return {
    update({ uri: written, version, entities }) {
      // The two sides may escape a URI differently.
      const uri = vscode.Uri.parse(written).toString();
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
      // What was on its way when the document was edited, or ceased to be a note, comes too late.
      if (document === undefined || !isNote(document) || document.version !== version) return;
      const ranges = new Map<string, vscode.Range[]>();
      for (const entity of entities) {
        const key = `${coloured.has(entity.type) ? entity.type : 'other'} ${entity.assertion ?? ''}`;
        if (!types.has(key)) types.set(key, createType(entity.type, entity.assertion));
        const list = ranges.get(key) ?? [];
        ranges.set(key, list);
        for (const { start, end } of entity.ranges) {
          list.push(new vscode.Range(start.line, start.character, end.line, end.character));
        }
      }
      known.set(uri, { version, ranges });
      editorsOf(uri).forEach(paint);
    },
    count: (uri) =>
      [...(known.get(uri.toString())?.ranges.values() ?? [])].reduce((sum, list) => sum + list.length, 0),
    dispose() {
      listeners.dispose();
      for (const type of types.values()) type.dispose();
    },
  };
}
