import { pathToFileURL } from 'node:url';
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { EngineChoice } from '../pipeline/auto';
import { withKeptAnswers } from '../pipeline/learned/kept-answers';
import type { LearnerClient } from '../pipeline/learned/thread';
import type { Engine, Task } from '../task/engine';
import { makeAnnotator } from './asking/annotator';
import { makeChoosing } from './asking/choosing';
import { makeOnScreen } from './asking/on-screen';
import { capabilitiesOf } from './capabilities';
import type { Commands } from './commands';
import { conversionCommands } from './conversion-commands';
import { makeReview } from './gold/review';
import { identifierActions } from './identifiers/identifier-actions';
import { makePrivacy } from './identifiers/privacy';
import { keptCommands } from './kept-answers';
import { makeLearning } from './learning';
import { serveModelSetup } from './model/model-setup';
import { type OpenNote, openNote } from './open-note';
import { ANNOTATE, type SentKey, VISIBLE, type Visible } from './protocol';
import { readKeys, readSettings, type Settings } from './settings';
import { codeLensesOf } from './showing/code-lens';
import { hoverAt } from './showing/hover';
import { makePublishing } from './showing/publishing';
import { foldingOf, symbolsOf } from './showing/symbols';
import { apartFromStandoff } from './standoff/apart';
import { serveStandoff } from './standoff/serve';
import { makeWarn } from './warnings';

export interface ServerOptions {
  readonly chooseEngine: (
    settings: Settings,
    signal: AbortSignal,
    keys: readonly SentKey[],
    warn: (message: string) => void,
  ) => Promise<EngineChoice>;
  readonly version: string;
  /** The user's own configuration folder: never one of a workspace. */
  readonly configFolder: string;
  /** Hosts beside this machine that the user allowed; never told by a client. */
  readonly allowedHosts?: () => Promise<readonly string[]>;
  /** The user's own folder for answers of models; none are kept where it is not named. */
  readonly cacheFolder?: string;
  /** What learns from gold; nothing is learned without it. */
  readonly learner?: (warn: (message: string) => void) => LearnerClient;
}

