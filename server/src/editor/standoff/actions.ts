import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { diagnosticOf } from './diagnostics';
import type { Fault, Reading } from './faults/fault';
import type { Fix } from './fixes/fix';
import { fixesOf } from './fixes/fixes';
import type { OpenStandoff } from './open-standoff';

/** Of a selection of many faults nobody means each of them. */
const MOST_FAULTS = 8;

/** The ways to mend what is wrong in a range of a file. */
export function actionsIn(
  open: OpenStandoff,
  reading: Reading,
  faults: readonly Fault[],
  range: Range,
  { only }: CodeActionContext,
): CodeAction[] {
  if (only && !only.some((kind) => CodeActionKind.QuickFix === kind || kind === CodeActionKind.Empty))
    return [];
  const touched = faults.filter((fault) => touches(diagnosticOf(open, fault).range, range));
  const actions = touched.slice(0, MOST_FAULTS).flatMap((fault) =>
    fixesOf(reading, fault).map(
      (fix): CodeAction => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(open, fault)],
        ...(fix.preferred && { isPreferred: true }),
        edit: {
          documentChanges: [
            { textDocument: { uri: open.uri, version: open.version }, edits: textEditsOf(open, fix) },
          ],
        },
      }),
    ),
  );
  return actions.filter(({ title }, n) => actions.findIndex((other) => other.title === title) === n);
}

/** The edits of a fix: lines that stay are touched only where they change. */
function textEditsOf(open: OpenStandoff, { edits, removed }: Fix): TextEdit[] {
  return [
    ...edits.map(({ line, start, end, text }) => ({
      range: open.rangeIn(line, { start, end }),
      newText: text,
    })),
    ...removed.flatMap((line) => {
      const at = open.lines[line];
      return at ? [{ range: open.rangeOf(at), newText: '' }] : [];
    }),
  ];
}

const before = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const touches = (one: Range, other: Range): boolean =>
  !before(one.end, other.start) && !before(other.end, one.start);
