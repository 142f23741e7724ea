import type { Lexed, Lexeme } from '../../words/lexer';
import { Gap } from '../../words/lexer';
import { Flag, know } from '../../words/lexicon';
import type { Finding } from '../finding';

// Between a number and what it counts: "94yo", "94 y/o", "94-year-old".
const years =
  /^[ \t-]{0,2}(?:y(?:ea)?rs?\b|yo[mfwb]?\b|y[MF]\b|y\.?\/?o\b|y\.? ?o\.|years?[- ]old\b|y\b(?! ?\/ ?\d)|a[ñn]os\b|ans\b)/i;
/** "94F", "94 M", "94/F", "94♀", "94 WF": a sex right behind. */
const sexGlued = /^(?:[MFmf]\b(?![./-]\d)|[ ]?[♀♂]|[YyTt]\/[MFmf]\b)/;
const sexApart =
  /^(?:[ \t]{0,3}[/]?[ \t]{0,2}[MF]\b(?![./])|[ ]?\/[ ]?[mf]\b|[ ]{1,2}(?:(?:[WBwb][MFmf]|[AHC][MF]))\b)/;
// A small "m" is more often a length.
const sexSmall =
  /^[ ]{1,2}(?:f\b(?! ?(?:\/|of\b|in(?:to)?\b|out|away|x\b|on\b|then))|m\b(?=[,;.)]|$|\r?\n|[ ](?:w\/|with|c\/o|s\/p|h\/o|hx|found|fell|adm|presents?|presenting|brought|who|pt|lives|known|from (?:home|nh|snf|rh|res)|here|bib|dnr)))/;
