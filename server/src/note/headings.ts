import { detached } from './detached';
import type { Span } from './span';

/**
 * What a section is about, as far as its title tells. `other` is a section whose title is not known,
 * `none` the text before the first heading.
 */
export type SectionKind =
  | 'allergies'
  | 'assessment'
  | 'chief-complaint'
  | 'course'
  | 'diagnosis'
  | 'exam'
  | 'family-history'
  | 'findings'
  | 'history'
  | 'impression'
  | 'instructions'
  | 'laboratory'
  | 'medications'
  | 'past-history'
  | 'plan'
  | 'procedures'
  | 'review-of-systems'
  | 'social-history'
  | 'other'
  | 'none';

/** A heading at the start of a block; offsets in UTF-16 code units from the start of its line. */
export interface Heading extends Span {
  /** The title as written, without mark-up and colon. */
  readonly title: string;
  readonly kind: SectionKind;
  /** Where the text after the heading starts, on the same line or at its end. */
  readonly body: number;
}

/**
 * Titles by the words they are made of, lower case; the first that fits decides. The editor's grammar holds them
 * too: `node scripts/grammar.mjs` writes them there.
 */
export const titles: readonly (readonly [SectionKind, RegExp])[] = [
  ['family-history', /^(family (medical )?(history|hx)|fam(ily)? ?hx?|fhx?|fh)$/],
  [
    'social-history',
    /^(social (history|hx)|social|shx?|sh|habits|substance use|occupational history|tobacco|smoking( history)?)$/,
  ],
  [
    'past-history',
    /^((significant |relevant )?past (medical|surgical|psychiatric|obstetric|ocular)( and (surgical|social))? ?(history|hx)|past history|pmhx?|pmh ?\/ ?psh|pshx?|(medical|surgical|psychiatric|birth|obstetric|gynecologic|gynaecological|developmental|immunization|oncologic|oncology|cardiac|transplant)( and surgical)? (history|hx)|comorbidities|problem list|active problems|(other )?background|past medical history ?\/ ?past surgical history|history of past illness)$/,
  ],
  [
    'history',
    /^(history of (the )?present(ing)? (illness|complaint)|history of presentation|presenting (history|illness)|hpi|hpc|present illness|interval (history|events)|history|subjective|s|(clinical|brief) (history|information|summary|indication)|indications?|indication for (exam|study|procedure)|reason for (exam|examination|study|visit)|clinical history|comparison|overnight events?|events?|narrative|interim history|24 ?h(our)? events)$/,
  ],
  [
    'chief-complaint',
    /^(chief complaint|presenting (complaint|problem)|cc|pc|reason for (admission|consult(ation)?|referral|presentation)|complaint|presenting complaints)$/,
  ],
  [
    'review-of-systems',
    /^(review of systems|ros|systems review|system review|pertinent (positives|negatives)|systemic enquiry)$/,
  ],
  [
    'allergies',
    /^((drug |medication |food )?allerg(y|ies)( ?\/ ?(adverse )?(reactions|intolerances))?|adverse (drug )?reactions|alls?|nkda|allergies and intolerances|drug sensitivities)$/,
  ],
  [
    'medications',
    /^((current|home|discharge|admission|outpatient|inpatient|active|present|preadmission|scheduled|prn|new|continued|changed|stopped|regular|repeat)?\s?(medications?|meds|drugs?|medicines?)( (on|at|prior to) (admission|discharge|transfer|home|presentation))?( list)?|current (drug )?therapy|prescriptions?|infusions|rx|drips|antibiotics|chemotherapy|mar|medications? given|meds given|treatment history|current treatment|drug history|dhx?)$/,
  ],
  [
    'exam',
    /^((physical|admission|discharge|clinical|neurologic(al)?|mental status|general|focused|initial|on)? ?(physical )?(exam|examination|pe)( (on|at) (admission|discharge|arrival|presentation))?|pe|o|objective|vitals?( signs)?|vs|obs|observations|general( appearance)?|gen|constitutional|heent|head|eyes|ears|neck|chest|lungs?|pulm(onary)?|resp(iratory)?|heart|cor|cv|cvs|cardiac|cardiovascular|abd(omen)?|gi|gu|genitourinary|back|ext(remities)?|extr|neuro|skin|msk|musculoskeletal|psych(iatric)?|lymph(atics)?|breasts?|pelvic|rectal|mental status|on examination|o\/e|wound|lines|access|integumentary|vascular)$/,
  ],
  [
    'laboratory',
    /^((pertinent|relevant|admission|discharge|recent|other|significant|blood)? ?(lab(s|oratory)?( (data|results|studies|values|findings|tests))?|results|investigations|studies|bloods|tests|imaging( studies)?|microbiology|micro|pathology|radiology|diagnostics?|diagnostic (studies|tests|data|results)|ekg|ecg|cxr|data|echo(cardiogram)?|cultures?|imaging and diagnostics|ed labs|radiographs?|hematology|chemistry|urinalysis))$/,
  ],
  [
    'findings',
    /^(findings|operative findings|intraoperative findings|technique|gross description|microscopic description|specimens?|details|report|description of findings|limitations)$/,
  ],
  [
    'impression',
    /^(impressions?|conclusions?|opinion|final impression|summary|interpretation|overall impression|conclusion ?\/ ?impression|clinical impression)$/,
  ],
  [
    'diagnosis',
    /^((principal|primary|secondary|final|admission|admitting|admit|discharge|preoperative|postoperative|pre-?op|post-?op|working|other|active|ed|clinical|differential|provisional)? ?(diagnos[ie]s|dx|ddx)( list)?|diagnoses|dx|problems)$/,
  ],
  [
    'course',
    /^((brief )?(hospital|ed|icu|clinical|postoperative|emergency department) course( by (problem|system)s?)?( in (brief|detail))?|course|summary of (hospital )?(course|stay)|ed course (and|&) mdm|mdm|medical decision making|progress|events of admission|emergency department course)$/,
  ],
  [
    'procedures',
    /^((major |operative |surgical )?(or )?procedures?( performed| in detail)?|operation( performed)?|description of (operation|procedure)|anesthesia|anaesthesia|surgeon|assistant|operative technique|interventions?|major surgical or invasive procedure|complications|estimated blood loss|ebl|drains|implants|consults?|consultations?|details of procedure|procedure details)$/,
  ],
  [
    'assessment',
    /^(assessment|a|a ?\/ ?p|a ?& ?p|(assessment|impression)( ?(and|&|\/|,) ?(plan|recommendations?))|a and p|formulation|ap|clinical assessment|medical problems|problem|nursing assessment)$/,
  ],
  [
    'plan',
    /^(plan( of (care|treatment))?|p|recommendations?|recs|treatment( plan)?|actions?|disposition|dispo|to do|management( plan)?|next steps|care plan|plan ?\/ ?recommendations?)$/,
  ],
  [
    'instructions',
    /^((discharge|patient|home|return|ed|postoperative) (instructions?|precautions|advice|plans?)|follow-? ?up|followup( instructions?)?|instructions?|discharge (condition|disposition|status)|condition( at discharge)?|activity|diet|code status|return precautions|safety net(ting)?|patient education|outpatient follow-? ?up|pending( results| tests)?|discharge plan|key points for gp|actions for gp)$/,
  ],
];

