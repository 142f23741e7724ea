import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, tell } from '../../words/lexicon';
import { Safe } from '../../words/safe-words';
import { isCapital, nowhere } from '../names/everyday';
import { isProduct } from '../names/products';
import { isStrange } from '../names/strange';
import { type Marks, mark } from './place';
import { clinical } from './venues';

tell(
  'rfc fc afc rlfc jfc gaa pd fd so dc ag bns ns gns isd usd hs jhs ms umc ame cogic sda ymca vfw llc llp pllc inc ltd plc corp gmbh vfd alf snf ltc ltac vamc cbc cboc afb arb rmc mc ems er ed uc cu cc bc hosp prov gen mem univ infirm'.split(
    ' ',
  ),
  Cue.tail,
);
// Tails that mean something else as often.
const doubtful = /^(?:so|dc|ag|ns|ms|hs|mc|er|ed|cc|uc|cu|bc|cbc|pd|fc|afc|fd|ltc|hosp|ems|gen|univ)$/;

/** "Ridgely PD", "playing for Ashby RFC", "St Ciaran's BNS", "Lantry DC": letters that end a name. */
export function lettered(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const tail = lexemes[i] as Lexeme;
  if (tail.gap !== Gap.space || tail.text.length > 5) return;
  if (shoutedForce(lexemes, i)) {
    markForce(marks, i);
    return;
  }
  if (tail.writing !== 'capitals' && !/^(?:Inc|Ltd|Corp|Hosp|Prov|Gen|Mem|Univ|Infirm)$/.test(tail.text))
    return;
  let start = i;
  while (start > i - 4 && start > 0) {
    const before = lexemes[start - 1] as Lexeme;
    if (/^['’]s$/.test(before.text) && isCapital(lexemes[start - 2])) {
      start -= 2;
      continue;
    }
    // "Tallow & Reed LLP"
    if (
      /^(?:&|and|,)$/.test(before.lower) &&
      start < i &&
      firm.test(tail.lower) &&
      isCapital(lexemes[start - 2])
    ) {
      start -= 2;
      continue;
    }
    const saint = isCapital(before) && (before.cues & Cue.saint) !== 0;
    if (!isCapital(before) || (has(before, nowhere) && !saint) || isFunctionWord(before.lower)) break;
    start--;
    if ((lexemes[start] as Lexeme).gap !== Gap.space) break;
  }
  const run = lexemes.slice(start, i).filter((l) => l.kind === 'word');
  if (run.length === 0) return;
  const own = run.some(
    (l) => (l.cues & Cue.saint) !== 0 || has(l, Flag.city | Flag.family | Flag.named) || isStrange(l),
  );
  // "Grace EMS unit 2"
  const [unit, number] = [lexemes[i + 1], lexemes[i + 2]];
  const manned =
    tail.lower === 'ems' &&
    has(lexemes[i - 1], Flag.given | Flag.ambiguous | Flag.generic) &&
    /^(?:unit|medic|crew|rig|ambulance|#)$/.test(unit?.lower ?? '') &&
    (number?.kind === 'number' || unit?.lower === 'crew');
  const [before] = [lexemes[start - 1]];
  if (
    !manned &&
    before?.text !== '@' &&
    run.some((l) => clinical(l) && !has(l, Flag.family | Flag.city | Flag.town) && !(l.cues & Cue.saint))
  )
    return;
  const led =
    before !== undefined &&
    /^(?:at|@|from|to|near|nights|days|works?|wks|for|with|via|by|bib|called|per|in|of|off|is|\(|=|:)$/.test(
      before.lower,
    );
  if (!own && !manned && !(led && run.length > 1)) return;
  if (doubtful.test(tail.lower) && !led && run.length < 2) return;
  if (has(run[0], Flag.given) && !led && run.length < 2) return;
  mark(marks, start, i + 1, 'company');
}

const firm = /^(?:llp|pllc|llc|inc|ltd|plc|corp)$/;
const force = /^(?:pd|so|fd|vfd|isd|vamc|ems|llc|inc)$/;

/** "TWIN ALDER COUNTY SO" where all is in capitals. */
const shoutedForce = (lexemes: readonly Lexeme[], i: number): boolean =>
  force.test((lexemes[i] as Lexeme).lower) && lexemes[i - 1]?.writing === 'capitals';

function markForce(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let start = i;
  while (start > i - 4 && lexemes[start]?.gap === Gap.space) {
    const before = lexemes[start - 1] as Lexeme;
    if (
      before.kind !== 'word' ||
      before.writing !== 'capitals' ||
      before.mixed ||
      isFunctionWord(before.lower)
    )
      break;
    if (has(before, nowhere & ~Flag.relative) || /^(?:per|called|via)$/.test(before.lower)) break;
    start--;
  }
  const run = lexemes.slice(start, i);
  const own = run.some((l) => l.lower === 'county' || (!clinical(l) && (isStrange(l) || has(l, Flag.city))));
  if (own && run.length > 0 && run[0]?.lower !== 'county') mark(marks, start, i + 1, 'company');
}

tell(
  'masjid gurdwara iglesia parroquia templo beth bnai kehillat chabad dar jamia musalla wat capilla colegio escuela clinica uss hms hmcs hmas ssv usns uscgc rms mv'.split(
    ' ',
  ),
  Cue.heads,
);

/** "Masjid Al-Noor", "Dar Al-Salama", "Iglesia Bautista", "USS Nimitz": what stands first says what it is. */
export function namedBehind(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  if (head.writing === 'lower' || (head.writing === 'capitals') !== /^(?:us|hm|rm|mv|ss)/.test(head.lower))
    return;
  let end = i + 1;
  while (end < i + 6) {
    const next = lexemes[end];
    if (next?.kind !== 'word' || next.gap === Gap.none || next.gap >= Gap.wide) break;
    const particle = has(next, Flag.particle) && next.writing === 'lower' && lexemes[end + 1] !== undefined;
    if (!particle && next.writing === 'lower') break;
    if (has(next, nowhere) || (clinical(next) && next.writing !== 'capital')) break;
    end++;
    while (
      /^[-'’]$/.test(lexemes[end]?.text ?? '') &&
      lexemes[end]?.gap === Gap.none &&
      lexemes[end + 1]?.gap === Gap.none &&
      lexemes[end + 1]?.kind === 'word'
    )
      end += 2;
  }
  while (
    end > i + 1 &&
    lexemes[end - 1]?.writing === 'lower' &&
    lexemes[end - 2]?.text !== '-' &&
    !/^['’]$/.test(lexemes[end - 2]?.text ?? '')
  )
    end--;
  if (end > i + 1) mark(marks, i, end, 'company');
}

const camel = /^[A-Z][a-z]{2,}[A-Z][A-Za-z]{2,}$/;
const runs =
  /^(?:ref|ambulance|ems|ed|er|hospital|clinic|called|ride|insurance|rep|pharm|pharmacy|transport|staff|nurse|about|rn|plan|case|coordinator|health|care|driver|app|systems|labs?|bus|team|security|manager)$/;
const dealt =
  /^(?:called|notified|declined|contacted|referral|referred|aware|spoke|spoken|accepted|updated|released|paged|rep)$/;
const asked =
  /^(?:at|from|by|via|for|with|employed|ask|asked|to|called|calls|of|@|insurance|insurer|employer|works|through|per|w)$/;

/** "employed by TechNova", "MedStar ambulance", "(XIVQA)": firms by how they write themselves. */
export function camelled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    word.mixed ||
    word.flags !== 0 ||
    !camel.test(word.text) ||
    /^(?:Mac|Mc|Di|De|La|Le|Van|Von|Fitz|San)[A-Z]/.test(word.text)
  )
    return;
  const flown =
    /^(?:by|via)$/.test(previous?.lower ?? '') &&
    /^(?:transfer|transferred|transport|transported|flown|airlifted|arrived|xfer)$/.test(
      lexemes[i - 2]?.lower ?? '',
    );
  if ((word.safety & Safe.word) !== 0 || (!flown && isProduct(lexemes, i, i + 1))) return;
  // "pushed via PowerShare": what a message goes through.
  const sent =
    previous?.lower === 'via' &&
    /^(?:sent|pushed|shared|uploaded|messaged?|faxed|images?|hep|portal|referrals?|done)$/.test(
      lexemes[i - 2]?.lower ?? '',
    );
  const led = previous !== undefined && word.gap <= Gap.space && asked.test(previous.lower) && !sent;
  // "LifeGift: called 03:10"
  const answered = next?.text === ':' && next.gap === Gap.none && dealt.test(lexemes[i + 2]?.lower ?? '');
  const follows = (next?.gap === Gap.space && runs.test(next.lower)) || answered;
  if (!led && !follows) return;
  let end = i + 1;
  while (
    end < i + 3 &&
    isCapital(lexemes[end]) &&
    lexemes[end]?.gap === Gap.space &&
    has(lexemes[end], Flag.organisation | Flag.weakOrganisation | Flag.generic)
  )
    end++;
  // The number of a helicopter: "by AirQuillan 2".
  if (flown && next?.kind === 'number' && next.gap === Gap.space && next.text.length < 3) end = i + 2;
  mark(marks, i, end, 'company');
}

/** Whether capitalised words up to an index start with these letters, one of them a name: "Quillan Ridge Hospital (QRH)". */
function spells(lexemes: readonly Lexeme[], last: number, letters: string): boolean {
  let at = last;
  let own = false;
  for (let k = letters.length - 1; k >= 0; k--, at--) {
    const word = lexemes[at];
    if (!isCapital(word) || word.lower.charAt(0) !== letters.charAt(k)) return false;
    own ||= isStrange(word) || has(word, Flag.city | Flag.family | Flag.town);
  }
  return own;
}

/** "at the Moor (NQW)", "Maëlle (XIVQA)": letters that nothing knows in brackets behind a name. */
export function bracketed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, open, word, close] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (open?.text !== '(' || close?.text !== ')' || open.gap !== Gap.space || word.gap !== Gap.none) return;
  if (word.text.length < 3 || word.text.length > 6 || word.mixed || word.flags !== 0) return;
  if ((word.safety & Safe.word) !== 0 || !isCapital(before)) return;
  if (spells(lexemes, i - 2, word.lower)) {
    mark(marks, i, i + 1, 'company');
    return;
  }
  if (clinical(before)) return;
  if (
    isStrange(before) ||
    (has(before, Flag.city | Flag.family | Flag.given) && !has(before, Flag.eponym)) ||
    lexemes[i - 3]?.lower === 'the'
  )
    mark(marks, i, i + 1, 'company');
}

tell(
  'methodist baptist lutheran presbyterian episcopal mennonite pentecostal congregational'.split(' '),
  Cue.creed,
);

/** "sings at Corravale Lutheran": a church by its town and what it believes. */
export function believed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, creed, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!isCapital(creed) || !isCapital(before) || creed.gap !== Gap.space || has(before, nowhere)) return;
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'capital') return;
  if (isStrange(before) || has(before, Flag.city | Flag.family | Flag.town))
    mark(marks, i - 1, i + 1, 'company');
}

