import type { NameSet, Part, Sequence } from './clues';
import { isDayOfMonth } from './finders/dates/days';
import type { Finding } from './finders/finding';
import { mayBeInitials } from './finders/names/initials';
import { hyphenated, isInitial } from './finders/names/person';
import { hiddenNames } from './telling-names';
import { Gap, has, type Lexed, type Lexeme } from './words/lexer';
import { Flag, looksClinical } from './words/lexicon';
import { riskyFlags } from './words/risky-flags';
import { isClinicalOnly, Safe, safetyIn } from './words/safe-words';

export { type Clues, cluesOf, type NameSet, nameSet } from './clues';

const actor =
  /^(?:by|per|with|notify|notified|called|told|ask|asked|to|from|informed|paged|via|and|cc|see|saw|for|w|attn|thanks|hi|hello|dear)$/;
const acts =
  /^(?:is|was|has|had|states?|stated|reports?|reported|denies|denied|says|said|agrees|agreed|called|asked|notified|will|who|aware|updated|requests?|requested|arrived|presents|presented|lives|works|came|does|did|feels|drives|wants|saw|ordered|recommended|advised|performed|reviewed|signed)$/;

/** What people do, where a device or a sign does not. */
const moving =
  /^(?:went|goes|gave|gives|took|takes|got|fell|sat|slept|ate|drove|brought|brings|kept|tried|walked|helped|helps|stays|stayed|thinks|refused|declined|told|wrote|knows|sounds|looks|awake|asleep|settled|assisted|cried|smiled|texted|phoned|rang)$/;

/** Whether an ambiguous word of a known name is the name here. */
function isMeant(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  if (word.writing === 'lower') return false;
  const [previous, next, more] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (next && has(next, Flag.eponymHead)) return false;
  const possessive = next && /^['’]s$/i.test(next.text);
  if (possessive)
    return (
      more?.kind === 'word' &&
      more.gap <= Gap.line &&
      !has(more, Flag.eponymHead) &&
      !has(word, Flag.weekday | Flag.month)
    );
  // "Little: wound clean" in a list of patients.
  if (next?.text === ':' && next.gap === Gap.none && word.gap >= Gap.wide) {
    if (has(word, Flag.family)) return true;
    // "HOPE: Fine, doctor."
    if (has(word, Flag.given | Flag.ambiguous) && !has(word, Flag.safe | Flag.month))
      return !isClinicalOnly(word);
  }
  const middle = previous !== undefined && previous.text !== '.' && word.gap === Gap.space;
  const acting = next?.kind === 'word' && next.gap === Gap.space && acts.test(next.lower);
  if (has(word, Flag.safe | Flag.month | Flag.weekday | Flag.generic)) {
    if (middle && isAlone(lexemes, i) && !has(word, Flag.month | Flag.weekday | Flag.generic)) return true;
    return (
      middle &&
      word.writing === 'capital' &&
      /^(?:by|per|notify|notified|told|asked|informed|paged)$/.test(previous.lower) &&
      !(
        next?.kind === 'word' &&
        next.gap === Gap.space &&
        next.writing === 'lower' &&
        !acts.test(next.lower) &&
        !/^(?:at|and|on|who|for|re|regarding|about|of|in)$/.test(next.lower)
      )
    );
  }
  if (has(word, Flag.eponym))
    return (
      acting ||
      (middle && actor.test(previous.lower) && (!next || next.kind === 'symbol' || next.gap >= Gap.wide))
    );
  const moves = next?.kind === 'word' && next.gap === Gap.space && moving.test(next.lower);
  return acting || moves || (middle && (actor.test(previous.lower) || word.writing === 'capital'));
}

/** "supervised; Marsh not", "with Small and": a capital within a sentence of small letters, of an everyday word. */
function isAlone(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing !== 'capital' || has(word, Flag.credential | Flag.label | Flag.role | Flag.relative))
    return false;
  const led = previous.text === ';' || previous.text === '&' || actor.test(previous.lower);
  if (
    !led &&
    (previous.kind !== 'word' || previous.writing !== 'lower' || (safetyIn(word) & Safe.clinical) !== 0)
  )
    return false;
  if (next?.kind === 'word')
    return next.gap >= Gap.wide || (next.writing === 'lower' && next.gap === Gap.space);
  return next === undefined || (next.kind === 'symbol' && !/^[-:%]$/.test(next.text));
}

