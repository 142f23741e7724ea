import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { mayBeInitials } from './initials';

tell(
  'fellow att attending resident intern pharm pharmd sub-i subi r1 r2 r3 r4 r5 ms3 ms4 pgy1 pgy2 pgy3 pgy4 pgy5 st1 st2 st3 st4 st5 st6 st7 ct1 ct2 f1 f2 fy1 fy2 sho spr rmo hst jmo'.split(
    ' ',
  ),
  Cue.grade,
);
tell(
  'came will to called agrees agreed aware notified saw spoke here reviewed paged updated present left returned asked says said wants ordered phoned arrived informed signed did covers covering on'.split(
    ' ',
  ),
  Cue.acts,
);

// Services, wards and tests that call, come and follow like persons do.
const services = new Set(
  'gi id ent ep ct mri us or iv ir nsgy neurosurg cts hf ortho onc heme ob gyn obgyn peds im fm em psych surg anes neuro rads uro pulm card cards ccm picu nicu micu sicu ccu vir tx acs bmt sct pmr cbc bmp cmp uds ems pd ed er os od pcp cps dhs va vna hh snf ltac alf pt ot slp rt rn sw cm md np pa ma mfm reo osh tte tee ekg eeg emg ncs mra cta pet dexa lft lfts abx vs pacu ic icd aicd itu hdu aau amu mau sau cdu eau dvt pe gp dn hv cpn cmht ooh tto ttos bdz amt iud nst bpp cpr acls mtp pcc hcp poa dpoa hcpoa gf bf fob mob pgm mgm pgf mgf nok dss cys evs huc hsk apd lapd nypd osa tia pod poc ppd ntg asa acei arb ccb ppi ssri bb'.split(
    ' ',
  ),
);

/** Two to four capitals that no list knows: a person of the ward rather than a service or a test. */
const isStaff = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.writing === 'capitals' &&
  lexeme.flags === 0 &&
  !services.has(lexeme.lower) &&
  mayBeInitials(lexeme) &&
  lexeme.text.length < 4;

// What small letters measure is nobody's unit in capitals: "by WK", "- ML:".
const unitOnly = /^(?:WK|ML|MO|YR|KG|CM|MM|LB|LT|LE|BL|MT|BK|HS|AP)$/;
const isCapitals = (lexeme: Lexeme | undefined): boolean =>
  isStaff(lexeme) || (lexeme?.kind === 'word' && unitOnly.test(lexeme.text));

const acting =
  /^(?:ask|call|see|follow|d|write|check|speak|discuss|arrange|order|sign|chase|review|contact|phone|email|page|update|fax|talk|notify|dc|do|come|return|take|place|add|consent)$/;

