import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { adverb, isVerb, mask } from './cues';
import { Judged, type Judgement } from './judgement';

const person = Flag.role | Flag.relative | Flag.patient | Flag.title | Flag.credential;
const named = Flag.ambiguous | Flag.given | Flag.family | Flag.city;

/** Whoever this is, a name may follow. */
const someone =
  /^(?:courier|cellmate|inmate|bunkie|capt|captain|spc|pfc|pvt|ssgt|sfc|cpl|lawyer|counsel|defender|charge|podiatrist|ophtho|contact|youth|staff|classmate|teammate|boss|chief|councillor|alderman|usher|deckhand|skipper|dispatcher|dispatch|magistrate|bailiff|barber|himself|herself|themselves|prov|mgr)$/;

const leads = /^(?:at|@|from|outside|behind|via|near|thru|through|below|beside|opposite|past|by)$/;
const moves =
  /^(?:back|sent|shipped|faxed|moved|transferred|referred|ref|xfer|went|go|goes|walks|drove|rides|belongs|returns|returned|released|discharged|admitted|dc|applied|rf|gate|ahead)$/;
/** What stands behind a word for where, and names no place. */
const plain =
  /^(?:one|two|this|that|all|any|most|least|last|first|next|same|early|late|noon|midnight|day|days|night|nights|week|weeks|month|months|year|years|work|lunch|dinner|breakfast|phone|email|fax|mail|hand|bus|car|cab|train|outside|inside|behind|below|above|under|front|side|sides|top|bottom|start|end|rest|ease|risk|home|school|window|door|floor|chair|bathroom|kitchen|stairs|other|others|where|there|here|them|me|now|then|time|times|age|birth|baseline|both|each|either|every|his|her|their|law|choice|report|history|text|video|letter|voice|self|thirty|forty|fifty|sixty|ninety|twenty|ten)$/;

/**
 * Masks what is named in writing that shows no names, small letters or capitals throughout: "at deep focus",
 * "courier dash", "accepted by means". What stands before tells. Linear in the block.
 */
export function maskLed(judgement: Judgement): void {
  const { lexed, shouted } = judgement;
  const { lexemes } = lexed;
  const small = lexed.small || isCasual(lexemes);
  for (let i = 1; i < lexemes.length; i++) {
    const [before, lexeme] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme];
    if (!small && shouted[i] !== 1) continue;
    if (lexeme.kind !== 'word' || lexeme.mixed || lexeme.gap > Gap.space) continue;
    if (isNamed(lexemes, i)) mask(judgement, i, i + 1);
    else if (
      leads.test(before.lower) ||
      (isToward.test(before.lower) && moves.test(lexemes[i - 2]?.lower ?? ''))
    )
      whereabouts(judgement, i);
    if (isHead(lexemes, i)) headed(judgement, i);
  }
}

const isToward = /^(?:to|→)$/;