/** Serves one client: notes in, diagnostics, hovers, lenses and outline out. */
export function serveConnection(connection: Connection, options: ServerOptions): void {
  const notes = new Map<string, OpenNote>();
  const shutdown = new AbortController();
  let settings: Settings = readSettings(undefined);
  let keys: readonly SentKey[] = [];
  let client: InitializeParams['capabilities'] = {};
  let paints = false;
  let configured = 0;

  const standoff = serveStandoff({
    connection,
    openText: (uri) => notes.get(uri)?.note.text,
    schemaOf: (uri) => settling.schemaOf(uri).schema,
  });
  // What is asked of standoff files does not arrive at the handlers of notes.
  const documents = apartFromStandoff(connection, standoff);
  const onScreen = makeOnScreen(notes);
  const wanted = (): ReadonlySet<Task> => new Set(settings.tasks);
  const annotator = makeAnnotator({
    tasks: wanted,
    hypotheses: () => settings.hypotheses,
    changed: (open) => {
      choosing.answered();
      publishSoon(open);
      refreshLensesSoon();
    },
    progress: () => {
      choosing.sendStatus();
      if (choosing.choice && annotator.pending === 0) learning.rested();
    },
  });

  const publishing = makePublishing({
    connection,
    notes,
    client: () => client,
    settings: () => settings,
    failuresOf: (open) => annotator.failuresOf(open),
    paints: () => paints,
    published: (open) => review.countLater(open),
  });
  const { publish, publishSoon, refreshLensesSoon } = publishing;
  const warn = makeWarn(connection);
  const { learner: startLearner } = options;
  const learning = makeLearning({
    notes,
    wanted: () => settings.learn,
    start: startLearner && (() => startLearner(warn)),
    awaits: (open) => annotator.awaits(open),
    again: (open) => annotator.again(open),
    answered: async (found, root, signal) => {
      const { engine, model } = choosing.choice ?? {};
      const asking = { configFolder: options.configFolder, mode: settings.deidentification };
      return engine && model ? withKeptAnswers(found, root, engine, asking, signal) : found;
    },
    changed: () => choosing.sendStatus(),
    warn,
  });
  const answering = (engine: Engine): Engine => learning.within(privacy.within(engine));
  const { settling, settleAll, ...privacy } = makePrivacy({
    connection,
    configFolder: options.configFolder,
    notes,
    client: () => client,
    settings: () => settings,
    choice: () => choosing.choice,
    changed: (open) => {
      annotator.close(open);
      annotator.start(open);
      publishSoon(open);
    },
    warn,
    embedded: async () => {
      const local = { ...settings, runtime: 'embedded' } as const;
      return (await options.chooseEngine(local, shutdown.signal, keys, warn)).engine;
    },
    signal: shutdown.signal,
  });
  const choosing = makeChoosing({
    connection,
    notes,
    settings: () => settings,
    chooseEngine: (signal) => options.chooseEngine(settings, signal, keys, warn),
    annotator: () => annotator,
    use: (engine) => annotator.use(answering(engine)),
    learning: () => learning,
    warn,
    ended: shutdown.signal,
  });
  const review = makeReview({
    connection,
    configFolder: options.configFolder,
    notes,
    client: () => client,
    settings: () => settings,
    standoff,
    schemaOf: (path) => settling.schemaOf(pathToFileURL(path).href).schema,
    changed: publishSoon,
    warn,
    counted: learning.counted,
    decided: learning.decided,
  });
  const rotate = (): readonly string[] | undefined => {
    const before = settling.rotate([...notes.values()]);
    if (before && choosing.choice) annotator.use(answering(choosing.choice.engine));
    return before;
  };
  const commands: Commands = {
    ...privacy.commands,
    ...review.commands,
    ...learning.commands,
    ...conversionCommands(connection, shutdown.signal),
    ...keptCommands({ ...options, connection, warn, rotate }),
  };

  async function configure(): Promise<void> {
    const turn = ++configured;
    if (client.workspace?.configuration) {
      // A client that cannot tell, or has none (null), leaves the settings as they are.
      const sent: unknown = await connection.workspace.getConfiguration('marginalia').catch(() => undefined);
      if (turn !== configured) return;
      if (sent !== undefined && sent !== null) settings = readSettings(sent);
    }
    settleAll();
    review.configure();
    for (const open of notes.values()) publishSoon(open);
    await choosing.choose();
  }

  connection.onInitialize((params) => {
    client = params.capabilities;
    settling.folders =
      params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    const own: unknown = params.initializationOptions;
    if (typeof own === 'object' && own !== null) {
      paints = 'annotations' in own && own.annotations === true;
      if ('settings' in own) settings = readSettings(own.settings);
      if ('keys' in own) keys = readKeys(own.keys);
    }
    return {
      serverInfo: { name: 'marginalia', version: options.version },
      capabilities: capabilitiesOf([ANNOTATE, ...Object.keys(commands)]),
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'marginalia' });
    review.watch();
    choosing.sendStatus();
    void configure();
  });

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    // Clients that cannot be asked send all settings, or only ours.
    if (!client.workspace?.configuration && typeof sent === 'object' && sent !== null)
      settings = readSettings('marginalia' in sent ? sent.marginalia : sent);
    void configure();
  });

  documents.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const open = openNote(uri, languageId, version, text);
    settling.settle([open]);
    open.knowledge.show(wanted());
    notes.set(uri, open);
    onScreen.used(open);
    review.start(open);
    publish(open);
    annotator.start(open);
    learning.opened();
  });

  documents.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const open = notes.get(textDocument.uri);
    if (!open) return;
    open.change(contentChanges, textDocument.version);
    onScreen.used(open);
    publishSoon(open);
    annotator.edited(open);
  });

  documents.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const open = notes.get(uri);
    if (!open) return;
    notes.delete(uri);
    annotator.close(open);
    review.close(open);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  documents.onHover(({ textDocument, position }) => {
    const open = notes.get(textDocument.uri);
    return open && hoverAt(open, open.offsetAt(position));
  });
  connection.onCodeLens(({ textDocument }) => {
    const open = notes.get(textDocument.uri);
    return open && codeLensesOf(open);
  });
  documents.onDocumentSymbol(({ textDocument }) => {
    const open = notes.get(textDocument.uri);
    return open && symbolsOf(open);
  });
  documents.onFoldingRanges(({ textDocument }) => {
    const open = notes.get(textDocument.uri);
    return open && foldingOf(open);
  });

  // From an entity of a note to its lines in the standoff file beside it.
  documents.onDefinition(({ textDocument, position }) =>
    standoff.standoffLinesAt(textDocument.uri, { start: position, end: position }),
  );
  documents.onReferences(({ textDocument, position }) =>
    standoff.standoffLinesAt(textDocument.uri, { start: position, end: position }),
  );

  connection.onNotification(VISIBLE, (visible: Visible) => {
    onScreen.tell(visible);
    const open = notes.get(visible.uri);
    if (open && visible.ranges.length > 0) publishSoon(open);
  });

  documents.onCodeAction(({ textDocument, range, context }) => {
    const open = notes.get(textDocument.uri);
    return open && [...review.actions(open, range, context), ...identifierActions(open, range, context)];
  });

  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    // The model's server may have come or gone since it was last looked for.
    if (command === ANNOTATE) {
      await choosing.choose();
      const wished = typeof argument === 'string' ? notes.get(argument) : undefined;
      if (wished) annotator.wish(wished);
    }
    return Object.hasOwn(commands, command) ? commands[command]?.(argument) : undefined;
  });

  serveModelSetup(connection, {
    settings: () => settings,
    keys: () => keys,
    allowedHosts: options.allowedHosts ?? (async () => []),
    ended: shutdown.signal,
    hold: annotator.hold,
  });

  connection.onShutdown(async () => {
    shutdown.abort();
    publishing.dispose();
    settling.dispose();
    await Promise.all([annotator.dispose(), review.dispose(), learning.dispose()]);
  });
}
