import type { EngineChoice } from '../pipeline/auto';
import type { Doors, RuntimeName } from './doors';
import { type Io, type Messages, UsageError } from './io';

interface EngineFlags {
  readonly runtime: RuntimeName;
  readonly endpoint: string | readonly string[] | undefined;
  readonly model: string | undefined;
  readonly allowHost: readonly string[];
  /** Whether answers are kept for the next time. */
  readonly cache: boolean;
}

/** The engine that answers. @throws UsageError or EngineError where the one that was asked for cannot. */
export async function choose(
  { runtime, endpoint, model, allowHost, cache }: EngineFlags,
  io: Io,
  doors: Doors,
  { warn }: Pick<Messages, 'warn'>,
): Promise<EngineChoice> {
  const wish = {
    runtime,
    endpoint,
    model,
    allowedHosts: allowHost,
    keep: cache ? { folder: doors.cacheFolder, warn } : undefined,
    signal: io.signal,
  };
  const choice = await doors.chooseEngine(wish);
  const { failure } = choice;
  // Who asks for one model, or for an address that bytes may not go to, is not given another engine unasked.
  // A model that is being loaded is waited for.
  const asked = (runtime === 'ollama' || runtime === 'openai') && failure?.kind !== 'loading';
  if (failure && (failure.kind === 'refused-host' || asked)) {
    const message = `${failure.message} ${failure.help}`.trim();
    throw failure.kind === 'refused-host' ? new UsageError(message) : new EngineError(message);
  }
  return choice;
}

/** The engine that was asked for does not answer: no note can be done, exit 1. */
export class EngineError extends Error {}
