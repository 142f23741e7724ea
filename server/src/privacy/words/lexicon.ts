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
import { Cue, tell } from './cues';
import { Flag } from './flags';
import { remembered } from './remembered';
import { holdsWord, wordsOf } from './sorted-words';

export { Cue, cuesOf, mean, Trait, tell, traitsOf } from './cues';
export { looksClinical, looksLikeWord } from './endings';
export { Flag, plainMeaning } from './flags';

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

/** What is known of a word; `lower` in lower case, without accents. */
export const flagsOf = remembered((lower) => {
  let found = flags.get(lower) ?? 0;
  for (const { words, flag } of lists) if (holdsWord(words, lower)) found |= flag;
  return found;
});
