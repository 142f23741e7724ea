import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';

const beforeMonth =
  /^(?:on|in|since|until|till?|by|last|this|next|early|late|mid|from|through|thru|of|during|before|after|around|for|the|and|or|between|every)$/;
const beforeNamelikeMonth = /^(?:in|since|until|last|this|early|late|mid|next|during|by|through|every|from)$/;
const followsPerson =
  /^(?:with|w|by|per|and|ms|mr|mrs|dr|named|called|daughter|dtr|wife|sister|mother|mom|mum|aunt|niece|nurse|friend|partner)$/;

/** Whether a month alone is one, and not a verb, a name or a drug level. */
export function isMonth(
  word: Lexeme,
  previous: Lexeme | undefined,
  next: Lexeme | undefined,
  before: Lexeme | undefined,
): boolean {
  const linked =
    previous !== undefined &&
    (word.gap === Gap.space || previous.text === '-' || word.text === word.text.toUpperCase());
  // "mid-March"
  const mid = previous?.text === '-' && /^(?:mid|early|late)$/.test(before?.lower ?? '');
  if (mid) return true;
  const cue = linked && beforeMonth.test(previous.lower);
  // "by OCT": a scan.
  const scan = word.writing === 'capitals' && word.text.length < 5;
  if (scan && previous?.kind === 'word' && previous.writing === 'lower') return false;
  // "Recall Jan."
  const closed = next === undefined || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text);
  if (
    word.writing === 'capital' &&
    (word.text.length < 5 || (word.lower === 'march' && previous?.writing === 'lower')) &&
    linked &&
    closed &&
    previous.kind === 'word' &&
    word.gap === Gap.space
  )
    return true;
  const told =
    previous?.kind === 'word' &&
    linked &&
    !isSomebody(previous) &&
    !followsPerson.test(previous.lower) &&
    !addressing.test(previous.lower);
  const goesOn = closed || linkingMonth.test(next.lower);
  // "his March visit"
  if (
    linked &&
    word.writing === 'capital' &&
    owning.test(previous.lower) &&
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    held.test(next.lower)
  )
    return true;
  if (isOfResult(word, previous, next, before)) return true;
  if (/^(?:jan|feb|apr|jun|jul|aug|oct|nov|dec)$/.test(word.lower) && word.writing === 'lower') {
    if (linked && /^(?:in|since|last|until)$/.test(previous.lower)) return true;
    // "hiv neg feb.", "in the er jan w/ chest pain": no scan and no change.
    return /^(?:jan|feb|jun|jul|aug|nov)$/.test(word.lower) && told && goesOn;
  }
  if (word.writing === 'lower' && told && goesOn && word.lower === 'sept') return true;
  if (
    /^(?:april|june|august)$/.test(word.lower) &&
    word.writing === 'lower' &&
    told &&
    linkingMonth.test(next?.lower ?? '')
  )
    return true;
  if (/^(?:may|march|mar|april|june|august|sept?)$/.test(word.lower) && word.writing === 'lower') {
    return linked && /^(?:in|since|last|early|late|mid|until)$/.test(previous.lower) && word.lower.length > 3
      ? true
      : linked && word.lower === 'may' && /^(?:in|since|last)$/.test(previous.lower);
  }
  if (has(word, Flag.ambiguous | Flag.given)) {
    const named = next?.kind === 'word' && !next.mixed && next.writing !== 'lower' && next.gap === Gap.space;
    // Within a sentence a capital makes it a month or a person.
    const within = word.writing === 'capital' && previous?.writing === 'lower' && previous.kind === 'word';
    return (
      linked &&
      !named &&
      (beforeNamelikeMonth.test(previous.lower) || (within && !followsPerson.test(previous.lower)))
    );
  }
  // "cashed Oct cheque"
  if (/^(?:feb|apr|jul|aug|oct|nov)$/.test(word.lower))
    return (
      (word.writing === 'capital' &&
        word.gap === Gap.space &&
        previous?.kind === 'word' &&
        previous.writing === 'lower') ||
      cue
    );
  if (word.lower.length <= 3 || word.lower === 'march') return cue && word.writing !== 'lower';
  return word.writing !== 'lower' || cue;
}

/** What is due, asked for or done in a month. */
const dueIn =
  /^(?:recall|due|appt|review|rv|rpt|repeat|recheck|screen(?:ing)?|bloods|labs?|smear|booster|jab|scan|next|last|d|died|dec|exp|expires|rtc)$/;

/**
 * "A1c 74 (May 81)", "TSH 9.8 Feb.", "VL (<50, June)", "LFTs April:", "Recall Mar": a month beside a result, or behind
 * what was measured or is due.
 */
