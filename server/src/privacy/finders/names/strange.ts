import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, looksLikeWord, plainMeaning } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { shoutedLines } from '../../words/shouted';
import type { Finding } from '../finding';
import { isCalling, tailed } from '../marks';
import { around } from '../places/venues';
import { hyphenated, isContraction, isInitial } from './person';
import { isPet } from './pets';
import { grade, isCutShort, isGraded, isPair, isSignOrKey } from './signs';

const named = Flag.given | Flag.family;
/** What is known to mean something else, wherever it stands. */
const meant =
  plainMeaning | Flag.safe | Flag.organisation | Flag.weakOrganisation | Flag.eponym | Flag.street;

/** A word that is in no list of words, neither of English nor of medicine: mostly somebody's or some place's name. */
export function isStrange(lexeme: Lexeme | undefined): lexeme is Lexeme {
  if (lexeme?.kind !== 'word' || lexeme.mixed || lexeme.text.length < 3) return false;
  if (has(lexeme, meant) || isContraction(lexeme) || isFunctionWord(lexeme.lower)) return false;
  return (safetyIn(lexeme) & Safe.word) === 0;
}

// What only a drug, a device or a product has behind its name.
const product =
  /^(?:tab|tabs|tablets?|caps?|capsules?|creams?|ointment|gel|spray|drops?|patch|patches|inhaler|pen|vials?|syrup|solution|suspension|powder|injection|infusion|mesh|dressings?|sutures?|suture|retractors?|forceps|scissors|clamps?|catheters?|stents?|balloons?|guidewires?|wires?|sheaths?|introducer|cannula|trocars?|drains?|needles?|pumps?|systems?|devices?|monitors?|implants?|prosthesis|screws?|plates?|rods?|nails?|cages?|bags?|tubes?|valves?|lens|lenses|sign|test|score|scale|criteria|disease|syndrome|stain|staining|agar|medium|position|incision|procedure|technique|maneuver|manoeuvre|fashion|repair|approach|classification|reaction|method|index|response|formula|cells?|bodies|fibers?|duct|fascia|angle|space|hernia|therapy|treatment|regimen|protocol|virus|positive|negative|antibod(?:y|ies)|gene|mutation|level|levels|dose|doses|brand|neg|rule|rules|complex|histology|ratio|equation|scanner|microscope|laryngoscope|bur|tape|taping|holder|silk|gag|daily|nightly|weekly|monthly|xr|er|sr|cr|la|hct|ds|od|bid|tid|qid|qd|qhs|prn|po|iv|im|sq|sc)$/;
const amountUnit =
  /^(?:mg|mcg|g|gm|grams?|ml|cc|units?|u|iu|meq|mmol|mm|cm|fr|french|gauge|ga|g|percent|puffs?|tabs?|tablets?|caps?|capsules?|drops?|x|mci|mbq|gy|cgy|hz|volts?)$/;

// "Olive oil", "Ginger tea", "Angel dust": the second word of what is no person.
const thing =
  /^(?:oil|tea|ale|dust|bengal|hips|gas|bites?|phenomenon|months|season|weather|juice|berries|nuts|flower|allergy|pollen|packs?|trucks?|pickup|sedan|suv|van|motorcycle|scooter|tractor|stroller|litter|chow|garments?|brochure|machine|paste|hose|lotion|groove|sulc(?:i|us)|voltage|wort|seats?|boots?|shield|icd|pacemaker|ppm|avr|mvr|fish|chair|eyes|hair|plant|salad|grass|apples?|wings|tree|eggs?|fruit|sauce|soup|bread|rice|curry|candy)$/;

/** Written small behind a capital, or both in capitals. */
const isSmall = (word: Lexeme, next: Lexeme): boolean =>
  next.writing === (word.writing === 'capital' ? 'lower' : word.writing);

// What stands before a drug or a device.
const using =
  /^(?:add|added|adding|try|tried|trial|start|started|starting|continue|continued|continues|resume|resumed|hold|held|holding|stop|stopped|took|takes|taking|using|use|used|adjuvant|generic|brand|serotype|mg|mcg|ml|mm|cm|french|fr|gauge|model|sensor|concentrator|scanner|pump|implant|device|mattress|ventilator|vent|cpap|bipap|cement|dressing|vaccine|organism|strain|gene)$/;

// The number of a thing may follow.
const serial = /^(?:sn|serial)$/;

