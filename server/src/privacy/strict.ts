import type { Finding } from './finders/finding';
import { Gap, has, type Lexed, type Lexeme } from './lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord } from './lexicon';
import { isSafeCode } from './safe-codes';
import { isSafeBehindNumber, isSafeNumber } from './safe-numbers';
import { Safe, safetyOf } from './safe-words';

/** What a lexeme is after the finders: nothing to mask, taken by one of them, or not known to be safe. */
const Judged = { safe: 0, found: 1, unsafe: 2 } as const;

/**
 * What is not known to be safe: every word and number of a block that no list of safe words and no safe form
 * covers, beside what was found already. A word that is a name besides is safe only where its writing and its
 * neighbours say that it is none. Linear in the block.
 * @param findings those of the block, disjoint and sorted by start
 */
export function findUnsafe(lexed: Lexed, findings: readonly Finding[]): Finding[] {
  const { lexemes } = lexed;
  const shouted = shoutedLines(lexemes);
  const judged = new Uint8Array(lexemes.length);
  let at = 0;
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    while (at < findings.length && (findings[at] as Finding).end <= lexeme.start) at++;
    const finding = findings[at];
    if (finding && finding.start < lexeme.end) judged[i] = Judged.found;
    else if (lexeme.kind !== 'symbol' && !isSafe(lexed, i, shouted[i] === 1)) judged[i] = Judged.unsafe;
  }
  spread(lexed, findings, judged);
  glue(lexemes, judged);
  return joined(lexed, judged);
}

/** Which lexemes stand on a line that is written in capitals: there a capital says nothing. */
function shoutedLines(lexemes: readonly Lexeme[]): Uint8Array {
  const shouted = new Uint8Array(lexemes.length);
  let start = 0;
  while (start < lexemes.length) {
    let end = start;
    let [capitals, others] = [0, 0];
    do {
      const { kind, writing, text, mixed } = lexemes[end] as Lexeme;
      if (kind === 'word' && text.length > 2 && !mixed) writing === 'capitals' ? capitals++ : others++;
      end++;
    } while (end < lexemes.length && (lexemes[end] as Lexeme).gap !== Gap.line);
    if (capitals > 1 && capitals > 2 * others) shouted.fill(1, start, end);
    start = end;
  }
  return shouted;
}

function isSafe(lexed: Lexed, i: number, shouted: boolean): boolean {
  const { lexemes, small } = lexed;
  const lexeme = lexemes[i] as Lexeme;
  if (lexeme.kind === 'number') return isSafeNumber(lexemes, i);
  const previous = lexemes[i - 1];
  if (lexeme.gap === Gap.none && previous?.kind === 'number' && isSafeBehindNumber(lexeme)) return true;
  if (lexeme.mixed) return isSafeCode(lexeme);
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

/** "Day 6", "Stage 2". */
const counted =
  /^(?:days?|weeks?|months?|years?|visit|phase|cycle|stage|grade|type|class|model|group|figure|table|part|step)$/;

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
  // A list of persons: "2. Little: redrawn".
  if (next?.text === ':' && lexeme.writing === 'capital') return !(safetyOf(lexeme.lower, 0) & Safe.clinical);
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
    if (next.kind === 'word' && !has(next, Flag.eponym | Flag.safe)) return false;
  }
  return false;
}

/**
 * Whether a capital is due here: at the start of a sentence, a line, a cell, or within a label before a colon.
 * @param strictly of a word that is a name besides: not behind marks that open
 */
