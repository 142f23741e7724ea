import { dirname, join } from 'node:path';
import { grow, mustWrite, type OutFolder, standing, writeWhole } from '../files/out-folder';
import { headOf } from '../files/peek';
import type { AnnotatedNote } from '../format/annotated-note';
import { bratOf, bratText } from '../format/brat-annotations';
import { htmlEnd, htmlStart } from '../format/html';
import { htmlNote } from '../format/html-note';
import { jsonLine, jsonlRow } from '../format/jsonl';
import { GENERATOR } from '../format/page-head';
import { pretty } from '../format/pretty';
import type { CorpusSchema } from '../pipeline/corpus-schema';
import { configsOf } from './corpus-configs';
import type { NoteSource } from './find-notes';
import { stemOf } from './find-notes';
import { type Io, type Messages, NoteError, shownName, UsageError, write } from './io';
import type { NoteFile } from './read-note';

export const formats = ['brat', 'jsonl', 'pretty', 'html'] as const;
export type Format = (typeof formats)[number];

/** Where one format goes. Notes come one after the other, in order. */
export interface Sink {
  /** What it writes, as a person would call it. */
  readonly what: string;
  /** @throws NoteError where this note cannot be written; the next ones may. */
  note(annotated: AnnotatedNote, file: NoteFile, source: NoteSource, schema: CorpusSchema): Promise<void>;
  /** Puts everything in its place. */
  finish(): Promise<void>;
  /** Takes away what is not in its place. Called at the end in any case. */
  discard(): Promise<void>;
}

export interface SinkOptions {
  readonly io: Io;
  /** Undefined: to standard output. */
  readonly out: OutFolder | undefined;
  readonly messages: Messages;
  readonly force: boolean;
  readonly colour: boolean;
  /** The number of notes that are asked for. */
  readonly count: number;
  /** The real paths of all notes that are read: none of them is ever written to. */
  readonly inputs: ReadonlySet<string>;
  readonly formats: ReadonlySet<Format>;
}

const nothing = async (): Promise<void> => {};

/** A line above each note where several are written one after the other. */
export const divider = (name: string, count: number): string =>
  count > 1 ? `==> ${shownName(name)} <==\n` : '';

