import * as vscode from 'vscode';
import {
  COMPARE,
  type CompareArgument,
  type Compared,
} from '../../server/src/editor/adjudication/adjudication-protocol';
import { pickFolder } from './folders';
import { openNote } from './notes';

/** Has the server, which is started if need be, run a command; undefined where there is none. */
type Run = (command: string, argument: unknown) => Promise<unknown>;

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

async function pickFolders(): Promise<CompareArgument | undefined> {
  const folders = new Map<string, vscode.Uri>();
  for (;;) {
    const title = folders.size === 0 ? 'The folders of the annotators' : 'The folder of another annotator';
    const picked = await vscode.window.showOpenDialog({
      title,
      openLabel: 'Compare',
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: true,
    });
    if (!picked) return undefined;
    for (const uri of picked) folders.set(uri.toString(), uri);
    if (folders.size < 2) continue;
    const compare = `Compare ${[...folders.values()].map(({ path }) => path.split('/').at(-1)).join(', ')}`;
    const choice = await vscode.window.showQuickPick([compare, 'Add another annotator…'], {
      title: 'Compare annotators',
    });
    if (choice === undefined) return undefined;
    if (choice === compare) break;
  }
  const into = await pickFolder('The folder for the adjudicated notes', 'Adjudicate Here');
  return into && { folders: [...folders.keys()], into: into.toString() };
}

/** A key or another extension names the folders; anything else comes from where the command was called. */
const isNamed = (given: unknown): given is CompareArgument =>
  typeof given === 'object' && given !== null && ('folders' in given || 'into' in given);

/** The comparison of annotators: chosen by a person, remembered while the window is open, and nowhere else. */
export function createComparing(run: Run) {
  let chosen: CompareArgument | undefined;

  async function tell({ notes, left, without }: Compared): Promise<void> {
    const lost = without.length > 0 ? ` ${count(without.length, 'note')} cannot be compared.` : '';
    const show = 'Show Which';
    const message = `Marginalia: ${count(notes, 'note')}; ${count(left, 'disagreement')} to decide.${lost}`;
    const picked = await vscode.window.showInformationMessage(message, ...(lost === '' ? [] : [show]));
    if (picked !== show) return;
    const items = without.map(({ note, why }) => ({ label: note, description: why }));
    await vscode.window.showQuickPick(items, { title: 'Notes that are not compared' });
  }

  const compare = async (given?: unknown): Promise<void> => {
    // What is named wrongly the server tells.
    const argument = isNamed(given) ? given : await pickFolders();
    if (!argument) return;
    const compared = (await run(COMPARE, argument).catch(() => undefined)) as Compared | undefined;
    if (!compared || compared.refused !== undefined) return;
    chosen = argument;
    if (compared.first !== undefined) await openNote(vscode.Uri.parse(compared.first, true));
    void tell(compared);
  };

  return {
    /** A server that was started anew knows nothing of it. */
    again(): void {
      if (chosen) void run(COMPARE, chosen).catch(() => undefined);
    },
    command: vscode.commands.registerCommand('marginalia.compareAnnotators', compare),
  };
}
