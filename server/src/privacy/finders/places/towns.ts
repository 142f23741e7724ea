import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, looksClinical, looksLikeWord, plainMeaning } from '../../words/lexicon';
import { Safe } from '../../words/safe-words';
import { stick } from '../finding';
import { isProduct } from '../names/products';
import { type Marks, mark, proper, properRun, wraps } from './place';
import { clinical } from './venues';

const zip = /\d{5}(?:-\d{4})?(?![\p{L}\p{Nd}]|[-.]\d)/uy;

const livesBefore =
  /^(?:lives?|lived|living|resides?|residing|born|raised|moved|relocated|grew|native|resident|stays|staying|trip|travel(?:ed|led|s|ing)?|visit(?:ing|ed)?|vacation(?:ing)?|returned|drove|flew|flying|transferred|emigrated|immigrated|hometown|home|mechanic|man|woman|driver|worker|veteran|farmer|teacher|student|lady|gentleman|male|female|originally|up|back|came|comes|camping|hiking|fishing|cruise|conference|admitted|referred|discharged|sent|seen|presented|records|dialysis|followed|evaluated|treated|hospitalized|workup|brought|taken|airlifted|transported|apartment|house|family|brother|sister|son|daughter)$/;

/** "from Marl Landing", "lives in Buffalo", "trip to Rive Haute": a place behind a preposition. */
export function behindPreposition(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const preposition = lexemes[i] as Lexeme;
  let at = i + 1;
  if (lexemes[at]?.lower === 'the') at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap === Gap.none || first.gap === Gap.wide || first.writing === 'lower')
    return;
  if (first.writing === 'capitals' || (first.text.length < 3 && first.lower !== 'st')) return;
  // "served in the Army": all over the country.
  if (/^(?:army|navy|marines|reserves|military)$/.test(first.lower)) return;
  const end = properRun(lexemes, at, 4);
  // "lives in Flat Rock": everyday words that make a town.
  const second = lexemes[at + 1];
  if (
    livesBefore.test(lexemes[i - 1]?.lower ?? '') &&
    /^(?:in|from|to|near|outside)$/.test(preposition.lower) &&
    first.writing === 'capital' &&
    second?.writing === 'capital' &&
    second.gap === Gap.space &&
    end <= at + 1 &&
    isTownly(first) &&
    isTownly(second) &&
    lexemes[at + 2]?.writing !== 'capital'
  ) {
    mark(marks, at, at + 2, 'city');
    return;
  }
  if (end === at) return;
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  const last = run.at(-1) as Lexeme;
  if (has(last, Flag.kept) && run.length === last.phrase + 1) return;
  if (
    has(last, Flag.kept) &&
    run.length === 2 &&
    /^(?:north|south|east|west|central)(?:ern)?$/.test(first.lower)
  )
    return;
  if (run.every((l) => has(l, Flag.kept | Flag.safe) && !has(l, Flag.city))) return;
  if (
    has(lexemes[end], Flag.eponymHead) ||
    (lexemes[end]?.text === "'s" && has(lexemes[end + 1], Flag.eponymHead))
  )
    return;
  const lives = livesBefore.test(lexemes[i - 1]?.lower ?? '');
  const strange = run.filter(
    (l) =>
      (l.flags & (Flag.safe | Flag.eponym | Flag.given | Flag.month | Flag.generic)) === 0 &&
      !looksClinical(l.lower),
  );
  const clinical = run.some(
    (l) =>
      has(l, Flag.eponymHead) || (looksClinical(l.lower) && !has(l, Flag.town | Flag.family | Flag.city)),
  );
  if (clinical) return;
  const { lower } = preposition;
  if (lower === 'for') {
    // "works for Tidewrack"
    if (
      /^(?:works?|worked|working|employed|drives?|drove|drivers?)$/.test(lexemes[i - 1]?.lower ?? '') &&
      strange.length > 0
    )
      mark(marks, at, end, 'company');
    return;
  }
  if (lower === 'at') {
    if (run.length >= 2 && strange.length > 0 && !has(first, Flag.given | Flag.title))
      mark(marks, i + 1 === at ? at : at - (lexemes[at - 1]?.text === 'The' ? 1 : 0), end, 'company');
    else if (
      run.length === 1 &&
      strange.length === 1 &&
      /^(?:works?|worked|working|job|employed|lives?|studies|student|teaches|nights|shifts?|cook|mechanic|clerk|manager|staff|jail|stays?|staying|resides?|admitted|seen|hospitalized|treated|evaluated|followed|dialysis|attends?|enrolled|graduated|rehab|stay|admission|surgery|visit|hospital|care|appointment|records)$/.test(
        lexemes[i - 1]?.lower ?? '',
      )
    )
      mark(marks, at, end, 'company');
    return;
  }
  if (has(last, Flag.town) && run.length > 1 && !has(first, Flag.title)) {
    mark(marks, at, end, 'city');
    return;
  }
  if (lower === 'from' || lower === 'in' || lower === 'to' || lower === 'near' || lower === 'of') {
    // "in Larkspur.": one word that nothing else knows, and the clause ends.
    const [only] = run;
    const clause = !lexemes[end] || /^[,.;)]$/.test((lexemes[end] as Lexeme).text);
    const alone =
      run.length === 1 &&
      only !== undefined &&
      only.flags === 0 &&
      only.text !== only.text.toLowerCase() &&
      only.lower.length > 3 &&
      !looksLikeWord(only.lower) &&
      clause &&
      /^(?:in|near)$/.test(lower) &&
      only.writing === 'capital';
    const town = run.length > 1 && has(last, Flag.city) && !has(first, Flag.given | Flag.generic);
    const place = alone || (lives && (town || strange.length > 0) && !run.some((l) => has(l, Flag.given)));
    const comes =
      lower === 'from' && run.length > 1 && strange.length > 0 && !has(first, Flag.given | Flag.eponym);
    if (place || comes) mark(marks, at, end, 'city');
  }
}

