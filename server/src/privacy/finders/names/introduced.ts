import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, looksLikeWord } from '../../words/lexicon';
import { type Marks, mark } from '../marks';
import { isOwnName } from './aged';
import { mayBeInitials } from './initials';
import { nameAt } from './person';
import { isSpoken } from './talk';

const belongings =
  /^(?:mother|father|mom|dad|wife|husband|daughter|son|sister|brother|aunt|uncle|parents?|family|room|care|home|house|phone|cell|chart|bed|nurse|partner|spouse|school|case|hospital|apartment|concerns?|plan|progress|goals?|questions?|birthday)$/;

/** "Tavish's mother": an unknown name that owns what people own. */
export function owner(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [word, possessive, owned] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (possessive?.kind !== 'symbol' || !/^['’]s$/.test(possessive.text)) return;
  // "KJ's mother"
  if (
    word.writing === 'capitals' &&
    word.text.length < 4 &&
    has(owned, Flag.relative) &&
    mayBeInitials(word)
  ) {
    mark(marks, i, i + 1, 'initials');
    return;
  }
  if (word.writing !== 'capital' || word.text.length < 3 || looksLikeWord(word.lower)) return;
  if (
    !owned ||
    !(belongings.test(owned.lower) || has(owned, Flag.relative | Flag.role) || owned.text === 'PO')
  )
    return;
  if (
    word.flags &
    (Flag.safe |
      Flag.generic |
      Flag.relative |
      Flag.role |
      Flag.title |
      Flag.kept |
      Flag.weekday |
      Flag.month)
  )
    return;
  mark(marks, i, i + 1);
}

const whose = /^(?:his|her|their|my|the|pt|patient)$/;

/** "Lemuel, his brother,", "Oriane is her niece", "Vincent Young is a 56-year-old": what follows tells a person. */
export function introduced(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  if (
    first.writing === 'lower' ||
    first.gap === Gap.none ||
    (first.flags & (Flag.title | Flag.relative | Flag.kept | Flag.role | Flag.weekday)) !== 0
  )
    return;
  // "Tobo the porter", "Hankin the neighbor"
  const who = lexemes[i + 2];
  if (lexemes[i + 1]?.lower === 'the' && first.writing === 'capital' && who?.gap === Gap.space) {
    const person =
      has(who, Flag.relative | Flag.role) || /^(?:porter|barber|cook|cleaner|baker|butcher)$/.test(who.lower);
    if (person && isOwnName(first)) mark(marks, i, i + 1);
  }
  // Most words are not followed by anything of the kind: look before reading a name.
  let near = false;
  for (let k = i + 1; k < i + 6 && !near; k++) {
    const ahead = lexemes[k];
    near = ahead !== undefined && (ahead.text === ',' || (ahead.cues & Cue.being) !== 0);
  }
  if (!near) return;
  const run = nameAt(lexemes, i, has(first, Flag.safe) && !has(first, Flag.ambiguous) ? 'likely' : 'sure');
  if (!run || run.words > 3) return;
  const [next, second, third] = [lexemes[run.end], lexemes[run.end + 1], lexemes[run.end + 2]];
  if (!next || !second) return;
  const is = (next.cues & Cue.being) !== 0;
  if (!is && next.text !== ',') return;
  const possessive = /^['’]s$/.test(third?.text ?? '') ? 1 : 0;
  const kin = lexemes[run.end + 2 + possessive];
  const related = whose.test(second.lower) && has(kin, Flag.relative);
  const aged =
    is &&
    /^(?:a|an)$/.test(second.lower) &&
    run.words > 1 &&
    (third?.kind === 'number' || /^(?:pleasant|lovely|very|delightful)$/.test(third?.lower ?? ''));
  if ((related && !looksLikeWord(first.lower) && !isSpoken(lexemes, i)) || aged)
    mark(marks, run.start, run.end);
}
