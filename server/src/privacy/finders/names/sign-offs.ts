import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, flagsOf, isFunctionWord, mean, Trait } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { isUnheard } from './aged';
import { mayBeInitials } from './initials';

mean(
  'gmc nmc coru hcpc ahpra gphc gdc mcnz ncnz hpcsa hpcza sanc imc nmbi psi cpso cno cmpa mcrn mdcn knmc npi dea lic licence license regn reg pin bleep pgr pager ext stu bill'.split(
    ' ',
  ),
  Trait.register,
);

const ends = (lexeme: Lexeme | undefined): boolean => lexeme === undefined || lexeme.gap === Gap.line;

/** A short word in a writing that initials have: "kl", "KL", "SHa", "ÉNíB". */
const isLetters = (word: Lexeme | undefined): word is Lexeme =>
  word?.kind === 'word' &&
  !word.mixed &&
  word.text.length > 1 &&
  word.text.length < 5 &&
  word.writing !== 'capital' &&
  !isFunctionWord(word.lower);

/** What letters are that nobody signs with. */
const other =
  Flag.credential | Flag.role | Flag.title | Flag.relative | Flag.label | Flag.extension | Flag.patient;

/** Letters that stand for nothing that is known, or, in small letters, that no list has. */
const areInitials = (word: Lexeme | undefined): word is Lexeme =>
  isLetters(word) &&
  !has(word, word.writing === 'capitals' ? other & ~Flag.relative : other) &&
  (word.traits & (Trait.staff | Trait.register)) === 0 &&
  (word.writing === 'lower'
    ? word.flags === 0 && word.safety === 0
    : !has(word, Flag.safe) && !isClinicalOnly(word));

/** Whether what was written ends before an index: a mark, a wide gap or a line stands there, or a word for signing. */
function opens(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, word] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (before === undefined || word.gap >= Gap.wide) return true;
  if (word.gap === Gap.none) return false;
  return /^(?:[.;!?)\]/✓✔→—–-]|sign|signed|sgd|sig|by|incl)$/.test(before.lower);
}

const isAtWork = (word: Lexeme | undefined): boolean =>
  word?.gap === Gap.space &&
  (has(word, Flag.credential | Flag.role) ||
    (word.traits & Trait.staff) !== 0 ||
    (word.cues & Cue.grade) !== 0);

/** "KQ GMC 979…", "sign SRa NMC 04K", "cmcq CORU OT0042", "mqv ccfp  bill A009", "ps / stu ID B004": who signs before a number of theirs; `i` is the word for it. */
export function registered(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const number = lexemes[i + 1]?.kind === 'word' && !lexemes[i + 1]?.mixed ? lexemes[i + 2] : lexemes[i + 1];
  const numbered = number?.kind === 'number' || number?.mixed || /^[:#]$/.test(number?.text ?? '');
  if (!numbered || (number?.gap ?? Gap.line) > Gap.space) return;
  let at = i - 1;
  if (/^[/,|–—-]$/.test(lexemes[at]?.text ?? '')) at--;
  else if (isAtWork(lexemes[at]) && lexemes[at]?.writing !== 'capital') at--;
  else if (lexemes[at]?.writing === 'lower' && areInitials(lexemes[at - 1]) && lexemes[at]?.gap === Gap.space)
    at--;
  const word = lexemes[at];
  if (word === undefined || (lexemes[at + 1] as Lexeme).gap === Gap.line || !opens(lexemes, at)) return;
  const handle =
    word.writing === 'lower' &&
    !word.mixed &&
    word.text.length > 3 &&
    word.text.length < 9 &&
    word.flags === 0 &&
    word.safety === 0;
  if (handle || areInitials(word)) mark(marks, at, at + 1, 'initials');
}

/** "ÓNíB PHN", "fqk pharm bleep 2200" at the end of a line: initials before who signs; `i` are the initials. */
export function beforeRole(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [word, role, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (!isAtWork(role) || role?.writing === 'capital' || !areInitials(word) || word.text.length < 2) return;
  const before = lexemes[i - 1];
  const opened = before === undefined || word.gap >= Gap.wide || /^[.;!?)✓✔—–]$/.test(before.text);
  const reached = next !== undefined && next.gap <= Gap.space && (next.traits & Trait.register) !== 0;
  if (opened && (ends(next) || (reached && /^(?:bleep|pgr|pager|ext)$/.test(next.lower))))
    mark(marks, i, i + 1, 'initials');
}

/** "// GTq", "Left well. /bq", "// checked AP" at the end of a line: who wrote or looked; `i` is the last stroke. */
export function slashed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, slash, first] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (first?.kind !== 'word' || first.gap === Gap.line || before === undefined) return;
  const led = /^(?:checked|typed|signed|by|written|dictated|seen)$/.test(first.lower) ? 1 : 0;
  const [word, end] = [lexemes[i + 1 + led], lexemes[i + 2 + led]];
  if (!ends(end) || !isLetters(word) || word.gap > Gap.space) return;
  const double = before.text === '/' && slash.gap === Gap.none;
  // "/bq" and "/ BQ"; "w/ bx" and "PT/OT" go on.
  if (!double && !(slash.gap >= Gap.space && (first.gap === Gap.none || led > 0))) return;
  if (led === 0 && !double) {
    // "5 mg /kg", "lives alone /fh" go on.
    const closed = /^[.!?)\]✓]$/.test(before.text) || (before.kind === 'word' && before.writing !== 'lower');
    if (!closed || has(word, Flag.credential | Flag.relative) || units.test(word.lower)) return;
  }
  mark(marks, i + 1 + led, i + 2 + led, 'initials');
}

