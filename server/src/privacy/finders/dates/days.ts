import { isPeriod } from './durations';

// Words right before m/d after which it is a date whatever follows.
const sure =
  /\b(?:on|since|until|till?|by|thru|through|dated?|due|lmp|edd|edc|doa|dos|addendum|filed|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sat|sun|mon|tues?|wed|thurs?|fri|admitted|discharged|next|visit|intake|appt|called|signed|collected|received|reported|started|stopped|expires?|last bm|bm|as of|scheduled for|return(?:ing|ed)?|written|drink|drank|eff|adm(?:it)?|d\/?c(?:['’]?d)?|f\/?u|r\/?v|last fill(?:ed)?|re-?dose[ds]?|tmrw|tomorrow|ltr|letter|dos|doe|dob|cc'd|faxed|mailed|booked|wk of|week of|beginning|ends|ended|ending|lkw|eta|clean since|(?:note|excuse|letter|slip|script|off) x|doi|dod|dict|trans|transcribed|typed|injury|onset|accident|event|tci|w\/e|sober since|last (?:used?|seen|draw|dose|visit|bm|tx|hd|pap|mammo|colonoscopy|a1c|inr))[:,.]?[ \t(]{1,3}$/;
/** "mon 8/12": the day of the week says that no months are counted. */
const streetBehind =
  /^ [a-z'’-]{3,16}(?: [a-z'’-]{3,16})? (?:st|rd|ave|street|road|avenue|cres|crescent|pde|parade|tce|terrace|lane|hwy|highway|close|grove|court|cct)[ ]?(?:[,.;)|]|\r?\n|$)/;
const onWeekday = /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri)[ ]$/;
// Words before it that make it a score, a fraction or a dose.
const fractionBefore =
  /\b(?:bp|pain|scored?|scores|scale|grade|strength|power|pulses?|reflex(?:es)?|dtrs?|murmur|vision|va|acuity|gcs|apgars?|ratio|hr|spo2|norco|vicodin|percocet|lortab|doses?|tabs?|x|mmt|motor|muscle|stage|scoring|rated|rates?|centor|wells|fraction|nodes?|margins?|pupils|sites?|katz|lawton|waterlow|aldrete|ranson|tinetti|ramsay|borg|bishop|ballard|glasgow|westley|flacc|painad|hamilton|madrs|ymrs|beck|bdi|edinburgh|epds|rankin|nihss|oswestry|womac|lysholm|sppb|4at|rudas|addenbrooke|amts?|tanner|mallampati|apache|sofa|curb|centor|alvarado|caprini|padua|hestia|schirmer|titmus|norton|braden|barthel|morse|lace|mismatch|acuities|reported|cage|audit|dast|phq(?:-?[29])?|gad(?:-?7)?|moca|mmse|slums|berg|epworth|mdq|bilat(?:eral(?:ly)?)?|lambda|radial|pedal|dp|pt|biceps|triceps|patellar|achilles|quads?|hamstrings?|deltoids?|grip|hip|knee|dorsiflexion|plantarflexion|flexion|extension|insulin|mix|humulin|novolin|humalog|entresto|advair|symbicort|sinemet|augmentin|bactrim|suboxone|zubsolv|buprenorphine|naloxone|lotrel|azor|exforge|benicar|twynsta|caduet|janumet|symbyax|combivent|dulera|breo|anoro|seretide|fostair|premix|novomix|ryzodeg|soliqua|oxycodone|hydrocodone|apap|acetaminophen|carbidopa|levodopa|dyazide|maxzide|ziac|tenoretic|lopressor|atacand|avalide|micardis|septra|hctz|zestoretic|hyzaar|diovan|lisinopril|amoxicillin|mmr|varicella|dtap|ipv|hep ?b|pcv|vaccines?|shingrix|gauge|size|levels?|sets|seg(?:ment)?s?|nippv|bipap|cpap|psv|ps|pip|simv|targin|ishihara|beighton|a\/s|out of|about|height|ant|gastroc|od|os|ou|normal|criteria|[lr]|positive|hla|matched|frailty|cfs)[ \t:=]{1,3}(?:of[ \t]|is[ \t]|was[ \t]|at[ \t])?$/;
