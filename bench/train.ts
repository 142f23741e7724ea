import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fitDefaults } from '../server/src/learning/fit';
import { packTagger, unpackTagger } from '../server/src/learning/pack';
import { asSureAsRight, trainTagger } from '../server/src/learning/train';
import { clustersIn, ownGold, shippedGold } from './training-data';

const FILE = 'server/weights/i2b2.bin';
/** Bytes: half of what the weights may take; more features did no better. */
const MOST = 1_000_000;

/** Trains the shipped weights on a folder of corpora; `--check` compares with those that are there instead of writing. */
function main(): void {
  const [data, check] = process.argv.slice(2);
  if (data === undefined) {
    console.error('usage: npm run train -- DATA [--check]');
    process.exitCode = 2;
    return;
  }
  const gold = shippedGold(data);
  const clusters = clustersIn(data);
  console.log(`${gold.length} sentences, ${clusters.size} words in classes`);
  const tagger = trainTagger(gold, { clusters, like: 'i2b2-style', fit: { ...fitDefaults, epochs: 6 } });
  // What ships is measured as it ships, on notes of another corpus of the same guideline: on held-out notes of the
  // corpora that it learned from it looks surer than it is.
  const bytes = packTagger(asSureAsRight(unpackTagger(packTagger(tagger, MOST)), ownGold()));
  if (check === '--check') {
    const same = Buffer.compare(readFileSync(FILE), bytes) === 0;
    console.log(same ? `${FILE}: the same, byte for byte` : `${FILE}: not the same`);
    process.exitCode = same ? 0 : 1;
    return;
  }
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, bytes);
  console.log(`${FILE}: ${bytes.length} bytes`);
}

main();
