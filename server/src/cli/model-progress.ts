import type { SingleBar } from 'cli-progress';
import type { SetupStep } from '../runtime/model/setup';
import type { Io, Messages } from './io';
import { barOn, isWatched } from './progress';

const words = { reading: 'reading the file', sending: 'sending it to Ollama' };
const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(bytes < 1e9 ? 3 : 1);

export interface SetupProgress {
  update(step: SetupStep): void;
  clear(): void;
  stop(): void;
}

/** How far the making of a model is: a bar on a terminal, else a line now and then. */
export function setupProgress(io: Io, messages: Messages, quiet: boolean): SetupProgress {
  let doing = '';
  let tenth = -1;
  let bar: SingleBar | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    update(step) {
      if (quiet) return;
      if (step.doing === 'making') {
        stop();
        const percent = step.part === undefined ? '' : ` ${Math.floor(step.part * 10) * 10} %`;
        const line = `${step.says.replace(/ sha256:[0-9a-f]+$/, '')}${percent}`;
        if (line !== doing) messages.info(`Ollama: ${line}`);
        doing = line;
        return;
      }
      const { done, total } = step;
      const begins = doing !== step.doing;
      doing = step.doing;
      if (isWatched(io)) {
        if (begins) {
          stop();
          bar = barOn(
            io,
            `{bar} {percentage}% · ${words[step.doing]} · {sent} of ${gigabytes(total)} GB · {eta_formatted} left`,
          );
          bar.start(total, 0, { sent: '0' });
        }
        bar?.update(done, { sent: gigabytes(done) });
        return;
      }
      if (begins) tenth = -1;
      const now = Math.floor((done / total) * 10);
      if (now > tenth) messages.info(`${words[step.doing]}: ${now * 10} % of ${gigabytes(total)} GB`);
      tenth = Math.max(tenth, now);
    },
    clear: () => {
      if (bar) io.stderr.write('\r\x1b[K');
    },
    stop,
  };
}
