import { type BratDocument, type BratLine, formatBrat, type Textbound } from '../format/brat';
import { type OffsetMap, type OffsetUnit, offsetMap, offsetUnitOf } from '../format/brat-annotations';
import type { Edit } from '../note/edit';
import type { Span } from '../note/span';
import type { Gold } from './gold';
import { type Held, hold, moveHeld } from './holding';
import { type Places, placesOf, placesOnceSaved } from './places';
import { viewsOf } from './views';

/** Gold with what it is made of; only this room looks inside. */
export interface GoldState {
  /** The lines, where what moved since is still written as it was. */
  readonly lines: readonly BratLine[];
  readonly unit: OffsetUnit;
  readonly text: string;
  /** The text of the note's file as last read; undefined where there is none. */
  readonly file: string | undefined;
  /** Where each mention stands. */
  readonly held: ReadonlyMap<Textbound, Held>;
  /** Whether lines may be written as they were before an edit or another way to end lines. */
  readonly moved: boolean;
}

const states = new WeakMap<Gold, GoldState>();

/** What gold is made of. @throws for gold that this room has not made */
export function stateOf(gold: Gold): GoldState {
  const state = states.get(gold);
  if (!state) throw new Error('gold of another make');
  return state;
}

/** Gold of these parts; what it shows is worked out when it is asked for. */
export function makeGold(state: GoldState): Gold {
  let settled: GoldState | undefined;
  const now = (): GoldState => {
    settled ??= settle(state);
    return settled;
  };
  const gold = viewsOf({
    unit: state.unit,
    lines: state.lines,
    held: state.held,
    document: () => ({ lines: now().lines }),
  });
  states.set(gold, state);
  return gold;
}

/** The unit of a file's offsets as the text of the note's file stands now. */
export function mapOf({ text, file, unit }: Pick<GoldState, 'text' | 'file' | 'unit'>): {
  readonly places: Places;
  readonly offsets: OffsetMap;
} {
  const places = (file !== undefined && placesOf(text, file)) || placesOnceSaved(text, file);
  return { places, offsets: offsetMap(places.file, unit) };
}

/** Spans of the note, UTF-16 code units, as the file counts them. */
export function toFile(maps: ReturnType<typeof mapOf>, spans: readonly Span[]): Span[] {
  const at = (offset: number): number => maps.offsets.toFile(maps.places.toFile(offset));
  return spans.map(({ start, end }) => ({ start: at(start), end: at(end) }));
}

/** Spans as the file counts them, in UTF-16 code units of the note. */
export function fromFile(maps: ReturnType<typeof mapOf>, spans: readonly Span[]): Span[] {
  const at = (offset: number): number => maps.places.fromFile(maps.offsets.fromFile(offset));
  return spans.map(({ start, end }) => ({ start: at(start), end: at(end) }));
}

/**
 * Reads gold of a note. The unit of the offsets is found by which of them makes the covered texts agree.
 * @param text the note as the editor holds it: with the lines of `file`, or with unsaved changes
 * @param file the text of the note's file, with its byte order mark; undefined where there is none
 */
export function readGold(document: BratDocument, text: string, file: string | undefined): Gold {
  const { unit } = offsetUnitOf(document, file ?? text);
  const maps = mapOf({ text, file, unit });
  const end = maps.offsets.toFile(maps.places.file.length);
  const held = new Map<Textbound, Held>();
  for (const { value } of document.lines) {
    if (value.kind !== 'textbound') continue;
    const beyond = value.spans.some((span) => span.end > end);
    held.set(value, hold(text, fromFile(maps, value.spans), value, beyond));
  }
  return makeGold({ lines: document.lines, unit, text, file, held, moved: false });
}

/** Gold after an edit of the note. @param after the note's text after it */
export function editGold(gold: Gold, edit: Edit, after: string): Gold {
  const state = stateOf(gold);
  const held = new Map<Textbound, Held>();
  for (const [line, was] of state.held) held.set(line, moveHeld(was, line, edit, after));
  return makeGold({ ...state, text: after, held, moved: true });
}

/** The same gold, once the note's file is another one: saved, or with other line ends. */
export function withFile(gold: Gold, file: string | undefined): Gold {
  const state = stateOf(gold);
  return state.file === file ? gold : makeGold({ ...state, file, moved: true });
}

/** A span that a file can hold: of one character at least, where the text has one. */
function visible(text: string, { start, end }: Span): Span {
  if (start < end || text === '') return { start, end };
  const from = start < text.length ? start : start - 1;
  const unit = text.charCodeAt(from);
  if (unit >= 0xd800 && unit <= 0xdbff && from + 1 < text.length) return { start: from, end: from + 2 };
  const back = unit >= 0xdc00 && unit <= 0xdfff && from > 0 ? 1 : 0;
  return { start: from - back, end: from + 1 };
}

const equal = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length && a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end);

/** Writes down what moved: only lines whose offsets are others now become new ones. */
export function settle(state: GoldState): GoldState {
  if (!state.moved) return state;
  const maps = mapOf(state);
  const held = new Map<Textbound, Held>();
  const lines = state.lines.map((line) => {
    const { value } = line;
    const stands = value.kind === 'textbound' && state.held.get(value);
    if (!stands) return line;
    const beyond = stands.broken === 'place' && equal(fromFile(maps, value.spans), stands.spans);
    if (beyond || equal(toFile(maps, stands.spans), value.spans)) {
      held.set(value, stands);
      return line;
    }
    const spans = toFile(
      maps,
      stands.spans.map((span) => visible(state.text, span)),
    );
    const fresh: Textbound = { ...value, spans };
    held.set(fresh, stands);
    return { raw: formatBrat(fresh), end: line.end, value: fresh };
  });
  return { ...state, lines, held, moved: false };
}

/** Gold whose lines are as they would be written now. */
export function settledGold(gold: Gold): Gold {
  const state = stateOf(gold);
  return state.moved ? makeGold(settle(state)) : gold;
}
