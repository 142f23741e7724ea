// Words right before m/d after which it is a date whatever follows.
const sure =
  /\b(?:on|since|until|till?|by|thru|through|dated?|due|lmp|edd|edc|doa|dos|addendum|filed|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sat|sun|mon|tues?|wed|thurs?|fri|admitted|discharged|next|visit|intake|appt|called|signed|collected|received|reported|started|stopped|expires?|last bm|bm|as of|scheduled for|return(?:ing|ed)?|written|drink|drank|eff|adm(?:it)?|d\/?c(?:['’]?d)?|f\/?u|r\/?v|dos|doe|dob|cc'd|faxed|mailed|booked|wk of|week of|beginning|ended|ending|lkw|eta|clean since|sober since|last (?:used?|seen|draw|dose|visit|bm|tx|hd|pap|mammo|colonoscopy|a1c|inr))[:,.]?[ \t(]{1,3}$/;
// Words before it that make it a score, a fraction or a dose.
const fractionBefore =
  /\b(?:bp|pain|scored?|scores|scale|grade|strength|power|pulses?|reflex(?:es)?|dtrs?|murmur|vision|va|acuity|gcs|apgars?|ratio|hr|spo2|norco|vicodin|percocet|lortab|doses?|tabs?|x|mmt|motor|muscle|stage|scoring|rated|rates?|centor|wells|fraction|nodes?|margins?|pupils|sites?|katz|lawton|norton|braden|barthel|morse|lace|mismatch|acuities|reported|cage|audit|dast|phq-?[29]|gad-?7|moca|mmse|slums|berg|epworth|mdq|bilat(?:eral(?:ly)?)?|radial|pedal|dp|pt|biceps|triceps|patellar|achilles|quads?|hamstrings?|deltoids?|grip|hip|knee|dorsiflexion|plantarflexion|flexion|extension|insulin|mix|humulin|novolin|humalog|entresto|advair|symbicort|sinemet|augmentin|bactrim|suboxone|zubsolv|buprenorphine|naloxone|lotrel|azor|exforge|benicar|twynsta|caduet|janumet|symbyax|combivent|dulera|breo|anoro|seretide|fostair|premix|novomix|ryzodeg|soliqua|oxycodone|hydrocodone|apap|acetaminophen|carbidopa|levodopa|dyazide|maxzide|ziac|tenoretic|lopressor|atacand|avalide|micardis|septra|hctz|zestoretic|hyzaar|diovan|lisinopril|amoxicillin|mmr|varicella|dtap|ipv|hep ?b|pcv|vaccines?|shingrix|gauge|size|levels?|sets?|out of|about|height|ant|gastroc|od|os|ou|normal|criteria|[lr]|positive)[ \t:=]{1,3}(?:of[ \t]|is[ \t]|was[ \t]|at[ \t])?$/;
const fractionAfter =
  /^(?:[ \t\u00a0]{0,2}(?:mg|mcg|gm?|m?l|cc|kg|hr?s?|hours?|units?|tabs?|tablets?|caps?|drops?|strength|power|murmur|systolic|diastolic|pulses?|reflex(?:es)?|positive|negative|normal|ns|saline|lr|packs?|ppd|inch|in|[cm]m|nodes?|cores?|bilat(?:eral(?:ly)?)?|throughout|all|both|scale|pain|sessions?|criteria|points?|weeks?|wks?|days?|months?|years?|bid|tid|qid|daily|prn|po|q\d\w*|doses?|deg(?:rees)?|quadrants?|extremit(?:y|ies)|sites?|times|dtrs?|r?l[eu]|[lr]ue|rle|right|left|met|symmetric|hip|knee|quad|grip|biceps|triceps)\b|[ \t]{0,2}(?:%|\(\d{1,3} ?%))/;
// Words after which it is a date if nothing else speaks against it.
const likely =
  /(?:\b(?:from|before|after|of|for|the|in|at|this|last|done|drawn|sent|seen|admit|discharge|update|placed|removed|removal|given|repeat|film|cxr|ct|mri|echo|labs?|cultures?|around|circa|between|boot|starting|ending|recheck|surgery|effective|refilled|filled|exp|weeks|days|and|to|or|date|sync|synced|check|checked|ecg|ekg|final|ij|cx|bcx|ucx|culture|stop|picc|foley|intubated|extubated|remote|crossmatch|pcr|ua|us|xr|pet|dose|pass|hand|clinic|appointment|line|result|resulted|begin|began|resume|restart)[:,.]?[ \t(]{1,3}|[(~≈@][ \t]{0,2}|\d,[ \t])$/;
const range =
  /^[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}\d{1,2}\/\d{1,2}(?:\/\d{2})?(?![\d/])/;
const rangeEnd = /\d{1,2}\/\d{1,2}(?:\/\d{2,4})?[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}$/;

// "down to 2/9", "was 3/7", "scored": what is measured.
const bareFraction =
  /\b(?:(?:down|up|out|scored?|rated?) (?:to|of)|was|is|about|x|form:?|wbc|total|got|took|ate|drank|did)[ \t]{1,2}$|[=+x×~<>][ \t]?$/;

/**
 * Whether a month and a day without a year, such as "3/5", are a date: fractions, scores and doses are
 * written in the same way, so the words beside it decide.
 * @param text the block in small letters
 * @param start where it starts in `text`
 * @param end where it ends
 */
export function isDay(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - 24), start).replace(/[ \t]*\r?\n[ \t]*$/, ' ');
  const tail = text.slice(end, end + 20);
  const [first, second] = text.slice(start, end).split('/') as [string, string];
  if (sure.test(head)) return !/^[ \t]{0,2}(?:mg|mcg|ml|strength|murmur|pulses?|%)/i.test(tail);
  if (fractionBefore.test(head) || fractionAfter.test(tail)) return false;
  // A time of day right behind it: "3/14 at 0900", "3/9  2147".
  if (
    /^[ \t]{1,3}(?:@ ?|at )?\d{1,2}:\d{2}(?!\d)|^[ \t]{1,3}(?:@ ?|at )?(?:[01]\d|2[0-3])[0-5]\d(?![\d/.-])/.test(
      tail,
    )
  )
    return true;
  if (first.startsWith('0') || second.startsWith('0')) return true;
  // Two denominators of scores and fractions: only with a word that speaks for a date.
  const [m, d] = [Number(first), Number(second)];
  const fraction = m <= d && /^(?:[2-6]|8|10|12|15|20)$/.test(second);
  if (range.test(tail) || rangeEnd.test(head)) return !fraction || d > 10 || likely.test(head);
  if (!fraction) return m !== d && !bareFraction.test(head);
  if (likely.test(head)) return true;
  if (/(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?$/.test(head)) return /^(?:[ \t]*[:-]|[ \t]+\p{L}{3})/u.test(tail);
  return false;
}

/**
 * The same in a note that names the month elsewhere: only what speaks against a date counts, and what is too
 * often a fraction.
 */
export function isDayOfMonth(text: string, start: number, end: number): boolean {
  const [first, second] = text.slice(start, end).split('/').map(Number) as [number, number];
  if (first <= second && /^(?:[2-5]|10)$/.test(`${second}`)) return false;
  const head = text.slice(Math.max(0, start - 24), start);
  return (
    !fractionBefore.test(head) && !fractionAfter.test(text.slice(end, end + 20)) && !bareFraction.test(head)
  );
}

/** The same for a day before its month, "14/3": doses of two drugs are written so, too. */
export function isDayFirst(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - 24), start);
  if (text.slice(start, end) === '24/7' || fractionAfter.test(text.slice(end, end + 20))) return false;
  return sure.test(head) || likely.test(head) || (!fractionBefore.test(head) && !bareFraction.test(head));
}
