import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksClinical, plainMeaning, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { addressBehind, isTown } from './address-lines';
import { dwellingWords, setOf, unitWords } from './address-words';
import { type Marks, mark } from './place';

/** Ends of one word that names a street: "Puruntie 82", "Søndergade 52", without accents. */
const ending =
  /.{3}(?:gatan|gata|gaten|vagen|vegen|veien|vej|gade|tie|katu|kuja|polku|straat|steenweg|laan|weg|plein|gracht|strasse|str|gasse|platz|allee|graben|damm|stien|stræti|straeti|stræde|straede|vegur|braut|krogen|stigen|torget|plads)$/;
/** Words before the name of a street. */
const leading = setOf(
  'rua rue via viale vicolo corso piazza calle avenida av avda avenue paseo carrer travessa praca largo estrada ul ulica aleja chemin impasse quai strada jalan jl ulitsa cesta leoforos λεωφορος οδος улица',
);
/** Words behind it, before the number: "Kálmán Imre u. 12.", "Erzsébet tér 19." */
const trailing = setOf('u ut utca ter rkp kapu koz krt korut setany terrasse terasse namesti baan sokak cad');
/** Of these, words that mean nothing else in English. */
const foreign = setOf('rua rue calle avenida chemin impasse travessa ulica ulitsa ul strada carrer quai');
const joining = setOf(
  'da de di do du das des dis dos dus del della dei degli la las los le les l d y e van von der den het im am of the',
);
const units = setOf(`${unitWords} apto wohnung`);
tell(units, Cue.premises);

/** What introduces a home or an office, and what only may. */
const dwelling = setOf(`${dwellingWords} located residence`);
const going = setOf(
  'meet sent send mailed mail delivered return moved arrived stop stopped drop drops dropped office meeting here',
);
const before = setOf('at to is with in on are of : user side');
const closing = setOf(', . ? ; ) st str street for after in near apt alone with and');

const joins = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' && joining.has(lexeme.lower) && lexeme.gap <= Gap.space;

/** Whether a word may be part of a street's own name. */
const ownWord = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  !lexeme.mixed &&
  !isFunctionWord(lexeme.lower) &&
  !has(lexeme, plainMeaning & ~(Flag.generic | Flag.title)) &&
  !isClinical(lexeme);

const isClinical = (word: Lexeme): boolean =>
  looksClinical(word.lower) ||
  (!has(word, Flag.given | Flag.family | Flag.city) &&
    (safetyIn(word) & (Safe.clinical | Safe.measured)) !== 0);

const isWord = (word: Lexeme): boolean => (safetyIn(word) & Safe.word) !== 0;
/** A word that is more than an everyday one. */
const tells = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' && (has(lexeme, Flag.given | Flag.family | Flag.city) || !isWord(lexeme));

/** "ul.", "Hauptstr." */
const isShortened = (word: Lexeme | undefined): boolean =>
  word !== undefined && (word.text.length < 4 || word.lower.endsWith('str'));

/** The index of the first word of the run that ends before `end`; `end` if there is none. */
function runBefore(lexemes: readonly Lexeme[], end: number): number {
  let start = end;
  let at = end;
  while (at > 0 && end - at < 9) {
    const lexeme = lexemes[at - 1] as Lexeme;
    if (at < end && (lexemes[at] as Lexeme).gap > Gap.space) break;
    if (lexeme.text === '.' && lexeme.gap === Gap.none && isShortened(lexemes[at - 2])) at--;
    else if (lexeme.text === '-' && lexeme.gap === Gap.none) at--;
    else if (ownWord(lexeme) || (lexeme.kind === 'word' && trailing.has(lexeme.lower))) start = --at;
    else if (lexeme.kind === 'word' && leading.has(lexeme.lower)) return at - 1;
    else if (start < end && joins(lexeme)) at--;
    else break;
  }
  return start;
}

/** How surely the words before an index introduce an address: 0 not, 1 perhaps, 2 surely. */
function introduces(lexemes: readonly Lexeme[], start: number): number {
  const preposition = lexemes[start - 1];
  if (!preposition || !before.has(preposition.lower)) return 0;
  let sure = 0;
  for (let k = start - 1; k > start - 9 && k >= 0; k--) {
    const lexeme = lexemes[k] as Lexeme;
    if (dwelling.has(lexeme.lower)) return 2;
    if (going.has(lexeme.lower) || lexeme.lower === 'user') sure = 1;
    if (/^[.;]$/.test(lexeme.text)) break;
  }
  return sure;
}

const closes = (lexeme: Lexeme | undefined): boolean =>
  !lexeme ||
  lexeme.gap >= Gap.wide ||
  closing.has(lexeme.lower) ||
  units.has(lexeme.lower) ||
  (lexeme.gap <= Gap.space && (lexeme.text === '-' || lexeme.text === '–' || lexeme.text === '/'));

