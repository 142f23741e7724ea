import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksClinical, tell } from '../../words/lexicon';
import { evokes } from '../places/evocative';
import { type Marks, mark, wraps } from '../places/place';
import { clinical, possessive } from '../places/venues';
import { isStrange } from './strange';

export const nowhere =
  Flag.weekday |
  Flag.month |
  Flag.title |
  Flag.kept |
  Flag.relative |
  Flag.role |
  Flag.credential |
  Flag.holiday |
  Flag.patient;

// Parts of a hospital, of a house, of a form: written large they are still no places of a person.
const wards =
  /^(?:night|nights|work|bank|present|unit|floor|ward|bed|room|department|dept|emergency|icu|level|stage|grade|class|home|bedside|clinic|office|lab|side|discharge|admission|baseline|rest|risk|service|team|protocol|score|scale|care|medicare|medicaid|phase|step|part|section|form|page|table|figure|hospice|anesthesia|recovery|operating|triage|transport|pharmacy|dietary|nutrition|rehab|imaging|radiology|laboratory)$/;

export const isCapital = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === 'word' && lexeme.writing === 'capital' && !lexeme.mixed;

/** The index behind capitalised words in a row, with "of", "and", "&" and "on" between them. */
function capitals(lexemes: readonly Lexeme[], start: number, limit: number): number {
  let end = start;
  while (end < start + limit) {
    const lexeme = lexemes[end];
    if (
      !isCapital(lexeme) ||
      (end > start && lexeme.gap !== Gap.space) ||
      has(lexeme, Flag.weekday | Flag.month)
    )
      break;
    end = possessive(lexemes, end + 1);
    if (lexemes[end]?.text === '-' && lexemes[end]?.gap === Gap.none && isCapital(lexemes[end + 1])) {
      end += 2;
      continue;
    }
    let link = end;
    while (
      link < end + 2 &&
      /^(?:of|&|and|the|on|for|de|del|la)$/.test(lexemes[link]?.lower ?? '') &&
      lexemes[link]?.gap === Gap.space &&
      lexemes[link]?.writing !== 'capital'
    )
      link++;
    if (link > end && isCapital(lexemes[link]) && lexemes[link]?.gap === Gap.space) {
      // "at Sears and Target": two of them, as well.
      end = link;
    }
  }
  return end;
}

/** Whether a run in capitals may name a place: no ward, no test, no state, nobody's relative. */
function names(run: readonly Lexeme[]): boolean {
  const words = run.filter((l) => l.kind === 'word' && !/^(?:of|and|the|on|for)$/.test(l.lower));
  if (words.some((l) => has(l, nowhere) || looksClinical(l.lower))) return false;
  const own = words.filter(
    (l) => !clinical(l) && !has(l, Flag.generic) && !wards.test(l.lower) && !isFunctionWord(l.lower),
  );
  return own.length > 0 && own.length * 2 >= words.length;
}

tell(
  'works work worked working employed employer wks lives live lived living resides stays stayed staying attends attended attending eats ate shops shopped banks volunteers volunteered bartender waitress cashier sleeps slept resident member seen evaluated treated admitted followed transferred discharged referred enrolled student teacher teaches taught studies graduated retired driver records aide ride through shelter placed held jailed incarcerated worships deckhand drop off playing plays coaches coach delivered born merge truck bed hospitalized surgery hospital insurance insured covered'.split(
    ' ',
  ),
  Cue.dwells,
);

// Hospitals that are called by one word.
const hospitals = new Set(
  'mercy providence baptist methodist presby presbyterian sinai adventist emory duke stanford vandy northwestern lutheran deaconess loyola tulane jefferson einstein cedars mayo hopkins beaumont ochsner geisinger carilion sentara'.split(
    ' ',
  ),
);

tell(['through', 'by', 'with', 'attends', 'attended'], Cue.through);

