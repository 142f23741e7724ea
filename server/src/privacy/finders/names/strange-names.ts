import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { shoutedLines } from '../../words/shouted';
import type { Finding } from '../finding';
import { tailed } from '../marks';
import { around } from '../places/venues';
import { hyphenated, isContraction, isInitial } from './person';
import { isPet } from './pets';
import { isProduct, isUsing } from './products';
import { isStrange, meant } from './strange';

const named = Flag.given | Flag.family;

// "McKay", "O'Brien", "DiCaprio", "Fa'asavalu"; not "MyCareLink", "pH", "CTs".
const particled =
  /^(?:(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|San|Al|El|Abdul|[ODLd]['’])[A-Z\u00c0-\u00de][a-z\u00df-\u017f]+|[A-Z\u00c0-\u00de][a-z\u00df-\u017f]+['’][A-Za-z\u00c0-\u017f][a-z\u00df-\u017f]*)$/;
const vowel = /[aeiou]|^[^aeiou]+y[^aeiou]/;
const placeBefore = /^(?:at|in|from|near|to|outside|of|via|nr|@)$/;

const isLabelled = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i + 1]?.text === ':' && lexemes[i + 1]?.gap === Gap.none && (lexemes[i] as Lexeme).gap >= Gap.wide;

/** Given and family names that are words when they are written small. */
const plainLow =
  /^(?:nadir|lang|tori|remi|suma|gale|gales|bunny|bunnies|smiley|brandy|minder|shearer|timothy|charley|crystal|kitty|happy|crown|rider|karen|sherry|ginger|sandy|rusty|dusty|misty|stormy|sunny|lucky|rocky|windy|hazel|olive|amber|ruby|pearl|coral|jade|opal|robin|martin|heron|jay|wren|lark|penny|polish|gully|cliff|dale|glen|heath|brook|mason|cooper|baker|cook|porter|miller|weaver|tanner|carver|glover|potter|sawyer|hunter|fisher|archer|bishop|dean|major|page|knight|squire|forester|gardener|fuller|turner|walker|rambler|barber|butcher|carpenter|chandler|draper|farmer|mercer|singer|skinner|slater|taylor|thatcher|tinker|tucker|waller|webber|wheeler)$/;

/** How sure a strange word must be to count, by its writing. */
function counts(
  lexemes: readonly Lexeme[],
  i: number,
  small: boolean,
  shouted: (i: number) => boolean,
): boolean {
  const word = lexemes[i] as Lexeme;
  const known = has(word, named | Flag.city);
  const { length } = word.lower;
  if (!vowel.test(word.lower)) return false;
  if (word.writing === 'lower' || (small && word.text === word.text.toLowerCase())) {
    if (known) return length > 3 && !has(word, Flag.ambiguous) && (small || !plainLow.test(word.lower));
    const placed = placeBefore.test(lexemes[i - 1]?.lower ?? '') || lexemes[i - 1]?.lower === 'for';
    return small && length > (placed ? 3 : 4) && !looksLikeWord(word.lower) && !isLabelled(lexemes, i);
  }
  if (word.writing === 'capitals') {
    if (known) return length > 3;
    return length > 4 && shouted(i) && !looksClinical(word.lower);
  }
  if (word.writing === 'mixed' && !particled.test(word.text.normalize('NFC').replace(/[\p{M}\u00ad]/gu, '')))
    return false;
  // The label of a field.
  const next = lexemes[i + 1];
  if (next?.text === ':' && next.gap === Gap.none && word.gap >= Gap.wide && (!known || length < 5))
    return false;
  if (known) return true;
  return length > (word.gap === Gap.line ? 4 : 3) && !looksClinical(word.lower);
}

const articled =
  /^(?:the|a|an|this|that|his|her|their|my|our|your|its|no|any|each|some|every|both|with|per|via|using|called|non|pre|post|and|or)$/;

/** "drives truck for Werner", "saw Birch": a word of English, but none of medicine, written large within a sentence. */
function isOdd(lexemes: readonly Lexeme[], i: number): boolean {
  const word = lexemes[i] as Lexeme;
  if (word.writing !== 'capital' || word.text.length < 4 || word.mixed || word.gap !== Gap.space)
    return false;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (previous?.kind !== 'word' || previous.writing !== 'lower' || previous.mixed || has(word, meant))
    return false;
  if (articled.test(previous.lower) || isUsing(previous.lower) || isContraction(word)) return false;
  if (
    isFunctionWord(word.lower) ||
    looksClinical(word.lower) ||
    has(word, Flag.credential | Flag.holiday | Flag.patient)
  )
    return false;
  if (
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    next.writing !== 'lower' &&
    has(next, Flag.safe | Flag.generic)
  )
    return false;
  const bits = safetyIn(word);
  return (bits & Safe.word) !== 0 && (bits & (Safe.clinical | Safe.measured)) === 0;
}

