import { Gap, has, type Lexed, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord } from '../words/lexicon';
import { Safe, safetyIn, safetyOf } from '../words/safe-words';
import { isSafeBehindNumber } from './number-evidence';
import { isCalendar } from './safe-calendar';
import { isSafeCode } from './safe-codes';

/**
 * Whether a word that no finder took is safe where it stands.
 * @param shouted whether its line is written in capitals
 */
export function isSafeWord(lexed: Lexed, i: number, shouted: boolean): boolean {
  const { lexemes, small } = lexed;
  const lexeme = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (lexeme.gap === Gap.none && previous?.kind === 'number' && isSafeBehindNumber(lexeme)) return true;
  if (lexeme.mixed) return isSafeCode(lexeme) && !isQuarter(lexemes, i);
  if (stage.test(lexeme.text) || (lexeme.text === 'Ki' && lexemes[i + 2]?.text === '67')) return true;
  if (lexeme.text.length === 1) return isSafeLetter(lexemes, i);
  const bits = safetyIn(lexeme);
  if (lexeme.writing === 'mixed') return isSafeMixed(lexeme, bits);
  if (isCalendar(lexemes, i, startsHere(lexemes, i, true))) return false;
  if (has(lexeme, Flag.eponym) && !isActor(lexemes, i) && isSafeEponym(lexemes, i, small)) return true;
  if ((bits & Safe.word) === 0)
    return (
      lexeme.writing === 'lower' &&
      !small &&
      !(bits & Safe.name) &&
      (looksLikeWord(lexeme.lower) || /.{4}(?:al|ar|ally)$/.test(lexeme.lower))
    );
  if (counted.test(lexeme.lower) && lexemes[i + 1]?.kind === 'number') return true;
  if (isRoad(lexemes, i)) return false;
  if (isFunctionWord(lexeme.lower))
    return /^(?:will|may)$/.test(lexeme.lower) ? isAuxiliary(lexemes, i) : !isTitled(lexemes, i);
  const named = (bits & Safe.name) !== 0;
  const usual = (bits & (Safe.everyday | Safe.clinical)) !== 0;
  if (lexeme.writing === 'lower' && !small)
    return !has(lexeme, gazetteer) || (usual && !isAddressed(lexemes, i));
  if (lexeme.writing !== 'lower' && isTitled(lexemes, i)) return false;
  if (named && (isAddressed(lexemes, i) || acts(lexemes, i))) return false;
  if (small || shouted) return !named || usual;
  if (lexeme.writing === 'capitals')
    return (
      (bits & Safe.clinical) !== 0 ||
      has(lexeme, Flag.label) ||
      (startsHere(lexemes, i, true) && (!has(lexeme, gazetteer) || lexemes[i + 1]?.text === ':'))
    );
  // "Transunion", "Innography": within a sentence, what only has the form of a clinical word may be a name.
  const formed = (bits & Safe.formed) !== 0 && !startsHere(lexemes, i, false);
  const clinical = (bits & Safe.clinical) !== 0 && !formed;
  if (clinical && (!named || isApart(lexemes, i)) && !isListedPerson(lexemes, i)) return true;
  if (startsHere(lexemes, i, named)) return !named || (usual && !isListedPerson(lexemes, i));
  return false;
}

/** "Q1 2024". */
const isQuarter = (lexemes: readonly Lexeme[], i: number): boolean =>
  /^Q[1-4]$/.test(lexemes[i]?.text ?? '') && /^(?:19|20)\d\d$/.test(lexemes[i + 1]?.text ?? '');

/** "2. Little: redraw": a name in a list of persons, not "Head: normal". */
const isListedPerson = (lexemes: readonly Lexeme[], i: number): boolean =>
  has(lexemes[i], Flag.family | Flag.given | Flag.ambiguous) &&
  lexemes[i + 1]?.text === ':' &&
  !has(lexemes[i], Flag.label | Flag.generic | Flag.role | Flag.relative | Flag.month) &&
  !looksClinical(lexemes[i]?.lower ?? '') &&
  (safetyOf(lexemes[i]?.lower ?? '', 0) & Safe.measured) === 0;

/** "IIB", "IVa". */
const stage = /^(?:I{1,3}|IV|VI{0,3})[A-Ca-c]$/;

/** "Day 6", "Stage 2". */
const counted =
  /^(?:days?|weeks?|months?|years?|visit|phase|cycle|stage|grade|type|class|model|group|figure|table|part|step)$/;

/** Words that the gazetteers hold as names of persons or towns. */
const gazetteer = Flag.given | Flag.family | Flag.ambiguous | Flag.city;

/** "will follow", "May shower"; "Will teaches", "Will (ODP)" and "seen with Will" are somebody. */
function isAuxiliary(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (isTitled(lexemes, i) || isAddressed(lexemes, i)) return false;
  if (lexeme.writing === 'lower')
    return !(
      has(previous, Flag.relative | Flag.role) &&
      (next?.kind === 'number' || /^[,;()]$/.test(next?.text ?? ''))
    );
  if (lexeme.writing === 'capitals') return next?.kind === 'word' && next.gap <= Gap.line;
  if (!startsHere(lexemes, i, false) || next?.kind !== 'word' || next.gap === Gap.none) return false;
  return next.writing === 'lower' && !/(?:[^su]s|[^e]ed)$/.test(next.lower) && !acting.test(next.lower);
}