/** "Stays at Open Door Shelter", "through Caring Hands", "aide from Sun Up": everyday words written large behind a preposition. */
export function behindDwelling(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const preposition = lexemes[i] as Lexeme;
  const lower = preposition.text === '@' ? 'at' : preposition.lower;
  let at = i + 1;
  if (isCapital(lexemes[at + 1]) && /^(?:a|an)$/.test(lexemes[at]?.lower ?? '')) at++;
  const first = lexemes[at];
  if (first !== undefined && hospitals.has(first.lower) && /^(?:at|from|to)$/.test(lower)) {
    const behind = lexemes[at + 1];
    const ended =
      !behind ||
      behind.gap >= Gap.wide ||
      behind.kind === 'symbol' ||
      behind.writing === 'lower' ||
      /^(?:er|ed|hosp|icu)$/.test(behind.lower);
    if (ended && behind?.lower !== 'of') mark(marks, at, at + 1, 'hospital');
  }
  if (!isCapital(first) || first.gap !== Gap.space) return;
  let dwells = /^(?:through|attend)/.test(lower);
  for (let k = i - 1; k >= i - 3 && k >= 0; k--) {
    if (((lexemes[k] as Lexeme).cues & Cue.dwells) !== 0) dwells = true;
    if ((lexemes[k + 1] as Lexeme).gap === Gap.line) break;
  }
  const the = first.text === 'The' ? 1 : 0;
  const from = at + the;
  const end = capitals(lexemes, from, 5);
  const run = lexemes.slice(from, end);
  const words = run.filter((l) => l.kind === 'word');
  if (words.length === 0 || words.every((l) => has(l, Flag.given | Flag.family | Flag.title))) return;
  const next = lexemes[end];
  if (
    /^(?:with|by|through)$/.test(lower) &&
    (words.length < 2 || words.some((l) => has(l, Flag.given | Flag.family)))
  )
    return;
  // "at Target", "works at Subway": where somebody works or eats, one word will do.
  const numbered =
    next?.kind === 'number' && next.gap === Gap.space && next.text.length < 3 && lower === 'at';
  if (words.length === 1 && !the && !numbered) {
    if (
      !dwells ||
      lower !== 'at' ||
      !/^(?:works?|worked|working|employed|eats|ate|shops|shopped|cashier|waitress)$/.test(
        lexemes[i - 1]?.lower ?? '',
      )
    )
      return;
    if (
      clinical(first) ||
      wards.test(first.lower) ||
      has(first, nowhere | Flag.generic) ||
      isFunctionWord(first.lower)
    )
      return;
    mark(marks, at, end, 'company');
    return;
  }
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'capitals' && next.text.length > 4)
    return;
  // "therapist Lorna at Turning Point"
  const before = lexemes[i - 1];
  const person = lower === 'at' && before?.writing === 'capital' && has(before, Flag.given | Flag.family);
  const warded = words.some((l) => has(l, nowhere) || wards.test(l.lower) || has(l, Flag.generic));
  // "on hemodialysis at Dry Wash Renal"
  const treated =
    lower === 'at' &&
    words.length > 1 &&
    /^(?:h(?:a?emo)?dialysis|dialysis|dialyzes|hd)$/.test(before?.lower ?? '');
  if (!names(run) && !treated && (!person || warded || words.length < 2)) return;
  if (lower === 'at' || the || dwells) mark(marks, at, numbered ? end + 1 : end, 'company');
}

tell(
  'clinic hospital pharmacy church lodge school shelter mosque temple synagogue campus warehouse factory plant mill prison jail hospice parish college university elementary daycare mission library shipyard depot brewery dairy orchard stadium speedway diner hotel motel casino mall reservation rez pub playgroup creche nursery camp rank roadhouse taproom tavern bakery garage gym salon stables jetty pier arena marina cemetery playground campground marae mob supply equipment nurses'.split(
    ' ',
  ),
  Cue.smallHead,
);

