import { Gap, has, type Lexeme } from '../lexer';
import { Cue, Flag, isFunctionWord, looksClinical, tell } from '../lexicon';
import { Safe, safetyOf } from '../safe-words';
import { isEponym, type Marks, mark } from './marks';
import { hyphenated, isInitial, nameAt } from './person';
import { isStrange } from './strange';

const forename = Flag.given | Flag.ambiguous;
const nobody =
  Flag.kept |
  Flag.title |
  Flag.relative |
  Flag.role |
  Flag.weekday |
  Flag.month |
  Flag.generic |
  Flag.credential |
  Flag.eponymHead |
  Flag.patient;

const does =
  /^(?:says|said|states|stated|reports|reported|called|calls|phoned|rang|gave|gives|took|takes|drew|drives|drove|teaches|helps|helped|brought|brings|came|comes|went|saw|wants|wanted|asked|asks|told|thinks|feels|has|had|was|is|notified|informed|aware|paged|updated|assisted|assisting|suctioned|placed|present|agrees|agreed|lives|works|worked|stays|stayed|left|arrived|visits|visited|sent|wrote|needs|cooks|cares|manages|will|to|at|in|from|on|and|who|with|for|here|rn)$/;

/** "RN Mark gave", "Nurse blessing.", "RT Joy suctioned": an everyday word right behind who somebody is by trade. */
export function byTrade(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [role, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (word?.kind !== 'word' || word.gap !== Gap.space || word.text.length < 3 || word.mixed) return;
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
    if (ended || acting) mark(marks, i + 1, hyphenated(lexemes, i + 1));
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

const officers = /^(?:deputy|officer|ofc|trooper|detective|sergeant|constable|marshal)$/;

/** "DEPUTY CASE, HOLLOW COUNTY": in capitals only who always has a name behind. */
export function officer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [title, name, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (!officers.test(title.lower) || name?.writing !== 'capitals' || name.gap !== Gap.space) return;
  if (name.text.length < 3 || name.mixed || isFunctionWord(name.lower) || has(name, nobody)) return;
  if (!next || next.gap >= Gap.wide || /^[,.;(#]$/.test(next.text) || does.test(next.lower))
    mark(marks, i + 1, i + 2);
}

/** "granny Comfort at", "son Blessing", "dad Big Tony": a capital right behind a relative in small letters. */
export function kin(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [relative, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (relative.writing !== 'lower' || word?.writing !== 'capital' || word.gap !== Gap.space) return;
  if (word.text.length < 3 || word.mixed || has(word, nobody) || isFunctionWord(word.lower)) return;
  const bits = safetyOf(word.lower, word.flags);
  if ((bits & (Safe.clinical | Safe.measured)) !== 0 && !has(word, forename)) return;
  if (looksClinical(word.lower) || isEponym(lexemes, { start: i + 1, end: i + 2 })) return;
  if (
    /^(?:present|aware|here|involved|deceased|healthy|unknown|living|alive|well|also|both|never|rh)$/.test(
      word.lower,
    )
  )
    return;
  const ended = !next || next.gap >= Gap.wide || /^[.,;)(:—–]$/.test(next.text) || /^['’]s$/.test(next.text);
  if (ended || next.writing === 'lower') mark(marks, i + 1, hyphenated(lexemes, i + 1));
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

const isSurname = (word: Lexeme | undefined): boolean =>
  word?.writing === 'capitals' &&
  word.text.length > 3 &&
  !has(word, Flag.safe | nobody) &&
  (isStrange(word) || has(word, Flag.family | Flag.given)) &&
  /[aeiouy]/.test(word.lower) &&
  !looksClinical(word.lower);

/** "Pt sticker ABERNATHY, Ruaridh", "“NGUYEN, MY”": a surname in capitals, a comma and a given name, wherever they stand. */
export function surnameFirst(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  if (!/^[,-]$/.test(lexemes[i + 1]?.text ?? '')) return;
  if (!isSurname(word) || (word.gap === Gap.none && !/^["“'‘([/-]$/.test(lexemes[i - 1]?.text ?? ''))) return;
  const comma = hyphenated(lexemes, i);
  const given = lexemes[comma + 1];
  if (lexemes[comma]?.text !== ',' || lexemes[comma]?.gap !== Gap.none) return;
  if (given?.kind !== 'word' || given.gap !== Gap.space || given.writing === 'lower') return;
  const quoted = /^["“]$/.test(lexemes[i - 1]?.text ?? '') && /^["”]$/.test(lexemes[comma + 2]?.text ?? '');
  const named = has(given, forename) && !has(given, Flag.safe);
  const fits = given.writing === 'capital' && (named || isStrange(given));
  if (!fits && !(quoted && given.writing === 'capitals')) return;
  mark(marks, i, hyphenated(lexemes, comma + 1));
}

const shortForename = /^(?:Ll|Ff|Dd|Wm|Chas|Thos|Geo|Jos|Jas|Edw|Robt|Benj|Th|Yu|Ch|Gw|Rh|Kh|Sh|Zh)$/;

/** "P. ap Rhys", "H. ter Horst", "Ll. Probert": a point, and what goes before a family name. */
export function abbreviated(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, dot] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (dot?.text !== '.' || dot.gap !== Gap.none || first.gap === Gap.none) return;
  let at = i + 2;
  if (isInitial(first)) {
    while (isInitial(lexemes[at]) && lexemes[at + 1]?.text === '.') at += 2;
    const from = at;
    while (has(lexemes[at], Flag.particle) && lexemes[at]?.writing === 'lower' && at < from + 3) at++;
    if (at === from) return;
  } else if (!shortForename.test(first.text)) return;
  const name = lexemes[at];
  if (
    name?.writing !== 'capital' ||
    name.gap !== Gap.space ||
    name.text.length < 3 ||
    has(name, nobody | Flag.safe)
  )
    return;
  mark(marks, i, hyphenated(lexemes, at));
}

tell(
  [
    'nguyen',
    'tran',
    'pham',
    'kim',
    'park',
    'lee',
    'choi',
    'jung',
    'kang',
    'cho',
    'yoon',
    'jang',
    'lim',
    'han',
    'oh',
    'seo',
    'shin',
    'kwon',
    'hwang',
    'ahn',
    'song',
    'yoo',
    'hong',
    'wong',
    'chan',
    'chen',
    'li',
    'wang',
    'zhang',
    'liu',
    'ng',
    'tan',
    'lam',
    'ho',
    'leung',
    'yang',
    'lin',
    'wu',
    'xu',
    'sun',
    'ma',
    'zhu',
    'hu',
    'guo',
    'he',
    'gao',
    'luo',
  ],
  Cue.clan,
);

/** "Park Ji-hoon was": a family name before a given one of two short parts. */
export function clanFirst(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [clan, first, mark2, second] = lexemes.slice(i, i + 4);
  if (clan?.writing !== 'capital' || first?.writing !== 'capital' || first.gap !== Gap.space) return;
  if (mark2?.text !== '-' || mark2.gap !== Gap.none || second?.gap !== Gap.none || second.kind !== 'word')
    return;
  if (first.text.length > 5 || second.text.length > 5 || second.text.length < 2) return;
  mark(marks, i, i + 4);
}

tell(['call', 'calls', 'called', 'calling'], Cue.calls);

/** "Friends call her Dot", "calls himself Bubba". */
export function callsHer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [who, name, next] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (!/^(?:her|him|them|herself|himself|themselves|me)$/.test(who?.lower ?? '')) return;
  const at = /^["“'‘]$/.test(name?.text ?? '') ? i + 3 : i + 2;
  const word = lexemes[at];
  if (
    word?.writing !== 'capital' ||
    word.text.length < 2 ||
    has(word, Flag.title | Flag.weekday | Flag.month)
  )
    return;
  if (
    isFunctionWord(word.lower) ||
    (at === i + 2 && next?.kind === 'word' && next.gap === Gap.space && next.writing !== 'lower')
  )
    return;
  mark(marks, at, at + 1);
}

/** "alias MAY NGUYEN", "aka ROSE BELL": all of a name behind what says that it is another one. */
export function alias(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  while (/^[:"“'‘]$/.test(lexemes[at]?.text ?? '')) at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap === Gap.line || first.writing === 'lower') return;
  // "alias MAY NGUYEN"
  const odd = isFunctionWord(first.lower) && has(first, Flag.ambiguous) ? 1 : 0;
  const run = nameAt(lexemes, at + odd, 'sure', true);
  if (run) mark(marks, at, run.end);
}

/** "told 'Ofa", "sons Sione, 'Ofa": a name that starts with an apostrophe. */
export function glottal(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [mark2, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (word?.writing !== 'capital' || word.gap !== Gap.none || mark2.gap === Gap.none) return;
  if (word.text.length < 3 || (safetyOf(word.lower, word.flags) & Safe.word) !== 0) return;
  for (let k = i + 2; k < i + 6; k++) if (/^['’]$/.test(lexemes[k]?.text ?? '')) return;
  if (has(next, Flag.eponymHead)) return;
  mark(marks, i + 1, i + 2);
}

/** "seeing Ray again", "clipped by Brown;": whom one meets, and who did it. */
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

/** "w. kiplagat", "ngozi e.", "o'shaughnessy": names in small letters that a point or their form tells. */
export function smallName(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.mixed || has(word, Flag.safe | Flag.eponym | nobody)) return;
  if (
    word.text.length > 5 &&
    (word.lower.startsWith('mc') || word.lower.charAt(1) === "'") &&
    /^(?:o['’]|mc)[a-z]{4,}$/.test(word.lower)
  ) {
    if (
      !has(next, Flag.eponymHead) &&
      (safetyOf(word.lower, word.flags & ~Flag.family) & Safe.word) === 0 &&
      word.lower !== "o'clock"
    )
      mark(marks, i, i + 1);
    return;
  }
  if (word.text.length < 4 || word.gap !== Gap.space) return;
  if (previous?.text !== '.' && next?.text.length !== 1) return;
  const strange = (safetyOf(word.lower, word.flags) & Safe.word) === 0;
  if (!strange && !has(word, Flag.given)) return;
  const initial = lexemes[i - 2];
  if (
    strange &&
    previous?.text === '.' &&
    previous.gap === Gap.none &&
    initial?.gap === Gap.space &&
    /^[a-z]$/.test(initial.text) &&
    /^(?:review|by|per|nurse|tech|rn|dr|with|reviewed|checked|signed|verified|to|for|from)$/.test(
      lexemes[i - 3]?.lower ?? '',
    )
  ) {
    mark(marks, i - 2, i + 1);
    return;
  }
  const behind = lexemes[i + 2];
  if (
    next?.gap === Gap.space &&
    /^[a-z]$/.test(next.text) &&
    next.text !== 'x' &&
    (behind?.text === ')' || (behind?.text === '.' && behind.gap === Gap.none)) &&
    /^(?:for|tech|per|by|with|pt|patient|mr|ms|nurse|rn|from|called|asked|told|signed|clerk)$/.test(
      previous?.lower ?? '',
    )
  )
    mark(marks, i, i + (behind.text === '.' ? 3 : 2));
}

/** "“Gaz”", "“Doe, Wolf”": alone in quotation marks. */
export function quoted(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [open, first, second, third, last] = lexemes.slice(i, i + 5);
  if (
    open === undefined ||
    open.gap === Gap.none ||
    first?.writing !== 'capital' ||
    first.gap !== Gap.none ||
    first.mixed
  )
    return;
  const own = (word: Lexeme): boolean =>
    word.text.length > 2 && (safetyOf(word.lower, word.flags) & Safe.word) === 0;
  if (/^["”]$/.test(second?.text ?? '')) {
    if (own(first) && second?.gap === Gap.none && !looksClinical(first.lower)) mark(marks, i + 1, i + 2);
  } else if (
    second?.text === ',' &&
    third?.writing === 'capital' &&
    third.gap === Gap.space &&
    /^["”]$/.test(last?.text ?? '') &&
    (own(first) || own(third) || has(first, Flag.family) || has(third, forename))
  )
    mark(marks, i + 1, i + 4);
}

/** "She spoke of Will.", "Will (ODP) check", "Hope in lab says": a verb or a virtue where only a person fits. */
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
  // "pt Will Hope"
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
  // "Will (ODP) check", "Joy (SLP)"
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
        /^(?:says|said|states|called|reports|phoned|wants|asked|asks|will|notified|aware|confirmed)$/.test(
          lexemes[k]?.lower ?? '',
        )
      ) {
        mark(marks, i, i + 1);
        return;
      }
  }
}
