import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Classifier } from '../learning/classifier';
import { unpackClassifiers } from '../learning/classifier-pack';
import { once } from './memo';

/** What each of the classifiers that ship decides. */
export const judged = ['assertion', 'relation', 'inference'] as const;
export type Judged = (typeof judged)[number];

// Where the weights lie beside a bundle (server/out, bench/out) and beside this file.
const places = ['../weights', '../../weights', '../../server/weights'].map((folder) =>
  join(__dirname, folder, 'judgement.bin'),
);

const shipped = once(() => {
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error('the weights that ship are missing');
  return unpackClassifiers(readFileSync(file));
});

/** A classifier that ships. All are read when one is first asked for. Throws where the file is missing. */
export function shippedJudgement(what: Judged): Classifier {
  const classifier = shipped().get(what);
  if (!classifier) throw new Error(`the weights that ship have none for ${what}`);
  return classifier;
}
