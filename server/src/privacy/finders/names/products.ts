import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { isCalling } from '../marks';
import { hyphenated } from './person';
import { grade, isCutShort, isGraded, isPair, isSignOrKey } from './signs';

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

/** Whether a drug or a device may follow a word: "continue", "mg"; `lower` in lower case. */
export const isUsing = (lower: string): boolean => using.test(lower);

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
    return !has(word, Flag.given | Flag.family) && second?.kind !== 'number';
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
