import { detached } from '../../note/detached';
import ambiguousNames from '../gazetteer/ambiguous-names.txt';
import eponyms from '../gazetteer/eponyms.txt';
import familyNames from '../gazetteer/family-names.txt';
import givenNames from '../gazetteer/given-names.txt';
import keptPlaces from '../gazetteer/kept-places.txt';
import organisationHeads from '../gazetteer/organisation-heads.txt';
import organisations from '../gazetteer/organisations.txt';
import placeHeads from '../gazetteer/place-heads.txt';
import places from '../gazetteer/places.txt';
import safeWords from '../gazetteer/safe-words.txt';
import { holdsWord, wordsOf } from './sorted-words';

/** What is known of a word by itself, as bits that can be joined. */
export const Flag = {
  /** An everyday or clinical word: no name unless something beside it says so. */
  safe: 1 << 0,
  given: 1 << 1,
  family: 1 << 2,
  /** A name that is also a word, a month, a drug. */
  ambiguous: 1 << 3,
  /** A name that stands for a disease, a sign, a device. */
  eponym: 1 << 4,
  /** A city, or the last word of one. */
  city: 1 << 5,
  /** A state or a country, which may stay; or its last word. */
  kept: 1 << 6,
  /** Makes an organisation of the names before it. */
  organisation: 1 << 7,
  /** The same, where those names are no everyday words. */
  weakOrganisation: 1 << 8,
  /** Says nothing about which organisation: "regional", "medical". */
  generic: 1 << 9,
  /** Ends the name of a town: "Landing", "Falls". */
  town: 1 << 10,
  street: 1 << 11,
  month: 1 << 12,
  weekday: 1 << 13,
  title: 1 << 14,
  credential: 1 << 15,
  relative: 1 << 16,
  /** A person by what they do: "adjuster", "dietitian". */
  role: 1 << 17,
  /** "de", "van", "bin": inside a name. */
  particle: 1 << 18,
  /** Makes an eponym of the name before it: "disease", "sign". */
  eponymHead: 1 << 19,
  state: 1 << 20,
  /** A chain, an insurer, a well-known hospital. */
  named: 1 << 21,
  /** "patient" and what stands in its place right before a name. */
  patient: 1 << 22,
  preposition: 1 << 23,
  /** Starts the name of a place or a road: "Lake", "PO", "Highway". */
  placeFirst: 1 << 24,
  /** A number that identifies may follow: "MRN", "claim". */
  label: 1 << 25,
  /** Starts the name of a holiday or a season. */
  holiday: 1 << 26,
  /** Part of an age over 89 in words. */
  age: 1 << 27,
  /** An extension or a pager may follow. */
  extension: 1 << 28,
} as const;

/** What a word means that is nobody's name and no place's, whatever else is asked of it. */
export const plainMeaning =
  Flag.kept |
  Flag.month |
  Flag.weekday |
  Flag.title |
  Flag.relative |
  Flag.role |
  Flag.generic |
  Flag.eponymHead;

/** What a word says of the words beside it, as bits: looked up once for each word, as finders meet every one. */
export const Cue = {
  /** "St", "Mt". */
  saint: 1 << 0,
  /** "at", "from", "via": somebody goes there. */
  goes: 1 << 1,
  article: 1 << 2,
  /** "works", "driver": an employer may follow. */
  works: 1 << 3,
  /** Starts the name of a church: "Our", "Sacred". */
  devout: 1 << 4,
  /** Ends the name of a school: "High", "Primary". */
  school: 1 << 5,
  /** Ends the name of what lies in a landscape: "Island", "Court". */
  land: 1 << 6,
  /** "City of", "County of". */
  governs: 1 << 7,
  /** "by", "called", "per": a person may follow. */
  actor: 1 << 8,
  /** "is", "was". */
  being: 1 << 9,
  /** "tech", "scribe", "by": initials may follow. */
  signer: 1 << 10,
  /** "will", "may", "the": never a name by itself. */
  grammar: 1 << 11,
  /** May end an address: "Street", "Run", "Point". */
  road: 1 << 12,
  /** "goes by", "known as". */
  alias: 1 << 13,
  /** "Participants", "Users": names of users may follow. */
  users: 1 << 14,
  /** "fellow", "R2": the one before it is of the staff. */
  grade: 1 << 15,
  /** "came", "agrees": what initials may do. */
  acts: 1 << 16,
  /** "RFC", "PD": ends the name of what stands before it. */
  tail: 1 << 17,
  /** "Masjid", "USS": starts the name of what follows. */
  heads: 1 << 18,
  /** "employed", "lives", "attends": a place that may be of everyday words follows. */
  dwells: 1 << 19,
  /** "dog", "cat". */
  pet: 1 << 20,
  /** "Park", "Nguyen": a family name that goes first. */
  clan: 1 << 21,
  /** "call", "calls": what somebody is called may follow. */
  calls: 1 << 22,
  /** "through", "with", "by": an organisation may follow. */
  through: 1 << 23,
  /** "clinic", "lodge": in small letters behind a name, a place. */
  smallHead: 1 << 24,
  /** "partners", "solutions": a firm of whatever stands before. */
  partners: 1 << 25,
  /** "apt", "box", "corner": premises may be near. */
  premises: 1 << 26,
  /** "acres", "pines": ends the name of a home or an estate. */
  grounds: 1 << 27,
  /** "Methodist": a church of the town before it. */
  creed: 1 << 28,
  /** "five", "oh": a telephone number may be read out. */
  spoken: 1 << 29,
  /** "sons", "choice": a firm of a family, or a place that was chosen. */
  told: 1 << 30,
} as const;

