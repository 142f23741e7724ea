import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { Judged, type Judgement } from './judgement';

/**
 * Masks words that are safe by themselves where what stands before says that a person or a place is named: "her
 * neighbor rusty", "works at summit exteriors", the nickname in quotation marks behind a name.
 */
export function maskCued(judgement: Judgement): void {
  const { lexemes } = judgement.lexed;
  for (let i = 1; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word') continue;
    if (has(lexeme, Flag.relative | Flag.patient | Flag.role | Flag.title | Flag.credential)) continue;
    if (isPersonCued(lexemes, i)) mask(judgement, i, i + 1);
    else if (works.test((lexemes[i - 1] as Lexeme).lower)) workplace(judgement, i);
    else if (heads.test(lexeme.lower) && lexeme.writing === 'lower') headed(judgement, i);
    else if (dwells.test((lexemes[i - 1] as Lexeme).lower)) dwelling(judgement, i);
  }
  maskNicknames(judgement);
  maskCredentialed(judgement);
}

const credentials =
  /^(?:MD|DO|RN|NP|PA|LPN|LVN|CNA|FNP|CRNA|DDS|DMD|DPM|PhD|PharmD|RPh|LCSW|LMSW|MSW|LICSW|LPC|LMFT|PsyD|DPT|OTR|SLP|RD|RDN|CNM|APRN|ARNP|DNP|CCM|BSN|MSN|MBBS|MBChB|FACS|FACC|EMT|NRP)$/;

/** "Ivy Penrose, RN": words written large before a credential. */
function maskCredentialed(judgement: Judgement): void {
  const { lexemes } = judgement.lexed;
  for (let i = 2; i < lexemes.length; i++) {
    const [comma, credential] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme];
    if (comma.text !== ',' || credential.gap !== Gap.space || !credentials.test(credential.text)) continue;
    let start = i - 1;
    while (start > i - 4 && isLarge(lexemes[start - 1])) {
      start--;
      if ((lexemes[start] as Lexeme).gap !== Gap.space) break;
    }
    mask(judgement, start, i - 1);
  }
}

const isLarge = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  !credentials.test(lexeme.text) &&
  !has(lexeme, Flag.title | Flag.role | Flag.relative | Flag.patient);

export function mask({ judged }: Judgement, start: number, end: number): void {
  for (let i = start; i < end; i++) if (judged[i] === Judged.safe) judged[i] = Judged.unsafe;
}

const acting =
  /^(?:is|was|has|had|says|said|states?|stated|reports?|reported|denies|denied|agrees|agreed|called|calls|phoned|texted|rang|asked|asks|who|wants|wanted|lives|works|came|comes|went|brought|brings|drove|drives|told|thinks|helps|helped|visits|visited|visiting)$/;
/** Before a verb, what is no name: "pt also says", "wife then called". */
export const adverb =
  /^(?:also|now|still|then|again|currently|otherwise|further|never|always|just|only|however|later|today|recently|herself|himself|first|both|all|who|whom|that|which|and|but|not|there|here|often|she|he|they|it|itself|themselves|additionally|ever|alone|present|available|aware|well|awake|alert|stable|reportedly)$/;

export const isVerb = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' && acting.test(lexeme.lower);