/** "clipped by Brown;", "per Young": behind a word for who does something, with nothing of medicine behind it. */
function isActor(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.writing === 'lower' || !/^(?:by|per|with|w|d|c|called|paged|told)$/.test(previous?.lower ?? ''))
    return false;
  return next === undefined || next.gap >= Gap.wide || /^[.,;:)(—–]$/.test(next.text);
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
  lexemes[i]?.writing === 'capital' &&
  /^(?:in|at|from|near|to|of|via|for|with|by|the|nr|w|@)$/.test(lexemes[i - 1]?.text ?? '');

/** Whether a clinical word that is a name besides stands among small letters and names no place: "on Echo today". */
function isApart(lexemes: readonly Lexeme[], i: number): boolean {
  if (has(lexemes[i], gazetteer) || isPlaced(lexemes, i)) return false;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  const large = (lexeme: Lexeme | undefined): boolean =>
    lexeme?.kind === 'word' && lexeme.writing !== 'lower';
  return !large(previous) && !(next !== undefined && next.gap <= Gap.space && large(next));
}

/** Whether what follows is what persons do: "Hope called", "Grant who". */
function acts(lexemes: readonly Lexeme[], i: number): boolean {
  const [lexeme, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(lexeme, gazetteer) || isWordFirst(lexeme) || lexeme.writing === 'lower') return false;
  return next?.kind === 'word' && next.gap === Gap.space && acting.test(next.lower);
}
const acting =
  /^(?:is|was|has|had|states?|stated|reports?|reported|denies|denied|says|said|agrees|agreed|called|phoned|texted|rang|asked|notified|who|aware|updated|requests?|requested|arrived|presents|presented|lives|works|came|went|does|did|feels|felt|drives|wants|wanted|saw|ordered|advised|performed|reviewed|signed|present|visiting|visited|helped|helps|thinks|told|slept|ate|walked)$/;

/** A single letter: an initial where it stands with others, behind a title, or with a full stop for no reason. */
function isSafeLetter(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.text.charCodeAt(0) >= 0x80) return /[αβγδεθκλμσωΔ]/.test(lexeme.text);
  const title = previous?.text === '.' ? lexemes[i - 2] : previous;
  if (has(title, Flag.title) && !has(title, Flag.relative) && lexeme.gap === Gap.space) return false;
  const person =
    (has(previous, Flag.relative | Flag.role) || previous?.lower === 'husb') && lexeme.gap === Gap.space;
  if (person && lexeme.writing !== 'lower' && !/^[ALRIX]$/.test(lexeme.text) && next?.text !== '-')
    return false;
  if (next?.text !== '.' || next.gap !== Gap.none) return true;
  const [far, before] = [lexemes[i + 2], lexemes[i - 2]];
  const more = (other: Lexeme | undefined): boolean => other?.text.length === 1 && other.kind === 'word';
  const ahead = far?.gap === Gap.none && more(far);
  const behind = lexeme.gap === Gap.none && previous?.text === '.' && more(before);
  if (ahead || behind) {
    const pair = ahead ? `${lexeme.lower}${far?.lower}` : `${before?.lower}${lexeme.lower}`;
    return dotted.test(pair);
  }
  // "ring Q.", "MSW J. Will"; "vitamin K.", "hepatitis C.", "A. Cardiac" stay.
  if (lexeme.writing === 'lower' || previous?.kind !== 'word' || lexeme.gap !== Gap.space) return true;
  if (has(previous, Flag.role | Flag.credential | Flag.relative)) return false;
  const bits = safetyIn(previous);
  return lexeme.text === 'I' || (bits & Safe.clinical) !== 0 || counted.test(previous.lower);
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
  if (lexeme.writing === 'lower') return !small && lexeme.safety !== 0;
  const [mark, other] = [lexemes[i + 1], lexemes[i + 2]];
  if (mark?.gap === Gap.none && /^[-‐‑–]$/.test(mark.text) && has(other, Flag.eponym)) return true;
  for (let at = i + 1; at <= i + 4; at++) {
    const next = lexemes[at];
    if (!next || next.gap >= Gap.wide || /^[.;,:()]$/.test(next.text)) return false;
    if (has(next, Flag.eponymHead) || next.kind === 'number' || looksClinical(next.lower)) return true;
    if (/^(?:negative|positive|neg|pos|present|absent)$/.test(next.lower)) return true;
    const bits = next.kind === 'word' ? safetyIn(next) : Safe.clinical;
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
  // "Brigid-by-the-Mill": behind a hyphen none is.
  if (lexeme.gap === Gap.none && /^[-‐‑]$/.test(previous.text) && previous.gap === Gap.none) return false;
  if (previous.kind === 'symbol') {
    // The mark of a list's item.
    if (/^[-–—+]$/.test(previous.text) && previous.gap >= Gap.wide && lexeme.gap === Gap.space) return true;
    if (/^[.!?:;•*|>#]$/.test(previous.text)) return true;
    if (!strictly && !/^(?:[,’'@&]|['’]s)$/i.test(previous.text)) return true;
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
