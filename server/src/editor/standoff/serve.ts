import { setImmediate } from 'node:timers';
import {
  type CodeAction,
  type CodeActionParams,
  type CompletionList,
  type Connection,
  type Diagnostic,
  type DidChangeTextDocumentParams,
  type DocumentSymbol,
  ErrorCodes,
  type FoldingRange,
  type Hover,
  type Location,
  type Position,
  type Range,
  ResponseError,
  type TextDocumentItem,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Schema } from '../../annotation/schema';
import type { BratDocument } from '../../format/brat';
import { pathOf } from '../paths';
import { actionsIn } from './actions';
import { allowedBy } from './allowed';
import { makeBeside } from './beside';
import { completionIn } from './completion';
import { diagnosticsOf } from './diagnostics';
import type { Reading } from './faults/fault';
import { faultsOf, faultsOfLines } from './faults/faults';
import { hoverIn } from './hover';
import { type Ids, idsOf } from './ids';
import { placeLines } from './lines';
import { type NoteFile, noteFile } from './note-file';
import { type OpenStandoff, openStandoff } from './open-standoff';
import { foldingIn, symbolsIn } from './outline';
import { placementOf } from './place';
import { definitionIn, linesAt, type Place, referencesIn } from './places';
import { renamedAt, renameIn } from './rename';

/** The language of standoff files; other editors may call it otherwise, so its ending says as much. */
export const BRAT_STANDOFF = 'brat-standoff';

export interface StandoffOptions {
  readonly connection: Pick<Connection, 'sendDiagnostics'>;
  /** The text of a note as the editor holds it; undefined where it has not opened it. */
  readonly openText: (uri: string) => string | undefined;
  /** What may be annotated in the corpus that a file is in. */
  readonly schemaOf: (uri: string) => Schema;
}

/** Serves the standoff files that the editor has open, and what leads from a note to them. */
export function serveStandoff({ connection, openText, schemaOf }: StandoffOptions) {
  const files = new Map<string, OpenStandoff>();
  const unpublished = new Set<OpenStandoff>();
  const beside = makeBeside(openText);
  const readings = new WeakMap<BratDocument, Reading>();

  /** A file held against a note; remembered while nothing of it has changed. */
  function hold(uri: string, document: BratDocument, ids: () => Ids, note: NoteFile | undefined): Reading {
    const allowed = allowedBy(schemaOf(uri));
    const before = readings.get(document);
    if (before && before.placement?.note === note && before.allowed === allowed) return before;
    const reading = { document, ids: ids(), placement: note && placementOf(document, note), allowed };
    readings.set(document, reading);
    return reading;
  }

  /** An open file with its note, and why that cannot be had where it cannot. */
  function read(open: OpenStandoff): { readonly reading: Reading; readonly problem?: string } {
    const found = beside.noteOf(open.uri);
    const note = found && 'note' in found ? found.note : undefined;
    const reading = hold(open.uri, open.document, () => open.ids, note);
    return found && 'problem' in found ? { reading, problem: found.problem } : { reading };
  }

  function publishSoon(open: OpenStandoff): void {
    if (unpublished.size === 0)
      setImmediate(() => {
        const due = [...unpublished];
        unpublished.clear();
        for (const file of due) if (files.get(file.uri) === file) publish(file);
      });
    unpublished.add(open);
  }

  function publish(open: OpenStandoff): void {
    const { reading, problem } = read(open);
    const diagnostics: Diagnostic[] = diagnosticsOf(open, faultsOf(reading, problem));
    void connection.sendDiagnostics({ uri: open.uri, version: open.version, diagnostics });
  }

  /** What a feature says of a place of an open file; undefined where there is no such place. */
  function at<Said>(
    uri: string,
    position: Position,
    say: (open: OpenStandoff, reading: Reading, place: Place) => Said,
  ): Said | undefined {
    const open = files.get(uri);
    const place = open?.at(position);
    return open && place && say(open, read(open).reading, place);
  }

  /**
   * The lines of the standoff file of a note that stand for what is in a range of it; of the open file, if the editor has
   * opened it, else of the disk's.
   */
  function standoffLinesAt(note: string, range: Range): Location[] {
    const uri = beside.standoffOf(note);
    const found = beside.noteAt(note);
    if (uri === undefined || !('note' in found)) return [];
    const span = { start: found.note.offsetAt(range.start), end: found.note.offsetAt(range.end) };
    const open = files.get(uri);
    if (open) return linesAt(read(open).reading, span).map((line) => ({ uri, range: open.rangeIn(line) }));
    const disk = beside.onDisk(uri);
    if (!disk) return [];
    const reading = hold(uri, disk.document, () => idsOf(disk.document), found.note);
    const { rangeOf } = noteFile(uri, disk.text);
    const placed = placeLines(disk.document);
    return linesAt(reading, span).flatMap((line) => {
      const there = placed[line];
      return there
        ? [{ uri, range: rangeOf({ start: there.start, end: there.start + there.line.raw.length }) }]
        : [];
    });
  }

  return {
    /** The standoff file of a URI, where the editor has it open: it counts before the one on the disk. */
    of: (uri: string): OpenStandoff | undefined => files.get(uri),
    /** The open standoff file at a path: clients escape a URI each in their own way. */
    ofPath: (path: string): OpenStandoff | undefined =>
      [...files.values()].find(({ uri }) => pathOf(uri) === path),
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
    /** A note, or the schemas if none is named, may have changed: what is said of open files is looked at anew. */
    refresh(note?: string): void {
      const uri = note === undefined ? undefined : beside.standoffOf(note);
      for (const open of files.values()) if (note === undefined || open.uri === uri) publishSoon(open);
    },

    hover: (uri: string, position: Position): Hover | undefined => at(uri, position, hoverIn),
    definition: (uri: string, position: Position): Location[] | undefined => at(uri, position, definitionIn),
    references: (uri: string, position: Position, withDeclaration: boolean): Location[] | undefined =>
      at(uri, position, (open, _, place) => referencesIn(open, place, withDeclaration)),
    completion(uri: string, position: Position): CompletionList | undefined {
      const open = files.get(uri);
      // Behind the last line a new one begins.
      return open && completionIn(open, read(open).reading, open.at(position), position);
    },
    prepareRename: (uri: string, position: Position): Range | undefined =>
      at(uri, position, (open, _, place) => renamedAt(open, place)),
    rename: (uri: string, position: Position, name: string): WorkspaceEdit | undefined =>
      at(uri, position, (open, _, place) => {
        const renamed = renameIn(open, place, name);
        if ('refused' in renamed) throw new ResponseError(ErrorCodes.InvalidRequest, renamed.refused);
        return { changes: { [uri]: renamed.edits } };
      }),
    codeActions({ textDocument: { uri }, range, context }: CodeActionParams): CodeAction[] {
      const open = files.get(uri);
      if (!open) return [];
      const { reading } = read(open);
      const faults = faultsOfLines(reading, open.linesIn(range));
      return actionsIn(open, reading, faults, range, context);
    },
    symbols(uri: string): DocumentSymbol[] {
      const open = files.get(uri);
      return open ? symbolsIn(open) : [];
    },
    folding(uri: string): FoldingRange[] {
      const open = files.get(uri);
      return open ? foldingIn(open.document) : [];
    },
    standoffLinesAt,
  };
}

export type Standoff = ReturnType<typeof serveStandoff>;
