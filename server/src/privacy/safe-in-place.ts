import { Gap, has, type Lexed, type Lexeme } from './lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord } from './lexicon';
import { isSafeCode } from './safe-codes';
import { isSafeBehindNumber } from './safe-numbers';
import { Safe, safetyOf } from './safe-words';

/**
 * Whether a word that no finder took is safe where it stands.
 * @param shouted whether its line is written in capitals
 */
export function isSafeWord(lexed: Lexed, i: number, shouted: boolean): boolean {
  const { lexemes, small } = lexed;
  const lexeme = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (lexeme.gap === Gap.none && previous?.kind === 'number' && isSafeBehindNumber(lexeme)) return true;
  if (lexeme.mixed) return isSafeCode(lexeme);
  if (stage.test(lexeme.text)) return true;
  if (lexeme.text.length === 1) return isSafeLetter(lexemes, i);
  const bits = safetyOf(lexeme.lower, lexeme.flags);
  if (lexeme.writing === 'mixed') return isSafeMixed(lexeme, bits);
  if (has(lexeme, Flag.eponym) && isSafeEponym(lexemes, i, small)) return true;
  if ((bits & Safe.word) === 0)
    return (
      lexeme.writing === 'lower' &&
      !small &&
      !(bits & Safe.name) &&
      (looksLikeWord(lexeme.lower) || /.{4}(?:al|ar|ally)$/.test(lexeme.lower))
    );
  if (counted.test(lexeme.lower) && lexemes[i + 1]?.kind === 'number') return true;
  if (isCalendar(lexemes, i) || isRoad(lexemes, i)) return false;
  if (isFunctionWord(lexeme.lower) && !/^(?:will|may)$/.test(lexeme.lower)) return !isTitled(lexemes, i);
  const named = (bits & Safe.name) !== 0;
  if (lexeme.writing === 'lower' && !small) return !(named && isAddressed(lexemes, i));
  const usual = (bits & (Safe.everyday | Safe.clinical)) !== 0;
  if (lexeme.writing !== 'lower' && isTitled(lexemes, i)) return false;
  if (named && (isAddressed(lexemes, i) || acts(lexemes, i))) return false;
  if (small || shouted || lexeme.writing === 'capitals') return !named || usual;
  if ((bits & Safe.clinical) !== 0 && !(named && (has(lexeme, gazetteer) || isPlaced(lexemes, i))))
    return true;
  if (startsHere(lexemes, i, named)) return !named || usual;
  return false;
}

/** "IIB", "IVa". */
const stage = /^(?:I{1,3}|IV|VI{0,3})[A-Ca-c]$/;

/** "Day 6", "Stage 2". */
const counted =
  /^(?:days?|weeks?|months?|years?|visit|phase|cycle|stage|grade|type|class|model|group|figure|table|part|step)$/;

/** Words that the gazetteers hold as names of persons or towns. */
const gazetteer = Flag.given | Flag.family | Flag.ambiguous | Flag.city;

/** A weekday or a month that is part of no date that was found: "Thurs", "in May"; "may" and "sat" are words. */
function isCalendar(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(lexeme, Flag.weekday | Flag.month)) return false;
  if (!/^(?:may|march|mar|sat|sun|dec)$/.test(lexeme.lower)) return true;
  if (lexeme.writing === 'capital') return !startsHere(lexemes, i, true);
  const day = next?.kind === 'number' && next.gap === Gap.space && Number(next.text) <= 31;
  if (day && has(lexeme, Flag.month)) return true;
  return (
    /^(?:on|this|next|last|by|until|till|since|every)$/.test(previous?.lower ?? '') && lexeme.lower !== 'may'
  );
}

/** The end of the name of a road or a building: "Airport Rd". */
const isRoad = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.writing === 'capital' &&
  lexemes[i]?.gap === Gap.space &&
  lexemes[i - 1]?.writing === 'capital' &&
  /^(?:rd|st|ave|blvd|ln|hwy|pkwy|street|road|avenue|lane|drive|boulevard|highway|building|bldg|tower|plaza|park|path|trail|hall|manor|heights|square|lodge|gardens|estates)$/.test(
    lexemes[i]?.lower ?? '',
  );

