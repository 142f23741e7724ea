/** A value of YAML, as far as the configurations go. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

/** A scalar, or a list on one line, as a reader of YAML 1.1 takes it: `1e-5` without a point is a text to it. */
function scalar(text: string): Yaml {
  if (text.startsWith('['))
    return text
      .slice(1, -1)
      .split(',')
      .map((one) => scalar(one.trim()));
  if (/^(['"]).*\1$/.test(text)) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null' || text === '') return null;
  return /^[-+]?\d+(\.\d*(e[-+]\d+)?)?$/i.test(text) ? Number(text) : text;
}

/** Reads what the configurations use of YAML: maps, lists of maps, scalars. @throws for anything else, and for a key that comes twice */
export function readYaml(text: string): { readonly [key: string]: Yaml } {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/(^|\s+)# .*$|(^|\s+)###.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
  let at = 0;
  const block = (indent: number): Yaml => {
    if (lines[at]?.text.startsWith('- ')) {
      const list: Yaml[] = [];
      while (lines[at]?.indent === indent && lines[at]?.text.startsWith('- ')) {
        const line = lines[at] as { indent: number; text: string };
        lines[at] = { indent: indent + 2, text: line.text.slice(2) };
        list.push(block(indent + 2));
      }
      return list;
    }
    const map: Record<string, Yaml> = {};
    for (let line = lines[at]; line?.indent === indent && !line.text.startsWith('- '); line = lines[at]) {
      const [, key, value] = /^(\w+):(?: (.+))?$/.exec(line.text) ?? [];
      if (key === undefined || key in map) throw new Error(`not read: ${line.text}`);
      at++;
      const next = lines[at];
      map[key] =
        value === undefined && next && next.indent > indent ? block(next.indent) : scalar(value ?? '');
    }
    return map;
  };
  const read = block(0);
  if (at < lines.length) throw new Error(`not read: ${lines[at]?.text}`);
  return read as { readonly [key: string]: Yaml };
}
