import { ANATOMY, MODIFIER, PROBLEM, SIGN, TEST, TREATMENT } from './classes';

// Endings that tell the class of a word that no list holds, longest first within a length.
const endings: readonly (readonly [number, string])[] = [
  [
    PROBLEM,
    'itis itides emia aemia emias osis oses algia algias pathy pathies oma omas omata uria pnea pnoea plegia paresis rrhea rrhoea rrhagia rrhage megaly penia dynia phagia phasia malacia ectasia ectasis iasis cele thorax spasm spasms esthesia esthesias aesthesia kinesia phobia cytosis stenosis toxicity sclerosis fibrosis ptysis thrombosis carcinoma sarcoma blastoma trophy plasia asthenia pnoeic',
  ],
  [SIGN, 'emic pneic plegic paretic uric natremic kalemic cardic'],
  [
    TREATMENT,
    'pril sartan olol statin mab nib cillin mycin micin azole oxacin cycline dipine prazole tidine setron triptan gliptin gliflozin glitazone glutide parin xaban gatran barbital azepam zolam caine curium curonium profen oxicam coxib vir thiazide semide sone solone onide terol tropium phylline rubicin taxel platin ciclib zomib parib dronate triptyline pramine oxetine apine idone peridol floxacin fungin penem bactam cept feron lukast fenacin vastatin limus sentan pressin caftor grel poetin stim dopa zodone mantine tadine zolamide quine quinolone vudine navir arabine purine trexed stigmine zosin lafaxine racetam gabalin sulfan formin fibrate tegravir mustine ectomy ectomies plasty plasties ostomy ostomies otomy otomies pexy desis rrhaphy centesis tripsy therapy therapies transplantation vaccine',
  ],
  [TEST, 'gram grams graph graphs tomography scopy scopies graphy metry opsy opsies'],
  [
    MODIFIER,
    'al ic ous ary ar ive oid less ile able ible iform like ated itic otic aceous genic enic ical ular induced sized',
  ],
];

const byEnding = new Map<string, number>();
for (const [bits, list] of endings) for (const ending of list.split(' ')) byEnding.set(ending, bits);
const LONGEST = 14;

/**
 * The class that the shape of a word suggests, as bits, or 0.
 * @param word lower case, of letters
 */
export function byShape(word: string): number {
  const { length } = word;
  if (length < 2) return 0;
  // Spinal levels: C5, T12, L4, S1.
  if (length <= 3 && /^(?:c[1-7]|t(?:[1-9]|1[0-2])|[ls][1-5])$/.test(word)) return ANATOMY;
  if (length < 5) return 0;
  for (let n = Math.min(LONGEST, length - 2); n >= 2; n--) {
    const bits = byEnding.get(word.slice(length - n));
    if (bits !== undefined) return bits;
  }
  if (/^(?:hyper|hypo|dys|tachy|brady)/.test(word) && /(?:ia|ism|ion)$/.test(word)) return PROBLEM;
  return 0;
}
