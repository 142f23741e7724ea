import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type Entity, extent } from '../../annotation/annotation';
import type { OpenNote } from '../open-note';
import { describe, source } from '../showing/describe';
import type { BrokenItem, EntityItem, RelationItem } from './items';

const { Information } = DiagnosticSeverity;

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

/** A suggestion that nobody has decided on. Hundreds are made at every key: written out, they take half the time. */
export function suggestionDiagnostic(open: OpenNote, item: EntityItem | RelationItem): Diagnostic {
  if (item.kind === 'entity') {
    const { entity } = item;
    return {
      range: open.rangeOf(item.span),
      severity: Information,
      source,
      code: entity.type,
      message: `${flat(entity.text)}: ${describe(entity)}${by(entity)}`,
      data: dataOf(open, item),
    };
  }
  const { relation, from, to, span } = item;
  const other = extent(from).start === span.start && extent(from).end === span.end ? to : from;
  return {
    range: open.rangeOf(span),
    severity: Information,
    source,
    code: relation.type,
    message: `${flat(from.text)} → ${flat(to.text)}: ${relation.type}`,
    relatedInformation: [
      { location: { uri: open.uri, range: open.rangeOf(extent(other)) }, message: 'the other end' },
    ],
    data: dataOf(open, item),
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
