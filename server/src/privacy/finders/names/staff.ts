import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, mean, Trait } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isEponym, type Marks, mark } from '../marks';
import { isOwnName, isUnheard } from './aged';
import { does, forename, nobody, often } from './callings';
import { mayBeInitials } from './initials';
import { nameAt } from './person';
import { isProduct } from './products';

const capitals =
  'SW MSW CSW RSW LSW RAN RMO JMO PHO HMO SHO SPR STR MO RM MW CMW EN EEN RN DN CN HV PN SPN SSN CPN AMHP PSW HCA HCSW ANP ACP ECP TNP ODP SLT SLP CNS CNC CNM NUM NIC PC DC DS PS DI VSO CM CHW AHW ALO EP OT PT GP FP RD LPN LVN CNA';
const words = 'mgr mngr cons reg pharm physio supv sec';
mean(`${capitals.toLowerCase()} ${words} sr`.split(' '), Trait.staff);

// They sign with their initials.
const doctors = /^(?:r|s|j|h|p)(?:m|h)o$|^ran$/;
const inShort = new Set(`${capitals} ${words}`.split(' '));

/** Whether a short form stands for who somebody is: "RMO", "mgr", and "Sr" of a nurse, not of a father. */
function isStaff(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, role] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (role.lower !== 'sr') return inShort.has(role.text);
  if (role.writing !== 'capital' || lexemes[i + 1]?.text === ',') return false;
  const father = before?.kind === 'word' && role.gap === Gap.space && before.writing !== 'lower';
  return !father || before.writing === 'capitals';
}

/** What somebody is called, though it may be a rare word besides. */
const mayBeCalled = (name: Lexeme): boolean => {
  if (has(name, forename | Flag.family) || isUnheard(name)) return true;
  const bits = safetyIn(name);
  return (
    (bits & Safe.everyday) === 0 &&
    ((bits & Safe.name) !== 0 || (bits & (Safe.clinical | Safe.measured)) === 0)
  );
};

/** Whether nothing but what a person does, where or when follows. */
function closes(lexemes: readonly Lexeme[], end: number): boolean {
  const next = lexemes[end];
  if (next === undefined || next.gap >= Gap.wide) return true;
  if (next.kind === 'word')
    return (
      next.gap === Gap.space &&
      (does.test(next.lower) ||
        often(next) ||
        /^leads?$/.test(next.lower) ||
        (next.lower === 'd' && lexemes[end + 1]?.text === '/'))
    );
  if (next.kind === 'symbol')
    return /^[.,;:)(/+&→—–]$/.test(next.text) || (next.text === '-' && next.gap !== Gap.none);
  const behind = lexemes[end + 1];
  return (
    behind === undefined ||
    behind.gap >= Gap.wide ||
    (/^[.,;)]$/.test(behind.text) && lexemes[end + 2]?.gap !== Gap.none)
  );
}

/** "SW Anji 8.", "RAN katie m", "(Sr. Agneta)", "RMO jvk": who is named behind a short form for who somebody is at work. */
export function onStaff(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (!isStaff(lexemes, i)) return;
  const dotted =
    lexemes[i + 1]?.text === '.' && lexemes[i + 1]?.gap === Gap.none && lexemes[i]?.lower === 'sr';
  const at = dotted ? i + 2 : i + 1;
  const name = lexemes[at];
  if (name?.kind !== 'word' || name.gap !== Gap.space || name.mixed || isFunctionWord(name.lower)) return;
  if (has(name, nobody | Flag.label | Flag.patient)) return;
  if (name.writing === 'lower') {
    inSmall(marks, at, doctors.test(lexemes[i]?.lower ?? ''));
    return;
  }
  if (looksClinical(name.lower) && !dotted && lexemes[i]?.lower !== 'sr') return;
  if (name.writing !== 'capital' || name.text.length < 2 || !mayBeCalled(name)) return;
  const sure = has(name, forename | Flag.family) ? 'sure' : 'likely';
  const run = often(lexemes[at + 1]) ? undefined : nameAt(lexemes, at, sure);
  let end = run?.end ?? at + 1;
  // "Prudence May from": a verb that is a name.
  const odd = lexemes[end];
  const named = odd?.gap === Gap.space && odd.writing === 'capital' && has(odd, Flag.ambiguous);
  if (named && isFunctionWord(odd.lower) && closes(lexemes, end + 1)) end++;
  const known = has(name, Flag.given) && !has(name, Flag.safe | Flag.ambiguous | Flag.eponym);
  if (isEponym(lexemes, { start: at, end })) return;
  if (closes(lexemes, end) || (known && !isProduct(lexemes, at, end))) mark(marks, at, end);
}

/** "crew (Dexa / Olly)", "team (Ana, Raj)": whoever is listed in a bracket behind who they are; `i` is the bracket. */
export function bracketed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  if (
    !/^(?:crew|team|staff|medics|nurses|aides|sitters|carers|techs|siblings|staffed)$/.test(
      lexemes[i - 1]?.lower ?? '',
    )
  )
    return;
  const listed: number[] = [];
  let at = i + 1;
  for (; at < i + 12; at += 2) {
    const [name, joint] = [lexemes[at], lexemes[at + 1]];
    if (name?.kind !== 'word' || name.writing !== 'capital' || name.mixed || isFunctionWord(name.lower))
      return;
    if (has(name, nobody | Flag.label | Flag.organisation) || looksClinical(name.lower) || !mayBeCalled(name))
      return;
    listed.push(at);
    if (joint?.text === ')') break;
    if (!/^(?:[/,&+]|and)$/.test(joint?.lower ?? '')) return;
  }
  if (listed.length > 1 && listed.some((one) => isOwnName(lexemes[one])))
    for (const one of listed) mark(marks, one, one + 1);
}

/** "kate m", "jvk": in small letters what only a name or initials can be; `at` is the first. */
function inSmall(marks: Marks, at: number, sign: boolean): void {
  const { lexemes } = marks;
  const name = lexemes[at] as Lexeme;
  const initial = lexemes[at + 1]?.gap === Gap.space && /^\p{L}$/u.test(lexemes[at + 1]?.text ?? '') ? 1 : 0;
  const next = lexemes[at + 1 + initial];
  const ended = closes(lexemes, at + 1 + initial) || (next?.writing === 'capital' && next.gap === Gap.space);
  if (!ended) return;
  if (name.text.length > 3 && isOwnName(name)) mark(marks, at, at + 1 + initial);
  else if (sign && initial === 0 && isSign(name)) mark(marks, at, at + 1, 'initials');
}

/** "jvk", "tnk": no word, or three letters without a vowel, whatever they stand for else. */
const isSign = (name: Lexeme): boolean =>
  /^[b-df-hj-np-tv-z]{3}$/.test(name.text) ||
  (name.text.length < 4 && (name.flags & ~Flag.given) === 0 && name.safety === 0 && mayBeInitials(name));
