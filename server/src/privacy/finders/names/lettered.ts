import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, mean, Trait } from '../../words/lexicon';
import { type Marks, mark } from '../marks';
import { mayBeInitials, shortForms } from './initials';

type Find = (marks: Marks, i: number) => void;

/** What asks for letters of persons, with where it has them. */
const asking = new Map<string, Find>();
const ask = (words: string, find: Find): void => {
  for (const word of words.split(' ')) asking.set(word, find);
};

const ends = (lexeme: Lexeme | undefined): boolean => lexeme === undefined || lexeme.gap >= Gap.wide;

/** As many letters as initials have, whatever else they stand for. */
const isShort = (lexeme: Lexeme | undefined, most = 4): lexeme is Lexeme =>
  lexeme?.kind === 'word' &&
  !lexeme.mixed &&
  lexeme.writing !== 'capital' &&
  lexeme.text.length > 1 &&
  lexeme.text.length <= most;

const isCapitals = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  isShort(lexeme) && lexeme.writing !== 'lower' && !isFunctionWord(lexeme.lower);

// What fills such a field and signs nothing.
const filler = /^(?:na|nil|nad|tbc|tbd|yes|no|none|see|ok|iv|im|po|and|not|for|on|at|by|in|is|to)$/;

/** Letters where their neighbours ask for who wrote: what else they stand for does not matter there; `i` is what asks. */
export const lettered: Find = (marks, i) => asking.get((marks.lexemes[i] as Lexeme).lower)?.(marks, i);

/** "Initials: PT", "Initials K-L", "with my initials, DKE", "initialled MD". */
function behindLabel(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^[:,(="“–-]$/.test(lexemes[at]?.text ?? '')) at++;
  const [word, hyphen, second] = lexemes.slice(at, at + 3);
  if (word?.kind !== 'word' || word.gap === Gap.line) return;
  // "K-L": of a subject without a middle name.
  const single = (lexeme: Lexeme | undefined): boolean => /^\p{Lu}$/u.test(lexeme?.text ?? '');
  if (single(word) && hyphen?.text === '-' && hyphen.gap === Gap.none && single(second)) {
    if (second?.gap === Gap.none) mark(marks, at, at + 3, 'initials');
    return;
  }
  const small = word.writing === 'lower' && lexemes[i + 1]?.text === ':' && ends(hyphen);
  if (!isCapitals(word) && !(small && isShort(word, 3))) return;
  // "INITIALS LOG:"
  if (filler.test(word.lower) || (hyphen?.text === ':' && hyphen.gap === Gap.none)) return;
  if (ends(hyphen) || hyphen?.kind === 'symbol' || at === i + 1 || lexemes[i + 1]?.text === ':')
    mark(marks, at, at + 1, 'initials');
}

/** The index behind a day that starts there, however it is written; the same if none does. */
function behindDay(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  while (at < from + 5) {
    const lexeme = lexemes[at];
    const part =
      lexeme?.kind === 'number' ||
      (at > from && /^[./-]$/.test(lexeme?.text ?? '') && lexeme?.gap === Gap.none) ||
      has(lexeme, Flag.month) ||
      (lexeme?.gap === Gap.none && fused.test(lexeme.lower));
    if (!part || (lexeme?.gap ?? Gap.line) > Gap.space) break;
    at++;
  }
  return at;
}

/** "FEB23" of "03FEB23". */
const fused = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:\d\d|\d{4})$/;

/** "Dictated AR / typed mp", "Typed 03/02/2025 eo", "Typed by: ab". */
function behindScribe(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^(?:by|on)$/.test(lexemes[at]?.lower ?? '')) at++;
  while (/^[:.]$/.test(lexemes[at]?.text ?? '') && at < i + 4) at++;
  const dated = behindDay(lexemes, at);
  const day = dated > at && lexemes[dated]?.text === '(' ? dated + 1 : dated;
  const word = lexemes[day];
  if (
    !isShort(word) ||
    (word.gap === Gap.none && day === dated) ||
    word.gap === Gap.line ||
    filler.test(word.lower)
  )
    return;
  if (word.writing === 'lower' && (isFunctionWord(word.lower) || word.text.length > 3)) return;
  // "dictated by MD", "typed up"
  if (has(word, Flag.credential) && !(day > at)) return;
  const next = lexemes[day + 1];
  const parted = ends(next) || /^[/,;)\]|]$/.test(next?.text ?? '');
  if (parted || (next?.lower === 'on' && lexemes[day + 2]?.kind === 'number'))
    mark(marks, day, day + 1, 'initials');
}

// What is reviewed on a day rather than reviews.
const things = new Set(
  'ct mr us xr kub echo tte tee cbc fbc bmp cmp lft lfts obs hx poc hrct mrcp ercp psa tsh abx bsl bgl io icu gp op ot pt sw it'.split(
    ' ',
  ),
);
const isThing = ({ lower }: Lexeme): boolean => shortForms.has(lower) || things.has(lower);

