import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';

tell(
  'dog dogs cat cats puppy kitten pet pets pitbull pit terrier poodle labrador lab retriever heeler collie beagle chihuahua dachshund shepherd husky corgi pug boxer spaniel schnauzer mastiff rottweiler doberman greyhound bulldog shih hound mutt parrot parakeet budgie cockatiel hamster gerbil rabbit bunny horse pony mare gelding donkey goat tortoise turtle gecko iguana ferret collies terriers poodles retrievers labradors beagles chihuahuas kittens puppies parrots goats horses'.split(
    ' ',
  ),
  Cue.pet,
);

/** Whether a name is an animal's: "dog Tyson", "cats, Milo and Daisy", "Bruno, her blind collie". */
export function isPet(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  let at = start - 1;
  for (let k = 0; k < 5; k++, at--) {
    const before = lexemes[at];
    if (!before || (lexemes[at + 1] as Lexeme).gap >= Gap.wide) break;
    if (before.cues & Cue.pet) return !has(lexemes[at - 1], Flag.family) || before.writing === 'lower';
    const joins =
      /^(?:,|and|&|named|called|\()$/.test(before.lower) || (before.writing === 'capital' && k < 4);
    if (!joins || before.text === '.') break;
  }
  if (lexemes[end]?.text !== ',' || !/^(?:a|an|his|her|their|my|the)$/.test(lexemes[end + 1]?.lower ?? ''))
    return false;
  // "twin boys Nick/Vik, a parrot": the second of two persons.
  if (lexemes[start - 1]?.text === '/') return false;
  for (let k = end + 2; k < end + 6; k++) {
    const behind = lexemes[k];
    if (behind?.kind !== 'word' || behind.gap >= Gap.wide) return false;
    if (behind.cues & Cue.pet) return true;
  }
  return false;
}
