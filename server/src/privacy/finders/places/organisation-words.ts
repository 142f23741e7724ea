import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { evokes } from './evocative';
import { labels } from './labelled-places';

const name =
  Flag.kept |
  Flag.given |
  Flag.family |
  Flag.ambiguous |
  Flag.city |
  Flag.town |
  Flag.organisation |
  Flag.weakOrganisation;

/** "Spiritual Care", "Psych Pharmacy": of medicine or of every day, and no name besides. */
export const isPlainlyClinical = (lexeme: Lexeme): boolean => {
  const bits = safetyIn(lexeme);
  const usual = (bits & (Safe.clinical | Safe.everyday)) !== 0 && (bits & Safe.name) === 0;
  return usual && !has(lexeme, name) && !evokes(lexeme);
};

const toward = /^(?:at|@|from|by|via|through|thru|near|with)$/;
/** What is said of a part of any hospital: "Same Day Surgery Center", "Weight Loss Clinic". */
const ofAny =
  /^(?:same|day|days|night|short|long|stay|term|weight|loss|follow|up|walk|in|management|medical|transfer|travel|new|special|total|joint|early|intensive|step|down|high|risk|low|post|pre|adult|older|senior|young)$/;

/** "at Steady Gait Physical Therapy", or at the head of a letter: words of every day before the head at `i`. */
export function isCalled(lexemes: readonly Lexeme[], start: number, i: number): boolean {
  const words = lexemes.slice(start, i).filter(({ kind }) => kind === 'word');
  const { phrase } = lexemes[i] as Lexeme;
  // "Triangle Family Medicine": before a head of two words a word of medicine tells, too.
  const usual = (lexeme: Lexeme): boolean =>
    has(lexeme, Flag.generic) ||
    ofAny.test(lexeme.lower) ||
    (safetyIn(lexeme) & (phrase > 0 ? Safe.measured : Safe.clinical)) !== 0;
  if (words.length + phrase < 2 || words.every(usual)) return false;
  const [first, before, next] = [lexemes[start] as Lexeme, lexemes[start - 1], lexemes[i + 1]];
  const field = before?.text === ':' && labels.test(lexemes[start - 2]?.lower ?? '');
  if (first.gap === Gap.space && (field || toward.test(before?.lower ?? ''))) return true;
  if (before !== undefined && first.gap !== Gap.line) return false;
  const parted = next !== undefined && /^[,(|–—-]$/.test(next.text) && lexemes[i + 2]?.kind === 'number';
  return next === undefined || next.gap === Gap.line || parted;
}
