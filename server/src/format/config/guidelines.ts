import { brief } from './comments';

const MOST_LINES = 20_000;
const LONGEST_LINE = 5_000;

/** Names as people write them: `Disease_disorder`, "Disease disorder", "disease-disorder". */
const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** Words without the signs of Markdown that make them bold or a link. */
const unmarked = (words: string): string => words.replace(/[*`]+|\]\([^()]*\)|(?<![^\s])\[/g, '');

/** What a line of a list begins with. */
const itemSign = /^\s*(?:[-+*]|\d{1,3}[.)])\s+/;

/** An item that names something and says what it is: `- **Drug**: what is taken`, `Drug: what is taken`. */
function itemOf(line: string): { name: string; words: string } | undefined {
  const bare = unmarked(line.replace(itemSign, '').trim());
  const colon = bare.indexOf(':');
  if (colon <= 0 || colon > 100) return undefined;
  return { name: bare.slice(0, colon), words: bare.slice(colon + 1) };
}

function headingOf(line: string): string | undefined {
  if (!/^#{1,6}\s/.test(line)) return undefined;
  let end = line.length;
  while (line[end - 1] === '#') end--;
  return unmarked(line.slice(0, end).replace(/^#+/, '')).trim();
}

/**
 * What guidelines in Markdown say of types: the first paragraph under a heading that names one, or an item that begins
 * with the name and a colon. Of what is said more than once, the first counts.
 * @param names what each type may be called beside its name
 */
export function describedIn(
  text: string,
  names: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const [type, others] of names)
    for (const name of [type, ...others]) if (!types.has(folded(name))) types.set(folded(name), type);
  const found = new Map<string, string>();
  let type: string | undefined;
  let words: string[] = [];
  const end = (): void => {
    const said = brief(words.join(' '));
    if (type !== undefined && said !== '' && !found.has(type)) found.set(type, said);
    if (said !== '') type = undefined;
    words = [];
  };
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, MOST_LINES)) {
    const line = raw.slice(0, LONGEST_LINE);
    const heading = headingOf(line);
    if (heading !== undefined) {
      end();
      type = types.get(folded(heading));
      continue;
    }
    const item = itemOf(line);
    const named = item && types.get(folded(item.name));
    if (line.trim() === '') end();
    else if (item && named !== undefined) {
      end();
      type = named;
      words = [item.words];
    } else if (itemSign.test(line) && words.length > 0) {
      end();
    } else if (type !== undefined) words.push(unmarked(line.replace(itemSign, '').trim()));
  }
  end();
  return found;
}