const isTownly = (word: Lexeme): boolean =>
  !clinical(word) && !looksClinical(word.lower) && !has(word, plainMeaning);

/** "trip to lake attica", "lives in mount ash": in a note without capitals. */
export function lowTown(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, second] = [lexemes[i + 1], lexemes[i + 2]];
  if (
    !first ||
    !second ||
    first.writing !== 'lower' ||
    second.writing !== 'lower' ||
    second.gap !== Gap.space
  )
    return;
  if (
    !/^(?:lake|mount|mt|fort|port|saint|st|cape|new|san|santa|los|las|el)$/.test(first.lower) ||
    second.kind !== 'word'
  )
    return;
  const known = has(second, Flag.city | Flag.family) && !has(second, Flag.safe);
  const unknown =
    !has(second, Flag.safe | Flag.generic | Flag.eponymHead | Flag.role) &&
    !looksClinical(second.lower) &&
    second.lower.length > 3;
  if (known || (unknown && livesBefore.test(lexemes[i - 1]?.lower ?? '') && first.lower !== 'new'))
    mark(marks, i + 1, i + 3, 'city');
}

/** A city of the gazetteer where something says that it is a place. */
export function listedCity(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const city = lexemes[i] as Lexeme;
  const start = i - city.phrase;
  const first = lexemes[start] as Lexeme;
  if (has(lexemes[i + 1], Flag.eponymHead)) return;
  if (first.writing === 'lower') {
    // "rang from lagos": a town that is no word besides.
    const other =
      Flag.safe | Flag.given | Flag.family | Flag.ambiguous | Flag.eponym | Flag.kept | Flag.generic;
    const bare = !has(city, other) && (city.safety & (Safe.clinical | Safe.everyday | Safe.measured)) === 0;
    if (bare && first.text.length > 3 && /^(?:in|from|near|outside)$/.test(lexemes[start - 1]?.lower ?? ''))
      mark(marks, start, i + 1, 'city');
    return;
  }
  // "New York Heart Association"
  if (lexemes[i + 1]?.lower === 'heart') return;
  // "Ottawa knee rule"
  if (city.phrase === 0 && isProduct(lexemes, i, i + 1)) return;
  const [before, next] = [lexemes[start - 1], lexemes[i + 1]];
  if (before?.text === '-' && first.gap === Gap.none) return;
  const cue =
    before &&
    first.gap <= Gap.space &&
    /^(?:in|from|near|to|at|of|outside|around|visiting|via|downtown|live|lives|,)$/.test(before.lower);
  const state = next?.text === ',' && isState(lexemes, i + 2);
  const plain = !has(city, Flag.given | Flag.family | Flag.ambiguous | Flag.eponym | Flag.safe | Flag.kept);
  const onTheWay = before?.lower === 'to' && towards.test(lexemes[start - 2]?.lower ?? '');
  if (
    city.phrase > 0 ||
    state ||
    (onTheWay && first.gap === Gap.space) ||
    (cue && before.text !== ',' && (plain || /^(?:in|from|near|outside)$/.test(before.lower))) ||
    (plain && first.writing === 'capital' && cue)
  ) {
    mark(marks, start, i + 1, 'city');
  }
}

