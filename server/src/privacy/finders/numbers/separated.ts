import { Gap, type Lexed } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import type { Finding } from '../finding';
import { heads } from './heads';

/** Columns of a list with commas between its fields, as it was exported: by the head in its first line. */
export function findSeparated({ text, lexemes }: Lexed): Finding[] {
  const isHead = lexemes.some(
    ({ flags }, i) =>
      (flags & (Flag.label | Flag.extension)) !== 0 &&
      /^[",]$/.test(lexemes[i - 1]?.text ?? ',') &&
      /^[",]$/.test(lexemes[i + 1]?.text ?? '') &&
      lexemes[i + 1]?.gap === Gap.none,
  );
  if (!isHead) return [];
  const found: Finding[] = [];
  let columns: (ReturnType<typeof heads.get> | undefined)[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const fields = fieldsOf(line);
    const named = fields.map(({ value }) => heads.get(value.toLowerCase().replace(/[ _]/g, '')));
    // A head holds no digits: a row of data would.
    if (fields.length > 3 && named.some((head) => head !== undefined) && !/\d{3}/.test(line)) columns = named;
    else
      for (const [k, { value, at }] of fields.entries()) {
        const head = columns[k];
        if (head?.value.test(value.toLowerCase()))
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
