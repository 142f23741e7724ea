import { Gap, has, isNameFlagged, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, know, looksLikeWord, plainMeaning } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { isEponym, isOrganisation, lowerPart, type Marks, mark } from '../marks';
import { isUnheard } from './aged';
import { hyphenated, nameAt } from './person';

know(
  'fob mate mates pal pals flatmates housemates gogo koro kuia ouma oupa mamaw papaw meemaw halmoni jiddo mamgu tadcu grammy abbu ammi moko mokopuna tamahine'.split(
    ' ',
  ),
  Flag.relative,
);

/** "son Tariq", "wife rosalie", "sons Mateo (9) and Rafael (6)", "father, Cormac, in". */
export function relative(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  // "son-in-law Chase"
  if (lexemes[at]?.text === '-' && lexemes[at + 1]?.lower === 'in') at += 4;
  else if (lexemes[at]?.lower === 'in' && lexemes[at + 1]?.lower === 'law') at += 2;
  const comma =
    /^[,(:=–-]$/.test(lexemes[at]?.text ?? '') &&
    !(lexemes[at]?.text === '-' && lexemes[at]?.gap === Gap.none);
  if (comma) at++;
  if (/^(?:named|called|is)$/.test(lexemes[at]?.lower ?? '')) at++;
  // "Sibs: Losa 12, Penitala 5, and baby Faith"
  const listed = lexemes[i + 1]?.text === ':' && lexemes[at]?.gap !== Gap.line;
  for (let count = 0; count < 5; count++) {
    const first = lexemes[at];
    if (
      first?.kind !== 'word' ||
      first.gap === Gap.wide ||
      (first.gap === Gap.line && comma && !has(first, Flag.given) && !isApposed(lexemes, at))
    )
      return;
    const named = count > 0 || isBracketed(lexemes, i, at) || (first.gap === Gap.line && comma);
    const run = isShortForm(first, lexemes[i])
      ? undefined
      : (personAt(lexemes, at, comma && !listed && count === 0) ??
        (named ? another(lexemes, at) : undefined));
    if (!run) return;
    mark(marks, run.start, run.end);
    at = behindAge(lexemes, run.end);
    const aged = at > run.end;
    if (lexemes[at]?.text === '(') {
      while (at < lexemes.length && lexemes[at]?.text !== ')' && at < run.end + 5) at++;
      at++;
    }
    // "kids Temba 6 Lesedi 2"
    if (aged && another(lexemes, at) && behindAge(lexemes, at + 1) > at + 1) continue;
    const joint = lexemes[at];
    if (!joint || !/^(?:and|&|,|\/|\+)$/.test(joint.lower)) return;
    if (lexemes[at + 1]?.lower === 'and') at++;
    at++;
    if (/^(?:baby|little|big|twins?)$/.test(lexemes[at]?.lower ?? '')) at++;
  }
}

/** The index behind "6", "6y", "14 mo", where an age follows. */
function behindAge(lexemes: readonly Lexeme[], at: number): number {
  const [age, unit] = [lexemes[at], lexemes[at + 1]];
  if (age?.kind !== 'number' || age.text.length > 2 || age.gap !== Gap.space) return at;
  const years =
    unit !== undefined && unit.gap <= Gap.space && /^(?:yo|y|yr|yrs|mo|mos|m|wk|wks|w)$/.test(unit.lower);
  return years ? at + 2 : at + 1;
}

/** "Craig's ex,\nPenny. Fell": one capital at the start of the next line, with nothing behind. */
const isApposed = (lexemes: readonly Lexeme[], at: number): boolean =>
  /^[.,;]$/.test(lexemes[at + 1]?.text ?? '') &&
  lexemes[at - 1]?.text === ',' &&
  another(lexemes, at) !== undefined;

/** "mates (Scout, Stretcher, Rory)": several in a bracket right behind. */
const isBracketed = (lexemes: readonly Lexeme[], i: number, at: number): boolean =>
  lexemes[i + 1]?.text === '(' &&
  at === i + 2 &&
  /^[,/&]$/.test(lexemes[at + 1]?.text ?? '') &&
  lexemes[at + 2]?.writing === 'capital';

/** "Verla, Maxime and Tee": among those who are named, a capital that says little besides. */
function another(lexemes: readonly Lexeme[], at: number): { start: number; end: number } | undefined {
  const word = lexemes[at];
  if (word?.kind !== 'word' || word.writing !== 'capital' || word.mixed || word.text.length < 2)
    return undefined;
  if (
    word.gap === Gap.wide ||
    isFunctionWord(word.lower) ||
    isClinicalOnly(word) ||
    looksLikeWord(word.lower)
  )
    return undefined;
  if (has(word, plainMeaning | Flag.credential | Flag.patient | Flag.organisation | Flag.label))
    return undefined;
  const end = hyphenated(lexemes, at);
  if (isEponym(lexemes, { start: at, end }) || (has(word, Flag.eponym) && end === at + 1)) return undefined;
  const next = lexemes[end];
  const closed =
    next === undefined || next.gap >= Gap.wide || next.kind !== 'word' || next.writing === 'lower';
  return closed ? { start: at, end } : undefined;
}

/** "Dad MI at 70": what medicine writes with a few capitals where the rest is not in capitals. */
const isShortForm = (word: Lexeme, kin: Lexeme | undefined): boolean =>
  word.writing === 'capitals' &&
  word.text.length < 4 &&
  kin?.writing !== 'capitals' &&
  (safetyIn(word) & Safe.clinical) !== 0;

const tells =
  /^(?:at|is|was|has|had|says|said|states|reports|called|calls|phoned|rang|here|present|lives|works|who|and|came|brought|brings|drives|drove|wants|asked|asks|helps|visited|visiting|in|on|cell|ph|phone|tel|w|with|aware|updated|agrees|denies|also|will)$/;

/** A name right behind a relative or a role. */
function personAt(
  lexemes: readonly Lexeme[],
  at: number,
  apposition: boolean,
): { start: number; end: number } | undefined {
  const first = lexemes[at] as Lexeme;
  const next = lexemes[at + 1];
  // "brother Will, 19", "dtr May—": no verb follows.
  if (
    isFunctionWord(first.lower) &&
    first.text.length > 2 &&
    first.writing !== 'capitals' &&
    has(first, Flag.ambiguous)
  ) {
    if (first.writing === 'lower')
      return next?.text === ',' ||
        next?.text === '—' ||
        next?.text === '(' ||
        /^(?:is|was|has|had|says)$/.test(next?.lower ?? '')
        ? { start: at, end: at + 1 }
        : undefined;
    const alone = next?.kind !== 'word' || next.gap >= Gap.wide || tells.test(next.lower);
    return alone ? { start: at, end: at + 1 } : undefined;
  }
  if (first.writing === 'lower') {
    const odd = has(first, Flag.ambiguous | Flag.safe) && !isFunctionWord(first.lower);
    const told =
      !next ||
      next.kind === 'symbol' ||
      next.gap >= Gap.wide ||
      (tells.test(next.lower) && !/^(?:on|in|with|w)$/.test(next.lower));
    const fits =
      has(first, Flag.given | Flag.ambiguous) &&
      (!odd || (told && !has(first, Flag.relative | Flag.title))) &&
      first.text.length > 2 &&
      !isFunctionWord(first.lower);
    // "dad rikke alc": in no list, and no word of medicine cut short.
    const unheard =
      !apposition && first.gap === Gap.space && isUnheard(first) && lexemes[at + 1]?.text !== '-';
    if (!fits && !unheard && !isLowName(lexemes, at)) return undefined;
    const end = hyphenated(lexemes, at);
    const second = lexemes[end];
    const more =
      second?.gap === Gap.space &&
      second.writing === 'lower' &&
      has(second, Flag.family) &&
      !has(second, Flag.safe | Flag.ambiguous);
    return { start: at, end: more ? end + 1 : end };
  }
  const run = nameAt(lexemes, at, has(first, Flag.given | Flag.family | Flag.ambiguous) ? 'sure' : 'likely');
  if (!run || isEponym(lexemes, run)) return undefined;
  const known = run.known > 0;
  // In a note without capitals an unknown word behind a relative is more often what they do.
  const small = first.text === first.text.toLowerCase();
  if (small && !known && run.words < 2 && !has(first, Flag.ambiguous) && !isLowName(lexemes, at))
    return undefined;
  if (
    first.writing === 'capitals' &&
    !known &&
    !(has(first, Flag.given | Flag.ambiguous) && !isFunctionWord(first.lower) && first.gap <= Gap.space)
  )
    return undefined;
  if (apposition && !known && run.words < 2) {
    const close = lexemes[run.end];
    if (close && close.kind !== 'symbol') return undefined;
  }
  return run;
}

/** "dietitian Opal Thistlewood", "school nurse, Wilson Tsinajinnie,", "RN T. Babinski". */
export function role(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  const comma = lexemes[at]?.text === ',';
  if (comma) at++;
  else if (lexemes[at]?.lower === 'is' && isNameFlagged(lexemes[at + 1] ?? (lexemes[at] as Lexeme))) at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap > Gap.space || first.gap === Gap.none) return;
  // "her gp is khan", "boss dale on scene"
  if (first.writing === 'lower') {
    const plain =
      has(first, Flag.given | Flag.family) &&
      !has(first, Flag.safe | Flag.ambiguous | Flag.role | Flag.relative);
    if (!comma && plain && first.text.length > 3) mark(marks, at, hyphenated(lexemes, at));
    return;
  }
  if (!comma && isFunctionWord(first.lower) && first.writing === 'capital' && has(first, Flag.ambiguous)) {
    const next = lexemes[at + 1];
    if (
      next?.kind !== 'word' ||
      next.gap >= Gap.wide ||
      tells.test(next.lower) ||
      has(next, Flag.label | Flag.credential)
    )
      mark(marks, at, at + 1);
    return;
  }
  const run = nameAt(lexemes, at, has(first, Flag.given | Flag.family | Flag.ambiguous) ? 'sure' : 'likely');
  if (!run || isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  const evidence = run.known > 0 || run.initials > 0 || run.words > 1;
  if (
    first.writing === 'capitals' &&
    run.known === 0 &&
    run.initials === 0 &&
    !(run.words > 1 && has(first, Flag.given | Flag.ambiguous))
  )
    return;
  if (
    comma
      ? run.known > 0 || (run.words > 1 && lexemes[run.end]?.kind === 'symbol')
      : evidence || !has(lexemes[i], Flag.safe) || (lexemes[i] as Lexeme).writing === 'lower'
  ) {
    mark(marks, run.start, run.end);
  }
}

/** "Pt Thackeray-Wen, Quentin", "Baby Girl Subramanyan". */
export function patientName(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^(?:girl|boy|name)$/.test(lexemes[at]?.lower ?? '')) at++;
  const is = lexemes[at]?.lower === 'is';
  if (is) at++;
  const next = lexemes[at];
  if (!next || next.gap !== Gap.space || next.writing === 'lower') return;
  const run = nameAt(lexemes, at, is ? 'sure' : 'likely', true);
  if (is && (run?.words ?? 0) < 2) return;
  if (!run || isEponym(lexemes, run)) return;
  const parts = lexemes.slice(run.start, run.end).filter((l) => l.kind === 'word');
  const plain = parts.filter((l) => has(l, Flag.safe));
  // "Pt Faith Young Adusei-Penn", "Patient Rusty Nail, 54": everyday words that are names, too.
  const told =
    plain.every((l) => has(l, Flag.given | Flag.family | Flag.ambiguous)) &&
    (plain.length < parts.length || lexemes[run.end]?.text === ',' || lexemes[run.end]?.text === '(');
  const bare = run.words > 1 && (plain.length === 0 || told);
  if (
    run.comma ||
    run.known > 0 ||
    (at > i + 1 && !is) ||
    bare ||
    (is && has(next, Flag.given | Flag.ambiguous))
  )
    mark(marks, run.start, run.end);
}

