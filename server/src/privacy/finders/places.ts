import { Gap, has, type Lexed, type Lexeme } from '../lexer';
import { Flag, isFunctionWord, looksClinical } from '../lexicon';
import { type Finding, stick } from './finding';

const streetEnd =
  'st(?:reet)?|r(?:oa)?d|ave(?:nue)?|blvd|boulevard|c(?:our)?t|l(?:a)?ne?|dr(?:ive)?|p(?:ar)?kwa?y|way|ter(?:race)?|pl(?:ace)?|cir(?:cle)?|h(?:igh)?wa?y|tr(?:ai)?l|sq(?:uare)?|loop|row|cres(?:cent)?|close|alley|pike|plaza|turnpike|route|mews|hollow|run|path|point|bend|ridge|crossing|lane';
const unit =
  '(?:,?[ \\t]{1,2}(?:apt|apartment|suite|ste|unit|flat|bldg|building|floor|fl|rm|lot|#)\\.?[ \\t]?#?[\\p{L}\\d-]{1,6})?';
/** "2270 Old Sawmill Parkway, Suite 310", "14 Canal Street". */
const address = new RegExp(
  `\\d{1,6}[a-z]?(?:-\\d{1,4})?[ \\t]{1,2}(?:[nsew]\\.?[ \\t]|(?:north|south|east|west)[ \\t])?(?:(?:\\d{1,3}(?:st|nd|rd|th)|(?!(?:mg|ml|mcg|day|days|week|weeks|year|years|hours?|units?|and|to|of|at|in|on|for|with|by|from|the|per|was|is)\\b)[\\p{L}][\\p{L}\\p{M}'’.-]{1,20})[ \\t]{1,2}){1,4}(?:${streetEnd})(?![\\p{L}\\p{Nd}])(?:\\.(?=[ ,\\n]))?(?:[ \\t](?:nw|ne|sw|se|north|south|east|west)\\b)?${unit}`,
  'iuy',
);
const box = /(?:p\.?[ ]?o\.?[ ]?box|post office box)[ #]{0,2}\d{1,6}/iy;
const numberedRoad =
  /(?:highway|hwy|route|rte|interstate|state road|county (?:road|rd)|us route|i-)[ -]?(?:\d{1,4}|[a-z])(?![\p{L}\p{Nd}])/iuy;
const crossStreets =
  /[A-Z][a-z]{2,15} (?:&|and) (?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]{2,15} (?:St|Ave|Rd|Street|Avenue|Road|Blvd))(?![\p{L}\p{Nd}])/uy;
const zip = /\d{5}(?:-\d{4})?(?![\p{L}\p{Nd}]|[-.]\d)/uy;
const postcode =
  /(?<![\p{L}\p{Nd}])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{Nd}])/gu;
const canadian = /(?<![\p{L}\p{Nd}])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\p{Nd}])/gu;

interface Marks {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
  readonly found: Finding[];
}

function mark({ lexemes, found }: Marks, start: number, end: number, kind: string): void {
  const [first, last] = [lexemes[start], lexemes[end - 1]];
  if (first && last && end > start)
    found.push({ start: first.start, end: last.end, category: 'LOCATION', kind });
}

/** Whether a word may be part of a place's own name. */
const proper = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  lexeme.text.length > 1 &&
  !isFunctionWord(lexeme.lower) &&
  !has(lexeme, Flag.title & ~Flag.given);

/** An organisation: the run of capitalised words that its head word ends; `i` is the head. */
function organisation(marks: Marks, i: number): void {
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
  if (head.writing === 'lower') {
    lowOrganisation(marks, i, strong);
    return;
  }
  const capitals =
    head.writing === 'capitals' && (head.text.length > 4 || lexemes[i - 1]?.writing === 'capitals');
  // A field of a form: "School: …".
  if (next?.text === ':' && head.gap === Gap.line) return;
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
    if (before.text === '.' && /^(?:st|ste|mt|ft)$/.test(lexemes[start - 2]?.lower ?? '')) {
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
      // An everyday word may stand inside a name ("Silver Gull"), not carry it.
      if (!(strong || own > 0) || capitals) break;
    } else own++;
    start--;
  }
  // The run must not start with an everyday word, an article aside.
  while (start < i && leads(lexemes[start] as Lexeme)) start++;
  const single = i - start;
  if (single === 0) return;
  const first = lexemes[start] as Lexeme;
  const bare = lexemes.slice(start, i).some((l) => l.kind === 'word' && ownWord(l));
  if (!bare) return;
  if (
    !strong &&
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
  // "Graves Clinic" may be one, "Foley care" is not.
  if (!strong && own === 1 && lexemes.slice(start, i).some((l) => has(l, Flag.eponym))) return;
  const end = organisationEnd(lexemes, i);
  mark(marks, start, end, kindOfHead(head));
  afterOrganisation(marks, end);
}

