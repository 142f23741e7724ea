import { Gap, has, type Lexeme } from './lexer';
import { Cue, Flag, isFunctionWord } from './lexicon';
import { Safe, safetyIn } from './safe-words';

const persons =
  Flag.relative | Flag.role | Flag.title | Flag.credential | Flag.month | Flag.weekday | Flag.kept;

// What one does at a place, in small letters.
const dwelling =
  /^(?:works?|worked|working|employed|lives?|lived|living|stays?|stayed|staying|resides?|residing|seen|admitted|attends?|attended|shops?|eats?|ate|volunteers?|shift|shifts|job|nights|weekends|days|clerk|cook|cashier|waitress|bartender|manager|stock|stocks|janitor|driver|transferred|xfer|discharged|aide|records|resident|over|evaluated|ride|shelter|bed|was)$/;
// What follows such words and is no name.
const common =
  /^(?:home|night|nights|day|days|bedside|rest|baseline|least|times|time|present|first|last|work|school|bank|church|clinic|hospital|floor|ed|er|icu|or|facility|nursing|group|assisted|independent|skilled|house|apartment|shelter|local|outside|another|other|different|same|various|multiple|large|small|big|new|nearby|snf|ltac|rehab|pcp|high|low|full|part|long|all|any|both|every|each|several|many|some|one|two|three|private|public|urgent|emergency|primary|outpatient|inpatient|walk|walkin|main|own|current|prior|previous|risk|onset|age|birth|construction|retail|sales|security|maintenance|farm|factory|office|warehouse|restaurant|store|grocery|gas|fast|food|law|truck|dialysis|cardiology|surgery|gi|ortho|neuro|jail|prison|desk|computer|university|community|state|county|city|town|park|street|beach|lake|library|gym|trucking|cleaning|moving|delivery|insurance|tech|software|oil|landscaping|roofing|painting|catering|temp|staffing|family|auto|car|medical|health|construction|plumbing|shipping|food|security|cable|phone|utility)$/;
const ends =
  /^(?:apt|unit|when|while|where|since|then|until|because|but|if|so|after|before|during|this|that|yesterday|today|tonight|last|next|x|now|full|part|also|however|per|re)$/;

/** Whether a word may stand in the everyday name of a place: neither of medicine nor of grammar. */
function fits(lexeme: Lexeme | undefined): boolean {
  if (lexeme?.kind !== 'word' || lexeme.writing !== 'lower' || lexeme.text.length < 3 || lexeme.mixed)
    return false;
  if (isFunctionWord(lexeme.lower) || has(lexeme, persons) || ends.test(lexeme.lower)) return false;
  const bits = safetyIn(lexeme, lexeme.flags & ~Flag.safe);
  return (bits & (Safe.clinical | Safe.measured)) === 0 || has(lexeme, Flag.city | Flag.town | Flag.family);
}

/** "works at big lots", "from sunny acres", "in green bay", "on maple street", "attends lincoln high": raises what names a place. */
export function raisePlaces(lexemes: readonly Lexeme[], raise: (i: number) => void): void {
  const raiseAll = (start: number, end: number): void => {
    for (let k = start; k < end; k++) if (lexemes[k]?.kind === 'word') raise(k);
  };
  for (const [i, lexeme] of lexemes.entries()) {
    if (lexeme.kind !== 'word' || lexeme.writing !== 'lower') continue;
    const before = lexemes[i - lexeme.phrase - 1];
    const led = /^(?:at|in|from|to|near|of|outside|by|:)$/.test(before?.lower ?? '');
    // Towns of several words.
    if (has(lexeme, Flag.city) && lexeme.phrase > 0 && led) raiseAll(i - lexeme.phrase, i + 1);
    else if (shelters.test(lexeme.lower)) raiseShelter(lexemes, i, raiseAll);
    else if (has(lexeme, Flag.street) && lexeme.text.length > 1) raiseStreet(lexemes, i, raiseAll);
    else if (
      lexeme.cues & Cue.school &&
      /^(?:high|middle|elementary|primary)$/.test(lexeme.lower) &&
      has(lexemes[i - 1], Flag.family | Flag.city | Flag.given) &&
      !has(lexemes[i - 1], Flag.safe) &&
      /^(?:at|attends|attended|from|to)$/.test(lexemes[i - 2]?.lower ?? '')
    )
      raiseAll(i - 1, i + 1);
    else if (/^(?:at|from|for|attends|attended|to)$/.test(lexeme.lower)) raiseDwelling(lexemes, i, raiseAll);
  }
}

