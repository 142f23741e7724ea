import type { Span } from '../../note/span';
import type { Category } from '../identifiers';

/** An identifier that a finder saw in a block; offsets in UTF-16 code units of the block. */
export interface Finding extends Span {
  readonly category: Category;
  readonly kind: string;
}

/** How many digits a text holds. */
export function digitsIn(text: string): number {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x30 && unit <= 0x39) digits++;
  }
  return digits;
}

/** Where a sticky pattern that starts at `at` ends, or -1. */
export function stick(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/**
 * All matches of a global pattern as findings. A pattern with the group `value` (and the flag `d`)
 * marks only what that group covers.
 */
export function matches(
  text: string,
  pattern: RegExp,
  category: Category,
  kind: string,
  keep: (match: RegExpExecArray) => boolean = () => true,
): Finding[] {
  const found: Finding[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex++;
    else if (keep(match)) {
      const range = match.indices?.groups?.value ?? [match.index, match.index + match[0].length];
      if (range[1] > range[0]) found.push({ start: range[0], end: range[1], category, kind });
    }
  }
  return found;
}
