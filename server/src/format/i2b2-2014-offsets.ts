import type { Span } from '../note/span';

/** A tag of PHI; UTF-16 code units of the document's text. */
export interface PhiTag extends Span {
  readonly id: string;
  /** One of `phiTypes`. */
  readonly type: string;
  /** What an annotator wrote beside it. */
  readonly comment?: string;
}

/** A tag as its attributes say it. */
export interface RawTag {
  readonly type: string;
  readonly id?: string;
  readonly start?: string;
  readonly end?: string;
  readonly text?: string;
  readonly comment?: string;
}

/** A unit that offsets may be in: how much of it a code point takes. */
interface Unit {
  readonly name: string;
  readonly width: (codePoint: number) => number;
}

const codePoints: Unit = { name: 'code points', width: () => 1 };
const others: readonly Unit[] = [
  { name: 'UTF-16 code units', width: (point) => (point > 0xffff ? 2 : 1) },
  {
    name: 'bytes of UTF-8',
    width: (point) => (point > 0xffff ? 4 : point > 0x7ff ? 3 : point > 0x7f ? 2 : 1),
  },
];
const crlf: Unit = { name: 'code points with two for a line end', width: (point) => (point === 10 ? 2 : 1) };

/** The tags in their places, and what is to be said of those that do not fit. */
interface Placed {
  readonly tags: PhiTag[];
  readonly warnings: string[];
}

/**
 * Tags with their spans in UTF-16 code units of the text. Another unit than code points is taken only where it alone
 * makes the text of every tag agree.
 * @param isCrlf whether every line of the file ended with CRLF, of which a parser left LF
 */
export function placed(text: string, tags: readonly RawTag[], isCrlf: boolean): Placed {
  const usual = inUnit(text, tags, codePoints);
  if (usual.lost.length + usual.wrong.length === 0) return { tags: usual.spans, warnings: [] };
  if (tags.every((tag) => tag.text !== undefined)) {
    for (const unit of isCrlf ? [...others, crlf] : others) {
      const other = inUnit(text, tags, unit);
      if (other.lost.length + other.wrong.length > 0) continue;
      return {
        tags: other.spans,
        warnings: [`its offsets are ${unit.name}, not code points; they were converted`],
      };
    }
  }
  const warnings: string[] = [];
  if (usual.wrong.length > 0)
    warnings.push(
      `the place of ${list(usual.wrong, tags)} does not hold what the tag says; its offsets are taken as they stand: check them`,
    );
  if (usual.lost.length > 0)
    warnings.push(
      `${list(usual.lost, tags)}: no such place in the text, so it is left out: mend its offsets`,
    );
  return { tags: usual.spans, warnings };
}

interface InUnit {
  readonly spans: PhiTag[];
  /** Tags without a place in the text. */
  readonly lost: readonly RawTag[];
  /** Tags whose text is another than that of their place. */
  readonly wrong: readonly RawTag[];
}

function inUnit(text: string, tags: readonly RawTag[], unit: Unit): InUnit {
  const wanted = tags.flatMap(({ start, end }) => [offset(start), offset(end)]);
  const places = placesOf(text, wanted, unit);
  const spans: PhiTag[] = [];
  const [lost, wrong]: [RawTag[], RawTag[]] = [[], []];
  for (const tag of tags) {
    const [start, end] = [places.get(offset(tag.start)), places.get(offset(tag.end))];
    if (start === undefined || end === undefined || start >= end) {
      lost.push(tag);
      continue;
    }
    const comment = tag.comment === undefined ? {} : { comment: tag.comment };
    spans.push({ start, end, id: tag.id ?? '', type: tag.type, ...comment });
    if (tag.text !== undefined && squashed(tag.text) !== squashed(text.slice(start, end))) wrong.push(tag);
  }
  return { spans, lost, wrong };
}

const offset = (value: string | undefined): number =>
  value !== undefined && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : -1;

/** A parser makes line ends in an attribute spaces. */
const squashed = (text: string): string => text.replace(/\s+/g, ' ');

/** Where offsets in a unit lie, in UTF-16 code units, in one walk; none for those beyond the end or inside a character. */
function placesOf(text: string, wanted: readonly number[], { width }: Unit): Map<number, number> {
  const places = new Map<number, number>();
  const sorted = [...new Set(wanted)].filter((at) => at >= 0).sort((a, b) => a - b);
  let [next, units, at] = [0, 0, 0];
  while (next < sorted.length) {
    const target = sorted[next] as number;
    if (target <= units) {
      if (target === units) places.set(target, at);
      next++;
    } else if (at >= text.length) break;
    else {
      const point = text.codePointAt(at) as number;
      units += width(point);
      at += point > 0xffff ? 2 : 1;
    }
  }
  return places;
}

const SHOWN = 10;

/** The ids of some of the tags. An id is the file's own: only what looks like one is repeated. */
function list(some: readonly RawTag[], tags: readonly RawTag[]): string {
  const names = some
    .slice(0, SHOWN)
    .map((tag) =>
      tag.id !== undefined && /^[A-Za-z]{0,8}\d{1,8}$/.test(tag.id)
        ? tag.id
        : `number ${tags.indexOf(tag) + 1}`,
    );
  const more = some.length - names.length;
  return `tag${some.length === 1 ? '' : 's'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
