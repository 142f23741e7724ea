import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';

// Short forms of wards that the lists of words lack: none is anybody's initials.
export const shortForms: ReadonlySet<string> = new Set(
  'mt ft pt fr to cc mg ml iv im po pr pv sc sq sl od os ou bp hr rr ra nc dc rx tx hx dx sx fx bx px ns lr kg cm mm yo am pm us uk eu pa ap la lv rv ra ta tv ok ie eg vs re np rn md do rm ed er or icu ccu wnl nad hob foc oob npo prn bid tid qid qhs asap nkda nka rom wbc rbc hgb hct plt bun inr ptt esr crp abg vbg ekg ecg cxr cta mri mra usg eeg emg dvt uti uri copd chf cad afib ckd esrd dm htn hld gerd bph tia cva mi sob doe pnd rom adl iadl snf ltac rehab cpap peep fio spo map cvp icp gcs nih ros hpi pmh psh soc fam all meds vss tmax afvss abd ext neuro cv resp gi gu heent msk derm psych lab labs eta etoh thc ivdu loc mvc mva gsw bls als ems pov ama lwbs dep sgt cpl capt det pmp pdmp dnr dni poa hcp mds pta sna nos tbd tba fyi aka dob ssn mrn eod eob loa fmla std ltd wc oop qd qod hs ac pc stat nkfa ca na no so in on at by if of it we he me my is as be an go up le ll rl lt rt bl ua ud ul ur uo wt ht bm bs bg gb wk mo yr hrs min sec qam qpm ct xr pet nm io tpn ppn ivf d5 ve ix obs lmp edd ega fhr fht svd csx ga rpr rh gbs ao aox roomair'.split(
    ' ',
  ),
);

/** Two to four letters, all large or all small or in an own mixture, that stand for nothing that is known. */
export function mayBeInitials(lexeme: Lexeme | undefined): lexeme is Lexeme {
  if (lexeme?.kind !== 'word' || lexeme.mixed) return false;
  const { text, lower } = lexeme;
  if (text.length < 2 || text.length > 4 || lexeme.writing === 'capital' || isFunctionWord(lower))
    return false;
  if (text.length === 4 && lexeme.writing !== 'capitals') return false;
  if (shortForms.has(lower) || has(lexeme, Flag.credential | Flag.safe | Flag.label | Flag.extension))
    return false;
  return (safetyIn(lexeme, lexeme.flags & ~Flag.state) & Safe.word) === 0;
}

const closes = /^[.!?)\]"”–—-]$/;
tell(
  "tech scribe qa ck corrected initial initials init typed dictated transcribed signed entered recorded charted reviewed checked verified witness witnessed cosign cosigned sig sgd collector phleb per by nurse crew medic driver addendum dr drs reader op operator faxed sent rec'd recd noted done minutes closed recorder rn lpn cna md np pa".split(
    ' ',
  ),
  Cue.signer,
);

const isTypist = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  (lexeme.cues & Cue.signer) !== 0 &&
  /^(?:transcribed|dictated|typed)$/.test(lexeme.lower);

const toldBefore = /^(?:aware|notified|done|informed|called|faxed|updated|sent|signed|told|paged)$/;

