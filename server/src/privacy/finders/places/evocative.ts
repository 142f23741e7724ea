import naming from '../../gazetteer/naming-words.txt';
import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, mean, Trait } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { kindOfHead, type Marks, mark } from './place';
import { possessive } from './venues';

// Names of everyday words: "Silver Meadow Dental", "Weeping Willow". No word of them tells, but such words stand
// together, written large, in nothing else.

/** What a word is in such a name. */
const Part = { none: 0, weak: 1, strong: 2 } as const;

const parts = new Map<string, number>();
for (const line of naming.split('\n')) {
  const [group, ...words] = line.split(' ');
  const part = group === 'strong' ? Part.strong : group === 'weak' ? Part.weak : Part.none;
  if (part) for (const word of words) parts.set(word, part);
}

mean(parts.keys(), Trait.evokes);

/** Whether names of everyday words may hold this one. */
export const evokes = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && (lexeme.traits & Trait.evokes) !== 0;

/** What ends such a name beside the heads of organisations: what is done there, in short or as it is called. */
const heads = new Set(
  "ob obgyn gi pt ot rx mri ct pet ed urgent retina vascular surgical endoscopy infusion infusions specialty counseling counselling midwifery skilled pathology rheumatology nephrology pulmonary oncology hematology allergy asthma spine sports women's womens women children's childrens children kids infants primary air flight ems ambulance unified consolidated elementary methodist baptist presbyterian lutheran episcopal catholic adventist memorial regional legal aid birth birthing maternity hospice palliative homecare recovery detox outpatient interiors tailoring welding galvanizing plumbing trucking lumber stamping veneer canning packing poultry marine masonry drywall flooring fencing towing salvage recycling outfitters veterinary kennel florist gazette times herald tribune cinema childcare preschool orthotics prosthetics audiology hearing physiotherapy physio polyclinic law llp pllc llc inc shop shops nursery post saloon savings federal district protection department dept social".split(
    ' ',
  ),
);

mean(heads, Trait.specialty);

/** Whether a word says what is done at a place: "Retina", "OB". */
export const isSpecialty = ({ traits }: Lexeme): boolean => (traits & Trait.specialty) !== 0;

const isHead = (lexeme: Lexeme): boolean =>
  isSpecialty(lexeme) ||
  (has(lexeme, Flag.organisation | Flag.weakOrganisation | Flag.generic) &&
    !evokes(lexeme) &&
    !isFunctionWord(lexeme.lower) &&
    lexeme.text.length > 1);

/** What ends a name, not what only stands in one: "heart". */
const isFirm = (lexeme: Lexeme): boolean =>
  isSpecialty(lexeme) || has(lexeme, Flag.organisation | Flag.weakOrganisation);

/** Of these, what is also done to somebody and not somewhere: "Blue Light Therapy". */
const done =
  /^(?:therapy|care|surgery|lab|labs|test|plan|service|services|health|medicine|unit|recovery|treatment|works|general|patient|primary|birth|children|women|outpatient|specialty|social|protection|day|long|new|her|his|my|same|other)$/;

const never =
  Flag.weekday | Flag.month | Flag.role | Flag.credential | Flag.holiday | Flag.patient | Flag.title;

/** What no list of words has, and what names persons and towns. */
const isOwn = (lexeme: Lexeme): boolean =>
  (has(lexeme, Flag.city | Flag.family | Flag.given | Flag.town | Flag.kept) && !has(lexeme, Flag.safe)) ||
  (safetyIn(lexeme) & Safe.word) === 0;

const isPart = (lexeme: Lexeme): boolean => evokes(lexeme) || isOwn(lexeme) || isHead(lexeme);

/** How far a run of words of one writing goes from one of them. */
interface Writing {
  readonly like: Lexeme;
  /** In a text without capitals, where only words of such names count. */
  readonly small: boolean;
}

/** Whether a word may be part of such a name, written as its first one is. */
function fits(lexeme: Lexeme | undefined, { like, small }: Writing): lexeme is Lexeme {
  if (lexeme?.kind !== 'word' || lexeme.mixed || isFunctionWord(lexeme.lower)) return false;
  if (has(lexeme, never) && !evokes(lexeme) && !isSpecialty(lexeme)) return false;
  if (small) return isPart(lexeme);
  if (lexeme.writing !== like.writing && !(lexeme.writing === 'capitals' && isSpecialty(lexeme)))
    return false;
  // A word of medicine that is no head ends the name.
  return isPart(lexeme) || (safetyIn(lexeme) & Safe.clinical) === 0;
}

