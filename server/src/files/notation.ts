const endings: readonly (readonly [string, RegExp])[] = [
  ['JSON', /\.(?:json|jsonl|ndjson)$/i],
  ['XML', /\.(?:xml|xmi)$/i],
  ['HTML', /\.x?html?$/i],
];

/** How much of a text, in UTF-16 code units, shows what it is. */
const HEAD = 4_096;

/**
 * The notation that holds a text rather than being one: JSON, JSON Lines, XML or HTML; undefined for plain text.
 * A note whose first line says `[**Hospital1**]`, `<NAME>` or `{see scan}` is plain text.
 * @param name the file's, whose ending counts as well as what is in it
 */
export function notationOf(text: string, name: string): string | undefined {
  const named = endings.find(([, ending]) => ending.test(name))?.[0];
  if (named !== undefined) return named;
  const start = text.trimStart();
  return isJson(start) ? 'JSON' : markup(start);
}

function isJson(text: string): boolean {
  // An object with a key, or a list that starts with text; cut off or not.
  if (/^(?:\[\s*)*\{\s*"[^"\n]{0,200}"\s*:|^(?:\[\s*)+"/.test(text.slice(0, HEAD))) return true;
  // What `jq` prints of one field: a text in quotes is a note, unless it has escapes.
  const line = text.startsWith('"') ? (text.split('\n', 1)[0] ?? '') : '';
  if (!line.includes('\\')) return false;
  try {
    return typeof JSON.parse(line) === 'string';
  } catch {
    return false;
  }
}

function markup(text: string): string | undefined {
  const head = text.slice(0, HEAD);
  if (/^<(?:!doctype\s+html|html)\b/i.test(head)) return 'HTML';
  if (/^<(?:\?xml\s|!doctype\s|!--)/i.test(head)) return 'XML';
  const [, name, attributes = ''] = /^<([a-z][\w:.-]*)(\s[^<>]*)?>/i.exec(head) ?? [];
  if (name === undefined) return undefined;
  return /[\w:.-]\s*=\s*["']/.test(attributes) || text.includes(`</${name}`) ? 'XML or HTML' : undefined;
}