/** "Fern Abbey Nursing & Rehab, Old Sedge": a town right behind an organisation. */
function afterOrganisation(marks: Marks, at: number): void {
  const { lexemes } = marks;
  const [parting, first] = [lexemes[at], lexemes[at + 1]];
  if (
    !first ||
    !/^[,–-]$/.test(parting?.text ?? '') ||
    first.gap !== Gap.space ||
    first.writing !== 'capital'
  )
    return;
  const end = properRun(lexemes, at + 1, 3);
  const run = lexemes.slice(at + 1, end).filter((l) => l.kind === 'word');
  const next = lexemes[end];
  if (next && next.gap < Gap.wide && !/^[.,;)]$/.test(next.text)) return;
  const other =
    Flag.given |
    Flag.generic |
    Flag.title |
    Flag.credential |
    Flag.kept |
    Flag.weekday |
    Flag.month |
    Flag.role;
  if (run.length === 0 || run.some((l) => has(l, other) || looksClinical(l.lower))) return;
  if (run.some((l) => !has(l, Flag.safe | Flag.organisation | Flag.weakOrganisation)))
    mark(marks, at + 1, end, 'city');
}

const ownWord = (l: Lexeme): boolean =>
  (!has(l, Flag.generic) &&
    (!has(l, Flag.safe) || has(l, Flag.given | Flag.family | Flag.ambiguous | Flag.city))) ||
  /^(?:memorial|mercy|saint|st|providence|good)$/.test(l.lower);

const leads = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'symbol' ||
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
  else if (and?.lower === 'of' && more && proper(more) && more.gap === Gap.space) {
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

const kindOfHead = (head: Lexeme): string => {
  if (
    /^(?:hospital|hosp|clinic|clinics|infirmary|hospice|center|centre|ctr|pavilion|care|institute|health|healthcare|medicine|practice|pediatrics|associates)$/.test(
      head.lower,
    )
  )
    return 'hospital';
  if (
    /^(?:college|university|academy|elementary|preschool|school|schools|conservatory|kindergarten)$/.test(
      head.lower,
    )
  )
    return 'school';
  return 'company';
};

/** "birch hollow urgent care", "haverty drug": one or two unknown words before the head, in small letters. */
function lowOrganisation(marks: Marks, i: number, strong: boolean): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  let start = i - head.phrase;
  if (!strong && !/^(?:drug|drugs|associates|pediatrics|orthopedics|imaging)$/.test(head.lower)) return;
  let own = 0;
  while (start > 0 && own < 2 && i - start < 4) {
    const before = lexemes[start - 1] as Lexeme;
    if ((lexemes[start] as Lexeme).gap !== Gap.space || before.kind !== 'word' || before.writing !== 'lower')
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
        before.text.length < 3)
    )
      break;
    own++;
    start--;
  }
  const cue = /^(?:at|to|from|in|near|@)$/.test(lexemes[start - 1]?.lower ?? '');
  if (own > 0 && cue && start < i) mark(marks, start, i + 1, kindOfHead(head));
}

/** Whether a line end inside a name is only where the text was wrapped. */
function wraps(lexemes: readonly Lexeme[], at: number): boolean {
  let first = at - 1;
  while (first > 0 && (lexemes[first] as Lexeme).gap !== Gap.line) first--;
  return (lexemes[at - 1] as Lexeme).end - (lexemes[first] as Lexeme).start > 45;
}