const sexBefore =
  /(?:^|[\s(|,;])(?:[MF]|male|female|man|woman|lady|gentleman)(?:[ ]?[/|,-][ ]?|[ ](?:of )?)$/i;

const person =
  'mother|father|gran(?:d(?:mother|father|ma|pa|dad))?|nan(?:a|ny)?|grandad|gramps|mgm|mgf|pgm|pgf|aunt(?:ie|y)?|uncle|sister|brother|husband|hubby|wife|mom|dad|mum|mam|cousin|neighbou?r|friend|spouse|widow(?:er)?|parents?|siblings?|carer|caregiver|partner|landlady';
const cueBefore =
  /(?:\bage[ds]?(?:\/sex|[ ]?\((?:y(?:ea)?rs?|y)\)| in years?| at (?:death|visit|diagnosis|dx|menopause|time of (?:death|visit)|onset|admission|presentation|last birthday|exam))?|\bedad|\bturn(?:ed|ing|s)?|\b(?:died|dec(?:eased)?|dcd|passed(?: away)?|d)[ .,:]{0,2}(?: ?(?:at|@))?(?: the)?(?: age)?(?: of)?|\b(?:lived|living|lives) (?:to|until|till?|past)(?: be| age)?|\b(?:made|reached|saw)(?: it to| age)?|\balive(?: and well)? (?:at|@)|\bage of|\bat the age of|\buntil(?: age)?|\bnow|\b(?:will|would|['’]ll) be|\bto be|\bnearly|\balmost|\balive,|\b(?:dob|born)\b[^\n(]{0,20}[(,])[ \t]{0,6}[:=-]?[ \t]{0,48}$/i;
/** "turned 90", "died at 95", "aged 91": these say an age whatever follows; "now", "until", "nearly" do not. */
const sureCue =
  /\b(?:age[ds]?|edad|years?|died|deceased|passed(?: away)?|lived|alive)\b[^\d\n.;]{0,26}$|\bage\b[^\d\n]{0,30}$|\b(?:d|dec)[ .,:]{0,2}(?: ?(?:at|@))? ?$/i;
const turned = /\bturn(?:ed|ing|s)?[ \t]{1,3}$/i;
const family = new RegExp(`\\b(?:${person})\\b[^.;:\\n\\d]{0,24}$`, 'i');
/** "died of a stroke at 91", "her aunt's breast cancer at 92", "mother alive 93 HTN", "uncle dx 91". */
const happened = new RegExp(
  `(?:\\b(?:died|dead|deceased|dec|passed(?: away)?|d)\\b[^.;\\n\\d]{0,32}|\\b(?:${person})\\b[^.;\\n\\d]{0,32}(?:cancer|ca|stroke|cva|mi|chf|dementia|diagnosed|dx|onset|fracture|fx|disease|failure)[^.;\\n\\d]{0,6}) at $|\\b(?:${person})\\b[^.;:\\n\\d]{0,12}\\b(?:alive|living|dx(?:ed)?) $`,
  'i',
);
/** "his brother Ned in Leith is 96 with". */
const stillIs = new RegExp(`\\b(?:${person})\\b[^.;:\\n\\d]{0,30} is $`, 'i');
const afterStill = /^(?: (?:with|and|but|w\/)\b|[.,;)]|$|\r?\n)/;
const aliveAfter =
  /^[ \t]{0,2}(?:[,;.)]|$|\r?\n|(?:and |is |now )?(?:alive|a&w\b|healthy|well|deceased|died|living|frail|in (?:care|a (?:care|nursing|rest)|res|nursing|good|poor)))/i;
// "my gran is 95", "his grandmother, 92," – but not "SpO2 is 95%" or "weight, 92 kg".
const relativeBefore = new RegExp(
  `\\b(?:(?:${person}|[Ss]he|[Hh]e|who|[Pp]atient|[Pp]t)(?: is|,| \\(|, age| was| turned| is now|['’]s)|[A-Z][a-z]+(?: is|,| \\(|, age| was| turned| is now)|[Ii]['’]m|[Ii] am)[ \\t]{0,2}$`,
);
/** "Mrs Okello, 92,", "Mr Hale (92)", "(Mrs P Hale, 91, F/F)". */
const titled =
  /\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Ss]r|[Rr]ev|[Ff]r)\.? (?:[A-Z]\.? ?)?(?:\p{Lu}[\p{L}'’-]{1,20} ?){1,3}(?:, ?|\(| )$/u;
const somebody =
  /\b(?:man|woman|lady|gentleman|widow|widower|male|female|farmer|teacher|nun|priest|veteran|retiree|resident|pensioner), $/i;
const afterTitled = /^[ \t]{0,2}(?:[,;.)!]|$|\r?\n|[a-z])/;
/** "a 93 gentleman", "this 93 lady", "Pt is a 93 male". */
const called =
  /^ (?:male|female|man|woman|lady|gentleman|gent|boy|girl|widow|retired|caucasian|white|black)\b/i;
// "E: 93F": degrees.
const exposed = /(?:\b(?:[eEtT]|[Tt]emp|[Tt]max|[Tt]m)[ :]{1,3}|\u00b0 ?)$/;
/** What is measured, shortly before in the same clause. */
const measure =
  /\b(?:hr|bp|sbp|dbp|map|rr|pulse|rate|sats?|satt?ing|saturations?|spo2|o2|fio2|temp|t|tmax|ef|fev1|hgb|hb|plts?|platelets|sodium|na|k|cl|cr|crcl|egfr|gfr|inr|ptt|glucose|sugars?|bg|bgl|bsl|cbg|fsbs|mcv|mch|rdw|ferritin|wt|weight|ht|height|score|scored|systolic|pressure|peak|flow|dose|iop|tsh|b12|ldl|hdl|cholesterol|volume|output|urine|walk(?:s|ed)?|distance|within|flexion|abduction|extension|rotation|rom|albumin|calcium|lactate|phos|crp|esr|wbc|anc|ast|alt|ck|bun|urea|creat(?:inine)?|hct|total)\b[^.;\n]{0,20}$/i;
const measured =
  /^\s{0,2}(?:%|\/ ?\d|\.\d|-\d|mg|mcg|kg|lbs?|bpm|mm|cm|ml|pounds|degrees|deg\b|on (?:ra|room|standing|\d|o2|oxygen|bipap|cpap|the (?:monitor|scale))|ra\b|percent|beats|hours?|days?|weeks?|months?|minutes?|feet|ft\b|units?|pages?|points?|acres|miles|m\b|systolic|diastolic|and (?:stable|steady)|times|meters|metres|steps|hz|ms\b)/i;
// An age that is no patient's: "in their 90s, 93 and 97".
const decades = /\b(?:into|in) (?:his|her|their) 90['’]?s, $/i;

const tens = /^(?:ninety|nineties)$/;
know(
  [
    'ninety',
    'nineties',
    'ninetieth',
    'hundred',
    'hundredth',
    'nonagenarian',
    'centenarian',
    'supercentenarian',
  ],
  Flag.age,
);
const digitsWords = new Set(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']);
const ordinals = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/;
const birthday = /^[ -](?:birthday|bday|b-day)/i;

/** Ages over 89, the number alone, in digits or spelled. */
export function findAges({ text, lexemes }: Lexed): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    let end = -1;
    if (word.kind !== 'number' && (word.flags & Flag.age) === 0) continue;
    if (word.kind === 'number') {
      const value = word.text.length <= 3 ? Number(word.text) : 0;
      if (value < 90 || value > 125 || isJoined(lexemes, i)) continue;
      if (isAge(text, word.start, word.end)) end = word.end;
    } else if (tens.test(word.lower)) {
      const [mark, unitWord] = [lexemes[i + 1], lexemes[i + 2]];
      const isOne = (one: Lexeme): boolean =>
        digitsWords.has(one.lower) ||
        (ordinals.test(one.lower) && birthday.test(text.slice(one.end, one.end + 10)));
      const joined = mark?.text === '-' && unitWord && isOne(unitWord);
      const spaced = mark && isOne(mark);
      end = joined ? unitWord.end : spaced ? mark.end : word.end;
      if (!isSpelledAge(text, word.start, end, Boolean(joined || spaced))) end = -1;
    } else if (/^(?:ninetieth|hundredth)$/.test(word.lower)) {
      if (birthday.test(text.slice(word.end, word.end + 10))) end = word.end;
    } else if (word.lower === 'hundred') {
      const spelled =
        /^(?: and)?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?(?![A-Za-z\u00c0-\u024f])/i.exec(
          text.slice(word.end),
        );
      const article = lexemes[i - 1];
      const start = article && /^(?:a|one)$/.test(article.lower) ? article.start : word.start;
      const to = word.end + (spelled?.[0].length ?? 0);
      if (isSpelledAge(text, start, to, false)) found.push({ start, end: to, category: 'AGE', kind: 'age' });
    } else if (/^(?:nonagenarian|centenarian|supercentenarian)$/.test(word.lower)) {
      end = word.end;
    }
    if (end > 0 && !isYear(lexemes, i)) found.push({ start: word.start, end, category: 'AGE', kind: 'age' });
  }
  return found;
}

/** "nineteen ninety four", "in March of ninety nine", "one ninety seven": a year or a number that is read out. */
function isYear(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, before, second] = [lexemes[i] as Lexeme, lexemes[i - 1], lexemes[i - 2]];
  if (word.kind !== 'word' || !tens.test(word.lower) || before === undefined) return false;
  if (before.lower === 'nineteen' || (digitsWords.has(before.lower) && second?.lower !== 'age')) return true;
  return (
    /^(?:of|in)$/.test(before.lower) &&
    (((second?.flags ?? 0) & Flag.month) !== 0 || second?.lower === 'back')
  );
}

