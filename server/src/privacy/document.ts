import type { NameSet, Part, Sequence } from './clues';
import type { Finding } from './finders/finding';
import { hyphenated, isInitial } from './finders/names/person';
import { isKnownDay } from './known-days';
import { areKnownInitials } from './known-initials';
import { isMeant } from './meant-names';
import { hiddenNames } from './telling-names';
import { Gap, has, type Lexed, type Lexeme } from './words/lexer';
import { Flag, looksClinical } from './words/lexicon';
import { riskyFlags } from './words/risky-flags';
import { Safe, safetyIn } from './words/safe-words';

export { type Clues, cluesOf, type NameSet, nameSet } from './clues';

/**
 * Findings that follow from what was found elsewhere in the note.
 * @param namesAgain whether the word at an index, which may mean something else, is likely to be the name
 */
export function knownNames(
  { text, lexemes, lower }: Lexed,
  findings: readonly Finding[],
  names: NameSet,
  namesAgain: (i: number) => boolean,
): Finding[] {
  const more: Finding[] = [];
  const isPart = (lexeme: Lexeme | undefined): Part | undefined => {
    if (lexeme === undefined || lexeme.kind !== 'word') return undefined;
    const part = names.parts.get(lexeme.lower);
    if (!part) return undefined;
    // In small letters, a word that is nothing else is the name again.
    const plain =
      !part.risky &&
      !has(lexeme, riskyFlags) &&
      (lexeme.lower.length > 4
        ? !looksClinical(lexeme.lower) && (lexeme.safety & (Safe.word | Safe.name)) !== Safe.word
        : lexeme.lower.length > 2 && safetyIn(lexeme, lexeme.flags & ~Flag.safe) === 0);
    return lexeme.writing === 'lower' && !part.lower && !plain ? undefined : part;
  };
  const push = (start: number, end: number, category: Finding['category'], kind: string): void => {
    const [first, last] = [lexemes[start] as Lexeme, lexemes[end - 1] as Lexeme];
    more.push({ start: first.start, end: last.end, category, kind });
  };
  // Where findings of names already lie: an ambiguous word inside one is meant.
  let at = 0;
  const inName = (lexeme: Lexeme): boolean => {
    while (at < findings.length && (findings[at] as Finding).end <= lexeme.start) at++;
    const finding = findings[at];
    return finding !== undefined && finding.category === 'NAME' && finding.start <= lexeme.start;
  };
  // "P Oduya (PO)": the initials of the name right before the bracket.
  const isShortOf = (i: number): boolean => {
    const name = lexemes[i - 2];
    return lexemes[i - 1]?.text === '(' && lexemes[i + 1]?.text === ')' && name !== undefined && inName(name);
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'number' && !names.heads.has(lexeme.lower)) continue;
    const sequence = sequenceAt(lexemes, i, names);
    if (sequence && !(sequence.category === 'NAME' && lexeme.writing === 'lower')) {
      push(i, i + sequence.words.length, sequence.category, sequence.kind);
      i += sequence.words.length - 1;
      continue;
    }
    if (lexeme.kind === 'number') {
      if (isKnownDay(lexemes, i, lower, names.months)) push(i, i + 3, 'DATE', 'day');
      continue;
    }
    const part = isPart(lexeme);
    if (!part) {
      const kind = lexeme.writing === 'capitals' ? names.acronyms.get(lexeme.text) : undefined;
      if (kind !== undefined) push(i, i + 1, 'LOCATION', kind);
      else if (areKnownInitials(lexemes, i, names, isShortOf)) push(i, i + 1, 'NAME', 'initials');
      continue;
    }
    // The run of known parts, with initials and hyphens between them.
    let end = i + 1;
    let sure = !part.risky || inName(lexeme) || isMeant(lexemes, i) || namesAgain(i);
    for (;;) {
      let next = end;
      if (lexemes[next]?.text === '-' && lexemes[next]?.gap === Gap.none) next++;
      else if (lexemes[next]?.text === ',' && lexemes[next]?.gap === Gap.none && lexeme.writing !== 'lower')
        next++;
      else if (isInitial(lexemes[next]) && lexemes[next]?.gap === Gap.space)
        next += lexemes[next + 1]?.text === '.' ? 2 : 1;
      const following = lexemes[next];
      if (!following || following.gap > Gap.space) break;
      const also = isPart(following);
      if (!also || (following.writing === 'lower') !== (lexeme.writing === 'lower')) break;
      if (lexemes[next - 1]?.text === ',') {
        // "Lopez, Mensah" are two; "Lopez, Ana" is one, and "Smith, John" of John Smith is no fracture.
        const isForename = has(following, Flag.given);
        if (!also.risky && has(following, Flag.family) && !isForename) break;
        if (!inName(lexeme) && (also.risky || !isForename)) break;
      }
      sure ||= !also.risky;
      end = next + 1;
    }
    if (sure && !(end === i + 1 && eponymic(lexemes, i, part))) {
      // "Oduya" of "Oduya-Castellan" stays in its hyphenated form.
      push(i, Math.max(end, extended(lexemes, i)), 'NAME', 'name');
    }
    i = end - 1;
  }
  for (const { start, end } of hiddenNames(text, lexemes, names.telling))
    more.push({ start, end, category: 'NAME', kind: 'name' });
  return more;
}

const extended = (lexemes: readonly Lexeme[], i: number): number =>
  (lexemes[i] as Lexeme).writing === 'lower' ? i + 1 : hyphenated(lexemes, i);

/** A known name as an eponym: "Castle-Holm traction" in a note of Dr. Brandt. */
const eponymic = (lexemes: readonly Lexeme[], i: number, part: Part): boolean => {
  if (!part.risky) return false;
  const end = hyphenated(lexemes, i);
  return has(lexemes[end], Flag.eponymHead);
};

/** The longest known sequence of words and numbers that starts at a lexeme. */
function sequenceAt(lexemes: readonly Lexeme[], i: number, { sequences }: NameSet): Sequence | undefined {
  const known = sequences.get((lexemes[i] as Lexeme).lower);
  if (known !== undefined)
    for (const sequence of known) if (matchesAt(lexemes, i, sequence.words)) return sequence;
  return undefined;
}

function matchesAt(lexemes: readonly Lexeme[], at: number, words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++) {
    const lexeme = lexemes[at + i];
    if (lexeme === undefined || lexeme.lower !== words[i] || (i > 0 && lexeme.gap === Gap.wide)) return false;
  }
  const first = lexemes[at] as Lexeme;
  if (first.kind === 'word' && first.writing === 'lower' && words.length === 1 && !/\d/.test(first.text))
    return false;
  // Whole tokens only: no more letters or digits right beside it.
  const next = lexemes[at + words.length];
  if (next?.gap === Gap.none && next.kind !== 'symbol') return false;
  const previous = lexemes[at - 1];
  return !(first.gap === Gap.none && previous !== undefined && previous.kind !== 'symbol');
}
