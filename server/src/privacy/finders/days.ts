// Words right before m/d after which it is a date whatever follows.
const sure =
  /\b(?:on|since|until|till?|by|thru|through|dated?|due|lmp|edd|edc|doa|dos|addendum|filed|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sat|sun|mon|tues?|wed|thurs?|fri|admitted|discharged|next|visit|intake|appt|called|signed|collected|received|reported|started|stopped|expires?|last bm|bm|as of|scheduled for|return(?:ing|ed)?)[:,.]?[ \t(]{1,3}$/;
// Words before it that make it a score, a fraction or a dose.
const fractionBefore =
  /\b(?:bp|pain|scored?|scores|scale|grade|strength|power|pulses?|reflex(?:es)?|dtrs?|murmur|vision|va|acuity|gcs|apgars?|ratio|hr|spo2|norco|vicodin|percocet|lortab|doses?|tabs?|x|mmt|motor|muscle|stage|scoring|rated|rates?|centor|wells|fraction|nodes?|margins?|pupils|sites?|katz|phq-?[29]|gad-?7|moca|mmse|slums|berg|epworth|mdq|bilat(?:eral(?:ly)?)?|radial|pedal|dp|pt|biceps|triceps|patellar|achilles|quads?|hamstrings?|deltoids?|grip|hip|knee|dorsiflexion|plantarflexion|flexion|extension|insulin|mix|humulin|novolin|humalog|entresto|advair|symbicort|sinemet|augmentin|bactrim|septra|hctz|zestoretic|hyzaar|diovan|lisinopril|amoxicillin|mmr|varicella|dtap|ipv|hep ?b|pcv|vaccines?|shingrix|gauge|size|levels?|sets?|out of|about|height|ant|gastroc|od|os|ou|normal|criteria|[lr]|positive)[ \t:=]{1,3}(?:of[ \t]|is[ \t]|was[ \t]|at[ \t])?$/;
const fractionAfter =
  /^(?:[ \t\u00a0]{0,2}(?:mg|mcg|gm?|m?l|cc|kg|hr?s?|hours?|units?|tabs?|tablets?|caps?|drops?|strength|power|murmur|systolic|diastolic|pulses?|reflex(?:es)?|positive|negative|normal|ns|saline|lr|packs?|ppd|inch|in|[cm]m|nodes?|cores?|bilat(?:eral(?:ly)?)?|throughout|all|both|scale|pain|sessions?|criteria|points?|weeks?|wks?|days?|months?|years?|bid|tid|qid|daily|prn|po|q\d\w*|doses?|deg(?:rees)?|quadrants?|extremit(?:y|ies)|sites?|times|dtrs?|r?l[eu]|[lr]ue|rle|right|left|met|symmetric|hip|knee|quad|grip|biceps|triceps)\b|[ \t]{0,2}(?:%|\(\d{1,3} ?%))/;
// Words after which it is a date if nothing else speaks against it.
const likely =
  /(?:\b(?:from|before|after|of|for|the|in|at|this|last|done|drawn|sent|seen|admit|discharge|update|placed|removed|removal|given|repeat|film|cxr|ct|mri|echo|labs?|cultures?|around|circa|between|boot|starting|ending|recheck|surgery|effective|refilled|filled|exp|weeks|days|and|to|or|date|sync|synced|check|checked|ecg|ekg|final|ij|cx|bcx|ucx|culture|stop|picc|foley|intubated|extubated|remote|crossmatch|pcr|ua|us|xr|pet|dose|pass|hand|clinic|appointment|line|result|resulted|begin|began|resume|restart)[:,.]?[ \t(]{1,3}|[(~≈@][ \t]{0,2}|\d,[ \t])$/;
const range =
  /^[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}\d{1,2}\/\d{1,2}(?:\/\d{2})?(?![\d/])/;
const rangeEnd = /\d{1,2}\/\d{1,2}(?:\/\d{2,4})?[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}$/;

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
  // A time of day right behind it: "3/14 at 0900".
  if (/^[ \t]{1,2}(?:@ ?|at )?\d{1,2}:\d{2}(?!\d)|^[ \t]{1,2}(?:@ ?|at )\d{3,4}(?!\d)/.test(tail))
    return true;
  if (first.startsWith('0') || second.startsWith('0')) return true;
  // Above what scores reach: "10/27", but not "27/30".
  const high = Number(second) > 10 && Number(first) !== Number(second);
  if (range.test(tail) || rangeEnd.test(head)) return high || likely.test(head);
  if (likely.test(head)) return true;
  if (/(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?$/.test(head)) return /^(?:[ \t]*[:-]|[ \t]+\p{L}{3})/u.test(tail);
  return false;
}

/** The same for a day before its month, "14/3": only where the words before leave no doubt. */
export function isDayFirst(text: string, start: number, end: number): boolean {
  return (
    text.slice(start, end) !== '24/7' &&
    sure.test(text.slice(Math.max(0, start - 24), start)) &&
    !fractionAfter.test(text.slice(end, end + 20))
  );
}