/** What else finders ask of nearly every word, as bits; what is learned of words does not go by these. */
export const Trait = {
  /** "silver", "meadow": stands in names of everyday words. */
  evokes: 1 << 0,
  /** "retina", "ob": says what is done at a place. */
  specialty: 1 << 1,
  /** "SW", "RMO": in short, who somebody is at work. */
  staff: 1 << 2,
  /** "GMC", "reg", "bleep": the number of who signs may follow. */
  register: 1 << 3,
  /** "NHI", "CHI": the number of a patient may follow. */
  patients: 1 << 5,
  /** "Initials", "typed", "ref": letters for persons may follow. */
  letters: 1 << 4,
} as const;

const traits = new Map<string, number>();

/** Adds to the traits of words; finders call it once, when they are loaded. */
export function mean(words: Iterable<string>, trait: number): void {
  for (const word of words) traits.set(word, (traits.get(word) ?? 0) | trait);
}

/** The traits of a word; `lower` in lower case, without accents. */
export const traitsOf = (lower: string): number => traits.get(lower) ?? 0;

const cues = new Map<string, number>();

/** Adds to what words say of their neighbours; finders call it once, when they are loaded. */
export function tell(words: Iterable<string>, cue: number): void {
  for (const word of words) cues.set(word, (cues.get(word) ?? 0) | cue);
}

/** What a word says of its neighbours; `lower` in lower case, without accents. */
export const cuesOf = (lower: string): number => cues.get(lower) ?? 0;

const flags = new Map<string, number>();

/** Phrases of more than one word, by their last and by the one before it: which words come before it, and what the phrase is. */
export interface Phrase {
  readonly before: readonly string[];
  readonly flag: number;
}
export type Phrases = ReadonlyMap<string, readonly Phrase[]>;
export const phrases = new Map<string, Map<string, Phrase[]>>();

/** Adds to what is known of words; finders call it once, when they are loaded. */
export function know(words: Iterable<string>, flag: number): void {
  for (const word of words) addWord(word, flag);
}

function add(list: string, flag: number): void {
  for (const line of list.split('\n')) {
    if (line.startsWith('#')) continue;
    for (const word of line.split(' ')) addWord(word, flag);
  }
}

function addWord(word: string, flag: number): void {
  if (word === '') return;
  if (!word.includes('_')) {
    flags.set(word, (flags.get(word) ?? 0) | flag);
    return;
  }
  const words = word.split('_');
  const last = words.pop() as string;
  const known = phrases.get(last) ?? new Map<string, Phrase[]>();
  const beside = words.at(-1) as string;
  known.set(beside, [...(known.get(beside) ?? []), { before: words, flag }]);
  phrases.set(last, known);
}

/** Lines that start with the name of a group. */
function addGroups(list: string, groups: Readonly<Record<string, number>>): void {
  for (const line of list.split('\n')) {
    const [group, ...words] = line.split(' ');
    const flag = groups[group ?? ''];
    if (flag !== undefined) for (const word of words) addWord(word, flag);
  }
}

