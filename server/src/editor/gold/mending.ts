import type { GoldEntity } from '../../gold/gold';
import type { Span } from '../../note/span';

/** How many places of a text are looked at. */
const MOST = 1_000;

const quoted = (words: string): string =>
  words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');

/**
 * Where the text of broken gold stands now: the place nearest to where it was, the same but for white space; undefined
 * where it is nowhere. UTF-16 code units.
 */
export function movedTo(
  text: string,
  { text: covered, spans }: Pick<GoldEntity, 'text' | 'spans'>,
): Span[] | undefined {
  const pattern = quoted(covered);
  if (pattern === '') return undefined;
  const was = spans[0]?.start ?? 0;
  let best: Span | undefined;
  let looked = 0;
  for (const match of text.matchAll(new RegExp(`(?<![\\p{L}\\p{Nd}])${pattern}(?![\\p{L}\\p{Nd}])`, 'gu'))) {
    if (!best || Math.abs(match.index - was) < Math.abs(best.start - was))
      best = { start: match.index, end: match.index + match[0].length };
    if (++looked >= MOST) break;
  }
  return best && [best];
}
