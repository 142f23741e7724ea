import type { Connection } from 'vscode-languageserver';
import type { Standoff } from './serve';

type OfDocuments = Pick<
  Connection,
  | 'onDidOpenTextDocument'
  | 'onDidChangeTextDocument'
  | 'onDidCloseTextDocument'
  | 'onHover'
  | 'onDefinition'
  | 'onReferences'
  | 'onDocumentSymbol'
  | 'onFoldingRanges'
  | 'onCodeAction'
>;

/**
 * The connection as the server of notes sees it: what is asked of a standoff file goes to `standoff` and does not
 * arrive. What only standoff files have, completion and renaming, is answered here.
 */
export function apartFromStandoff(connection: Connection, standoff: Standoff): OfDocuments {
  const owns = ({ textDocument }: { textDocument: { uri: string } }): boolean =>
    standoff.of(textDocument.uri) !== undefined;
  connection.onCompletion(({ textDocument, position }) => standoff.completion(textDocument.uri, position));
  connection.onPrepareRename(({ textDocument, position }) =>
    standoff.prepareRename(textDocument.uri, position),
  );
  connection.onRenameRequest(({ textDocument, position, newName }) =>
    standoff.rename(textDocument.uri, position, newName),
  );
  return {
    onDidOpenTextDocument: (notes) =>
      connection.onDidOpenTextDocument((params) => {
        if (standoff.takes(params.textDocument)) return standoff.open(params.textDocument);
        notes(params);
        standoff.refresh(params.textDocument.uri);
      }),
    onDidChangeTextDocument: (notes) =>
      connection.onDidChangeTextDocument((params) => {
        if (owns(params)) return standoff.change(params);
        notes(params);
        standoff.refresh(params.textDocument.uri);
      }),
    onDidCloseTextDocument: (notes) =>
      connection.onDidCloseTextDocument((params) => {
        if (owns(params)) return standoff.close(params.textDocument.uri);
        notes(params);
        standoff.refresh(params.textDocument.uri);
      }),
    onHover: (notes) =>
      connection.onHover((params, ...more) =>
        owns(params) ? standoff.hover(params.textDocument.uri, params.position) : notes(params, ...more),
      ),
    onDefinition: (notes) =>
      connection.onDefinition((params, ...more) =>
        owns(params) ? standoff.definition(params.textDocument.uri, params.position) : notes(params, ...more),
      ),
    onReferences: (notes) =>
      connection.onReferences((params, ...more) =>
        owns(params)
          ? standoff.references(params.textDocument.uri, params.position, params.context.includeDeclaration)
          : notes(params, ...more),
      ),
    onDocumentSymbol: (notes) =>
      connection.onDocumentSymbol((params, ...more) =>
        owns(params) ? standoff.symbols(params.textDocument.uri) : notes(params, ...more),
      ),
    onFoldingRanges: (notes) =>
      connection.onFoldingRanges((params, ...more) =>
        owns(params) ? standoff.folding(params.textDocument.uri) : notes(params, ...more),
      ),
    onCodeAction: (notes) =>
      connection.onCodeAction((params, ...more) =>
        owns(params) ? standoff.codeActions(params) : notes(params, ...more),
      ),
  };
}