/** Whether a word behind one for a person is what that person is called. */
function isPersonCued(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, lexeme, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.gap !== Gap.space || lexeme.mixed) return false;
  const { lower } = lexeme;
  // "his aunt vi, her"
  if (lexeme.text.length === 2)
    return (
      has(before, Flag.relative) && !isFunctionWord(lower) && !isClinicalOnly(lexeme) && next?.text === ','
    );
  if (lexeme.text.length < 3) return false;
  const usedAsName = has(lexeme, Flag.given | Flag.ambiguous) && !isFunctionWord(lower);
  // "the doc was meadows or", "hope its dot", "cnm dawn / ob"
  if (/^(?:is|was|its|it's)$/.test(before.lower) && !isClinicalOnly(lexeme) && lexeme.writing === 'lower') {
    const who = /^(?:doc|doctor|nurse|dr|md|np|pa|rn|therapist|tech|aide|midwife|sitter)$/.test(
      lexemes[i - 2]?.lower ?? '',
    );
    if (before.lower.startsWith('it') ? usedAsName : who && /^(?:or|and|[.,;)])$/.test(next?.lower ?? '.'))
      return true;
  }
  if (has(before, Flag.credential) && before.writing === 'lower' && before.text.length > 2 && usedAsName)
    return next === undefined || next.gap >= Gap.wide || next.kind === 'symbol';
  if (!has(before, Flag.relative | Flag.patient | Flag.role | Flag.title)) return false;
  if (isFunctionWord(lower) || adverb.test(lower) || acting.test(lower)) return false;
  // "w wife Nen, bungalow": too short for what somebody has.
  if (
    has(before, Flag.relative) &&
    before.writing === 'lower' &&
    lexeme.writing === 'capital' &&
    lower.length < 5
  )
    if (/^[,.;)]$/.test(next?.text ?? '')) return true;
  const closed =
    has(before, Flag.role | Flag.title) && /^[.,]$/.test(next?.text ?? '') && !/ed$|ly$/.test(lower);
  const form = /ly$|ing$|ed$|s$/.test(lower) && !has(lexeme, Flag.given | Flag.family | Flag.ambiguous);
  if (form && !closed) return false;
  if (isClinicalOnly(lexeme)) return false;
  const named = (safetyIn(lexeme) & Safe.name) !== 0 || has(lexeme, Flag.ambiguous);
  if (!named) return false;
  // "her neighbor rusty says", "pt sunny,"; "patient care" goes on.
  return (
    !next ||
    next.gap >= Gap.wide ||
    isVerb(next) ||
    /^[,.;:(—–!?/]$/.test(next.text) ||
    has(lexeme, Flag.ambiguous | Flag.given)
  );
}

const works =
  /^(?:works|worked|working|wks|employed|job|employer|truck|drives|drove|manager|foreman|cashier|teller|clerk|driver|cook|welder|roofer|mechanic|janitor|custodian|waitress|server|bartender|barista|nurse|guard|temp)$/;
const leads = /^(?:at|for|w|with|@|in|near|from)$/;
const dwells =
  /^(?:lives|living|resides|residing|stays|staying|moved|lived|stayed|attends|attended|attending|enrolled|goes|went|admitted|transferred|discharged|seen|followed|sent|xfer|dropped|picked|fills|filled|student|school|church|worships)$/;
// What may stand behind "lives at" and names nothing.
const anywhere =
  /^(?:home|house|apartment|work|school|church|risk|night|nights|bedtime|rest|time|times|baseline|discharge|admission|present|least|most|all|once|length|end|hospital|clinic|er|ed|icu|floor|ward|unit|theatre|theater|or|bed|chair|wheelchair|pain|family|parents|wife|husband|children|daughter|son|mother|father|friend|friends|someone|alone|assisted|group|nursing|facility|rehab|care|snf|shelter|town|area|city|country|state|here|there|follow|college|university|outside|local|private|rural|long|disability|ssi|pension|own|oxygen|insulin|warfarin|hospice|dialysis)$/;
const LONGEST = 5;

/** "works at summit & sons exteriors", "roofer w/ blue lantern": to the end of the clause. */
function workplace(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  const lexeme = lexemes[i] as Lexeme;
  if (lexeme.writing === 'capital' && lexeme.gap === Gap.space && !isClinicalOnly(lexeme))
    place(judgement, i);
  else if (leads.test(lexeme.lower)) place(judgement, lexemes[i + 1]?.text === '/' ? i + 2 : i + 1);
}

// What ends the name of a school, a shop, a home, where it stands without capitals.
const heads =
  /^(?:elementary|preschool|academy|middle|high|school|college|university|living|manor|village|villas|church|temple|mosque|diner|grill|cafe|bakery|market|grocery|pharmacy|drug|drugs|clinic|hospice|nursery|daycare|salon|garage|motel|hotel|inn|farms?|ranch|lodge|estates|apartments|apts|terrace|gardens)$/;
