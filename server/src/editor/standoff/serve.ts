import { setImmediate } from 'node:timers';
import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  Connection,
  Definition,
  DidChangeTextDocumentParams,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Position,
  PrepareRenameParams,
  Range,
  RenameParams,
  TextDocumentItem,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { Schema } from '../../annotation/schema';
import { type OpenStandoff, openStandoff } from './open-standoff';

/** The language of standoff files; other editors may call it otherwise, so its ending says as much. */
export const BRAT_STANDOFF = 'brat-standoff';

export interface StandoffOptions {
  readonly connection: Pick<Connection, 'sendDiagnostics'>;
  /** The text of a note as the editor holds it; undefined where it has not opened it. */
  readonly openText: (uri: string) => string | undefined;
  /** What may be annotated in the corpus that a file is in. */
  readonly schemaOf: (uri: string) => Schema;
}

/** Serves the standoff files that the editor has open. */
export function serveStandoff({ connection }: StandoffOptions) {
  const files = new Map<string, OpenStandoff>();
  const unpublished = new Set<OpenStandoff>();

  function publishSoon(open: OpenStandoff): void {
    if (unpublished.size === 0)
      setImmediate(() => {
        const due = [...unpublished];
        unpublished.clear();
        for (const file of due) if (files.get(file.uri) === file) publish(file);
      });
    unpublished.add(open);
  }

  function publish({ uri, version }: OpenStandoff): void {
    void connection.sendDiagnostics({ uri, version, diagnostics: [] });
  }

  return {
    /** The standoff file of a URI, where the editor has it open: it counts before the one on the disk. */
    of: (uri: string): OpenStandoff | undefined => files.get(uri),
    /** Whether a document that opens is a standoff file. */
    takes: ({ uri, languageId }: TextDocumentItem): boolean =>
      languageId === BRAT_STANDOFF || uri.toLowerCase().endsWith('.ann'),
    open({ uri, languageId, version, text }: TextDocumentItem): void {
      const open = openStandoff(uri, languageId, version, text);
      files.set(uri, open);
      publishSoon(open);
    },
    change({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
      const open = files.get(uri);
      if (!open) return;
      open.change(contentChanges, version);
      publishSoon(open);
    },
    close(uri: string): void {
      files.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    /** A note, its standoff file or the schema may have changed: what is said of open files is looked at anew. */
    refresh(): void {
      for (const open of files.values()) publishSoon(open);
    },
    hover: (_uri: string, _at: Position): Hover | undefined => undefined,
    definition: (_uri: string, _at: Position): Definition | undefined => undefined,
    references: (_uri: string, _at: Position): Location[] => [],
    completion: (_uri: string, _at: Position): CompletionItem[] => [],
    prepareRename: (_params: PrepareRenameParams): Range | undefined => undefined,
    rename: (_params: RenameParams): WorkspaceEdit | undefined => undefined,
    codeActions: (_params: CodeActionParams): CodeAction[] => [],
    symbols: (_uri: string): DocumentSymbol[] => [],
    folding: (_uri: string): FoldingRange[] => [],
    /** The lines of a note's standoff file that stand for what is at a place of it. */
    ofNote: (_uri: string, _at: Position): Location[] => [],
  };
}

export type Standoff = ReturnType<typeof serveStandoff>;
