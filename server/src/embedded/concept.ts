import { detached } from '../note/detached';

/** What a mention is about, once the words are taken away that say how, when and where. */
interface Concept {
  /** The same for two ways to write the same thing; empty where nothing is left. */
  readonly key: string;
  readonly side: Side | undefined;
}

type Side = 'left' | 'right' | 'both';

// Short forms and synonyms, to the words used here; whole phrases, lower case.
const written: readonly (readonly [string, string])[] = [
  ['hypertension', 'htn|high blood pressure|hypertensive disease|elevated blood pressure'],
  [
    'diabetes',
    'dm|dm2|t2dm|dmii|dm ii|iddm|niddm|diabetes mellitus|type 2 diabetes|type ii diabetes|type 2 diabetes mellitus|type ii diabetes mellitus|diabetes type 2|sugar diabetes|type 1 diabetes|type 1 diabetes mellitus|t1dm|diabetes mellitus type 2|diabetes mellitus type ii',
  ],
  [
    'heart failure',
    'chf|hf|congestive heart failure|hfref|hfpef|systolic heart failure|diastolic heart failure|cardiac failure',
  ],
  ['atrial fibrillation', 'af|afib|a fib|a-fib|atrial fib|paroxysmal atrial fibrillation|paf|paroxysmal af'],
  [
    'coronary artery disease',
    'cad|coronary disease|ischemic heart disease|ischaemic heart disease|ihd|coronary heart disease',
  ],
  ['myocardial infarction', 'mi|heart attack|nstemi|stemi|ami'],
  ['chronic obstructive pulmonary disease', 'copd|chronic obstructive lung disease|emphysema'],
  [
    'chronic kidney disease',
    'ckd|chronic renal failure|chronic renal insufficiency|crf|cri|chronic kidney failure',
  ],
  ['acute kidney injury', 'aki|acute renal failure|arf|acute kidney failure|kidney injury'],
  [
    'pulmonary embolism',
    'pe|pulmonary embolus|pulmonary emboli|pulmonary thromboembolism|blood clot in lung',
  ],
  ['deep vein thrombosis', 'dvt|deep venous thrombosis|deep vein thrombus'],
  ['pneumothorax', 'ptx|pneumothoraces|collapsed lung'],
  ['pneumonia', 'pna|lung infection'],
  ['stroke', 'cva|cerebrovascular accident|cerebral infarction|cerebral infarct'],
  ['transient ischemic attack', 'tia'],
  ['urinary tract infection', 'uti|bladder infection'],
  ['gastroesophageal reflux disease', 'gerd|acid reflux|gastroesophageal reflux|gord|reflux disease'],
  [
    'hyperlipidemia',
    'hld|dyslipidemia|hypercholesterolemia|high cholesterol|hyperlipidaemia|elevated cholesterol',
  ],
  ['obstructive sleep apnea', 'osa|sleep apnea|obstructive sleep apnoea'],
  ['shortness of breath', 'sob|dyspnea|dyspnoea|breathlessness'],
  ['chest pain', 'cp'],
  ['edema', 'oedema|swelling'],
  ['pleural effusion', 'pleural effusions|pleural fluid'],
  ['hemorrhage', 'bleeding|haemorrhage|bleed|hemorrhages'],
  ['intracranial hemorrhage', 'ich|intracranial bleed|intracranial bleeding'],
  ['fever', 'febrile|fevers|pyrexia'],
  ['gallstone', 'cholelithiasis|gall stones|gallstones'],
  ['kidney stone', 'nephrolithiasis|renal calculus|renal calculi|renal stone|kidney stones'],
  ['cancer', 'ca|carcinoma|malignancy|malignant neoplasm'],
  ['seizure', 'seizures|convulsion|convulsions'],
  ['seizure disorder', 'epilepsy'],
  ['asthma', 'bronchial asthma|reactive airway disease'],
  ['lymphadenopathy', 'adenopathy|lad|enlarged lymph nodes'],
  ['hypothyroidism', 'underactive thyroid'],
  ['anemia', 'anaemia'],
  ['diarrhea', 'diarrhoea'],
  ['suicidal ideation', 'si|suicidal thoughts'],
  ['loss of consciousness', 'loc'],
  ['abdominal aortic aneurysm', 'aaa'],
  ['peripheral vascular disease', 'pvd|peripheral arterial disease|pad'],
  ['benign prostatic hyperplasia', 'bph|enlarged prostate'],
  ['human immunodeficiency virus', 'hiv'],
];
const synonyms = new Map<string, string>();
for (const [name, forms] of written) {
  synonyms.set(name, name);
  for (const form of forms.split('|')) synonyms.set(form, name);
}

