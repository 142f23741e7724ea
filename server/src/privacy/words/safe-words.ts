import { detached } from '../../note/detached';
import { groupOf } from './known-words';
import type { Lexeme } from './lexer';
import { Flag } from './lexicon';

/** What the list of safe words says of one, as bits that can be joined. */
export const Safe = {
  /** Known as a word at all. */
  word: 1,
  /** Clinical: safe in capitals, too, unless it is a name besides. */
  clinical: 2,
  /** Among the commonest of English. */
  everyday: 4,
  /** A name besides: of persons or towns. */
  name: 8,
  /** What is measured, given or done: a number may follow. */
  measured: 16,
  /** In no list, only of the form of a clinical word. */
  formed: 32,
} as const;

const marks: Readonly<Record<string, number>> = {
  g: 0,
  c: Safe.clinical,
  e: Safe.everyday,
  n: Safe.name,
  m: Safe.measured,
};

/** What the list says of a word; undefined if it does not hold it. */
function listed(word: string): number | undefined {
  const group = groupOf(word);
  if (group === undefined) return undefined;
  let bits: number = Safe.word;
  for (const mark of group) bits |= marks[mark] ?? 0;
  return bits;
}

// Words of the gazetteers that are no names.
const plain =
  Flag.generic |
  Flag.month |
  Flag.weekday |
  Flag.label |
  Flag.organisation |
  Flag.weakOrganisation |
  Flag.town |
  Flag.street |
  Flag.extension;
// Of these, the ones that are safe in capitals, too: what persons are, what eponyms end with, states and countries.
const ordinary =
  Flag.role | Flag.relative | Flag.eponymHead | Flag.credential | Flag.title | Flag.patient | Flag.kept;
const named = Flag.given | Flag.family | Flag.ambiguous | Flag.city;

// What only diseases, organs, procedures, substances and organisms end or begin with.
const clinicalEnd =
  /(?:itis|itides|osis|oses|(?<!ph|er)[ae]mias?|uria|algias?|pathy|pathies|omata|pnoe?a|plegia|paresis|rrho?ea|rrhagia|rrhage|megaly|penia|dynia|phagia|phasia|malacia|ectas(?:ia|is|es)|iasis|thorax|spasms?|esthesias?|kinesia|phobia|cytosis|stenos[ie]s|toxicity|sclerosis|fibrosis|ptysis|carcinomas?|sarcomas?|blastomas?|adenomas?|lymphomas?|myelomas?|melanomas?|gliomas?|trophy|plasias?|asthenia|[aeo]mic|pne?ic|plegic|uric|olol|pril|sartan|statin|[a-z]{3}mab|[a-z]{3}nib|cillin|mycin|micin|oxacin|cycline|azole|dipine|tidine|setron|triptan|gliptin|gliflozin|glitazone|glutide|parin|xaban|gatran|barbital|azepam|azolam|(?<!m[ac]{1,2})caine|curonium|profen|oxicam|thiazide|semide|olone|terol|tropium|phylline|rubicin|taxel|platin|ciclib|zomib|dronate|triptyline|oxetine|peridol|floxacin|penem|bactam|lukast|fenacin|limus|sentan|quine|navir|tegravir|ectom(?:y|ies)|plast(?:y|ies)|ostom(?:y|ies)|otom(?:y|ies)|pexy|desis|rrhaphy|centesis|tripsy|therap(?:y|ies)|grams?|graph(?:y|ies|ic|ically)?|metry|metric|metrically|scop(?:y|ies|ic|ically|e|es)|ology|ologists?|ologic|ological|ologically|cytes?|cytic|blasts?|blastic|philia|philic|phils?|lysis|lytic|genesis|genic|tropic|trophic|virus|viruses|viral|coccus|cocci|coccal|bacter|bacteria|bacterium|monas|[a-z]{5}(?:ases?|amines?|amides?)|osterone|estradiol|globulins?|ferrin|ectasia|oid|oids|iform|itic|otic|aceous|[a-z]{4}ii|[a-z]{4}ensis|induced|vascular|muscular|cutaneous|venous|arterial|thecal|plasmic|somal|dermal|thelial|thelium|cardium|cardial|skeletal|cerebral|cranial|spinal|pleural|hepatic|gastric|enteric|colonic|renal|nephric|pulmonary|bronchial|tracheal|nasal|ocular|orbital|auricular|lingual|glossal|pharyngeal|laryngeal|esophageal|oesophageal|rectal|vesical|urethral|vaginal|uterine|ovarian|costal|sternal|scapular|clavicular|vertebral|femoral|tibial|fibular|patellar|tarsal|carpal|phalangeal|condylar|articular|osseous|chondral|ligamentous|tendinous)$/;
