import * as vscode from 'vscode';
import type { ShownAnnotations, ShownEntity } from '../../server/src/editor/protocol';
import { isNote } from './notes';

export interface Decorations extends vscode.Disposable {
  /** Takes what the server says of a note; an answer for an older version of the note is dropped. */
  update(annotations: ShownAnnotations): void;
  /** How many ranges of a note are coloured now. */
  count(uri: vscode.Uri): number;
}

// The built-in schema's types have colours of their own, which follow the theme. A corpus may bring colours for its
// types; all others share one.
const coloured = new Set(['problem', 'test', 'treatment']);

/** Part of a decoration's look, in the theme's colours, or in one that the corpus names. */
function colours({ type, colour }: ShownEntity): {
  background: string | vscode.ThemeColor;
  border: string | vscode.ThemeColor;
  ruler: string | vscode.ThemeColor;
} {
  if (colour !== undefined)
    return {
      background: `color-mix(in srgb, ${colour} 40%, transparent)`,
      border: `color-mix(in srgb, ${colour} 70%, gray)`,
      ruler: colour,
    };
  const name = coloured.has(type) ? type : 'other';
  return {
    background: new vscode.ThemeColor(`marginalia.${name}Background`),
    border: new vscode.ThemeColor(`marginalia.${name}Border`),
    ruler: new vscode.ThemeColor(`marginalia.${name}Border`),
  };
}

/** How an assertion looks: a line through what is denied, italics for what is not (yet) the patient's, a line under doubt. */
function manner(assertion: string | undefined): vscode.DecorationRenderOptions {
  switch (assertion) {
    case 'absent':
      return { textDecoration: 'line-through', opacity: '0.75' };
    case 'possible':
      return { textDecoration: 'underline dashed' };
    case 'conditional':
    case 'hypothetical':
      return { textDecoration: 'underline dotted', fontStyle: 'italic' };
    case 'associated_with_someone_else':
      return { fontStyle: 'italic', opacity: '0.75' };
    default:
      return {};
  }
}

/** What looks alike shares a decoration. */
const lookOf = ({ type, assertion, gold, colour }: ShownEntity): string =>
  `${colour ?? (coloured.has(type) ? type : 'other')} ${assertion ?? ''} ${gold === true}`;

/** Gold is filled and outlined; a suggestion has a broken outline alone. */
function createType(entity: ShownEntity): vscode.TextEditorDecorationType {
  const { background, border, ruler } = colours(entity);
  return vscode.window.createTextEditorDecorationType({
    ...(entity.gold && { backgroundColor: background }),
    borderColor: border,
    borderStyle: entity.gold ? 'solid' : 'dashed',
    borderWidth: '1px',
    borderRadius: '3px',
    overviewRulerColor: ruler,
    overviewRulerLane: entity.gold ? vscode.OverviewRulerLane.Right : vscode.OverviewRulerLane.Center,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...manner(entity.assertion),
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
        const key = lookOf(entity);
        if (!types.has(key)) types.set(key, createType(entity));
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