export function makeSink(format: Format, options: SinkOptions): Promise<Sink> | Sink {
  switch (format) {
    case 'brat':
      return options.out ? bratFiles(options, options.out) : bratPrint(options);
    case 'jsonl':
      return options.out ? jsonlFile(options.out) : jsonlPrint(options);
    case 'pretty':
      return {
        what: 'the text for the terminal',
        note: (annotated) => write(options.io.stdout, pretty(annotated, options.colour)),
        finish: nothing,
        discard: nothing,
      };
    case 'html':
      return options.out ? htmlFile(options, options.out) : htmlPrint(options);
  }
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Counts what brat cannot hold, for one warning at the end. */
function lossCounter({ messages, formats: asked }: SinkOptions) {
  const lost = { inferences: 0, summaries: 0, entities: 0 };
  return {
    add(losses: typeof lost): void {
      for (const name of ['inferences', 'summaries', 'entities'] as const) lost[name] += losses[name];
    },
    warn(): void {
      const parts: string[] = [];
      if (!asked.has('jsonl') && !asked.has('html')) {
        if (lost.inferences > 0) parts.push(counted(lost.inferences, 'inference', 'inferences'));
        if (lost.summaries > 0) parts.push(counted(lost.summaries, 'summary', 'summaries'));
      }
      if (lost.entities > 0)
        parts.push(counted(lost.entities, 'entity of white space', 'entities of white space'));
      if (parts.length === 0) return;
      messages.warn(`brat has no place for ${parts.join(' and ')}; --format jsonl or html keeps them`);
    },
  };
}

function bratPrint(options: SinkOptions): Sink {
  const losses = lossCounter(options);
  return {
    what: 'its annotations',
    note: async (annotated) => {
      const brat = bratOf(annotated.annotations, annotated.note.text);
      losses.add({ ...brat.losses });
      await write(options.io.stdout, divider(annotated.path, options.count) + bratText(brat.values));
    },
    finish: async () => losses.warn(),
    discard: nothing,
  };
}

function bratFiles(options: SinkOptions, out: OutFolder): Sink {
  const { inputs, force } = options;
  const losses = lossCounter(options);
  const configs = configsOf();
  let besides = 0;
  const wanted = (file: string, content: string | Uint8Array): Promise<boolean> =>
    mustWrite(file, content, inputs, force);
  return {
    what: 'its .ann file',
    note: async (annotated, file, source, schema) => {
      const { text } = annotated.note;
      const brat = bratOf(annotated.annotations, text);
      losses.add({ ...brat.losses });
      const lines = bratText(brat.values);
      const stem = stemOf(annotated.path);
      configs.add(dirname(stem), schema);
      const ann = await out.place(`${stem}.ann`);
      const copy = await out.place(`${stem}.txt`);
      // Where the note itself lies beside the standoff file, it is its text.
      const beside = source.real !== undefined && stemOf(source.real) === stemOf(copy);
      if (beside && !file.isUtf8) {
        throw new NoteError(
          'its text is not UTF-8, so offsets beside it would not fit; choose another --out',
        );
      }
      const bytes = file.isUtf8 ? file.bytes : Buffer.from(text);
      const writesLines = await wanted(ann, lines);
      if (!beside && (await wanted(copy, bytes))) await writeWhole(copy, bytes);
      if (writesLines) await writeWhole(ann, lines);
      if (beside) besides++;
    },
    finish: async () => {
      losses.warn();
      if (besides > 0)
        options.messages.warn(
          `${counted(besides, '.ann file lies', '.ann files lie')} right beside the notes: suggestions count as gold there; to review them, take the .ann away again and open the notes in the editor`,
        );
      for (const folder of configs.shared)
        options.messages.warn(
          `${shownName(join('--out', folder))}: its notes come from corpora with schemas of their own; the configuration there is that of the first`,
        );
      // brat needs to know the types; what is there already is somebody's own.
      for (const { path, content } of configs.files()) {
        const file = await out.place(path);
        if ((await standing(file, content)) === 'nothing') await writeWhole(file, content);
      }
    },
    discard: nothing,
  };
}

function jsonlPrint({ io }: SinkOptions): Sink {
  return {
    what: 'its row',
    note: (annotated) => write(io.stdout, jsonLine(jsonlRow(annotated))),
    finish: nothing,
    discard: nothing,
  };
}

async function jsonlFile(out: OutFolder): Promise<Sink> {
  const rows = await grow(await out.place('annotations.jsonl'));
  return {
    what: 'annotations.jsonl',
    note: (annotated) => rows.write(jsonLine(jsonlRow(annotated))),
    finish: rows.commit,
    discard: rows.discard,
  };
}

const about = (count: number, engines: ReadonlySet<string>): string =>
  `${count} note${count === 1 ? '' : 's'}, annotated by ${[...engines].join(', ') || 'nothing'}. Suggestions, to be verified.`;

function htmlPrint({ io }: SinkOptions): Sink {
  const entries: string[] = [];
  const articles: string[] = [];
  const engines = new Set<string>();
  return {
    what: 'the page',
    note: async (annotated) => {
      const { entry, article } = htmlNote(annotated, entries.length + 1);
      entries.push(entry);
      articles.push(article);
      engines.add(annotated.engine);
    },
    finish: () =>
      write(io.stdout, htmlStart(entries, about(entries.length, engines)) + articles.join('') + htmlEnd()),
    discard: nothing,
  };
}

async function htmlFile({ force }: SinkOptions, out: OutFolder): Promise<Sink> {
  const file = await out.place('index.html');
  const head = await headOf(file);
  if (head !== undefined && head !== '' && !head.includes(GENERATOR) && !force) {
    throw new UsageError(`${file} is there and is not of this program; --force replaces it`);
  }
  // The list of notes stands first and is known last: the notes wait in a file of their own.
  const articles = await grow(file);
  const entries: string[] = [];
  const engines = new Set<string>();
  return {
    what: 'index.html',
    note: async (annotated) => {
      const { entry, article } = htmlNote(annotated, entries.length + 1);
      entries.push(entry);
      engines.add(annotated.engine);
      await articles.write(article);
    },
    finish: async () => {
      const page = await grow(`${dirname(file)}/index.html`);
      try {
        await page.write(htmlStart(entries, about(entries.length, engines)));
        for await (const chunk of articles.read()) await page.write(chunk);
        await page.write(htmlEnd());
        await page.commit();
      } finally {
        await page.discard();
      }
    },
    discard: articles.discard,
  };
}
