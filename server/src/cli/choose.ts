import type { EngineChoice } from '../pipeline/auto';
import type { Doors, RuntimeName } from './doors';
import { type Io, UsageError } from './io';

interface EngineFlags {
  readonly runtime: RuntimeName;
  readonly endpoint: string | readonly string[] | undefined;
  readonly model: string | undefined;
  readonly allowHost: readonly string[];
}

/** The engine that answers. @throws UsageError or EngineError where the one that was asked for cannot. */
export async function choose(
  { runtime, endpoint, model, allowHost }: EngineFlags,
  io: Io,
  doors: Doors,
): Promise<EngineChoice> {
  const wish = {
    runtime,
    endpoint,
    model,
    allowedHosts: allowHost,
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
