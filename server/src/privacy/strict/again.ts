import type { NameSet } from '../clues';
import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { Judged, type Judgement } from './judgement';

const meant = Flag.title | Flag.relative | Flag.role | Flag.patient | Flag.credential | Flag.label;

/** "gaz took it", "gave it to dot!": in small letters, where only somebody fits. */
function isNamedLow(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(word, Flag.given | Flag.ambiguous) && word.safety !== 0 && (safetyIn(word) & Safe.everyday) !== 0)
    return false;
  if (
    next?.kind === 'word' &&
    /^(?:took|gave|says|said|told|called|asked|wants|went|came|thinks|knows|has)$/.test(next.lower)
  )
    return before === undefined || before.kind !== 'word' || word.gap >= Gap.wide;
  return (
    before?.kind === 'word' &&
    /^(?:to|told|ask|asked|thx|thanks|paged|called|and|from)$/.test(before.lower) &&
    next?.kind !== 'number'
  );
}

/**
 * Masks words that the note calls somebody by, wherever they stand in that writing: who is called Comfort or Means is
 * looked for though the word is an everyday one. Linear in the block.
 */
export function maskAgain({ lexed: { lexemes, small }, judged, shouted }: Judgement, names: NameSet): void {
  if (names.parts.size === 0) return;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (judged[i] !== Judged.safe || lexeme.kind !== 'word' || lexeme.text.length < 3) continue;
    const part = names.parts.get(lexeme.lower);
    if (!part || isFunctionWord(lexeme.lower) || has(lexeme, meant)) continue;
    // "gaz took it"
    if (isClinicalOnly(lexeme) && !isNamedLow(lexemes, i)) continue;
    if (lexeme.writing === 'lower' && !small && !part.lower && !isNamedLow(lexemes, i)) continue;
    // "HEAD: normal", "Lynch syndrome" in a note of Dr. Head and Dr. Lynch.
    if (has(lexeme, Flag.eponym)) continue;
    const clinical = (safetyIn(lexeme) & Safe.clinical) !== 0;
    if (clinical && lexemes[i + 1]?.text === ':') continue;
    if (has(lexeme, Flag.eponymHead) && (lexeme.writing !== 'capital' || shouted[i] === 1)) continue;
    judged[i] = Judged.unsafe;
  }
}
