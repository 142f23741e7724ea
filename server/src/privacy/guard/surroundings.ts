/** A place of a word as its neighbours tell it; undefined where a line, a sign or the text ends on that side. */
export interface Place {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const NOTHING = '\0';
const ANYTHING = '\u0001';
/** As a neighbour: anything may stand there, as in the hole of a template. A letter that no note has. */
export const HOLE = 'ꙮ';

/** Places of words and phrases, found again by what stands beside them. */
export interface Surroundings {
  add(what: string, place: Place): void;
  /**
   * Whether something was added at such a place. What is cut off on a side, as a quotation is, fits whatever
   * stands there.
   */
  has(what: string, place: Place): boolean;
}

export function makeSurroundings(): Surroundings {
  const known = new Set<string>();
  const key = (what: string, before: string, after: string): string => `${what}\0${before}\0${after}`;
  return {
    add(what, { before, after }) {
      const sides = (beside: string | undefined): string[] =>
        beside === undefined ? [NOTHING] : [beside === HOLE ? ANYTHING : beside, NOTHING];
      for (const b of sides(before)) for (const a of sides(after)) known.add(key(what, b, a));
    },
    has(what, { before, after }) {
      const sides = (beside: string | undefined): string[] =>
        beside === undefined ? [NOTHING] : [beside, ANYTHING];
      return sides(before).some((b) => sides(after).some((a) => known.has(key(what, b, a))));
    },
  };
}
