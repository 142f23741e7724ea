import * as vscode from 'vscode';
import { OPEN_RULINGS, REPLACE, SENT as SENT_TEXT } from '../../server/src/editor/protocol';
import { isNote } from './notes';
import { createSentViews, SENT } from './sent-view';

/** Has the server, which is started if need be, run a command; undefined where there is none. */
type Run = (command: string, argument: unknown) => Promise<unknown>;

/** What a person does and sees of identifiers by command. */
export function createIdentifierCommands(run: Run) {
  const views = createSentViews(async (argument) => {
    const text = await run(SENT_TEXT, argument);
    return typeof text === 'string' ? text : undefined;
  });

  /** The active note, or the one that the active view is about. */
  const active = (): vscode.Uri | undefined => {
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined && (isNote(document) || document.uri.scheme === SENT)) return document.uri;
    void vscode.window.showInformationMessage(
      'Marginalia: this is not open as a clinical note, so nothing of it is sent. The command "Annotate This Note" makes it one.',
    );
    return undefined;
  };
  const onActive = (act: (uri: vscode.Uri) => Promise<unknown>) => async (): Promise<void> => {
    const uri = active();
    if (uri !== undefined) await act(uri);
  };
  const runOnNote = (command: string) =>
    onActive((uri) => run(command, views.noteOf(uri).toString()).catch(() => undefined));

  return {
    showSent: onActive((uri) => views.show(uri, 'note')),
    showQuestions: onActive((uri) => views.show(uri, 'questions')),
    replaceIdentifiers: runOnNote(REPLACE),
    openRulings: async (): Promise<void> => {
      // Without a note it is the corpus of the workspace.
      const uri = vscode.window.activeTextEditor?.document.uri;
      await run(OPEN_RULINGS, uri && views.noteOf(uri).toString()).catch(() => undefined);
    },
    dispose: views.dispose,
  };
}
