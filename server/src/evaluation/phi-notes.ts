import * as z from 'zod';
import type { I2b2Document } from '../format/i2b2-2014';
import { phiTypes } from '../format/i2b2-2014-types';
import { phiName } from '../format/phi-names';
import { codePointMap } from '../note/code-points';
import type { Span } from '../note/span';
import { type Category, categories, type Identifier } from '../privacy/identifiers';
import type { MarkedNote } from './marked-note';

/** OTHER: what a corpus marks beyond the identifiers of this project, such as professions. */
export const phiCategories = [...categories, 'OTHER'] as const;
export type PhiCategory = Category | 'OTHER';

/** A marked span. Its offsets are Unicode code points, since rows of spans come without their note. */
export interface PhiSpan extends Span {
  readonly category: PhiCategory;
  /** The TYPE of i2b2 2014, where it is known. */
  readonly type: string | undefined;
  readonly text: string;
}

/** A note as one side marked it. */
export interface PhiNote {
  readonly name: string;
  /** Undefined where only its spans are known. */
  readonly text: string | undefined;
  readonly spans: readonly PhiSpan[];
}

/** What two files of one note have in common: a row of `a/b.txt` is about the same note as the file `a/b.xml`. */
export const stemOf = (name: string): string => name.replace(/\.(txt|note|xml)$/i, '');

const categoryOfName = new Map<string, PhiCategory>(phiCategories.map((category) => [category, category]));

/** What a name of a kind of identifier says: a row that says DATE may mean either, then nothing is known beyond the category. */
function meant(name: string): Pick<PhiSpan, 'category' | 'type'> | undefined {
  const known = phiName(name);
  if (known === undefined) return undefined;
  const own = categoryOfName.get(known);
  if (own !== undefined) return { category: own, type: undefined };
  return { category: categoryOfName.get(phiTypes[known]?.category ?? 'OTHER') ?? 'OTHER', type: known };
}

/** A document of i2b2 2014 as a marked note. */
export function noteOfI2b2(name: string, { text, tags }: I2b2Document): PhiNote {
  const { toCodePoint } = codePointMap(text);
  const spans = tags.map(({ start, end, type }) => ({
    start: toCodePoint(start),
    end: toCodePoint(end),
    category: meant(type)?.category ?? 'OTHER',
    type,
    text: text.slice(start, end),
  }));
  return { name, text, spans };
}

/** A note of any annotated corpus; each fragment is a span. `left`: the types of marks, once a mark, that name no identifier. */
export function noteOfMarks({ name, text, mentions }: MarkedNote): {
  readonly note: PhiNote;
  readonly left: readonly string[];
} {
  const { toCodePoint } = codePointMap(text);
  const left: string[] = [];
  const spans: PhiSpan[] = [];
  for (const { type, spans: fragments } of mentions) {
    const kind = meant(type);
    if (kind === undefined) left.push(type);
    else
      for (const { start, end } of fragments)
        spans.push({
          start: toCodePoint(start),
          end: toCodePoint(end),
          ...kind,
          text: text.slice(start, end),
        });
  }
  return { note: { name, text, spans }, left };
}

/** A note as the finders marked it. */
export function noteOfIdentifiers(name: string, text: string, identifiers: readonly Identifier[]): PhiNote {
  const { toCodePoint } = codePointMap(text);
  const spans = identifiers.map(({ start, end, category }) => ({
    start: toCodePoint(start),
    end: toCodePoint(end),
    category,
    type: undefined,
    text: text.slice(start, end),
  }));
  return { name, text, spans };
}

// No note is longer, and places up to the last one are kept in memory.
const offset = z
  .int()
  .min(0)
  .max(1 << 27);
const row = z.object({
  note: z.string().min(1),
  phi: z.array(z.object({ start: offset, end: offset, category: z.string(), text: z.string() })),
});

/** Why a row cannot be read, without text of the note. */
export interface RowFailure {
  readonly failure: string;
}

/** The rows of `deidentify --spans`, one note each; a TYPE of i2b2 2014, or what others call it, may stand for a category. Empty lines are skipped. */
export function* readPhiRows(jsonl: string): Generator<PhiNote | RowFailure> {
  const lines = jsonl.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [n, line] of lines.entries()) if (line.trim() !== '') yield readRow(line, n + 1);
}

function readRow(line: string, number: number): PhiNote | RowFailure {
  const failed = (why: string): RowFailure => ({ failure: `line ${number}: ${why}` });
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return failed('it is not JSON; a row is one line, as `deidentify --spans` writes it');
  }
  const parsed = row.safeParse(json);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return failed(
      `${place === '' ? 'it' : `its ${place}`} is not as \`deidentify --spans\` writes it: {"note", "phi": [{"start", "end", "category", "text"}]}`,
    );
  }
  const spans: PhiSpan[] = [];
  for (const [n, { start, end, category: name, text }] of parsed.data.phi.entries()) {
    const kind = meant(name);
    if (kind === undefined)
      return failed(`phi.${n}: its category is none of ${phiCategories.join(', ')}, nor a TYPE of i2b2 2014`);
    if (end <= start || [...text].length !== end - start)
      return failed(`phi.${n}: its text is not as long as its span; offsets are Unicode code points`);
    spans.push({ start, end, ...kind, text });
  }
  return { name: parsed.data.note, text: undefined, spans };
}

/** How many spans of one side hold another text than the other side has at their place: then the two are not of one text. */
export function disagreements(gold: PhiNote, predicted: PhiNote): number {
  if (gold.text !== undefined) return unlike(gold.text, predicted.spans);
  if (predicted.text !== undefined) return unlike(predicted.text, gold.spans);
  const known = new Map<number, string>();
  for (const { start, text } of gold.spans) {
    let at = start;
    for (const char of text) known.set(at++, char);
  }
  return predicted.spans.filter(({ start, text }) =>
    [...text].some((char, n) => (known.get(start + n) ?? char) !== char),
  ).length;
}

function unlike(text: string, spans: readonly PhiSpan[]): number {
  const { toUtf16 } = codePointMap(text);
  return spans.filter((span) => text.slice(toUtf16(span.start), toUtf16(span.end)) !== span.text).length;
}
