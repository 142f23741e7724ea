import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isCapital, nowhere } from '../names/everyday';
import { type Marks, mark } from './place';
import { clinical } from './venues';

/** Where something lies or somebody is, whatever follows. */
const beside =
  /^(?:at|@|near|nr|behind|past|above|over|below|under|outside|opposite|beside|beyond|around|by)$/;
const trades =
  /^(?:bakery|truck|diner|cafe|café|pub|bar|tavern|shop|store|garage|salon|barbers?|deli|market|butchers?|chippy|takeaway|kitchen|restaurant|gym|nursery|daycare|creche|farm|orchard|yard|boatyard|mill|hardware|pharmacy|bookies|laundromat|launderette|grocery|groceries|bodega|pizzeria|nightclub|club|hotel|motel|inn|marina|landing|corner|crossing|arcade|cinema|theatre|theater|florist|newsagents?|playgroup|stables|ranch|vineyard|winery|brewery)$/;
const goesOn =
  /^(?:in|on|until|till?|and|but|for|since|every|from|with|w|to|when|where|after|before|as|then|now|x|or|most|daily|nightly|weekly|part|full)$/;

/** Words of everyday that are nobody's place: "at Mother's", "at Doctor's". */
const nobody = nowhere & ~Flag.title;

/**
 * "near Devil's Kitchen", "behind Miss Quill's Beauty Box", "over Quimby's bakery", "nights at Quillan's until May",
 * "seen at Children's and sent home": a place called after somebody; `i` is the possessive.
 */
export function owned(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [owner, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (!isCapital(owner) || owner.text.length < 3 || (lexemes[i] as Lexeme).gap !== Gap.none) return;
  const hospital = /^(?:children|women|kids)$/.test(owner.lower);
  if (!hospital && (has(owner, nobody | Flag.eponym) || clinical(owner))) {
    if (!has(owner, Flag.family | Flag.given) || has(owner, nobody) || has(next, Flag.eponymHead)) return;
  }
  let start = i - 1;
  while (start > i - 3 && isCapital(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) {
    if (has(lexemes[start - 1], nobody)) break;
    start--;
  }
  const preposition = lexemes[start - 1]?.lower ?? '';
  if (lexemes[start]?.gap !== Gap.space && preposition !== '@') return;
  const out = preposition === 'of' && lexemes[start - 2]?.lower === 'out';
  if (next?.kind === 'word' && next.gap === Gap.space && trades.test(next.lower) && !hospital) {
    mark(marks, start, next.writing === 'lower' ? i + 1 : i + 2, 'company');
    return;
  }
  if (!beside.test(preposition) && !out && !(hospital && /^(?:to|from|via)$/.test(preposition))) return;
  let end = i + 1;
  while (end < i + 4 && isCapital(lexemes[end]) && lexemes[end]?.gap === Gap.space) {
    const word = lexemes[end] as Lexeme;
    if (has(word, Flag.eponymHead | nowhere) || (safetyIn(word) & Safe.clinical) !== 0) break;
    end++;
  }
  // "at Dupuytren's Release": what is done, and no place.
  if (end === i + 1 && isCapital(next) && next.gap === Gap.space) return;
  const closed =
    next === undefined ||
    next.gap >= Gap.wide ||
    /^[.,;:)(+/&–—-]$/.test(next.text) ||
    goesOn.test(next.lower);
  if (end > i + 1 || (closed && (/^(?:at|@|over|behind|above|outside|near)$/.test(preposition) || hospital)))
    mark(marks, start, end, hospital ? 'hospital' : 'company');
}