const toward = /^(?:at|from|to|near|via|@|:|thru|through)$/;
const usual =
  /^(?:the|a|an|his|her|their|our|my|your|this|that|any|another|other|same|local|outside|nearby|home|nursing|assisted|group|public|private|high|middle|elementary|primary|grade|medical|night|summer|sunday|church|pain|wound|eye|dental|walk|urgent|follow|old|new|current|previous|specialty|retail|mail|community|hospital|outpatient|inpatient|last|next|first|second|third)$/;

/** "kids at rolling hills elementary": the words between one that leads there and the end of the name. */
function headed(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  let start = i;
  while (start > Math.max(0, i - 4)) {
    const [before, lexeme] = [lexemes[start - 1] as Lexeme, lexemes[start] as Lexeme];
    if (lexeme.gap !== Gap.space) return;
    if (toward.test(before.lower)) break;
    if (before.kind !== 'word' || isFunctionWord(before.lower) || isClinicalOnly(before)) return;
    start--;
  }
  if (start === i || !toward.test(lexemes[start - 1]?.lower ?? '')) return;
  for (let at = start; at < i; at++) if (usual.test((lexemes[at] as Lexeme).lower)) return;
  mask(judgement, start, i + 1);
}

/** "lives at canary court", "moved from": a place without a capital. */
function dwelling(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  if (/^(?:at|in|on|from|near|to|@)$/.test((lexemes[i] as Lexeme).lower)) place(judgement, i + 1);
}

function place(judgement: Judgement, from: number): void {
  const { lexemes, small } = judgement.lexed;
  let start = from;
  if (/^(?:the|a|an)$/.test(lexemes[start]?.lower ?? '')) start++;
  let end = start;
  let named = false;
  while (end < start + LONGEST) {
    const lexeme = lexemes[end];
    if (!lexeme || (end > start && lexeme.gap > Gap.space) || lexeme.gap === Gap.wide) break;
    const joint = /^(?:&|['’]s|-)$/.test(lexeme.text) || (end > start && /^(?:of|and)$/.test(lexeme.lower));
    if (!joint) {
      if (lexeme.kind !== 'word' || lexeme.mixed) break;
      if (isFunctionWord(lexeme.lower) || isVerb(lexeme) || isClinicalOnly(lexeme)) break;
      if (has(lexeme, Flag.relative | Flag.patient | Flag.role) && lexemes[end - 1]?.text !== '&') break;
      if (
        /^(?:since|with|by|until|when|while|today|yesterday|after|before|during|here|where|without|due|because|every|per)$/.test(
          lexeme.lower,
        )
      )
        break;
      if (anywhere.test(lexeme.lower) && end === start) break;
      if (lexeme.writing !== 'lower' || small || has(lexeme, Flag.given | Flag.family | Flag.city))
        named = true;
    }
    end++;
  }
  while (end > start && /^(?:&|-|of|and)$/.test(lexemes[end - 1]?.lower ?? '')) end--;
  if (named) mask(judgement, start, end);
}

/** "Kahurangi "Kahu" Tamatea": what stands in quotation marks beside a name. */
function maskNicknames(judgement: Judgement): void {
  const { lexed, judged, names } = judgement;
  const { lexemes } = lexed;
  const isName = (at: number): boolean =>
    names[at] === 1 || (judged[at] === Judged.unsafe && lexemes[at]?.kind === 'word');
  for (let i = 1; i + 2 < lexemes.length; i++) {
    if (!/^["“'‘(]$/.test((lexemes[i] as Lexeme).text) || (lexemes[i + 1] as Lexeme).gap !== Gap.none)
      continue;
    let end = i + 1;
    while (end < i + 4 && lexemes[end]?.kind === 'word') end++;
    if (end === i + 1 || !/^["”'’)]$/.test(lexemes[end]?.text ?? '')) continue;
    const round = lexemes[i]?.text === '(';
    if (!isName(i - 1) || (round && !isName(end + 1))) continue;
    for (let at = i + 1; at < end; at++)
      if (!has(lexemes[at], Flag.relative | Flag.credential | Flag.role | Flag.title))
        mask(judgement, at, at + 1);
  }
}
