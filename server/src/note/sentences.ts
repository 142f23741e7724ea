import { behindLineEnd, isLineEnd, LINE_ENDS, lineEndFrom } from './line-ends';
import type { Span } from './span';

// Words before a full stop that does not end a sentence.
const abbreviation =
  /(?:^|[\s(])(?:[A-Za-z]|dr|drs|mr|mrs|ms|mx|prof|st|sr|jr|rev|hon|vs|no|nos|approx|ca|cf|al|fig|inc|dept|dx|hx|tx|rx|sx|fx|pt|pts|wt|ht|temp|resp|tab|tabs|cap|caps|inj|soln|susp|oz|lb|lbs|cm|mm|ml|mg|mcg|kg|hr|hrs|min|mins|sec|wk|wks|mo|yr|yrs|max|incl|est|ext|tel|e\.g|i\.e|a\.m|p\.m|p\.o|b\.i\.d|t\.i\.d|q\.i\.d|q\.d|q\.h\.s|p\.r\.n|h\.s|i\.v|i\.m|s\.c|q\.\d+h)$/i;
const listItem = /^[ \t]*(?:[-*•‣◦▪+>]|\(?\d{1,2}[.)]|[a-zA-Z][.)]|\[[ xX]?\])[ \t]/;
const field = /^[ \t]*[\p{L}\p{Nd}][\p{L}\p{Nd} /&().'’-]{0,40}:(?:[ \t]|$)/u;
const WRAPPED = 55;

/** Whether a line end between two lines also ends a sentence. Hard-wrapped prose goes on over its line ends. */
function breaks(before: string, after: string): boolean {
  const last = before.trimEnd();
  if (last === '' || after.trim() === '') return true;
  if (/[.!?;:]["')\]]*$/.test(last)) return true;
  if (listItem.test(after) || field.test(after)) return true;
  if (/[|\t]/.test(before) || /[|\t]/.test(after) || / {3,}\S/.test(last.trimStart())) return true;
  const next = after.trimStart();
  if (/,$/.test(last) || /^\p{Ll}/u.test(next)) return false;
  return last.length < WRAPPED;
}

/** Whether white space stands at an offset; quickly told of ASCII. */
function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) : /\s/.test(text.charAt(at));
}

const isTab = (unit: number): boolean => unit === 0x20 || unit === 0x09;
const closes = (unit: number): boolean => unit === 0x22 || unit === 0x27 || unit === 0x29 || unit === 0x5d;
/** How far behind a stop the next sentence starts at most. */
const FAR = 12;
const opens = /^[\p{Lu}\p{Nd}"'([#*•[-]/u;

/** A stop inside a line: does a new sentence start behind it? `end` is the offset after the stop. */
function stops(text: string, from: number, end: number, small: boolean): boolean {
  const mark = text[end - 1];
  if (mark === ';') return false;
  // Closing marks, then white space of the same line.
  let blank = end;
  while (closes(text.charCodeAt(blank))) blank++;
  let next = blank;
  while (isTab(text.charCodeAt(next))) next++;
  const limit = Math.min(end + FAR, text.length);
  if (next === blank || next >= limit || isBlank(text, next)) return false;
  if (!small && !opens.test(text.slice(next, limit))) return mark !== '.';
  if (mark !== '.') return true;
  const before = text.slice(Math.max(from, end - 14), end - 1);
  if (/^\d{1,2}$/.test(text.slice(from, end - 1).trim())) return false; // "1. Aspirin"
  return (
    !abbreviation.test(before) ||
    /\b(?:mg|mcg|ml|cm|mm|kg|a\.m|p\.m|hrs?|mins?|p\.r\.n|b\.i\.d|t\.i\.d|q\.i\.d|q\.d|p\.o|h\.s)$/i.test(
      before,
    )
  );
}

// Where a sentence may end.
const mayEnd = new RegExp(`[.!?;]|${LINE_ENDS}`, 'g');

/**
 * Cuts a run of lines into sentences. A sentence has no white space at its edges; white space between
 * sentences is in none, everything else in exactly one.
 * @param text a block of a note
 * @param from the offset to start at, in UTF-16 code units (after a heading)
 * @returns spans in UTF-16 code units into `text`, in order, not overlapping
 */
export function sentencesOf(text: string, from = 0): Span[] {
  const sentences: Span[] = [];
  const push = (start: number, end: number): void => {
    let [s, e] = [start, end];
    while (s < e && isBlank(text, s)) s++;
    while (e > s && isBlank(text, e - 1)) e--;
    if (s < e) sentences.push({ start: s, end: e });
  };
  // Written without capitals, as nurses do: then a small letter starts a sentence too.
  const small =
    /^[^\p{L}]*\p{Ll}/u.test(text.slice(from, from + 80)) && !/[.!?][ \t]+\p{Lu}\p{Ll}/u.test(text);
  let start = from;
  let lineStart = from;
  for (mayEnd.lastIndex = from; mayEnd.test(text); ) {
    let end = mayEnd.lastIndex;
    if (!isLineEnd(text.charCodeAt(end - 1))) {
      if (stops(text, start, end, small)) {
        push(start, end);
        start = end;
      }
      continue;
    }
    const line = text.slice(lineStart, end - 1);
    end = behindLineEnd(text, end - 1);
    if (breaks(line, text.slice(end, lineEndFrom(text, end)))) {
      push(start, end);
      start = end;
    }
    lineStart = end;
    mayEnd.lastIndex = end;
  }
  push(start, text.length);
  return sentences;
}