/** Initials of who wrote, did or checked something, where such are put. */
export function initials(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  const [previous, second, next] = [lexemes[i - 1], lexemes[i - 2], lexemes[i + 1]];
  // "-- Kt": as short as initials, below a note.
  const dashed =
    word.writing === 'capital' &&
    word.text.length === 2 &&
    /^[-–—~]$/.test(previous?.text ?? '') &&
    (!next || next.gap === Gap.line);
  if (
    dashed &&
    (previous?.gap !== Gap.none || second?.text === previous.text) &&
    !has(word, Flag.safe | Flag.credential)
  ) {
    mark(marks, i, i + 1, 'initials');
    return;
  }
  // Most short words stand where nobody signs: look before asking what they are.
  const closed =
    next === undefined ||
    next.gap >= Gap.wide ||
    next.kind === 'symbol' ||
    /^pgy/.test(next.lower) ||
    has(next, Flag.credential);
  const told = ((previous?.cues ?? 0) | (second?.cues ?? 0)) & Cue.signer;
  if (!told && !closed) return;
  const found = (): void => mark(marks, i, i + 1, 'initials');
  // "[transcribed cqt 10/13/22": whatever the letters stand for else.
  const small = word.writing === 'lower' && word.gap === Gap.space;
  if (small && next?.kind === 'number' && lexemes[i + 2]?.text === '/' && isTypist(previous)) {
    found();
    return;
  }
  // "transcribed 7/8 pjq"
  const last = next === undefined || next.gap === Gap.line;
  if (small && last && previous?.kind === 'number' && isTypist(lexemes[i - 4])) {
    found();
    return;
  }
  if (!mayBeInitials(word) && !isWriter(lexemes, i)) return;
  // "RS=Ravinder Sandhu", "02/09 KMB: called", "1420 tk:"
  if (next?.text === '=' && lexemes[i + 2]?.kind === 'word') {
    if (
      lexemes[i + 2]?.writing === 'capital' &&
      (lexemes[i + 3]?.writing === 'capital' ||
        lexemes[i + 3]?.text === '.' ||
        has(lexemes[i + 3], Flag.particle))
    )
      found();
    return;
  }
  if (previous === undefined) return;
  // "SW aware (kj)", "two cores. (gq)"
  if (previous.text === '(' && next?.text === ')' && word.writing === 'lower' && second !== undefined) {
    const ended = second.text === '.' && (lexemes[i + 2]?.gap ?? Gap.line) === Gap.line;
    if (toldBefore.test(second.lower) || ended) found();
    return;
  }
  const stamped = previous.kind === 'number' && word.gap === Gap.space && /^[/:.-]$/.test(second?.text ?? '');
  const timed = previous.kind === 'number' && word.gap === Gap.space && isTime(previous.text);
  const year =
    previous.kind === 'number' &&
    previous.gap === Gap.space &&
    second?.kind === 'number' &&
    word.gap === Gap.space;
  if (
    next?.text === ':' &&
    next.gap === Gap.none &&
    word.writing === 'capitals' &&
    (stamped || timed || year)
  ) {
    found();
    return;
  }
  const ends =
    next === undefined ||
    next.gap === Gap.line ||
    /^pgy-?\d?$/.test(next.lower) ||
    (has(next, Flag.credential) && next.writing === 'capitals');
  // "… tolerated well. tk", "PLEASE -JT", "– T.K."
  if (ends && word.gap !== Gap.line && closes.test(previous.text) && previous.gap !== Gap.line) {
    if (word.gap === Gap.none && !/^[-–—]$/.test(previous.text)) return;
    if (word.gap === Gap.none && previous.gap === Gap.none && second?.text !== previous.text) return;
    found();
    return;
  }
  // "[dictated; corrected hp 15-3]", "scribe jlw", "tech tk / water ck RB 0530", "Dr ER"
  const label = /^[:.]$/.test(previous.text) ? second : previous;
  // "T: bkh"
  const dictated = previous.text === ':' && /^[dt]$/.test(second?.lower ?? '') && ends;
  if (
    !label ||
    ((label.cues & Cue.signer) === 0 && !dictated) ||
    word.gap > Gap.space ||
    word.gap === Gap.none
  )
    return;
  if (
    /^(?:per|by|done|sent|noted|faxed|driver|op|nurse|reviewed|checked|signed)$/.test(label.lower) &&
    (word.writing !== 'capitals' || (word.text.length > 3 && /^(?:per|by)$/.test(label.lower)))
  )
    return;
  const parted =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'number' ||
    /^[/,;.)\]|]$/.test(next.text) ||
    /^dr/.test(label.lower) ||
    (next.lower === 'on' && /^(?:tech|operator)$/.test(label.lower)) ||
    has(next, Flag.credential);
  if (parted) found();
}

/** "02/20 DLP: called": right behind the date that starts a line. */
function isWriter(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, colon] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    word.writing !== 'capitals' ||
    word.mixed ||
    word.text.length > 4 ||
    colon?.text !== ':' ||
    colon.gap !== Gap.none
  )
    return false;
  if (shortForms.has(word.lower) || has(word, Flag.safe) || word.gap !== Gap.space) return false;
  return (
    lexemes[i - 1]?.kind === 'number' && lexemes[i - 2]?.text === '/' && lexemes[i - 3]?.gap === Gap.line
  );
}

const isTime = (digits: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);

/** "– T.K.": letters with points that end a line behind a dash. */
export function dottedInitials(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, dot, second, end, next] = lexemes.slice(i, i + 5);
  if (first?.text.length !== 1 || dot?.text !== '.' || second?.kind !== 'word' || second.text.length !== 1)
    return;
  if (second.gap !== Gap.none || end?.text !== '.' || (next && next.gap !== Gap.line)) return;
  const previous = lexemes[i - 1];
  if (
    previous &&
    (/^[-–—~/]$/.test(previous.text) || first.gap === Gap.line || /^(?:by|per)$/.test(previous.lower))
  )
    mark(marks, i, i + 4, 'initials');
}