/** Whether a number goes on with what stands right before it; "d.97" and "M/92" do not. */
function isJoined(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word] = [lexemes[i - 1], lexemes[i - 2]];
  if ((lexemes[i] as Lexeme).gap !== Gap.none || !previous) return false;
  // "50–100m"
  if (previous.text === '–') return word?.kind === 'number';
  if (!/[A-Za-z\u00c0-\u024f\d/.,:-]$/.test(previous.text)) return false;
  if (previous.text === ':') return word?.kind === 'number';
  return !(
    previous.gap === Gap.none &&
    ((previous.text === '.' && /^(?:d|dec|age)$/.test(word?.lower ?? '')) ||
      (previous.text === '/' && /^(?:m|f|male|female)$/.test(word?.lower ?? '')))
  );
}

function isAge(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - 64), start);
  const tail = text.slice(end, end + 20);
  if (/^f\b/i.test(tail) && exposed.test(head)) return false;
  if (years.test(tail))
    return !/^[ \t]?y(?:ea)?rs? (?:ago|later|history|pack)/i.test(tail) || cueBefore.test(head);
  if (/^[ \t]{0,3}(?:%|mg|kg|\/\d)/.test(tail)) return false;
  const told = measure.test(head);
  // "walks >100m"
  if (/^m\b/.test(tail) && /[<>~≈≥≤][ ]?$/.test(head)) return false;
  if (sexGlued.test(tail)) return !told || /^F/.test(tail);
  if (!told && (sexApart.test(tail) || sexSmall.test(tail)) && !exposed.test(head)) return true;
  // "short of his 92nd", "her 95th birthday"
  if (/^(?:st|nd|rd|th)\b/i.test(tail))
    return /\b(?:his|her|their|['’]s) $/i.test(head) || /^..[ -]b(?:irth|-)?day/i.test(tail);
  if (measured.test(tail)) return false;
  if (cueBefore.test(head) && (!told || sureCue.test(head))) return true;
  if (turned.test(head)) return true;
  if (told) return false;
  if (called.test(tail) && /(?:^|\s)(?:an?|this|the|is|elderly|frail|pleasant)[ ]$/i.test(head)) return true;
  if (sexBefore.test(head) && /^(?:[ ]?[,;.)]|[ ]?$|\r?\n|[ ]+[\p{L}])/u.test(tail)) return true;
  if (decades.test(head) || (/\b90['’]?s, 9\d and $/i.test(head) && !/\d/.test(tail))) return true;
  if (/(?:^|[.!?"“] )at $/i.test(head) && /^,? (?:s?he|they|pt|the pt|this)\b/i.test(tail)) return true;
  if (/\bage \($/i.test(head)) return true;
  if (/\b[MF]:? \d{2,3}, [MF]:? $|\bfhx?\b[^.\n\d]{0,24}\b[MF]:? $/i.test(head)) return true;
  if (titled.test(head) && afterTitled.test(tail)) return true;
  // "a Cornish widow, 93, who lives alone"
  if (somebody.test(head) && /^, (?:who|lives?|living|with|of|from|is|was|has|had)\b/.test(tail)) return true;
  // "DOE, ADA ("Didi"), 96, room 4"
  if (
    /^[^\n]{0,40}\p{Lu}[\p{L}'’-]+,? \p{Lu}[\p{L}'’.-]*(?: ?\(?["“][^"”\n]{1,16}["”]\)?)?, $/u.test(head) &&
    /^, /.test(tail)
  )
    return true;
  // "Ada Quillan · 93 · CCF"
  if (/\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+ ?[·•] ?$/u.test(head) && /^ ?[·•]/.test(tail)) return true;
  if (family.test(head) && aliveAfter.test(tail)) return true;
  if (happened.test(head) || (stillIs.test(head) && afterStill.test(tail))) return true;
  return relativeBefore.test(head);
}

const isSpelledAge = (text: string, start: number, end: number, exact: boolean): boolean => {
  const tail = text.slice(end, end + 16);
  const head = text.slice(Math.max(0, start - 28), start);
  if (years.test(tail) || cueBefore.test(head) || (family.test(head) && aliveAfter.test(tail))) return true;
  if (relativeBefore.test(head) && !measured.test(tail)) return true;
  return (
    exact &&
    !/^[ \t-]{0,2}(?:percent|%|mg|degrees|minutes?|seconds?|days?|hours?|units?|pounds|feet|\w+ (?:percent))/i.test(
      tail,
    )
  );
};
