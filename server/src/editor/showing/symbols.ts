import { type DocumentSymbol, type FoldingRange, FoldingRangeKind, SymbolKind } from 'vscode-languageserver';
import type { OpenNote } from '../open-note';

/** The sections of a note, as the outline shows them. */
export const symbolsOf = (open: OpenNote): DocumentSymbol[] =>
  open.note.sections.flatMap((section) =>
    section.heading
      ? [
          {
            name: section.title,
            detail: section.kind === 'other' ? '' : section.kind.replaceAll('-', ' '),
            kind: SymbolKind.Namespace,
            range: open.rangeOf(section),
            selectionRange: open.rangeOf(section.heading),
          },
        ]
      : [],
  );

/** One fold for each section that has more than one line. */
export const foldingOf = (open: OpenNote): FoldingRange[] =>
  open.note.sections.flatMap((section) => {
    const text = open.note.text.slice(section.start, section.end).trimEnd();
    const range = open.rangeOf({ start: section.start, end: section.start + text.length });
    return section.heading && range.end.line > range.start.line
      ? [{ startLine: range.start.line, endLine: range.end.line, kind: FoldingRangeKind.Region }]
      : [];
  });
