import * as vscode from 'vscode';

/** Lets a person choose one folder. */
export async function pickFolder(
  title: string,
  openLabel: string,
  start?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel,
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: false,
      ...(start && { defaultUri: start }),
    })) ?? [];
  return folder;
}