/** Capitalised words that are no everyday words, from `start`: the index behind the last. */
function properRun(lexemes: readonly Lexeme[], start: number, limit: number): number {
  let end = start;
  while (end < start + limit) {
    const lexeme = lexemes[end];
    if (!lexeme || !proper(lexeme)) break;
    if (end > start && lexeme.gap > Gap.space && !(lexeme.gap === Gap.line && wraps(lexemes, end))) break;
    if (end > start && lexeme.gap === Gap.none && lexemes[end - 1]?.text !== '.') break;
    if (has(lexeme, Flag.weekday | Flag.credential) && !has(lexeme, Flag.given | Flag.family)) break;
    const leading = end === start && prefix.test(lexeme.lower) && proper(lexemes[end + 1] ?? lexeme);
    if (
      has(lexeme, Flag.safe) &&
      !leading &&
      !has(
        lexeme,
        Flag.town |
          Flag.city |
          Flag.ambiguous |
          Flag.family |
          Flag.weakOrganisation |
          Flag.organisation |
          Flag.street,
      )
    )
      break;
    end++;
    if (/^(?:st|mt|ft|ste)$/.test(lexeme.lower) && lexemes[end]?.text === '.') end++;
    while (
      /^['’]s$/.test(lexemes[end]?.text ?? '') ||
      (/^['’]$/.test(lexemes[end]?.text ?? '') &&
        lexemes[end + 1]?.gap === Gap.space &&
        proper(lexemes[end + 1] as Lexeme))
    )
      end++;
    if (
      lexemes[end]?.text === '-' &&
      lexemes[end]?.gap === Gap.none &&
      lexemes[end + 1]?.gap === Gap.none &&
      proper(lexemes[end + 1] as Lexeme)
    )
      end += 2;
  }
  while (end > start && (lexemes[end - 1] as Lexeme).kind !== 'word') end--;
  return end;
}

/** First words of towns that are everyday words otherwise. */
const prefix =
  /^(?:old|new|upper|lower|north|south|east|west|great|little|big|grand|mount|fort|port|lake|saint|point|cape|glen|silver|green|red|white|black|cedar|oak|pine|maple)$/;

const livesBefore =
  /^(?:lives?|lived|living|resides?|residing|born|raised|moved|relocated|grew|native|resident|stays|staying|trip|travel(?:ed|led|s|ing)?|visit(?:ing|ed)?|vacation(?:ing)?|returned|drove|flew|flying|transferred|emigrated|immigrated|hometown|home|mechanic|man|woman|driver|worker|veteran|farmer|teacher|student|lady|gentleman|male|female|originally|up|back|came|comes|camping|hiking|fishing|cruise|conference|apartment|house|family|brother|sister|son|daughter)$/;

/** "from Pell Landing", "lives in Buffalo", "trip to Eau Verte": a place behind a preposition. */
function behindPreposition(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const preposition = lexemes[i] as Lexeme;
  let at = i + 1;
  if (lexemes[at]?.lower === 'the') at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap === Gap.none || first.gap === Gap.wide || first.writing === 'lower')
    return;
  if (first.writing === 'capitals' || (first.text.length < 3 && first.lower !== 'st')) return;
  const end = properRun(lexemes, at, 4);
  if (end === at) return;
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  const last = run.at(-1) as Lexeme;
  if (has(last, Flag.kept) && run.length === last.phrase + 1) return;
  if (run.every((l) => has(l, Flag.kept | Flag.safe) && !has(l, Flag.city))) return;
  if (
    has(lexemes[end], Flag.eponymHead) ||
    (lexemes[end]?.text === "'s" && has(lexemes[end + 1], Flag.eponymHead))
  )
    return;
  const lives = livesBefore.test(lexemes[i - 1]?.lower ?? '');
  const strange = run.filter(
    (l) =>
      (l.flags & (Flag.safe | Flag.eponym | Flag.given | Flag.month | Flag.generic)) === 0 &&
      !looksClinical(l.lower),
  );
  const clinical = run.some(
    (l) =>
      has(l, Flag.eponymHead) || (looksClinical(l.lower) && !has(l, Flag.town | Flag.family | Flag.city)),
  );
  if (clinical) return;
  const { lower } = preposition;
  if (lower === 'at') {
    if (run.length >= 2 && strange.length > 0 && !has(first, Flag.given | Flag.title))
      mark(marks, i + 1 === at ? at : at - (lexemes[at - 1]?.text === 'The' ? 1 : 0), end, 'company');
    else if (
      run.length === 1 &&
      strange.length === 1 &&
      /^(?:works?|worked|working|job|employed|lives?|studies|student|teaches|nights|shifts?|cook|mechanic|clerk|manager|staff|jail|stays?|staying|resides?)$/.test(
        lexemes[i - 1]?.lower ?? '',
      )
    )
      mark(marks, at, end, 'company');
    return;
  }
  if (has(last, Flag.town) && run.length > 1 && !has(first, Flag.title)) {
    mark(marks, at, end, 'city');
    return;
  }
  if (lower === 'from' || lower === 'in' || lower === 'to' || lower === 'near' || lower === 'of') {
    const place = lives && strange.length > 0 && !run.some((l) => has(l, Flag.given));
    const comes =
      lower === 'from' && run.length > 1 && strange.length > 0 && !has(first, Flag.given | Flag.eponym);
    if (place || comes) mark(marks, at, end, 'city');
  }
}

/** "trip to lake attica", "lives in mount ash": in a note without capitals. */
function lowTown(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, second] = [lexemes[i + 1], lexemes[i + 2]];
  if (
    !first ||
    !second ||
    first.writing !== 'lower' ||
    second.writing !== 'lower' ||
    second.gap !== Gap.space
  )
    return;
  if (
    !/^(?:lake|mount|mt|fort|port|saint|st|cape|new|san|santa|los|las|el)$/.test(first.lower) ||
    second.kind !== 'word'
  )
    return;
  const known = has(second, Flag.city | Flag.family) && !has(second, Flag.safe);
  const unknown =
    !has(second, Flag.safe | Flag.generic | Flag.eponymHead | Flag.role) &&
    !looksClinical(second.lower) &&
    second.lower.length > 3;
  if (known || (unknown && livesBefore.test(lexemes[i - 1]?.lower ?? '') && first.lower !== 'new'))
    mark(marks, i + 1, i + 3, 'city');
}

