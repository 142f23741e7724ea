import { setTimeout as pause } from 'node:timers/promises';

/** What a server is asked about one model. */
export interface Loader {
  /** Milliseconds until the server unloads the model, if nobody asks it; undefined where it is not loaded. */
  left(signal: AbortSignal): Promise<number | undefined>;
  /** Loads it, or starts that time anew. With a number of seconds, that is the time from now on. */
  load(signal: AbortSignal, seconds?: number): Promise<void>;
}

/** A server that would unload sooner is told otherwise, for as long as the model is wanted. Milliseconds. */
const SHORT = 60_000;
const HELD_SECONDS = 300;
/** What a server does by default, where its clock cannot be compared with ours. */
const USUAL_SECONDS = 300;
const LONGEST_BEAT = 240_000;
/** How long giving back may take, in milliseconds: who leaves does not wait for a server. */
const PARTING = 1_000;

/** Resolves after some milliseconds, or when the signal is aborted. */
const restFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal, ref: false }).catch(() => {});

/**
 * Keeps a model loaded until the signal is aborted. A server that keeps models for a while is only asked again before
 * that is over, so that its own setting, or what another client wished for, holds without a word when we are gone,
 * however we go. Only where that is short it is told a time of ours, and its own again at the end.
 * A model that others have pushed out is not loaded again for this: the next question does.
 * @param hold told the seconds that questions have to ask for meanwhile, and undefined at the end
 */
export async function keepLoaded(
  { left, load }: Loader,
  hold: (seconds: number | undefined) => void,
  signal: AbortSignal,
  rest = restFor,
): Promise<void> {
  /** The time of the server itself, where it was told another. */
  let own: number | undefined;
  const beat = async (isFirst: boolean): Promise<number> => {
    if (!isFirst && (await left(signal)) === undefined) return LONGEST_BEAT;
    await load(signal, own === undefined ? undefined : HELD_SECONDS);
    const time = await left(signal);
    if (own === undefined && (time === undefined || time < SHORT)) {
      own = time === undefined ? 0 : time <= 0 ? USUAL_SECONDS : Math.max(1, Math.round(time / 1000));
      hold(HELD_SECONDS);
      await load(signal, HELD_SECONDS);
      return (HELD_SECONDS * 1000) / 2;
    }
    return Math.min(LONGEST_BEAT, Math.max(SHORT, time ?? 0) / 2);
  };
  for (let first = true; !signal.aborted; first = false) {
    // A server that is away may come back.
    const wait = await beat(first).catch(() => LONGEST_BEAT);
    await rest(wait, signal);
  }
  hold(undefined);
  if (own === undefined) return;
  const parting = AbortSignal.timeout(PARTING);
  try {
    if ((await left(parting)) !== undefined) await load(parting, own);
  } catch {
    // Then the server unloads it when our time is over.
  }
}
