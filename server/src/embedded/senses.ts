import { longForms } from './concept';
import { everyday, everydayKinds, wholes } from './everyday';
import { expressions, furtherKinds, opposites } from './expressions';
import { once } from './memo';

/**
 * What words stand for, for holding two sentences against each other. Two tables are kept apart: words that mean the
 * same, and kinds of a class. A kind speaks for its class ("warfarin" for "anticoagulant"), never for another kind.
 */

// One line a term: the words that mean the same.
const same = `
clot: thrombosis thrombus thrombi embolism embolus emboli thromboembolism
lung: lungs pulmonary respiratory bronchial chest thoracic
heart: cardiac cardiogenic myocardial coronary
kidney: renal kidneys nephropathy
liver: hepatic
brain: cerebral intracranial skull cranial head calvarial
leg: legs lower extremity calf
vein: veins venous
bleeding: hemorrhage haemorrhage bleed bled hematoma haematoma hemorrhagic
infection: infected infectious infections
sepsis: septic
bacteremia: bacteraemia
cancer: carcinoma malignancy malignant neoplasm tumor tumour
inflamed: inflammation inflammatory
gallstone: gallstones cholelithiasis
fluid: fluids
effusion: effusions
edema: oedema swelling swollen
family: relative relatives
mother: mom mum maternal
father: dad paternal
spouse: partner
ill: cold sick unwell illness
vision: visual diplopia sees see seeing eye sight
double: diplopia
walk: walking ambulate ambulating ambulation gait walks
fracture: fractures broken break fractured
bone: bones parietal
displaced: shift displacement midline
breathing: breath dyspnea dyspnoea breathless retractions shortness
pain: painful ache pains
lightheaded: lightheadedness dizzy dizziness
posture: standing upright
reaction: reacts react allergic allergy allergies
antibiotic: antibiotics antimicrobial antimicrobials
anticoagulant: anticoagulation anticoagulated anticoagulants
opioid: opioids opiate opiates narcotic narcotics
diuretic: diuretics diuresis diuresed
steroid: steroids corticosteroid corticosteroids glucocorticoid
statin: statins
nsaid: nsaids
insulin: insulins
vaccine: vaccines vaccinated vaccination
warfarin: coumadin
apixaban: eliquis
rivaroxaban: xarelto
dabigatran: pradaxa
enoxaparin: lovenox
furosemide: lasix frusemide
bumetanide: bumex
torsemide: torasemide
spironolactone: aldactone
atorvastatin: lipitor
rosuvastatin: crestor
simvastatin: zocor
metoprolol: lopressor toprol
carvedilol: coreg
atenolol: tenormin
lisinopril: zestril prinivil
losartan: cozaar
valsartan: diovan
sacubitril: entresto
amlodipine: norvasc
diltiazem: cardizem
acetaminophen: tylenol paracetamol
ibuprofen: advil motrin
naproxen: aleve naprosyn
metformin: glucophage
levothyroxine: synthroid
clopidogrel: plavix
aspirin: asa
omeprazole: prilosec
pantoprazole: protonix
ondansetron: zofran
lorazepam: ativan
alprazolam: xanax
diazepam: valium
clonazepam: klonopin
sertraline: zoloft
fluoxetine: prozac
escitalopram: lexapro
citalopram: celexa
gabapentin: neurontin
levetiracetam: keppra
albuterol: salbutamol ventolin proair
hydromorphone: dilaudid
oxycodone: percocet oxycontin roxicodone
hydrocodone: norco vicodin
piperacillin: zosyn tazocin
cephalexin: cefalexin keflex
trimethoprim: bactrim
epinephrine: adrenaline
glargine: lantus
lispro: humalog
hypertension: hypertensive
diabetes: diabetic dm
smoker: smokes smoking smoked tobacco cigarettes cigarette smoke smokers
alcohol: etoh drinks drinking drink beer wine
nodule: nodules granuloma nodular lesion lesions mass
consolidation: opacity opacities infiltrate infiltrates
culture: cultures
surgery: operation surgical operated underwent
fever: febrile fevers pyrexia
nausea: nauseated nauseous
vomiting: vomits vomited vomit emesis
seizure: seizures convulsion convulsions
infarct: infarction infarcts infarctions
stroke: strokes
confusion: confused delirium delirious disoriented
rash: rashes
apex: apical
tuberculosis: tb
film: radiograph radiographs xray cxr
echo: echocardiogram tte tee transthoracic echocardiography
scan: ct mri
vegetation: vegetations
excluded: exclude
prosthetic: prosthesis
dead: died death deceased
`;

