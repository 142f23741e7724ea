import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { OpenNote } from '../open-note';
import { source } from '../showing/describe';
import type { DisagreementItem } from './disagreements';
import { about, type Naming, placeOfSide, said } from './saying';

/** How much of a mention is shown, in UTF-16 code units. */
const LONGEST = 60;

/** An entity by its words and its type. */
export const byWords =
  ({ note }: Pick<OpenNote, 'note'>): Naming =>
  ({ spans, type }) => {
    const words = spans.map(({ start, end }) => note.text.slice(start, end)).join(' … ');
    const flat = words.replace(/\s+/g, ' ');
    return `“${flat.length > LONGEST ? `${flat.slice(0, LONGEST).trimEnd()}…` : flat}” ${type}`;
  };

/** What annotators disagree on: who says what, each with a link to where. */
export function disagreementDiagnostic(open: OpenNote, item: DisagreementItem): Diagnostic {
  const { kind, options } = item.about;
  const naming = byWords(open);
  const sides = options.map((option) => `${option.name}: ${said(item, option, naming)}`);
  return {
    range: open.rangeOf(item.span),
    severity: DiagnosticSeverity.Warning,
    source,
    code: `disagreement.${kind}`,
    message:
      kind === 'agreed'
        ? `All say ${said(item, options[0] ?? { name: '', items: [] }, naming)}, and gold does not`
        : `Annotators disagree (${about(kind)}). ${sides.join('; ')}`,
    relatedInformation: options.flatMap((option) =>
      option.items.length === 0
        ? []
        : [
            {
              location: { uri: open.uri, range: open.rangeOf(placeOfSide(item, option)) },
              message: `${option.name}: ${said(item, option, naming)}`,
            },
          ],
    ),
    data: { id: item.id, version: open.version },
  };
}

/** Said once, at the top, where the note is not what annotators read. */
export const otherText = (): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Warning,
  source,
  code: 'disagreement.text',
  message:
    'The text of this note is not the one that the annotators marked: what they disagree on waits, and is shown when it is that again',
});