/** "TRK fellow", "ZB R2", "GW to ask", "DRN came 0640", "1108 - ML: fine", "d/w HS", "JR -> TL": letters that act. */
export function shorthand(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  if (word.writing !== 'capitals') {
    if (isOwnMixture(lexemes, i)) mark(marks, i, i + 1, 'initials');
    return;
  }
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (word.gap === Gap.none && !/^[(/[>-]$/.test(previous?.text ?? '')) return;
  if (next?.lower === 'to' && handsOver(lexemes, i)) {
    mark(marks, i, i + 1, 'initials');
    mark(marks, i + 2, i + 3, 'initials');
    return;
  }
  // Most capitals stand for a test or a ward: look at the neighbours first.
  if (((next?.cues ?? 0) & (Cue.grade | Cue.acts)) === 0 && next?.kind === 'word' && previous?.lower !== 'by')
    return;
  const second = lexemes[i - 2];
  const found = (): void => mark(marks, i, i + 1, 'initials');
  // "by WK, RBV", "d/w HS", "c/s to BK (surgery)"
  const ends = !next || next.gap >= Gap.wide || next.kind === 'number' || /^[.,;:)(]$/.test(next.text);
  const led =
    (previous?.lower === 'by' && word.gap === Gap.space) ||
    (previous?.lower === 'w' && second?.text === '/' && /^[dr]$/.test(lexemes[i - 3]?.lower ?? '')) ||
    (previous?.text === '/' &&
      second?.lower === 'w' &&
      /^(?:reviewed|seen|spoke|discussed|sched|scheduled|booked|appt|fu|hfu|visit)$/.test(
        lexemes[i - 3]?.lower ?? '',
      ));
  if (led && ends && isCapitals(word) && word.writing === 'capitals' && hasSmall(lexemes, i)) {
    found();
    return;
  }
  // "3/14 1108 - ML: fine"
  if (
    next?.text === ':' &&
    next.gap === Gap.none &&
    /^[-–—]$/.test(previous?.text ?? '') &&
    second?.kind === 'number' &&
    isCapitals(word)
  ) {
    found();
    return;
  }
  if (!isStaff(word)) return;
  if (next?.gap !== Gap.space && next?.text !== '-') return;
  // "handoff JR -> TL"
  if (next.text === '-' && lexemes[i + 2]?.text === '>' && isStaff(lexemes[i + 3]) && hasSmall(lexemes, i)) {
    found();
    mark(marks, i + 3, i + 4, 'initials');
    return;
  }
  const starts = previous === undefined || word.gap >= Gap.wide || /^[.;(/,–—]$/.test(previous.text);
  if (next.cues & Cue.grade && next.writing !== 'capitals') {
    if (starts || previous.lower === 'and') found();
    return;
  }
  if (next.cues & Cue.grade && next.mixed && (starts || previous.writing === 'lower')) {
    found();
    return;
  }
  if (!starts || (next.cues & Cue.acts) === 0 || next.writing !== 'lower') return;
  const verb = lexemes[i + 2];
  if (next.lower === 'to' && !acting.test(verb?.lower ?? '')) return;
  if (next.lower === 'on' && !/^(?:tonight|call|today|nights?)$/.test(verb?.lower ?? '')) return;
  if (/^(?:will|present|left|here|reviewed|ordered|did)$/.test(next.lower) && next.lower !== 'will')
    if (verb?.kind === 'word' && verb.gap === Gap.space) return;
  if (next.lower === 'will' && !acting.test(verb?.lower ?? '')) return;
  found();
}

/** "full handoff TK to ALR": also letters that stand for something else. */
const handsOver = (lexemes: readonly Lexeme[], i: number): boolean => {
  const other = lexemes[i + 2];
  const short = (word: Lexeme | undefined): boolean =>
    word?.writing === 'capitals' && !word.mixed && word.text.length < 4 && !services.has(word.lower);
  return (
    /^(?:handoff|handover|hando|relief|relieved|report|signout|care|transfer)$/.test(
      lexemes[i - 1]?.lower ?? '',
    ) &&
    short(lexemes[i]) &&
    short(other) &&
    other?.gap === Gap.space
  );
};

const hasSmall = (lexemes: readonly Lexeme[], i: number): boolean => {
  for (let k = Math.max(0, i - 5); k < i + 6; k++) {
    const near = lexemes[k];
    if (near?.kind === 'word' && near.writing === 'lower' && near.text.length > 2) return true;
  }
  return false;
};

/** "HaB" alone on its line, "TkW 02FEB2023" at its start, "on tonight: JtH": letters in a mixture that nobody else has. */
function isOwnMixture(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  if (word.writing !== 'mixed' || word.mixed || word.text.length < 3) return false;
  // "LvN" is no nurse.
  if ((word.flags & ~Flag.credential) !== 0) return false;
  if (!/^\p{Lu}{1,2}\p{Ll}{1,2}\p{Lu}\p{L}?$/u.test(word.text.normalize('NFC'))) return false;
  if ((word.safety & Safe.word) !== 0) return false;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  const closed = next === undefined || next.gap >= Gap.wide || /^[/,]$/.test(next.text);
  const dated = next?.kind === 'number' && word.gap === Gap.line && next.gap === Gap.space;
  const opened = word.gap >= Gap.wide || /^[:–—"”-]$/.test(previous?.text ?? '');
  if (dated) return true;
  if (closed && opened) return true;
  if (opened && next?.mixed) return true;
  return opened && next?.lower === 'on' && lexemes[i + 2]?.lower === 'tonight';
}

/** "B.T.W. 48M", "M.T. is a 6-year-old": letters with points in a patient's place. */
export function pointed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const end = pointedEnd(lexemes, i);
  const letters = (end - i) / 2;
  if (letters < 2 || letters > 3) return;
  const [first, previous, next] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[end]];
  const opened =
    previous === undefined ||
    first.gap >= Gap.wide ||
    has(previous, Flag.patient) ||
    (previous.kind === 'number' && previous.gap >= Gap.wide) ||
    /^[:.]$/.test(previous.text);
  if (!opened || !next || next.gap > Gap.space) return;
  const after = lexemes[end + 1];
  const aged =
    next.kind === 'number' &&
    next.text.length < 4 &&
    /^(?:f|m|y|yo|yr|yrs|year|male|female|w|-)$/.test(after?.lower ?? '');
  const told =
    (/^(?:is|was)$/.test(next.lower) && /^(?:a|an|the|seen|admitted|born)$/.test(after?.lower ?? '')) ||
    (next.text === ',' && after?.kind === 'number');
  // "J.T. and C.J. argued"
  const second = next.lower === 'and' ? pointedEnd(lexemes, end + 1) : end;
  const joined = second > end + 4;
  const acts = (joined || speaks.test(next.lower)) && !unnamed.test(`${first.lower}${lexemes[i + 2]?.lower}`);
  if (aged || told || acts) mark(marks, i, end, 'initials');
  if (joined && acts) mark(marks, end + 1, second, 'initials');
}

/** The index behind letters with points, "B.T.W."; `i` if there are none. */
function pointedEnd(lexemes: readonly Lexeme[], i: number): number {
  let end = i;
  while (
    end < i + 8 &&
    /^\p{Lu}$/u.test(lexemes[end]?.text ?? '') &&
    lexemes[end + 1]?.text === '.' &&
    lexemes[end + 1]?.gap === Gap.none &&
    (end === i || lexemes[end]?.gap === Gap.none)
  )
    end += 2;
  return end;
}

// "B.P. called in range", "I.V. said to infiltrate"
const unnamed = /^(?:iv|bp|po|im|gi|gu|er|ed|or|pt|ot|md|rn|np|pa|us|hr|bs|ng)$/;
const speaks =
  /^(?:says|said|called|agrees|argued|cried|denies|denied|reports|reported|refused|states|stated|asked|told|came|went|lives|wants|thinks)$/;

/** "husb Q", "ring Q. with results": a letter for a name behind a relative or a call. */
export function letter(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, word, dot] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!/^[B-HJ-WYZ]$/.test(word.text) || word.gap !== Gap.space || before?.kind !== 'word') return;
  // "Coach T says"
  if (has(before, Flag.role | Flag.relative) && dot?.gap === Gap.space && speaks.test(dot.lower)) {
    mark(marks, i, i + 1, 'initials');
    return;
  }
  if (before.writing !== 'lower') return;
  const kin = has(before, Flag.relative) && !/^(?:pos|neg|positive|negative|cell)$/.test(dot?.lower ?? '');
  const called = /^(?:ring|phone|tell|told|asked|texted|rang|thanks|thx)$/.test(before.lower);
  if (!kin && !called) return;
  const dotted = dot?.text === '.' && dot.gap === Gap.none;
  const next = lexemes[i + (dotted ? 2 : 1)];
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing !== 'lower') return;
  if (!dotted && next && next.gap === Gap.none) return;
  mark(marks, i, dotted ? i + 2 : i + 1, 'initials');
}

