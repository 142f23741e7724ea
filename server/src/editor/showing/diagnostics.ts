import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import { FOREIGN, isForeign } from '../../note/language';
import { lowerBound, type Span } from '../../note/span';
import type { Identifier } from '../../privacy/identifiers';
import type { Failure } from '../../task/failure';
import { disagreementDiagnostic, otherText } from '../adjudication/disagreement-diagnostics';
import { refusedIn } from '../asking/refusals';
import { brokenDiagnostic, suggestionDiagnostic } from '../gold/gold-diagnostics';
import { brokenOf, itemsIn, openGoldOf } from '../gold/items';
import type { OpenNote } from '../open-note';
import type { Settings } from '../settings';
import { source } from './describe';
import { nearest } from './nearest';

/** A client republishes all at once and some keep only a thousand: more than this are never sent. */
export const MOST_DIAGNOSTICS = 500;
/** The code of diagnostics that say what the guard found. */
export const REFUSED = 'refused-egress';

const severities = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
} as const;

/** What a person is told of an identifier; of one that `strict` alone masks, that. */
const identifierMessage = ({ category, kind }: Identifier): string =>
  kind === 'unknown'
    ? `Possible identifier (${category}): not known to be safe, so strict de-identification replaces it`
    : `Identifier (${category}): replaced before anything is sent to a model`;

/** An identifier that the guard found in a question where none was replaced. */
const refusal = (range: Range, { category }: Identifier): Diagnostic => ({
  range,
  severity: DiagnosticSeverity.Warning,
  source,
  code: REFUSED,
  message: `This identifier (${category}) was found again, not replaced, in what was to be sent to a model: nothing of that was sent`,
});

/** That the note seems to be in a language that the rules are not made for. */
const language = (): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Warning,
  source,
  code: 'language',
  message: FOREIGN.replace('it', 'This note'),
});

/** The diagnostics of a note as it stands: conflicts first, then what is nearest to the screen, at most `MOST_DIAGNOSTICS`. */
export function diagnosticsOf(
  open: OpenNote,
  settings: Settings,
  failures: readonly Failure[] = [],
): Diagnostic[] {
  const { note } = open;
  const gold = openGoldOf(open)?.gold;
  const found = [
    ...(open.comparison === 'other-text' ? [otherText()] : []),
    ...(isForeign(note) ? [language()] : []),
    ...(gold ? brokenOf(gold).slice(0, MOST_DIAGNOSTICS / 4) : []).map((item) =>
      brokenDiagnostic(open, item),
    ),
    ...refusedIn(open, failures)
      .slice(0, MOST_DIAGNOSTICS / 4)
      .map((identifier) => refusal(open.rangeOf(identifier), identifier)),
    ...[...inferenceDiagnostics(open)].slice(0, MOST_DIAGNOSTICS / 2),
  ];
  let room = MOST_DIAGNOSTICS - found.length;

  const entities: { span: Span; diagnostic: () => Diagnostic }[] = [];
  for (const placed of nearest(note, open.visible)) {
    if (entities.length >= room) break;
    for (const item of itemsIn(open, placed))
      if (item.kind !== 'broken')
        entities.push({
          span: item.span,
          diagnostic: () =>
            item.kind === 'disagreement'
              ? disagreementDiagnostic(open, item)
              : suggestionDiagnostic(open, item),
        });
  }
  const severity = settings.identifiers.severity;
  if (severity !== 'off') {
    // Both kinds share the room that is left, by their distance from the screen.
    const { identifiers } = open;
    const middle = lowerBound(identifiers, open.visible.start);
    const most = Math.max(room - entities.length, Math.floor(room / 3));
    const from = Math.max(0, Math.min(middle - Math.floor(most / 2), identifiers.length - most));
    for (const identifier of identifiers.slice(from, from + most)) {
      entities.push({
        span: identifier,
        diagnostic: () => ({
          range: open.rangeOf(identifier),
          severity: severities[severity],
          source,
          code: `identifier.${identifier.category}`,
          message: identifierMessage(identifier),
        }),
      });
    }
  }
  const distance = ({ span }: { span: Span }): number =>
    Math.max(0, open.visible.start - span.end, span.start - open.visible.end);
  if (entities.length > room) entities.sort((a, b) => distance(a) - distance(b));
  for (const { diagnostic } of entities) {
    if (room-- <= 0) break;
    found.push(diagnostic());
  }
  return found;
}

function* inferenceDiagnostics(open: OpenNote): Generator<Diagnostic> {
  for (const { premise, hypothesis, label, reason } of open.knowledge.inferences()) {
    const why = reason === '' ? '' : ` (${reason})`;
    if (typeof hypothesis === 'string') {
      if (label === 'neutral') continue;
      const contradicted = label === 'contradiction';
      yield {
        range: open.rangeOf(premise),
        severity: contradicted ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
        source,
        code: contradicted ? 'hypothesis.contradicted' : 'hypothesis.entailed',
        message: `${contradicted ? 'Contradicts' : 'Supports'} the hypothesis “${hypothesis}”${why}`,
      };
    } else if (label === 'contradiction') {
      for (const [here, there] of [
        [premise, hypothesis],
        [hypothesis, premise],
      ] as const) {
        const other = open.rangeOf(there);
        yield {
          range: open.rangeOf(here),
          severity: DiagnosticSeverity.Warning,
          source,
          code: 'contradiction',
          message: `Contradicts line ${other.start.line + 1}${why}`,
          relatedInformation: [{ location: { uri: open.uri, range: other }, message: 'the other side' }],
        };
      }
    }
  }
}
