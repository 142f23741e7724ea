import { packClassifiers } from '../server/src/learning/classifier-pack';
import { shippedClassifiers } from './judgement-training';
import { ship } from './shipped-file';

/** Trains what judges assertions, relations and hypotheses; `--check` compares with what is there instead of writing. */
function main(): void {
  const [data] = process.argv.slice(2);
  if (data === undefined) {
    console.error('usage: npm run train -- judgement DATA [--check]');
    process.exitCode = 2;
    return;
  }
  ship('server/weights/judgement.bin', packClassifiers(shippedClassifiers(data)));
}

main();