/** Words before a colon that name a field of a form, not a section; in the grammar, too. */
export const field =
  /^(name|patient( name)?|pt|dob|date( of (birth|service|admission|discharge|exam|procedure|visit|consultation|dictation))?|mrn|sex|gender|age|room|bed|unit|ward|service|attending( physician)?|physician|provider|pcp|gp|phone|tel(ephone)?|fax|pager|address|e-?mail|url|web|website|account( number)?|acct|ssn|accession( number)?|exam|location|facility|dictated( by)?|signed( by)?|cc to|to|from|re|admission date|discharge date|admitted|discharged|time|page|insurance|referring (physician|provider)|author|encounter|visit|dear)$/;

/** A line that is longer holds text behind its title, and so a colon or other mark within these code units. */
const LONGEST = 120;

// Of titles as they are written; null of those that are not known.
const kinds = new Map<string, SectionKind | null>();
const MOST = 5_000;

/** The kind of section that a title names, or undefined for a title that is not known. */
function kindOf(title: string): SectionKind | undefined {
  const known = kinds.get(title);
  if (known !== undefined) return known === null ? undefined : known;
  const key = title.toLowerCase().replace(/\s+/g, ' ').replace(/[’]/g, "'");
  const kind = titles.find(([, pattern]) => pattern.test(key))?.[0];
  // What is remembered must not hold the line that the title was cut from.
  if (kinds.size >= MOST) kinds.clear();
  kinds.set(detached(title), kind ?? null);
  return kind;
}