/** The index of the unit's number behind a street, or 0: ". Apt. 595", a line further "Suite 282". */
function unitBehind(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  while (lexemes[at]?.kind === 'symbol' && /^[.,>?]$/.test((lexemes[at] as Lexeme).text) && at < from + 5)
    at++;
  const word = lexemes[at];
  if (!word || !units.has(word.lower)) return 0;
  // "100 unit 3 ml pen"
  if (word.lower === 'unit' && word.gap !== Gap.line && lexemes[at - 1]?.text !== ',') return 0;
  at++;
  while (/^[.#]$/.test(lexemes[at]?.text ?? '') && at < from + 9) at++;
  return lexemes[at]?.kind === 'number' ? at : 0;
}

/** "86036 Rua do Arenque 1634", "Puruntie 82": a street whose number stands behind its name. */
export function numberedBehind(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const number = lexemes[i] as Lexeme;
  const next = lexemes[i + 1];
  if (number.gap !== Gap.space || number.text.length > 4 || !closes(next)) return;
  let end = i;
  if (lexemes[end - 1]?.text === ',' && lexemes[end - 1]?.gap === Gap.none) end--;
  const last = lexemes[lexemes[end - 1]?.text === '.' ? end - 2 : end - 1];
  if (last?.kind !== 'word') return;
  const second = lexemes[lexemes[i - 2]?.text === '.' ? i - 3 : i - 2];
  const led = second?.kind === 'word' && foreign.has(second.lower);
  if (!led && !trailing.has(last.lower)) {
    // "Na 140", "Pain 7"
    const known = last.flags & (Flag.safe | Flag.given | Flag.family | Flag.city | Flag.street);
    if (known === Flag.safe) return;
    // "resides at puruntie 82"
    const low = last.writing === 'lower' && last.lower.charCodeAt(0) < 0x80;
    if (low && (!before.has(second?.lower ?? '') || !ending.test(last.lower) || isWord(last))) return;
  }
  const tail = lexemes[i + 2];
  if (
    next?.kind === 'symbol' &&
    tail?.kind === 'number' &&
    tail.gap === Gap.none &&
    !(led && next.text === '/')
  )
    return;
  // "(based on Holmes, 2011)"
  if (last.end !== (lexemes[i - 1] as Lexeme).end && /^(?:19|20)\d\d$/.test(number.text)) return;
  const unit = unitBehind(lexemes, i + 1);
  let start = runBefore(lexemes, end);
  if (start === end && (unit > 0 || ending.test(last.lower)) && !isWord(last)) start = end - 1;
  if (start === end) return;
  const first = lexemes[start] as Lexeme;
  const run = lexemes.slice(start, end);
  const house = lexemes[start - 1];
  const housed = house?.kind === 'number' && first.gap === Gap.space && house.text.length < 6;
  const own = run.some((l) => tells(l) && !leading.has(l.lower) && !trailing.has(l.lower));
  if (!own && !foreign.has(first.lower)) return;
  const form =
    (ending.test(last.lower) && last.text.length > 6 && !isWord(last)) ||
    (leading.has(first.lower) && first.writing !== 'lower' && end - start > 1) ||
    (foreign.has(first.lower) && end - start > 1) ||
    (trailing.has(last.lower) && end - start > 1);
  const from = housed ? unitBefore(lexemes, start - 1) : start;
  const introduced = introduces(lexemes, from);
  const sure =
    unit > 0 && (housed || form || introduced > 0 || first.gap === Gap.line)
      ? true
      : closes(next) && (form || introduced === 2 || (introduced === 1 && housed));
  // "5850 Jana Nerudy 894" on its line, with a town and a postal code below.
  const apart = housed && house.gap === Gap.line && run.length > 1 && (!next || next.gap === Gap.line);
  const below = (): boolean =>
    addressBehind(marks.text, { start: number.start, end: number.end }).some(({ kind }) => kind === 'zip');
  if (sure || (apart && house.text.length > 2 && below()))
    mark(
      marks,
      from,
      unit > 0 ? unit + 1 : next?.text === '/' && tail?.kind === 'number' ? i + 3 : i + 1,
      'street',
    );
}

/** "Suite 541 6343 Skogstien 106": the index of the unit before a house number, or of that itself. */
function unitBefore(lexemes: readonly Lexeme[], house: number): number {
  const [word, number] = [lexemes[house - 2], lexemes[house - 1]];
  const fits = units.has(word?.lower ?? '') && number?.kind === 'number' && number.gap === Gap.space;
  return fits && lexemes[house]?.gap === Gap.space ? house - 2 : house;
}

/** "Aqqusinersuaq 176 Pinto Hill / Suite 487": names and a number before a unit; `i` is the word for the unit. */
export function beforeUnit(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (!units.has((lexemes[i] as Lexeme).lower) || (lexemes[i] as Lexeme).gap === Gap.none) return;
  const unit = unitBehind(lexemes, i);
  let end = i;
  while (/^[,>?]$/.test(lexemes[end - 1]?.text ?? '') && i - end < 5) end--;
  let start = end;
  let [numbers, names] = [0, 0];
  for (; start > 0 && end - start < 9; start--) {
    const lexeme = lexemes[start - 1] as Lexeme;
    if (start < end && (lexemes[start] as Lexeme).gap > Gap.space) break;
    if (lexeme.kind === 'number' && lexeme.text.length < 6 && lexeme.gap !== Gap.none) numbers++;
    else if (ownWord(lexeme) && lexeme.gap !== Gap.none) names += tells(lexeme) ? 1 : 0;
    else break;
  }
  if (unit > 0 && numbers > 0 && numbers < 3 && names > 0) mark(marks, start, unit + 1, 'street');
}

/** "in Quinta de São Tiago 3610-114": a postal code behind a town. */
export function codeBehind(marks: Marks, i: number): void {
  const { lexemes, text } = marks;
  const number = lexemes[i] as Lexeme;
  const { length } = number.text;
  if ((length !== 5 && length !== 4) || number.gap !== Gap.space) return;
  const [town, dash, more] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (town?.kind !== 'word') return;
  const parted =
    dash?.text === '-' && dash.gap === Gap.none && more?.gap === Gap.none && more.kind === 'number';
  if (length === 4 ? !(parted && more.text.length === 3) : parted && more.text.length !== 4) return;
  const behind = lexemes[i + (parted ? 3 : 1)];
  if (behind && !(behind.gap >= Gap.wide || /^[.,;?)]$/.test(behind.text) || isFunctionWord(behind.lower)))
    return;
  if (/^[.,]$/.test(behind?.text ?? '') && lexemes[i + (parted ? 4 : 2)]?.gap === Gap.none) return;
  const start = runBefore(lexemes, i);
  if (start === i || !/^(?:in|from|near|at)$/.test(lexemes[start - 1]?.lower ?? '')) return;
  const name = text.slice((lexemes[start] as Lexeme).start, town.end);
  if (isTown(name)) {
    mark(marks, start, i, 'city');
    mark(marks, i, i + (parted ? 3 : 1), 'zip');
  }
}

/** "lives at 12 Quillan, Harrow", "address is 69 Av Sidi Lakhmi": a number before what introduces an address names. */
export function numberedBefore(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const number = lexemes[i] as Lexeme;
  if (number.text.length > 5) return;
  const next = lexemes[i + 1];
  // "12 rue de la Paix"
  const form = next?.kind === 'word' && next.gap === Gap.space && foreign.has(next.lower);
  const named = next?.kind === 'number' || (next?.kind === 'word' && next.writing !== 'lower');
  if (!form && !(named && introduces(lexemes, i) === 2)) return;
  let end = i + 1;
  if (lexemes[end]?.kind === 'number' && lexemes[end]?.gap === Gap.space) end++;
  const from = end;
  while (end < from + 6) {
    const lexeme = lexemes[end];
    if (!lexeme || lexeme.gap !== Gap.space) break;
    const between = joins(lexeme) && (ownWord(lexemes[end + 1]) || joins(lexemes[end + 1]));
    if (!ownWord(lexeme) && !between && !leading.has(lexeme.lower)) break;
    end++;
    if (
      lexemes[end]?.text === '.' &&
      lexemes[end]?.gap === Gap.none &&
      (lexemes[end - 1]?.text.length ?? 9) < 4
    )
      end++;
  }
  if (end === from || !closes(lexemes[end])) return;
  if (lexemes.slice(from, end).some(tells)) mark(marks, i, end, 'street');
}

/** "2200 blk of Deer Run Rd": which part of a street it is; `i` is the number. */
export function block(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [word, of] = [lexemes[i + 1], lexemes[i + 2]];
  if (word?.lower !== 'blk' && word?.lower !== 'block') return;
  if ((lexemes[i] as Lexeme).text.length < 3) return;
  const end = of?.lower === 'of' ? i + 3 : i + 2;
  if (lexemes[end]?.writing === 'lower' || lexemes[end]?.gap !== Gap.space) return;
  const road = lexemes
    .slice(end + 1, end + 5)
    .some(({ cues, gap }) => gap <= Gap.space && (cues & Cue.road) !== 0);
  if (road) mark(marks, i, end, 'street');
}

/** "9 County Rd 417", "Star Rte 2": the offset where a numbered road starts, with the number of the house or its kind. */
export function routeStart(lexemes: readonly Lexeme[], i: number): number {
  const [before, previous, road] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (previous === undefined || road.gap !== Gap.space) return road.start;
  if (/^(?:star|rural)$/.test(previous.lower)) return previous.start;
  const house = previous.kind === 'number' && previous.text.length < 6 && previous.gap !== Gap.none;
  const opens =
    previous.gap >= Gap.wide || before === undefined || /^(?:,|:|at|is|address|addr)$/.test(before.lower);
  return house && opens ? previous.start : road.start;
}
