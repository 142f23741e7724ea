// Characters that would steer a terminal or reorder a line instead of standing in it: controls,
// bidirectional overrides and isolates, invisible tags, the byte order mark, halves of surrogate pairs.
const unseen =
  /[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

/** How one such character is shown: by its control picture, else by its number. */
function picture(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code === 0xfeff) return '';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/**
 * A text of somebody else, fit for a terminal or a page: control and bidirectional characters are made
 * visible, a byte order mark is left out, every kind of line end becomes a line feed. Tabs stay.
 */
export const printable = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(unseen, picture);

/** The same on one line: runs of white space become one space. For names of files and quoted sentences. */
export const printableLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();
