import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type Entity, extent } from '../../annotation/annotation';
import type { OpenNote } from '../open-note';
import { describe, source } from '../showing/describe';
import type { BrokenItem, EntityItem, RelationItem } from './items';

/** The code of diagnostics on gold whose text is not where it says. */
const BROKEN = 'gold.broken';

/** What the data of a diagnostic on an item says: the same until the item is decided on. */
export interface ItemData {
  readonly id: string;
  readonly version: number;
}

const dataOf = (open: OpenNote, { id }: { id: string }): ItemData => ({ id, version: open.version });
const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** Who says it, in a word, where it was held against what was learned. */
const by = ({ support }: Entity): string =>
  support === 'agreed' ? ' (agreed)' : support === 'learned' ? ' (learned)' : '';

/** A suggestion that nobody has decided on. */
export function suggestionDiagnostic(open: OpenNote, item: EntityItem | RelationItem): Diagnostic {
  const common = { severity: DiagnosticSeverity.Information, source, data: dataOf(open, item) };
  if (item.kind === 'entity') {
    const { entity } = item;
    const message = `${flat(entity.text)}: ${describe(entity)}${by(entity)}`;
    return { ...common, range: open.rangeOf(item.span), code: entity.type, message };
  }
  const { relation, from, to, span } = item;
  const other = extent(from).start === span.start && extent(from).end === span.end ? to : from;
  return {
    ...common,
    range: open.rangeOf(span),
    code: relation.type,
    message: `${flat(from.text)} → ${flat(to.text)}: ${relation.type}`,
    relatedInformation: [
      { location: { uri: open.uri, range: open.rangeOf(extent(other)) }, message: 'the other end' },
    ],
  };
}

/** Gold that a person has to mend. */
export const brokenDiagnostic = (open: OpenNote, item: BrokenItem): Diagnostic => ({
  range: open.rangeOf(item.span),
  severity: DiagnosticSeverity.Error,
  source,
  code: BROKEN,
  message:
    item.gold.broken === 'place'
      ? `Gold ${item.id} (${describe(item.gold)}) lies beyond the end of the note`
      : `Gold ${item.id} (${describe(item.gold)}): its text is no longer here`,
  data: dataOf(open, item),
});
