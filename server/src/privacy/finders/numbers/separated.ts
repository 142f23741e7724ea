import type { Finding } from '../finding';
import { exportedHeads, type Head } from './heads';

// What stands in a field of which nothing is known.
const empty = /^(?:n\/a|na|null|none|unknown|self|same|nil|other)$/;

/** Columns of a list with commas between its fields, as it was exported: by the heads in its first line. */
export function findSeparated(text: string): Finding[] {
  const found: Finding[] = [];
  let columns: (Head | undefined)[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const fields = fieldsOf(line);
    const named = fields.map(({ value }) => exportedHeads.get(value.toLowerCase().replace(/[ _]/g, '')));
    // A line of heads holds no numbers: a row of data would.
    if (fields.length > 3 && named.filter((head) => head !== undefined).length > 1 && !/\d{3}/.test(line))
      columns = named;
    else if (fields.length === columns.length)
      for (const [k, { value, at }] of fields.entries()) {
        const [head, said] = [columns[k], value.toLowerCase()];
        if (head?.value.test(said) && (!empty.test(said) || /^\p{Lu}\p{Ll}+$/u.test(value)))
          found.push({
            start: start + at,
            end: start + at + value.length,
            category: head.category,
            kind: head.kind,
          });
      }
    start += line.length + 1;
  }
  return found;
}

/** The fields of a line, without quotation marks and the spaces about them; a comma within quotation marks parts none. */
function fieldsOf(line: string): { value: string; at: number }[] {
  const fields: { value: string; at: number }[] = [];
  if (!line.includes(',')) return fields;
  let [start, quoted] = [0, false];
  for (let at = 0; at <= line.length; at++) {
    if (line.charAt(at) === '"') quoted = !quoted;
    if (at < line.length && (quoted || line.charAt(at) !== ',')) continue;
    const between = line.slice(start, at);
    const whole = between.trim();
    const value = whole.startsWith('"') ? whole.slice(1, whole.endsWith('"') ? -1 : undefined).trim() : whole;
    fields.push({ value, at: start + between.indexOf(value) });
    start = at + 1;
  }
  return fields;
}
