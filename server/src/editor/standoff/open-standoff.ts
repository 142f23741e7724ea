import type { Position, Range } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { type BratDocument, parseBrat } from '../../format/brat';
import type { Span } from '../../note/span';
import { type Ids, idsOf } from './ids';
import { editStandoff, lineIndexAt, type PlacedLine, placeLines } from './lines';

/** A standoff file that the editor has open. Offsets are UTF-16 code units of the file itself, unless said otherwise. */
export function openStandoff(uri: string, languageId: string, version: number, text: string) {
  const file = TextDocument.create(uri, languageId, version, text);
  let document: BratDocument = parseBrat(text);
  let placed: readonly PlacedLine[] | undefined;
  let ids: Ids | undefined;

  const lines = (): readonly PlacedLine[] => {
    placed ??= placeLines(document);
    return placed;
  };

  /** Where a client names the later place first, what lies between them is meant all the same. */
  const spanOf = (range: Range): Span => {
    const [one, other] = [file.offsetAt(range.start), file.offsetAt(range.end)];
    return { start: Math.min(one, other), end: Math.max(one, other) };
  };

  return {
    uri,
    get version(): number {
      return file.version;
    },
    get text(): string {
      return file.getText();
    },
    /** What the file says, line by line; a line that was not touched stays the same object. */
    get document(): BratDocument {
      return document;
    },
    get lines(): readonly PlacedLine[] {
      return lines();
    },
    /** Which lines say what an id is, and which refer to it. */
    get ids(): Ids {
      ids ??= idsOf(document);
      return ids;
    },
    offsetAt: (position: Position): number => file.offsetAt(position),
    rangeOf: (span: Span): Range => ({
      start: file.positionAt(span.start),
      end: file.positionAt(span.end),
    }),
    /** The range of UTF-16 offsets within a line; of the line without its end where none are given. */
    rangeIn(index: number, span?: Span): Range {
      const at = lines()[index];
      if (!at) throw new Error('no such line');
      const { start, end } = span ?? { start: 0, end: at.line.raw.length };
      return { start: file.positionAt(at.start + start), end: file.positionAt(at.start + end) };
    },
    /** The line at a place, and the UTF-16 offset within it; undefined behind the last line. */
    at(position: Position): { readonly index: number; readonly offset: number } | undefined {
      const offset = file.offsetAt(position);
      const all = lines();
      // A last line without an end is still left where the cursor stands behind its last letter.
      const index = Math.min(lineIndexAt(all, offset), all.length - 1);
      const line = all[index];
      if (!line || (offset >= line.end && line.line.end !== '')) return undefined;
      return { index, offset: Math.min(offset - line.start, line.line.raw.length) };
    },
    /** The indices of the lines that a range touches: from the first to behind the last. */
    linesIn(range: Range): { readonly from: number; readonly to: number } {
      const all = lines();
      const { start, end } = spanOf(range);
      const last = lineIndexAt(all, end);
      return {
        from: Math.min(lineIndexAt(all, start), all.length - 1),
        to: Math.min(last + 1, all.length),
      };
    },
    /** Takes the changes of one notification in their order. */
    change(changes: readonly TextDocumentContentChangeEvent[], newVersion: number): void {
      for (const change of changes) {
        const edit = 'range' in change ? { ...spanOf(change.range), text: change.text } : undefined;
        const before = lines();
        TextDocument.update(file, [change], newVersion);
        document = edit ? editStandoff(document, before, edit, file.getText()) : parseBrat(file.getText());
        placed = undefined;
      }
      ids = undefined;
    },
  };
}

export type OpenStandoff = ReturnType<typeof openStandoff>;
