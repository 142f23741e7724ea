import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, know, looksClinical, plainMeaning } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isEponym, type Marks, mark } from '../marks';
import { hyphenated, nameAt } from './person';

export const forename = Flag.given | Flag.ambiguous;
export const nobody = plainMeaning | Flag.credential | Flag.patient;

know(['hca', 'phn', 'ahp', 'hcsw', 'cmhn', 'rmn', 'nnp', 'lhw'], Flag.role);

export const does =
  /^(?:says|said|states|stated|reports|reported|called|calls|phoned|rang|gave|gives|took|takes|drew|drives|drove|teaches|helps|helped|brought|brings|came|comes|went|saw|wants|wanted|asked|asks|told|thinks|feels|has|had|was|is|notified|informed|aware|paged|updated|assisted|assisting|suctioned|placed|present|agrees|agreed|lives|works|worked|stays|stayed|left|arrived|visits|visited|sent|wrote|needs|cooks|cares|manages|will|to|at|in|from|on|and|who|with|for|here|rn)$/;

/** "RN Mark gave", "Nurse blessing.", "RT Joy suctioned": an everyday word right behind who somebody is by trade. */
export function byTrade(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [role, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (word?.kind !== 'word' || word.gap !== Gap.space || word.mixed) return;
  // "RN Jo", "pharmD Vy"
  if (word.text.length < 3 && !(word.text.length === 2 && word.writing === 'capital')) return;
  if (isFunctionWord(word.lower) && !has(word, Flag.ambiguous)) return;
  const ended = !next || next.gap >= Gap.wide || /^[.,;)/]$/.test(next.text);
  const acting = next?.gap === Gap.space && does.test(next.lower);
  if (word.writing === 'lower') {
    if (
      /^(?:nurse|rn|cna|sister|tech)$/.test(role.lower) &&
      has(word, forename) &&
      !has(word, nobody) &&
      (ended || /^[a-z]$/.test(next?.text ?? ''))
    )
      mark(marks, i + 1, i + 2);
    return;
  }
  if (word.writing !== 'capital' || has(word, nobody)) return;
  if (has(word, forename) && !isFunctionWord(word.lower)) {
    if (ended || acting || often(next)) mark(marks, i + 1, hyphenated(lexemes, i + 1));
    return;
  }
  // "PharmD Eb."
  if (ended && safetyIn(word) === 0 && !looksClinical(word.lower)) {
    mark(marks, i + 1, i + 2);
    return;
  }
  // "Nurse Pain will call": nobody else does.
  const verb = lexemes[i + 3];
  if (
    /^(?:nurse|aide)$/.test(role.lower) &&
    next?.lower === 'will' &&
    verb?.writing === 'lower' &&
    !/^(?:triage|notes?|call|visit|staff|report|line|educator|manager|home|station|team)$/.test(word.lower)
  )
    mark(marks, i + 1, i + 2);
}

/** "70yo male, Frank L., presented", "65M, Robert Brown, with": between commas behind age and sex; `i` is the first. */
export function behindSex(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [age, sex, name] = [lexemes[i - 2], lexemes[i - 1], lexemes[i + 1]];
  if (!/^(?:m|f|male|female|man|woman|yom|yof|gentleman|lady)$/.test(sex?.lower ?? '')) return;
  if (age?.kind !== 'number' && !age?.mixed && !/^(?:yo|old|y|yr)$/.test(age?.lower ?? '')) return;
  if (name?.writing !== 'capital' || name.gap !== Gap.space || !has(name, forename | Flag.family)) return;
  if (isFunctionWord(name.lower) || has(name, nobody)) return;
  const run = nameAt(lexemes, i + 1, 'sure');
  if (run && run.words < 4 && lexemes[run.end]?.text === ',') mark(marks, i + 1, run.end);
}

/** "RT Shonnie q6", "RN Maisie prn": how often somebody comes. */
export const often = (next: Lexeme | undefined): boolean =>
  next?.gap === Gap.space &&
  /^(?:daily|weekly|monthly|twice|mwf|bid|tid|qid|prn|q\d{0,2}h?|nebs?)$/.test(next.lower);

