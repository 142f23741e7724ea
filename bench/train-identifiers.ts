import { readFileSync, writeFileSync } from 'node:fs';
import { writeLearned } from '../server/src/privacy/learned/weights';
import { learnIdentifiers, shippedNotes, THRESHOLD } from './identifier-training';

const FILE = 'server/src/privacy/learned/weights.txt';

/** Trains what judges names and places beside the rules; `--check` compares with what is there instead of writing. */
function main(): void {
  const written = writeLearned(learnIdentifiers(shippedNotes(), THRESHOLD));
  if (process.argv.includes('--check')) {
    const same = readFileSync(FILE, 'utf8') === written;
    console.log(same ? `${FILE}: the same, byte for byte` : `${FILE}: not the same`);
    process.exitCode = same ? 0 : 1;
    return;
  }
  writeFileSync(FILE, written);
  console.log(`${FILE}: ${written.length} bytes`);
}

main();