// One line a class: its kinds, as terms or words.
const kinds = `
infection: sepsis cellulitis abscess osteomyelitis meningitis endocarditis pyelonephritis bronchitis sinusitis pneumonia uti influenza covid
cancer: adenocarcinoma lymphoma leukemia leukaemia melanoma sarcoma myeloma glioblastoma mesothelioma
fluid: effusion ascites edema
reaction: hives rash anaphylaxis angioedema urticaria
family: mother father brother sister aunt uncle sibling parent grandmother grandfather cousin son daughter
spouse: husband wife
device: walker cane crutches wheelchair
antibiotic: vancomycin ceftriaxone daptomycin cefepime metronidazole linezolid trimethoprim nitrofurantoin clindamycin
anticoagulant: apixaban warfarin heparin enoxaparin rivaroxaban dabigatran edoxaban fondaparinux dalteparin
antiplatelet: aspirin clopidogrel ticagrelor prasugrel dipyridamole
opioid: oxycodone morphine hydromorphone fentanyl hydrocodone codeine tramadol methadone buprenorphine tapentadol
diuretic: furosemide torsemide bumetanide spironolactone hydrochlorothiazide chlorthalidone metolazone indapamide eplerenone
steroid: prednisone prednisolone dexamethasone methylprednisolone hydrocortisone budesonide fludrocortisone
insulin: glargine lispro aspart detemir degludec
nsaid: ibuprofen naproxen ketorolac diclofenac meloxicam indomethacin celecoxib
betablocker: labetalol
ssri: sertraline fluoxetine citalopram escitalopram paroxetine
`;
const endings: readonly (readonly [string, string])[] = [
  ['statin', 'statin'],
  ['olol', 'betablocker'],
  ['vedilol', 'betablocker'],
  ['pril', 'aceinhibitor'],
  ['sartan', 'arb'],
  ['prazole', 'ppi'],
  ['dipine', 'calciumblocker'],
  ['azepam', 'benzodiazepine'],
  ['azolam', 'benzodiazepine'],
  ['cillin', 'antibiotic'],
  ['mycin', 'antibiotic'],
  ['floxacin', 'antibiotic'],
  ['cycline', 'antibiotic'],
  ['penem', 'antibiotic'],
];

const table = (lines: string): [string, string[]][] =>
  lines
    .split('\n')
    .map((line) => line.split(': '))
    .flatMap(([name, words]) =>
      name !== undefined && words !== undefined ? [[name, words.split(' ')] as [string, string[]]] : [],
    );

const sense = new Map<string, string>();
for (const [name, words] of table(same + everyday)) {
  // What the first table already knows as a word for something else stays so.
  if (!sense.has(name)) sense.set(name, name);
  for (const word of words) if (!sense.has(word)) sense.set(word, sense.get(name) ?? name);
}
const classes = new Map<string, string[]>();
for (const [name, words] of table(kinds + everydayKinds + furtherKinds)) {
  if (!sense.has(name)) sense.set(name, name);
  for (const word of words) {
    if (!sense.has(word)) sense.set(word, word);
    const term = sense.get(word) ?? word;
    classes.set(term, [...new Set([...(classes.get(term) ?? []), name])]);
  }
}

