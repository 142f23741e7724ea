import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { evokes } from './evocative';
import {
  afterOrganisation,
  kindOfHead,
  type Marks,
  mark,
  ownWord,
  prefix,
  proper,
  properRun,
  wraps,
} from './place';

/** An organisation: the run of capitalised words that its head word ends; `i` is the head. */
export function organisation(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  const strong = has(head, Flag.organisation);
  const next = lexemes[i + 1];
  // Only the last head of a run counts: "Medical Center Pharmacy".
  if (
    next &&
    next.gap === Gap.space &&
    has(next, Flag.organisation | Flag.weakOrganisation) &&
    next.writing === head.writing
  )
    return;
  if (/^[&]$/.test(next?.text ?? '') && has(lexemes[i + 2], Flag.organisation | Flag.weakOrganisation))
    return;
  // "Mental Health Act"
  if (next?.gap === Gap.space && next.text === 'Act') return;
  if (head.writing === 'lower') {
    lowOrganisation(marks, i, strong);
    return;
  }
  const capitals =
    head.writing === 'capitals' && (head.text.length > 4 || lexemes[i - 1]?.writing === 'capitals');
  // A field of a form: "School: …".
  if (head.gap === Gap.line && /^(?::|#|no|nos|number)$/.test(next?.lower ?? '')) return;
  // "Home monitor" at the start of a line.
  if (head.gap === Gap.line && !strong && next?.writing === 'lower' && next.kind === 'word') return;
  let start = i - head.phrase;
  let own = 0;
  while (start > 0 && i - start < 8) {
    const lexeme = lexemes[start] as Lexeme;
    const before = lexemes[start - 1] as Lexeme;
    if (lexeme.gap >= Gap.wide && !(lexeme.gap === Gap.line && wraps(lexemes, start))) break;
    if (/^['’]s$/i.test(before.text) || /^['’]$/.test(before.text)) {
      start--;
      continue;
    }
    if (/^[-‐]$/.test(before.text) && lexeme.gap === Gap.none && before.gap === Gap.none) {
      start--;
      continue;
    }
    // "Bryn-y-Coed Farm"
    if (
      before.writing === 'lower' &&
      before.gap === Gap.none &&
      lexeme.text === '-' &&
      lexemes[start - 2]?.text === '-' &&
      before.text.length < 4
    ) {
      start--;
      continue;
    }
    // "Baylor Med. Center"
    if (before.text === '.' && /^(?:Med|Mem|Reg|Comm|Univ|Gen)$/.test(lexemes[start - 2]?.text ?? '')) {
      start -= 2;
      continue;
    }
    if (
      before.text === '.' &&
      /^(?:st|ste|mt|ft)$/.test(lexemes[start - 2]?.lower ?? '') &&
      lexemes[start - 3]?.kind !== 'number'
    ) {
      start -= 2;
      own++;
      continue;
    }
    if (/^(?:&|of|and|for|the|at|\/)$/.test(before.lower) && before.text !== '/') {
      const ahead = lexemes[start - 2];
      if (
        before.gap <= Gap.space &&
        ahead &&
        /^(?:&|of|and|for|the)$/.test(before.lower) &&
        ahead.writing !== 'lower' &&
        ahead.kind === 'word' &&
        !has(ahead, Flag.title) &&
        proper(ahead) &&
        !(before.lower === 'and' && own > 0 && has(ahead, Flag.organisation))
      ) {
        start--;
        continue;
      }
      if (before.text === 'The' || (before.text === 'THE' && capitals)) start--;
      break;
    }
    // "Double H Ranch"
    if (
      /^[A-Z]$/.test(before.text) &&
      lexeme.gap === Gap.space &&
      lexemes[start - 2]?.writing === 'capital' &&
      before.gap === Gap.space
    ) {
      start--;
      continue;
    }
    // "Salman ibn al-Farid Mosque"
    if (has(before, Flag.particle) && before.writing === 'lower' && own > 0) {
      let ahead = start - 1;
      while (has(lexemes[ahead], Flag.particle) && lexemes[ahead]?.writing === 'lower' && ahead > start - 4)
        ahead--;
      if (lexemes[ahead]?.writing === 'capital' && proper(lexemes[ahead] as Lexeme)) {
        start = ahead + 1;
        continue;
      }
    }
    if (
      !proper(before) ||
      (capitals !== (before.writing === 'capitals') && before.text.length > 4 && capitals)
    )
      break;
    if (has(before, Flag.weekday | Flag.month) && !has(before, Flag.given | Flag.ambiguous)) break;
    if (has(before, Flag.title) && !has(before, Flag.given)) break;
    if (has(before, Flag.generic)) {
      // Counts neither for nor against.
    } else if (has(before, Flag.safe) && !has(before, Flag.given | Flag.family | Flag.ambiguous)) {
      // An everyday word may stand inside a name ("Bluewell Heart Rhythm Center"), not carry it.
      if (lexeme.gap === Gap.line || has(before, Flag.title | Flag.relative | Flag.role)) break;
    } else own++;
    start--;
  }
  // The run must not start with an everyday word, an article aside.
  while (
    start < i &&
    (leads(lexemes[start] as Lexeme) ||
      (capitals && isPlain(lexemes[start] as Lexeme) && !prefix.test((lexemes[start] as Lexeme).lower)))
  )
    start++;
  if (start === i) {
    headFirst(marks, i, strong);
    return;
  }
  const first = lexemes[start] as Lexeme;
  const named = lexemes.slice(start, i).filter((l) => l.kind === 'word' && ownWord(l));
  // "Lumen Bay Eye Institute"
  const townly = lexemes.slice(start, i).some((l) => has(l, Flag.town));
  const bare = named.some((l) => townly || !isPlainlyClinical(l));
  const called = !capitals && isCalled(lexemes, start, i);
  if (!bare && !called) return;
  if (
    !strong &&
    !called &&
    (own === 0 ||
      lexemes
        .slice(start, i)
        .every(
          (l) =>
            l.kind !== 'word' || has(l, Flag.safe | Flag.generic | Flag.eponym) || looksClinical(l.lower),
        ))
  )
    return;
  if (!strong && first.gap === Gap.line && capitals && next?.text === ':') return;
  // "Quimby Center for Sight"
  const purpose =
    next?.text === 'for' && lexemes[i + 2]?.gap === Gap.space && proper(lexemes[i + 2] as Lexeme);
  if (purpose && own > 0 && /^(?:cent|institute|foundation|school|house|society)/.test(head.lower)) {
    mark(marks, start, i + 3, kindOfHead(head));
    return;
  }
  // "Graves Clinic" may be one, "Foley care" is not.
  if (!strong && own === 1 && lexemes.slice(start, i).some((l) => has(l, Flag.eponym))) return;
  const end = organisationEnd(lexemes, i);
  if (isMeasure(lexemes, end) || isImplant(lexemes, end)) return;
  mark(marks, start, end, kindOfHead(head));
  afterOrganisation(marks, end);
}

const name =
  Flag.kept |
  Flag.given |
  Flag.family |
  Flag.ambiguous |
  Flag.city |
  Flag.town |
  Flag.organisation |
  Flag.weakOrganisation;

/** "Spiritual Care", "Psych Pharmacy": of medicine or of every day, and no name besides. */
const isPlainlyClinical = (lexeme: Lexeme): boolean => {
  const bits = safetyIn(lexeme);
  const usual = (bits & (Safe.clinical | Safe.everyday)) !== 0 && (bits & Safe.name) === 0;
  return usual && !has(lexeme, name) && !evokes(lexeme);
};

/** "Oncology Group (OG) performance status", "Heart Association class": what a society grades by; `at` stands behind it. */
export function isMeasure(lexemes: readonly Lexeme[], at: number): boolean {
  let next = at;
  if (lexemes[next]?.text === '(' && lexemes[next + 2]?.text === ')') next += 3;
  return /^(?:performance|criteria|score|scores|scale|grade|grading|staging|classification|class|functional|guidelines?|definition)$/.test(
    lexemes[next]?.lower ?? '',
  );
}

/** "Multi-Link Vision stent". */
const isImplant = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at]?.gap === Gap.space &&
  /^(?:stents?|balloons?|catheters?|valve|bioprosthesis|prosthesis|guidewire|endograft|mesh|lens)$/.test(
    (lexemes[at] as Lexeme).text,
  );

const toward = /^(?:at|@|from|by|via|through|thru|near|with)$/;
/** What is said of a part of any hospital: "Same Day Surgery Center", "Weight Loss Clinic". */
const ofAny =
  /^(?:same|day|days|night|short|long|stay|term|weight|loss|follow|up|walk|in|management|medical|transfer|travel|new|special|total|joint|early|intensive|step|down|high|risk|low|post|pre|adult|older|senior|young)$/;

/** "at Steady Gait Physical Therapy", or at the head of a letter: words of every day before the head at `i`. */
function isCalled(lexemes: readonly Lexeme[], start: number, i: number): boolean {
  const words = lexemes.slice(start, i).filter(({ kind }) => kind === 'word');
  const { phrase } = lexemes[i] as Lexeme;
  // "Triangle Family Medicine": before a head of two words a word of medicine tells, too.
  const usual = (lexeme: Lexeme): boolean =>
    has(lexeme, Flag.generic) ||
    ofAny.test(lexeme.lower) ||
    (safetyIn(lexeme) & (phrase > 0 ? Safe.measured : Safe.clinical)) !== 0;
  if (words.length + phrase < 2 || words.every(usual)) return false;
  const [first, before, next] = [lexemes[start] as Lexeme, lexemes[start - 1], lexemes[i + 1]];
  const field = before?.text === ':' && labels.test(lexemes[start - 2]?.lower ?? '');
  if (first.gap === Gap.space && (field || toward.test(before?.lower ?? ''))) return true;
  if (before !== undefined && first.gap !== Gap.line) return false;
  const parted = next !== undefined && /^[,(|–—-]$/.test(next.text) && lexemes[i + 2]?.kind === 'number';
  return next === undefined || next.gap === Gap.line || parted;
}

/** An everyday word and nothing else. */
const isPlain = (lexeme: Lexeme): boolean =>
  has(lexeme, Flag.safe) &&
  !has(lexeme, Flag.given | Flag.family | Flag.ambiguous | Flag.generic | Flag.town);

const leads = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'symbol' ||
  /^(?:carrier|payer|payor|insurer|member|dispense|employer)$/.test(lexeme.lower) ||
  /^(?:of|and|for|at|in|from|to)$/.test(lexeme.lower) ||
  (has(lexeme, Flag.safe) &&
    !has(lexeme, Flag.given | Flag.family | Flag.ambiguous | Flag.generic) &&
    /^(?:admitted|transferred|discharged|seen|transfer|called|attends|works|worked|referred|agency|school|facility|location|hospital|patient|from|per|via|see|sent|at|visit|record|ride|contact)$/.test(
      lexeme.lower,
    ));

/** What may follow the head: "School of Nursing", "Hospital - Main Campus" no. */
function organisationEnd(lexemes: readonly Lexeme[], i: number): number {
  let end = i + 1;
  const [and, more] = [lexemes[end], lexemes[end + 1]];
  if (and && /^(?:&)$/.test(and.text) && more && proper(more) && more.gap === Gap.space) end += 2;
  else if (and?.lower === 'of' && more?.gap === Gap.space && (proper(more) || more.lower === 'the')) {
    if (more.lower === 'the' && !(lexemes[end + 2] && proper(lexemes[end + 2] as Lexeme))) return end;
    end += 2;
    while (
      lexemes[end] &&
      (lexemes[end] as Lexeme).gap === Gap.space &&
      proper(lexemes[end] as Lexeme) &&
      !has(lexemes[end], Flag.safe)
    )
      end++;
  }
  return end;
}

/** "seek urgent care", "nearest clinic": what is done there, or which one of many. */
const anyOf =
  /^(?:seek|seeks|seeking|sought|chase|chased|chasing|liaise|defer|nearest|closest|preferred|tertiary|secondary|bulk|bill|billing|ops|busy|walk|hours|usual|regular|appropriate)$/;

/** "birch hollow urgent care", "haverty drug": one or two unknown words before the head, in small letters. */
function lowOrganisation(marks: Marks, i: number, strong: boolean): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  let start = i - head.phrase;
  if (!strong && !/^(?:drug|drugs|associates|pediatrics|orthopedics|imaging)$/.test(head.lower)) return;
  let own = 0;
  while (start > 0 && own < 2 && i - start < 4) {
    const before = lexemes[start - 1] as Lexeme;
    if (
      (lexemes[start] as Lexeme).gap !== Gap.space ||
      before.kind !== 'word' ||
      before.text !== before.text.toLowerCase()
    )
      break;
    if (
      has(before, Flag.generic) &&
      !isFunctionWord(before.lower) &&
      !/^(?:the|a|our|this|that|outside|local|his|her|their|my|to|in|from|by|with|on|per|via|at|of|for|and|new|other|any|each)$/.test(
        before.lower,
      )
    ) {
      start--;
      continue;
    }
    const known = has(before, Flag.town | Flag.family | Flag.given | Flag.city) && !has(before, Flag.safe);
    if (
      !known &&
      (has(before, Flag.safe | Flag.generic | Flag.credential) ||
        looksClinical(before.lower) ||
        isPlainlyClinical(before) ||
        anyOf.test(before.lower) ||
        before.text.length < 3)
    )
      break;
    own++;
    start--;
  }
  const cue = /^(?:at|to|from|in|near|@)$/.test(lexemes[start - 1]?.lower ?? '');
  if (own > 0 && cue && start < i) mark(marks, start, i + 1, kindOfHead(head));
}

const labels =
  /^(?:peds|pharm|snf|dme|daycare|nursery|lodge|club|shelter|pharmacy|school|agency|employer|facility|hospital|clinic|insurance|insurer|ins|carrier|payer|transport|ride|church|parish|residence|address|county|city|town|village|location|site|practice|employment|workplace|works|daycare|ems|from|to|campus|ambulance)$/;

/** "Pharmacy: Merlin Drug, Elm & 5th": what a field that holds a place says; `i` is the colon. */
export function labelledPlace(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const label = lexemes[i - 1];
  if (!label || !labels.test(label.lower)) return;
  const at = i + 1;
  const first = lexemes[at];
  if (!first || first.gap === Gap.line || first.writing === 'lower' || has(first, Flag.title)) return;
  // "School: IEP"
  if (label.lower === 'school' && first.writing === 'capitals' && first.flags === 0 && first.text.length < 5)
    return;
  let end = properRun(lexemes, at, 5);
  // Behind its own first word, everyday words belong to the name: "Harmon Cold Storage".
  while (end > at && lexemes[end]?.gap === Gap.space && proper(lexemes[end] as Lexeme) && end - at < 6) end++;
  while (
    lexemes[end] &&
    /^(?:&|of|and)$/.test((lexemes[end] as Lexeme).lower) &&
    (lexemes[end + 1] as Lexeme | undefined)?.writing !== 'lower' &&
    lexemes[end + 1]?.kind === 'word'
  ) {
    const more = properRun(lexemes, end + 1, 4);
    if (more === end + 1) break;
    end = more;
  }
  if (end === at) return;
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  const strange = run.some((l) => ownWord(l) && !looksClinical(l.lower) && !has(l, Flag.kept));
  if (!strange || (/^(?:from|to|location|site)$/.test(label.lower) && run.length < 2)) return;
  if (/^(?:from|to)$/.test(label.lower) && run.some((l) => has(l, Flag.given))) return;
  mark(marks, at, end, 'company');
}

const devoutHeads = /^(?:church|chapel|temple|tabernacle|cathedral|iglesia)$/;

/** "Church in the Pines", "Chapel of the Open Sky": whatever is written large behind it. */
function churchBehind(marks: Marks, i: number): boolean {
  const { lexemes } = marks;
  let at = i + 1;
  if (!/^(?:of|in|on|at|by)$/.test(lexemes[at]?.lower ?? '') || lexemes[i]?.writing === 'lower') return false;
  at++;
  if (/^(?:the|our|de|la)$/.test(lexemes[at]?.lower ?? '')) at++;
  const first = at;
  while (at < first + 4 && lexemes[at]?.gap === Gap.space && proper(lexemes[at] as Lexeme)) at++;
  if (at === first || has(lexemes[first], Flag.weekday | Flag.month | Flag.title)) return false;
  mark(marks, i, at, 'company');
  return true;
}

/** "University of Westmere", "Church of the Redeemer": the head stands first. */
function headFirst(marks: Marks, i: number, strong: boolean): void {
  const { lexemes } = marks;
  if (devoutHeads.test((lexemes[i] as Lexeme).lower) && churchBehind(marks, i)) return;
  if (!strong || lexemes[i + 1]?.lower !== 'of' || (lexemes[i] as Lexeme).gap === Gap.none) return;
  let at = i + 2;
  if (lexemes[at]?.lower === 'the' || lexemes[at]?.lower === 'our') at++;
  const end = properRun(lexemes, at, 4);
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  if (run.some((l) => ownWord(l) || has(l, Flag.kept))) mark(marks, i, end, kindOfHead(lexemes[i] as Lexeme));
}