/** "University Hospital Ballina": a head that needs the town behind it. */
export function townBehind(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, head, town] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    !/^(?:hospital|infirmary|clinic|college|hospice)$/.test(head.lower) ||
    !isCapital(head) ||
    !isCapital(town) ||
    town.gap !== Gap.space
  )
    return;
  if (!isCapital(before) || head.gap !== Gap.space || !has(before, Flag.generic)) return;
  if (!(has(town, Flag.city | Flag.family) || isStrange(town)) || has(town, nowhere | Flag.safe)) return;
  let start = i - 1;
  while (
    start > i - 4 &&
    isCapital(lexemes[start - 1]) &&
    has(lexemes[start - 1], Flag.generic) &&
    lexemes[start]?.gap === Gap.space
  )
    start--;
  mark(marks, start, i + 2, 'hospital');
}

tell(
  'partners associates solutions specialists physicians consultants affiliates alliance group'.split(' '),
  Cue.partners,
);

/** "Pain Solutions", "Heart and Vascular Associates", "Minute Clinic": words of medicine that make a firm. */
export function partnered(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  if (!isCapital(head) || head.gap !== Gap.space) return;
  let start = i;
  while (start > i - 5 && start > 0) {
    const before = lexemes[start - 1] as Lexeme;
    const link = /^(?:and|&|of)$/.test(before.lower) && isCapital(lexemes[start - 2]);
    if (!link && !isCapital(before)) break;
    if (has(before, nowhere) && !link) break;
    start -= link ? 2 : 1;
    if ((lexemes[start] as Lexeme).gap !== Gap.space) break;
  }
  const before = lexemes[start - 1];
  const cue =
    before?.writing === 'lower' && /^(?:at|from|with|to|by|via|of|for|through|see|sees)$/.test(before.lower);
  if (start < i && cue) mark(marks, start, i + 1, 'hospital');
}
