import { has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, plainMeaning } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isContraction } from './person';

/** What is known to mean something else, wherever it stands. */
export const meant =
  plainMeaning | Flag.safe | Flag.organisation | Flag.weakOrganisation | Flag.eponym | Flag.street;

/** A word that is in no list of words, neither of English nor of medicine: mostly somebody's or some place's name. */
export function isStrange(lexeme: Lexeme | undefined): lexeme is Lexeme {
  if (lexeme?.kind !== 'word' || lexeme.mixed || lexeme.text.length < 3) return false;
  if (has(lexeme, meant) || isContraction(lexeme) || isFunctionWord(lexeme.lower)) return false;
  return (safetyIn(lexeme) & Safe.word) === 0;
}
