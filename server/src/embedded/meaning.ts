/** What a sentence says, as far as words tell: its terms, each affirmed or denied, and how things stand. */
export interface Meaning {
  /** Canonical terms with their weight; what differs only in wording has the same term. */
  readonly terms: ReadonlyMap<string, number>;
  /** The terms that are denied. */
  readonly denied: ReadonlySet<string>;
  /** How things stand, by question: course, treatment, doubt, side. */
  readonly states: ReadonlyMap<string, string>;
  /** Whether it speaks of a relative. */
  readonly kin: boolean;
}

// One line a term: the words and phrases that stand for it.
const senses = `
clot: thrombosis thrombus thrombi embolism embolus emboli dvt thromboembolism
lung: lungs pulmonary respiratory bronchial chest thoracic
heart: cardiac cardiogenic myocardial coronary
kidney: renal kidneys nephropathy
liver: hepatic liver
brain: cerebral intracranial skull cranial head calvarial
leg: legs lower extremity calf
vein: veins venous
bleeding: hemorrhage haemorrhage bleed bled hematoma haematoma hemorrhagic
infection: pneumonia sepsis septic infected cellulitis infectious uti
bacteremia: bacteraemia
cancer: carcinoma malignancy malignant neoplasm tumor tumour adenocarcinoma
inflamed: inflammation inflammatory appendicitis diverticulitis
gallstone: gallstones cholelithiasis
fluid: effusion ascites edema swelling
family: mother father brother sister aunt uncle relative relatives sibling parent grandmother grandfather maternal paternal cousin
spouse: husband wife partner
ill: cold sick unwell illness
vision: visual diplopia sees see seeing eye sight
double: diplopia
walk: walker walking ambulate ambulating ambulation gait walks
device: walker cane crutches wheelchair
fracture: fractures broken break fractured
bone: bones parietal
displaced: shift displacement midline
breathing: breath dyspnea dyspnoea breathless retractions shortness
pain: painful ache pains
lightheaded: lightheadedness dizzy dizziness
posture: standing upright
reaction: reacts react hives rash anaphylaxis allergic allergy allergies
antibiotic: vancomycin ceftriaxone daptomycin cefepime antibiotics doxycycline ciprofloxacin azithromycin piperacillin cefazolin amoxicillin meropenem antimicrobial
betablocker: metoprolol atenolol carvedilol propranolol bisoprolol
anticoagulant: apixaban warfarin heparin enoxaparin rivaroxaban dabigatran anticoagulation anticoagulated coumadin eliquis
opioid: oxycodone morphine hydromorphone fentanyl hydrocodone opiate narcotic opioids
diuretic: furosemide torsemide lasix bumetanide diuretics diuresis diuresed spironolactone
steroid: prednisone prednisolone dexamethasone methylprednisolone steroids hydrocortisone
insulin: insulin glargine lispro
statin: atorvastatin rosuvastatin simvastatin pravastatin
nsaid: ibuprofen naproxen ketorolac nsaids
hypertension: htn hypertensive
diabetes: dm diabetic t2dm
smoker: smokes smoking smoked tobacco cigarettes cigarette smoke
alcohol: etoh drinks drinking drink beer wine
nodule: nodules granuloma nodular lesion lesions mass
consolidation: opacity opacities infiltrate infiltrates
culture: cultures
surgery: operation surgical operated underwent
fever: febrile fevers pyrexia
nausea: nauseated nauseous vomiting emesis
seizure: seizures convulsion
stroke: cva infarct infarction
confusion: confused delirium delirious disoriented
rash: rashes
apex: apical
tuberculosis: tb
film: radiograph radiographs xray cxr
echo: echocardiogram tte tee transthoracic echocardiography
scan: ct mri
weight: weight
vegetation: vegetations
excluded: exclude
prosthetic: prosthesis
dead: died death deceased
`;
const sense = new Map<string, string>();
for (const line of senses.split('\n')) {
  const [name, forms] = line.split(': ');
  if (name === undefined || forms === undefined) continue;
  sense.set(name, name);
  for (const form of forms.split(' ')) if (!sense.has(form)) sense.set(form, name);
}
// A word may stand for two terms: a natural compound is both.
const compound: Readonly<Record<string, readonly string[]>> = {
  pneumonia: ['infection', 'lung'],
  dvt: ['clot', 'leg', 'vein'],
  uti: ['infection', 'urinary'],
  diplopia: ['double', 'vision'],
  appendicitis: ['inflamed', 'appendix'],
  diverticulitis: ['inflamed', 'diverticula'],
  cholelithiasis: ['gallstone'],
  nephropathy: ['kidney', 'disease'],
  retinopathy: ['eye', 'disease'],
  cardiomyopathy: ['heart', 'disease'],
  pericholecystic: ['gallbladder', 'around'],
  nephrolithiasis: ['kidney', 'stone'],
  hepatomegaly: ['liver', 'large'],
  hypoxemia: ['hypoxia'],
  hypoxic: ['hypoxia'],
  bacteremia: ['bacteremia', 'infection'],
};
// With beginnings of what each finds.
const phrases: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/\bdeep ve(?:in|nous) thromb\w+/g, 'dvt', ['deep v']],
  [/\bpulmonary embol\w+|\bpe\b/g, 'lung clot', ['pulmonary emb', 'pe']],
  [/\bhigh blood pressure\b/g, 'hypertension', ['high blood']],
  [/\bshortness of breath\b|\bsob\b|\bshort of breath\b/g, 'dyspnea', ['short', 'sob']],
  [/\bbeta[- ]?blockers?\b/g, 'betablocker', ['beta']],
  [/\bheart attack\b|\bstemi\b|\bnstemi\b/g, 'myocardial infarction', ['heart att', 'stemi']],
  [/\bblood thinners?\b/g, 'anticoagulant', ['blood thin']],
  [/\bwork of breathing\b/g, 'breathing', ['work of br']],
  [
    /\bloss of consciousness\b|\bpassed out\b|\bfaint\w*\b/g,
    'syncope',
    ['loss of con', 'passed out', 'faint'],
  ],
  [/\bfamily history\b/g, 'family', ['family']],
  [/\bx-?rays?\b/g, 'film', ['x-ray', 'xray']],
  [/\bassistive device\b/g, 'device', ['assist']],
];

