import type { Note, PlacedBlock } from '../../note/note';
import { lowerBound, type Span, slice } from '../../note/span';
import type { Identifier } from '../../privacy/identifiers';
import type { Window } from '../../task/engine';
import { clip, placeholderTokens, type Room, roomFor } from './around';
import { boundariesOf, type Hash, hashOf, joinHash, LONG } from './boundaries';
import { cutsOf } from './cuts';
import { type CountTokens, estimateTokens } from './tokens';

/** What a note is cut by. */
export interface Cutting {
  /** What identifies the patient, sorted: never cut, and counted as the placeholders that stand for it. */
  readonly identifiers?: readonly Identifier[];
  /** How the model counts; an estimate where it does not say. */
  readonly count?: CountTokens | undefined;
}

/** A piece of a note, from a place where a window may start to the next one; in code units of the note. */
interface Unit {
  readonly start: number;
  end: number;
  readonly rank: number;
  readonly inside: boolean;
  tokens: number;
  hash: Hash;
}

/** Whether a block starts within a sentence, since the line is longer than a block may be. */
const goesOn = (before: PlacedBlock | undefined): boolean =>
  before !== undefined && !/(?:[\n\r\u2028\u2029]|[.!?]["')\]]*[ \t]+)$/.test(before.block.text.slice(-20));

const isBareHeading = (before: PlacedBlock | undefined): boolean =>
  before?.block.heading !== undefined && before.block.sentences.length === 0;

/** The pieces of a note: a place within what identifies the patient is none. */
function unitsOf(note: Note, room: Room, { identifiers = [], count = estimateTokens }: Cutting): Unit[] {
  const { usual, crowded } = boundariesOf(room.own, count);
  const more = placeholderTokens(count);
  const units: Unit[] = [];
  let [passed, counted] = [0, 0];
  for (const [i, { start, end, block }] of note.blocks.entries()) {
    const before = note.blocks[i - 1];
    let extra = 0;
    for (let one = identifiers[counted]; one && one.start < end; one = identifiers[++counted])
      extra += more(one, note.text);
    const find = extra > room.own * (1 - LONG) ? crowded : usual;
    for (const { at, rank, inside, tokens, hash } of find(block)) {
      const place = start + at;
      while ((identifiers[passed]?.end ?? Number.POSITIVE_INFINITY) <= place) passed++;
      const last = units.at(-1);
      if (last && (identifiers[passed]?.start ?? Number.POSITIVE_INFINITY) < place) {
        last.tokens += tokens;
        last.hash = joinHash(last.hash, hash);
        continue;
      }
      if (last) last.end = place;
      const cutsLine = at === 0 && goesOn(before);
      // A heading stays with what follows it.
      const less = cutsLine ? 4 : at === 0 && isBareHeading(before) ? 3 : 0;
      units.push({
        start: place,
        end: note.text.length,
        rank: rank - less,
        inside: inside || cutsLine,
        tokens,
        hash,
      });
    }
  }
  let holder = 0;
  for (const identifier of identifiers) {
    while ((units[holder]?.end ?? Number.POSITIVE_INFINITY) <= identifier.start) holder++;
    const unit = units[holder];
    if (unit) unit.tokens += more(identifier, note.text);
  }
  return units;
}

const sectionAt = (note: Note, offset: number) =>
  note.sections[Math.max(0, lowerBound(note.sections, offset + 1) - 1)];

/** The window over some units, with what stands around it: never anything of another section. */
function windowOf(
  note: Note,
  units: readonly Unit[],
  from: number,
  to: number,
  room: Room,
  { identifiers = [], count = estimateTokens }: Cutting,
): Window {
  const { start, inside } = units[from] as Unit;
  const { end } = units[to - 1] as Unit;
  const around = (span: Span, near: 'start' | 'end', limit: number): Span | undefined =>
    span.start < span.end ? clip(note, span, near, limit, count, identifiers) : undefined;

  const opens = sectionAt(note, start);
  let heading: Span | undefined;
  let before: Span | undefined;
  if (opens && opens.start < start) {
    heading = opens.heading && around(opens.heading, 'start', room.heading);
    let first = from - 1;
    while (first > 0 && units[first]?.inside) first--;
    const since = Math.max(opens.body, units[first]?.start ?? 0);
    before = around({ start: since, end: start }, 'end', room.neighbour);
  }
  const closes = sectionAt(note, end - 1);
  let last = to;
  while (units[last + 1]?.inside) last++;
  const until = Math.min(closes?.end ?? end, units[last]?.end ?? end);
  const after = around({ start: end, end: until }, 'start', room.neighbour);

  let { low, high }: Hash = hashOf('');
  for (let i = from; i < to; i++) ({ low, high } = joinHash({ low, high }, (units[i] as Unit).hash));
  for (const span of [heading, before, after]) {
    ({ low, high } = joinHash({ low, high }, hashOf(span ? slice(note.text, span) : '')));
  }
  const key = low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0');
  const firstBlock = Math.max(0, lowerBound(note.blocks, start + 1) - 1);
  const blocks = note.blocks.slice(firstBlock, lowerBound(note.blocks, end));
  return { start, end, blocks, key, heading, before, after, cutsSentence: inside };
}

/**
 * Cuts a note into windows of whole sentences, which cover it. Where a window ends depends on what stands there, not
 * on how much came before (see `cutsOf`), so the windows far from an edit stay, and their keys with them. A key
 * depends on the text of the window and of what stands around it, not on its place.
 * @param tokens what a window may take as it is sent, with all that stands around it. A sentence that takes more is
 * cut, at the end of a clause if it can be; what identifies the patient never is, and one sign may exceed it.
 */
export function windowsOf(note: Note, tokens: number, cutting: Cutting = {}): Window[] {
  const room = roomFor(tokens);
  const units = unitsOf(note, room, cutting);
  const starts = cutsOf(units, room.own);
  return starts.map((from, i) => windowOf(note, units, from, starts[i + 1] ?? units.length, room, cutting));
}

/** What a person should know where sentences were cut, so many times in all. */
export const cutNotice = (cuts: number): string =>
  `${cuts === 1 ? 'Once' : `${cuts} times`} a sentence was longer than the model can be asked about at once, and was read in parts; what crosses a cut may be missing.`;

/** Makes a place of an offset: places within a word hang on the size of a window. Gives the unit that starts there. */
function splitAt(units: Unit[], offset: number): number {
  const next = lowerBound(units, offset);
  const unit = units[next - 1];
  if (!unit || unit.end <= offset) return next;
  units.splice(next - 1, 1, { ...unit, end: offset }, { ...unit, start: offset });
  return next;
}

/** The parts of a window, each of which takes at most so many tokens, by the rules of `windowsOf`. */
export function partsOf(note: Note, { start, end }: Span, tokens: number, cutting: Cutting): Window[] {
  const room = roomFor(tokens);
  const units = unitsOf(note, room, cutting);
  const first = splitAt(units, start);
  const past = splitAt(units, end);
  const starts = cutsOf(units.slice(first, past), room.own).map((i) => first + i);
  return starts.map((from, i) => windowOf(note, units, from, starts[i + 1] ?? past, room, cutting));
}
