import * as vscode from 'vscode';
import {
  CONVERT,
  type ConvertArgument,
  type ConvertedCorpus,
  FORMATS,
  type Formats,
} from '../../server/src/editor/conversion-protocol';
import { pickFolder } from './folders';

/** Has the server, which is started if need be, run a command; undefined where there is none. */
type Run = (command: string, argument: unknown) => Promise<unknown>;

/** The format of gold. */
const GOLD = 'brat';

/** Corpora in other formats, by command: in and out. */
export function createConverting(run: Run, log: () => vscode.LogOutputChannel | undefined) {
  async function tell(argument: ConvertArgument, done: ConvertedCorpus): Promise<void> {
    const { refused, cancelled, documents, failed, losses, lossFile, messages } = done;
    if (refused !== undefined) return void vscode.window.showErrorMessage(`Marginalia: ${refused}`);
    if (cancelled)
      return void vscode.window.setStatusBarMessage('Marginalia: the conversion was cancelled.', 4_000);
    for (const message of messages) log()?.warn(message);
    const [showLosses, showLog, showFolder] = ['Show the Losses', 'Show the Log', 'Show the Folder'];
    const parts = [
      `${documents} document${documents === 1 ? '' : 's'} written as ${argument.to}`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(losses > 0
        ? [`${losses} item${losses === 1 ? '' : 's'} not as they were, each named in a file`]
        : []),
    ];
    const buttons = [
      ...(lossFile === undefined ? [] : [showLosses]),
      ...(messages.length > 0 ? [showLog] : []),
      showFolder,
    ];
    const say = failed > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const picked = await say(`Marginalia: ${parts.join('; ')}.`, ...buttons);
    if (picked === showLog) log()?.show(true);
    else if (picked === showFolder)
      await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.parse(argument.target, true));
    else if (picked === showLosses && lossFile !== undefined)
      await vscode.window.showTextDocument(vscode.Uri.parse(lossFile, true));
  }

  const pickFormat = async (which: keyof Formats, title: string): Promise<string | undefined> => {
    const formats = (await run(FORMATS, undefined).catch(() => undefined)) as Formats | undefined;
    const names = formats?.[which].filter((name) => name !== GOLD) ?? [];
    return vscode.window.showQuickPick(names, { title });
  };

  const start = (): vscode.Uri | undefined => {
    const active = vscode.window.activeTextEditor?.document.uri;
    return (
      (active && vscode.workspace.getWorkspaceFolder(active)?.uri) ??
      vscode.workspace.workspaceFolders?.[0]?.uri
    );
  };

  async function convert(argument: ConvertArgument): Promise<ConvertedCorpus | undefined> {
    const done = (await run(CONVERT, argument).catch(() => undefined)) as ConvertedCorpus | undefined;
    if (done) void tell(argument, done);
    return done;
  }

  const importCorpus = async (): Promise<void> => {
    const from = await pickFormat('readable', 'From which format?');
    const source = from && (await pickFolder(`The folder in ${from}`, 'Import', start()));
    const target = source && (await pickFolder('The folder for the notes and their gold', 'Import Here'));
    if (from && source && target)
      await convert({ from, to: GOLD, source: source.toString(), target: target.toString() });
  };
  const exportCorpus = async (): Promise<void> => {
    const to = await pickFormat('writable', 'To which format?');
    const source = to && (await pickFolder('The corpus', 'Export', start()));
    const target = source && (await pickFolder(`The folder for ${to}`, 'Export Here'));
    if (to && source && target)
      await convert({ from: GOLD, to, source: source.toString(), target: target.toString() });
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('marginalia.importCorpus', importCorpus),
    vscode.commands.registerCommand('marginalia.exportCorpus', exportCorpus),
  );
}
