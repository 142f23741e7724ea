import type { Span } from '../../note/span';
import type { Turn } from '../../task/engine';
import type { OpenNote } from '../open-note';

/** Where a note is, as far as the client tells: in the editor that has the focus, in another one, or behind others. */
export type OnScreen = 'focused' | 'visible' | 'hidden';

/** How much of a note a question is about. */
export type About = Span | 'whole';

/** What the user wished for by name goes first, then what is looked at, then what may be looked at soon. */
const base: Readonly<Record<OnScreen | 'wished', number>> = { wished: 0, focused: 3, visible: 6, hidden: 9 };

/** UTF-16 code units between what a question is about and what is on the screen. */
const distance = ({ start, end }: Span, { visible }: OpenNote): number =>
  Math.max(0, visible.start - end, start - visible.end);

/**
 * When something is asked about an open note: first what is on the screen, then the rest of the note from there
 * outwards, and what hangs on all of it at the end.
 */
export function turnOf(open: OpenNote, isWished: boolean, about: About): Turn {
  const rank = base[isWished ? 'wished' : open.onScreen];
  if (about === 'whole') return { rank: rank + 2, distance: 0 };
  const away = distance(about, open);
  // Of a note that is not on the screen, nothing is.
  const isSeen = away === 0 && open.onScreen !== 'hidden';
  return { rank: rank + (isSeen ? 0 : 1), distance: away };
}