/** "KW 03FEB23     Reviewed PH 04FEB23": who entered and who looked, each before a day. */
function checked(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const at = lexemes[i + 1]?.lower === 'by' ? i + 2 : i + 1;
  const signed = (word: number): boolean => {
    const end = behindDay(lexemes, word + 1);
    return isCapitals(lexemes[word]) && end > word + 1 && (ends(lexemes[end]) || end === i || end === i - 1);
  };
  const word = lexemes[at];
  if (word?.gap !== Gap.space || !signed(at) || isThing(word)) return;
  mark(marks, at, at + 1, 'initials');
  // Who is before that on the line.
  let first = i - 1;
  while (first > i - 8 && first > 0 && (lexemes[first] as Lexeme).gap !== Gap.line) first--;
  if (lexemes[first]?.gap === Gap.line && signed(first)) mark(marks, first, first + 1, 'initials');
}

/** "Our ref: BÓD/kt", "Ref: MRS/kd": who dictated and who typed; `i` is "ref". */
function reference(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  while (/^[:.]$/.test(lexemes[at]?.text ?? '') && at < i + 3) at++;
  const [first, stroke, second, next] = lexemes.slice(at, at + 4);
  if (!isCapitals(first) || first.gap > Gap.space || !/^[/:]$/.test(stroke?.text ?? '')) return;
  if (stroke?.gap !== Gap.none || !isShort(second) || second.gap !== Gap.none) return;
  const owned = /^(?:our|your|my|file|letter)$/.test(lexemes[i - 1]?.lower ?? '');
  if (second.writing !== 'lower' && !owned) return;
  if (!ends(next) && !/^[,;/)]$/.test(next?.text ?? '')) return;
  mark(marks, at, at + 1, 'initials');
  mark(marks, at + 2, at + 3, 'initials');
}

/** "Sig: LP", "cosign MT", "/s/ PH", "witness JM/LP": who signs, in letters that nobody writes there for a thing. */
function signed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^[:/–—-]$/.test(lexemes[at]?.text ?? '')) at++;
  const [word, next, second] = lexemes.slice(at, at + 3);
  // "/s/", but not "S/P" and "S: HA"
  const stroke = lexemes[i + 1]?.text === '/' && lexemes[i - 1]?.text === '/';
  if (!isSigning(word) || stroke !== (lexemes[i]?.lower === 's')) return;
  const pair = next?.text === '/' && next.gap === Gap.none && isSigning(second) && second.gap === Gap.none;
  if (pair) mark(marks, at + 2, at + 3, 'initials');
  const closed = ends(next) || next?.kind === 'number' || /^[,;).|]$/.test(next?.text ?? '');
  if (pair || closed || has(next, Flag.credential)) mark(marks, at, at + 1, 'initials');
}

/** "Kind regards, PH" at the end of a line. */
function greets(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const at = lexemes[i + 1]?.text === ',' ? i + 2 : i + 1;
  const [word, next] = [lexemes[at], lexemes[at + 1]];
  if (isSigning(word) && (next === undefined || next.gap === Gap.line)) mark(marks, at, at + 1, 'initials');
}

/** Two letters that are no ward, no test and no form, or three that stand for nothing. */
const isSigning = (word: Lexeme | undefined): word is Lexeme =>
  isCapitals(word) &&
  word.writing === 'capitals' &&
  word.gap <= Gap.space &&
  !isThing(word) &&
  !has(word, Flag.credential | Flag.label | Flag.state) &&
  (word.text.length === 2 || mayBeInitials(word));

/** "family called. LP" at the end of a line that starts with a time: whatever the letters stand for else. */
export function endsEntry(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, point, word] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme];
  if (point?.text !== '.' || point.gap !== Gap.none || word.gap !== Gap.space || before?.writing !== 'lower')
    return;
  const next = lexemes[i + 1];
  if (next !== undefined && next.gap !== Gap.line) return;
  if (word.writing !== 'capitals' || word.mixed || word.text.length > 3 || isFunctionWord(word.lower)) return;
  if (has(word, Flag.credential | Flag.label)) return;
  // A fragment of a plan would go on with another: "PT. OT".
  if (lexemes[i - 3]?.kind !== 'word' || isThing(word)) return;
  let first = i - 2;
  while (first > i - 60 && (lexemes[first] as Lexeme).gap !== Gap.line) first--;
  if (isTime(lexemes, first) && (next === undefined || isTime(lexemes, i + 1)))
    mark(marks, i, i + 1, 'initials');
}

/** "0915 ", "06:10 " */
const isTime = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [hour, colon, minute] = lexemes.slice(i, i + 3);
  if (hour?.kind !== 'number' || hour.gap !== Gap.line) return false;
  if (/^(?:[01]\d|2[0-3])[0-5]\d$/.test(hour.text)) return colon?.gap !== Gap.none || colon.kind === 'symbol';
  return colon?.text === ':' && colon.gap === Gap.none && /^[0-5]\d$/.test(minute?.text ?? '');
};

