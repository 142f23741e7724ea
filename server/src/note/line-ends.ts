/** What ends a line of a note, as the source of a class of a regular expression; `\r\n` is one line end. */
export const LINE_ENDS = '[\\n\\r\\f\\u2028\\u2029\\u0085]';

/** Whether a UTF-16 code unit ends a line, as `LINE_ENDS` has it; of CRLF, both units do. */
export const isLineEnd = (unit: number): boolean =>
  unit === 0x0a || unit === 0x0d || unit === 0x0c || unit === 0x2028 || unit === 0x2029 || unit === 0x85;

const lineEnd = new RegExp(LINE_ENDS, 'g');

/** Where the line that an offset is in ends, without its line end: a pattern runs along a text faster than code does. */
export function lineEndFrom(text: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.test(text) ? lineEnd.lastIndex - 1 : text.length;
}

/** Where the line end that starts at an offset ends. */
export const behindLineEnd = (text: string, at: number): number =>
  text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
