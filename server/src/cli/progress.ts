import { SingleBar } from 'cli-progress';
import type { Io } from './io';

/** How far a command is; shown where a person watches. */
export interface Progress {
  /** @param done notes that are done, the one under way in parts */
  update(done: number): void;
  /** Takes the bar out of the way of a line that is about to be written. */
  clear(): void;
  stop(): void;
}

const silent: Progress = { update: () => {}, clear: () => {}, stop: () => {} };

/** Whether a person watches who can be shown a bar. */
export const isWatched = (io: Io): boolean => Boolean(io.stderr.isTTY) && io.env.TERM !== 'dumb';

/** A bar on standard error, not yet started. */
export const barOn = (io: Io, format: string): SingleBar =>
  new SingleBar({
    stream: io.stderr,
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    fps: 8,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });

/** A progress bar on standard error where that is a terminal, else nothing. */
export function makeProgress(io: Io, total: number, wanted: boolean): Progress {
  if (!wanted || total === 0 || !isWatched(io)) return silent;
  const bar = barOn(io, '{bar} {percentage}% · {notes} of {all} notes · {eta_formatted} left');
  bar.start(total, 0, { notes: 0, all: total });
  let stopped = false;
  return {
    update: (done) => bar.update(Math.min(done, total), { notes: Math.floor(done) }),
    clear: () => {
      if (!stopped) io.stderr.write('\r\x1b[K');
    },
    stop: () => {
      stopped = true;
      bar.stop();
    },
  };
}
