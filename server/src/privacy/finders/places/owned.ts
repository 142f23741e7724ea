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
const departments =
  /^(?:renal|liver|icu|itu|ed|mdt|nicu|picu|neurosurg|neurosurgery|cardiothoracics?|haem|onc|switch|switchboard|outpatients|transplant)$/;
const goesOn =
  /^(?:in|on|until|till?|and|but|for|since|every|from|with|w|to|when|where|after|before|as|then|now|x|or|most|daily|nightly|weekly|part|full)$/;

const closes = (next: Lexeme | undefined): boolean =>
  next === undefined || next.gap >= Gap.wide || /^[.,;:)(+/&–—-]$/.test(next.text) || goesOn.test(next.lower);

const happens =
  /^(?:drowned|drowning|fell|found|crashed|collapsed|stabbed|shot|camped|camping|fishing|hiking|climbing|surfing|swimming|parked|stopped|stranded|robbed|assaulted|rescued|hunting|grew|sleeping|slept|sleeps|picnic)$/;

/** "drowned at Scar Top": where something happened, of two words or more; `i` is the preposition. */
export function happenedAt(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (!happens.test(lexemes[i - 1]?.lower ?? '')) return;
  let end = i + 1;
  while (
    end < i + 5 &&
    isCapital(lexemes[end]) &&
    lexemes[end]?.gap === Gap.space &&
    !has(lexemes[end], nowhere)
  )
    end++;
  const run = lexemes.slice(i + 1, end);
  if (run.length > 1 && !run.every((l) => has(l, Flag.generic))) mark(marks, i + 1, end, 'company');
}

const between = /^(?:on|by|le|la|a|under|upon|in|sur|en|cum|next|nigh|super)$/;

/** "Wait-a-Mile", "Quill-on-Tane": a place of words that hyphens join; `i` is the first hyphen. */
export function hyphenedPlace(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, dash, link, second, last] = lexemes.slice(i - 1, i + 4);
  if (!isCapital(first) || dash?.gap !== Gap.none || !link || !between.test(link.lower)) return;
  if (link.writing !== 'lower' || link.gap !== Gap.none || second?.text !== '-' || !isCapital(last)) return;
  if (second.gap !== Gap.none || last.gap !== Gap.none || first.lower === last.lower) return;
  if (first.text.length < 3 || last.text.length < 3) return;
  if (has(first, nowhere) || clinical(first) || clinical(last)) return;
  mark(marks, i - 1, i + 4, 'city');
}

const isSaint = (lexeme: Lexeme | undefined): boolean => /^(?:St|Saint)$/.test(lexeme?.text ?? '');

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
    if (has(lexemes[start - 1], nobody) && !isSaint(lexemes[start - 1])) break;
    start--;
  }
  const preposition = lexemes[start - 1]?.lower ?? '';
  if (lexemes[start]?.gap !== Gap.space && preposition !== '@') return;
  // "King's renal", "Guy's ICU"
  if (next?.gap === Gap.space && departments.test(next.lower) && !hospital && !has(owner, Flag.given)) {
    mark(marks, start, i + 1, 'hospital');
    return;
  }
  const saint = isSaint(lexemes[start]);
  const out = preposition === 'of' && lexemes[start - 2]?.lower === 'out';
  if (next?.kind === 'word' && next.gap === Gap.space && trades.test(next.lower) && !hospital) {
    mark(marks, start, next.writing === 'lower' ? i + 1 : i + 2, 'company');
    return;
  }
  if (saint && closes(next)) {
    mark(marks, start, i + 1, 'company');
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
  const closed = closes(next);
  if (end > i + 1 || (closed && (/^(?:at|@|over|behind|above|outside|near)$/.test(preposition) || hospital)))
    mark(marks, start, end, hospital ? 'hospital' : 'company');
}

/** "(Independent Health, ID K0044)": who insures, before the number of who is insured; `i` is the label. */
export function insurer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [comma, label] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (comma?.text !== ',' || !/^(?:id|member|policy|group|plan|subscriber)$/.test(label.lower)) return;
  let start = i - 1;
  while (start > i - 6 && isCapital(lexemes[start - 1]) && !has(lexemes[start - 1], nobody)) start--;
  const [before, first] = [lexemes[start - 1], lexemes[start] as Lexeme];
  const run = lexemes.slice(start, i - 1);
  const opens = before === undefined || first.gap >= Gap.wide || /^[(:–—-]$/.test(before.text);
  if (
    !opens ||
    run.length < 2 ||
    run.some((l) => has(l, Flag.given)) ||
    run.every((l) => has(l, Flag.generic))
  )
    return;
  const number = lexemes.slice(i + 1, i + 4).some(({ kind, mixed }) => kind === 'number' || mixed);
  if (number) mark(marks, start, i - 1, 'company');
}