// A word may stand for two terms: a natural compound is both.
const compound = new Map<string, readonly string[]>(
  Object.entries({
    ...wholes,
    pneumonia: ['infection', 'lung'],
    uti: ['infection', 'urinary'],
    diplopia: ['double', 'vision'],
    appendicitis: ['inflamed', 'appendix'],
    diverticulitis: ['inflamed', 'diverticula'],
    nephropathy: ['kidney', 'disease'],
    retinopathy: ['eye', 'disease'],
    cardiomyopathy: ['heart', 'disease'],
    pericholecystic: ['gallbladder', 'around'],
    nephrolithiasis: ['kidney', 'stone'],
    hepatomegaly: ['liver', 'large'],
    hypoxemia: ['hypoxia'],
    hypoxic: ['hypoxia'],
    bacteremia: ['bacteremia', 'infection'],
  }),
);

/** The stem of a word: endings of number and time are taken off. */
const stem = (word: string): string =>
  word.length < 5
    ? word
    : word
        .replace(/(?:ations?|ingly|edly|ally|ings?|ness|ies|ied|ed|es|ly|al|ar|s|e|y|ic)$/, '')
        .replace(/(.)\1$/, '$1');

/** The terms that a word (lower case) stands for: one, or several for a compound. */
export const termsOf = (word: string): readonly string[] =>
  word.includes('_')
    ? word.split('_').flatMap(termsOf)
    : (compound.get(word) ?? [sense.get(word) ?? endingOf(word) ?? stem(word)]);

// A drug that only its ending explains stays as it is written.
const endingOf = (word: string): string | undefined =>
  endings.some(([ending]) => word.length > ending.length + 1 && word.endsWith(ending)) ? word : undefined;

/** The classes that a term is a kind of. */
export function classesOf(term: string): readonly string[] {
  const known = classes.get(term) ?? [];
  const byEnding = endings.find(([ending]) => term.length > ending.length + 1 && term.endsWith(ending));
  return byEnding ? [...known, byEnding[1]] : known;
}

const excluded = once((): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const line of opposites.trim().split('\n')) {
    const [a = '', b = ''] = line.split(' ').map((word) => termsOf(word)[0] ?? word);
    found.set(a, (found.get(a) ?? new Set()).add(b));
    found.set(b, (found.get(b) ?? new Set()).add(a));
  }
  return found;
});
const none: ReadonlySet<string> = new Set();

/** The terms that a term excludes. */
export const oppositesOf = (term: string): ReadonlySet<string> => excluded().get(term) ?? none;

// With beginnings of what each finds.
const phrases: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/(?<!-)\b(?:dm ?(?:2|ii)|t2dm|niddm|type (?:ii|2) dm)\b/g, 'type 2 diabetes', ['dm', 'type']],
  [/(?<!-)\b(?:dm ?(?:1|i)|t1dm|type (?:i|1) dm)\b/g, 'type 1 diabetes', ['dm', 'type']],
  [/\bckd ?-?([1-5][ab]?)\b/g, 'chronic kidney disease stage $1', ['ckd']],
  [/\b(?:dvt|deep ve(?:in|nous) thromb\w+)\b/g, 'clot leg vein', ['deep v', 'dvt']],
  [/\bpulmonary embol\w+|\bpe\b/g, 'lung clot', ['pulmonary emb', 'pe']],
  [/\bshortness of breath\b|\bsob\b|\bshort of breath\b/g, 'dyspnea', ['short', 'sob']],
  [/\bbeta[- ]?blockers?\b/g, 'betablocker', ['beta']],
  [/\bace[- ]?(?:inhibitors?|i)\b/g, 'aceinhibitor', ['ace']],
  [/\bangiotensin receptor blockers?\b|\barbs?\b/g, 'arb', ['angiotensin', 'arb']],
  [/\bproton[- ]pump inhibitors?\b|\bppis?\b/g, 'ppi', ['proton', 'ppi']],
  [/\bcalcium[- ]channel blockers?\b|\bccbs?\b/g, 'calciumblocker', ['calcium', 'ccb']],
  [/\bbenzodiazepines?\b|\bbenzos?\b/g, 'benzodiazepine', ['benzo']],
  [/\bblood thinners?\b|\bdoacs?\b|\bnoacs?\b/g, 'anticoagulant', ['blood thin', 'doac', 'noac']],
  [/\bwork of breathing\b/g, 'breathing', ['work of br']],
  [
    /\bloss of consciousness\b|\bpassed out\b|\bfaint\w*\b/g,
    'syncope',
    ['loss of con', 'passed out', 'faint'],
  ],
  // Not the patient's own smoking.
  [
    /\b(?:second-?hand|passive|environmental)[ -](?:smok\w+|tobacco)(?: smoke)?|\b(?:smok\w+|tobacco)(?: smoke)? (?:cessation|exposure|inhalation|detector|status|counsel+ing)s?\b/g,
    'exposure',
    ['hand', 'passive', 'exposure'],
  ],
  [/\bfamily history\b/g, 'family', ['family']],
  [/\bx-?rays?\b/g, 'film', ['x-ray', 'xray']],
  [/\bassistive device\b/g, 'device', ['assist']],
];

