import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { type AttributeType, i2b2 } from '../../annotation/schema';
import { withUnsaidDefaults } from '../../evaluation/unsaid-defaults';
import { documentsOf } from '../../files/conversion';
import { type CorpusFolder, openCorpus } from '../../files/corpus-files';
import { type Messages, reasonOf, UsageError } from '../../files/failures';
import { openOut, standing, writeWhole } from '../../files/out-folder';
import { configNames, readCorpusConfig } from '../../format/config/corpus-config';
import { brat } from '../../format/corpus/brat';
import type { CorpusDocument } from '../../format/corpus/document';
import { stem } from '../../format/corpus/document';
import { linesOf, placesOf } from '../../gold/places';
import type { Comparison } from './disagreements';

const silent: Messages = { info: () => {}, warn: () => {}, error: () => {} };

/** What one annotator says of a note, of the text of their own file. */
interface Own {
  readonly name: string;
  readonly document: CorpusDocument;
  /** Attributes whose default goes without saying in their folder. */
  readonly usual: readonly AttributeType[];
}

/** The folders of annotators, and the one of adjudicated notes. */
export interface Annotators {
  /** The real path of the adjudicated folder. */
  readonly into: string;
  /** Names of the notes that two annotators or more have, in their order; those that only one has. */
  readonly notes: readonly string[];
  readonly single: readonly string[];
  /** The path of an adjudicated note. */
  pathOf(note: string): string;
  /** The note of an adjudicated path, if it is one of these. */
  noteAt(path: string): string | undefined;
  /** Whether a path lies in the folder of an annotator. */
  concerns(path: string): boolean;
  /**
   * Puts the text of a note into the adjudicated folder where it is missing, with an empty standoff file.
   * @returns whether there was none, or why the note is not compared
   */
  prepare(note: string): Promise<{ readonly isNew: boolean } | { readonly why: string }>;
  /**
   * Reads what annotators say of a note, as it stands in their files now.
   * @param text as the editor holds the adjudicated note @returns undefined where theirs is another
   */
  read(note: string, text: string): Comparison | undefined;
}

