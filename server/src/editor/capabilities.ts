import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { REVIEW_KIND } from './gold/gold-actions';
import { REPLACE_KIND } from './identifiers/identifier-actions';

/** What the server tells a client that it can do. @param commands by their names */
export const capabilitiesOf = (commands: readonly string[]): ServerCapabilities => ({
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  hoverProvider: true,
  codeLensProvider: { resolveProvider: false },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  completionProvider: { triggerCharacters: ['\t', ' ', ':'] },
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, REPLACE_KIND, REVIEW_KIND] },
  executeCommandProvider: { commands: [...commands] },
});
