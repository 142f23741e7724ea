import type { Inference, Origin, Summary } from '../../annotation/annotation';
import type { BratEquivalence, BratValue } from '../brat';

/**
 * What brat's standoff says, the model that all formats meet in. Spans are UTF-16 code units of the text. Every item
 * has an id; those of equivalences, which have none in brat, are `*1`, `*2`, … and are not written there.
 */
export type Item = Exclude<BratValue, BratEquivalence> | (BratEquivalence & { readonly id: string });

/** A line of a standoff file that says nothing: unreadable, a second one of its id, or without a place in the text. */
export interface LeftLine {
  /** From 1. */
  readonly line: number;
  readonly raw: string;
  /** Why, without text of the note. */
  readonly why: string;
}

/** An item that nobody decided on: who suggested it, and how sure it is, from 0 to 1. */
export interface Suggested {
  readonly confidence: number;
  readonly origin: Origin;
}

/** A note with its annotations, on the way from one format to another. */
export interface CorpusDocument {
  /** Its path below the folder, `/` between names, without an ending. */
  readonly name: string;
  readonly text: string;
  /** Ids are brat's (`T1`, `R1`, …), each once, and whatever refers to one finds it, unless `hold` has not run yet. */
  readonly items: readonly Item[];
  readonly leftLines: readonly LeftLine[];
  /** The standoff file it was read from, where its offsets are what this project writes: code points. */
  readonly standoff?: string;
  /** Items by id that are suggestions; all others are gold. */
  readonly suggested: ReadonlyMap<string, Suggested>;
  readonly inferences: readonly Inference[];
  readonly summaries: readonly Summary[];
}

/** What is lost on the way into a format, or out of it: one item, or one aspect of it. Holds no text of the note. */
export interface Loss {
  readonly kind: LossKind;
  /** The item's id; for what has none, what it is and its number (`line 7`, `inference 1`), or `text`. */
  readonly id: string;
  /** What became of it, and why. */
  readonly why: string;
}

/** The kinds of loss, each as a person would call several of them. */
export const lossKinds = {
  character: 'characters',
  'line-end': 'line ends',
  line: 'lines of standoff',
  dangling: 'items that refer to what is not there',
  place: 'items without a place in the text',
  'covered-text': 'covered texts that are not those of their place',
  gap: 'gaps of discontinuous entities',
  span: 'spans',
  overlap: 'entities that overlap others',
  entity: 'entities',
  type: 'types',
  name: 'names',
  event: 'events',
  argument: 'arguments of events',
  relation: 'relations',
  end: 'ends of relations',
  role: 'roles of relations',
  attribute: 'attributes',
  normalization: 'normalisations',
  note: 'notes on items',
  equivalence: 'equivalences',
  suggestion: 'confidences and origins of suggestions',
  inference: 'inferences',
  summary: 'summaries',
  other: 'other contents',
} as const;
export type LossKind = keyof typeof lossKinds;

/** How many of each kind, for people: `characters (2), line ends (1)`. */
export const countsOf = (losses: ReadonlyMap<LossKind, number>): string =>
  [...losses].map(([kind, count]) => `${lossKinds[kind]} (${count})`).join(', ');

/** A document that a format holds whole, and what had to go for that. */
export interface Held {
  readonly document: CorpusDocument;
  readonly losses: readonly Loss[];
}

/** A file as read: its path below the folder, `/` between names, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256?: string;
}

/**
 * A file to be written, its path below the folder; with `grows`, the text goes to its end; with `ifNone`, a file that is
 * there stays as it is.
 */
export interface TargetFile {
  readonly path: string;
  readonly text: string;
  readonly grows?: true;
  readonly ifNone?: true;
}

/** A document out of a file, or why there is none. */
export type Read =
  | {
      readonly document: CorpusDocument;
      /** What the user should know of how it was read; without text of the note. */
      readonly warnings: readonly string[];
      /** What of the file has no place among annotations. */
      readonly losses: readonly Loss[];
    }
  | {
      /** Why, with what to do about it; without text of the note. */
      readonly failure: string;
    };

/** Writes documents, one after the other. */
export interface CorpusWriter {
  /** @param document as `hold` of the format gave it */
  write(document: CorpusDocument): readonly TargetFile[];
  /** What is written when all documents are. */
  finish(): readonly TargetFile[];
}

/** A format of annotated corpora. Nothing of it touches the disk. */
export interface CorpusFormat {
  readonly name: string;
  /** Whether a file, by its path, holds documents of the format; undefined where it is only written. */
  readonly reads?: (path: string) => boolean;
  /**
   * The documents of a file.
   * @param beside another file of the folder by its path below it, or undefined where there is none
   */
  readonly read?: (file: SourceFile, beside: (path: string) => SourceFile | undefined) => Iterable<Read>;
  /** What the format can hold of a document, and what not, item by item. */
  readonly hold: (document: CorpusDocument) => Held;
  /** @param date of the conversion, YYYY-MM-DD, for formats that ask for one */
  readonly writer: (date: string) => CorpusWriter;
}

/** A document with these items, all of them gold. */
export const gold = (name: string, text: string, items: readonly Item[]): CorpusDocument => ({
  name,
  text,
  items,
  leftLines: [],
  suggested: new Map(),
  inferences: [],
  summaries: [],
});

/** A path without its ending: `ward/a.txt` is `ward/a`. */
export const stem = (path: string): string => path.replace(/\.[^./]*$/, '');

/** A writer of one file a document. */
export const fileEach = (write: (document: CorpusDocument) => readonly TargetFile[]): CorpusWriter => ({
  write,
  finish: () => [],
});
