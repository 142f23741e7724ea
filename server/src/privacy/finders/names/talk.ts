import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';

const speaker =
  /^(?:doctor|patient|nurse|guest|clinician|provider|therapist|interviewer|mother|father|family)$/;

/** "Doctor: Good, so it works.", "Patient: Um, no.": a word that somebody starts to speak with; `i` is the word behind the colon. */
export function isSpoken(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, label] = [lexemes[i] as Lexeme, lexemes[i - 2]];
  if (label?.gap !== Gap.line || lexemes[i - 1]?.text !== ':' || !speaker.test(label.lower)) return false;
  const short = word.writing === 'capital' && word.text.length < 4 && !has(word, Flag.given | Flag.family);
  if (!short && !isFunctionWord(word.lower) && (safetyIn(word) & Safe.word) === 0) return false;
  const parted = /^[,.!?…]$/.test(lexemes[i + 1]?.text ?? '') ? 1 : 0;
  const next = lexemes[i + 1 + parted];
  if (next?.kind !== 'word' || next.gap !== Gap.space) return false;
  // "Doctor: Young, seen today" may be one.
  const named = has(word, Flag.given | Flag.family | Flag.ambiguous);
  return (
    !named ||
    (next.cues & Cue.grammar) !== 0 ||
    (parted === 0 && next.writing === 'lower') ||
    thanks.test(next.lower)
  );
}

const thanks =
  /^(?:thanks|thank|morning|afternoon|evening|doctor|sir|how|and|then|let's|i'm|i'll|you're|we'll|that's|any)$/;
