import { mentionsKin } from './claims';
import { ABNORMAL, ANATOMY, FUNCTION, HEAD, LISTED, STOP, WEAK } from './classes';
import { lookUp } from './lexicon';

const bitsOf = (word: string): number =>
  lookUp({ text: word, lower: word, kind: 'word', start: 0, end: word.length }).bits;

/** Whether a word (lower case) names a part of the body or what it does, and no problem. */
export const isPlace = (word: string): boolean => {
  const bits = bitsOf(word);
  return (bits & (ANATOMY | FUNCTION)) !== 0 && (bits & HEAD) === 0;
};

/** How much a word (lower case) says of what a sentence is about, from 0 to 1: names of problems most, verbs least. */
export function salience(word: string): number {
  if (word.includes('_')) return Math.max(...word.split('_').map(salience));
  if (mentionsKin(word)) return 1;
  const bits = bitsOf(word);
  if (bits & HEAD && !(bits & WEAK)) return 1;
  if (bits & (ANATOMY | FUNCTION | ABNORMAL)) return 0.9;
  if (bits & STOP && bits & LISTED) return 0.5;
  return 0.8;
}
