import type { SectionKind } from '../note/headings';
import { type Claim, type Clause, courseWords, ofSomebodyElse } from './claims';
import { conceptOf, sideOf } from './concept';
import type { Mention } from './entities';
import { once } from './memo';

/** Diseases that do not come and go within a note. */
const lasting = new Set(
  `hypertension;diabetes;heart failure;atrial fibrillation;coronary artery disease;chronic obstructive pulmonary disease;chronic kidney disease;asthma;cirrhosis;hyperlipidemia;hypothyroidism;hyperthyroidism;obstructive sleep apnea;seizure disorder;dementia;stroke;myocardial infarction;human immunodeficiency virus;hepatitis c;hepatitis b;gastroesophageal reflux disease;osteoporosis;rheumatoid arthritis;gout;glaucoma;parkinson disease;parkinson's disease;multiple sclerosis;peripheral vascular disease;benign prostatic hyperplasia;bipolar disorder;schizophrenia;sickle cell disease;lupus;psoriasis;pulmonary embolism;deep vein thrombosis;crohn disease;crohn's disease;ulcerative colitis;breast cancer;lung cancer;prostate cancer;colon cancer;abdominal aortic aneurysm`.split(
    ';',
  ),
);

/** Sections of one examination, where a finding is there or is not. */
const examined: ReadonlySet<SectionKind> = new Set(['findings', 'impression']);
/** Sections that tell of symptoms and signs at one time. */
const bedside: ReadonlySet<SectionKind> = new Set([
  'chief-complaint',
  'history',
  'review-of-systems',
  'exam',
  'assessment',
  'diagnosis',
]);
const concluding: ReadonlySet<SectionKind> = new Set([
  'impression',
  'diagnosis',
  'assessment',
  'plan',
  'procedures',
  'findings',
  'course',
  'history',
  'chief-complaint',
  'other',
  'none',
]);

const onlyPartly =
  /\b(?:no|without)(?: evidence of)? (?:new|further|recurren\w*|longer|change|increase|other|residual|additional|progress\w*|more|definite|significant|interval|large|acute|obvious|worsening|sizable|drainable|loculated|displaced|focal)\b|\b(?:family|cannot|can not|unable|not excluded|excluded|free of|prior|previous|personal|if|risk|unless|unchanged|residual|recurrence)\b/;
const unsure =
  /\b(?:r\/o|rule|evaluat\w*|possib\w*|concern\w*|suspect\w*|question\w*|risk|prophyla\w*|prevent\w*|if|may|might|could|versus|vs|or|screen\w*|watch|monitor|assess|history|hx|prior|previous\w*|old|resol\w*|clear\w*|treated|negative|no|not|without|denies|screening|borderline|pre-?|gestational|like|education|clinic|ppx|score|protocol|precautions)\b|\?/;

// A person's age is no word of time.
const age = /\b\d{1,3}[- ]?(?:years?|yrs?|months?|weeks?|days?)[- ]?old\b/g;

const otherTime =
  /\b(?:no|old|prior|previous|history of|s\/p|status post|also|contralateral|other|previously)\b/;

/** A phrase with its place in the body that follows it: "calculus" + "in the distal left ureter". */
const place =
  /^[ ,]*(?:in|of|at|involving|within|over|about|on) (?:the |his |her )?((?:[a-z-]+ ){0,3}?[a-z-]+)(?=[ ,.;:)]|$)/;
const partWord =
  /\b(?:knee|hip|ankle|wrist|elbow|shoulder|femur|femoral|tibia\w*|fibula\w*|radius|ulna|humer\w+|hand|finger|foot|toe|arm|leg|forearm|thigh|calf|extremity|eye|ear|breast|lung|kidney|ureter\w*|renal|lobe|apex|base|carotid|ovary|ovarian|adnexa\w*|testi\w+|groin|inguinal|flank|pleural|hemithorax|temporal|frontal|parietal|occipital|thyroid|parotid|adrenal|maxillary|neck of femur|quadrant|chest|subdural|ventricle|hemisphere|hydronephrosis|hydroureter\w*|clavicle|patella\w*|heel|cheek|vertebral artery|mca|ica|iliac|popliteal|subclavian|jugular|tonsil|cataract|pneumothorax)\b/;

const sizeInside = /(\d+(?:\.\d+)?) ?(?:x ?\d+(?:\.\d+)? ?)*(mm|cm)\b/;
const sizeBehind =
  /^[^.;\d]{0,30}\bmeasur(?:es|ing) (?:up to |approximately |about )?(\d+(?:\.\d+)?) ?(?:x ?\d+(?:\.\d+)? ?)*(mm|cm)\b/;

/** The size of what is mentioned, in millimetres: in the mention, right before it, or "measuring" behind it. */
function sizeOf(text: string, at: number, end: number): number | undefined {
  const before = text.slice(Math.max(0, at - 16), end);
  if (/\b(?:previously|from|prior|was|to)\b/.test(text.slice(Math.max(0, at - 30), end + 40)))
    return undefined;
  const match = sizeInside.exec(before) ?? sizeBehind.exec(text.slice(end, end + 60));
  return match ? Number(match[1]) * (match[2] === 'cm' ? 10 : 1) : undefined;
}

