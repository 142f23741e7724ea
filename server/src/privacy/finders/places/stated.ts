import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord } from '../../words/lexicon';
import { type Marks, mark } from './place';

/** Words that may be of a town or a street, before an index: the first one's index. */
function wordsBefore(lexemes: readonly Lexeme[], end: number, most: number): number {
  let start = end;
  while (start > end - most) {
    const word = lexemes[start - 1];
    if (word?.kind !== 'word' || word.mixed || isFunctionWord(word.lower)) break;
    if (has(word, Flag.title | Flag.relative | Flag.patient | Flag.weekday | Flag.month)) break;
    if (start < end && (lexemes[start] as Lexeme).gap !== Gap.space) break;
    start--;
  }
  return start;
}

/** Whether nothing of a sentence stands before: the start of a line, or a comma. */
const opens = (lexemes: readonly Lexeme[], i: number): boolean => {
  const before = lexemes[i - 1];
  return before === undefined || (lexemes[i] as Lexeme).gap >= Gap.wide || before.text === ',';
};

/**
 * "18 quarry trot, red bud ky 40999", "404 Main, Still Water NE 68499": whatever the words are, a state and five digits
 * make what stands before them a town, and a number and words before that a street; `i` is the number.
 */
export function stated(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [state, code, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (code.text.length !== 5 || code.gap !== Gap.space || !has(state, Flag.state)) return;
  if (state?.text.length !== 2 || state.gap !== Gap.space) return;
  if (next !== undefined && next.gap <= Gap.space && !/^[.,;:)|-]$/.test(next.text)) return;
  const end = lexemes[i - 2]?.text === ',' ? i - 2 : i - 1;
  const town = wordsBefore(lexemes, end, 3);
  if (town === end || !opens(lexemes, town)) return;
  mark(marks, town, end, 'city');
  mark(marks, i, i + 1, 'zip');
  if (lexemes[town - 1]?.text !== ',') return;
  // "412 walnut #6,"
  let last = town - 1;
  if (lexemes[last - 1]?.kind === 'number' && lexemes[last - 2]?.text === '#') last -= 2;
  const street = wordsBefore(lexemes, last, 4);
  const house = lexemes[street - 1];
  if (
    street < last &&
    house?.kind === 'number' &&
    house.text.length < 6 &&
    lexemes[street]?.gap === Gap.space
  )
    mark(marks, street - 1, town - 1, 'street');
}
