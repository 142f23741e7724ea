/** What ends a line of a note, as the source of a class of a regular expression; `\r\n` is one line end. */
export const LINE_ENDS = '[\\n\\r\\f\\u2028\\u2029\\u0085]';
