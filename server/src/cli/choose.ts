import { dirname, resolve } from 'node:path';
import type { EngineChoice } from '../pipeline/auto';
import type { Doors, RuntimeName } from './doors';
import type { NoteSource } from './find-notes';
import { type Io, UsageError } from './io';

interface EngineFlags {
  readonly runtime: RuntimeName;
  readonly endpoint: string | undefined;
  readonly model: string | undefined;
  readonly allowHost: readonly string[];
}

/** The folder that placeholders' key belongs to: the asked folder, or that of the asked file. */
export function workspaceOf(paths: readonly string[], notes: readonly NoteSource[]): string {
  const first = paths.find((path) => path !== '-') ?? '.';
  return notes.some((note) => note.shown === first) ? dirname(resolve(first)) : resolve(first);
}

/** The engine that answers. @throws UsageError or EngineError where the one that was asked for cannot. */
export async function choose(
  paths: readonly string[],
  notes: readonly NoteSource[],
  { runtime, endpoint, model, allowHost }: EngineFlags,
  io: Io,
  doors: Doors,
): Promise<EngineChoice> {
  const wish = {
    runtime,
    endpoint,
    model,
    allowedHosts: allowHost,
    workspace: workspaceOf(paths, notes),
    signal: io.signal,
  };
  const choice = await doors.chooseEngine(wish);
  const { failure } = choice;
  // Who asks for one model, or for an address that bytes may not go to, is not given another engine unasked.
  if (failure && (failure.kind === 'refused-host' || runtime === 'ollama')) {
    const message = `${failure.message} ${failure.help}`.trim();
    throw failure.kind === 'refused-host' ? new UsageError(message) : new EngineError(message);
  }
  return choice;
}

/** The engine that was asked for does not answer: no note can be done, exit 1. */
export class EngineError extends Error {}
