import { chance } from '../server/src/learning/hashing';
import { parseNote } from '../server/src/note/note';
import { overlaps } from '../server/src/note/span';
import type { Finding } from '../server/src/privacy/finders/finding';
import { rulesFind, rulesSee } from '../server/src/privacy/identifiers';
import { isJudged, type Slot } from '../server/src/privacy/learned/features';
import { isAdjacent } from '../server/src/privacy/learned/judge';
import { Masked, type Seen, seenIn, slotsAt } from '../server/src/privacy/learned/seen';
import { isWeak, type Sightings, votesOf } from '../server/src/privacy/learned/sightings';
import { type Lexed, lexed } from '../server/src/privacy/words/lexer';
import type { Marked, TrainingNote } from './identifier-notes';

/** A word of a note with what it shows. */
export interface Case {
  readonly slots: Int32Array;
  readonly isRight: boolean;
  readonly weight: number;
}

export interface Cases {
  /** All words that are judged: whether they identify. */
  readonly identifies: Case[];
  /** Those that do: whether they name a place. */
  readonly isPlace: Case[];
}

// Notes are seen in small letters and in capitals, too, where fewer things tell.
const dresses: readonly { readonly of: (text: string) => string; readonly weight: number }[] = [
  { of: (text) => text, weight: 1 },
  { of: (text) => text.toLowerCase(), weight: 0.25 },
  { of: (text) => text.toUpperCase(), weight: 0.25 },
];

/** A block of a note in one of the dresses. */
interface Dressed {
  readonly own: Lexed;
  readonly lexed: Lexed;
  /** Where it starts in the note. */
  readonly start: number;
  /** What the note's marks are in the block. */
  readonly marks: readonly Marked[] | undefined;
  /** Whether nothing is marked in all of the note. */
  readonly isNobody: boolean;
}

/** What the rules saw in a block, of what they saw in the note. */
function within({ findings, finders }: Sightings, start: number, end: number): Sightings {
  const inside = findings.flatMap((one, n) => (one.start >= start && one.end <= end ? [n] : []));
  return {
    findings: inside.map((n) => {
      const one = findings[n] as Finding;
      return { ...one, start: one.start - start, end: one.end - start };
    }),
    finders: inside.map((n) => finders[n] as number),
  };
}

const isNamed = ({ category }: { readonly category: string }): boolean =>
  category === 'NAME' || category === 'LOCATION';

/** Beside the rules as they are on notes that they were not mended on: who saw what tells. */
function unmendedBlock({ own, lexed: dressed, start }: Dressed, unmended: Sightings | undefined): Seen {
  const sightings =
    unmended && own === dressed ? within(unmended, start, start + own.text.length) : rulesSee(dressed);
  return seenIn(dressed, rulesFind(dressed, sightings), votesOf(dressed.lexemes, sightings));
}

/** Where the rules were mended they find nearly all: of names and places nothing is told. */
const mendedBlock = ({ own, lexed: dressed }: Dressed): Seen =>
  seenIn(
    dressed,
    rulesFind(own).filter((one) => !isNamed(one)),
    undefined,
  );

// Sentences in which nothing identifies are few, and picked since they look as if something did.
const PICKED = 3;

// How much of what is marked is shown as masked to the words beside it, as if found before: in notes that the rules were
// not mended on so many of the words that they missed; in others so many marks whole, and so many by half of their words.
const REVEALED = 0.5;
const WHOLE = 0.35;
const HALF = 0.25;

function reveal(seen: Seen, marks: readonly Marked[], random: () => number): void {
  for (const mark of marks) {
    const dice = random();
    if (!isNamed(mark)) continue;
    seen.lexed.lexemes.forEach((lexeme, i) => {
      if (seen.masked[i] !== 0 || !overlaps(mark, lexeme)) return;
      const shown = seen.votes
        ? random() < REVEALED
        : dice < HALF
          ? random() < REVEALED
          : dice < HALF + WHOLE;
      if (shown) seen.masked[i] = mark.category === 'LOCATION' ? Masked.place : Masked.name;
    });
  }
}

function addBlock(seen: Seen, block: Dressed, random: () => number, weight: number, cases: Cases): void {
  const ruled = seen.masked.slice();
  reveal(seen, block.marks ?? [], random);
  block.lexed.lexemes.forEach((lexeme, i) => {
    if (lexeme.kind !== 'word') return;
    const by = ruled[i] as number;
    // What the rules masked is judged anew where it is told who saw it; what is sure is none to learn from where nobody is.
    const isAnew = block.marks !== undefined && seen.votes !== undefined && by <= Masked.place;
    if (by > 0 && block.isNobody && !isWeak(seen.votes?.[i] ?? 0)) return;
    if (by > 0 ? !isAnew : !isJudged(block.lexed, i) && !isAdjacent(seen, i)) return;
    const mark = block.marks?.find((one) => overlaps(one, lexeme));
    const slots: Slot[] = [];
    slotsAt(seen, i, (slot) => slots.push(slot));
    const at = Int32Array.from(slots);
    cases.identifies.push({ slots: at, isRight: mark !== undefined, weight });
    if (mark) cases.isPlace.push({ slots: at, isRight: mark.category === 'LOCATION', weight });
  });
}

/** Adds what the words of a note show. @param seed of the chance by which marks are shown */
export function addCases(
  { text, marks, isMended, unmended }: TrainingNote,
  seed: number,
  cases: Cases,
): void {
  for (const { of, weight } of dresses) {
    const dress = of(text);
    if (dress.length !== text.length) continue;
    const random = chance(seed);
    for (const { start, block } of parseNote(text).blocks) {
      const end = start + block.text.length;
      const own = lexed(block.text);
      const dressed: Dressed = {
        own,
        lexed: dress === text ? own : lexed(dress.slice(start, end)),
        start,
        isNobody: marks?.length === 0,
        marks: marks
          ?.filter((mark) => overlaps(mark, { start, end }))
          .map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start })),
      };
      const share = dressed.isNobody ? PICKED * weight : weight;
      addBlock(
        isMended ? mendedBlock(dressed) : unmendedBlock(dressed, unmended),
        dressed,
        random,
        share,
        cases,
      );
    }
  }
}