const label = /^(?:s|t|d|tr|pr|typ|dict|trans|sc|scr|mt)$/;
const unsigned =
  /^(?:mg|dl|kg|hr|min|day|wk|mo|yr|rx|pt|po|iv|im|am|pm|or|and|he|on|up|in|no|na|ok|neg|pos)$/;

/** "s:vk", "tr:jd", "ml / mx", "mw/kl" at the end of a line: who spoke and who wrote. */
export function scribed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [sign, first, second, end] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i + 1], lexemes[i + 2]];
  if (first?.kind !== 'word' || second?.kind !== 'word') return;
  // "PR:jmc   D: 10/03"
  if (end && end.gap !== Gap.line && !(end.gap === Gap.wide && sign.text === ':')) return;
  if (
    second.text.length < 2 ||
    second.text.length > 4 ||
    second.gap > Gap.space ||
    first.mixed ||
    second.mixed
  )
    return;
  if (unsigned.test(second.lower) || unsigned.test(first.lower) || second.writing === 'capital') return;
  const plain = (l: Lexeme): boolean => (safetyIn(l) & Safe.word) === 0 || /^(?:ml|mx)$/.test(l.lower);
  if (sign.text === ':') {
    // "Transcribed by: kd"
    const by =
      first.lower === 'by' &&
      /^(?:typed|transcribed|dictated|entered|scribed|recorded|written|checked)$/.test(
        lexemes[i - 2]?.lower ?? '',
      );
    if (by && second.writing === 'lower' && mayBeInitials(second)) {
      mark(marks, i + 1, i + 2, 'initials');
      return;
    }
    const labelled = label.test(first.lower) && (first.gap >= Gap.wide || second.gap === Gap.none);
    if (!labelled || second.writing !== 'lower') return;
    if (!(second.gap === Gap.none && second.text.length < 4) && !mayBeInitials(second)) return;
    if (second.gap !== Gap.none && first.lower.length === 1) return;
    mark(marks, i + 1, i + 2, 'initials');
    return;
  }
  if (first.text.length < 2 || first.text.length > 4 || first.writing === 'capital') return;
  const parted = first.gap >= Gap.wide || /^[.:]$/.test(lexemes[i - 2]?.text ?? '');
  if (!parted || !plain(first) || !plain(second)) return;
  if (first.writing === 'capitals' && second.writing === 'capitals' && (first.flags | second.flags) !== 0)
    return;
  mark(marks, i - 1, i, 'initials');
  mark(marks, i + 1, i + 2, 'initials');
}
