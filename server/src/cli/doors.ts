import type { EngineChoice } from '../pipeline/auto';

export const runtimes = ['auto', 'embedded', 'ollama'] as const;
export type RuntimeName = (typeof runtimes)[number];

/** What the user says of the engine. */
export interface EngineWish {
  readonly runtime: RuntimeName;
  readonly endpoint: string | undefined;
  readonly model: string | undefined;
  /** Hosts beside this machine that bytes may go to. */
  readonly allowedHosts: readonly string[];
  /** The folder of the notes, absolute: placeholders are of its key. */
  readonly workspace: string;
  readonly signal: AbortSignal;
}

/** What the commands need of the rest of the program; `cli.ts` puts it together, tests give their own. */
export interface Doors {
  readonly version: string;
  chooseEngine(wish: EngineWish): Promise<EngineChoice>;
  /** The secret that placeholders are made from, of the folder of the notes. */
  keyOf(workspace: string): Promise<Uint8Array>;
  /** Serves one client of the language server protocol until it leaves. */
  serve(options: {
    readonly transport: 'stdio' | 'ipc';
    readonly allowedHosts: readonly string[];
  }): Promise<void>;
}
