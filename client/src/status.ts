import * as vscode from 'vscode';
import type { Status } from '../../server/src/editor/protocol';

/** What the status item shows: the server's word, or that there is no server to ask. */
export type Shown = Status | { readonly state: 'stopped'; readonly message: string; readonly help: string };

export interface StatusItem extends vscode.Disposable {
  show(status: Shown): void;
  readonly shown: () => Shown | undefined;
}

const face = (status: Shown): { text: string; background?: string } => {
  switch (status.state) {
    case 'stopped':
      return { text: '$(error) Marginalia stopped', background: 'statusBarItem.errorBackground' };
    case 'starting':
      return { text: '$(loading~spin) Marginalia' };
    case 'working':
      return { text: `$(loading~spin) ${status.engine}${status.pending > 0 ? ` ${status.pending}` : ''}` };
    case 'failed':
      return {
        text: `$(warning) ${status.engine || 'Marginalia'}`,
        background: 'statusBarItem.warningBackground',
      };
    case 'idle':
      return { text: `$(notebook) ${status.engine}` };
  }
};

const explanation = (status: Shown): string => {
  const lines = ['Marginalia'];
  if (status.state !== 'stopped') {
    if (status.engine !== '') lines.push(`Answers come from: ${status.engine}`);
    if (status.pending > 0) lines.push(`${status.pending} windows wait for an answer`);
  }
  if (status.message !== '') lines.push(status.message);
  if (status.help !== '') lines.push(status.help);
  lines.push('Click for what can be done.');
  return lines.join('\n\n');
};

/** Shows the place in a note that a status is about. */
export async function showPlace({ uri, range: { start, end } }: NonNullable<Status['place']>): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection });
}

/** The status bar item: the engine that answers, work in progress, failures with what to do about them. */
export function createStatusItem(command: string): StatusItem {
  const item = vscode.window.createStatusBarItem('marginalia', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Marginalia';
  item.command = command;
  let shown: Shown | undefined;
  return {
    show(status) {
      shown = status;
      const { text, background } = face(status);
      item.text = text;
      item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
      item.tooltip = explanation(status);
      item.accessibilityInformation = { label: explanation(status).replaceAll('\n\n', '. ') };
      item.show();
    },
    shown: () => shown,
    dispose: () => item.dispose(),
  };
}
