import { writeFileSync, writeSync } from 'node:fs';

/** A line of a stack; of it only file, line and column are told. */
const frame = /^ {4}at .*?([\w.-]{1,80}:\d{1,9}:\d{1,9})\)?$/;
const MOST_PLACES = 4;

/** Where in the program an error came from. Its message, which the stack repeats, may have lines that look like places. */
function placesOf({ stack = '', message }: Error): string[] {
  const from = stack.indexOf(message);
  if (from < 0) return [];
  const lines = stack.slice(from + message.length).split('\n');
  return lines.flatMap((line) => frame.exec(line)?.[1] ?? []).slice(0, MOST_PLACES);
}

/**
 * What may be told of an error that nobody foresaw: its kind, and its places in the program. Never its message, nor
 * anything else that it carries: that might quote a note.
 */
export function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return `an error of this program (${typeof error})`;
  const kind = /^\w{1,60}$/.exec(error.name)?.[0] ?? 'Error';
  const places = placesOf(error);
  return `an error of this program (${kind}${places.length > 0 ? ` at ${places.join(', ')}` : ''})`;
}

/** Of a process that is killed by a fault, Linux may write the memory to the disk, and that holds notes. */
function leaveOutOfDumps(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Another system, or one where that is not for the process to say.
  }
}

/**
 * Has nothing of the memory kept, nor told, where the program ends as nobody foresaw.
 * Ends the program with status 1 where an error reaches nobody, and says what may be told of it: Node.js itself would
 * print the message, and all that the error carries.
 */
export function endAtUnforeseen(): void {
  leaveOutOfDumps();
  process.on('uncaughtException', (error) => {
    try {
      writeSync(process.stderr.fd, `error: ${unforeseen(error)}; please report it\n`);
    } catch {
      // Nobody listens.
    }
    process.exit(1);
  });
}
