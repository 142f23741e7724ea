import {
  type CodeAction,
  type CodeActionContext,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type Range,
} from 'vscode-languageserver';
import type { Schema } from '../../annotation/schema';
import type { Gold } from '../../gold/gold';
import { makeAdjudications } from '../adjudication/adjudications';
import { disagreementsIn } from '../adjudication/disagreements';
import type { Commands } from '../commands';
import type { OpenNote } from '../open-note';
import type { Settings } from '../settings';
import type { Standoff } from '../standoff/serve';
import { leftIn } from './counting';
import { goldActions } from './gold-actions';
import { REVIEW, type Review } from './gold-protocol';
import { makeHeldFiles } from './held-files';
import { brokenOf, openGoldOf } from './items';
import { reviewCommands } from './review-commands';
import { makeSessions } from './sessions';
import { makeWhoDecided } from './who-decided';

/** How long what happens is gathered before what is left to review is counted, in milliseconds. */
const REST = 60;
/** How long a note rests after what was shown of it last, so that nothing is counted between two keys; and at most. */
const QUIET = 250;
const LONGEST = 2_000;
/** How long what a decision changed waits until it is shown: for its answer, which goes first, in milliseconds. */
const ANSWER = 8;

export interface ReviewOptions {
  readonly connection: Connection;
  readonly configFolder: string;
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly client: () => InitializeParams['capabilities'];
  readonly settings: () => Settings;
  readonly standoff: Standoff;
  /** What may be annotated in a note at a path. */
  readonly schemaOf: (path: string) => Schema;
  /** The gold of a note has changed: it is to be shown anew. */
  readonly changed: (open: OpenNote) => void;
  readonly warn: (message: string) => void;
  /** What is left to decide on in a note was counted. */
  readonly counted: (open: OpenNote, left: number) => void;
  /** A person decided on something of a note. */
  readonly decided: (open: OpenNote) => void;
}

/** What turns suggestions into gold: files, decisions, and how far the review is. */
export function makeReview(options: ReviewOptions) {
  const { connection, notes, standoff } = options;
  const { held, saved } = makeHeldFiles({ connection, client: options.client, standoff });
  const changed = new Set<OpenNote>();
  let showing: NodeJS.Timeout | undefined;
  const sessions = makeSessions({
    ...options,
    held,
    changed: (open) => {
      changed.add(open);
      showing ??= setTimeout(() => {
        showing = undefined;
        for (const one of changed) options.changed(one);
        changed.clear();
        standoff.refresh();
      }, ANSWER);
    },
    stands: (open) => {
      count(open);
      standoff.refresh();
    },
  });
  const adjudications = makeAdjudications({
    connection,
    notes,
    withGold: sessions.withGold,
    changed: options.changed,
  });
  const decisions: Commands = reviewCommands({
    connection,
    noteOf: (uri) => notes.get(uri),
    ready: sessions.ready,
    step: sessions.step,
    decided: (open, offset) => {
      sessions.decided(open, offset);
      options.decided(open);
    },
    finished: (open) => options.counted(open, 0),
  });

  const commands: Commands = { ...decisions, ...adjudications.commands };

  const tellWho = makeWhoDecided();
  const due = new Set<OpenNote>();
  /** What was told last, and of which gold: each decision is told of, so that a client knows when it is saved. */
  const told = new Map<string, { readonly text: string; readonly gold: Gold | undefined }>();
  let timer: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let waited = 0;
  async function tell(open: OpenNote): Promise<void> {
    adjudications.lookAgain(open);
    await tellWho(open);
    const left = await leftIn(open);
    if (notes.get(open.uri) !== open) return;
    // It was edited: what that has to say is counted in its turn.
    if (left === undefined) return countLater(open);
    const review = reviewOf(open, left);
    // Where disagreements wait, nothing left says nothing.
    if (open.comparison !== 'other-text') options.counted(open, left);
    const text = JSON.stringify(review);
    const gold = openGoldOf(open)?.gold;
    const last = told.get(open.uri);
    if (last?.text === text && last.gold === gold) return;
    told.set(open.uri, { text, gold });
    void connection.sendNotification(REVIEW, review);
  }

  function countDue(): void {
    clearTimeout(timer);
    clearTimeout(quiet);
    timer = undefined;
    quiet = undefined;
    for (const one of due) if (notes.get(one.uri) === one) void tell(one);
    due.clear();
  }

  /** Counts what is left, once for all that happens in a moment. */
  function count(open: OpenNote): void {
    due.add(open);
    timer ??= setTimeout(countDue, REST);
  }

  /** Counts what is left when the note rests. */
  function countLater(open: OpenNote): void {
    due.add(open);
    if (quiet === undefined) waited = performance.now();
    else if (performance.now() - waited > LONGEST) return;
    clearTimeout(quiet);
    quiet = setTimeout(countDue, QUIET);
  }

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const open = notes.get(uri);
    if (open) return sessions.noteSaved(open);
    saved(uri);
    void sessions.changedOutside([uri]);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    void sessions.changedOutside(uris);
    adjudications.changedOutside(uris);
    standoff.refresh();
  });

  return {
    commands,
    start(open: OpenNote): void {
      adjudications.attach(open);
      sessions.start(open);
    },
    configure: sessions.configure,
    actions: (open: OpenNote, range: Range, context: CodeActionContext): CodeAction[] =>
      goldActions(open, range, context),
    close(open: OpenNote): void {
      told.delete(open.uri);
      sessions.close(open);
    },
    countLater,
    /** Has the client tell of standoff files that change. */
    watch(): void {
      if (!options.client().workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
      const watchers = [{ globPattern: '**/*.ann' }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    },
    async dispose(): Promise<void> {
      clearTimeout(timer);
      clearTimeout(quiet);
      clearTimeout(showing);
      await sessions.dispose();
    },
  };
}

/** How far the review of a note is. */
function reviewOf(open: OpenNote, left: number): Review {
  const session = openGoldOf(open);
  const common = { uri: open.uri, left };
  if (!session) return { ...common, broken: 0, gold: 0, state: 'none' };
  const { gold, state, notices } = session;
  const { comparison } = open;
  const message = typeof state === 'object' ? state.failed : notices[0];
  return {
    ...common,
    broken: brokenOf(gold).length,
    ...(comparison === 'other-text'
      ? { waiting: true as const }
      : comparison && { disagreements: disagreementsIn(session, comparison).length }),
    gold: gold.entities.length + gold.relations.length + gold.events.length,
    state: typeof state === 'object' ? 'failed' : state,
    ...(message !== undefined && { message }),
  };
}
