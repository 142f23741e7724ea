import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackTagger } from '../learning/pack';
import type { Tagger } from '../learning/tagger';

// Where the weights lie beside a bundle (server/out, bench/out) and beside this file.
const places = ['../weights', '../../weights', '../../server/weights'].map((folder) =>
  join(__dirname, folder, 'i2b2.bin'),
);

let shipped: Tagger | undefined;

/**
 * The tagger that ships: problems, tests and treatments. Its sentences want the hints of `ruleFeatures`. The weights
 * are read when it is first asked for.
 * Throws where the file is missing.
 */
export function shippedTagger(): Tagger {
  if (!shipped) {
    const file = places.find((place) => existsSync(place));
    if (file === undefined) throw new Error('the weights that ship are missing');
    shipped = unpackTagger(readFileSync(file));
  }
  return shipped;
}