const units = /^(?:kg|day|hr|min|wk|mo|yr|dl|ml|hpf|prn|bid|tid|qid)$/;

/** "B.Q., LCDC", "R.S., PA-C" at the end of a line: letters with points before a credential; `i` is the first letter. */
export function pointedCredential(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let end = i;
  while (
    end < i + 6 &&
    /^\p{Lu}$/u.test(lexemes[end]?.text ?? '') &&
    lexemes[end + 1]?.text === '.' &&
    lexemes[end + 1]?.gap === Gap.none &&
    (end === i || lexemes[end]?.gap === Gap.none)
  )
    end += 2;
  if (end < i + 4) return;
  const [comma, credential, next, last] = lexemes.slice(end, end + 4);
  const title = comma?.text === ',' ? credential : comma;
  if (
    title?.writing !== 'capitals' ||
    title.gap !== Gap.space ||
    title.text.length < 2 ||
    title.text.length > 6
  )
    return;
  const behind = comma?.text === ',' ? next : credential;
  const hyphen =
    behind?.text === '-' && behind.gap === Gap.none && ends(comma?.text === ',' ? lexemes[end + 4] : last);
  if (ends(behind) || hyphen) mark(marks, i, end, 'initials');
}

const told = /^(?:aware|notified|done|informed|called|faxed|updated|told|paged|agrees|agreed|consulted)$/;

/** "renal aware (Oh)", "cards notified (Sing)": who was told; `i` is the bracket. */
export function toldIn(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, name, close] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (close?.text !== ')' || name?.writing !== 'capital' || name.gap !== Gap.none || name.mixed) return;
  if (
    !told.test(before?.lower ?? '') ||
    has(name, other | Flag.month | Flag.weekday | Flag.kept) ||
    isClinicalOnly(name)
  )
    return;
  if (name.text.length > 1 && (safetyIn(name) & Safe.measured) === 0) mark(marks, i + 1, i + 2);
}

/** What else stands behind "Signed:". */
const unsigned =
  /^(?:yes|no|none|electronically|pending|copy|consent|self|verbal|digitally|unable|witnessed|original|today|see|not|forms?|done|declined|refused|both|x)$/;

/** "Signed: Penny / transcribed": whatever is written large there, alone; `i` is the colon. */
export function signedBy(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [label, name, next] = [lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (name?.writing !== 'capital' || name.gap > Gap.space) return;
  if (!/^(?:signed|sgd|signature|signs)$/.test(label?.lower ?? '')) return;
  if (name.mixed || name.text.length < 2 || isFunctionWord(name.lower) || unsigned.test(name.lower)) return;
  if (has(name, other & ~Flag.label) || has(name, Flag.month | Flag.weekday) || isClinicalOnly(name)) return;
  if (next === undefined || next.gap >= Gap.wide || next.kind === 'number' || /^[/,;|]$/.test(next.text))
    mark(marks, i + 1, i + 2);
}

/**
 * Letters in small that end columns of a table, three times or more: who wrote the line.
 * @param cells the indices of short words that stand alone in their cells
 */
export function inColumn(marks: Marks, cells: readonly number[]): void {
  const counts = new Map<string, number>();
  const lettersAt = (i: number): string => (marks.lexemes[i] as Lexeme).text;
  for (const i of cells) counts.set(lettersAt(i), (counts.get(lettersAt(i)) ?? 0) + 1);
  for (const i of cells)
    if ((counts.get(lettersAt(i)) ?? 0) > 2 && mayBeInitials(marks.lexemes[i]))
      mark(marks, i, i + 1, 'initials');
}

/** "mwood" at the end of a line: the first letter of a given name and a family name, as a system knows its user; `i` is it. */
export function handle(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.text !== word.text.toLowerCase() || word.text.length < 5 || !isUnheard(word)) return;
  const by =
    before?.lower === 'by' &&
    word.gap === Gap.space &&
    (next === undefined || next.gap >= Gap.wide || /^[,.;]$/.test(next.text));
  const last =
    ends(next) &&
    before !== undefined &&
    (word.gap >= Gap.wide || (word.gap === Gap.space && /^[.?!/–—-]$/.test(before.text)));
  // "Entered by: nbrandt"
  const asked = before?.text === ':' && lexemes[i - 2]?.lower === 'by' && ends(next);
  if (asked || ((by || last) && flagsOf(word.lower.slice(1)) & Flag.family)) mark(marks, i, i + 1);
}