add(organisations, Flag.named);
add(ambiguousNames, Flag.ambiguous);
// Towns of several words; the others are looked for when a word is met.
for (const line of places.split('\n')) if (line.includes('_')) add(line, Flag.city);
add(keptPlaces, Flag.kept);
addGroups(organisationHeads, {
  strong: Flag.organisation,
  weak: Flag.weakOrganisation,
  generic: Flag.generic,
});
addGroups(placeHeads, { town: Flag.town, street: Flag.street });
add(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
  Flag.month,
);
add(
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun',
  Flag.weekday,
);
add(
  'dr drs doctor mr mrs ms miss mx prof professor sister brother father mother fr rev reverend pastor rabbi imam deacon chaplain dame sir madam doña dona señor senor señora senora señorita senorita herr frau mme mlle monsieur madame judge officer detective sgt capt captain lt cmdr auntie uncle aunt grandma grandpa granny nana hon cpl pvt maj bro',
  Flag.title,
);
add(
  'md do rn np pa lpn lvn cna cnm pharmd rph phd dds dmd lcsw lmsw msw lmft lpc crna pt dpt ot otr slp rd rdn ldn mbbs mbchb frcp frcs face facc facs fnp acnp aprn arnp cpnp dnp rrt crt psyd dpm od bcgp bcps emt bsn msn ma ccc cns ccrn cwocn wocn mrcp mrcgp agacnp pmhnp cpht pta cota ddsmd edd jd lac rvt rdms rdcs mph faap facog pgy mls mlt emtp nrp ccp lcpc rnfa pct cma lna aacc fccp frcpc cccslp otrl dnb cohn cohns mrcog frcog mrcpch frcpch mrcpsych frcpsych frca fanzca fracp fracs fracgp frcpath mrcem frcem fcps mcps fwacs fwacp mmed rgn rmn rscn bams bhms jrod fpcp fpogs dpps',
  Flag.credential,
);
add(
  'wife husband son sons daughter daughters mother father mom dad mum mama papa sister sisters brother brothers stepfather stepmother stepson stepdaughter grandmother grandfather grandma grandpa gran granny grandson granddaughter aunt auntie uncle niece nieces nephew nephews cousin cousins partner spouse fiance fiancee boyfriend girlfriend friend neighbor neighbour roommate caregiver carer guardian child children kid kids twin twins parent parents companion widow widower ex coworker coworkers colleague sponsor nanny babysitter godmother godfather grandchild grandchildren grandsons granddaughters triplets housemate flatmate lover significant_other stepsister stepbrother foster dtr dtrs dau daus gf bf mil fil bil gma gpa sib sibs sibling siblings grandad granddad grandpop hubby spse stepdad stepmom stepmum exwife exhusband exes mam tita halfbrother halfsister pgf pgm mgf mgm husb hus sis bestie buddy roomie nonna nonno abuela abuelo abuelita tia tio lola lolo yaya bubbe zayde caretaker aunty bride groom',
  Flag.relative,
);
add(
  'adjuster supervisor teacher dietitian nutritionist tech technician nurse midwife doula interpreter coordinator counselor counsellor therapist pharmacist caseworker manager attorney lawyer coach principal employer boss landlord chaplain surgeon physician attending resident intern fellow registrar anesthesiologist anaesthetist cardiologist oncologist neurologist urologist nephrologist psychiatrist psychologist dentist optometrist obstetrician pediatrician paramedic clerk secretary scribe transcriptionist sitter aide phlebotomist sonographer radiographer hospitalist intensivist gp pcp rn lpn np dermatologist gastroenterologist rheumatologist endocrinologist pulmonologist ophthalmologist podiatrist hygienist chiropractor audiologist pathologist radiologist practitioner student medic liaison representative rep agent trainer tutor pastor driver worker navigator consultant preceptor trainee locum houseman sho specialist foreman instructor detective officer deputy ofc ofcr trooper tpr sgt supv supvr spvr investigator coord marshal constable ranger firefighter emt crew dispatcher ward_clerk housekeeper janitor custodian interp terp counsellor dietician physio pharm phleb sonog techs receptionist secretary scheduler biller auditor recruiter landlady hairdresser vicar minister deaconess',
  Flag.role,
);
add(
  'de da del della delle di der den van von la le bin ibn al el ul ud ur ter ten dos das du ni nic ap abu bint mac y zu zur af av te ní ó ua',
  Flag.particle,
);
add(
  'disease diseases syndrome sign signs test tests testing phenomenon reflex criteria criterion score scores scale index classification class grade stage grading staging catheter catheters cath drain tube tubes clamp clamps retractor forceps needle needles procedure procedures operation repair technique maneuver manoeuvre position lymphoma sarcoma tumor tumour cyst cysts hernia palsy paralysis chorea ataxia dementia thyroiditis contracture fracture fractures ulcer ulcers esophagus oesophagus aneurysm anemia murmur node nodes nodule nodules line lines lobe gland glands ligament ligaments diverticulum pouch triangle space point canal duct fibers cell cells body bodies spot spots stain ring rings sulcus fossa foramen ganglion tract dystrophy atrophy neuropathy encephalopathy nephropathy retinopathy cardiomyopathy psychosis aphasia apnea respiration respirations breathing tetrad triad pentad units unit formula equation clearance law method bandage boot boots splint cast collar brace prosthesis implant stent graft shunt valve flap suture sutures stitch incision approach osteotomy arthroplasty fundoplication bypass resection anastomosis gastrectomy gastroplasty vein artery membrane tendon tendonitis bursa rod pin pins wire wires screw plate plates nail frame traction table board bed pump monitor lamp lens dissector sound dilator speculum hook scissors clip clips applicator inventory questionnaire examination exam assessment checklist bundle protocol regimen diet unit view projection angle plane deformity foot finger fingers toe nodes crisis purpura vasculitis granulomatosis fever rash agar bacillus virus phenotype antigen effect response pupil pupils gait tremor seizure seizures epilepsy migraine headache neuroma neuralgia schwannoma glomerulonephritis arteritis syncope block pacemaker rhythm tachycardia wave waves interval correction quotient excrescence lines bengal scanner segment segments gunn whirlpool stockings panel form forms clearance views projections dilators elevator elevators osteotome osteotomes retractors tuck knife knives blade blades tenaculum resectoscope culdoplasty headholder curette rongeur rongeurs trocar trocars chisel evacuator electrodes stapler splints microplates sponges speculums graspers holder wort',
  Flag.eponymHead,
);
add(
  'al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr',
  Flag.state,
);

