import type { EngineChoice } from '../pipeline/auto';
import type { CacheOptions } from '../pipeline/cache/answer-cache';
import type { LearnerClient } from '../pipeline/learned/thread';
import type { UsableKey } from '../privacy/corpus/key';

export const runtimes = ['auto', 'embedded', 'ollama', 'openai'] as const;
export type RuntimeName = (typeof runtimes)[number];

/** What the user says of the engine. */
export interface EngineWish {
  readonly runtime: RuntimeName;
  readonly endpoint: string | readonly string[] | undefined;
  readonly model: string | undefined;
  /** Hosts beside this machine that bytes may go to. */
  readonly allowedHosts: readonly string[];
  /** Where answers are kept, if they are to be. */
  readonly keep: CacheOptions | undefined;
  readonly signal: AbortSignal;
}

/** What the commands need of the rest of the program; `cli.ts` puts it together, tests give their own. */
export interface Doors {
  readonly version: string;
  chooseEngine(wish: EngineWish): Promise<EngineChoice>;
  /** The user's configuration folder: the key of placeholders, and what was settled for each corpus. */
  readonly configFolder: string;
  /** The user's own folder for what can be had again. */
  readonly cacheFolder: string;
  /** The key that placeholders are made from. @throws UsageError if it is damaged */
  placeholderKey(): Promise<UsableKey>;
  /** Starts a thread that learns from gold. */
  learner(warn: (message: string) => void): LearnerClient;
  /** Serves one client of the language server protocol until it leaves. */
  serve(options: {
    readonly transport: 'stdio' | 'ipc';
    readonly allowedHosts: readonly string[];
  }): Promise<void>;
}