const words = (text: string): string =>
  [...new Set(conceptOf(text).key.split(' '))]
    .filter((word) => word.length > 1)
    .sort()
    .join(' ');

/** Findings, diseases, their sides and sizes that the mentions of a block claim. */
export function findingClaims(
  clauses: readonly Clause[],
  mentions: readonly (Mention & { readonly key: string })[],
  section: SectionKind,
): Claim[] {
  const claims: Claim[] = [];
  if (section === 'family-history') return claims;
  let next = 0;
  for (const clause of clauses) {
    while (next < mentions.length && (mentions[next] as Mention).start < clause.start) next++;
    // What is asked of the whole clause is asked once, however many mentions it has.
    const ageless = once(() => clause.text.replace(age, (found) => ' '.repeat(found.length)));
    const course = once(() => courseWords.test(ageless()));
    const sideOfClause = once(() => sideOf(clause.text));
    const bothSides = once(() => /\b(?:bilateral|both)\b/.test(clause.text));
    const resolved = once(() => /resolved|cleared/.test(clause.text));
    for (; next < mentions.length; next++) {
      const mention = mentions[next] as Mention & { readonly key: string };
      if (mention.end > clause.end) break;
      if (mention.type === 'test' || mention.key.length < 3) continue;
      const at = mention.start - clause.start;
      const end = mention.end - clause.start;
      const { text } = clause;
      const base = () => ({
        span: { start: clause.start, end: clause.end },
        section,
        course: course(),
        ...(clause.date === '' ? {} : { date: clause.date }),
      });
      const around = ageless().slice(Math.max(0, at - 45), end + 25);
      const phrase = text.slice(at, end);
      if (mention.type === 'problem') {
        const { assertion } = mention;
        const about = lasting.has(mention.key)
          ? 'disease'
          : examined.has(section)
            ? 'finding'
            : bedside.has(section)
              ? 'sign'
              : undefined;
        if (about && (assertion === 'absent' || assertion === 'present') && !ofSomebodyElse(text, at)) {
          const side = sideOf(phrase) ?? sideOfClause();
          const key = `${about} ${mention.key}`;
          if (
            assertion === 'absent' &&
            !onlyPartly.test(text.slice(Math.max(0, at - 45), end)) &&
            !resolved()
          )
            claims.push({ ...base(), about, key, answer: side ? `absent ${side}` : 'absent' });
          if (assertion === 'present' && !unsure.test(around))
            claims.push({ ...base(), about, key, answer: side ? `present ${side}` : 'present' });
        }
        if (assertion !== 'present') continue;
      }
      if (!concluding.has(section)) continue;
      const behind = place.exec(text.slice(end, end + 80))?.[1];
      const full = behind !== undefined && partWord.test(behind) ? `${phrase} ${behind}` : phrase;
      if (!partWord.test(full) || otherTime.test(around)) continue;
      const side = bothSides() ? 'both' : sideOf(full);
      const key = words(full);
      if (!key.includes(' ')) continue;
      claims.push({ ...base(), about: 'side', key: `side ${key}`, answer: side ?? 'unsaid' });
      const size = examined.has(section) && mention.type === 'problem' ? sizeOf(text, at, end) : undefined;
      if (size !== undefined)
        claims.push({
          ...base(),
          about: 'size',
          key: `size ${side ?? ''} ${key}`,
          answer: '',
          range: [size, size],
        });
    }
  }
  return claims;
}

/** "Right knee was prepped and draped": the side that is operated on; "left total knee arthroplasty": the side that was meant. */
export function operatedSides(clauses: readonly Clause[], section: SectionKind): Claim[] {
  const claims: Claim[] = [];
  const pattern =
    /\b(left|right) (?:[a-z-]+ ){0,3}?(knee|hip|shoulder|ankle|wrist|elbow|eye|breast|kidney|ureter|groin|leg|arm|foot|hand|inguinal|carotid|lower extremity|upper extremity|ear)\b/g;
  for (const clause of clauses) {
    const prepped = /\b(?:prepped|draped|incision|incised)\b/.test(clause.text);
    const title =
      /^(?:procedures?|operation|procedures? performed|operation performed|operative procedure|name of (?:procedure|operation))/.test(
        clause.title,
      );
    if (!prepped && !title) continue;
    if (/\b(?:bilateral|both|then|contralateral|graft|donor|harvest\w*|tourniquet)\b/.test(clause.text))
      continue;
    for (const match of clause.text.matchAll(pattern))
      claims.push({
        about: 'side',
        key: `operated ${match[2]}`,
        answer: match[1] as string,
        span: { start: clause.start, end: clause.end },
        section,
        course: false,
      });
  }
  return claims;
}
