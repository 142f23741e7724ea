// The commands of conversion, shared by server and client. No imports at run time.

/** `workspace/executeCommand`: the names of the formats, as `Formats`. */
export const FORMATS = 'marginalia.server.formats';
/** With a `ConvertArgument`: converts all documents of a folder. Gives a `ConvertedCorpus`. */
export const CONVERT = 'marginalia.server.convert';

export interface Formats {
  readonly readable: readonly string[];
  readonly writable: readonly string[];
}

export interface ConvertArgument {
  /** Names of formats. */
  readonly from: string;
  readonly to: string;
  /** URIs of folders. */
  readonly source: string;
  readonly target: string;
}

export interface ConvertedCorpus {
  /** Why nothing was converted. */
  readonly refused?: string;
  readonly cancelled?: true;
  readonly documents: number;
  readonly failed: number;
  /** How many items, or aspects of them, the format could not hold. */
  readonly losses: number;
  /** The file that names each of them, where there are any. */
  readonly lossFile?: string;
  /** What a person should know, without text of notes: errors first. */
  readonly messages: readonly string[];
}
