import type { Note } from '../../note/note';
import { lowerBound, overlaps, type Span, slice } from '../../note/span';
import type { Identifier } from '../../privacy/identifiers';
import type { CountTokens } from './tokens';

/** How the tokens of a window are shared out. */
export interface Room {
  /** For the text of the window itself. */
  readonly own: number;
  /** For what stands before it, and for what stands behind it. */
  readonly neighbour: number;
  readonly heading: number;
}

const NEIGHBOUR = { share: 0.05, most: 48 };
const HEADING = { share: 0.04, most: 24 };
/** What the edges of a text may cost beside its words. */
const EDGES = 2;

/** @param tokens what a window may take with all that stands around it */
export function roomFor(tokens: number): Room {
  const of = ({ share, most }: typeof HEADING): number => Math.floor(Math.min(most, tokens * share));
  const neighbour = of(NEIGHBOUR);
  const heading = of(HEADING);
  return { own: Math.max(1, tokens - 2 * neighbour - heading - EDGES), neighbour, heading };
}

// The longest placeholders of each kind, as `privacy/` writes them.
const NAME = ['[**Known firstname 99999**]'];
const NAMES = ['[**Known lastname 99999**], [**Known firstname 99999**]'];
const DATE = ['[**2151-12-26 23:59**]', '[**September**]', '[**Wednesday**]', '[**Holiday 99999**]'];
const OTHER = [
  '[**Social Security Number 99999**]',
  '[**Medical Record Number 99999**]',
  '[**University/College 99999**]',
  '[**Vehicle Identifier 99999**]',
  '[**Numeric Identifier 99999**]',
  '[**Telephone/Fax 99999**]',
  '[**E-mail address 99999**]',
  '[**Street Address 99999**]',
  '[**Pager number 99999**]',
  '[**Serial Number 99999**]',
  '[**Age over 90 **]',
];
/** By how much the tokens of a word may differ with what stands next to it. */
const JOINT = 2;

const placeholders = new WeakMap<CountTokens, (identifier: Identifier, text: string) => number>();

/** How many tokens more than what identifies the patient the placeholder for it may take, at most. */
export function placeholderTokens(count: CountTokens): (identifier: Identifier, text: string) => number {
  let known = placeholders.get(count);
  if (!known) {
    const most = (texts: readonly string[]): number => Math.max(...texts.map(count));
    const [name, names, date, other] = [most(NAME), most(NAMES), most(DATE), most(OTHER)];
    known = ({ start, end, category }, text) => {
      const covered = text.slice(start, end);
      const ofName = /[^\p{L}\p{M}]/u.test(covered) ? names : name;
      const placeholder = category === 'NAME' ? ofName : category === 'DATE' ? date : other;
      return Math.max(0, placeholder - Math.max(0, count(covered) - JOINT));
    };
    placeholders.set(count, known);
  }
  return known;
}

/** The words of a span next to one of its ends that take at most so many tokens, with placeholders; undefined where none do. */
export function clip(
  { text }: Note,
  span: Span,
  near: 'start' | 'end',
  limit: number,
  count: CountTokens,
  identifiers: readonly Identifier[],
): Span | undefined {
  const more = placeholderTokens(count);
  /** The part with all of what it holds that identifies the patient, if that is not too much. */
  const fitting = (part: Span): Span | undefined => {
    let { start, end } = part;
    let tokens = 0;
    for (let i = Math.max(0, lowerBound(identifiers, part.start) - 1); i < identifiers.length; i++) {
      const identifier = identifiers[i] as Identifier;
      if (identifier.start >= part.end) break;
      if (!overlaps(identifier, part)) continue;
      start = Math.min(start, identifier.start);
      end = Math.max(end, identifier.end);
      tokens += more(identifier, text);
    }
    return tokens + count(text.slice(start, end)) <= limit ? { start, end } : undefined;
  };
  const words = [...slice(text, span).matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: span.start + index,
    end: span.start + index + word.length,
  }));
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  const whole = { start: first.start, end: last.end };
  let best = fitting(whole);
  if (best) return best;
  for (const { start, end } of near === 'end' ? words.reverse() : words) {
    const longer = fitting(near === 'end' ? { ...whole, start } : { ...whole, end });
    if (!longer) break;
    best = longer;
  }
  return best;
}