// Short forms that as often mean something else.
const ambiguous = new Set('ca cp si loc lad pad arf cri sob pe dm dm2 t2dm dvt'.split(' '));
// Words of one meaning hold together, so that what is denied is the whole; how much of it there is stands beside.
const asOne = (words: string): string =>
  words.replace(/ (?!(?:high|low|absent|fast|slow|poor|large)\b)/g, '_');
const written = once((): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  for (const [form, name] of longForms())
    if (form !== name && !ambiguous.has(form) && !/\bdiabetes\b|\bdm\b|thromb|embol/.test(form))
      words.set(form, name);
  for (const line of expressions.trim().split('\n')) {
    const [name = '', forms = ''] = line.split(': ');
    for (const form of forms.split('; ')) words.set(form, asOne(name));
  }
  return words;
});
const anyWritten = once(
  () =>
    new RegExp(
      String.raw`\b(?:${[...written().keys()].sort((a, b) => b.length - a.length).join('|')})\b`,
      'g',
    ),
);

/** A text in lower case with its set phrases and short forms written in the words that the terms are read from. */
export function spellOut(lower: string): string {
  let text = lower.replace(anyWritten(), (form) => written().get(form) ?? form);
  for (const [pattern, to] of phrases) text = text.replace(pattern, to);
  return text;
}

/** Beginnings of words of which one stands in any sentence that speaks of one of the terms, of a kind or a class of it. */
export function formsOf(terms: ReadonlySet<string>): readonly string[] {
  const all = new Set(terms);
  for (const term of terms) for (const name of classesOf(term)) all.add(name);
  for (const [term, names] of classes) if (names.some((name) => terms.has(name))) all.add(term);
  for (const term of terms) for (const other of oppositesOf(term)) all.add(other);
  const forms = new Set<string>(all);
  for (const [ending, name] of endings) if (terms.has(name)) forms.add(ending);
  for (const [form, name] of sense) if (all.has(name)) forms.add(form);
  for (const [word, names] of compound) if (names.some((name) => all.has(name))) forms.add(word);
  for (const { terms: spoken, forms: beginnings } of spellings())
    if (spoken.some((term) => all.has(term))) for (const beginning of beginnings) forms.add(beginning);
  return [...forms];
}

/** The terms that each set phrase and short form is written in, and beginnings of it. */
const spellings = once((): { readonly terms: readonly string[]; readonly forms: readonly string[] }[] => {
  const terms = (text: string): string[] => text.split(' ').flatMap((word) => termsOf(word));
  return [
    ...phrases.map(([, to, forms]) => ({ terms: terms(to), forms })),
    ...[...written()].map(([form, name]) => ({ terms: terms(name), forms: [form] })),
  ];
});
