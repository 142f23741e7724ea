import { type CorpusSchema, type KnownSchemas, openSchemas } from '../pipeline/corpus-schema';
import { type Corpora, type CorpusNote, openCorpora } from '../privacy/corpus/corpora';
import { corpusName, rootOf, rotate } from '../privacy/corpus/corpus';
import { MOST_NAMED, rulingsFile } from '../privacy/corpus/rulings-file';
import { codeOf } from '../privacy/error-code';
import { type Mode, policyFor } from '../privacy/policy';
import type { OpenNote } from './open-note';
import { pathOf } from './paths';
import { watchRulings } from './rulings-watch';

export interface SettlingOptions {
  readonly configFolder: string;
  readonly mode: () => Mode;
  /** Shows a warning, if it was not shown before. */
  readonly warn: (message: string) => void;
  /** What the user said of phrases, or the schema, was changed from outside: by hand, or by another program. */
  readonly changed: () => void;
}

/** Tells open notes what holds for them: by the corpus that they lie in, and by the settings. */
export function makeSettling({ configFolder, mode, warn, changed }: SettlingOptions) {
  let folders: readonly string[] = [];
  const watch = watchRulings(changed);
  const known: KnownSchemas = new Map();
  let schemas = openSchemas(known);

  const noteOf = (open: OpenNote, corpora: Corpora): CorpusNote => {
    const file = pathOf(open.uri);
    return file === undefined ? corpora.ofText(folders[0], open.own) : corpora.ofFile(file);
  };
  function schemaOf(uri: string): CorpusSchema {
    const file = pathOf(uri);
    const schema = file === undefined ? schemas.schemaIn(folders[0]) : schemas.schemaOf(file);
    for (const path of schema.files) watch.add(path);
    return schema;
  }
  const cannot = (what: string, error: unknown): void =>
    warn(`${what} in ${configFolder}${codeOf(error) ? ` (${codeOf(error)})` : ''}.`);

  /** Reads anew what is kept for the corpora of some notes; a person may have edited it by hand. */
  function settle(notes: readonly OpenNote[]): void {
    const corpora = openCorpora(configFolder);
    schemas = openSchemas(known);
    for (const open of notes) {
      const schema = schemaOf(open.uri);
      for (const problem of schema.problems.slice(0, MOST_NAMED)) warn(problem);
      try {
        const note = noteOf(open, corpora);
        if (note.root !== undefined) watch.add(rulingsFile(configFolder, note.root));
        open.settle(note, policyFor(mode(), note.rulings), schema);
      } catch (error) {
        cannot('What was settled for the corpus of a note cannot be read', error);
        open.settle(open.settled, policyFor(mode(), open.settled.rulings), schema);
      }
    }
    for (const problem of corpora.problems) warn(problem);
  }

  return {
    /** The folders of the workspace, by their URIs. */
    set folders(uris: readonly string[]) {
      folders = uris.flatMap((uri) => pathOf(uri) ?? []);
    },
    settle,
    /** What may be annotated in a file, as it stood when notes were last settled. */
    schemaOf,
    dispose: watch.dispose,

    /** The corpus of the workspace, if a folder is open. */
    get root(): string | undefined {
      return folders[0] === undefined ? undefined : rootOf(folders[0]);
    },

    /**
     * Gives new placeholders to the corpora of the workspace and of all notes. Gives the names that these had, or
     * undefined where that failed.
     */
    rotate(notes: readonly OpenNote[]): readonly string[] | undefined {
      const before: string[] = [];
      const roots = new Set(notes.flatMap(({ settled }) => settled.root ?? []));
      try {
        for (const folder of folders) roots.add(rootOf(folder));
        for (const root of roots) {
          before.push(corpusName(configFolder, root));
          rotate(configFolder, root);
        }
      } catch (error) {
        cannot('Placeholders could not be changed', error);
        return undefined;
      }
      settle(notes);
      return before;
    },
  };
}