/** A city of the gazetteer where something says that it is a place. */
function listedCity(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const city = lexemes[i] as Lexeme;
  const start = i - city.phrase;
  const first = lexemes[start] as Lexeme;
  if (first.writing === 'lower' || has(lexemes[i + 1], Flag.eponymHead)) return;
  const [before, next] = [lexemes[start - 1], lexemes[i + 1]];
  if (before?.text === '-' && first.gap === Gap.none) return;
  const cue =
    before &&
    first.gap <= Gap.space &&
    /^(?:in|from|near|to|at|of|outside|around|visiting|via|downtown|live|lives|,)$/.test(before.lower);
  const state = next?.text === ',' && isState(lexemes, i + 2);
  const plain = !has(city, Flag.given | Flag.family | Flag.ambiguous | Flag.eponym | Flag.safe | Flag.kept);
  if (
    city.phrase > 0 ||
    state ||
    (cue && before.text !== ',' && (plain || /^(?:in|from|near|outside)$/.test(before.lower))) ||
    (plain && first.writing === 'capital' && cue)
  ) {
    mark(marks, start, i + 1, 'city');
  }
}

const isState = (lexemes: readonly Lexeme[], at: number): boolean => {
  const state = lexemes[at];
  if (state?.kind !== 'word') return false;
  return (has(state, Flag.state) && state.writing === 'capitals') || has(state, Flag.kept);
};

