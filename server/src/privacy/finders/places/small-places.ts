import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, looksLikeWord, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isCapital } from '../names/everyday';
import { isStrange } from '../names/strange';
import { evokes } from './evocative';
import { type Marks, mark } from './place';
import { clinical, ownName } from './venues';

// Places in small letters within a note that has capitals elsewhere: as typed in haste.

const other = Flag.safe | Flag.ambiguous | Flag.eponym | Flag.kept | Flag.generic;
// Two letters that are words in small letters, too.
const wordlike = /^(?:in|or|me|hi|ok|id|oh|pa|ma|la|mo|ms|mt|al|de|co|ct|ne|nd|sd|md|ar|as|dc|sc|va|pr|ca)$/;
const goes = /^(?:in|from|near|outside|to|at|of|@|,|\(|downtown)$/;

/** "coming from hudson wi.", "upstairs, san rafael.", "went to bethesda": a town of the gazetteer; `i` is its last word. */
export function smallCity(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const city = lexemes[i] as Lexeme;
  const start = i - city.phrase;
  const [before, next] = [lexemes[start - 1], lexemes[i + 1]];
  if (before === undefined || has(city, other & ~Flag.safe)) return;
  const state =
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    next.writing === 'lower' &&
    has(next, Flag.state) &&
    !wordlike.test(next.lower);
  if (
    city.phrase > 0 ? goes.test(before.lower) : state && /^(?:in|from|near|outside|to|,)$/.test(before.lower)
  )
    mark(marks, start, i + 1, 'city');
  else if (
    before.lower === 'to' &&
    !has(city, Flag.safe | Flag.given | Flag.family) &&
    (city.safety & (Safe.clinical | Safe.everyday | Safe.measured)) === 0 &&
    moved.test(lexemes[start - 2]?.lower ?? '')
  )
    mark(marks, start, i + 1, 'city');
}

const moved =
  /^(?:went|goes|go|going|gone|moved|moving|drove|driving|flew|flying|trip|back|travel(?:ed|ing|led|ling)?|transferred|xfer|xferred|sent|relocated|returned|returning)$/;
const dwelling =
  /^(?:pcp|gp|md|doctor|clinic|hospital|office|lives?|lived|living|resides?|staying|stays|born|raised|house|home|apartment|family|mom|dad|son|dtr|daughter|sister|brother|coming|came|flying|flew|drove|driving|moved|works?|working|job|school|daycare|parents)$/;

/** "(pcp in houma)", "mom flying in from durban": a word that nothing knows; `i` is the preposition. */
export function smallTown(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, preposition, town, next] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (town?.kind !== 'word' || town.writing !== 'lower' || town.mixed || town.gap !== Gap.space) return;
  if (town.text.length < 5 || town.flags !== 0 || !/^(?:in|from|near|outside)$/.test(preposition.lower))
    return;
  if (town.safety !== 0 || looksLikeWord(town.lower)) return;
  const link = before?.lower === 'in' ? lexemes[i - 2] : before;
  if (!dwelling.test(link?.lower ?? '')) return;
  if (next?.gap === Gap.none && next.kind !== 'symbol') return;
  mark(marks, i + 1, i + 2, 'city');
}

/** "ruthanne @ ramsey county": `i` is the head. */
export function smallCounty(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, head] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (
    head.writing !== 'lower' ||
    before?.kind !== 'word' ||
    before.writing !== 'lower' ||
    head.gap !== Gap.space
  )
    return;
  if (has(before, other) || before.text.length < 4) return;
  if (has(before, Flag.family | Flag.city | Flag.given) || isStrange(before))
    mark(marks, i - 1, i + 1, 'county');
}

tell(['via', 'thru'], Cue.through);
const services =
  /^(?:hh|hhc|hha|opat|dme|infusion|infusions|transport|transportation|ride|rides|o2|oxygen|hospice|snf|walker|commode|wheelchair|bsc|fww|supplies|tpn|aide|aides|therapy|health|rn|services|coverage|cpap|bipap|meals|delivery)$/;