/** Whether a title stands before: "Mrs Pain", "Dr ER". */
function isTitled(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (!previous || lexeme.gap !== Gap.space) return false;
  const title = previous.text === '.' ? lexemes[i - 2] : previous;
  const rank = title !== undefined && /^(?:officer|deputy|detective|trooper|sergeant|sgt)$/.test(title.lower);
  if (rank) return lexeme.writing !== 'lower' && lexemes[i + 1]?.kind === 'symbol';
  return (
    title !== undefined &&
    /^(?:dr|mr|mrs|ms|miss|prof|rev)$/.test(title.lower) &&
    (title.writing !== 'capitals' || lexeme.writing === 'capitals')
  );
}

/** Whether the word before says that a person is named: "by will", "report to rose". */
function isAddressed(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (!has(lexeme, gazetteer) || !previous || lexeme.gap !== Gap.space) return false;
  if (isTitled(lexemes, i)) return true;
  if (previous.kind !== 'word' || isWordFirst(lexeme)) return false;
  if (lexeme.writing !== 'lower') return has(previous, Flag.relative) || addressing.test(previous.lower);
  const before = lexemes[i - 2]?.lower ?? '';
  const told = addressing.test(previous.lower) || (previous.lower === 'to' && reporting.test(before));
  // "with low grade" goes on, "by will from" does not.
  const next = lexemes[i + 1];
  const closes =
    next?.kind !== 'word' || next.gap !== Gap.space || next.text.length < 3 || isFunctionWord(next.lower);
  return told && closes && next?.text !== '-' && has(lexeme, Flag.given | Flag.ambiguous);
}
const addressing =
  /^(?:by|with|thanks|thank|thx|told|tell|called|asked|informed|notified|paged|texted|named|dear|hi|hello|attn|cc|nurse|rn|cna)$/;

const reporting = /^(?:report|reported|handoff|handover|spoke|speak|talked|signout|endorsed)$/;

/** "an", "no", "he" are in lists of names, too; "Will" and "May" may be meant. */
const isWordFirst = ({ lower, text }: Lexeme): boolean =>
  text.length < 3 ||
  (isFunctionWord(lower) && !/^(?:will|may)$/.test(lower)) ||
  /^(?:may|day|all)$/.test(text);

/** Whether a place may be named: "in Slough". */
const isPlaced = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.writing === 'capital' && /^(?:in|at|from|near|to|of)$/.test(lexemes[i - 1]?.text ?? '');

/** Whether what follows is what persons do: "Hope called", "Grant who". */
function acts(lexemes: readonly Lexeme[], i: number): boolean {
  const [lexeme, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(lexeme, gazetteer) || isWordFirst(lexeme) || lexeme.writing === 'lower') return false;
  return next?.kind === 'word' && next.gap === Gap.space && acting.test(next.lower);
}
const acting =
  /^(?:is|was|has|had|states?|stated|reports?|reported|denies|denied|says|said|agrees|agreed|called|phoned|texted|rang|asked|notified|who|aware|updated|requests?|requested|arrived|presents|presented|lives|works|came|went|does|did|feels|felt|drives|wants|wanted|saw|ordered|advised|performed|reviewed|signed|present|visiting|visited|helped|helps|thinks|told|slept|ate|walked)$/;

/** A single letter: an initial where it stands with others or behind a title. */
function isSafeLetter(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.text.charCodeAt(0) >= 0x80) return /[αβγδεθκλμµσωΔ]/.test(lexeme.text);
  const title = previous?.text === '.' ? lexemes[i - 2] : previous;
  if (has(title, Flag.title) && !has(title, Flag.relative) && lexeme.gap === Gap.space) return false;
  if (next?.text !== '.' || next.gap !== Gap.none) return true;
  const [far, before] = [lexemes[i + 2], lexemes[i - 2]];
  const more = (other: Lexeme | undefined): boolean => other?.text.length === 1 && other.kind === 'word';
  const ahead = far?.gap === Gap.none && more(far);
  const behind = lexeme.gap === Gap.none && previous?.text === '.' && more(before);
  if (!ahead && !behind) return true;
  const pair = ahead ? `${lexeme.lower}${far?.lower}` : `${before?.lower}${lexeme.lower}`;
  return dotted.test(pair);
}
const dotted =
  /^(?:md|do|rn|np|pa|dd|ds|us|uk|am|pm|po|iv|im|bi|id|ti|qi|qd|qh|qo|od|pr|hs|sc|sl|os|ou|no|ng|vs|al|ie|eg|ac|pc|mg|ml|kg|bp|hr|rr|gi|gu|er|ed|ob|gy|ht|wt|aka|cv|ef|dc|ph|ba|bs|ms|ma|yo|nb|ca|cf|ps|as|au|ad)$/;

