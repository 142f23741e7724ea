import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes what was trained; with `--check` on the command line it only says whether the file holds the same, else 1 is the exit status. */
export function ship(file: string, bytes: Uint8Array): void {
  if (process.argv.includes('--check')) {
    const same = Buffer.compare(readFileSync(file), bytes) === 0;
    console.log(same ? `${file}: the same, byte for byte` : `${file}: not the same`);
    process.exitCode = same ? 0 : 1;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
