import type { WordFeatures } from '../learning/sentence';
import type { SectionKind } from '../note/headings';
import type { Token } from '../note/tokens';
import { LISTED } from './classes';
import { type Phrase, phrasesOf } from './phrases';
import { termUnits, type Unit } from './units';

const names = new Map<number, string>();

/** A name for what the lexicon says of a token: its class, and whether it opens the term. */
function named(bits: number, opens: boolean): string {
  const key = (bits & ~LISTED) * 2 + Number(opens);
  let name = names.get(key);
  if (name === undefined) {
    name = `lexicon:${key}`;
    names.set(key, name);
  }
  return name;
}

function ofUnits(tokens: readonly Token[], units: readonly Unit[]): string[] {
  const found = tokens.map(() => named(0, true));
  for (const { first, last, bits } of units)
    for (let i = first; i <= last; i++) found[i] = named(bits, i === first);
  return found;
}

/** What the lexicon says of each word: one name a token. */
export const lexiconFeatures: WordFeatures = (text, tokens) =>
  ofUnits(tokens, termUnits(text, tokens, 0, tokens.length)).map((name) => [name]);

/** The rules' answer at a token, with which of its ends the token is. */
const answer = ({ type, first, last }: Phrase, at: number): string =>
  `rules:${type}${at === first ? ':first' : ''}${at === last ? ':last' : ''}`;

/** What the lexicon and the rules say of each word: two names a token. */
export const ruleFeatures: WordFeatures = (text, tokens, section: SectionKind) => {
  const units = termUnits(text, tokens, 0, tokens.length);
  const said = tokens.map(() => 'rules:none');
  for (const phrase of phrasesOf(tokens, units, section))
    for (let i = phrase.first; i <= phrase.last; i++) said[i] = answer(phrase, i);
  return ofUnits(tokens, units).map((name, i) => [name, said[i] as string]);
};