/** "Heron Sound SC 29999", "Cobbler's Ford, NJ 08999": the city before a state, the number behind it. */
function beforeState(marks: Marks, i: number): void {
  const { lexemes, found, text } = marks;
  const state = lexemes[i] as Lexeme;
  if (
    !(has(state, Flag.state) && state.writing === 'capitals') &&
    !(has(state, Flag.kept) && state.writing !== 'lower')
  )
    return;
  let at = i + 1;
  if (lexemes[at]?.text === ',') at++;
  const number = lexemes[at];
  const zipEnd = number?.kind === 'number' && number.gap <= Gap.line ? stick(zip, text, number.start) : -1;
  if (zipEnd > 0 && number)
    found.push({ start: number.start, end: zipEnd, category: 'LOCATION', kind: 'zip' });
  let end = i - state.phrase;
  const comma = lexemes[end - 1]?.text === ',';
  if (comma) end--;
  if (!comma && zipEnd < 0) return;
  if (has(state, Flag.kept) && !has(state, Flag.state) && !comma) return;
  let start = end;
  while (start > 0 && end - start < 6) {
    const lexeme = lexemes[start - 1] as Lexeme;
    if (
      start < end &&
      (lexemes[start] as Lexeme).gap > Gap.space &&
      !((lexemes[start] as Lexeme).gap === Gap.line && wraps(lexemes, start))
    )
      break;
    const mark =
      /^['’]s?$/.test(lexeme.text) ||
      (lexeme.text === '.' && /^(?:st|mt|ft)$/.test(lexemes[start - 2]?.lower ?? ''));
    const hyphen = /^-$/.test(lexeme.text) && lexeme.gap === Gap.none;
    if (
      !mark &&
      !hyphen &&
      (!proper(lexeme) ||
        (has(lexeme, Flag.credential) && lexeme.writing === 'capitals' && lexemes[start - 2]?.text === ',') ||
        (has(lexeme, Flag.street) && end - start > 0 && !has(lexeme, Flag.town)))
    )
      break;
    if (
      has(lexeme, Flag.safe) &&
      !has(lexeme, Flag.town | Flag.family | Flag.ambiguous | Flag.generic | Flag.city | Flag.street)
    )
      break;
    start--;
  }
  while (start < end && (lexemes[start] as Lexeme).kind !== 'word') start++;
  const words = lexemes.slice(start, end).filter((l) => l.kind === 'word');
  const first = words[0];
  if (!first || (has(first, Flag.credential) && words.length === 1 && first.writing === 'capitals')) return;
  if (!zipEnd && words.every((l) => has(l, Flag.safe))) return;
  // "A, MD" is a credential, not Maryland.
  if (
    zipEnd < 0 &&
    (has(state, Flag.credential) ||
      /^(?:or|in|me|hi|ok|id|oh|pa|ma|la|mo|ms|mt|al|de|co|ct|ne|nd|sd|ca)$/.test(state.lower)) &&
    !/^(?:OH|PA|CA)$/.test(state.text)
  )
    return;
  if (
    zipEnd < 0 &&
    words.some((l) => has(l, Flag.given) && !has(l, Flag.city)) &&
    !has(words.at(-1), Flag.town)
  )
    return;
  mark(marks, start, end, 'city');
}

const labels =
  /^(?:pharmacy|school|agency|employer|facility|hospital|clinic|insurance|insurer|ins|carrier|payer|transport|ride|church|parish|residence|address|county|city|town|village|location|site|practice|employment|workplace|works|daycare|ems|lab|laboratory|plan|from|to|office|campus|ambulance)$/;

/** "Pharmacy: Kestrel Drug, Pine & 4th": what a field that holds a place says; `i` is the colon. */
function labelledPlace(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const label = lexemes[i - 1];
  if (!label || !labels.test(label.lower)) return;
  const at = i + 1;
  const first = lexemes[at];
  if (!first || first.gap === Gap.line || first.writing === 'lower' || has(first, Flag.title)) return;
  let end = properRun(lexemes, at, 5);
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
  if (
    !strange ||
    (/^(?:from|to|location|site|office|plan|lab|laboratory)$/.test(label.lower) && run.length < 2)
  )
    return;
  if (/^(?:from|to)$/.test(label.lower) && run.some((l) => has(l, Flag.given))) return;
  mark(marks, at, end, 'company');
}

/** Heads of towns that are no part of the body and no everyday word of a ward. */
const telling =
  /^(?:landing|crossing|springs|falls|creek|mills|mill|heights|grove|junction|harbou?r|corners|quay|cove|prairie|rapids|bluffs?|glen|glade|meadows|shores|haven|hollow|wash|gap|ford|bend|ridge|township|village|hills|lakes?|valley)$/;

/** "Sandover County", "fenwick twp", "Third Avenue", "Mesa Loop": a name before a head. */
function headed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  const before = lexemes[i - 1];
  if (before?.kind !== 'word' || head.gap !== Gap.space) return;
  if (/^(?:twp|township)$/.test(head.lower) && !has(before, Flag.safe)) {
    mark(marks, i - 1, i + 1, 'city');
    return;
  }
  if (head.writing === 'lower' || before.writing === 'lower') return;
  const strange = !has(before, Flag.safe | Flag.generic | Flag.eponym) && !looksClinical(before.lower);
  if (
    head.lower === 'county' &&
    (strange || has(before, Flag.family | Flag.given | Flag.city)) &&
    !has(before, Flag.kept)
  ) {
    mark(marks, i - 1, i + 1, 'county');
    return;
  }
  const cue = /^(?:on|at|of|off|near|to|and|&|from|in|the)$/.test(lexemes[i - 2]?.lower ?? '');
  if (has(head, Flag.town) && telling.test(head.lower)) {
    // "Ashby Quay", "Ridley Crossing": a name and a head that no anatomy has.
    const own = strange || has(before, Flag.family | Flag.city) || prefix.test(before.lower);
    const apart = /^[-–,(/&|]$/.test(lexemes[i - 2]?.text ?? '') || before.gap >= Gap.wide || cue;
    const closed =
      !lexemes[i + 1] ||
      (lexemes[i + 1] as Lexeme).kind === 'symbol' ||
      (lexemes[i + 1] as Lexeme).gap >= Gap.wide;
    if (own && apart && closed && !has(before, Flag.eponym | Flag.title)) {
      mark(marks, i - 1, i + 1, 'city');
      return;
    }
  }
  const ordinal = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$/.test(before.lower);
  if (
    has(head, Flag.street) &&
    head.lower.length > 2 &&
    cue &&
    head.writing === 'capital' &&
    (strange || ordinal || has(before, Flag.family | Flag.city))
  )
    mark(marks, i - 1, i + 1, 'street');
}

/** Places below the state and organisations that place a person. */
export function findPlaces({ text, lexemes }: Lexed): Finding[] {
  const marks: Marks = { text, lexemes, found: [] };
  const { found } = marks;
  const push = (start: number, end: number, kind: string): void => {
    found.push({ start, end, category: 'LOCATION', kind });
  };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    const { flags } = lexeme;
    if (lexeme.kind === 'symbol') {
      if (lexeme.text === ':') labelledPlace(marks, i);
      continue;
    }
    if (lexeme.kind === 'number') {
      const next = lexemes[i + 1];
      if (
        lexeme.text.length <= 6 &&
        next &&
        (next.gap === Gap.space || next.gap === Gap.none) &&
        !/[/.\d]$/.test(
          lexemes[i - 1]?.gap !== undefined && lexeme.gap === Gap.none ? (lexemes[i - 1] as Lexeme).text : '',
        )
      ) {
        const end = stick(address, text, lexeme.start);
        if (end > 0 && isAddress(text.slice(lexeme.start, end))) {
          push(lexeme.start, end, 'street');
          afterOrganisation(marks, indexAt(lexemes, i, end));
        }
      }
      continue;
    }
    if (flags & (Flag.organisation | Flag.weakOrganisation)) organisation(marks, i);
    if (flags & Flag.city) listedCity(marks, i);
    if (flags & (Flag.state | Flag.kept)) beforeState(marks, i);
    if (flags & (Flag.town | Flag.street)) headed(marks, i);
    if (lexeme.writing === 'lower' && /^(?:in|from|at|to|near|of|outside)$/.test(lexeme.lower)) {
      behindPreposition(marks, i);
      lowTown(marks, i);
    }
    if (/^(?:p|po|post)$/.test(lexeme.lower)) {
      const end = stick(box, text, lexeme.start);
      if (end > 0) push(lexeme.start, end, 'street');
    } else if (/^(?:highway|hwy|route|rte|interstate|state|county|us|i)$/.test(lexeme.lower)) {
      const end = stick(numberedRoad, text, lexeme.start);
      if (end > 0 && !(lexeme.lower === 'i' && !text.startsWith('-', lexeme.end)))
        push(lexeme.start, end, 'street');
    } else if (lexeme.writing === 'capital' && /^(?:&|and)$/.test(lexemes[i + 1]?.lower ?? '')) {
      const end = stick(crossStreets, text, lexeme.start);
      if (end > 0) push(lexeme.start, end, 'street');
    }
  }
  const coded = lexemes.some(
    ({ kind, text: word }) => kind === 'word' && word.length < 5 && /^[A-Z]{1,2}\d/.test(word),
  );
  for (const pattern of coded ? [postcode, canadian] : []) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const isPostcode =
        pattern === canadian
          ? true
          : match[0].includes(' ') ||
            /post ?code|address/i.test(text.slice(Math.max(0, match.index - 30), match.index));
      if (isPostcode) push(match.index, match.index + match[0].length, 'zip');
    }
  }
  return found;
}

/** The index of the first lexeme at or behind an offset. */
function indexAt(lexemes: readonly Lexeme[], from: number, offset: number): number {
  let index = from;
  while (index < lexemes.length && (lexemes[index] as Lexeme).start < offset) index++;
  return index;
}

/** A number and a street; "2 tablets by mouth at Dr" is none. */
function isAddress(found: string): boolean {
  const words = found.split(/\s+/).slice(1);
  const capitals = words.filter((w) => /^\p{Lu}|^\d/u.test(w)).length;
  if (capitals >= Math.min(2, words.length))
    return !/^(?:\d+ )?(?:Dr|Ct|St|Way|Run|Point)$/i.test(words.join(' '));
  return (
    words.every((w) => w === w.toLowerCase()) &&
    /\b(?:street|road|avenue|blvd|boulevard|lane|rd|ave|ln|court|drive|parkway|pkwy)\b/i.test(
      words.join(' '),
    ) &&
    words.length <= 3 &&
    !/\b(?:the|a|in|on|to|for|with|at|from|by|his|her)\b/.test(words.join(' '))
  );
}
