import type { Span } from '../../note/span';
import type { Textbound } from '../brat';
import { type OffsetUnit, offsetMap, offsetUnits } from '../brat-annotations';
import type { Loss } from './document';
import { coveredText } from './items';

/** An entity as a file has it: spans in the file's unit, with the covered text where the file says it. */
export interface RawEntity {
  readonly id: string;
  readonly type: string;
  readonly spans: readonly Span[];
  readonly text?: string;
}

/** Entities in their places, UTF-16 code units, and what is to be said of them. */
export interface PlacedEntities {
  readonly entities: readonly Textbound[];
  readonly warnings: readonly string[];
  readonly losses: readonly Loss[];
}

const unitNames: Readonly<Record<OffsetUnit, string>> = {
  'code-points': 'code points',
  'code-points-crlf-as-one': 'code points with one for a CRLF',
  'utf-16': 'UTF-16 code units',
  'utf-16-crlf-as-one': 'UTF-16 code units with one for a CRLF',
};

/** How messages call a unit. */
export const unitName = (unit: OffsetUnit): string => unitNames[unit];

const squashed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Puts entities in their places: in the unit in which their covered texts agree with the text, else in the format's
 * own. What has no place in the text is lost; a covered text that disagrees stays with its entity, for `hold` to name.
 */
export function place(text: string, raw: readonly RawEntity[], usual: OffsetUnit): PlacedEntities {
  const said = raw.filter((entity) => entity.text !== undefined);
  const unit = said.length === 0 ? usual : bestUnit(text, said, usual);
  const map = offsetMap(text, unit);
  const warnings =
    unit === usual ? [] : [`its offsets are ${unitName(unit)}, not ${unitName(usual)}; they were converted`];
  const losses: Loss[] = [];
  const entities = raw.flatMap((entity): Textbound[] => {
    const spans = placedSpans(text, entity.spans, map);
    if (!spans) {
      losses.push({ kind: 'place', id: entity.id, why: 'left out: its offsets are not in the text' });
      return [];
    }
    const covered = coveredText(text, spans);
    const agrees = entity.text === undefined || squashed(entity.text) === squashed(covered);
    return [
      {
        kind: 'textbound',
        id: entity.id,
        type: entity.type,
        spans,
        text: agrees ? covered : (entity.text as string),
      },
    ];
  });
  return { entities, warnings, losses };
}

/** Spans in UTF-16 code units, or undefined where the text has no such place: beyond its end, or inside a character. */
export function placedSpans(
  text: string,
  spans: readonly Span[],
  map: ReturnType<typeof offsetMap>,
): Span[] | undefined {
  const placed: Span[] = [];
  const inside = (at: number): boolean => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  for (const { start, end } of spans) {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
      return undefined;
    const span = { start: map.fromFile(start), end: map.fromFile(end) };
    if (map.toFile(span.start) !== start || map.toFile(span.end) !== end) return undefined;
    if (inside(span.start) || inside(span.end)) return undefined;
    placed.push(span);
  }
  return placed.length > 0 ? placed : undefined;
}

/** The unit in which the fewest covered texts disagree with the text; the usual one where others do no better. */
function bestUnit(text: string, said: readonly RawEntity[], usual: OffsetUnit): OffsetUnit {
  let best = { unit: usual, wrong: Number.POSITIVE_INFINITY };
  for (const unit of [usual, ...offsetUnits.filter((one) => one !== usual)]) {
    const map = offsetMap(text, unit);
    const wrong = said.filter((entity) => {
      const spans = placedSpans(text, entity.spans, map);
      return !spans || squashed(coveredText(text, spans)) !== squashed(entity.text ?? '');
    }).length;
    if (wrong < best.wrong) best = { unit, wrong };
    if (wrong === 0) break;
  }
  return best.unit;
}