const shelters =
  /^(?:shelter|mission|church|ministries|motel|inn|ranch|daycare|academy|chapel|diner|cafe|tavern|lodge|mosque|apartments|manor|pines|oaks|acres|villa|ortho|peds|derm|dental|imaging|eye|urology|podiatry)$/;

/** "seen at open door shelter", "then harbor lights mission": two words or more before a house that takes people in. */
function raiseShelter(
  lexemes: readonly Lexeme[],
  i: number,
  raiseAll: (start: number, end: number) => void,
): void {
  let start = i;
  while (start > i - 4 && lexemes[start]?.gap === Gap.space) {
    const before = lexemes[start - 1];
    if (before?.kind !== 'word' || before.mixed || before.text.length < 3 || before.writing === 'mixed')
      break;
    if (
      isFunctionWord(before.lower) ||
      has(before, persons) ||
      common.test(before.lower) ||
      ends.test(before.lower)
    )
      break;
    if (
      /^(?:women's|mens|womens|men's|warming|animal|homeless|family|catholic|baptist|methodist)$/.test(
        before.lower,
      )
    )
      break;
    start--;
  }
  const practice = /^(?:ortho|peds|derm|dental|imaging|eye|urology|podiatry)$/.test(
    (lexemes[i] as Lexeme).lower,
  );
  if (practice && !(i - start === 1 && has(lexemes[start], Flag.town | Flag.city | Flag.family))) return;
  const least = practice || /^(?:pines|oaks|acres|manor|villa)$/.test((lexemes[i] as Lexeme).lower) ? 1 : 2;
  if (i - start >= least && /^(?:at|from|to|near|in)$/.test(lexemes[start - 1]?.lower ?? ''))
    raiseAll(start, i + 1);
  else if (i - start >= 2 && /^(?:then|and|via)$/.test(lexemes[start - 1]?.lower ?? ''))
    raiseAll(start, i + 1);
}

const streets = /^(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|highway|hwy|parkway|pkwy)$/;

function raiseStreet(
  lexemes: readonly Lexeme[],
  i: number,
  raiseAll: (start: number, end: number) => void,
): void {
  if (!streets.test((lexemes[i] as Lexeme).lower)) return;
  const ended = lexemes[i + 1];
  if (ended && ended.gap === Gap.none && ended.kind === 'word') return;
  let start = i;
  while (
    start > i - 2 &&
    fits(lexemes[start - 1]) &&
    lexemes[start]?.gap === Gap.space &&
    !has(lexemes[start - 1], Flag.preposition)
  )
    start--;
  const before = lexemes[start - 1];
  if (
    start < i &&
    /^(?:on|at|off|near|and|@|of)$/.test(before?.lower ?? '') &&
    !common.test((lexemes[start] as Lexeme).lower)
  )
    raiseAll(start, i + 1);
}

function raiseDwelling(
  lexemes: readonly Lexeme[],
  i: number,
  raiseAll: (start: number, end: number) => void,
): void {
  const [before, preposition, first] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const attends = /^attend/.test(preposition.lower);
  if (!attends && !dwelling.test(before?.lower ?? '')) {
    // "asked brenda from sunny acres": only what lies in a landscape tells.
    const second = lexemes[i + 2];
    const land = second !== undefined && (second.cues & Cue.grounds) !== 0 && second.gap === Gap.space;
    if (land && /^(?:at|from|to)$/.test(preposition.lower) && fits(first) && !common.test(first?.lower ?? ''))
      raiseAll(i + 1, i + 3);
    return;
  }
  if (preposition.lower === 'for' && !/^(?:works?|worked|working)$/.test(before?.lower ?? '')) return;
  if (!fits(first) || first?.gap !== Gap.space || common.test(first.lower)) return;
  let end = i + 2;
  while (
    end < i + 5 &&
    lexemes[end]?.gap === Gap.space &&
    fits(lexemes[end]) &&
    !/ing$/.test((lexemes[end] as Lexeme).lower)
  ) {
    if (has(lexemes[end], Flag.preposition)) break;
    end++;
  }
  if (end === i + 2) {
    // "works at target": one word only where somebody works.
    const next = lexemes[end];
    const closed =
      next === undefined || next.gap >= Gap.wide || next.kind === 'symbol' || isFunctionWord(next.lower);
    const works = /^(?:works?|worked|employed)$/.test(before?.lower ?? '') && preposition.lower === 'at';
    if (!works || !closed || next?.text === "'s") return;
  }
  raiseAll(i + 1, end);
}