// How something was found matters less than what was found.
const tools = new Set(['echo', 'scan', 'film', 'culture', 'stud', 'test', 'surgery', 'diseas']);

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
  {
    question: 'treatment',
    value: 'withheld',
    pattern:
      /\b(?:held|withheld|stopped|discontinued|not (?:be )?(?:given|used|started|restarted)|avoid\w*|on hold|declin\w*|refus\w*|deferred|cancel\w*)\b/,
  },
  {
    question: 'treatment',
    value: 'given',
    pattern:
      /\b(?:given|received|start(?:s|ed)?|takes|taking|treated with|continue[ds]?|administered|prescribed|resumed|restarted)\b/,
  },
  {
    question: 'doubt',
    value: 'excluded',
    pattern: /(?<!not )(?<!not been )(?<!not yet )(?<!never )\b(?:ruled out|excluded)\b/,
  },
  {
    question: 'doubt',
    value: 'open',
    pattern:
      /\b(?:possib\w*|suspected|likely|concern\w*|may represent|suspicious|questionable|differential|not (?:yet |been |be )*(?:been )?(?:ruled out|excluded)|cannot be excluded|rule out)\b/,
  },
  { question: 'side', value: 'left', pattern: /\bleft\b/ },
  { question: 'side', value: 'right', pattern: /\bright\b/ },
];

const denial =
  /\b(?:no|not|n't|without|denies|denied|never|negative for|absence of|free of|nobody|none|neither|nor|lacks?|fails? to|failed to|not been)\b/g;
const denialBehind =
  /\b(?:is|are|was|were|has been|have been|:)? ?(?:absent|not (?:seen|present|identified|visible|evident|noted|detected|found)|negative|ruled out|excluded|normal)\b/g;
const scopeEnd =
  /[.;:]|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bexcept\b|\bwhich\b|\bbecause\b|\bgiven\b|\bsince\b|\bif\b/;
// "No change" and "not excluded" deny no finding.
const notDenial =
  /\b(?:no|not|never) (?:(?:interval|significant|yet|been|be|only|limited) ){0,3}(?:change[ds]?|excluded|ruled out|only|limited|exclude|rule out|certain|clear)\b/g;

/** The stem of a word: endings of number and time are taken off. */
const stem = (word: string): string =>
  word.length < 5
    ? word
    : word
        .replace(/(?:ations?|ingly|edly|ally|ings?|ness|ies|ied|ed|es|ly|al|ar|s|e|y|ic)$/, '')
        .replace(/(.)\1$/, '$1');

/** Beginnings of words of which one stands in any sentence that shares a term with a meaning. */
export function stemsOf(meaning: Meaning): readonly string[] {
  const stems = new Set<string>();
  for (const [form, name] of sense) if (meaning.terms.has(name)) stems.add(form);
  for (const [word, names] of Object.entries(compound))
    if (names.some((name) => meaning.terms.has(name))) stems.add(word);
  for (const [, to, forms] of phrases)
    if (
      to
        .split(' ')
        .some(
          (word) =>
            meaning.terms.has(sense.get(word) ?? stem(word)) ||
            compound[word]?.some((name) => meaning.terms.has(name)),
        )
    )
      for (const form of forms) stems.add(form);
  for (const name of meaning.terms.keys()) if (!sense.has(name)) stems.add(name);
  return [...stems];
}

/** Reads a sentence. `absent` are phrases in it that are known to be denied, as written. */
export function meaningOf(text: string, absent: readonly string[] = []): Meaning {
  let lower = text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
  for (const [pattern, to] of phrases) lower = lower.replace(pattern, to);
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
  for (const phrase of absent) {
    const at = lower.indexOf(phrase.toLowerCase());
    if (at >= 0) scopes.push([at, at + phrase.length]);
  }
  const terms = new Map<string, number>();
  const denied = new Set<string>();
  let kin = false;
  for (const match of lower.matchAll(/[\p{L}][\p{L}\p{M}\p{Nd}'-]*|\d[\d.,]*/gu)) {
    const word = match[0].replace(/'s$/, '');
    if (light.has(word)) continue;
    const names = compound[word] ?? [sense.get(word) ?? stem(word)];
    const no = scopes.some(([from, to]) => match.index >= from && match.index < to);
    for (const name of names) {
      if (name === 'family' || name === 'spouse') kin = true;
      terms.set(name, tools.has(name) ? 0.3 : /^\d/.test(name) ? 0.5 : 1 / names.length ** 0.5);
      if (no) denied.add(name);
    }
  }
  const how = new Map<string, string>();
  for (const { question, value, pattern } of states)
    if (!how.has(question) && pattern.test(lower)) how.set(question, value);
    else if (question === 'side' && pattern.test(lower)) how.set(question, 'both');
  return { terms, denied, states: how, kin };
}

// Words of state are no terms: they are compared as states.
for (const word of `resolved resolve cleared clear gone disappeared unchanged stable persists persisted continues continued ongoing
  improved improving better worse worsened worsening new appeared elevated high low normal increased decreased given held withheld
  stopped started start received takes taking take treated continue possible suspected likely excluded ruled rule possibility
  left right tolerates tolerated earlier prior previous previously past remained longer limits`.split(/\s+/))
  light.add(word);
