import * as vscode from 'vscode';

/** The language of clinical notes: `.note` files, and plain texts that are notes by their folder or by request. */
export const CLINICAL_NOTE = 'clinical-note';

/** The language of brat's standoff files, `.ann`. */
export const BRAT_STANDOFF = 'brat-standoff';

/** The file of brat that marks a folder, and all below it, as a corpus. */
const CONFIGURATION = 'annotation.conf';

/** What a person can see and edit as a note; a revision in a diff or an output is none. */
export const isNote = (document: vscode.TextDocument): boolean =>
  document.languageId === CLINICAL_NOTE && isText(document);

export const isText = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === 'file' || document.uri.scheme === 'untitled';

/** Shows a note that is one whatever its folder says. */
export async function openNote(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== CLINICAL_NOTE)
    await vscode.languages.setTextDocumentLanguage(document, CLINICAL_NOTE);
  return vscode.window.showTextDocument(document);
}

const exists = async (uri: vscode.Uri): Promise<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

/** Whether the file's folder, or one above it within its workspace folder, holds an `annotation.conf`. */
async function inCorpus(uri: vscode.Uri): Promise<boolean> {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  let folder = vscode.Uri.joinPath(uri, '..');
  for (;;) {
    if (await exists(vscode.Uri.joinPath(folder, CONFIGURATION))) return true;
    const above = vscode.Uri.joinPath(folder, '..');
    if (root === undefined || folder.path === root || above.path === folder.path) return false;
    folder = above;
  }
}

/**
 * Turns plain `.txt` documents of a corpus into notes as they open. A person who sets such a document back
 * to plain text is left alone until the document is closed.
 */
export function adoptNotes(): vscode.Disposable {
  const adopted = new Set<string>();

  const adopt = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    if (document.languageId !== 'plaintext' || document.uri.scheme !== 'file') return;
    if (!document.uri.path.toLowerCase().endsWith('.txt') || adopted.has(key)) return;
    if (!(await inCorpus(document.uri)) || document.isClosed || document.languageId !== 'plaintext') return;
    adopted.add(key);
    await vscode.languages.setTextDocumentLanguage(document, CLINICAL_NOTE);
  };

  // A change of language looks like a close with an open right behind it.
  const forget = (document: vscode.TextDocument): void => {
    setImmediate(() => {
      const key = document.uri.toString();
      if (!vscode.workspace.textDocuments.some((open) => open.uri.toString() === key)) adopted.delete(key);
    });
  };

  // A document that vanishes while it is looked at needs no answer.
  const tryAdopt = (document: vscode.TextDocument): void => void adopt(document).catch(() => undefined);
  for (const document of vscode.workspace.textDocuments) tryAdopt(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(tryAdopt),
    vscode.workspace.onDidCloseTextDocument(forget),
  );
}
