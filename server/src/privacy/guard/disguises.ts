// Forms in which a text may hide another: what is sent as JSON within JSON, in a URL or encoded is looked at as well.

const escaped = /\\(?:u([0-9a-f]{4})|([nrtbf"'\\/]))/gi;
const percent = /(?:%[0-9a-f]{2})+/gi;
/** A run that may be base64, in either alphabet; shorter ones hold no telling identifier. */
const base64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}={0,2}/g;

function percentDecoded(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return ' ';
  }
}

/** A word or a number as it stands in any text. */
const plain = /^(?:[A-Z]?[a-z]+|[A-Z]+|\d+)$/;

/** The text behind a run of base64, if there is one: nothing but printable characters and white space. */
function base64Decoded(run: string): string | undefined {
  if (plain.test(run)) return undefined;
  const text = Buffer.from(run, 'base64').toString();
  return !text.includes('\ufffd') && /^[\P{C}\t\r\n]{4,}$/u.test(text) ? text : undefined;
}

const unescaped = (text: string): string =>
  text.replace(escaped, (_, code?: string) => (code ? String.fromCharCode(Number.parseInt(code, 16)) : ' '));

/** A text, and what it says once escapes, percent signs and base64 are read; each once. Linear in the text. */
export function disguises(text: string): string[] {
  const found = new Set([text]);
  if (text.includes('\\')) found.add(unescaped(text));
  if (text.includes('%')) found.add(text.replace(percent, percentDecoded));
  for (const [run] of text.matchAll(base64)) {
    const hidden = base64Decoded(run);
    if (hidden !== undefined) found.add(hidden);
  }
  return [...found];
}