const isMark = (lexeme: Lexeme | undefined, text: RegExp): boolean =>
  lexeme !== undefined && lexeme.gap === Gap.none && text.test(lexeme.text);

/** The index behind a run: words with a hyphen, a possessive, "of the" or "&" between them. */
function runEnd(lexemes: readonly Lexeme[], from: number, writing: Writing): number {
  let end = from + 1;
  for (;;) {
    if (end > from + 11) return end;
    if (isMark(lexemes[end], /^['’]s?$/)) {
      end++;
      continue;
    }
    if (isMark(lexemes[end], /^[-‐‑]$/) && lexemes[end + 1]?.gap === Gap.none) {
      let at = end + 1;
      // "Mercy-on-the-Bluff"
      while (/^(?:on|by|the|of|in|upon|de|la|-)$/.test(lexemes[at]?.lower ?? '') && at < end + 6) at++;
      if (lexemes[at]?.gap !== Gap.none || !fits(lexemes[at], writing)) return end;
      end = at + 1;
      continue;
    }
    let at = end;
    // "Dept. of Social Services"
    const short =
      isMark(lexemes[at], /^\.$/) &&
      /^(?:dept|ctr|st|mt|ft|bros|co|assoc)$/.test(lexemes[at - 1]?.lower ?? '');
    if (short) at++;
    const before = lexemes[end - 1] as Lexeme;
    const link = lexemes[at];
    if (
      link?.gap === Gap.space &&
      (/^(?:of|on|&|and)$/.test(link.lower) ||
        (link.lower === 'at' && (isHead(before) || has(before, Flag.organisation | Flag.weakOrganisation))))
    ) {
      at++;
      if (/^(?:the|our)$/.test(lexemes[at]?.lower ?? '')) at++;
      // "at Silver Oaks and Physical Therapy": two of them.
      if (link.lower === 'and' && !evokes(lexemes[at]) && !isHead(before)) return end;
    }
    if (lexemes[at]?.gap !== Gap.space || !fits(lexemes[at], writing)) return end;
    end = at + 1;
  }
}

/** The index of the first word: what is nobody's word before it, and "Church of the", "Lodge at". */
function runStart(lexemes: readonly Lexeme[], i: number, writing: Writing): number {
  let start = i;
  while (start > i - 5) {
    const first = lexemes[start] as Lexeme;
    const before = lexemes[start - 1];
    if (before === undefined) break;
    if (isMark(before, /^['’]s$/) && first.gap === Gap.space && fits(lexemes[start - 2], writing)) start -= 2;
    else if (
      first.gap === Gap.space &&
      fits(before, writing) &&
      (isOwn(before) || /^(?:st|saint|mt|mount)$/.test(before.lower))
    )
      start--;
    else break;
  }
  let link = start;
  if (lexemes[link - 1]?.lower === 'the') link--;
  if (link > 1 && /^(?:of|at|on)$/.test(lexemes[link - 1]?.lower ?? '')) {
    let head = link - 2;
    while (
      head >= 0 &&
      fits(lexemes[head], writing) &&
      isHead(lexemes[head] as Lexeme) &&
      lexemes[head]?.lower !== 'works' &&
      head > link - 5
    ) {
      start = head;
      if ((lexemes[head] as Lexeme).gap !== Gap.space) break;
      head--;
    }
  }
  return start;
}

const leads =
  /^(?:at|@|from|near|nr|outside|behind|past|to|in|via|by|per|through|thru|with|for|of|off|on|the|\(|:|ex|ran|owns|runs|called)$/;
const surely = /^(?:at|@|from|near|nr|outside|behind|past)$/;

/** What a run of words holds of such a name. */
interface Evidence {
  strong: number;
  weak: number;
  /** Words that nothing knows, or that are no everyday ones. */
  own: number;
  /** Ends in what tells what it is. */
  headed: boolean;
}

function weigh(run: readonly Lexeme[], headFirst: boolean, small: boolean): Evidence {
  const found: Evidence = { strong: 0, weak: 0, own: 0, headed: headFirst };
  let heads = headFirst;
  let doing = false;
  for (const word of run) {
    const part = parts.get(word.lower);
    if (part === Part.strong) found.strong++;
    else if (part === Part.weak) found.weak++;
    else if (isHead(word)) {
      if (small && !isFirm(word)) continue;
      if (done.test(word.lower)) doing = true;
      else heads ||= found.strong + found.weak > 0;
    } else if (isOwn(word) || isRare(word)) found.own++;
  }
  found.headed = heads || (doing && found.strong > 0);
  return found;
}

/** "Spur", "Bonnet": neither of medicine nor among the commonest words. */
const isRare = (word: Lexeme): boolean =>
  !has(word, Flag.safe) && safetyIn(word) >> 1 === (safetyIn(word) & Safe.name) >> 1;

/** Whether a postal code stands behind, with a state before it or not: ", KS 67001", " 67001,". */
function isStated(lexemes: readonly Lexeme[], end: number): boolean {
  let at = lexemes[end]?.text === ',' ? end + 1 : end;
  const state = lexemes[at];
  if (state?.gap === Gap.space && state.writing === 'capitals' && has(state, Flag.state)) at++;
  else if (at > end) return false;
  const [code, next] = [lexemes[at], lexemes[at + 1]];
  if (code?.kind !== 'number' || code.gap !== Gap.space || code.text.length !== 5) return false;
  return at > end || next === undefined || next.gap >= Gap.wide || /^[,;)]$/.test(next.text);
}

/** "Silver Spur No. 6": the index behind its number. */
function numbered(lexemes: readonly Lexeme[], end: number): number {
  let at = end;
  if (!/^(?:no|number|#)$/.test(lexemes[at]?.lower ?? '') || (lexemes[at]?.gap ?? 9) > Gap.space) return end;
  at++;
  if (lexemes[at]?.text === '.') at++;
  return lexemes[at]?.kind === 'number' && (lexemes[at] as Lexeme).text.length < 5 ? at + 1 : end;
}

/** A name of everyday words around the first of them; gives the index behind what was looked at. */
export function evocative(marks: Marks, i: number, block: boolean): number {
  const { lexemes } = marks;
  const like = lexemes[i] as Lexeme;
  const small = block || like.writing === 'lower';
  const writing = { like, small };
  let end = runEnd(lexemes, i, writing);
  const seen = end;
  const start = runStart(lexemes, i, writing);
  // What ends it says what it is, or is one of its words.
  const ends = (word: Lexeme): boolean => word.kind === 'word' && (isPart(word) || (!small && isRare(word)));
  while (end > i && !ends(lexemes[end - 1] as Lexeme)) end--;
  const run = lexemes.slice(start, end).filter(({ kind }) => kind === 'word');
  const { strong, weak, own, headed } = weigh(run, start < i && isHead(lexemes[start] as Lexeme), small);
  const [before, next, first] = [lexemes[start - 1], lexemes[end], lexemes[start] as Lexeme];
  // "Heart Association": of a profession.
  if (next?.gap === Gap.space && (has(next, Flag.eponymHead) || next.lower === 'association')) return seen;
  // "ex-Silver Hollow lineman"
  const former = before?.text === '-' && first.gap === Gap.none && lexemes[start - 2]?.lower === 'ex';
  const led = former || (before !== undefined && first.gap <= Gap.space && leads.test(before.lower));
  const sure = (led && surely.test(before?.lower ?? '')) || isStated(lexemes, end);
  // "Hope Brandvold", "Robin Hill, RN"
  const second = run[1];
  const person =
    (has(first, Flag.given | Flag.ambiguous) &&
      run.length === 2 &&
      second !== undefined &&
      (has(second, Flag.family) || !evokes(second))) ||
    (next?.text === ',' && has(lexemes[end + 1], Flag.credential));
  const telling = strong > 0 || weak > 1 || (weak > 0 && own > 0);
  const several = strong + weak + own > 1;
  // "Weaver's Cottage"
  const owned = start < i && isMark(lexemes[i - 1], /^['’]s$/) && !has(first, Flag.relative | Flag.eponym);
  let named: boolean;
  if (small)
    named =
      strong > 0 &&
      several &&
      (headed ? block || strong + weak > 1 : sure && (block || before?.lower === 'at'));
  else if (headed) named = telling;
  else
    named =
      !person &&
      several &&
      (strong > 1 || ((led || owned) && strong > 0) || ((sure || (owned && led)) && telling));
  if (small && headed && !named) named = telling && led && (block || weak > 1);
  if (named && lexemes[end]?.kind === 'number' && isStated(lexemes, end)) mark(marks, end, end + 1, 'zip');
  if (named) mark(marks, start, numbered(lexemes, possessive(lexemes, end)), kindOfHead(run.at(-1) ?? like));
  return seen;
}