add('pt patient client resident baby', Flag.patient);
add('in from at to near of outside for', Flag.preposition);
add(
  'lake mount mt camp fort cape p po post highway hwy route rte rt interstate state county us i',
  Flag.placeFirst,
);

// "will" and "may" are words first; as names they count only right behind a title.
const functionWords = new Set(
  'a an and are as at be been but by can did do does for from go had has have he her him his i in is it its may my no nor not of oh on or our she so than that the their them then they this to until us was we were what when which who will with would you your is'.split(
    ' ',
  ),
);
tell(functionWords, Cue.grammar);
tell(
  'acres pines oaks manor gardens meadows estates villas cottages terrace towers apartments village grove springs creek farms ranch orchards shores landing haven heights hills woods ridge glen commons crossing lodge inn motel hotel mission'.split(
    ' ',
  ),
  Cue.grounds,
);
tell(['is', 'was'], Cue.being);
tell(['the'], Cue.article);
export const isFunctionWord = (lower: string): boolean => functionWords.has(lower);

// The long lists, read where they stand.
const lists = [
  { words: wordsOf(safeWords), flag: Flag.safe },
  { words: wordsOf(eponyms), flag: Flag.eponym },
  { words: wordsOf(givenNames), flag: Flag.given },
  { words: wordsOf(familyNames), flag: Flag.family },
  { words: wordsOf(places), flag: Flag.city },
];

/** How many words are remembered at most. */
const MEMORY = 20_000;

// What was worked out for a word: the same parts of names are asked for again and again.
const worked = new Map<string, number>();

/** What is known of a word; `lower` in lower case, without accents. */
export function flagsOf(lower: string): number {
  let found = worked.get(lower);
  if (found === undefined) {
    found = flags.get(lower) ?? 0;
    for (const { words, flag } of lists) if (holdsWord(words, lower)) found |= flag;
    if (worked.size >= MEMORY) worked.clear();
    worked.set(detached(lower), found);
  }
  return found;
}

// Endings of words that are seldom names: of actions, qualities and diseases, and of drugs.
const wordEnding =
  /(?:tion|sion|ment|ness|ity|itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|gram|ology|ologist|pathy|opia|algia|oma|omas|cele|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|prazole|oxacin|dipine|mab|nib|vir|pine|pam|lam|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amine|amide|idine|done|phine|sone|olone|ide|ate|ium|ing|ings|ed|ly|ous|ive|able|ible|less|ful|ical|ial|ular|eal|oid|ary|ory|ism|ist|ists|ies|tive|ence|ance|ency|ancy|ure|ic|ics|ia|iasis|lysis|penia|rrhea|rrhage|ships?|wise|ward|wards)$/;

// Of these, the endings that only diseases, procedures and drugs have.
const clinicalEnding =
  /(?:itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|ology|ologist|opathy|opia|algia|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|oxacin|dipine|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amide|olone|oid|iasis|lysis|penia|rrhea|rrhage|tion|sion|ment|ness|ing|ity)$/;

/** A pattern on single words, whose answers are remembered: notes repeat their words. */
function remembering(pattern: RegExp, shortest: number): (lower: string) => boolean {
  const answers = new Map<string, boolean>();
  return (lower) => {
    if (lower.length < shortest) return false;
    let answer = answers.get(lower);
    if (answer === undefined) {
      answer = pattern.test(lower);
      if (answers.size >= MEMORY) answers.clear();
      answers.set(detached(lower), answer);
    }
    return answer;
  };
}

/** Whether the form of a word is that of a disease, a procedure, a drug or an abstract noun. */
export const looksClinical = remembering(clinicalEnding, 6);

/** Whether the form of a word says that it is a word and not a name. */
export const looksLikeWord = remembering(wordEnding, 5);
