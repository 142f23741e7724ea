// Escapes of WebAnno TSV 3.3, as WebAnno itself writes and reads them.

/** The value of a feature, with what has a meaning in a column behind a backslash. */
export const escapeValue = (value: string): string =>
  value.replace(/->|[\\[\]|_;*\t\n]/g, (part) =>
    part === '\t' ? '\\t' : part === '\n' ? '\\n' : `\\${part}`,
  );

const letters: Readonly<Record<string, string>> = { t: '\t', n: '\n', f: '\f', r: '\r', b: '\b' };

/** What was escaped: letters that stand for control characters, and whatever stands behind a backslash. */
export const unescapeTsv = (text: string): string =>
  text.replace(/\\(?:->|([tnfrb])|([\\[\]|_;*\x00-\x1f]))/g, (_, letter?: string, self?: string) =>
    letter !== undefined ? (letters[letter] ?? letter) : (self ?? '->'),
  );

/** A line of text: control characters as letters or behind a backslash. */
export const escapeText = (text: string): string =>
  text.replace(/[\\\x00-\x1f]/g, (char) => {
    const letter = Object.entries(letters).find(([, one]) => one === char)?.[0];
    return `\\${letter ?? char}`;
  });

/** Splits at a separator that is not behind a backslash. */
export function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** A value of a cell with the number in brackets behind it; the brackets of a value itself are escaped. */
export function withoutNumber(cell: string): { readonly value: string; readonly number: string | undefined } {
  const match = /^((?:[^\\]|\\[\s\S])*?)\[([0-9_]+)\]$/.exec(cell);
  return match ? { value: match[1] ?? '', number: match[2] } : { value: cell, number: undefined };
}