/** Words that nothing knows, one by one or in a row. */
export function findStrange({ lexemes, small }: Lexed): Finding[] {
  const found: Finding[] = [];
  // Only what is written in capitals asks for it.
  let lines: Uint8Array | undefined;
  const shouted = (at: number): boolean => {
    lines ??= shoutedLines(lexemes);
    return lines[at] === 1;
  };
  let drugs = false;
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    if (word.kind !== 'word') continue;
    if (word.gap === Gap.line) drugs = isLabel(lexemes, i) && drugLine.test(word.lower);
    // In small letters a word is no name unless a gazetteer has it; that is cheaply told.
    if (!small && word.writing === 'lower' && (word.flags & (named | Flag.city)) === 0) continue;
    const odd = !small && !drugs && isOdd(lexemes, i);
    if (!odd && (!isStrange(word) || (drugs && !has(word, Flag.given | Flag.family)))) continue;
    if (!odd && !counts(lexemes, i, small, shouted)) continue;
    const previous = lexemes[i - 1];
    if (word.gap === Gap.none && previous !== undefined && !opens.test(previous.text)) continue;
    const end = runEnd(lexemes, i, small, shouted);
    if (isProduct(lexemes, i, end) || isPet(lexemes, i, end)) {
      i = end - 1;
      continue;
    }
    let start = i;
    while (start > 0 && isForename(lexemes, start)) start--;
    const before = lexemes[start - 1];
    const place =
      (has(word, Flag.city) && !has(word, named)) ||
      (before !== undefined && placeBefore.test(before.lower) && !has(lexemes[start], Flag.given));
    let stop = place ? end : tailed(lexemes, start, end);
    if (place) {
      const whole = around(lexemes, start, end);
      [start, stop] = [whole.start, whole.end];
      // "(breast surg, Addenbrooke's)"
      const owned = /^['’]s$/.test(lexemes[stop]?.text ?? '');
      if (owned && !(lexemes[stop + 1]?.kind === 'word' && (lexemes[stop + 1] as Lexeme).gap === Gap.space))
        stop++;
    }
    const [first, last] = [lexemes[start] as Lexeme, lexemes[stop - 1] as Lexeme];
    found.push({
      start: first.start,
      end: last.end,
      category: place ? 'LOCATION' : 'NAME',
      kind: place ? 'city' : has(word, named) ? 'name' : 'strange',
    });
    i = end - 1;
  }
  return found;
}

// Lines that list drugs and what a patient does not bear; the header of a message.
const drugLine =
  /^(?:meds?|medications?|home|current|rx|allerg(?:y|ies)|all|nkda|tx|treatment|prescriptions?|drugs?|implants?|devices?|mesh|sutures?|staplers?|stents?|balloons?|dialy[sz]er|dressings?|drsg|graft|glue|lens|msh)$/;
const isLabel = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.lower === 'msh' || lexemes[i + 1]?.text === ':' || lexemes[i + 2]?.text === ':';

const opens = /^["“”'‘([/\-–—:|@=>~+&,.]$/;

/** A name that is also a word, or an initial, right before one that is nothing else. */
function isForename(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, word] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (before?.kind !== 'word' || word.gap !== Gap.space || before.writing === 'lower') return false;
  if (has(before, Flag.title | Flag.relative | Flag.role | Flag.kept) || isFunctionWord(before.lower))
    return false;
  // "Te Ariki", "El Amrani"
  if (before.writing === 'capital' && has(before, Flag.particle) && before.text.length > 1) return true;
  return (
    !isInitial(before) &&
    has(before, Flag.given | Flag.family) &&
    !has(before, Flag.eponym) &&
    before.writing === word.writing
  );
}

/** The index behind a run of strange words and names, with particles and initials between them and hyphens. */
function runEnd(
  lexemes: readonly Lexeme[],
  start: number,
  small: boolean,
  shouted: (i: number) => boolean,
): number {
  let end = hyphenated(lexemes, start);
  for (let count = 0; count < 4; count++) {
    let next = end;
    if (isInitial(lexemes[next]) && lexemes[next]?.gap === Gap.space)
      next += lexemes[next + 1]?.text === '.' ? 2 : 1;
    else
      while (has(lexemes[next], Flag.particle) && lexemes[next]?.gap === Gap.space && next < end + 2) next++;
    const lexeme = lexemes[next];
    if (!lexeme || lexeme.gap !== Gap.space) break;
    const same = lexeme.writing === (lexemes[start] as Lexeme).writing;
    const more =
      (isStrange(lexeme) && counts(lexemes, next, small, shouted)) ||
      (same && has(lexeme, named) && !has(lexeme, Flag.safe | Flag.eponym) && lexeme.writing !== 'lower');
    if (!more) break;
    end = hyphenated(lexemes, next);
  }
  return end;
}