/** "Harrison clinic", "Elks lodge", "Grady ER": a name before what it is, which stands in small letters. */
export function smallHead(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, head] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (!isCapital(before) || head.writing !== 'lower') return;
  if (head.gap !== Gap.space && !(head.gap === Gap.line && wraps(lexemes, i))) return;
  if (
    has(before, nowhere | Flag.generic | Flag.eponym) ||
    isFunctionWord(before.lower) ||
    before.text.length < 3
  )
    return;
  if (clinical(before) && !has(before, Flag.family | Flag.city)) return;
  let start = i - 1;
  while (
    start > i - 4 &&
    isCapital(lexemes[start - 1]) &&
    lexemes[start]?.gap === Gap.space &&
    !has(lexemes[start - 1], nowhere) &&
    !isFunctionWord((lexemes[start - 1] as Lexeme).lower)
  )
    start--;
  const [previous, outer] = [lexemes[i - 2], lexemes[start - 1]];
  const several = start < i - 1 && (isStrange(before) || evokes(lexemes[start]));
  const inside =
    (outer?.text === '(' ||
      (several ? (lexemes[start] as Lexeme).gap !== Gap.none : before.gap === Gap.space)) &&
    outer !== undefined &&
    (start === i - 1 || several) &&
    (outer.writing === 'lower' || outer.kind !== 'word');
  const townly = has(before, Flag.town) && before.gap === Gap.space && isCapital(previous);
  // "Copper Anchor pub"
  const fancied = isCapital(previous) && evokes(before);
  const own =
    (several && evokes(lexemes[start])) ||
    /^(?:playgroup|creche|nursery|roadhouse|pub|camp|marae|mob)$/.test(head.lower) ||
    townly ||
    fancied ||
    has(before, Flag.family | Flag.city | Flag.named | Flag.given) ||
    isStrange(before);
  if (
    !own ||
    (!inside && !townly && !fancied && !has(before, Flag.city | Flag.family)) ||
    outer?.text === '.'
  )
    return;
  mark(marks, start, i + 1, 'company');
}

const labels = new Set(
  'insurance insurer payer payor carrier hospice pharmacy facility school church agency employer shelter dme snf mosque temple ride daycare alf workplace hh ins'.split(
    ' ',
  ),
);
const noName =
  /^(?:none|yes|no|on|self|not|full|part|medicaid|medicare|private|retired|unemployed|home|same|denies|unknown|tier|see|disabled|pending|active|commercial|current|other|public|mail|nil|primary|secondary|verified|approved|denied|currently|patient|n)$/;

/** "Insurance: Bright Path", "Mosque = Dar Anwar", "Hospice: Gentle Journey": whatever is written large in such a field. */
export function inField(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const label = lexemes[i - 1];
  const first = lexemes[i + 1];
  if (
    !label ||
    !labels.has(label.lower) ||
    !isCapital(first) ||
    first.gap > Gap.space ||
    noName.test(first.lower)
  )
    return;
  const end = capitals(lexemes, i + 1, 5);
  const run = lexemes.slice(i + 1, end).filter((l) => l.kind === 'word');
  // "Agency: Good Neighbor Home Care, Inc."
  const plain = nowhere & ~(Flag.relative | Flag.role | Flag.kept | Flag.holiday);
  if (
    run.length < 2 ||
    run.some((l) => has(l, plain)) ||
    run.every((l) => has(l, Flag.relative | Flag.role | Flag.generic | Flag.kept) || clinical(l)) ||
    run.every((l) => clinical(l) || has(l, Flag.generic))
  )
    return;
  const [comma, firm] = [lexemes[end], lexemes[end + 1]];
  const incorporated = comma?.text === ',' && /^(?:Inc|LLC|Ltd|LLP|PLLC)$/.test(firm?.text ?? '');
  mark(marks, i + 1, incorporated ? end + 2 : end, 'company');
}