const officers = /^(?:deputy|officer|ofc|trooper|detective|sergeant|constable|marshal)$/;

/** "TROOPER POOLE, HOLLOW COUNTY": in capitals only who always has a name behind. */
export function officer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [title, name, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (!officers.test(title.lower) || name?.writing !== 'capitals' || name.gap !== Gap.space) return;
  if (name.text.length < 3 || name.mixed || isFunctionWord(name.lower) || has(name, nobody)) return;
  if (!next || next.gap >= Gap.wide || /^[,.;(#]$/.test(next.text) || does.test(next.lower))
    mark(marks, i + 1, i + 2);
}

/** "granny Charity in", "son Blessing", "dad Big Louie": a capital right behind a relative in small letters. */
export function kin(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const inLaw =
    lexemes[i + 1]?.text === '-' && lexemes[i + 2]?.lower === 'in' && lexemes[i + 4]?.lower === 'law';
  const at = inLaw ? i + 5 : i + 1;
  const [relative, word, next] = [lexemes[i] as Lexeme, lexemes[at], lexemes[at + 1]];
  if (relative.writing !== 'lower' || word?.writing !== 'capital' || word.gap !== Gap.space) return;
  if (word.text.length < 3 || word.mixed || has(word, nobody) || isFunctionWord(word.lower)) return;
  const bits = safetyIn(word);
  if ((bits & (Safe.clinical | Safe.measured)) !== 0 && !has(word, forename)) return;
  if (looksClinical(word.lower) || isEponym(lexemes, { start: at, end: at + 1 })) return;
  if (
    /^(?:present|aware|here|involved|deceased|healthy|unknown|living|alive|well|also|both|never|rh)$/.test(
      word.lower,
    )
  )
    return;
  const ended = !next || next.gap >= Gap.wide || /^[.,;)(:—–]$/.test(next.text) || /^['’]s$/.test(next.text);
  if (ended || next.writing === 'lower') mark(marks, at, hyphenated(lexemes, at));
}

/** "May pharm", "Sky fellow": a given name before who somebody is on the ward. */
export function graded(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(word, forename) || next?.gap !== Gap.space || (next.cues & Cue.grade) === 0) return;
  if (next.writing === 'capital' || (next.writing === 'capitals' && !next.mixed)) return;
  if (previous === undefined || word.gap >= Gap.wide || /^[(/,;+&]$/.test(previous.text))
    mark(marks, i, i + 1);
}

/** "Bed 2 Bishop 60M", "2. Little - bed 5": an everyday surname in a list of patients. */
export function bedded(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing !== 'capital' || word.gap > Gap.wide || previous === undefined) return;
  const number = /^[.)]$/.test(previous.text) ? lexemes[i - 2] : previous;
  const before = lexemes[i - (number === previous ? 2 : 3)];
  if (number?.kind !== 'number' || number.text.length > 4) return;
  const opens =
    number.gap === Gap.line ||
    (/^(?:bed|rm|room|b|bay)$/.test(before?.lower ?? '') && before?.gap === Gap.line);
  if (!opens) return;
  const behind = lexemes[i + 2];
  const aged =
    next?.kind === 'number' && next.text.length < 4 && /^(?:m|f|y|yo|yom|yof|yr)$/.test(behind?.lower ?? '');
  const placed =
    /^[-–—:,]$/.test(next?.text ?? '') &&
    (/^(?:stable|npo|dc|icu)$/.test(behind?.lower ?? '') ||
      (/^(?:bed|rm|room)$/.test(behind?.lower ?? '') && lexemes[i + 3]?.kind === 'number'));
  if (aged || placed) mark(marks, i, i + 1);
}

/** "418 - R. Little 66F", "T. Day, 44M": whatever the word is, an initial before and an age with a sex behind; `i` is the initial. */
export function initialAged(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const name = lexemes[i + 2];
  if (name?.writing !== 'capital' || name.mixed || name.gap > Gap.space || name.text.length < 2) return;
  // "C. Diff 66F"
  if (!has(name, forename | Flag.family) && (safetyIn(name) & Safe.word) !== 0) return;
  const comma = lexemes[i + 3]?.text === ',' ? 1 : 0;
  const [age, sex] = [lexemes[i + 3 + comma], lexemes[i + 4 + comma]];
  if (age?.kind !== 'number' || age.text.length > 3 || age.gap !== Gap.space) return;
  if (sex !== undefined && sex.gap <= Gap.space && /^(?:M|F|y|yo|y\/o|yom|yof|YO|YOM|YOF)$/.test(sex.text))
    mark(marks, i, i + 3);
}

/** "meeting Ray", "fixed by Brown;": whom one meets, and who did it. */
function greeted(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (previous?.writing !== 'lower' || word.gap !== Gap.space || isFunctionWord(word.lower)) return false;
  if (has(word, Flag.month | Flag.weekday | Flag.eponymHead) || isEponym(lexemes, { start: i, end: i + 1 }))
    return false;
  const closed = !next || next.gap >= Gap.wide || /^[.,;:)?]$/.test(next.text);
  if (/^(?:by|per)$/.test(previous.lower)) return closed && has(word, forename | Flag.family);
  if (!has(word, forename)) return false;
  const met =
    /^(?:seeing|meeting|met|saw|miss|misses|missed|tell|told|ask|asked|ring|rang|phone|texted|hug|thanked)$/.test(
      previous.lower,
    );
  return met && (closed || next.writing === 'lower' || next.gap !== Gap.space);
}

/** "She spoke of Will.", "Will (ODP) has", "Hope from pharmacy called": a verb or a virtue where only a person fits. */
export function personified(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing !== 'capital' || has(word, Flag.kept)) return;
  const verb = /^(?:will|may)$/.test(word.lower);
  const behind = lexemes[i + 2];
  if (!verb && isFunctionWord(word.lower)) return;
  if (greeted(lexemes, i)) {
    mark(marks, i, hyphenated(lexemes, i));
    return;
  }
  // "pt Will Frost"
  if (
    verb &&
    has(previous, Flag.patient) &&
    next?.writing === 'capital' &&
    next.gap === Gap.space &&
    has(next, Flag.family | forename)
  ) {
    mark(marks, i, hyphenated(lexemes, i + 1));
    return;
  }
  if (verb && word.lower === 'will') {
    const closed = !next || next.gap >= Gap.wide || /^[.,;:)?]$/.test(next.text);
    const talked =
      /^(?:of|about|with|to|by|from|and|for|tell|told|called|asked|miss|misses|saw|see|named)$/.test(
        previous?.lower ?? '',
      );
    if (closed && talked && previous?.writing === 'lower' && word.gap === Gap.space) {
      mark(marks, i, i + 1);
      return;
    }
  }
  // "Will (ODP) has", "Joy (SLP)"
  if (
    next?.text === '(' &&
    next.gap === Gap.space &&
    behind?.gap === Gap.none &&
    lexemes[i + 3]?.text === ')'
  ) {
    if (has(behind, Flag.credential | Flag.relative | Flag.role) || (behind.writing === 'capitals' && verb)) {
      mark(marks, i, i + 1);
      return;
    }
  }
  if (next?.gap !== Gap.space || next.writing !== 'lower') return;
  // "Will teaches": modals take the plain form.
  if (
    verb &&
    /(?:[^su]s|[^e]ed)$/.test(next.lower) &&
    !/^(?:his|this|as|is|was|its|always|sometimes|perhaps|yes|has|does|shed|wed|embed|bed|afterwards|upwards|needed)$/.test(
      next.lower,
    ) &&
    next.text.length > 3
  ) {
    mark(marks, i, i + 1);
    return;
  }
  if (!verb && /^(?:in|from|at|on)$/.test(next.lower) && word.gap >= Gap.space) {
    const starts = previous === undefined || word.gap >= Gap.wide || /^[.,;]$/.test(previous.text);
    for (let k = i + 2; starts && k < i + 5; k++)
      if (
        /^(?:says|said|states|called|reports|phoned|wants|asked|asks|will|notified|aware|confirmed|sitting|covering|relieved|helped)$/.test(
          lexemes[k]?.lower ?? '',
        )
      ) {
        mark(marks, i, i + 1);
        return;
      }
  }
}