/** "a plane to Darwin", "ref up to Quimby". */
const towards =
  /^(?:plane|flight|fly|flies|flew|flying|flown|bus|train|ferry|up|down|over|drive|drives|drove|driving|ticket|trip|move|moved|moving|road|evac|evacuated|retrieval|retrieved|relocated|airlifted)$/;

const isState = (lexemes: readonly Lexeme[], at: number): boolean => {
  const state = lexemes[at];
  if (state?.kind !== 'word') return false;
  return (has(state, Flag.state) && state.writing === 'capitals') || has(state, Flag.kept);
};

/** "Egret Sound SC 29988", "Tinker's Weir, NJ 08998": the city before a state, the number behind it. */
export function beforeState(marks: Marks, i: number): void {
  const { lexemes, found, text } = marks;
  const state = lexemes[i] as Lexeme;
  const before = lexemes[i - 1];
  const low =
    state.writing === 'lower' &&
    /^\d{5}$/.test(lexemes[i + 1]?.text ?? '') &&
    (before?.text === ',' || before?.writing === 'capital');
  if (
    !(has(state, Flag.state) && (low || state.writing === 'capitals')) &&
    !(has(state, Flag.kept) && state.writing !== 'lower')
  )
    return;
  let at = i + 1;
  if (/^[,·|–-]$/.test(lexemes[at]?.text ?? '')) at++;
  const number = lexemes[at];
  const zipEnd = number?.kind === 'number' && number.gap <= Gap.line ? stick(zip, text, number.start) : -1;
  if (zipEnd > 0 && number)
    found.push({ start: number.start, end: zipEnd, category: 'LOCATION', kind: 'zip' });
  let end = i - state.phrase;
  const comma = lexemes[end - 1]?.text === ',';
  if (comma) end--;
  if (!comma && zipEnd < 0) return;
  if (has(state, Flag.kept) && !has(state, Flag.state) && !comma) return;
  let start = end;
  while (start > 0 && end - start < 6) {
    const lexeme = lexemes[start - 1] as Lexeme;
    if (
      start < end &&
      (lexemes[start] as Lexeme).gap > Gap.space &&
      !((lexemes[start] as Lexeme).gap === Gap.line && wraps(lexemes, start))
    )
      break;
    const mark =
      /^['’]s?$/.test(lexeme.text) ||
      (lexeme.text === '.' && /^(?:st|mt|ft)$/.test(lexemes[start - 2]?.lower ?? ''));
    const hyphen = /^-$/.test(lexeme.text) && lexeme.gap === Gap.none;
    if (
      !mark &&
      !hyphen &&
      (!proper(lexeme) ||
        (has(lexeme, Flag.credential) && lexeme.writing === 'capitals' && lexemes[start - 2]?.text === ',') ||
        (has(lexeme, Flag.street) && end - start > 0 && !has(lexeme, Flag.town)))
    )
      break;
    if (
      has(lexeme, Flag.safe) &&
      !has(lexeme, Flag.town | Flag.family | Flag.ambiguous | Flag.generic | Flag.city | Flag.street)
    )
      break;
    start--;
  }
  while (start < end && (lexemes[start] as Lexeme).kind !== 'word') start++;
  const words = lexemes.slice(start, end).filter((l) => l.kind === 'word');
  const first = words[0];
  // "PIN PA 44017": a number and its label.
  if (!first) return;
  if (words.length === 1 && first.writing === 'capitals' && has(first, Flag.credential | Flag.label)) return;
  // "LBBB, PR 214", "Primary Care Network, Alberta": neither of them is a town.
  const [only] = words.length === 1 ? words : [];
  const letters = only?.writing === 'capitals' && only.text.length < 6;
  if (zipEnd < 0 && letters && !has(only, Flag.city | Flag.town | Flag.family)) return;
  if (
    zipEnd < 0 &&
    words.every(
      (l) => (clinical(l) || has(l, Flag.weakOrganisation)) && !has(l, Flag.city | Flag.town | Flag.family),
    )
  )
    return;
  // "A, MD" is a credential, not Maryland.
  if (
    zipEnd < 0 &&
    (has(state, Flag.credential) ||
      /^(?:or|in|me|hi|ok|id|oh|pa|ma|la|mo|ms|mt|al|de|co|ct|ne|nd|sd|ca)$/.test(state.lower)) &&
    !/^(?:OH|PA|CA)$/.test(state.text)
  )
    return;
  if (
    zipEnd < 0 &&
    words.some((l) => has(l, Flag.given) && !has(l, Flag.city)) &&
    !has(words.at(-1), Flag.town)
  )
    return;
  mark(marks, start, end, 'city');
}
