import { mentionsKin, ofSomebodyElse } from './claims';
import { idle } from './everyday';
import { isPlace, salience } from './salience';
import { classesOf, spellOut, termsOf } from './senses';

/** What a sentence says, as far as words tell: its terms, each affirmed or denied, and how things stand. */
export interface Meaning {
  /** The sentence in lower case with its short forms and turns of phrase spelled out. */
  readonly text: string;
  /** Canonical terms with their weight; what differs only in wording has the same term. */
  readonly terms: ReadonlyMap<string, number>;
  /** The terms that are denied. */
  readonly denied: ReadonlySet<string>;
  /** Terms that are parts of one word, each with all of them: no pneumonia is not no infection. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** The terms that name a part of the body or a relative: what is denied of it need not be what is asked. */
  readonly places: ReadonlySet<string>;
  /** The terms that name a relative. */
  readonly relatives: ReadonlySet<string>;
  /** The terms that are said of somebody else than the patient. */
  readonly others: ReadonlySet<string>;
  /** The terms that are neither affirmed nor denied. */
  readonly open: ReadonlySet<string>;
  /** The classes of the terms that are affirmed of the patient. */
  readonly classes: ReadonlySet<string>;
  /** How things stand, by question: course, treatment, doubt, side. */
  readonly states: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Phrases of a sentence that are known not to be affirmed of the patient, as written. */
export interface Known {
  readonly absent: readonly string[];
  readonly others: readonly string[];
  /** Only possible, or what may come: neither affirmed nor denied. */
  readonly open: readonly string[];
}

// How something was found matters less than what was found.
const tools = new Set([
  'echo',
  'scan',
  'film',
  'culture',
  'stud',
  'test',
  'surgery',
  'diseas',
  'symptom',
  'problem',
  'complaint',
  'medication',
  'drug',
  'therap',
  'treatment',
]);

const light = new Set(
  `a an the his her their its this that these those of in on at to and or with by for from as is was were be been being are am
  has have had having he she they it patient patient's pt pt's who which there any some also both will would can could may might
  must should do does did not no nor without never denies denied absent negative only at within into during than then when while
  history evidence sign signs known current currently time day days week weeks month months year years ago today yesterday now
  present presence present seen noted found show shows showed shown visible demonstrate demonstrates demonstrated identified
  diagnosis diagnosed diagnostic reveal reveals revealed report reports reported see seen get gets getting use uses used using
  patient's remains remain remained still again about up down out over under more most less very quite after before since
  experiencing experience experienced suffers suffer suffering undergone undergo underwent make made caused cause due secondary
  because level levels value values study exam examination positive change significant s m f mg ml mm cm kg`.split(
    /\s+/,
  ),
);

const withheld =
  /\b(?:held|withheld|stopped|discontinued|not (?:(?:be|been|being|yet|currently) )*(?:given|used|started|restarted|taking|taken|on)|avoid\w*|on hold|declin\w*|refus\w*|deferred|cancel\w*|used to (?:take|be on)|previously (?:on|took|taking)|came off|taken off|completed|(?:do|does|did|would) (?:rather )?not (?:want|wish)|rather not|reluctant|(?:takes|taking|on|given|received|receives|needs|needed|requires|required) no\b|\bno (?:[a-z]+ ){0,2}(?:was|were|is|are|has been|have been|being) (?:given|started|used|prescribed|administered|transfused|needed)|(?:was|were|had been) on [^.;]{2,40} until)\b/;
const given =
  /\b(?:given|received|start(?:s|ed)?|takes?|taking|(?:is|remains) on|treated with|continue[ds]?|administered|prescribed|resumed|restarted|wants|agrees|agreed|accepts|accepted|begun|began|transfused|keeps?|still)\b/;
const waiting =
  /\b(?:should|may|might|can|could|would|to|consider|if|please|will) (?:be )?(?:held|hold|stop|stopp\w+|withh\w+|discontinu\w+|start\w*|given?|restart\w*|resum\w*)\b[^;.]{0,60}\b(?:if|when|once|unless|for sbp|for hr)\b|\bif\b[^;.]{0,60}\b(?:held|hold|stop|stopped|withhold|discontinued?|start|give|restart|resume)\b|\b(?:hold|stop|give|start|restart) [^;.]{0,40}\b(?:if|for sbp|for hr|unless)\b|\bconsider (?:\w+ )?(?:hold|stopp|start|restart|resum|discontinu)ing\b/;
/** "Switched from one to another": one is stopped and another started. */
const exchange =
  /\b(?:switched|changed|transitioned|converted|rotated) (?:from )?([a-z][^;.,]{2,40}?) to (?=[a-z])([^;.,]{3,40})/g;

/** Whether a sentence says of one treatment that it is given and of another that it is not. */
export const givesAndWithholds = (lower: string): boolean =>
  !waiting.test(lower) && (lower.search(exchange) >= 0 || (withheld.test(lower) && given.test(lower)));

/** The parts of such a sentence, each on one treatment. */
export const partsOf = (lower: string): readonly string[] =>
  lower
    .replace(exchange, 'stopped $1 and started $2')
    .split(
      /; |, (?:and|but|then|while) |\b(?:but|then)\b|\band (?=(?:(?:was|were|is|has been|then|she|he|they|we|the patient|pt) )*(?:held|stopp|start|begun|begin|given|plac|restart|resum|continu|discontinu|switch|withheld)|[a-z]+ (?:was|were|is) )/,
    );

const states: readonly { readonly question: string; readonly value: string; readonly pattern: RegExp }[] = [
  {
    question: 'course',
    value: 'gone',
    pattern: /\b(?:resolved?|cleared|gone|disappeared|subsided|healed|recovered|no longer)\b/,
  },
  {
    question: 'course',
    value: 'same',
    pattern:
      /\b(?:unchanged|stable|no (?:interval |significant )?change|persist\w*|remain(?:s|ed)?|still|continu\w*|ongoing|again noted)\b/,
  },
  {
    question: 'course',
    value: 'better',
    pattern: /\b(?:improv\w*|better|decreas\w*|smaller|relieved|responded|controlled|tolerated)\b/,
  },
  {
    question: 'course',
    value: 'worse',
    pattern:
      /\b(?:worse\w*|increas\w*|larger|progress(?:ed|ion)|grown in|doubled|enlarg\w*|deteriorat\w*|refractory|uncontrolled)\b/,
  },
  { question: 'course', value: 'new', pattern: /\b(?:new|appeared|newly|developed since)\b/ },
  // "Should be stopped if", "consider starting": an order that waits tells neither.
  { question: 'treatment', value: 'open', pattern: waiting },
  { question: 'treatment', value: 'withheld', pattern: withheld },
  { question: 'treatment', value: 'given', pattern: given },
  {
    question: 'doubt',
    value: 'excluded',
    pattern:
      /(?<!not )(?<!not been )(?<!not yet )(?<!never )(?<!cannot be )(?<!not entirely )(?<!not fully )(?<!not completely )\b(?:ruled out|excluded)\b/,
  },
  {
    question: 'doubt',
    value: 'open',
    pattern:
      /\b(?:possib\w*|suspected|likely|concern\w*|may represent|suspicious|questionable|differential|not (?:(?:yet|been|be|entirely|completely|fully|definitely) )*(?:ruled out|excluded)|(?:cannot|could not|can't) be (?:\w+ )?(?:excluded|ruled out)|rule out)\b/,
  },
  {
    question: 'effect',
    value: 'failed',
    pattern:
      /\b(?:fail(?:s|ed)?|(?:did|does|do|has|was|were|is|are) not (?:\w+ )?(?:help|work|reliev|respon|tolerat|eas|settl|control)\w*|no (?:\w+ )?(?:relief|response|effect|benefit|help)|without (?:any |much )?(?:relief|effect|benefit)|not (?:relieved|helped|controlled|tolerated|responding)|refractory|ineffective|intolerant)\b/,
  },
  {
    question: 'effect',
    value: 'worked',
    pattern:
      /(?<!not )(?<!not be )\b(?:help(?:s|ed|ing)|reliev(?:es|ed|ing)|(?:good|with) (?:effect|relief)|respond(?:s|ed)|effective|went away|took [a-z ]{0,20}away|eased|settled|(?:improv\w+|controlled|better) (?:on|with|by|after)|passed)\b/,
  },
  {
    question: 'level',
    value: 'high',
    pattern:
      /\b(?:high|higher|elevated|raised|rose|rises?|risen|rising|increas\w+|gain\w*|(?:is|was|are|went|gone) up|up from|climb\w*|excess\w*|fast|large|larger|enlarged)\b/,
  },
  {
    question: 'level',
    value: 'low',
    pattern:
      /\b(?:low|lower|lowered|reduced|reduction|decreas\w+|fell|falls|falling|dropp\w+|drops|los[ts]|loss|loses|losing|(?:is|was|are|went|gone|came|come) down|down (?:from|to)|shrank|shrunk|wean\w+|slow|small|smaller)\b/,
  },
  { question: 'side', value: 'left', pattern: /\bleft\b/ },
  { question: 'side', value: 'right', pattern: /\bright\b/ },
];

const denial =
  /\b(?:no|not|n't|without|denies|denied|never|negative for|absence of|free of|nobody|none|neither|nor|lacks?|fails? to|failed to|not been)\b/g;
const denialBehind =
  /\b(?:is|are|was|were|has been|have been|:)? ?(?:absent|denied|none|nil|clear(?= ?(?:[.,;]|$|bilaterally|and |to auscultation))|not (?:seen|present|identified|visible|evident|noted|detected|found)|negative|ruled out|excluded|normal)\b/g;
/** "Normal lungs": as good as none of what could be found there. */
const normalBefore = /\b(?:normal|unremarkable|intact) (?:[a-z-]+(?: [a-z-]+){0,2})/g;
const scopeEnd =
  /[.;:]|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bexcept\b|\bwhich\b|\bbecause\b|\bgiven\b|\bsince\b|\bif\b/;
// "No change" and "not excluded" deny no finding.
const notDenial =
  /\b(?:no|not|never) (?:(?:interval|significant|yet|been|be|only|limited|entirely|completely|fully|definitely|reliably) ){0,3}(?:change[ds]?|excluded|ruled out|only|limited|exclude|rule out|certain|clear)\b/g;

// Bounded, so that a line of digits costs no more than others.
const number = String.raw`(?<![\d.,])(\d{1,7}(?:[.,]\d{1,4}){0,2})`;
/** Values that moved: "1.6 from 6.2", "from 78 to 55", "1.3 -> 2.4", "is 2.4; it was 1.3". */
const moves: readonly { readonly pattern: RegExp; readonly back: boolean }[] = [
  { pattern: new RegExp(String.raw`\bfrom ${number}[^.;\d]{0,12} to ${number}`, 'g'), back: false },
  { pattern: new RegExp(`${number} ?(?:->|→) ?${number}`, 'g'), back: false },
  { pattern: new RegExp(String.raw`${number}[^.;\d]{0,12},? (?:up |down )?from ${number}`, 'g'), back: true },
  { pattern: new RegExp(String.raw`${number}[^.\d]{0,16}[;,] (?:it )?was ${number}`, 'g'), back: true },
];

/** The sentence with values that moved told in words. */
function withMoves(lower: string): string {
  if (!/\d/.test(lower)) return lower;
  let text = lower.replace(/\b(\d{1,2})\/10\b/g, (found, score: string) =>
    Number(score) >= 7 ? `${found} severe` : Number(score) <= 3 ? `${found} mild` : found,
  );
  for (const { pattern, back } of moves)
    text = text.replace(pattern, (found, a: string, b: string) => {
      const [from, to] = back ? [Number(b), Number(a)] : [Number(a), Number(b)];
      return to > from ? `${found} increased` : to < from ? `${found} decreased` : found;
    });
  return text;
}

/** Reads a sentence; `known` are phrases of it that are not affirmed of the patient. */
export function meaningOf(text: string, known: Known = { absent: [], others: [], open: [] }): Meaning {
  const lower = withMoves(
    spellOut(text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ')).replace(
      exchange,
      'stopped $1 and started $2',
    ),
  );
  const scopes: [number, number][] = [];
  const masked = lower.replace(notDenial, (found) => '_'.repeat(found.length));
  for (const match of masked.matchAll(denial)) {
    const from = match.index + match[0].length;
    const rest = masked.slice(from);
    const stop = scopeEnd.exec(rest);
    scopes.push([from, stop ? from + stop.index : masked.length]);
  }
  for (const match of masked.matchAll(denialBehind)) {
    const before = masked.slice(0, match.index);
    const start =
      Math.max(
        before.lastIndexOf('. '),
        before.lastIndexOf('; '),
        before.lastIndexOf(', '),
        before.lastIndexOf(' but '),
        -1,
      ) + 1;
    scopes.push([start, match.index]);
  }
  for (const match of masked.matchAll(normalBefore))
    scopes.push([match.index, match.index + match[0].length]);
  scopes.push(...placesOf(lower, known.absent));
  const elsewhere = placesOf(lower, known.others);
  const undecided = placesOf(lower, known.open);
  const kin = mentionsKin(lower);
  const within = (ranges: readonly (readonly [number, number])[], at: number): boolean =>
    ranges.some(([from, to]) => at >= from && at < to);
  const terms = new Map<string, number>();
  const denied = new Set<string>();
  const parts = new Map<string, readonly string[]>();
  const places = new Set<string>();
  const relatives = new Set<string>();
  const others = new Set<string>();
  const open = new Set<string>();
  const classes = new Set<string>();
  for (const match of lower.matchAll(/[\p{L}][\p{L}\p{M}\p{Nd}'_-]*|\d[\d.,]*/gu)) {
    const word = match[0].replace(/'s$/, '');
    if (light.has(word)) continue;
    const names = termsOf(word);
    const no = within(scopes, match.index);
    const other = within(elsewhere, match.index) || (kin && ofSomebodyElse(lower, match.index));
    for (const name of names) {
      terms.set(name, tools.has(name) ? 0.3 : /^\d/.test(name) ? 0.5 : salience(word) / names.length ** 0.5);
      if (no) denied.add(name);
      if (mentionsKin(word)) relatives.add(name);
      if ((isPlace(word) && isPlace(name)) || mentionsKin(word)) places.add(name);
      if (names.length > 1) parts.set(name, names);
      if (other) others.add(name);
      if (within(undecided, match.index)) open.add(name);
      // A kind that is one of several words for it ("lung infection") does not stand for a class of its own.
      if (!no && !other) for (const above of [...classesOf(name), ...classesOf(word)]) classes.add(above);
    }
  }
  const how = new Map<string, Set<string>>();
  for (const { question, value, pattern } of states)
    if (pattern.test(lower)) how.set(question, (how.get(question) ?? new Set()).add(value));
  return { text: lower, terms, denied, parts, places, relatives, others, open, classes, states: how };
}

/** Where phrases stand in a text in lower case. */
const placesOf = (lower: string, phrases: readonly string[]): [number, number][] =>
  phrases.flatMap((phrase) => {
    const spelled = spellOut(phrase.toLowerCase());
    const at = lower.indexOf(spelled);
    return at < 0 ? [] : [[at, at + spelled.length] as [number, number]];
  });

// Words of state are no terms: they are compared as states.
for (const word of `resolved resolve cleared clear gone disappeared unchanged stable persists persisted continues continued ongoing
  improved improving better worse worsened worsening new appeared elevated high low normal increased decreased given held withheld
  stopped started start received takes taking take treated continue possible suspected likely excluded ruled rule possibility
  left right tolerates tolerated earlier prior previous previously past remained longer limits gain gained gains lost loss loses losing rose rising rises reduced rate smaller larger higher lower ${idle}`.split(
  /\s+/,
))
  light.add(word);
