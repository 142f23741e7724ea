import { Gap, has, type Lexeme } from '../../words/lexer';
import {
  Cue,
  Flag,
  isFunctionWord,
  looksClinical,
  looksLikeWord,
  plainMeaning,
  tell,
} from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { hyphenated, isAccented, nameAt } from './person';

tell(['name', 'surname', 'née', 'nee'], Cue.calls);

const whose =
  /^(?:my|his|her|their|your|whose|patient's|pt's|'s|’s|maiden|given|first|last|middle|family|birth|married|real|full|legal|the)$/;
/** What is said of a name otherwise. */
const saying =
  /^(?:unknown|unclear|not|known|on|same|different|correct|incorrect|listed|spelled|withheld|pending|blank|missing|changed|confirmed|verified|here|there|also|now|still|in|being|called)$/;
const other = plainMeaning & ~Flag.generic;

/** "My name is Ján", "her maiden name is Key", "née Stone", "was called Thomas Arcuri": whoever is named so. */
export function selfNamed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  let at = i + 1;
  if (word.lower === 'called') {
    if (!/^(?:was|is)$/.test(lexemes[i - 1]?.lower ?? '')) return;
    const run = nameAt(lexemes, at, 'likely');
    const known = run && (run.known > 0 || has(lexemes[at], Flag.given));
    if (run && known && run.words > 1 && lexemes[at]?.writing === 'capital') mark(marks, at, run.end);
    return;
  }
  if (/^(?:name|surname)$/.test(word.lower)) {
    if (!whose.test(lexemes[i - 1]?.lower ?? '')) return;
    // "(real name Koppány)"
    const bare = /^(?:real|legal|birth|maiden|given|chosen|preferred|dead|full)$/.test(
      lexemes[i - 1]?.lower ?? '',
    );
    if (/^(?:is|was|'s|’s|:|=)$/.test(lexemes[at]?.lower ?? '')) at++;
    else if (!bare || lexemes[at]?.writing !== 'capital' || lexemes[at]?.gap !== Gap.space) return;
  } else if (!/^n[eé]e$/i.test(word.text)) return;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap > Gap.space || first.mixed || isFunctionWord(first.lower)) return;
  if (first.writing === 'lower') {
    const plain = (safetyIn(first) & Safe.word) !== 0 && !has(first, Flag.given);
    if (!plain && first.text.length > 2 && !has(first, Flag.safe)) mark(marks, at, at + 1);
    return;
  }
  if ((has(first, other) && !isAccented(first)) || saying.test(first.lower) || looksClinical(first.lower))
    return;
  const run = nameAt(lexemes, at, 'sure');
  mark(marks, at, run && run.start === at ? run.end : hyphenated(lexemes, at));
}

/** "Koppány: “Who are you?”": who speaks; `i` starts a line. */
export function speaker(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (lexemes[i + 1]?.text !== ':' || !/^["“]$/.test(lexemes[i + 2]?.text ?? '')) return;
  const word = lexemes[i] as Lexeme;
  const known = has(word, Flag.given) && !has(word, Flag.safe);
  const strange = (safetyIn(word) & Safe.word) === 0 && !has(word, Flag.label | Flag.safe | other);
  if (word.writing === 'capital' && word.text.length > 2 && (known || strange) && !looksLikeWord(word.lower))
    mark(marks, i, i + 1);
}