/** Whether an amount or the word for a product stands right behind: a drug, a device, an eponym; or it is the key of a datum. */
export function isProduct(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  let at = end;
  const word = lexemes[start] as Lexeme;
  const person = has(word, Flag.given) && !has(word, Flag.city) && !isPair(lexemes, start, end);
  const [previous, second] = [lexemes[start - 1], lexemes[start - 2]];
  const behind = hyphenated(lexemes, start);
  const last = lexemes[end - 1] as Lexeme;
  if (end === start + 2 && thing.test(last.lower) && isSmall(word, last)) return true;
  if (end === start + 1 && isScored(lexemes, start, person)) return true;
  // "PAOLA-1": a trial.
  const [hyphen, count] = [lexemes[end], lexemes[end + 1]];
  if (word.writing === 'capitals' && end === start + 1 && hyphen?.text === '-' && hyphen.gap === Gap.none)
    if (count?.kind === 'number' && count.gap === Gap.none && count.text.length < 4) return true;
  if (end <= behind + 1 && lexemes[behind]?.gap === Gap.space && grade.test(lexemes[behind]?.text ?? ''))
    return true;
  if (isGraded(lexemes, start, end)) return true;
  if (end === behind && !person && isSignOrKey(lexemes, start, end)) return true;
  if (end === start + 1 && isCutShort(lexemes, start)) return true;
  if (previous && word.gap <= Gap.space) {
    // "underwent Norwood", "status post Glenn", "s/p Ross"
    if (/^(?:underwent|undergoing|undergo)$/.test(previous.lower)) return true;
    if (previous.lower === 'post' && second?.lower === 'status') return true;
    // "closed with Quill"
    if (
      previous.lower === 'with' &&
      /^(?:closed|sutured|stapled|ligated|irrigated)$/.test(second?.lower ?? '')
    )
      return true;
    if (previous.lower === 'p' && second?.text === '/' && lexemes[start - 3]?.lower === 's') return true;
    if (!person && !has(word, Flag.family) && using.test(previous.lower)) return true;
    // "2016 Tacoma"; "442 (Bazett)"
    if (
      /^(?:19|20)\d\d$/.test(previous.text) &&
      lexemes[start - 2]?.gap !== Gap.none &&
      !person &&
      /[a-z]/.test(word.text)
    )
      return true;
    if (previous.text === '(' && second?.kind === 'number' && lexemes[end]?.text === ')' && !person)
      return true;
    // "Cockcroft-Gault"
    if (previous.text === '-' && word.gap === Gap.none && has(second, Flag.eponym)) return true;
  }
  if (/^['’]s?$/.test(lexemes[at]?.text ?? '')) {
    at++;
    return has(lexemes[at], Flag.eponymHead) || product.test(lexemes[at]?.lower ?? '');
  }
  const next = lexemes[at];
  if (!next || next.gap > Gap.space) return false;
  if (next.text === '®' || next.text === '™') return true;
  // "Inogen sn G5-2041", "Grafix, lot 7K2"
  const labelled = next.text === ',' ? lexemes[at + 1] : next;
  if (labelled && (serial.test(labelled.lower) || (!person && labelled.lower === 'lot'))) return true;
  // "Bristol Type 4"
  if (!person && /^(?:type|stage|grade|class)$/.test(next.lower)) return true;
  if (next.kind === 'word') {
    if (isCalling(lexemes, start, at)) return false;
    if (has(next, Flag.eponymHead) || (next.writing === 'lower' && product.test(next.lower))) return true;
    if (thing.test(next.lower) && end === start + 1 && isSmall(word, next)) return true;
    // "Ann Arbor stage"
    if (has(next, Flag.city) && next.phrase === 1 && has(lexemes[at + 1], Flag.eponymHead)) return true;
    // "Ottawa knee rule"
    const head = lexemes[at + 1];
    return (
      !person &&
      head?.gap === Gap.space &&
      (has(head, Flag.eponymHead) || /^(?:rules?|assessment|scale)$/.test(head.lower))
    );
  }
  if (next.kind === 'number') {
    let unit = at + 1;
    while (/^[./,-]$/.test(lexemes[unit]?.text ?? '') && lexemes[unit + 1]?.kind === 'number') unit += 2;
    const after = lexemes[unit];
    return (
      (after !== undefined &&
        (after.text === '%' || (after.gap <= Gap.space && amountUnit.test(after.lower))) &&
        !(after.lower === 'x' && after.gap === Gap.space)) ||
      (!person &&
        next.gap === Gap.space &&
        next.text.length < 4 &&
        !/^(?:m|f|y|yo|yr|yrs|year|years|male|female)$/.test(after?.lower ?? ''))
    );
  }
  // "3-0 Xyz": the size before it.
  return previous?.kind === 'number' && second?.text === '-' && lexemes[start - 3]?.kind === 'number';
}

/** "Conners-3", "Beery VMI 84", "Vivid E95": an edition, a part of a scale and its score, a model. */
function isScored(lexemes: readonly Lexeme[], i: number, person: boolean): boolean {
  const word = lexemes[i] as Lexeme;
  const [next, second, third] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (word.writing !== 'capital' || person || next === undefined) return false;
  if (next.text === '-' && next.gap === Gap.none)
    return (
      second?.kind === 'number' && second.gap === Gap.none && second.text.length === 1 && third?.text !== '/'
    );
  if (next.gap !== Gap.space) return false;
  if (next.mixed && /^[A-Z]{1,2}\d{2,4}[A-Za-z]{0,3}$/.test(next.text))
    return !has(word, named) && second?.kind !== 'number';
  const part = next.writing === 'capitals' && next.text.length > 1 && next.text.length < 5;
  return (
    part &&
    !has(next, Flag.credential | Flag.state | Flag.street | Flag.role) &&
    second?.kind === 'number' &&
    second.gap === Gap.space &&
    second.text.length < 4 &&
    (third === undefined || third.gap >= Gap.wide || /^[.,;)%]$/.test(third.text))
  );
}

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
  if (articled.test(previous.lower) || using.test(previous.lower) || isContraction(word)) return false;
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
