import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord } from '../../words/lexicon';
import { type Marks, mark } from '../marks';
import { mayBeInitials } from './initials';

/** Two or three capitals that a title or a stroke before them makes a person of, also where medicine has them. */
const isShort = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.writing === 'capitals' &&
  !lexeme.mixed &&
  lexeme.text.length > 1 &&
  lexeme.text.length < 4 &&
  !isFunctionWord(lexeme.lower) &&
  !has(lexeme, Flag.credential);

const isCapitals = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.writing === 'capitals' && mayBeInitials(lexeme);

const ends = (lexeme: Lexeme | undefined): boolean => lexeme === undefined || lexeme.gap === Gap.line;

// Four digits that are no year of our time.
const clock = /^(?!20[0-3]\d)(?:[01]\d|2[0-3])[0-5]\d$/;

const isDate = (first: Lexeme, second: Lexeme, third: Lexeme | undefined): boolean =>
  third?.kind === 'number' &&
  /^(?:\d{1,2} \d{1,2} \d{2}|\d{1,2} \d{1,2} \d{4}|\d{4} \d\d \d\d)$/.test(
    `${first.text} ${second.text} ${third.text}`,
  );

/** The index behind a date of three numbers, a time of day, or one behind the other; -1 if none starts there. */
function stampEnd(lexemes: readonly Lexeme[], i: number): number {
  let end = i;
  for (let parts = 0; parts < 2; parts++) {
    const [first, sign, second, sign2, third] = lexemes.slice(end, end + 5);
    if (first?.kind !== 'number' || (end > i && first.gap !== Gap.space)) break;
    const joined = sign?.gap === Gap.none && second?.gap === Gap.none && second.kind === 'number';
    if (joined && sign.text === ':' && second.text.length === 2) end += 3;
    else if (joined && /^[./-]$/.test(sign.text) && sign2?.text === sign.text && isDate(first, second, third))
      end += 5;
    else if (clock.test(first.text) && (sign?.gap !== Gap.none || /^[;,.)\]:]$/.test(sign.text))) end += 1;
    else break;
  }
  return end > i ? end : -1;
}

/** "DZL  14-02-2024", "(TK 0640):", "– DZ 1932;": letters before when they were written, with nothing behind. */
function isStamped(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (next?.kind !== 'number') return false;
  const bracket = /^[([]$/.test(previous?.text ?? '') && word.gap === Gap.none;
  if (word.writing !== 'capitals' && !bracket) return false;
  const set = word.gap === Gap.line || previous?.text === '–';
  if (!set && !bracket && !/^[,;.]$/.test(previous?.text ?? '')) return false;
  const end = stampEnd(lexemes, i + 1);
  // ". NBM 2359" tells when something starts.
  if (end < 0 || (!set && !bracket && end === i + 2)) return false;
  const behind = lexemes[end];
  return bracket ? /^[)\]]$/.test(behind?.text ?? '') : ends(behind) || /^[;.]$/.test(behind?.text ?? '');
}

/** Whether letters are those of the words before a bracket: "fetal heart tones (FHT)". */
function isShortOf(lexemes: readonly Lexeme[], i: number): boolean {
  const { lower } = lexemes[i] as Lexeme;
  return [...lower].every((letter, at) => lexemes[i - 1 - lower.length + at]?.lower.startsWith(letter));
}

const away = /^(?:away|off|out|covering|covers|on|back)$/;

/** "(ZJ): groin ok", "(BZ away)": who wrote what follows, or is not there. */
function isBracketed(lexemes: readonly Lexeme[], i: number): boolean {
  const [open, word, next, behind] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (open?.text !== '(' || word.gap !== Gap.none) return false;
  if (next?.text === ')') return behind?.text === ':' && !isShortOf(lexemes, i);
  return next !== undefined && away.test(next.lower) && behind?.text === ')';
}