/**
 * Findings that follow from what was found elsewhere in the note.
 * @param namesAgain whether the word at an index, which may mean something else, is likely to be the name
 */
export function knownNames(
  { text, lexemes, lower }: Lexed,
  findings: readonly Finding[],
  names: NameSet,
  namesAgain: (i: number) => boolean,
): Finding[] {
  const more: Finding[] = [];
  const isPart = (lexeme: Lexeme | undefined): Part | undefined => {
    if (lexeme === undefined || lexeme.kind !== 'word') return undefined;
    const part = names.parts.get(lexeme.lower);
    if (!part) return undefined;
    // In small letters, a word that is nothing else is the name again.
    const plain =
      !part.risky &&
      !has(lexeme, riskyFlags) &&
      (lexeme.lower.length > 4
        ? !looksClinical(lexeme.lower) && (lexeme.safety & (Safe.word | Safe.name)) !== Safe.word
        : lexeme.lower.length > 2 && safetyIn(lexeme, lexeme.flags & ~Flag.safe) === 0);
    return lexeme.writing === 'lower' && !part.lower && !plain ? undefined : part;
  };
  const push = (start: number, end: number, category: Finding['category'], kind: string): void => {
    const [first, last] = [lexemes[start] as Lexeme, lexemes[end - 1] as Lexeme];
    more.push({ start: first.start, end: last.end, category, kind });
  };
  // Where findings of names already lie: an ambiguous word inside one is meant.
  let at = 0;
  const inName = (lexeme: Lexeme): boolean => {
    while (at < findings.length && (findings[at] as Finding).end <= lexeme.start) at++;
    const finding = findings[at];
    return finding !== undefined && finding.category === 'NAME' && finding.start <= lexeme.start;
  };
  // "P Oduya (PO)": the initials of the name right before the bracket.
  const isShortOf = (i: number): boolean => {
    const name = lexemes[i - 2];
    return lexemes[i - 1]?.text === '(' && lexemes[i + 1]?.text === ')' && name !== undefined && inName(name);
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'number' && !names.heads.has(lexeme.lower)) continue;
    const sequence = sequenceAt(lexemes, i, names);
    if (sequence && !(sequence.category === 'NAME' && lexeme.writing === 'lower')) {
      push(i, i + sequence.words.length, sequence.category, sequence.kind);
      i += sequence.words.length - 1;
      continue;
    }
    if (lexeme.kind === 'number') {
      if (isKnownDay(lexemes, i, lower, names.months)) push(i, i + 3, 'DATE', 'day');
      continue;
    }
    const part = isPart(lexeme);
    if (!part) {
      const kind = lexeme.writing === 'capitals' ? names.acronyms.get(lexeme.text) : undefined;
      if (kind !== undefined) push(i, i + 1, 'LOCATION', kind);
      else if (
        (names.initials.has(lexeme.text) &&
          (isSignature(lexemes, i) || (isCell(lexemes, i) && (mayBeInitials(lexeme) || isShortOf(i))))) ||
        isLowSign(lexemes, i, names) ||
        (names.signs.has(lexeme.text) &&
          (isSignature(lexemes, i) || isCell(lexemes, i) || isStamp(lexemes, i))) ||
        isSlashedSign(lexemes, i, names) ||
        isKnownSign(lexemes, i, names)
      )
        push(i, i + 1, 'NAME', 'initials');
      continue;
    }
    // The run of known parts, with initials and hyphens between them.
    let end = i + 1;
    let sure = !part.risky || inName(lexeme) || isMeant(lexemes, i) || namesAgain(i);
    for (;;) {
      let next = end;
      if (lexemes[next]?.text === '-' && lexemes[next]?.gap === Gap.none) next++;
      else if (lexemes[next]?.text === ',' && lexemes[next]?.gap === Gap.none && lexeme.writing !== 'lower')
        next++;
      else if (isInitial(lexemes[next]) && lexemes[next]?.gap === Gap.space)
        next += lexemes[next + 1]?.text === '.' ? 2 : 1;
      const following = lexemes[next];
      if (!following || following.gap > Gap.space) break;
      const also = isPart(following);
      if (!also || (following.writing === 'lower') !== (lexeme.writing === 'lower')) break;
      if (lexemes[next - 1]?.text === ',') {
        // "Lopez, Mensah" are two; "Lopez, Ana" is one, and "Smith, John" of John Smith is no fracture.
        const isForename = has(following, Flag.given);
        if (!also.risky && has(following, Flag.family) && !isForename) break;
        if (!inName(lexeme) && (also.risky || !isForename)) break;
      }
      sure ||= !also.risky;
      end = next + 1;
    }
    if (sure && !(end === i + 1 && eponymic(lexemes, i, part))) {
      // "Oduya" of "Oduya-Castellan" stays in its hyphenated form.
      push(i, Math.max(end, extended(lexemes, i)), 'NAME', 'name');
    }
    i = end - 1;
  }
  for (const { start, end } of hiddenNames(text, lexemes, names.telling))
    more.push({ start, end, category: 'NAME', kind: 'name' });
  return more;
}

