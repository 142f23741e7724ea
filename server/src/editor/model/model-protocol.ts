// The messages about setting up a model, shared by server and client. No imports at run time.

/** Client to server: reads the header of a file, and says what would be made of it. */
export const PLAN_MODEL = 'marginalia/planModel';

/** Client to server: makes a model at the endpoint of the settings. May be cancelled. */
export const CREATE_MODEL = 'marginalia/createModel';

/** Client to server: what the model of the settings can do, and what to change. May be cancelled. */
export const CHECK_MODEL = 'marginalia/checkModel';

/** Server to client: how far the making of a model is. */
export const MODEL_PROGRESS = 'marginalia/modelProgress';

export interface ModelFile {
  /** The path of a GGUF file on the server's machine. */
  readonly gguf: string;
  readonly name: string;
  /** One of the known families; left out, it is found out. */
  readonly profile?: string;
}

export interface ModelProgress {
  /** A few words. */
  readonly says: string;
  /** How much of this step is done, from 0 to 1. */
  readonly part?: number;
}

/** Why something cannot be done, and what to do about it. */
export interface ModelTrouble {
  readonly trouble: string;
}

export interface PlannedModel {
  /** What the file is, in a line. */
  readonly says: string;
  /** The family that it was found to be of, and all that it can be said to be of. */
  readonly profile: string;
  readonly profiles: readonly { readonly name: string; readonly title: string }[];
  readonly warnings: readonly string[];
}

export interface CreateModel extends ModelFile {
  /** Whether a model of the name is replaced. */
  readonly force: boolean;
}

export type CreatedModel =
  | { readonly made: true; readonly says: string }
  /** There is a model of the name. */
  | { readonly made: false };

export interface CheckedModel {
  readonly problems: number;
  /** For people. */
  readonly lines: readonly string[];
}