function startsHere(lexemes: readonly Lexeme[], i: number, strictly: boolean): boolean {
  const [previous, lexeme] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (!previous || lexeme.gap >= Gap.wide) return true;
  if (previous.kind === 'number') return !strictly && lexeme.gap === Gap.space;
  if (previous.kind === 'symbol') {
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

const namedCategory = /^(?:NAME|LOCATION)$/;

/** Masks also what stands beside something masked and may belong to it: initials, words that are names, too. */
function spread({ lexemes, small }: Lexed, findings: readonly Finding[], judged: Uint8Array): void {
  const names = new Set<number>();
  let at = 0;
  for (const { category, start, end } of findings) {
    if (!namedCategory.test(category)) continue;
    while (at < lexemes.length && (lexemes[at] as Lexeme).end <= start) at++;
    for (let i = at; i < lexemes.length && (lexemes[i] as Lexeme).start < end; i++) names.add(i);
  }
  const isMasked = (i: number): boolean =>
    names.has(i) ||
    (judged[i] === Judged.unsafe &&
      lexemes[i]?.kind === 'word' &&
      (lexemes[i]?.writing !== 'lower' || has(lexemes[i], Flag.particle)));
  const reach = (i: number, from: number): void => {
    const lexeme = lexemes[i];
    if (lexeme?.kind !== 'word' || judged[i] !== Judged.safe || !isMasked(from)) return;
    if (mayBelong(lexemes, i, from, small)) judged[i] = Judged.unsafe;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const from = neighbour(lexemes, i, -1);
    if (from >= 0) reach(i, from);
  }
  for (let i = lexemes.length - 1; i >= 0; i--) {
    const from = neighbour(lexemes, i, 1);
    if (from >= 0) reach(i, from);
  }
  for (let i = 1; i + 1 < lexemes.length; i++) {
    const [before, lexeme, after] = [lexemes[i - 1], lexemes[i], lexemes[i + 1]] as [Lexeme, Lexeme, Lexeme];
    if (judged[i] !== Judged.safe || lexeme.kind === 'number') continue;
    // "Sunrise of Yonkers", "Mercy of the Pines", "Columba-by-the-Wharf"
    if (linking.test(lexeme.text)) {
      const [left, right] = [beyond(lexemes, i, -1), beyond(lexemes, i, 1)];
      if (left >= 0 && right >= 0 && isMasked(left) && isMasked(right)) judged[i] = Judged.unsafe;
    } else if (lexeme.writing === 'capital' && after.gap === Gap.line && names.has(i + 1)) {
      // "…, Upper\nLarkspur"
      if (before.text === ',' || isMasked(i - 1)) judged[i] = Judged.unsafe;
    } else if (lexeme.writing === 'capital' && lexeme.gap === Gap.line && isMasked(i - 1)) {
      if (!(safetyOf(lexeme.lower, lexeme.flags) & (Safe.everyday | Safe.clinical)))
        judged[i] = Judged.unsafe;
    }
  }
}

const linking = /^(?:of|the|and|at|by|on|y|in)$/;

/** The next word to one side that links nothing: over one space or hyphen each, two linking words at most. */
function beyond(lexemes: readonly Lexeme[], i: number, step: 1 | -1): number {
  let at = i;
  for (let links = 0; links < 2; links++) {
    const hyphen = lexemes[at + step]?.text === '-' ? 1 : 0;
    const next = at + step * (1 + hyphen);
    const right = lexemes[Math.max(at, next)];
    if (!lexemes[next] || !right || right.gap > (hyphen ? Gap.none : Gap.space)) return -1;
    if (!linking.test((lexemes[next] as Lexeme).text)) return next;
    at = next;
  }
  return -1;
}

/** The word beside a word: over one space, a hyphen, an ampersand, a possessive, the full stop of an initial; or -1. */
function neighbour(lexemes: readonly Lexeme[], i: number, step: 1 | -1): number {
  const near = i + step;
  const gapAt = (at: number): number => (lexemes[step > 0 ? at : at + 1] as Lexeme).gap;
  const beside = lexemes[near];
  if (!beside || gapAt(near) > Gap.space) return -1;
  if (beside.kind === 'word') return near;
  const far = near + step;
  if (!/^(?:[-‐‑–.&]|['’]s)$/i.test(beside.text) || lexemes[far]?.kind !== 'word' || gapAt(far) > Gap.space)
    return -1;
  // A full stop only behind an initial or a short form: "J. Doe", "St. Agnes".
  const before = lexemes[Math.min(i, far)] as Lexeme;
  return beside.text !== '.' || before.text.length < 3 ? far : -1;
}

/** Whether a safe word may be part of a name beside it. */
function mayBelong(lexemes: readonly Lexeme[], i: number, from: number, small: boolean): boolean {
  const lexeme = lexemes[i] as Lexeme;
  if (has(lexeme, Flag.particle) && lexeme.text.length > 1) return !has(lexeme, Flag.relative);
  if (
    from > i
      ? /^(?:st|ste|saint|mt|fort|san|santa)$/.test(lexeme.lower)
      : /^(?:jr|sr|i{2,3})$/.test(lexeme.lower)
  )
    return true;
  if (lexeme.writing === 'lower' || small) return false;
  if (lexeme.text.length === 1) return /\p{Lu}/u.test(lexeme.text);
  if (has(lexeme, Flag.title | Flag.credential | Flag.relative | Flag.patient) && !has(lexeme, Flag.street))
    return false;
  const right = lexemes[Math.max(i, from)] as Lexeme;
  const hyphen = Math.abs(from - i) === 2 && right.gap === Gap.none;
  if (hyphen || (lexeme.writing === 'capital' && has(right, Flag.street | Flag.town | Flag.organisation)))
    return true;
  const middle = lexeme.writing === 'capital' && !startsHere(lexemes, i, false);
  const bits = safetyOf(lexeme.lower, lexeme.flags);
  if ((bits & Safe.clinical) !== 0) return middle && right.gap === Gap.space;
  return (bits & Safe.name) !== 0 || middle;
}

/** Masks also what is written to a masked number: "D" of "D-1187", "08" of "08 5550 1142". */
function glue(lexemes: readonly Lexeme[], judged: Uint8Array): void {
  const isCode = (i: number): boolean => {
    const lexeme = lexemes[i];
    return judged[i] === Judged.unsafe && lexeme !== undefined && (lexeme.kind === 'number' || lexeme.mixed);
  };
  const take = (i: number, from: number, gap: number): void => {
    const lexeme = lexemes[i];
    if (!lexeme || judged[i] !== Judged.safe || lexeme.kind === 'symbol' || !isCode(from)) return;
    if (gap === Gap.none ? lexeme.text.length < 5 : lexeme.kind === 'number') judged[i] = Judged.unsafe;
  };
  const gapBetween = (i: number): number => {
    const [mark, next] = [lexemes[i + 1], lexemes[i + 2]];
    const joined = mark?.gap === Gap.none && /^[-/.]$/.test(mark.text) && next?.gap === Gap.none;
    return joined ? Gap.none : Gap.line;
  };
  for (let i = 1; i < lexemes.length; i++) {
    const { gap } = lexemes[i] as Lexeme;
    if (gap <= Gap.space) take(i, i - 1, gap);
    if (i > 1 && gapBetween(i - 2) === Gap.none) take(i, i - 2, Gap.none);
  }
  for (let i = lexemes.length - 2; i >= 0; i--) {
    const { gap } = lexemes[i + 1] as Lexeme;
    if (gap <= Gap.space) take(i, i + 1, gap);
    if (gapBetween(i) === Gap.none) take(i, i + 2, Gap.none);
  }
}

/** What is not safe as findings; words of one kind beside each other as one. */
function joined({ lexemes }: Lexed, judged: Uint8Array): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    if (judged[i] !== Judged.unsafe) continue;
    const first = lexemes[i] as Lexeme;
    const name = first.kind === 'word' && !first.mixed;
    let last = i;
    for (;;) {
      const next = lexemes[last + 1];
      if (!next || next.gap > Gap.space) break;
      let to = last + 1;
      if (next.kind === 'symbol' && next.gap === Gap.none && /^[-‐‑.'’/_]$/.test(next.text)) to++;
      if (
        judged[to] !== Judged.unsafe ||
        (lexemes[to] as Lexeme).gap >
          (to > last + 1 && lexemes[last + 1]?.text !== '.' ? Gap.none : Gap.space)
      )
        break;
      const other = lexemes[to] as Lexeme;
      const glued = other.gap === Gap.none;
      if (!glued && (other.kind === 'word' && !other.mixed) !== name) break;
      last = to;
    }
    const possessive = lexemes[last + 1];
    if (name && first.writing !== 'lower' && possessive?.gap === Gap.none && /^['’]s$/i.test(possessive.text))
      last++;
    found.push({
      start: first.start,
      end: (lexemes[last] as Lexeme).end,
      category: name ? 'NAME' : 'ID',
      kind: 'unknown',
    });
    i = last;
  }
  return found;
}
