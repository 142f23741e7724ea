import * as vscode from 'vscode';
import { CLEAR_CACHE } from '../../server/src/editor/protocol';
import { createComparing } from './comparing';
import type { Connection } from './connection';
import { createConverting } from './converting';
import { createDecorations } from './decorations';
import { createIdentifierCommands } from './identifiers';
import { askForKey, storedKeys } from './keys';
import { showLearning } from './learning';
import { checkModel, setUpModel } from './model-setup';
import { adoptNotes, BRAT_STANDOFF, CLINICAL_NOTE, isNote, isText } from './notes';
import { createReview } from './review';
import { createStatusItem, type Shown, type ShownReview, showPlace } from './status';
import { onVisibleChange, visibleNotes } from './visible';

/** What the extension tells of itself, for its tests. */
export interface Marginalia {
  /**
   * Milliseconds: in `activate`, by the clock and of the processor; later, for the first note, loading the client
   * library, and asking it for the server.
   */
  readonly spent: { activate: number; processor: number; load: number; connect: number };
  readonly serverProcess: () => number | undefined;
  readonly status: () => Shown | undefined;
  readonly coloured: (uri: vscode.Uri) => number;
  readonly review: () => ShownReview;
}

let ending: () => Promise<void> = async () => undefined;

export function activate(context: vscode.ExtensionContext): Marginalia {
  const begun = performance.now();
  const used = process.cpuUsage();
  const decorations = createDecorations();
  const status = createStatusItem('marginalia.menu');
  const server = context.asAbsolutePath('server/out/main.js');
  const spent = { activate: 0, processor: 0, load: 0, connect: 0 };
  let log: vscode.LogOutputChannel | undefined;
  let connection: Connection | undefined;
  // Starts, stops and restarts happen one after the other.
  let turn: Promise<void> = Promise.resolve();

  const tellVisible = (): void => {
    for (const visible of visibleNotes()) connection?.tellVisible(visible);
  };

  const start = async (): Promise<void> => {
    if (connection !== undefined) return;
    status.show({ state: 'starting', engine: '', message: 'The server is starting.', help: '', pending: 0 });
    const asked = performance.now();
    // Most windows never show a note: the client library is loaded when the first one opens.
    const { connect } = await import('./connection');
    const loaded = performance.now();
    spent.load = loaded - asked;
    log ??= vscode.window.createOutputChannel('Marginalia', { log: true });
    const listener = {
      status: status.show,
      annotations: decorations.update,
      review: review.take,
      running: () => {
        tellVisible();
        comparing.again();
      },
    };
    connection = connect(server, log, listener, await storedKeys(context.secrets));
    spent.connect = performance.now() - loaded;
  };
  const stop = async (): Promise<void> => {
    const ended = connection;
    connection = undefined;
    await ended?.stop();
  };
  const inTurn = (...steps: readonly (() => Promise<void>)[]): Promise<void> => {
    for (const step of steps) turn = turn.then(step);
    turn = turn.catch((error: unknown) => {
      const message = error instanceof Error ? error.message : 'The server could not be started.';
      status.show({ state: 'stopped', message, help: 'Restart the server.' });
    });
    return turn;
  };
  ending = () => inTurn(stop);

  const annotate = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isText(document)) {
      void vscode.window.showInformationMessage('Marginalia: open a note to annotate it.');
      return;
    }
    if (!isNote(document)) {
      // It opens at the server, which annotates what opens.
      await vscode.languages.setTextDocumentLanguage(document, CLINICAL_NOTE);
      return;
    }
    await inTurn(start);
    await connection?.annotate(document.uri.toString()).catch(() => undefined);
  };

  const rotateKey = async (): Promise<void> => {
    const change = 'Change the Placeholders';
    const detail =
      'Notes of this workspace get other numbers and other dates from now on. De-identified texts that were written before no longer match them, and nothing leads back.';
    const picked = await vscode.window.showWarningMessage(
      'Give this workspace new placeholders?',
      { modal: true, detail },
      change,
    );
    if (picked !== change) return;
    await inTurn(start);
    await connection?.rotateKey().catch(() => undefined);
  };

  const withModels = async (run: typeof setUpModel): Promise<void> => {
    await inTurn(start);
    if (connection && log) await run(connection.models, log);
  };

  const menu = async (): Promise<void> => {
    const shown = status.shown();
    const place = shown !== undefined && 'place' in shown ? shown.place : undefined;
    const restart = { label: '$(debug-restart) Restart the server', run: () => inTurn(stop, start) };
    const stopped = shown?.state === 'stopped';
    const items: (vscode.QuickPickItem & { run: () => unknown })[] = [
      ...(stopped ? [restart] : []),
      ...(place ? [{ label: '$(eye) Show what was held back', run: () => showPlace(place) }] : []),
      {
        label: review.shown.reviewing ? '$(checklist) End the review' : '$(checklist) Review this note',
        run: () => vscode.commands.executeCommand('marginalia.review'),
      },
      { label: '$(sparkle) Annotate this note anew', run: annotate },
      { label: '$(git-compare) Show what a model is sent', run: () => identifiers.showSent() },
      { label: '$(server) Set up a model…', run: () => withModels(setUpModel) },
      { label: '$(pulse) Check the model', run: () => withModels(checkModel) },
      ...(stopped ? [] : [restart]),
      { label: '$(output) Show the log', run: () => log?.show(true) },
      {
        label: '$(gear) Open the settings',
        run: () =>
          vscode.commands.executeCommand('workbench.action.openSettings', '@ext:marginalia.marginalia'),
      },
    ];
    const title = ['Marginalia', shown?.message, shown?.help].filter((part) => part).join(' · ');
    const picked = await vscode.window.showQuickPick(items, { title });
    await picked?.run();
  };

  const run = async (command: string, argument?: unknown): Promise<unknown> => {
    await inTurn(start);
    return connection?.run(command, argument);
  };
  const identifiers = createIdentifierCommands(run);
  const review = createReview(run, () => status.showReview(review.shown));
  const comparing = createComparing(run);

  const startForNote = (document: vscode.TextDocument): void => {
    const isStandoff = document.languageId === BRAT_STANDOFF && isText(document);
    if (isNote(document) || isStandoff) void inTurn(start);
  };
  context.subscriptions.push(
    decorations,
    identifiers,
    review,
    comparing.command,
    createConverting(run, () => log),
    status,
    new vscode.Disposable(() => log?.dispose()),
    vscode.commands.registerCommand('marginalia.annotate', annotate),
    vscode.commands.registerCommand('marginalia.rotateKey', rotateKey),
    vscode.commands.registerCommand('marginalia.restart', () => inTurn(stop, start)),
    vscode.commands.registerCommand('marginalia.setApiKey', async () => {
      if ((await askForKey(context.secrets)) && connection) await inTurn(stop, start);
    }),
    vscode.commands.registerCommand('marginalia.clearCache', () => run(CLEAR_CACHE).catch(() => undefined)),
    vscode.commands.registerCommand('marginalia.setUpModel', () => withModels(setUpModel)),
    vscode.commands.registerCommand('marginalia.checkModel', () => withModels(checkModel)),
    vscode.commands.registerCommand('marginalia.learnFromGold', () => showLearning(run)),
    vscode.commands.registerCommand('marginalia.showLog', () => log?.show(true)),
    vscode.commands.registerCommand('marginalia.menu', menu),
    vscode.commands.registerCommand('marginalia.showSent', identifiers.showSent),
    vscode.commands.registerCommand('marginalia.showQuestions', identifiers.showQuestions),
    vscode.commands.registerCommand('marginalia.openRulings', identifiers.openRulings),
    vscode.commands.registerCommand('marginalia.replaceIdentifiers', identifiers.replaceIdentifiers),
    vscode.workspace.onDidOpenTextDocument(startForNote),
    vscode.workspace.onDidChangeConfiguration((event) => {
      // The hosts are the server's arguments, and the keys of the endpoints go with its first message.
      const own = ['marginalia.allowedHosts', 'marginalia.endpoint'];
      if (own.some((name) => event.affectsConfiguration(name)) && connection) void inTurn(stop, start);
    }),
    onVisibleChange(tellVisible),
    vscode.window.onDidChangeActiveTextEditor(() => status.showReview(review.shown)),
    adoptNotes(),
  );
  vscode.workspace.textDocuments.forEach(startForNote);
  spent.activate = performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  spent.processor = (user + system) / 1000;
  return {
    spent,
    serverProcess: () => connection?.process(),
    status: status.shown,
    coloured: decorations.count,
    review: () => review.shown,
  };
}

export const deactivate = (): Promise<void> => ending();