const clinicalStart =
  /^(?:hyper|hypo|dys|tachy|brady|peri|intra|extra|supra|infra|retro|trans|sub|inter|post|pre|anti|micro|macro|poly|oligo|hemi|para|cardio|hepato|nephro|neuro|gastro|entero|broncho|osteo|chondro|arthro|myo|dermato|ha?emato|lympho|leuko|erythro|thrombo|cyto|histo|immuno|radio|electro|echo|thoraco|laparo|cysto|pyelo|uretero|salpingo|cholecysto|cholangio|pancreatico|spleno|arterio|angio|vaso|cerebro|encephalo|myelo|spondylo|cranio|retino|kerato|naso|rhino|laryngo|tracheo|o?esophago|duodeno|hydro|pneumo|ha?emo|glyco|lipo|adeno|fibro|neo|auto|allo|iso|hetero|homo|mono|multi|non|pseudo|semi|ultra|thermo|photo|cryo|psycho|bio|chemo|pharmaco)/;
// A word of the list with an ending, a prefix or a contraction.
const inflected = /(?:s|es|ed|d|ing|ly|ness)$/;
const contraction = /['’](?:t|ll|ve|re|d|m|s)$/;

/** What is known of a word by its parts, in small letters: an inflection or a compound of what is known. */
function byForm(word: string): number {
  if (contraction.test(word)) {
    const stem = word.replace(contraction, '').replace(/n$/, '');
    if (stem === 'i') return Safe.word | Safe.everyday;
    return (listed(stem) ?? listed(`${stem}n`) ?? 0) && Safe.word | Safe.everyday;
  }
  if (word.length > 6 && clinicalEnd.test(word)) return Safe.word | Safe.clinical | Safe.formed;
  const ending = inflected.exec(word)?.[0];
  if (ending && word.length > 5) {
    const stem = word.slice(0, -ending.length);
    const bits =
      listed(stem) ??
      listed(`${stem}e`) ??
      (/(.)\1$/.test(stem) ? listed(stem.slice(0, -1)) : undefined) ??
      (stem.endsWith('i') ? listed(`${stem.slice(0, -1)}y`) : undefined);
    // "Pickering": capitalised it may be a name.
    if (bits !== undefined) return bits | Safe.name;
  }
  const start = clinicalStart.exec(word)?.[0];
  const rest = start === undefined ? undefined : word.slice(start.length).replace(/^o(?=[^aeiou])/, '');
  if (rest !== undefined && rest.length > 3 && groupOf(rest) !== undefined)
    return Safe.word | Safe.clinical | Safe.formed;
  return 0;
}

/** What the list says of "hemophilia" where "haemophilia" is written. */
function american(word: string): number | undefined {
  if (word.length < 7 || !/[ao]e/.test(word)) return undefined;
  const bits = listed(word.replace(/[ao]e/g, 'e'));
  return bits !== undefined && (bits & Safe.clinical) !== 0 ? bits : undefined;
}

// What was worked out for a word: notes repeat them.
const known = new Map<string, number>();
const MEMORY = 50_000;
const LONGEST = 40;

/** What is known of a word, as bits of `Safe`; 0 if nothing. @param lower in small letters, without accents */
export function safetyOf(lower: string, flags: number): number {
  let bits = lower.length <= LONGEST ? known.get(lower) : 0;
  if (bits === undefined) {
    bits = american(lower) ?? listed(lower) ?? byForm(lower);
    if (known.size >= MEMORY) known.clear();
    known.set(detached(lower), bits);
  }
  return withFlags(bits, flags);
}

/** The same of a word of a text, whose part of it is looked up once for each word. */
export const safetyIn = (lexeme: Lexeme, flags = lexeme.flags): number => withFlags(lexeme.safety, flags);

function withFlags(listed: number, flags: number): number {
  let bits = listed;
  if (flags & Flag.safe) bits |= Safe.word | Safe.everyday;
  if (flags & ordinary) bits |= Safe.word | Safe.clinical;
  else if (flags & plain) bits |= Safe.word;
  // "Virginia" may be a person, "American" is none.
  if (flags & named) bits |= Safe.name;
  else if (flags & Flag.kept) bits &= ~Safe.name;
  return bits;
}

/** Whether a word is one of medicine and no name besides. */
export const isClinicalOnly = (lexeme: Lexeme): boolean =>
  lexeme.kind === 'word' && (safetyIn(lexeme) & (Safe.clinical | Safe.name)) === Safe.clinical;
