import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isPlainlyClinical } from './organisation-words';
import { kindOfHead, type Marks, mark } from './place';

/** "seek urgent care", "nearest clinic": what is done there, or which one of many. */
const anyOf =
  /^(?:seek|seeks|seeking|sought|chase|chased|chasing|liaise|defer|nearest|closest|preferred|tertiary|secondary|bulk|bill|billing|ops|busy|walk|hours|usual|regular|appropriate)$/;

/** "birch hollow urgent care", "haverty drug": one or two unknown words before the head, in small letters. */
export function lowOrganisation(marks: Marks, i: number, strong: boolean): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  let start = i - head.phrase;
  if (!strong && !/^(?:drug|drugs|associates|pediatrics|orthopedics|imaging)$/.test(head.lower)) return;
  let own = 0;
  while (start > 0 && own < 2 && i - start < 4) {
    const before = lexemes[start - 1] as Lexeme;
    if (
      (lexemes[start] as Lexeme).gap !== Gap.space ||
      before.kind !== 'word' ||
      before.text !== before.text.toLowerCase()
    )
      break;
    if (
      has(before, Flag.generic) &&
      !isFunctionWord(before.lower) &&
      !/^(?:the|a|our|this|that|outside|local|his|her|their|my|to|in|from|by|with|on|per|via|at|of|for|and|new|other|any|each)$/.test(
        before.lower,
      )
    ) {
      start--;
      continue;
    }
    const known = has(before, Flag.town | Flag.family | Flag.given | Flag.city) && !has(before, Flag.safe);
    if (
      !known &&
      (has(before, Flag.safe | Flag.generic | Flag.credential) ||
        looksClinical(before.lower) ||
        isPlainlyClinical(before) ||
        anyOf.test(before.lower) ||
        before.text.length < 3)
    )
      break;
    own++;
    start--;
  }
  const cue = /^(?:at|to|from|in|near|@)$/.test(lexemes[start - 1]?.lower ?? '');
  if (own > 0 && cue && start < i) mark(marks, start, i + 1, kindOfHead(head));
}