/** "HH via Advocate", "OPAT through BioScrip": who brings a service to somebody's home; `i` is the preposition. */
export function serves(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, preposition, firm, next] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (!/^(?:via|through|thru)$/.test(preposition.lower) || !services.test(before?.lower ?? '')) return;
  if (firm?.kind !== 'word' || firm.gap !== Gap.space) return;
  const named = (ownName(firm) && !clinical(firm)) || /^[A-Z][a-z]+[A-Z][a-z]+$/.test(firm.text);
  if (!named) return;
  mark(marks, i + 1, isCapital(next) && next.gap === Gap.space && ownName(next) ? i + 3 : i + 2, 'company');
}

const supplied = /^(?:thru|through|via|by|with|w|per|from|to|at|call|called)$/;

/** "lakeside medical supply will deliver", "thru copper ridge visiting nurses": in small letters; `i` is the last word. */
export function supplier(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [kind, head, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const what = head.lower === 'nurses' ? /^visiting$/ : /^(?:medical|oxygen|respiratory|surgical)$/;
  if (!/^(?:supply|equipment|nurses)$/.test(head.lower) || !what.test(kind?.lower ?? '')) return;
  let start = i - 1;
  while (start > i - 4 && lexemes[start]?.gap === Gap.space && isOwn(lexemes[start - 1])) start--;
  if (start === i - 1) return;
  const lead = lexemes[start - 1];
  const acts = /^(?:will|to|has|is|was|called|delivers|delivered|aware|notified|can|coming)$/.test(
    next?.lower ?? '',
  );
  const opens =
    lead === undefined || (lexemes[start] as Lexeme).gap >= Gap.wide || /^[,.;:(–-]$/.test(lead.text);
  if (supplied.test(lead?.lower ?? '') || (opens && acts)) mark(marks, start, i + 1, 'company');
}

/** A word that firms and towns are called by. */
const isOwn = (word: Lexeme | undefined): boolean =>
  word?.kind === 'word' &&
  word.text.length > 3 &&
  (evokes(word) || isStrange(word) || has(word, Flag.city | Flag.family | Flag.town)) &&
  !has(word, Flag.relative | Flag.role | Flag.title | Flag.generic);

tell(['sons', 'son', 'bros', 'daughters'], Cue.told);

/** "summit & sons", "Delgado & Bros": a firm by its family, in any writing; `i` is the last word. */
export function familyFirm(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [name, and, last, next] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (and?.text !== '&' || name?.kind !== 'word' || name.text.length < 3 || last.gap > Gap.space) return;
  const large = name.writing === 'capital' && last.writing === 'capital';
  if (clinical(name) && !has(name, Flag.family) && !large) return;
  if (last.lower === 'son' && !(large && isCapital(next))) return;
  if (has(name, Flag.relative | Flag.role | Flag.patient | Flag.title) || and.gap > Gap.space) return;
  const more =
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    next.writing === name.writing &&
    (safetyIn(next) & Safe.clinical) === 0 &&
    /(?:s|ing|ion|co|inc|llc)$/.test(next.lower) &&
    next.text.length > 4;
  let end = more ? i + 2 : i + 1;
  // "Amis & Son Block Works"
  while (
    large &&
    end < i + 4 &&
    isCapital(lexemes[end]) &&
    lexemes[end]?.gap === Gap.space &&
    !has(lexemes[end], Flag.role | Flag.title)
  )
    end++;
  mark(marks, i - 2, end, 'company');
}

tell(['choice', 'choices'], Cue.told);

/** "First choice Juniper Court, second choice The Glebe at Bellhaven": where somebody wants to be cared for. */
export function chosen(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (
    !/^(?:1st|2nd|3rd|first|second|third|next|top|fourth|st|nd|rd|th|snf|pt|patient|family)$/.test(
      lexemes[i - 1]?.lower ?? '',
    )
  )
    return;
  let at = i + 1;
  while (/^[:(–—-]$/.test(lexemes[at]?.text ?? '') || lexemes[at]?.lower === 'is') at++;
  let end = at;
  while (end < at + 6) {
    const word = lexemes[end];
    const link =
      end > at &&
      /^(?:at|of|on|the|&|and)$/.test(word?.lower ?? '') &&
      isCapital(lexemes[end + 1]) &&
      word?.gap === Gap.space;
    if (!link && !(isCapital(word) && word.gap <= Gap.space)) break;
    end++;
  }
  const run = lexemes.slice(at, end).filter(({ kind }) => kind === 'word');
  if (run.length > 1 && !run.every(clinical) && !run.some((word) => has(word, Flag.title | Flag.role)))
    mark(marks, at, end, 'company');
}