/** "CTs", "mRNA", "pH": known once the small letters at an edge are gone. */
function isSafeMixed(lexeme: Lexeme, bits: number): boolean {
  if ((bits & Safe.clinical) !== 0) return true;
  const core = /^[a-z]?(\p{Lu}{2,})[a-z]?$/u.exec(lexeme.text)?.[1];
  return core !== undefined && (safetyOf(core.toLowerCase(), 0) & Safe.clinical) !== 0;
}

/** "Graves' disease", "Foley", "Guillain-Barré": a name that stands for something else, and is none otherwise. */
function isSafeEponym(lexemes: readonly Lexeme[], i: number, small: boolean): boolean {
  const lexeme = lexemes[i] as Lexeme;
  if (isTitled(lexemes, i)) return false;
  if (!has(lexeme, gazetteer)) return true;
  if (acts(lexemes, i)) return false;
  if (/^(?:foley|braden|gleason|crohn|parkinson|hodgkin|hashimoto|ewing)$/.test(lexeme.lower)) return true;
  if (lexeme.writing === 'lower') return !small && safetyOf(lexeme.lower, 0) !== 0;
  const [mark, other] = [lexemes[i + 1], lexemes[i + 2]];
  if (mark?.gap === Gap.none && /^[-‐‑–]$/.test(mark.text) && has(other, Flag.eponym)) return true;
  for (let at = i + 1; at <= i + 4; at++) {
    const next = lexemes[at];
    if (!next || next.gap >= Gap.wide) return false;
    if (has(next, Flag.eponymHead) || next.kind === 'number' || looksClinical(next.lower)) return true;
    if (/^(?:negative|positive|neg|pos|present|absent)$/.test(next.lower)) return true;
    const bits = next.kind === 'word' ? safetyOf(next.lower, next.flags) : Safe.clinical;
    if (!has(next, Flag.eponym | Flag.safe) && !(bits & Safe.clinical)) return false;
  }
  return false;
}

/**
 * Whether a capital is due here: at the start of a sentence, a line, a cell, or within a label before a colon.
 * @param strictly of a word that is a name besides: not behind marks that open
 */
export function startsHere(lexemes: readonly Lexeme[], i: number, strictly: boolean): boolean {
  const [previous, lexeme] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (!previous || lexeme.gap >= Gap.wide) return true;
  if (previous.kind === 'number') return !strictly && lexeme.gap === Gap.space;
  // "Columba-by-the-Wharf": behind a hyphen none is.
  if (lexeme.gap === Gap.none && /^[-‐‑]$/.test(previous.text) && previous.gap === Gap.none) return false;
  if (previous.kind === 'symbol') {
    // The mark of a list's item.
    if (/^[-–—+]$/.test(previous.text) && previous.gap >= Gap.wide && lexeme.gap === Gap.space) return true;
    if (/^[.!?:;•*|>#]$/.test(previous.text)) return true;
    if (!strictly && !/^[,’'@&]$/.test(previous.text)) return true;
  }
  return !strictly && isLabel(lexemes, i);
}

/** Whether a word stands in a label of few words before a colon: "Primary Care Provider:". */
function isLabel(lexemes: readonly Lexeme[], i: number): boolean {
  for (let at = i + 1; at < i + 5; at++) {
    const next = lexemes[at];
    if (!next || next.gap > Gap.space) return false;
    if (next.text === ':') return true;
    if (next.kind !== 'word' && next.text !== '/') return false;
  }
  return false;
}