/** "2/12", "15/3", "15-3": a day of a month that the note names elsewhere. */
function isKnownDay(
  lexemes: readonly Lexeme[],
  i: number,
  lower: string,
  months: ReadonlySet<number>,
): boolean {
  const first = lexemes[i] as Lexeme;
  const mark = lexemes[i + 1];
  if (first.text.length > 2 || mark?.gap !== Gap.none || (mark.text !== '/' && mark.text !== '-'))
    return false;
  const [second, next] = [lexemes[i + 2], lexemes[i + 3]];
  if (second?.gap !== Gap.none || second.kind !== 'number' || second.text.length > 2) return false;
  const previous = first.gap === Gap.none ? lexemes[i - 1] : undefined;
  if (previous && !/^[(["|]$/.test(previous.text)) return false;
  if (
    next?.gap === Gap.none &&
    (next.kind !== 'symbol' || (/^[-/%^+.]$/.test(next.text) && lexemes[i + 4]?.gap === Gap.none))
  )
    return false;
  const [a, b] = [Number(first.text), Number(second.text)];
  const dayFirst = a > 12 && a <= 31 && months.has(b);
  if (mark.text === '-' && !(dayFirst && (!next || next.gap === Gap.line || /^[\])]$/.test(next.text))))
    return false;
  return (dayFirst || (months.has(a) && b >= 1 && b <= 31)) && isDayOfMonth(lower, first.start, second.end);
}

const extended = (lexemes: readonly Lexeme[], i: number): number =>
  (lexemes[i] as Lexeme).writing === 'lower' ? i + 1 : hyphenated(lexemes, i);

/** A known name as an eponym: "Castle-Holm traction" in a note of Dr. Brandt. */
const eponymic = (lexemes: readonly Lexeme[], i: number, part: Part): boolean => {
  if (!part.risky) return false;
  const end = hyphenated(lexemes, i);
  return has(lexemes[end], Flag.eponymHead);
};

/** The longest known sequence of words and numbers that starts at a lexeme. */
function sequenceAt(lexemes: readonly Lexeme[], i: number, { sequences }: NameSet): Sequence | undefined {
  const known = sequences.get((lexemes[i] as Lexeme).lower);
  if (known !== undefined)
    for (const sequence of known) if (matchesAt(lexemes, i, sequence.words)) return sequence;
  return undefined;
}

function matchesAt(lexemes: readonly Lexeme[], at: number, words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++) {
    const lexeme = lexemes[at + i];
    if (lexeme === undefined || lexeme.lower !== words[i] || (i > 0 && lexeme.gap === Gap.wide)) return false;
  }
  const first = lexemes[at] as Lexeme;
  if (first.kind === 'word' && first.writing === 'lower' && words.length === 1 && !/\d/.test(first.text))
    return false;
  // Whole tokens only: no more letters or digits right beside it.
  const next = lexemes[at + words.length];
  if (next?.gap === Gap.none && next.kind !== 'symbol') return false;
  const previous = lexemes[at - 1];
  return !(first.gap === Gap.none && previous !== undefined && previous.kind !== 'symbol');
}

const edge = /^[|,;:/()[\]=]$/;

/** Alone in a cell, between commas, in brackets, glued to a time: "| RS |", "1420LM |", ", NCP,". */
function isCell(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const left =
    previous === undefined ||
    word.gap >= Gap.wide ||
    edge.test(previous.text) ||
    (previous.kind === 'number' && (word.gap === Gap.none ? previous.text.length === 4 : true));
  const right = next === undefined || next.gap >= Gap.wide || edge.test(next.text);
  return left && right;
}

/** "ZB to call", "trk will dc": initials that signed or were told elsewhere, where they act. */
function isKnownSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  if (names.signs.size === 0) return false;
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  const { length } = word.text;
  if (
    length < 2 ||
    length > 4 ||
    next?.gap !== Gap.space ||
    !/^(?:will|to|can|has|had|said|says|called|agrees|saw|aware)$/.test(next.lower)
  )
    return false;
  if (lexemes[i + 2]?.kind !== 'word' || (has(word, Flag.safe) && word.writing === 'lower')) return false;
  if (names.signs.has(word.text)) return mayBeInitials(word);
  return (
    length > 2 && word.writing === 'lower' && names.signs.has(word.text.toUpperCase()) && mayBeInitials(word)
  );
}

