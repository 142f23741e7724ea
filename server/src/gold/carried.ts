import type { Textbound } from '../format/brat';
import type { Edit } from '../note/edit';
import type { WrittenLine } from './decision';
import { type Held, moveHeld } from './holding';
import { type KeptChange, type KeptLine, keptId, lineSays } from './kept-change';

/** A mention that a step took out or changed, with where it would stand now. */
export interface Carried {
  readonly line: Textbound;
  readonly place: Held;
}

interface Known extends Carried {
  /** Where it stood in which text, when the step was made. */
  readonly home: { readonly text: string; readonly place: Held };
}

/**
 * The mentions of all steps that were made while a note is open. They move with its text as gold does, so that what is
 * turned round stands where it would if it had never been decided.
 */
export function makeCarried() {
  const all = new Map<KeptLine, Known>();
  return {
    of: (line: KeptLine): Carried | undefined => all.get(line),
    /** @param text the note's, in which the line stands there */
    keep(kept: KeptLine | undefined, line: WrittenLine | undefined, text: string): void {
      const value = line && lineSays(line.raw);
      if (kept && line?.place && value?.kind === 'textbound')
        all.set(kept, { line: value, place: line.place, home: { text, place: line.place } });
    },
    /** The lines of a step are others now, which say the same under other ids. */
    renamed(before: readonly KeptChange[], after: readonly KeptChange[]): void {
      for (const [i, change] of before.entries())
        for (const side of ['before', 'after'] as const) {
          const [was, is] = [change[side], after[i]?.[side]];
          const known = was && all.get(was);
          if (known && is)
            all.set(is, { ...known, line: { ...known.line, id: keptId(is) ?? known.line.id } });
        }
    },
    /** @param after the note's text after the edit */
    edit(edit: Edit, after: string): void {
      for (const [kept, { line, place, home }] of all) {
        // A text that is what it was has everything where it was, whatever was done on the way.
        const there = home.text === after ? home.place : moveHeld(place, line, edit, after);
        if (there !== place) all.set(kept, { line, place: there, home });
      }
    },
  };
}

export type AllCarried = ReturnType<typeof makeCarried>;
