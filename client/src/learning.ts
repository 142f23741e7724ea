import * as vscode from 'vscode';
import { LEARN, type LearningPage } from '../../server/src/editor/protocol';
import { isNote } from './notes';

/** Shows how well the gold of the corpus of the note in front can be learned, and what more of it would bring. */
export async function showLearning(
  run: (command: string, argument: unknown) => Promise<unknown>,
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isNote(document)) {
    void vscode.window.showInformationMessage('Marginalia: open a note of the corpus first.');
    return;
  }
  const title = 'Marginalia: learning from your gold, a minute or two';
  const found = (await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title },
    () => run(LEARN, document.uri.toString()).catch(() => undefined),
  )) as LearningPage | null | undefined;
  if (found?.page === undefined) {
    const why = found?.refused ?? 'the server did not answer.';
    void vscode.window.showInformationMessage(`Marginalia: ${why}`);
    return;
  }
  // The page runs nothing, and its own policy lets it load nothing.
  const panel = vscode.window.createWebviewPanel(
    'marginalia.learning',
    'Learned from Gold',
    vscode.ViewColumn.Beside,
    { enableScripts: false, localResourceRoots: [] },
  );
  panel.webview.html = found.page;
}
