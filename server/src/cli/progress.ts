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

/** A progress bar on standard error where that is a terminal, else nothing. */
export function makeProgress(io: Io, total: number, wanted: boolean): Progress {
  if (!wanted || !io.stderr.isTTY || total === 0 || io.env.TERM === 'dumb') return silent;
  const bar = new SingleBar({
    stream: io.stderr,
    format: '{bar} {percentage}% · {notes} of {all} notes · {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    fps: 8,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
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
