import { type DocumentSymbol, type FoldingRange, FoldingRangeKind, SymbolKind } from 'vscode-languageserver';
import type { BratDocument, BratValue } from '../../format/brat';
import { quoted } from './faults/fault';
import { type Ids, idOf, targetsOf } from './ids';
import type { OpenStandoff } from './open-standoff';

/** Outlines of more lines than this are of no use to anybody. */
const MOST_SYMBOLS = 10_000;

const MOST_TARGETS = 8;
/** Of the lines that name an id, so many are looked at: one id may be borne and named by thousands. */
const MOST_NAMING = 64;

/** What the outline shows: stretches, events and relations. Attributes stand with what they are said of. */
export function symbolsIn({ document, ids, rangeIn }: OpenStandoff): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  document.lines.forEach(({ value }, line) => {
    if (symbols.length >= MOST_SYMBOLS) return;
    if (value.kind !== 'textbound' && value.kind !== 'event' && value.kind !== 'relation') return;
    const range = rangeIn(line);
    symbols.push({
      name: `${value.id} ${value.type}`,
      detail: detailOf(document, ids, value),
      kind: kinds[value.kind],
      range,
      selectionRange: range,
    });
  });
  return symbols;
}

const kinds = {
  textbound: SymbolKind.Field,
  event: SymbolKind.Event,
  relation: SymbolKind.Interface,
} as const;

function detailOf({ lines }: BratDocument, ids: Ids, value: BratValue): string {
  const id = idOf(value) ?? '';
  const naming = ids.namedAt(id).slice(0, MOST_NAMING);
  const attributes = naming.flatMap((line) => {
    const other = lines[line]?.value;
    if (other?.kind !== 'attribute') return [];
    return [other.value === true ? other.type : other.value];
  });
  const said =
    value.kind === 'textbound' ? quoted(value.text) : targetsOf(value).slice(0, MOST_TARGETS).join(' → ');
  return [said, ...attributes.slice(0, MOST_TARGETS)].join(' · ');
}

/** One fold for each line with what hangs on it, as far as that follows it without a gap. */
export function foldingIn({ lines }: BratDocument): FoldingRange[] {
  const folds: FoldingRange[] = [];
  for (let first = 0; first < lines.length; first++) {
    const id = idOf(lines[first]?.value ?? { kind: 'unread' });
    if (id === undefined) continue;
    const group = new Set([id]);
    let last = first;
    for (let value = lines[last + 1]?.value; value; value = lines[last + 1]?.value) {
      if (!targetsOf(value).some((target) => group.has(target))) break;
      const next = idOf(value);
      if (next !== undefined) group.add(next);
      last++;
    }
    if (last > first) folds.push({ startLine: first, endLine: last, kind: FoldingRangeKind.Region });
    first = last;
  }
  return folds;
}