// What a therapist does, where "pt" is one.
const assists =
  /^(?:assist|assists|assisted|assisting|eval|evals|recs|rec|saw|tx|session|amb|ambulated|walked|worked|seen|gave|note)$/;

/** "pt jane" in a note without capitals. */
export function plainPatient(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const next = lexemes[i + 1];
  if (
    next?.gap === Gap.space &&
    next.writing === 'lower' &&
    has(next, Flag.given) &&
    !has(next, Flag.ambiguous | Flag.safe) &&
    (!has(next, Flag.family) || assists.test(lexemes[i + 2]?.lower ?? '')) &&
    next.text.length > 2
  ) {
    const second = lexemes[i + 2];
    const more =
      second?.gap === Gap.space && has(second, Flag.family) && !has(second, Flag.safe | Flag.ambiguous);
    mark(marks, i + 1, more ? i + 3 : i + 2);
  }
}

/** "son tavish at bedside": in small letters an unknown word right before what a person does or has. */
function isLowName(lexemes: readonly Lexeme[], at: number): boolean {
  const [word, next] = [lexemes[at] as Lexeme, lexemes[at + 1]];
  if (!(lowerPart(word) || word.writing === 'capital') || word.text.length < 4 || word.gap !== Gap.space)
    return false;
  return (
    next?.gap === Gap.space &&
    /^(?:at|cell|phone|ph|called|calls|states|reports|present|here|lives|who|brought|drives|helps|\()$/.test(
      next.lower,
    )
  );
}