function isOfResult(
  word: Lexeme,
  previous: Lexeme | undefined,
  next: Lexeme | undefined,
  before: Lexeme | undefined,
): boolean {
  if (word.writing !== 'capital' || previous === undefined || word.gap >= Gap.wide) return false;
  const closed = next === undefined || next.gap >= Gap.wide || /^[.,;):=→–-]$/.test(next.text);
  const valued = next?.kind === 'number' && next.gap === Gap.space;
  const linked = !closed && dueIn.test(previous.lower) && linkingMonth.test(next.lower);
  if (!closed && !valued && !linked && !next.mixed && has(word, Flag.ambiguous | Flag.given)) return false;
  const result = (lexeme: Lexeme | undefined): boolean =>
    lexeme?.kind === 'number' || lexeme?.text === '%' || (lexeme !== undefined && isTest(lexeme));
  if (/^[(,]$/.test(previous.text)) return result(before) && (closed || valued);
  if (previous.text === '.') return before?.lower === 'd' && previous.gap === Gap.none;
  if (previous.text === ':')
    return dueIn.test(before?.lower ?? '') || (valued && before !== undefined && isTest(before));
  if (previous.kind === 'number' || previous.text === '%') return word.gap === Gap.space;
  return dueIn.test(previous.lower) || isTest(previous);
}

/** "LFTs", "DRSS", "Echo": what is measured, or letters; nobody who does it. */
const isTest = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' &&
  !isSomebody(lexeme) &&
  ((safetyIn(lexeme) & (Safe.clinical | Safe.measured)) !== 0 ||
    (lexeme.writing === 'capitals' && lexeme.text.length > 1));

const owning = /^(?:his|her|their|your|my|our|the|a|next|last)$/;
/** What is held, done or measured in a month. */
const held =
  /^(?:visits?|appt|appointments?|labs?|bloods|notes?|scans?|mri|ct|echo|study|studies|results?|admissions?|hospitali[sz]ation|stay|surgery|procedure|clinic|check-?up|draw|draws|refills?|episodes?|falls?|flare|infusions?|injections?|dose|doses|cycle|review|physical|meeting|hearing|trip|accident|mammogram|colonoscopy|biopsy|a1c|psa|tsh|inr|cxr|xray|x-ray|values?|levels?)$/;

/** What goes on behind a month and not behind somebody. */
const linkingMonth = /^(?:after|for|with|w|at|in|when|from)$/;

const addressing =
  /^(?:told|asked|gave|paged|phoned|texted|informed|notified|met|saw|thanks|thank|dear|hi|see|sees|about|of|to|for|is|was)$/;

const isSomebody = (lexeme: Lexeme): boolean =>
  has(lexeme, Flag.relative | Flag.role | Flag.title | Flag.patient | Flag.given | Flag.credential);

/** "lmp may 13. here", "moved to may 20", "appt may 3 10am": a day with nothing behind it that may be counted or done. */
export function isDayOfMay(lexemes: readonly Lexeme[], i: number): boolean {
  const [day, next] = [lexemes[i + 1], lexemes[i + 2]];
  if (day?.kind !== 'number' || day.gap !== Gap.space || lexemes[i - 1] === undefined) return false;
  return (
    next === undefined ||
    next.gap >= Gap.wide ||
    /^[.,;:)@]$/.test(next.text) ||
    (next.gap === Gap.none && /^(?:st|nd|rd|th)$/.test(next.lower)) ||
    (next.kind === 'number' && /^[ap]m?$/.test(lexemes[i + 3]?.lower ?? '')) ||
    linking.test(next.lower)
  );
}
const linking = /^(?:and|at|by|for|from|with|w|in|to|when|after|then|per|due|is|was|she|he|they|pt)$/;

/** "Jan/Feb 2024", "March-April": a month beside another one. */
export function isJoinedMonth(lexemes: readonly Lexeme[], i: number): boolean {
  const [joint, other] = [lexemes[i + 1], lexemes[i + 2]];
  return (
    /^[-/–]$/.test(joint?.text ?? '') &&
    joint?.gap === Gap.none &&
    other?.gap === Gap.none &&
    has(other, Flag.month) &&
    (lexemes[i] as Lexeme).writing !== 'lower'
  );
}

/** "(Feb and May)", "May or June 2015": a month in capitals before another one. */
export function isPairedMonth(lexemes: readonly Lexeme[], i: number): boolean {
  const [month, joint, other] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  return (
    month.writing === 'capital' &&
    /^(?:and|or|to|&|through|until)$/.test(joint?.lower ?? '') &&
    joint?.gap === Gap.space &&
    other?.gap === Gap.space &&
    other.writing === 'capital' &&
    has(other, Flag.month)
  );
}
