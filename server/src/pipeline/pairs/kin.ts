import { foldWord } from '../units';
import { stemOf } from '../words';
import list from './kin.txt';

/** A matter that a word speaks of, and whether the word by itself denies it. */
export interface Kin {
  readonly matter: string;
  readonly denies: boolean;
}

const kin = new Map<string, Kin[]>();
for (const [number, line] of list.split('\n').entries()) {
  if (line.startsWith('#')) continue;
  for (const entry of line.split(' ').filter((one) => one !== '')) {
    const word = stemOf(foldWord(entry.replace(/^-/, '')));
    const one = { matter: `#${number}`, denies: entry.startsWith('-') };
    const known = kin.get(word);
    if (known) known.push(one);
    else kin.set(word, [one]);
  }
}

/** The matters that a folded, stemmed word speaks of; of most words none is known. */
export const kinOf = (stem: string): readonly Kin[] => kin.get(stem) ?? [];

const LEAD = 5;
/** What a word shares with others of its root, "lightheadedness" with "lightheaded"; undefined for a short word. */
export const leadOf = (stem: string): string | undefined =>
  stem.length > LEAD && /^[a-z]+$/.test(stem) ? `~${stem.slice(0, LEAD)}` : undefined;