// A candidate: optional mark-up, a short title, then a colon, the end of mark-up or the end of the line.
const candidate =
  /^(?<lead>[ \t]*(?:#{1,6}[ \t]*|\*{2}|=+[ \t]*|-{2,}[ \t]*)?)(?<title>[\p{Lu}\p{Ll}](?:[\p{L}\p{M}\p{Nd} /&,()'’-]|\.(?=\p{L})){0,58})(?<tail>\*{2}:?|:\*{2}|:|[ \t]*(?:=+|-{2,}))?(?<rest>[ \t]*)/u;

/** What a candidate starts with, as far as it is quickly told. */
const opening = /^[ \t]*[A-Za-z#*=\u0080-\uffff-]/;

/**
 * The heading that a line starts with, judged by this line alone (so that an edit elsewhere cannot change it):
 * a known title with a colon or alone on its line, a marked-up line (`# …`, `**…**`),
 * or any title in capitals with a colon, or alone with a colon at the end of its line.
 * @param line one line of a note, with or without its line end
 */
export function headingOf(line: string): Heading | undefined {
  // Most lines start as none does, or are longer than a title without a mark of one: they need no closer look.
  if (!opening.test(line)) return undefined;
  if (
    line.length > LONGEST &&
    !/^[ \t]*[#*=-]|:/.test(line.slice(0, LONGEST)) &&
    /\S/.test(line.slice(LONGEST))
  )
    return undefined;
  const match = candidate.exec(line);
  if (!match) return undefined;
  const groups = match.groups as { lead: string; title: string; tail?: string; rest: string };
  const title = groups.title.trimEnd();
  const start = groups.lead.length;
  const after = match[0].length;
  const alone = /^[\s]*$/.test(line.slice(after));
  const marked = groups.lead.trim() !== '';
  const colon = groups.tail?.includes(':') ?? false;
  // "EKG 22:01": the colon of a time.
  if (colon && /\d$/.test(title) && /^\d/.test(line.slice(after))) return undefined;
  if (!colon && !alone) return undefined;
  const kind = kindOf(title);
  // One or two letters are a heading ("A:", "S:") only with a colon.
  if (kind === undefined ? !isTitle(title, marked, colon, alone) : title.length <= 2 && !colon)
    return undefined;
  return { start, end: start + title.length, title, kind: kind ?? 'other', body: after };
}

/** Whether a title that is not known is one: marked up alone on its line, or before a colon, as titles are written. */
function isTitle(title: string, marked: boolean, colon: boolean, alone: boolean): boolean {
  if (!colon && !marked) return false;
  if (field.test(title.toLowerCase())) return false;
  const letters = title.replace(/[^\p{L}]+/gu, '');
  if (letters.length < 3) return false;
  if (marked && alone) return true;
  if (!colon || title.split(/\s+/).length > 7) return false;
  if (alone) return /^\p{Lu}/u.test(title);
  // Text may follow capitals ("TTE 12/05/2023: …"), but not where they hold values themselves ("BP 130/80, HR: 72").
  return letters === letters.toUpperCase() && !/,|\b\d{2,3}\/\d{2,3}\b(?!\/)/.test(title);
}