/** Short forms and synonyms, lower case, each with the words used for it here. */
export const longForms = (): ReadonlyMap<string, string> => synonyms;

const dropped = new Set(
  `a an the his her their its this that these those any some no not of in on at to and or with my your our
  mild mildly moderate moderately severe severely marked minimal minimally trace small tiny large huge massive moderate-sized
  acute subacute chronic new newly old known recurrent persistent stable unchanged worsening worsened worse improving improved
  significant obvious definite clear gross frank overt focal diffuse evidence sign signs history hx h/o possible probable likely
  underlying longstanding long-standing previous prior recent active current ongoing intermittent occasional frequent
  symptomatic asymptomatic uncontrolled controlled well poorly early late residual further increased increasing decreased
  extensive prominent bilateral bilaterally left right l r lt rt both patient patient's pt pt's slight slightly severe-appearing
  scattered discrete identifiable visible appreciable suspicious nonspecific mm cm status`.split(/\s+/),
);

const word = /[\p{L}][\p{L}\p{M}'’/-]*/gu;

const singular = (text: string): string =>
  /(?:ss|us|is|ous|itis|sis)$/.test(text) || text.length < 4
    ? text
    : text.endsWith('ies') && text.length > 5
      ? `${text.slice(0, -3)}y`
      : text.endsWith('s')
        ? text.slice(0, -1)
        : text;

const leftWord = /\b(?:left|lt|l|left-sided|leftward)\b(?![-/][a-z])/;
const rightWord = /\b(?:right|rt|r|right-sided|rightward)\b(?![-/][a-z])/;
const bothWord = /\b(?:bilateral(?:ly)?|both|bibasilar|biapical)\b/;

/** The side that a phrase in lower case names, if any. */
export function sideOf(lower: string): Side | undefined {
  if (bothWord.test(lower)) return 'both';
  const left = leftWord.test(lower);
  const right = rightWord.test(lower);
  if (left && right) return 'both';
  return left ? 'left' : right ? 'right' : undefined;
}

/**
 * What a phrase is about: lower case, no determiners, no words of degree, course and side, numbers left out,
 * common short forms written out, plurals made singular. "A small right pleural effusion" and "pleural effusions"
 * have the same key.
 */
export function conceptOf(text: string): Concept {
  const known = concepts.get(text);
  if (known) return known;
  // What is remembered must not hold the block that the phrase was cut from.
  const own = detached(text);
  const concept = readConcept(own);
  if (concepts.size >= 20_000) concepts.clear();
  concepts.set(own, concept);
  return concept;
}

// Notes say the same things again and again. Words of notes stay in memory only, as the notes themselves do.
const concepts = new Map<string, Concept>();

function readConcept(text: string): Concept {
  const lower = text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  const side = sideOf(lower);
  const direct = synonyms.get(lower);
  if (direct !== undefined) return { key: direct, side };
  const words = lower.match(word) ?? [];
  // "known chronic kidney disease": a name may begin with a word that is otherwise dropped.
  for (let i = 0; i < words.length; i++) {
    const name = synonyms.get(words.slice(i).join(' '));
    if (name !== undefined) return { key: name, side };
    if (!dropped.has(words[i] as string)) break;
  }
  const kept = words.filter((one) => !dropped.has(one));
  const phrase = kept.join(' ');
  const whole = synonyms.get(phrase);
  if (whole !== undefined) return { key: whole, side };
  const stems = kept.map((one) => synonyms.get(one) ?? singular(one)).join(' ');
  return { key: synonyms.get(stems) ?? stems, side };
}
