import { dirname, join } from 'node:path';
import { type ConfigName, configNames } from '../format/config/corpus-config';
import { annotationConf, visualConf } from '../format/config/writing';
import type { CorpusSchema } from '../pipeline/corpus-schema';

interface ConfigFile {
  /** Below the folder of `--out`. */
  readonly path: string;
  readonly content: string;
}

/** What brat is to be told of a schema: the files of its corpus as they are, or such as say it. */
function contentsOf({ schema, configured, texts }: CorpusSchema): (readonly [ConfigName, string])[] {
  const own = Object.entries(texts) as [ConfigName, string][];
  if (configured) return own;
  return [
    ['annotation', annotationConf(schema)],
    ['visual', texts.visual ?? visualConf(schema)],
    ...own.filter(([name]) => name === 'shortcuts'),
  ];
}

/**
 * The configuration files of the notes of a command: in the folder of all, and below it wherever a note has another schema
 * than the folder above it.
 */
export function configsOf() {
  const folders = new Map<string, CorpusSchema>();
  const shared = new Set<string>();
  const same = (a: CorpusSchema, b: CorpusSchema): boolean =>
    a === b || JSON.stringify(contentsOf(a)) === JSON.stringify(contentsOf(b));
  return {
    /** @param folder of a note, below the folder of `--out`; `.` is that itself */
    add(folder: string, schema: CorpusSchema): void {
      const known = folders.get(folder);
      if (!known) folders.set(folder, schema);
      else if (!same(known, schema)) shared.add(folder);
    },
    /** Folders whose notes have several schemas, of which one has to be chosen. */
    shared: shared as ReadonlySet<string>,
    files(): ConfigFile[] {
      const [first] = folders.values();
      const top = folders.get('.') ?? first;
      if (!top) return [];
      const chosen = new Map([['.', top]]);
      for (const folder of [...folders.keys()].sort()) {
        const schema = folders.get(folder) ?? top;
        let above = folder;
        while (!chosen.has(above)) above = dirname(above);
        if (!same(chosen.get(above) ?? top, schema)) chosen.set(folder, schema);
      }
      return [...chosen].flatMap(([folder, schema]) =>
        contentsOf(schema).map(([name, content]) => ({ path: join(folder, configNames[name]), content })),
      );
    },
  };
}
