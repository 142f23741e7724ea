import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag } from '../words/lexicon';
import { Safe, safetyOf } from '../words/safe-words';
import { Judged, type Judgement } from './judgement';

/** So many single letters in a row may spell a name, so many digits in words a number; fewer behind a label. */
const LETTERS = 4;
const DIGITS = 5;
const LABELLED = 3;

const digit = /^(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|niner|double|triple|hundred)$/;
const between = /^[-–—,./]$/;

/** Masks what is spelled: "Q u a r f", a number digit by digit in words. */
export function maskSpelled({ lexed: { lexemes }, judged }: Judgement): void {
  const mask = (from: number, end: number): void => {
    for (let i = from; i < end; i++)
      if (judged[i] === Judged.safe && (lexemes[i] as Lexeme).kind !== 'symbol') judged[i] = Judged.unsafe;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word') continue;
    if (lexeme.lower.length === 1) {
      const run = runOf(lexemes, i, ({ lower }) => lower.length === 1, Gap.space);
      if (run.count >= LETTERS && !isOrdinary(lexemes.slice(i, run.end))) mask(i, run.end);
      i = run.end - 1;
    } else if (digit.test(lexeme.lower)) {
      const run = runOf(lexemes, i, ({ lower }) => digit.test(lower), Gap.line);
      if (run.count >= (isLabelled(lexemes, i) ? LABELLED : DIGITS)) mask(i, run.end);
      i = run.end - 1;
    }
  }
}

/** The run of such words that starts here, with single marks between them. */
function runOf(
  lexemes: readonly Lexeme[],
  from: number,
  fits: (word: Lexeme) => boolean,
  widest: number,
): { end: number; count: number } {
  let [end, count] = [from + 1, 1];
  for (;;) {
    const next = between.test(lexemes[end]?.text ?? '') ? end + 1 : end;
    const word = lexemes[next];
    if (word?.kind !== 'word' || word.gap > widest || !fits(word)) return { end, count };
    end = next + 1;
    count++;
  }
}

/** "S U M M A R Y", "a b c d": a word that is known, letters in their order. */
function isOrdinary(run: readonly Lexeme[]): boolean {
  const word = run.map(({ kind, lower }) => (kind === 'word' ? lower : '')).join('');
  return (
    (safetyOf(word, 0) & (Safe.word | Safe.name)) === Safe.word || 'abcdefghijklmnopqrstuvwxyz'.includes(word)
  );
}

/** Behind "MRN", "Tel:", "account number". */
function isLabelled(lexemes: readonly Lexeme[], i: number): boolean {
  for (let at = i - 1; at >= i - 4 && at >= 0; at--) {
    const lexeme = lexemes[at] as Lexeme;
    if (has(lexeme, Flag.label | Flag.extension)) return true;
    if (lexeme.kind === 'number') return false;
  }
  return false;
}
