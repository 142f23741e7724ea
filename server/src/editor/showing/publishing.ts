import { setImmediate } from 'node:timers';
import { CodeLensRefreshRequest, type Connection, type InitializeParams } from 'vscode-languageserver';
import type { Failure } from '../../task/failure';
import type { OpenNote } from '../open-note';
import { ANNOTATIONS } from '../protocol';
import type { Settings } from '../settings';
import { diagnosticsOf } from './diagnostics';
import { shownAnnotations } from './shown-annotations';

/** What a client is told of a note without asking hangs on. */
export interface PublishingHost {
  readonly connection: Connection;
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly client: () => InitializeParams['capabilities'];
  readonly settings: () => Settings;
  readonly failuresOf: (open: OpenNote) => readonly Failure[];
  /** Whether the client colours entities by itself. */
  readonly paints: () => boolean;
  readonly published: (open: OpenNote) => void;
}

/** Tells the client what is known of notes. */
export function makePublishing({ connection, notes, ...host }: PublishingHost) {
  const unpublished = new Set<OpenNote>();
  let refreshTimer: NodeJS.Timeout | undefined;

  function publish(open: OpenNote): void {
    const { uri, version } = open;
    void connection.sendDiagnostics({
      uri,
      version,
      diagnostics: diagnosticsOf(open, host.settings(), host.failuresOf(open)),
    });
    if (host.paints()) void connection.sendNotification(ANNOTATIONS, shownAnnotations(open));
    host.published(open);
  }

  return {
    publish,
    /** One message a turn of the event loop, however many changes came in it. */
    publishSoon(open: OpenNote): void {
      if (unpublished.size === 0)
        setImmediate(() => {
          const due = [...unpublished];
          unpublished.clear();
          for (const note of due) if (notes.get(note.uri) === note) publish(note);
        });
      unpublished.add(open);
    },
    refreshLensesSoon(): void {
      if (!host.client().workspace?.codeLens?.refreshSupport || refreshTimer) return;
      refreshTimer = setTimeout(() => {
        refreshTimer = undefined;
        void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
      }, 200);
    },
    dispose: (): void => clearTimeout(refreshTimer),
  };
}
