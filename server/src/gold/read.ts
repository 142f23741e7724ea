import { type BratDocument, formatBrat, type Textbound } from '../format/brat';
import { type OffsetMap, type OffsetUnit, offsetMap, offsetUnitOf } from '../format/brat-annotations';
import type { Edit } from '../note/edit';
import type { Span } from '../note/span';
import type { Gold } from './gold';
import { hold, moveHeld } from './holding';
import { type GoldLine, type Lookup, lookupOf } from './lookup';
import { once } from './once';
import { type Places, placesOf, placesOnceSaved } from './places';
import { viewsOf } from './views';

/** How offsets of the note as the editor holds it and of its file belong together. */
export interface Maps {
  readonly places: Places;
  readonly offsets: OffsetMap;
}

/** The note that gold speaks of. */
interface Ground {
  readonly unit: OffsetUnit;
  readonly text: string;
  /** The text of the note's file as last read; undefined where there is none. */
  readonly file: string | undefined;
  /** Worked out when it is asked for, once for all gold of this text. */
  readonly maps: () => Maps;
}

/** Gold with what it is made of; only this room looks inside. */
export interface GoldState extends Ground {
  /** The lines, where what moved since is still written as it was. */
  readonly lines: readonly GoldLine[];
  /** Whether lines may be written as they were before an edit or another way to end lines. */
  readonly moved: boolean;
  readonly lookup: () => Lookup;
}

const states = new WeakMap<Gold, GoldState>();

/** What gold is made of. @throws for gold that this room has not made */
export function stateOf(gold: Gold): GoldState {
  const state = states.get(gold);
  if (!state) throw new Error('gold of another make');
  return state;
}

/** Gold of these parts; what it shows is worked out when it is asked for. */
export function makeGold(parts: Omit<GoldState, 'lookup'>, known?: Lookup): Gold {
  const state = { ...parts, lookup: once(() => known ?? lookupOf(parts.lines)) };
  const now = once(() => ({ lines: settle(state).lines }));
  const gold = viewsOf({ ...state, document: now });
  states.set(gold, state);
  return gold;
}

const groundOf = (text: string, file: string | undefined, unit: OffsetUnit): Ground => ({
  text,
  file,
  unit,
  maps: once(() => {
    const places = (file !== undefined && placesOf(text, file)) || placesOnceSaved(text, file);
    return { places, offsets: offsetMap(places.file, unit) };
  }),
});

/** Spans of the note, UTF-16 code units, as the file counts them. */
export function toFile(maps: Maps, spans: readonly Span[]): Span[] {
  const at = (offset: number): number => maps.offsets.toFile(maps.places.toFile(offset));
  return spans.map(({ start, end }) => ({ start: at(start), end: at(end) }));
}

/** Spans as the file counts them, in UTF-16 code units of the note. */
export function fromFile(maps: Maps, spans: readonly Span[]): Span[] {
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
  const ground = groundOf(text, file, unit);
  const maps = ground.maps();
  const last = maps.offsets.toFile(maps.places.file.length);
  const lines = document.lines.map((line): GoldLine => {
    const { raw, value } = line;
    if (value.kind !== 'textbound') return line;
    const beyond = value.spans.some((span) => span.end > last);
    return { raw, end: line.end, value, place: hold(text, fromFile(maps, value.spans), value, beyond) };
  });
  return makeGold({ ...ground, lines, moved: false });
}

/** Gold after an edit of the note. @param after the note's text after it */
export function editGold(gold: Gold, edit: Edit, after: string): Gold {
  const { lines, file, unit, lookup } = stateOf(gold);
  const moved = lines.map((line) => {
    const { raw, end, value, place } = line;
    if (value.kind !== 'textbound' || !place) return line;
    const there = moveHeld(place, value, edit, after);
    return there === place ? line : { raw, end, value, place: there };
  });
  const ground = groundOf(after, file, unit);
  return makeGold({ ...ground, lines: moved, moved: true }, lookup().moved(moved));
}

/** The same gold, once the note's file is another one: saved, or with other line ends. */
export function withFile(gold: Gold, file: string | undefined): Gold {
  const { lines, text, unit, ...state } = stateOf(gold);
  if (state.file === file) return gold;
  return makeGold({ ...groundOf(text, file, unit), lines, moved: true }, state.lookup());
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

/** A line as it would be written now. */
export function settledLine(maps: Maps, text: string, line: GoldLine): GoldLine {
  const { value, place, end } = line;
  if (value.kind !== 'textbound' || !place) return line;
  const beyond = place.broken === 'place' && equal(fromFile(maps, value.spans), place.spans);
  if (beyond || equal(toFile(maps, place.spans), value.spans)) return line;
  const spans = toFile(
    maps,
    place.spans.map((span) => visible(text, span)),
  );
  const fresh: Textbound = { ...value, spans };
  return { raw: formatBrat(fresh), end, value: fresh, place };
}

/** Writes down what moved: only lines whose offsets are others now become new ones. */
function settle(state: GoldState): GoldState {
  if (!state.moved) return state;
  const maps = state.maps();
  const lines = state.lines.map((line) => settledLine(maps, state.text, line));
  return { ...state, lines, moved: false };
}

/** Gold whose lines are as they would be written now. */
export function settledGold(gold: Gold): Gold {
  const state = stateOf(gold);
  if (!state.moved) return gold;
  const settled = settle(state);
  return makeGold(settled, state.lookup().moved(settled.lines));
}