const jobs = /^(?:job|dict|dictation|doc|conf|confirmation|jobid|transcription)$/;
const stamps = /^(?:d|t|dd|dt|td|dr|tr)$/;

/** "T: 03/11/2023   PD/KW   JOB 551": who dictated and who typed, beside when or under which number; `i` is the stroke. */
export function dictated(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, second, next] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (!isCapitals(first) || !isShort(second) || second.gap !== Gap.none) return;
  if (first.gap < Gap.wide && !(first.gap === Gap.space && lexemes[i - 2]?.kind === 'number')) return;
  if (lexemes[i]?.gap !== Gap.none || !ends(next)) return;
  const job =
    next !== undefined && (jobs.test(next.lower) || stamps.test(next.lower)) && isStamp(lexemes, i + 2);
  if (!job && !behindStamp(lexemes, i - 2)) return;
  mark(marks, i - 1, i, 'initials');
  mark(marks, i + 1, i + 2, 'initials');
}

/** "JOB 5518204", "D: 4/15", "JOB#: 88192" */
function isStamp(lexemes: readonly Lexeme[], i: number): boolean {
  let at = i + 1;
  while (/^[:#.]$/.test(lexemes[at]?.text ?? '') && at < i + 4) at++;
  return lexemes[at]?.kind === 'number' && (lexemes[at]?.gap ?? Gap.line) <= Gap.space;
}

/** Whether what stands before on the line says when it was dictated. */
function behindStamp(lexemes: readonly Lexeme[], from: number): boolean {
  for (let at = from; at > from - 16 && at >= 0; at--) {
    const lexeme = lexemes[at] as Lexeme;
    if ((stamps.test(lexeme.lower) || jobs.test(lexeme.lower)) && isStamp(lexemes, at)) return true;
    if (lexeme.gap === Gap.line) return false;
  }
  return false;
}

/** "A Hodgkin, GMC 7110022     CK": letters that end the line behind the number of who signs; `i` is the word for it. */
export function behindRegister(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  while (at < i + 4 && lexemes[at]?.kind !== 'number' && !lexemes[at]?.mixed) at++;
  const [number, word, next] = lexemes.slice(at, at + 3);
  if (number === undefined || number.text.length < 4 || word?.gap !== Gap.wide) return;
  const last = next === undefined || next.gap === Gap.line;
  if (last && isCapitals(word) && !has(word, Flag.credential) && !isPlain(word))
    mark(marks, at + 1, at + 2, 'initials');
}

const boards =
  /^(?:gmc|nmc|coru|hcpc|ahpra|gphc|gdc|mcnz|ncnz|hpcsa|sanc|imc|nmbi|mcrn|mdcn|knmc|cpso|cno|cpsbc|npi)$/;

/** "A Hodgkin, GMC 7110022": whoever is written large before the number of a register; `i` is the word for it. */
export function registeredName(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (!boards.test((lexemes[i] as Lexeme).lower)) return;
  let end = i;
  while (end > i - 6 && isBetween(lexemes[end - 1])) end--;
  if ((lexemes[end] as Lexeme).gap === Gap.line) return;
  let start = end;
  let [words, letters] = [0, 0];
  while (start > end - 7 && start > 0) {
    const before = lexemes[start - 1] as Lexeme;
    if (start < end && (lexemes[start] as Lexeme).gap > Gap.space) break;
    if (before.text === '.' && lexemes[start - 2]?.text.length === 1) start--;
    else if (isPartOfName(before)) {
      if (before.text.length > 1) words++;
      else letters++;
      start--;
    } else break;
  }
  const opened = (lexemes[start] as Lexeme).gap >= Gap.wide || start === 0;
  const led = /^(?:[.:)–—-]|dr|mr|mrs|ms|miss|prof|by|signed)$/.test(lexemes[start - 1]?.lower ?? '');
  if (words > 0 && words + letters > 1 && (opened || led)) mark(marks, start, end);
}

/** What stands between who signs and the register: marks, and what that person is. */
const isBetween = (lexeme: Lexeme | undefined): boolean =>
  /^[,(|–—-]$/.test(lexeme?.text ?? '') || has(lexeme, Flag.credential);

const isPartOfName = (lexeme: Lexeme): boolean =>
  /^\p{Lu}$/u.test(lexeme.text) ||
  (lexeme.writing === 'capital' &&
    !lexeme.mixed &&
    !has(lexeme, Flag.title | Flag.role | Flag.label | Flag.organisation | Flag.generic | Flag.month) &&
    !isFunctionWord(lexeme.lower));

const isPlain = (word: Lexeme): boolean => (word.cues & Cue.grammar) !== 0 || word.text.length > 3;

ask('initials initialled initialed inits', behindLabel);
ask('typed dictated transcribed dict typ', behindScribe);
ask('reviewed checked verified monitored entered countersigned', checked);
ask('ref reference', reference);
ask('s sig signed sgd cosign cosigned attested witness scribe recorder', signed);
ask('regards rgds thanks thx cheers sincerely faithfully', greets);
mean(asking.keys(), Trait.letters);