/** @throws UsageError where folders cannot be compared so */
export async function openAnnotators(folders: readonly string[], target: string): Promise<Annotators> {
  const roots = await Promise.all(
    folders.map((folder) =>
      realpath(folder).catch((error) => {
        throw new UsageError(`${folder}: ${reasonOf(error)}`);
      }),
    ),
  );
  const wanted = resolve(target);
  const into = await realpath(wanted).catch(async () =>
    join(await realpath(dirname(wanted)).catch(() => dirname(wanted)), basename(wanted)),
  );
  const within = (one: string, other: string): boolean => one === other || one.startsWith(other + sep);
  if (new Set(roots).size < 2 || new Set(roots).size < roots.length)
    throw new UsageError('choose two folders or more, each once');
  if (roots.some((root) => within(into, root) || within(root, into)))
    throw new UsageError(
      'the adjudicated notes need a folder beside those of the annotators, not within or around one',
    );
  const names = roots.map((root) => basename(root));
  const shown = new Set(names).size < names.length ? folders : names;
  const corpora: CorpusFolder[] = [];
  for (const root of roots) corpora.push(await openCorpus(root, into, undefined));
  const files = corpora.map(
    (corpus) => new Map(corpus.files.filter((path) => brat.reads?.(path)).map((path) => [stem(path), path])),
  );
  const all = [...new Set(files.flatMap((own) => [...own.keys()]))].sort();
  const having = (note: string): number => files.filter((own) => own.has(note)).length;
  const notes = all.filter((note) => having(note) > 1);
  if (notes.length === 0)
    throw new UsageError(
      'no two of these folders have a note in common: notes go by their paths below the folders',
    );
  const known = new Set(notes);
  const out = await openOut(into);
  for (const name of Object.values(configNames)) {
    const [corpus] = corpora.filter((one) => one.has(name));
    if (corpus && (await standing(await out.place(name), '')) === 'nothing')
      await writeWhole(await out.place(name), corpus.read(name).text);
  }

  const usual = usualOf(corpora, (n) => [...(files[n]?.values() ?? [])]);
  const endingOf = (note: string): string =>
    corpora.some((corpus) => corpus.has(`${note}.txt`)) ? '.txt' : '.note';
  const ownOf = (note: string): Own[] =>
    corpora.flatMap((corpus, n) => {
      const path = files[n]?.get(note);
      if (path === undefined) return [];
      const [read] = documentsOf(corpus, brat, path, silent);
      if (!read || 'failure' in read) throw new UsageError(`${shown[n]}: ${read?.failure ?? 'it is empty'}`);
      return [{ name: shown[n] ?? '', document: read.document, usual: usual[n] ?? [] }];
    });
  const pathOf = (note: string): string => join(into, ...`${note}${endingOf(note)}`.split('/'));

  return {
    into,
    notes,
    single: all.filter((note) => !known.has(note)),
    pathOf,
    noteAt(path) {
      const below = path.startsWith(into + sep)
        ? path
            .slice(into.length + 1)
            .split(sep)
            .join('/')
        : '';
      const note = stem(below);
      return known.has(note) && extname(below) === endingOf(note) ? note : undefined;
    },
    concerns: (path) => roots.some((root) => within(path, root)),
    async prepare(note) {
      try {
        const [first, ...others] = ownOf(note).map(({ document }) => document.text);
        if (first === undefined) return { why: 'nobody has it any more' };
        if (others.some((other) => linesOf(other) !== linesOf(first)))
          return { why: 'the annotators have other texts of it' };
        let isNew = false;
        for (const [ending, text] of [
          [endingOf(note), first],
          ['.ann', ''],
        ] as const) {
          const file = await out.place(`${note}${ending}`);
          if ((await standing(file, text)) !== 'nothing') continue;
          await writeWhole(file, text);
          isNew = ending === '.ann';
        }
        return { isNew };
      } catch (error) {
        return { why: reasonOf(error) };
      }
    },
    read(note, text) {
      const own = ownOf(note);
      const sides = own.map(({ name, document }) => {
        const places = placesOf(text, document.text);
        if (!places) return undefined;
        const items = document.items.map((item) =>
          item.kind === 'textbound'
            ? {
                ...item,
                spans: item.spans.map(({ start, end }) => ({
                  start: places.fromFile(start),
                  end: places.fromFile(end),
                })),
              }
            : item,
        );
        return { name, items };
      });
      const given = sides.filter((side) => side !== undefined);
      if (given.length < sides.length) return undefined;
      const said = withUnsaidDefaults(
        given.map(({ items }) => items),
        own.map((one) => one.usual),
      );
      return {
        text,
        sides: given.map((side, n) => ({ ...side, items: said[n] ?? side.items })),
        usual: usual.flat(),
      };
    },
  };
}

/**
 * Of each folder, the attributes whose default goes without saying: those that it has at all; without an
 * `annotation.conf`, of those of i2b2 2010.
 */
function usualOf(
  corpora: readonly CorpusFolder[],
  filesOf: (n: number) => readonly string[],
): readonly (readonly AttributeType[])[] {
  const { annotation } = configNames;
  const said = corpora.filter((corpus) => corpus.has(annotation));
  const schemas = said.map((corpus) => readCorpusConfig({ annotation: corpus.read(annotation).text }).schema);
  const attributes = (schemas.length > 0 ? schemas : [i2b2])
    .flatMap((schema) => schema.attributes)
    .filter((one) => one.default !== undefined);
  return corpora.map((corpus, n) => {
    const sought = new Set(attributes.map(({ name }) => name));
    const given = new Set<string>();
    for (const path of filesOf(n)) {
      if (given.size === sought.size) break;
      for (const [, name = ''] of textOf(corpus, path).matchAll(/^[AM]\d+\t(\S+)/gm))
        if (sought.has(name)) given.add(name);
    }
    return attributes.filter(({ name }) => given.has(name));
  });
}

/** The text of a file; none where it cannot be read, which its note is told by. */
function textOf(corpus: CorpusFolder, path: string): string {
  try {
    return corpus.read(path).text;
  } catch {
    return '';
  }
}
