import { readFileSync, writeFileSync } from 'node:fs';
import { packClassifiers } from '../server/src/learning/classifier-pack';
import { shippedClassifiers } from './judgement-training';

const FILE = 'server/weights/judgement.bin';

/** Trains what judges assertions, relations and hypotheses; `--check` compares with what is there instead of writing. */
function main(): void {
  const [data, check] = process.argv.slice(2);
  if (data === undefined) {
    console.error('usage: npm run train -- judgement DATA [--check]');
    process.exitCode = 2;
    return;
  }
  const bytes = packClassifiers(shippedClassifiers(data));
  if (check === '--check') {
    const same = Buffer.compare(readFileSync(FILE), bytes) === 0;
    console.log(same ? `${FILE}: the same, byte for byte` : `${FILE}: not the same`);
    process.exitCode = same ? 0 : 1;
    return;
  }
  writeFileSync(FILE, bytes);
  console.log(`${FILE}: ${bytes.length} bytes`);
}

main();
