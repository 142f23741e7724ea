import { Gap, has, isNameFlagged, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { lowerPart, type Marks, mark } from '../marks';
import { hyphenated, nameAt } from './person';
import { relative } from './relatives';

/** "Dr. Wells", "Mrs Szymborski", "Sister Agnes", "dr tvedt". */
export function titled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const title = lexemes[i] as Lexeme;
  let at = i + 1;
  const dotted = lexemes[at]?.text === '.' && lexemes[at]?.gap === Gap.none;
  if (dotted) at++;
  const next = lexemes[at];
  if (next?.kind !== 'word' || next.gap === Gap.none || next.gap === Gap.wide) return;
  const honorific = /^(?:dr|drs|doc|doctor|mr|mrs|ms|miss|mx|prof|professor|rev|reverend|fr)$/.test(
    title.lower,
  );
  // "MS" is a disease, "16 Fr" a size, "MR" a leak.
  if (
    (title.text === 'MS' || title.text === 'MR' || title.text === 'FR') &&
    !dotted &&
    next.writing !== 'capitals'
  )
    return;
  if (lexemes[i - 1]?.kind === 'number' && title.gap === Gap.space && /^(?:fr|ms|mr)$/.test(title.lower))
    return;
  // "His wife has MS. He may retire"
  if (/^M[SR]$/.test(title.text) && dotted && isFunctionWord(next.lower) && next.writing === 'capital')
    return;
  // "N3 Mx. No other"
  if (title.lower === 'mx' && lexemes[i - 1]?.mixed) return;
  if (!honorific) {
    relative(marks, i);
    return;
  }
  if (next.gap === Gap.line && !dotted && !isNameFlagged(next) && has(next, Flag.safe)) return;
  // "Doc type"
  if (title.lower === 'doc' && !isNameFlagged(next) && (safetyIn(next) & Safe.word) !== 0) return;
  if (next.writing === 'lower') {
    const name = behindParticles(lexemes, at);
    if (name > at) mark(marks, at, secondOf(lexemes, name, hyphenated(lexemes, name)));
    else lowerName(marks, at, title.lower);
    return;
  }
  // "d/w Dr ER": initials.
  if (
    /^drs?$/.test(title.lower) &&
    next.writing === 'capitals' &&
    next.text.length < 4 &&
    next.text.length > 1
  ) {
    mark(marks, at, at + 1, 'initials');
    return;
  }
  // "Dr. Will" and "Dr. May": right behind a title even a verb is a name.
  const odd = next.text.length > 1 && has(next, Flag.ambiguous | Flag.eponym);
  const run = nameAt(lexemes, at, 'sure');
  if (run) mark(marks, at, secondOf(lexemes, at, run.end));
  else if (
    dotted &&
    next.writing === 'capitals' &&
    next.text.length > 2 &&
    !isFunctionWord(next.lower) &&
    !has(next, Flag.weekday | Flag.credential) &&
    !behindTitle.test(next.lower)
  )
    mark(marks, at, hyphenated(lexemes, at));
  else if (
    odd ||
    (honorific && next.writing === 'capital' && !isFunctionWord(next.lower) && !has(next, Flag.weekday))
  ) {
    mark(marks, at, hyphenated(lexemes, at));
  }
  const end = run?.end ?? at + 1;
  // "Drs. Katz and Osei"
  if (title.lower === 'drs' || title.lower === 'mr') {
    const joint = lexemes[end];
    const second =
      joint && /^(?:and|&|or|,|\/)$/.test(joint.lower) ? nameAt(lexemes, end + 1, 'sure') : undefined;
    if (second && !has(lexemes[end + 1], Flag.title)) mark(marks, second.start, second.end);
  }
}

/** "van der Merwe": the index of the name written large behind particles in small letters; the same if there is none. */
function behindParticles(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  while (at < from + 3 && has(lexemes[at], Flag.particle) && lexemes[at]?.writing === 'lower') at++;
  const name = lexemes[at];
  const whole = name?.writing === 'capital' && name.gap === Gap.space && name.text.length > 2;
  return whole && !isFunctionWord(name.lower) ? at : from;
}

// What is said of a doctor whose name is left out: "DR. AWARE".
const behindTitle =
  /^(?:aware|notified|called|paged|informed|updated|here|ordered|orders?|says|said|saw|seen|visits?|office|appt|appointment|appts|note|notes|has|had|was|did|not|will|wants|recommends|consulted|present|bedside|stated|states|phone|number)$/;

/** "Dr. Reed Stone": an everyday surname behind a given name; the index behind it. */
function secondOf(lexemes: readonly Lexeme[], start: number, end: number): number {
  const [second, next] = [lexemes[end], lexemes[end + 1]];
  if (end !== start + 1 || !has(lexemes[start], Flag.given | Flag.ambiguous)) return end;
  if (second?.gap !== Gap.space || second.writing !== 'capital' || !has(second, Flag.family)) return end;
  if (
    has(second, Flag.credential | Flag.organisation | Flag.generic | Flag.eponymHead) ||
    isFunctionWord(second.lower)
  )
    return end;
  return next?.gap === Gap.space && next.writing === 'capital' ? end : end + 1;
}

/** A name in a note without capitals, right behind "dr" or a credential: words that are nothing else. */
function lowerName(marks: Marks, at: number, title: string): void {
  const { lexemes } = marks;
  const first = lexemes[at] as Lexeme;
  if (title === 'ms' || title === 'fr' || title === 'miss') if (!isNameFlagged(first)) return;
  // "mrs de la cruz", "dr g"
  let from = at;
  while (has(lexemes[from], Flag.particle) && lexemes[from + 1]?.gap === Gap.space && from < at + 2) from++;
  const head = lexemes[from] as Lexeme;
  const [next] = [lexemes[at + 1]];
  // "dr k.q."
  let end = at;
  while (
    end < at + 6 &&
    /^[a-z]$/.test(lexemes[end]?.text ?? '') &&
    lexemes[end + 1]?.text === '.' &&
    (end === at || lexemes[end]?.gap === Gap.none)
  )
    end += 2;
  if (/^dr/.test(title) && end > at + 2) {
    mark(marks, at, end, 'initials');
    return;
  }
  if (
    /^dr/.test(title) &&
    /^[a-z]$/.test(first.text) &&
    (!next ||
      next.gap >= Gap.wide ||
      next.kind === 'symbol' ||
      /^(?:aware|agrees|to|in|on|saw|says)$/.test(next.lower))
  ) {
    mark(marks, at, at + 1, 'initials');
    return;
  }
  if (
    !lowerPart(head) &&
    !(from > at && isNameFlagged(head)) &&
    !(/^(?:dr|drs|mr|mrs)$/.test(title) && isNameFlagged(head))
  )
    return;
  end = hyphenated(lexemes, from);
  const second = lexemes[end];
  if (second?.gap === Gap.space && lowerPart(second)) {
    const behind = lexemes[end + 1];
    if (isNameFlagged(second) || !behind || behind.gap >= Gap.wide || behind.kind === 'symbol')
      end = hyphenated(lexemes, end);
  }
  mark(marks, at, end);
}