/** Whether sentences begin with small letters, or "i" is somebody. */
function isCasual(lexemes: readonly Lexeme[]): boolean {
  let [low, large] = [0, 0];
  for (let i = 2; i < lexemes.length; i++) {
    const [mark, lexeme, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
    if (lexeme.text === 'i' && lexeme.gap > Gap.none && next?.kind === 'word' && next.gap === Gap.space)
      low += 2;
    if (!/^[.!?]$/.test(mark.text) || mark.gap !== Gap.none || lexeme.gap === Gap.none) continue;
    if (lexeme.kind === 'word' && lexeme.text.length > 1) lexeme.writing === 'lower' ? low++ : large++;
  }
  return low > 2 && low > 2 * large;
}

const LONGEST = 5;

/** Whether a word goes on with the name of a place. */
function isPart(lexemes: readonly Lexeme[], i: number): boolean {
  const lexeme = lexemes[i];
  if (lexeme?.kind !== 'word' || lexeme.mixed || lexeme.gap > Gap.space) return false;
  if (isFunctionWord(lexeme.lower) || isVerb(lexeme) || stops.test(lexeme.lower)) return false;
  if (has(lexeme, Flag.relative | Flag.patient | Flag.role | Flag.month | Flag.weekday)) return false;
  const bits = safetyIn(lexeme);
  return (bits & (Safe.clinical | Safe.name | Safe.everyday)) !== Safe.clinical;
}
const stops =
  /^(?:since|with|w|by|until|when|while|today|yesterday|tomorrow|after|before|during|here|where|without|due|because|every|per|then|now|if|about|over|under|says|said|also|again|only|well)$/;

/** "at deep focus", "from the fairgrounds", "@ silver dollar". */
function whereabouts(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  const start = /^(?:the|a|an|la|el)$/.test(lexemes[i]?.lower ?? '') ? i + 1 : i;
  const first = lexemes[start];
  if (!first || plain.test(first.lower)) return;
  let end = start;
  let telling = false;
  while (end < start + LONGEST) {
    const joint =
      end > start &&
      /^(?:&|['’]s|-|of|de|la)$/.test(lexemes[end]?.lower ?? '') &&
      (lexemes[end]?.gap ?? 3) <= Gap.space;
    if (!joint) {
      if (!isPart(lexemes, end)) break;
      if (!isClinicalOnly(lexemes[end] as Lexeme)) telling = true;
    }
    end++;
  }
  while (end > start && /^(?:&|-|of|de|la)$/.test(lexemes[end - 1]?.lower ?? '')) end--;
  // "VIA KOCHER INCISION"
  if (has(lexemes[end], Flag.eponymHead) || has(lexemes[end - 1], Flag.eponymHead)) return;
  // One word is a place by itself if it is no common one: "at trinity".
  const common = (safetyIn(first) & Safe.everyday) !== 0 && !has(first, named);
  if (telling && (end > start + 1 || !common))
    mask(judgement, /^(?:the|la|el)$/.test(lexemes[i]?.lower ?? '') ? i : start, end);
}

const heads =
  /^(?:vet|er|ed|picu|nicu|bus|line|lab|co|inc|llc|recovery|mosque|jetty|pier|mine|mill|stop|annex|gate|drug|roofing|towing|plumbing|towers|co-op|coop|zion|church|bakery|diner|motel|inn)$/;
const usual =
  /^(?:his|her|their|our|my|your|this|that|any|another|other|same|local|outside|nearby|home|nursing|assisted|public|private|medical|night|urgent|follow|old|new|current|previous|specialty|retail|mail|community|hospital|outpatient|inpatient|last|next|first|second|third|walk|street|per|each|every|non|no|right|wrong|only|one|two|way|long|return|back|put|face|dv|x-ray|recorded|blood|hot|help|crisis|skilled|health|off)$/;

const isHead = (lexemes: readonly Lexeme[], i: number): boolean => {
  const lexeme = lexemes[i] as Lexeme;
  return heads.test(lexeme.lower) || has(lexeme, Flag.street | Flag.organisation);
};

/** "knob creek er", "ON SADDLE WAY", "bluegrass vet": two words or more before one that ends such names. */
function headed(judgement: Judgement, i: number): void {
  const { lexed, shouted } = judgement;
  const { lexemes } = lexed;
  let start = i;
  let telling = false;
  // "ON SADDLE WAY"
  const road = has(lexemes[i], Flag.street) && /^(?:on|off|at|past)$/.test(lexemes[i - 2]?.lower ?? '');
  while (
    start > Math.max(0, i - 3) &&
    (isPart(lexemes, start - 1) || (road && start === i)) &&
    (lexemes[start] as Lexeme).gap === Gap.space
  ) {
    start--;
    const lexeme = lexemes[start] as Lexeme;
    if (!usual.test(lexeme.lower) && (road || !isClinicalOnly(lexeme))) telling = true;
  }
  const next = lexemes[i + 1];
  const goesOn = next?.kind === 'word' && next.gap === Gap.space && !isFunctionWord(next.lower);
  if (!telling || (goesOn && shouted[i] === 1 && has(lexemes[i], Flag.organisation))) return;
  if (i - start === 1 && has(lexemes[start], Flag.generic)) return;
  mask(judgement, start, i + 1);
}

/** Whether a word is what somebody is called: behind what they are, or behind what was done by them. */
function isNamed(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, lexeme, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
  const { lower } = lexeme;
  if (lower.length < 3 || isFunctionWord(lower)) return false;
  if (has(lexeme, person) || adverb.test(lower) || isVerb(lexeme) || isClinicalOnly(lexeme)) return false;
  const closed = next === undefined || next.gap >= Gap.wide || /^[.,;:()—–!?/]$/.test(next.text);
  if (has(before, person) || someone.test(before.lower)) {
    if (/(?:ed|ing|ly)$/.test(lower) || (/s$/.test(lower) && !has(lexeme, named))) return false;
    return closed || isVerb(next) || (next?.kind === 'word' && follows.test(next.lower));
  }
  // "journey (5) and maverick (2)"
  const [age, close] = [lexemes[i + 2], lexemes[i + 3]];
  const among = /^(?:[,&]|and|w)$/.test(before.text) || has(before, Flag.relative);
  if (among && next?.text === '(' && age?.kind === 'number' && age.text.length < 3 && close?.text === ')')
    return has(lexeme, named) || (safetyIn(lexeme) & (Safe.clinical | Safe.measured)) === 0;
  if (before.lower === 'by') return closed && !plain.test(lower);
  if (before.lower === 'for' && /^(?:ask|asks|asked|asking|attn)$/.test(lexemes[i - 2]?.lower ?? ''))
    return closed || has(lexeme, named);
  const short = before.text === '/' && lexemes[i - 2]?.lower === 'w';
  if (before.lower !== 'with' && before.lower !== 'w' && !short) return false;
  return met.test(lexemes[short ? i - 3 : i - 2]?.lower ?? '');
}

const follows = /(?:..ed|[^s]s)$|^(?:in|out|on|at|from|after|before|has|will|to|gave|knows|took|says)$/;
const met =
  /^(?:spoke|talked|talk|check|checkup|appt|appointment|visit|met|meets|meeting|session|discussed|reviewed|ophtho|ortho|psych|cards|neuro|gyn|ob|podiatry|dental|pt|ot|st|eyes|eye|class|counseling|therapy|confirmed|stays|stay|staying|lives|rides|walks|hall|safe)$/;

/** Masks a name in a row of a table that is nothing but an everyday word or two: "| Hope |", "Fair, Winnie   clinic". */
export function maskLoneCells({ lexed: { lexemes, text }, judged, cells }: Judgement): void {
  const barred = text.includes('|');
  const take = (from: number, end: number): void => {
    for (let i = from; i < end; i++)
      if (judged[i] === Judged.safe && lexemes[i]?.kind === 'word') judged[i] = Judged.unsafe;
  };
  for (const { start, end } of cells) {
    const [first, mark, second] = [lexemes[start], lexemes[start + 1], lexemes[start + 2]];
    if (first?.kind !== 'word' || end - start > 4 || end === start) continue;
    if (mark?.text === ',' && mark.gap === Gap.none && second?.kind === 'word' && end - start > 2) {
      if (isProper(first) && second.writing === first.writing && isProper(second, 1)) take(start, end);
      continue;
    }
    const last = lexemes[end - 1] as Lexeme;
    const alone = end === start + 1 || (end === start + 3 && /^[-–—:/]$/.test(mark?.text ?? ''));
    if (barred && alone && isProper(last)) take(end - 1, end);
  }
}

/** Whether a word is written as a name and may be one. */
const isProper = (lexeme: Lexeme, least = 2): boolean =>
  lexeme.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  lexeme.text.length >= least &&
  !has(lexeme, Flag.label | person) &&
  !isClinicalOnly(lexeme) &&
  ((safetyIn(lexeme) & Safe.clinical) === 0 || has(lexeme, named)) &&
  (has(lexeme, named) || (safetyIn(lexeme) & Safe.name) !== 0 || lexeme.text.length === 1);