/** "-qk" and "ZK" alone on the last line, "/ZK/", "WQ for ZU". */
function isOwnLine(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (previous?.text === '/' && next?.text === '/' && previous.gap === Gap.line && next.gap === Gap.none)
    return ends(lexemes[i + 2]);
  if (i < 2 || word.text.length > 3) return false;
  // "office 555-0157       js": set off at the end of the last line.
  const clocked = previous?.kind === 'number' && lexemes[i - 2]?.text === ':';
  const apart = word.gap === Gap.wide && next === undefined && word.writing === 'lower' && !clocked;
  const opened = word.gap === Gap.line || (previous?.text === '-' && previous.gap === Gap.line) || apart;
  if (!opened) return false;
  return next === undefined || (next.lower === 'for' && isCapitals(lexemes[i + 2]) && ends(lexemes[i + 3]));
}

/**
 * Initials of who wrote, where their place in the line or the bracket says so: "(TK 0640):", "/ZK/", "DZL
 * 14-02-2024", "NBZ OD", "Dr: HZ", "Signed CZ / MK".
 */
export function writer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const found = (at = i): void => mark(marks, at, at + 1, 'initials');
  if (isShort(word)) {
    const before = lexemes[i - 2];
    if (previous?.text === ':' && before?.lower === 'dr' && before.gap === Gap.line) {
      found();
      return;
    }
    const pair = next?.text === '/' && isShort(lexemes[i + 2]) && lexemes[i + 2]?.gap === next.gap;
    if (pair && /^(?:signed|sig|initials)$/.test(previous?.lower ?? '') && word.gap === Gap.space) {
      found();
      found(i + 2);
      return;
    }
    // "PV x1188"
    if (word.gap >= Gap.wide && next?.gap === Gap.space && /^x\d{3,5}$/.test(next.text)) {
      found();
      return;
    }
  }
  if (previous?.kind === 'symbol' && (isAttested(lexemes, i) || isTicked(lexemes, i))) {
    found();
    return;
  }
  if (!isWriterPlace(lexemes, i) || !mayBeInitials(word)) return;
  found();
  if (next?.lower === 'for' && word.gap === Gap.line && isOwnLine(lexemes, i)) found(i + 2);
}

/** "agree with the above. OT" at the end of a line: whatever the letters stand for else. */
const isAttested = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [second, previous, word] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (previous?.text !== '.' || word.writing !== 'capitals' || word.gap !== Gap.space || word.text.length > 3)
    return false;
  return (
    ends(lexemes[i + 1]) &&
    /^(?:above|below|agree|agreed|documented|attest|attested|findings)$/.test(second?.lower ?? '')
  );
};

const box = /^[☐☑☒✓✔]$/;

/** "Team agrees ☒ MA ☒ CS ☒ AR": letters behind boxes, where it is said who was there or agrees. */
function isTicked(lexemes: readonly Lexeme[], i: number): boolean {
  if (!box.test(lexemes[i - 1]?.text ?? '') || (lexemes[i] as Lexeme).writing !== 'capitals') return false;
  const isPair = (at: number): boolean =>
    box.test(lexemes[at]?.text ?? '') &&
    lexemes[at + 1]?.writing === 'capitals' &&
    (lexemes[at + 1] as Lexeme).text.length < 4;
  let start = i - 1;
  while (isPair(start - 2) && start > i - 12) start -= 2;
  if (!isPair(start + 2) || !isPair(start)) return false;
  for (let at = start - 1; at > start - 7 && at >= 0; at--)
    if (
      /^(?:agrees?|agreed|team|present|attended|attendees|signed|initials|staff|reviewers?)$/.test(
        (lexemes[at] as Lexeme).lower,
      )
    )
      return true;
  return false;
}

/** Whether who wrote signs where a short word stands: before when it was, in brackets, alone on the last line. */
export const isWriterPlace = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.writing !== 'capital' &&
  ((lexemes[i]?.gap ?? Gap.none) >= Gap.wide || lexemes[i - 1]?.kind === 'symbol') &&
  (isStamped(lexemes, i) || isBracketed(lexemes, i) || isOwnLine(lexemes, i) || isNamed(lexemes, i));

/** "NBZ OD  lic", "– lf rn", "JZB witness": before what somebody is. */
function isNamed(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next, behind] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (next?.gap !== Gap.space) return false;
  if (word.writing === 'lower')
    return (
      /^[–—-]$/.test(previous?.text ?? '') &&
      has(next, Flag.credential) &&
      word.gap === Gap.space &&
      ends(behind)
    );
  if (word.gap === Gap.line && has(next, Flag.credential))
    return next.writing === 'capitals' && (behind === undefined || behind.gap >= Gap.wide);
  return next.lower === 'witness' && /^[,;/]$/.test(previous?.text ?? '');
}

