import type { SectionKind } from '../note/headings';
import { allergy, type Draft, type Reader } from './allergy-claims';
import { type Claim, type Clause, courseWords, ofSomebodyElse } from './claims';
import type { Mention } from './entities';
import { once } from './memo';

const aged =
  /(?:^|[\s(:|])(\d{1,3})(?:[- ]?(?:years?|yrs?)[- ]?(?:old|o)\b|[- ]?y\.?\/?o\.?(?=[\s,])|(?= ?[mf]\b(?![./]\d)))[ ,-]*((?:[a-z-]+[ ,]+){0,4}?)(man|woman|male|female|gentleman|lady|boy|girl|m|f)\b/;
const men = new Set(['man', 'male', 'gentleman', 'boy', 'm']);

/** Age and sex of the patient. */
const person: Reader = (text) => {
  const match = aged.exec(text);
  if (!match) return [];
  const age = Number(match[1]);
  if (
    age > 115 ||
    ofSomebodyElse(text, match.index + 1) ||
    /\b(?:when|since|at age|was a|donor|at the age)\b/.test(text.slice(0, match.index))
  )
    return [];
  if (/^(?:m|f)$/.test(match[3] as string) && !/^[^a-z]*$/.test(match[2] as string)) return [];
  return [
    { about: 'measure', key: 'age', answer: '', range: [age, age], course: false },
    { about: 'state', key: 'sex', answer: men.has(match[3] as string) ? 'male' : 'female', course: false },
  ];
};

const earlier =
  /\b(?:prior|previous\w*|baseline|last|was|from|improv\w*|recover\w*|decreas\w*|increas\w*|fell|rose|up|down|initial\w*|repeat|old|outside|history|ago|goal|target|if|above|below|less|greater|(?:19|20)\d\d)\b|[<>→]|->/;
const number = String.raw`(\d{1,4}(?:\.\d+)?)(?: ?(?:-|–|to) ?(\d{1,4}(?:\.\d+)?))?`;
const measures: readonly { key: string; pattern: RegExp; low: number; high: number }[] = [
  {
    key: 'ejection fraction',
    pattern: new RegExp(
      String.raw`\b(?:lv ?)?(?:ef|ejection fraction)\b(?: (?:is|was|of|at|to be|now|an|a|estimated|visually|calculated|about|around|approximately|by echo|today))*[ :=~]*${number} ?%`,
    ),
    low: 5,
    high: 90,
  },
  {
    key: 'a1c',
    pattern: new RegExp(
      String.raw`\b(?:hb ?|hemoglobin )?a1c\b(?: (?:is|was|of|at|today))*[ :=]*${number} ?%`,
    ),
    low: 3,
    high: 20,
  },
  {
    key: 'blood loss',
    pattern: new RegExp(
      String.raw`\b(?:ebl|estimated blood loss|blood loss)\b(?: (?:is|was|of|about|approximately|estimated|at))*[ :=]*${number} ?(?:ml|cc)`,
    ),
    low: 0,
    high: 9000,
  },
  {
    key: 'height',
    pattern: new RegExp(String.raw`\b(?:height|ht)\b(?: (?:is|was|of))*[ :=]*${number} ?cm`),
    low: 30,
    high: 250,
  },
];

/** Values of the note that cannot be two at once. */
const measured: Reader = (text) => {
  const found: Draft[] = [];
  for (const { key, pattern, low, high } of measures) {
    const match = pattern.exec(text);
    if (!match) continue;
    const first = Number(match[1]);
    const second = match[2] === undefined ? first : Number(match[2]);
    if (Math.min(first, second) < low || Math.max(first, second) > high || ofSomebodyElse(text, match.index))
      continue;
    found.push({
      about: 'measure',
      key,
      answer: '',
      range: [Math.min(first, second), Math.max(first, second)],
      course: earlier.test(
        text.slice(Math.max(0, match.index - 40), match.index + match[0].length + 12).replace(pattern, ''),
      ),
    });
  }
  return found;
};

const done =
  / (?:was|were|is|are) (not |never )?(?:(?:successfully|completely|fully|easily) )?(reached|given|obtained|performed|intubated|administered|biopsied|identified|preserved|ligated|divided|removed|resected|repaired|inserted|transfused|visuali[sz]ed|sent|signed)\b/g;

/** "The cecum was reached\", "the cecum was not reached". */
const acts: Reader = (text) => {
  const found: Draft[] = [];
  for (const match of text.matchAll(done)) {
    const [subject] =
      /(?:[a-z-]{3,} )?[a-z-]{3,}$/.exec(text.slice(Math.max(0, match.index - 40), match.index)) ?? [];
    if (subject === undefined) continue;
    const noun = subject.replace(/^(?:the|a|an|this|that|then|and|which|his|her) /, '');
    if (/\b(?:patient|pt|it|she|he|they|which|that|this|who|there|and|procedure|exam|surgery)\b/.test(noun))
      continue;
    if (ofSomebodyElse(text, match.index)) continue;
    found.push({
      about: 'act',
      key: `${noun} ${match[2]}`,
      answer: match[1] === undefined ? 'done' : 'not done',
      course: false,
    });
  }
  return found;
};

const bodyPart =
  'wrist|hand|elbow|shoulder|arm|forearm|knee|ankle|foot|hip|leg|thigh|eye|ear|breast|kidney|lung|clavicle|femur|tibia|radius|calf';
const unhurt = new RegExp(
  String.raw`\b(left|right) (${bodyPart}) (?:is|was|are|appears|remains)? ?(?:entirely |completely )?(?:uninjured|not injured|atraumatic|unaffected|uninvolved|spared)\b`,
  'g',
);
const hurt = new RegExp(
  String.raw`^(left|right) (${bodyPart}):? [^.]{0,60}?\b(?:deformity|tender(?:ness)?|fracture|swelling|swollen|laceration|dislocat\w+|ecchymosis|effusion|hematoma)\b`,
);

/** A part of the body on one side: hurt, or said to be unhurt. */
const injury: Reader = (text) => {
  const found: Draft[] = [];
  for (const match of text.matchAll(unhurt))
    found.push({ about: 'act', key: `${match[1]} ${match[2]} injury`, answer: 'not done', course: false });
  const match = hurt.exec(text);
  if (match && !/\b(?:no|non|without|denies|not|old|healed|prior)\b/.test(match[0]))
    found.push({ about: 'act', key: `${match[1]} ${match[2]} injury`, answer: 'done', course: false });
  return found;
};

const readers: readonly {
  readonly stems: readonly string[];
  readonly read: Reader;
  readonly digit?: true;
}[] = [
  { stems: ['allerg', 'nka', 'nkda', 'nkfa', 'anaphyl', 'angioedema', 'hives', 'none'], read: allergy },
  { stems: ['year', 'yr', 'yo ', 'y/o', 'y.o', 'm ', 'f '], read: person, digit: true },
  {
    stems: ['ef ', 'ef:', 'ejection', 'a1c', 'blood loss', 'ebl', 'height', 'ht '],
    read: measured,
    digit: true,
  },
  { stems: ['was ', 'were ', 'is ', 'are '], read: acts },
  {
    stems: ['injur', 'atraumatic', 'unaffected', 'spared', 'deformity', 'tender', 'fracture', 'swelling'],
    read: injury,
  },
];

/** The claims on values, persons, allergies and acts that the clauses of a block make. */
export function valueClaims(lower: string, clauses: readonly Clause[], section: SectionKind): Claim[] {
  const claims: Claim[] = [];
  if (section === 'family-history') return claims;
  for (const { stems, read, digit } of readers) {
    if (!stems.some((stem) => lower.includes(stem))) continue;
    for (const clause of clauses) {
      const text = clause.title === '' ? clause.text : `${clause.title}: ${clause.text}`;
      if ((digit && !/\d/.test(text)) || !stems.some((stem) => text.includes(stem))) continue;
      // How far the text, with its title, reaches back before the clause.
      const shift = clause.start - (text.length - clause.text.length);
      for (const { part, ...draft } of read(text, section, clause))
        claims.push({
          ...draft,
          span: part
            ? { start: shift + part.start, end: shift + part.end }
            : { start: clause.start, end: clause.end },
          section,
          ...(clause.date === '' ? {} : { date: clause.date }),
        });
    }
  }
  return claims;
}

const stoppedAfter =
  /^ ?(?:[\d.]+ ?m?c?g ?\w* ?)?(?:(?:was|were|has been|have been|is) )?(?:stopped|discontinued|d\/c'?d|dc'?d)\b/;
const stoppedBefore = /\b(?:stopped|discontinued|d\/c'?d|dc'?d) (?:the |his |her |home )?$/;
const goesOnAfter = /^ ?(?:[\d.]+ ?m?c?g ?\w* ?)?(?:(?:is|was|will be|to be) )?(?:continued|ongoing)\b/;
const goesOnBefore =
  /(?:^|[-:,.*#] ?|\band |\bplan |\bwill )(?:cont|continue|continues|keep|continue with|remains on|continues on)\.? (?:the |his |her |home |on |iv |po )*$/;
const begins =
  /\b(?:restart\w*|resum\w*|re-?start\w*|re-?challenge\w*|re-?initiat\w*|switch\w*|chang\w*|add(?:ed)?|back on)\b/;

const doseBehind =
  /^ ?(?:xl |er |sr |cr |tartrate |succinate |sodium |hcl )?(\d+(?:\.\d+)?) ?(mg|mcg|units)\b(?![/-])/;
const titrated =
  /\b(?:increas\w*|decreas\w*|reduc\w*|rais\w*|lower\w*|titrat\w*|taper\w*|wean\w*|chang\w*|switch\w*|new|from|previous\w*|prior|was|were|received|given|gave|iv|bolus|load\w*|then|prn|as needed|until|if|once|x ?1|start\w*|restart\w*|resum\w*|add\w*|stop\w*|held|hold|now|half|double\w*|tabs?|tablets?|capsules?|first|today|yesterday|bedtime|morning|evening|am|pm|qhs|qam|qpm)\b|->|→/;

/** Whether a dose is one that is taken now: in a list of drugs, or "continue", "is on", "takes". */
const takesNow = (section: SectionKind, before: string): boolean =>
  (section === 'medications' && /^(?:[-*•]|\d{1,2}\.)? ?$|(?:, |: )$/.test(before)) ||
  /\b(?:continue|continues|cont|takes|taking|is on|remains on|discharged on|home on|sent home on|maintained on) (?:her |his |home |the |on )*$/.test(
    before,
  );

/** Drugs that are said to be stopped, or to go on; a drug that is started again is never in doubt. */
export function drugClaims(
  clauses: readonly Clause[],
  mentions: readonly (Mention & { readonly key: string })[],
  section: SectionKind,
): Claim[] {
  const claims: Claim[] = [];
  let next = 0;
  for (const clause of clauses) {
    while (next < mentions.length && (mentions[next] as Mention).start < clause.start) next++;
    const begun = once(() => begins.test(clause.text));
    const changed = once(() => titrated.test(clause.text));
    for (; next < mentions.length; next++) {
      const mention = mentions[next] as Mention & { readonly key: string };
      if (mention.end > clause.end) break;
      if (mention.type !== 'treatment' || mention.key.length < 4) continue;
      const before = clause.text.slice(
        Math.max(0, mention.start - clause.start - 40),
        mention.start - clause.start,
      );
      const after = clause.text.slice(mention.end - clause.start, mention.end - clause.start + 50);
      const conditional =
        /\b(?:if|when|until|unless|may|will|should|consider|after|before|then|plan to)\b/.test(before);
      const dose = doseBehind.exec(after);
      if (dose && !changed() && takesNow(section, before))
        claims.push({
          about: 'dose',
          key: `dose ${mention.key} ${dose[2]}`,
          answer: '',
          range: [Number(dose[1]), Number(dose[1])],
          span: { start: clause.start, end: clause.end },
          section,
          course: false,
        });
      let answer: string | undefined;
      if (begun()) answer = 'again';
      else if ((stoppedAfter.test(after) || stoppedBefore.test(before)) && !conditional) answer = 'stopped';
      else if (
        goesOnBefore.test(before) &&
        (section === 'plan' ||
          section === 'assessment' ||
          section === 'course' ||
          section === 'other' ||
          section === 'medications' ||
          section === 'none')
      )
        answer = 'goes on';
      else if (goesOnAfter.test(after) && !courseWords.test(after)) answer = 'goes on';
      if (answer !== undefined)
        claims.push({
          about: 'drug',
          key: `drug ${mention.key}`,
          answer,
          span: { start: clause.start, end: clause.end },
          section,
          course: false,
        });
    }
  }
  return claims;
}