/** "sv" alone on its line: initials of a person of the note, in small letters. */
function isLowSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  return (
    word.writing === 'lower' &&
    word.gap === Gap.line &&
    i > 0 &&
    (next === undefined || next.gap === Gap.line) &&
    names.initials.has(word.text.toUpperCase()) &&
    !has(word, Flag.safe | Flag.credential | Flag.label)
  );
}

/** "/zq" at the end of a line: initials of a person of the note, in small letters. */
function isSlashedSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  const [slash, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  return (
    slash?.text === '/' &&
    slash.gap > Gap.none &&
    word.gap === Gap.none &&
    (next === undefined || next.gap === Gap.line) &&
    names.initials.has(word.text.toUpperCase()) &&
    mayBeInitials(word)
  );
}

/** Before or behind what is noted: "KMB: faxed", "done. tk 0715", "tech tk". */
function isStamp(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (/^[:=]$/.test(next?.text ?? '')) return true;
  if (previous === undefined || word.gap === Gap.none) return false;
  return (
    /^[.;!?)–—-]$/.test(previous.text) && (next === undefined || next.gap >= Gap.wide || next.kind !== 'word')
  );
}

/** Initials at the end of a line, behind the end of a sentence or alone. */
function isSignature(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing === 'capital') return false;
  if (/^(?:per|by)$/.test(previous?.lower ?? '') && !has(word, Flag.safe | Flag.credential)) return true;
  if (next && next.gap !== Gap.line) return false;
  if (has(word, Flag.credential) || (has(word, Flag.safe) && word.gap !== Gap.line)) return false;
  return (
    previous === undefined || word.gap === Gap.line || /^[./~-]$/.test(previous.text) || previous.text === '—'
  );
}
