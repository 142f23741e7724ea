import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isCapital, nowhere } from '../names/everyday';
import { isSpecialty } from './evocative';
import { type Marks, mark } from './place';

const along = /^(?:off|on|near|along|via|down|up|if|onto|from|at|and|of|by|the|highway|hwy|road)$/;
const beyond = /^(?:off|on|near|along|down|if|onto|via|the)$/;
const carried =
  /^(?:crash|crashed|mvc|mva|rtc|rta|rollover|collision|accident|driving|drove|drives|motorway|lorry|truck|car|junction|lives|stopped|stranded|found|closed|shut|roadside|layby|services|flood|snow|stuck|traffic)$/;

/** Whether what is said of travelling or of where somebody was found stands shortly before an index. */
function isOnTheWay(lexemes: readonly Lexeme[], from: number): boolean {
  for (let at = from; at > from - 8 && at >= 0; at--)
    if (carried.test((lexemes[at] as Lexeme).lower)) return true;
  return false;
}

/** "off US-45", "if M-35 is open", "on SR-99": a road by its number; `i` is the number. */
export function roadNumber(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [lead, road, hyphen, number] = [lexemes[i - 3], lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (hyphen?.text !== '-' || hyphen.gap !== Gap.none || number.gap !== Gap.none || number.text.length > 4)
    return;
  if (road?.kind !== 'word' || road.gap !== Gap.space || lead === undefined) return;
  const next = lexemes[i + 1];
  if (next?.gap === Gap.none && !/^[.,;:)]$/.test(next.text)) return;
  const ofState = /^(?:US|SR|CR|SH|FM|RR|TH|CTH|STH)$/.test(road.text);
  // "K-10" may be a vitamin, "M-35" nothing else where one is underway.
  const lettered = /^[MKN]$/.test(road.text) && number.text.length > 1;
  if (ofState ? along.test(lead.lower) : lettered && beyond.test(lead.lower))
    mark(marks, i - 2, i + 1, 'street');
}

/** "crash on the M62", "A48 closed": a road of Britain, where somebody is on the way; `i` is the word with its number. */
export function britishRoad(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, road, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!/^[AM]\d{1,4}$/.test(road.text) || road.gap !== Gap.space) return;
  if (next !== undefined && next.gap === Gap.none && !/^[.,;:)]$/.test(next.text)) return;
  if (before?.lower === 'the' && isOnTheWay(lexemes, i - 2)) mark(marks, i, i + 1, 'street');
}

const flights = /^(?:eta|etd|landed|lands|landing|departed|departing|departs|depart|arrived|arriving)$/;

/** "ETA Jandakot 0310": where somebody lands at a time; `i` is the number. */
export function landsAt(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let start = i;
  while (start > i - 3 && isCapital(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
  if (start === i || !flights.test(lexemes[start - 1]?.lower ?? '')) return;
  const run = lexemes.slice(start, i);
  if (run.some((word) => has(word, nowhere | Flag.generic | Flag.organisation) || looksClinical(word.lower)))
    return;
  if (run.some((word) => isFunctionWord(word.lower) || has(word, Flag.safe))) return;
  mark(marks, start, i, 'city');
}

const reaches = /^(?:from|by|via|per|through|thru|with|w|call|called|calling|contact|contacted|at)$/;

/** "Order a commode from Adapt (555-0116)": who is reached by a telephone right behind; `i` is the bracket. */
export function reachedBy(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [open, number, joint] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (open.gap !== Gap.space || number?.kind !== 'number' || number.gap !== Gap.none) return;
  const telephone =
    number.text.length > 6 ||
    (number.text.length === 3 && /^[-.)]$/.test(joint?.text ?? '')) ||
    (number.text.startsWith('0') && number.text.length > 2 && joint?.kind === 'number');
  if (!telephone) return;
  let start = i;
  while (start > i - 5 && isFirmsWord(lexemes[start - 1]) && lexemes[start]?.gap === Gap.space) start--;
  if (start === i || !reaches.test(lexemes[start - 1]?.lower ?? '')) return;
  const run = lexemes.slice(start, i);
  if (run.some((word) => has(word, nowhere) || isFunctionWord(word.lower))) return;
  // "from Radiology (555-0101)", "call Pharmacy (555-0123)"
  if (
    run.every(
      (word) =>
        has(word, Flag.generic | Flag.organisation | Flag.weakOrganisation) ||
        isSpecialty(word) ||
        /(?:ology|iatrics?|ics)$|^(?:care|line|hotline|helpline|desk|unit|ward)$/.test(word.lower),
    )
  )
    return;
  mark(marks, start, i, 'company');
}

const isFirmsWord = (word: Lexeme | undefined): boolean =>
  word?.kind === 'word' && (word.writing === 'capital' || word.writing === 'mixed') && !word.mixed;

const wards =
  /^(?:m?icu|sicu|ccu|nicu|picu|cvicu|itu|hdu|ed|er|or|amu|mau|sau|snf|ltac|ltach|irf|gi|ir|gp|obs|reg|cons|md|np|pt|ems|psych|cards|ortho|surg|med|neuro|peds|paeds|who|bed|mortuary|hospice|ob|lnd|tele|stepdown|all|not|will|team)$/;

/** "RBH accept: burns fellow": letters of the hospital that takes somebody; `i` is the colon. */
export function accepts(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [letters, verb] = [lexemes[i - 2], lexemes[i - 1]];
  if (!/^(?:accept|accepts|accepting|accepted)$/.test(verb?.lower ?? '') || verb?.gap !== Gap.space) return;
  if (
    letters?.writing !== 'capitals' ||
    letters.mixed ||
    letters.text.length > 5 ||
    wards.test(letters.lower)
  )
    return;
  mark(marks, i - 2, i - 1, 'hospital');
}