const fractionAfter =
  /^(?:[ \t\u00a0]{0,2}(?:mg|mcg|gm?|m?l|cc|kg|hr?s?|hours?|units?|tabs?|tablets?|caps?|drops?|strength|power|murmur|systolic|diastolic|pulses?|reflex(?:es)?|positive|negative|normal|ns|saline|lr|packs?|ppd|inch|in|[cm]m|(?:sentinel |axillary )?lymph|lns?|nodes?|cores?|bilat(?:eral(?:ly)?)?|throughout|all|both|scale|grade|pain|sessions?|criteria|points?|weeks?|wks?|days?|months?|years?|bid|tid|qid|bd|tds|qds|nocte|mane|alternat(?:e|ing)|holosystolic|pansystolic|sem|hsm|psm|daily|prn|po|q\d\w*|doses?|deg(?:rees)?|quadrants?|extremit(?:y|ies)|sites?|times|dtrs?|r?l[eu]|[lr]ue|rle|right|left|met|symmetric|hip|knee|quad|grip|biceps|triceps|inattn|hyper|gpc|gnr|bottles?|pages|[rl](?= and| \d)|rosters?|swings?|rotations?|shifts|nights|mornings|evenings|nites|nights\/wk)\b|[ \t]{0,2}(?:%|\(\d{1,3} ?%))/;
/** What a study shows on a day, or of how many. */
const result =
  /^ (?:normal|positive|negative|bilat(?:eral(?:ly)?)?|throughout|all|both|right|left|symmetric|inattn|hyper)\b/;
// Words after which it is a date if nothing else speaks against it.
const likely =
  /(?:\b(?:from|before|after|of|for|the|in|at|this|last|done|drawn|sent|seen|admit|discharge|update|reduced|increased|decreased|switched|changed|placed|removed|removal|given|repeat|film|scans?|x-?rays?|biopsy|bx|stools?|cxr|ct|mri|echo|doppler|abpi|usg|dexa|holter|abpm|spiro(?:metry)?|smear|mammo|eeg|emg|labs?|cultures?|around|circa|between|boot|starting|ending|recheck|surgery|effective|refilled|filled|exp|weeks|days|and|to|or|date|uds|tox|sync|synced|check|checked|ecg|ekg|final|ij|cx|bcx|ucx|culture|stop|picc|foley|intubated|extubated|remote|crossmatch|pcr|ua|us|xr|pet|dose|pass|hand|clinic|appointment|line|result|resulted|begin|began|resume|restart)[:,.]?[ \t(]{1,3}|\bdr\.? [a-z'’-]{2,20} |[(~≈@][ \t]{0,2}|\d,[ \t])$/;
const range =
  /^[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}\d{1,2}\/\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/])/;
const rangeEnd = /\d{1,2}\/\d{1,2}(?:\/\d{2,4})?[ \t]{0,2}(?:to|-|–|and|thru|through|until|,|&)[ \t]{0,2}$/;

// "down to 2/9", "was 3/7", "scored": what is measured.
const bareFraction =
  /\b(?:(?:down|up|out|scored?|rated?|improved|rose|fell|increased|decreased|dropped) (?:to|of)|was|now|is|about|x|form:?|wbc|total|got|took|ate|drank|did)[ \t]{1,2}$|\bpn\d[a-c]?[ \t]{0,2}\($|(?:[=+×~<>]|\bx|\dx)[ \t]?$/;

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
  if (onWeekday.test(head)) return true;
  // "4/22 Quarry Rd,": a flat and its house.
  if (streetBehind.test(text.slice(end, end + 44))) return false;
  if (isDuration(text, start, end, second)) return false;
  if (isShare(text, start, end, first, second)) return false;
  // "visit 1/12": of so many
  if (
    /\bvisit[ ]$/.test(head) &&
    /^(?:[2-6]|8|10|12|15|20)$/.test(second) &&
    !/\b(?:first|next|last|on|home) visit[ ]$/.test(head) &&
    Number(first) <= Number(second)
  )
    return false;
  // "pain was reported 7/10"
  if (second === '10' && /\b(?:pain|vas)\b[^.;,\n]{1,16}$/.test(head) && !/\bon[ ]$/.test(head)) return false;
  if (sure.test(head))
    return !/^[ \t]{0,2}(?:mg|mcg|ml|strength|murmur|pulses?|%|(?:caps?|tabs?|capsules|tablets|pills|doses|pages|strips)\b)/i.test(
      tail,
    );
  // Two denominators of scores and fractions: only with a word that speaks for a date.
  const [m, d] = [Number(first), Number(second)];
  const fraction = m <= d && /^(?:[2-6]|8|10|12|15|20)$/.test(second);
  // A time of day right behind it: "3/14 at 0900", "3/9  2147".
  const timed = /^[ \t]{1,3}(?:@ ?|at )?(?:\d{1,2}:\d{2}(?!\d)|(?:[01]\d|2[0-3])[0-5]\d(?![\d/-]|\.\d))/.test(
    tail,
  );
  if (timed && !fraction) return true;
  // "anatomy scan 3/17 normal": no score of these is out of 17.
  const found = !fraction && likely.test(head) && result.test(tail);
  // "EMG 3/4 (Dr. Roe)": who did it
  if (/^ \(dr\b/.test(tail) && /[a-z]{2} $/.test(head)) return true;
  if (fractionBefore.test(head) || (fractionAfter.test(tail) && !found) || isAcuity(head, first, second))
    return false;
  if (timed) return true;
  if (first.startsWith('0') || second.startsWith('0')) return true;
  // "8/10, 8/11", "3/4, 3/5 then": a numerator that stays, and a denominator that grows.
  const [, month, later] = /^[ \t]?(?:,|&|and|\+|-|–)[ \t]?(\d{1,2})\/(\d{1,2})(?![\d/])/.exec(tail) ?? [];
  const [, before, sooner] = /(?<![\d/])(\d{1,2})\/(\d{1,2})[ \t]?(?:,|&|and|\+|-|–)[ \t]?$/.exec(head) ?? [];
  if ((month === first && Number(later) > d) || (before === first && Number(sooner) < d)) return true;
  // "4/10, 4/10 at rest"
  if (before === first && sooner === second) return false;
  if (fraction && !isFractionBefore(head) && rangeEnd.test(head)) return true;
  if (range.test(tail) || rangeEnd.test(head)) return !fraction || d > 10 || likely.test(head);
  if (!fraction)
    return (m !== d || likely.test(head)) && (!bareFraction.test(head) || followsDay(head, m, d));
  if (bareFraction.test(head) && /\b(?:down|up|out|scored?|rated?) /.test(head)) return false;
  // "1/28     1/30     2/2": the heads of columns.
  const [, month1, day1] = /(?:^|[\s|])(\d{1,2})\/(\d{1,2})(?:[ \t]{2,}|[ \t]*[|\t][ \t]*)$/.exec(head) ?? [];
  if (
    month1 !== undefined &&
    Number(day1) > 12 &&
    Number(day1) < 32 &&
    (Number(month1) === m ? Number(day1) < d : Number(month1) + 1 === m)
  )
    return true;
  // "~1/3 of it", "BCx 2/2"
  if (
    /^[1-3]$/.test(first) &&
    /^[234]$/.test(second) &&
    (m === d || /[~≈][ \t]{0,2}$/.test(head)) &&
    !/\b(?:on|of|done|sent|from) $/.test(head)
  )
    return false;
  // "INR here 3/4 = 2.7"
  if (likely.test(head) || operated.test(head) || /^ ?= ?\d{1,3}(?:\.\d)?(?![\d%])/.test(tail)) return true;
  if (/(?:^|[\r\n])[ \t]*(?:[-*•][ \t]*)?$/.test(head)) return /^(?:[ \t]*[:-]|[ \t]+\p{L}{3})/u.test(tail);
  // A row of a table.
  if (
    /(?:^|[\r\n])[ \t]{0,5}$/.test(text.slice(Math.max(0, start - 6), start)) &&
    /^(?:\t|[ ]{2,})\S/.test(tail)
  )
    return true;
  // "… indicated. 4/10 mailed."
  return /[.;!?][ ]$/.test(head) && acted.test(tail);
}

const scored = /\b(?:apgars?|a\/s)\b[ :=]{0,3}(?:\d{1,2}\/\d{1,2}[ ,;&]{1,3}){0,3}$/;
const hourly = /\b(?:max(?:imum)?|every|over|within|prn|sleeps?|slept|q)[ ]$/;
const grown = /\b(?:cultures?|bcx|bottles|cx|bc)[ :]{1,2}(?:x[12] )?$/;
/** Drugs whose doses of the morning and of the evening differ. */
const twice =
  /(?<!\b(?:on|since|started|stopped|held|hold|start|stop|restarted|last|resumed|off)\b[a-z ]{0,14})\b(?:tac|tacro|tacrolimus|prograf|fk|fk506|csa|cyclosporine?|ciclosporin|sirolimus|rapamune|neoral|mmf|cellcept|pred|prednisone|prednisolone|lasix|furosemide|frusemide|torsemide|bumex|gabapentin|keppra|levetiracetam|valproate|depakote|lamotrigine|clozapine|baclofen|hydrocortisone|cortef)[ ]$/;

/** "Apgar 8/1 9/5", "max 4/24", "cultures 4/4 Klebsiella", "tacrolimus 4/3, …": how many of how many, or how much twice. */
function isShare(text: string, start: number, end: number, first: string, second: string): boolean {
  const [m, d] = [Number(first), Number(second)];
  const head = text.slice(Math.max(0, start - 32), start);
  if (scored.test(head) && m <= 10 && d <= 10) return true;
  if (second === '24' && hourly.test(head)) return true;
  if (m === d && m < 7 && grown.test(head))
    return !/^ (?:sent|drawn|neg|ngtd|no growth|pending|pend|done|normal|clear|so far)/.test(
      text.slice(end, end + 12),
    );
  return (
    m < 13 &&
    d < 13 &&
    twice.test(head) &&
    /^(?:[,;]| (?:bid|bd|mg)\b|[ ]?[(+]|\r?\n|$)/.test(text.slice(end, end + 6))
  );
}

/** "hemicolectomy 2/4": what was done on a day. */
const operated = /[a-z]{3,}(?:ectomy|otomy|ostomy|plasty|scopy|graphy|pexy|desis|centesis)[ ]$/;
const acted =
  /^ (?:mailed|faxed|called|sent|seen|given|done|drawn|placed|started|stopped|received|rcvd|admitted|discharged|signed|reviewed|cancelled|rescheduled)\b/;
/** "LE 6/9 → 6/6": sight in metres. */
const isAcuity = (head: string, first: string, second: string): boolean =>
  first === '6' &&
  ((/^(?:[4-9]|12)$/.test(second) && /\b(?:[lr]e|v\/?a|be|eyes?|ph|o[dsu])\b[^\n.;]{0,16}$/.test(head)) ||
    (/^(?:18|24|36|60)$/.test(second) &&
      /\b(?:le|v\/?a|acuity|acuities|eyes?|o[dsu])\b[^\n;]{0,16}$/.test(head)));

/** "7/10-8/10": whether the range that ends at a fraction starts at one, too; "12/24-1/2" starts at a day. */
const isFractionBefore = (head: string): boolean =>
  !/\d\/(?:1[3-9]|2[1-9]|3[01])(?:\/\d{2,4})?[ \t]{0,2}\D{1,7}$/.test(head);

/**
 * The same in a note that names the month elsewhere: only what speaks against a date counts, and what is too
 * often a fraction.
 */
export function isDayOfMonth(text: string, start: number, end: number): boolean {
  const [first, second] = text.slice(start, end).split('/').map(Number) as [number, number];
  if (first <= second && /^(?:[2-5]|10)$/.test(`${second}`)) return false;
  if (isDuration(text, start, end, `${second}`)) return false;
  if (isShare(text, start, end, `${first}`, `${second}`)) return false;
  const head = text.slice(Math.max(0, start - 24), start);
  return (
    !fractionBefore.test(head) && !fractionAfter.test(text.slice(end, end + 20)) && !bareFraction.test(head)
  );
}

const joinedTo = /(?:^|[^\d/.])(\d{1,2})(?:\/(\d{1,2}))?[ ]?[+&][ ]?$/;

/** "20/11 + 24/11", "17 + 18/11": behind a sooner day of the month. */
function followsDay(head: string, day: number, month: number): boolean {
  const [, sooner, of] = joinedTo.exec(head) ?? [];
  if (sooner === undefined || Number(sooner) >= day) return false;
  return of === undefined ? day > 12 : Number(of) === month;
}

/** The same for a day before its month, "14/3": doses of two drugs are written so, too. */
export function isDayFirst(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - 24), start);
  if (text.slice(start, end) === '24/7' || isPeriod(text, start, end)) return false;
  if (fractionAfter.test(text.slice(end, end + 20))) return false;
  const [day, month] = text.slice(start, end).split('/').map(Number) as [number, number];
  if (followsDay(head, day, month)) return true;
  return sure.test(head) || likely.test(head) || (!fractionBefore.test(head) && !bareFraction.test(head));
}

const symptom =
  /\b(?:headaches?|fevers?|cough|urti|bno|d&v|n&v|vomiting|vomits|diarrhoea|diarrhea|pain|rash|dyspnoea|sob|nausea|unwell|swelling|bleeding|symptoms?|hx|history|retention)[ ]$/;

/** "doxy 100 bd 5/7", "r/v 6/52, 3/12": so many days of a week, weeks or months of a year. */
function isDuration(text: string, start: number, end: number, second: string): boolean {
  if (isPeriod(text, start, end)) return true;
  if (second === '7') {
    const head = text.slice(Math.max(0, start - 28), start);
    return (
      /\b(?:tds|bd|od|qds|tid|bid|qid|nocte|mane|mg|mcg|iu|course|x)[ \t]{1,2}(?:for |x ?)?$|\b(?:for|in|rpt|repeat)[ ]$/.test(
        head,
      ) ||
      /^[ ](?:course|of (?:abx|antibiotics|po|oral|iv)|then|abx|post(?!-)|ago|later|hx|history)\b/.test(
        text.slice(end, end + 16),
      ) ||
      /\/52\b/.test(text.slice(Math.max(0, start - 80), end + 80)) ||
      (/^[1-7]$/.test(text.slice(start, end - 2)) && symptom.test(head))
    );
  }
  if (second !== '12' && second !== '52') return false;
  const around = text.slice(Math.max(0, start - 60), end + 24);
  return /\b\d{1,2}\/52\b/.test(around);
}

const study =
  /\b(?:tte|tee|toe|echo|ct|cta|mri|mra|cxr|xr|xray|us|uss|usg|pet|ekg|ecg|eeg|emg|labs?|cx|bcx|ucx|egd|ogd|colonoscopy|mammo|dexa|biopsy|bx|seen|visit|since|until|thru|admit(?:ted)?|adm|discharged?|f\/u|lmp|edd|edc|(?:week|wk) of|faxed|called|dated?|dos|doi|appt|surgery|hp|wt)[ \t:,]{1,2}(?:on |of |from )?$/;
const visit =
  /\b(?:(?:in|to) (?:clinic|office)|appt|appointment|follow[- ]?up|f\/u|recheck|return|rt[cdw]|scheduled|booked|next visit|until|till?|since|admit(?:ted)?|d\/c) (?:on |for )?$/;
const done =
  /\b(?:sent|done|drawn|mailed|faxed|signed|placed|inserted|removed|started|stopped|given|filled|refilled|called|due|dated|posted|received|effective|exp(?:ires)?)[ ](?:on )?$/;
/** "hearing 9-23, lawyer", "the podiatrist comes 4-25.": where somebody is awaited. */
const awaited =
  /\b(?:hearing|court|trial|sentencing|comes|coming|hears|meets|meeting|mtg|wedding|funeral|deposition|mediation|inspection|move-?in|back to work|rtw)[ ](?:on )?$/;
const dashedOn =
  /^ (?:to|thru|through|until) (1[0-2]|[1-9])-(3[01]|[12]\d|0?[1-9])(?![\d-]|\.\d| ?(?:mg|mm|cm|ml|x)\b)/;
const dashedBefore = /(?<![\d.-])((?:1[0-2]|[1-9])-(?:3[01]|[12]\d|0?[1-9])) (?:to|thru|through|until) $/;
const closes = /^(?:[.;,)](?!\d)|[ \t]*(?:\r?\n|$))/;
/** What is counted or measured from so many to so many. */
const counted =
  /\b(?:scores?|scored|pain|doses?|for|over|about|approx|approximately|goals?|targets?|ranges?|ranging|take|takes|took|ages?|aged|grades?|levels?|beds?|rooms?|rate|rates|temp|weight|size|stage|total|count|cycles?|chapters?|pages?|steps?|sets?|reps?|times|weeks?|days?|months?|years?|hours?|minutes?|lines?|leads?|segments?|ribs?|teeth|tooth|glucose|sugars?|peep|pressure|albumin|lactate|sodium|potassium|chromosomes?|exons?|codons?|phase|type|class|between|than|within|around|from|scale|units?|pounds|grams|normal|reference|female|male|lymph|nodes?|hemoglobin|hgb|wbc|cells?|fragments?|images?|series|slices?|section|form|version|model|size|gauge|french|item|items|question|questions|no|nos|number|numbers|codes?|icd|cpt|drg|verses?|psalm|john|luke|mark|matthew|win|won|lost|beat|odds)[.,]? $/;
const measuredRange =
  /(?:[<>=~±:#]|\b(?:rr|hr|bp|bpm|rate|range|goal|target|ages?|aged|q|every|x|score|levels?|ext|no|version|room|rm|bed|unit|grade|icd|form|type)[ .:]{1,2})$/;
const notDay =
  /^[ \t]{0,2}(?:mm|cm|m\b|mg|ml|l\b|%|weeks?|wks?|days?|d\b|months?|mos?\b|years?|yrs?|hours?|hrs?|h\b|x\b|times|weekly|daily|hourly|monthly|per|\+|mets|fr\b|lpm|liters?|cores|nodules?|beats|images|series|views?|degrees)/;

/** Whether a month and a day with a hyphen, "5-19" or "23-8", are a date and no range. */
export function isDashedDay(text: string, start: number, end: number): boolean {
  const [first, second] = text.slice(start, end).split('-').map(Number) as [number, number];
  const head = text.slice(Math.max(0, start - 24), start);
  if (notDay.test(text.slice(end, end + 12))) return false;
  // No range runs down.
  if (first > 12)
    return (
      /[a-z]{2}[.,]?[ ]$/.test(head) &&
      /^[ \t]*(?:[\]),.]|\r?\n|$)/.test(text.slice(end, end + 4)) &&
      !/\b(?:ca|ward|bed|room|rm|bay|apt|unit|won|lost|score|ratio|floor)[ ]$/.test(head)
    );
  const tail = text.slice(end, end + 12);
  // "on 2-3."
  if (/\bon $/.test(head) && /^(?:[.,;)](?!\d)|[ \t]*(?:\r?\n|$))/.test(tail)) return true;
  // "2-20 0915", "8/14 and 10-29", "sent 11-13", "04-30"
  if (/^[ ]{1,2}(?:@ ?|at )?(?:[01]\d|2[0-3]):?[0-5]\d(?![\d/-]|\.\d)/.test(tail) && !/\d[ ]?$/.test(head))
    return true;
  if (/\d{1,2}\/\d{1,2}(?: and|,| &| \+) $/.test(head)) return true;
  if (second > 12 && (done.test(head) || (/^0/.test(text.slice(start, end)) && !measuredRange.test(head))))
    return true;
  if (second > 12 && awaited.test(head) && /^(?:[.,;)]|[ \t]*(?:\r?\n|$))/.test(tail)) return true;
  // "off work 4-12 to 5-19"
  const [, , until] = dashedOn.exec(tail) ?? [];
  const [, since] = dashedBefore.exec(head) ?? [];
  if (!counted.test(head) && (Number(until) > 12 || (second > 12 && since !== undefined))) return true;
  // "called the clinic 5-19; next week"
  if (second > 12 && /[a-z]{3}[.,]? $/.test(head) && closes.test(tail) && !counted.test(head)) return true;
  // "in clinic 4-14 w/ the surgeon"
  if (
    second > 12 &&
    visit.test(head) &&
    !/^[ \t]?(?:days?|d|wks?|weeks?|pts?|patients|times|x)\b/.test(text.slice(end, end + 10))
  )
    return true;
  return (
    study.test(head) &&
    (second > 12 ||
      /(?:^|-)0/.test(text.slice(start, end)) ||
      /\b(?:seen|since|until|lmp|edd|edc|dated?|dos|doi|discharged?|admit(?:ted)?)[ :]{1,2}(?:on )?$/.test(
        head,
      ))
  );
}

const beforePointed =
  /\b(?:lmp|edd|edc|doa|dod|tci|seen|admitted|discharged|reviewed|clinic|appt|appointment|dated|born|operated|sent|posted|faxed|signed|booked)(?: on| in clinic)?[ \t:]{1,3}$/;
const behindPointed =
  /^(?:\.{0,2}[ \t]*(?:\r?\n|$)|\.?[ ]?[,;)|]|\.?[ ](?:by|with|at|in|and|for|am|pm|by|on|edd|ga|then)\b)|^\.[ ][A-Z]/i;

/** Whether a day and a month with a point, "22.4", are a date and no measure. */
export const isPointedDay = (text: string, start: number, end: number): boolean =>
  beforePointed.test(text.slice(Math.max(0, start - 28), start)) &&
  behindPointed.test(text.slice(end, end + 8));