// What is written with points, too.
const dotted =
  /^(?:md|do|rn|np|pa|od|dds|dmd|dpm|phd|po|iv|im|sc|sq|bid|tid|qid|qd|qhs|prn|hs|ac|pc|npo|ie|eg|aka|us|uk|eu|am|pm|ng|vs|cc|er|ed|or|ob|gi|gu|ua|bp|hr|ra|la|rv|lv|ca|mi|dt|ot|pt|ps|nb|ad|as|au|dob|ssn|mrn|yo|wt|ht|ii|ny|dc|nj|nh|nm|sd|nd|nc|wv|ri)$/;

/** "(M.H.)", "[s.t.]", "initials K.B., S.T.", "K.P.T.  Regn", "noted. P.W." at the end: letters with points; `i` is the first. */
export function pointedWriter(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let end = i;
  let letters = '';
  while (end < i + 8 && lexemes[end]?.kind === 'word' && lexemes[end]?.text.length === 1) {
    if (lexemes[end + 1]?.text !== '.' || lexemes[end + 1]?.gap !== Gap.none) return;
    if (end > i && lexemes[end]?.gap !== Gap.none) break;
    letters += (lexemes[end] as Lexeme).text;
    end += 2;
  }
  if (letters.length < 2 || letters.length > 3 || dotted.test(letters.toLowerCase())) return;
  const large = letters === letters.toUpperCase();
  const [previous, first, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[end]];
  if (previous === undefined) return;
  const closed = first.gap === Gap.none && /^[)\]]$/.test(next?.text ?? '');
  const bracket = closed && (previous.text === '[' || (previous.text === '(' && large));
  const listed = large && (previous.lower === 'initials' || (previous.text === ',' && isListed(lexemes, i)));
  const last = large && ends(next) && /^[.!?]$/.test(previous.text) && first.gap === Gap.space;
  const set = large && first.gap >= Gap.wide && next?.gap === Gap.wide;
  const found = bracket || listed || last || set || (large && isSigned(lexemes, i, end));
  if (found) mark(marks, i, end, 'initials');
}

// With points behind somebody's name or that of a firm.
const behindNames =
  /^(?:lpn|lvn|cna|cnm|dds|dmd|dpm|crn|fnp|otr|rpt|msw|csw|rph|phd|mph|msn|bsn|mba|msc|bsc|llb|llc|inc|ltd|pc|sc|bs|ba|ms|ma|jd|esq)$/;

/** "Signed T.M.", "Nurse: L.T.", "(wife), B.R.S." and "relative told, M.K.L." at the end of a line. */
function isSigned(lexemes: readonly Lexeme[], i: number, end: number): boolean {
  const [second, previous, first, next] = [
    lexemes[i - 2],
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[end],
  ];
  if (first.gap !== Gap.space && first.gap !== Gap.wide) return false;
  const label = /^[:–—-]$/.test(previous?.text ?? '') ? second : previous;
  const closed = next === undefined || next.gap >= Gap.wide || next.kind === 'number' || next.text === ',';
  if (closed && label !== undefined && (label.cues & Cue.signer) !== 0 && !has(label, Flag.credential))
    return true;
  if (!ends(next)) return false;
  if (previous?.text === ')' && (second?.kind !== 'word' || second.mixed)) return false;
  if (previous?.text === ')') return true;
  const letters = lexemes.slice(i, end).filter(({ kind }) => kind === 'word');
  if (behindNames.test(letters.map(({ lower }) => lower).join(''))) return false;
  return (
    previous?.text === ',' &&
    (second?.text === ')' || (second?.writing === 'lower' && second.text.length > 3))
  );
}

/** "initials K.B., S.T.": the second of them; `i` is the first letter. */
const isListed = (lexemes: readonly Lexeme[], i: number): boolean => {
  for (let at = i - 2; at > i - 16 && at >= 0; at--) {
    const lexeme = lexemes[at] as Lexeme;
    if (lexeme.lower === 'initials') return true;
    if (lexeme.text.length > 1) return false;
  }
  return false;
};
