import type { OpenNote } from '../open-note';
import type { Visible } from '../protocol';

/**
 * Keeps what of the notes is on the screen. A client that tells nothing has the note in focus that was opened or
 * edited last.
 */
export function makeOnScreen(notes: ReadonlyMap<string, OpenNote>) {
  let tells = false;
  const focus = (open: OpenNote): void => {
    for (const other of notes.values()) if (other.onScreen === 'focused') other.onScreen = 'visible';
    open.onScreen = 'focused';
  };
  return {
    /** A note was opened or edited. */
    used(open: OpenNote): void {
      if (!tells) focus(open);
    },
    /** Takes what a client tells. */
    tell({ uri, ranges, focused }: Visible): void {
      const open = notes.get(uri);
      if (!open) return;
      if (focused !== undefined) tells = true;
      if (ranges.length === 0) {
        open.onScreen = 'hidden';
        return;
      }
      const spans = ranges.map((range) => open.spanOf(range));
      open.visible = {
        start: Math.min(...spans.map((span) => span.start)),
        end: Math.max(...spans.map((span) => span.end)),
      };
      if (focused === true) focus(open);
      else if (open.onScreen === 'hidden' || focused === false) open.onScreen = 'visible';
    },
  };
}
