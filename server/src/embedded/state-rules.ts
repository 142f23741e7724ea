import type { About } from './claims';

/** Patterns over a clause (with its heading before it) that answer a question with exclusive answers. */
interface Rule {
  readonly about: About;
  readonly key: string;
  readonly answer: string;
  /** A word that begins with one of these must stand in the clause, so that most need no pattern at all. */
  readonly stems: readonly string[];
  readonly pattern: RegExp;
  /** Not in a clause with one of these. */
  readonly unless?: RegExp;
  /** Only where a side is named too; it becomes part of the question. */
  readonly sided?: true;
}

const smoke = ['smok', 'nonsmok', 'tobacco', 'pack', 'ppd', 'cigar'];
const drink = ['drink', 'alcohol', 'etoh', 'beer', 'wine', 'vodka', 'teetotal'];
const then =
  /\b(?:was|were|had|until|previous\w*|prior|former\w*|quit|stopped|used to|past|ago|years? ago|on admission|revers\w*|rescind\w*|changed|discuss\w*|if|would|consider\w*|no longer|sober|exposure|second-?hand|counsel+ed (?:on|regarding|about) (?:avoid|not)|do not|don't|avoid|should|advised|will|wants? to)\b/;
const device = (key: string, noun: string, stems: readonly string[]): Rule[] => [
  {
    about: 'device',
    key,
    answer: 'no',
    stems,
    pattern: new RegExp(
      String.raw`\bno (?:surgical |wrist |physical |indwelling |external )?(?:${noun})\b(?! (?:output|site|related|infection|issues|problems|complications|dysfunction|malfunction|erythema|drainage|leak|interrogation|removal))|\b(?:${noun}): ?(?:none|no|nil)\b|\bwithout (?:a |any )?(?:${noun})\b|\b(?:${noun}) (?:was|were) not (?:placed|used|left|inserted|needed|required)`,
    ),
    unless:
      /\b(?:if|will|should|need|evidence|until|now|longer|if|remov\w*|previous\w*|discontinued|history|\d+ (?:hours|days))\b/,
  },
  {
    about: 'device',
    key,
    answer: 'yes',
    stems,
    pattern: new RegExp(
      String.raw`\b(?:${noun})\b(?:[^.;:]{0,40}?) (?:(?:was|were) (?:then |also )?(?:left|placed|inserted|secured|brought out|positioned|capped|connected|sutured|introduced)|remains? (?:in|on)\b|(?:is|are|was|were)? ?(?:left )?in (?:place|situ|use)\b|remains? on)|\b(?:left|placed|inserted) (?:a|an|one|two|the) (?:[a-z0-9-]+ ){0,4}(?:${noun})\b`,
    ),
    unless:
      /\b(?:remov\w*|no|not|without|if|will|should|consider\w*|declin\w*|pulled|discontinued|previous\w*|history|old|prior)\b/,
  },
  {
    about: 'device',
    key,
    answer: 'changed',
    stems,
    pattern: new RegExp(
      String.raw`\b(?:${noun})\b[^.;]{0,60}\b(?:remov\w*|pulled|discontinued|d/c|dc'd|taken out|withdrawn|(?:is|are|came) out)\b|\b(?:remov\w*|pulled|discontinued) (?:[a-z]+ ){0,3}(?:${noun})\b`,
    ),
  },
];
const drugClass = (key: string, name: string, drugs: string, stems: readonly string[]): Rule[] => [
  {
    about: 'state',
    key,
    answer: 'takes none',
    stems,
    pattern: new RegExp(
      String.raw`\b(?:(?:is |are |currently )?(?:on|takes?|taking|uses?) no|not (?:currently )?(?:on|taking|using)(?: any)?|denies (?:taking|use of)(?: any)?|no current) (?:[a-z]+ (?:or|nor|and) )?(?:${name})`,
    ),
    unless: /\b(?:until|was|were|had|if|will|should|would|while|since|because|due)\b/,
  },
  {
    about: 'state',
    key,
    answer: 'takes one',
    stems,
    pattern: new RegExp(
      String.raw`\b(?:takes|taking|is on|remains on|continues on|currently on|maintained on|anticoagulated with|chronically on) (?:[a-z]+ ){0,2}?(?:${drugs})\b`,
    ),
    unless:
      /\b(?:was|were|had|until|held|stopp?\w*|finished|previous\w*|prior|not|no|if|will|off|discontinued|prophyla\w*|used to|should|before|restart\w*|resum\w*|start\w*)\b/,
  },
];

/** The questions and how a clause answers them. */
export const rules: readonly Rule[] = [
  {
    about: 'state',
    key: 'smoking',
    answer: 'never',
    stems: smoke,
    pattern:
      /\bnever[- ]smok\w*|\bnever a smoker|\bnever (?:used|uses|use) (?:tobacco|cigarettes)|\blifelong non-?smoker|\b(?:tobacco|smoking|smoker)(?: use| history| status)?: ?never\b|\bno (?:history of (?:smoking|tobacco)|(?:smoking|tobacco) history|prior tobacco)/,
    unless: /second-?hand|exposure/,
  },
  {
    about: 'state',
    key: 'smoking',
    answer: 'not now',
    stems: smoke,
    pattern:
      /\b(?:does not|doesn't|denies) (?:currently )?(?:smok\w+|(?:use )?tobacco)|\bnon-?smoker\b|\b(?:is not|isn't|not) a (?:current )?smoker\b|\bno (?:current )?(?:tobacco|smoking)\b(?! (?:cessation|for|until|after|prior|within))/,
    unless: /\b(?:if|should|do not|advised|instruct\w*|quit|stopped)\b/,
  },
  {
    about: 'state',
    key: 'smoking',
    answer: 'once',
    stems: smoke,
    pattern:
      /\d+(?:\.\d+)?\+?[- ]?(?:pack|pk)[- ]?(?:years?|yrs?)|\bsmoked (?:\d|a|one|two|half|until|for|about|approximately|heavily)|\b(?:has|have) (?:ever )?smoked\b|\bhas a (?:smoking history|history of (?:smoking|tobacco))/,
    unless: /\b(?:no|never|denies|second-?hand)\b/,
  },
  {
    about: 'state',
    key: 'smoking',
    answer: 'quit',
    stems: smoke,
    pattern:
      /\b(?:former|ex|previous|past|prior)[- ]?smoker|\b(?:quit|stopped|gave up|given up) (?:smoking|tobacco|cigarettes)|\b(?:smok\w+|tobacco|cigarettes?|packs?|pack-?years?|ppd)\b[^.;]{0,40}\b(?:quit|stopped|gave up)\b(?! (?:date|line|attempts?))|\bno longer smokes\b|\bsmoked (?:[^.;]{0,40} )?until\b|\bused to smoke\b|\b(?:tobacco|smoking|smoker)(?: use| history| status)?: ?(?:former|ex|quit|previous|past)\b/,
    unless:
      /\b(?:no|never|denies|second-?hand|wants?|wish\w*|ready|should|advised|will|to quit|if|unable|tried|trying|would|counsel+ed|encouraged|motivated|attempt\w*|not quit|restarted|resumed|again|relaps\w*)\b/,
  },
  {
    about: 'state',
    key: 'smoking',
    answer: 'now',
    stems: smoke,
    pattern:
      /\b(?:current(?:ly)?|active)(?: (?:every|some) day)?(?: a| an)?(?: heavy| daily)? smok(?:er|es|ing)|\b(?:is|remains) an? (?:heavy |daily )?smoker\b|^(?:\W*|[a-z ]{0,20}: ?)(?:heavy )?smoker\b(?! (?:until|status|in))|\b(?:she|he|they|pt|patient|still) smokes\b|(?:^|[:,] )smokes\b|\bsmokes (?:\d|a\b|one|two|half|about|approximately|daily|cigarettes|up to|heavily)|\bcontinues to smoke|\bcurrent [^.,;]{0,16}(?:cigarettes?|tobacco|ppd)|(?<!former )\b(?:tobacco|smoking)(?: use| history| status)?: ?(?:current|active|yes|\d(?![\d.+]* ?-?(?:pack|pk|py)))|\b\d(?:[./]\d)?(?:\.\d)? ?ppd\b/,
    unless:
      /\b(?:quit|former\w*|ex-smoker|never|no longer|smoked|used to|until|was|had|stopped|denies|no|ago|marijuana|cannabis)\b/,
  },
  {
    about: 'state',
    key: 'alcohol',
    answer: 'none',
    stems: drink,
    pattern:
      /\bnever (?:drinks?|drank|used alcohol)|\b(?:does not|doesn't) (?:drink|use|consume)(?: any)?(?: alcohol| etoh)|\bno (?:alcohol|etoh)(?: use| intake)?(?=[.,;]|$| or| and)|\bdenies (?:any )?(?:alcohol|etoh)(?: use| intake)?\b|\bteetotal|\b(?:alcohol|etoh)(?: use| intake)?: ?(?:none|no|never|denies|negative)\b/,
    unless: then,
  },
  {
    about: 'state',
    key: 'alcohol',
    answer: 'drinks',
    stems: drink,
    pattern:
      /\bdrinks (?:\d|one|two|three|four|a (?:glass|bottle|pint|couple|few|beer|six)|about \d|daily|heavily|socially|wine|beer|vodka|several|alcohol|occasionally)|\b(?:alcohol|etoh)(?: use| intake)?: ?(?:\d|daily|heavy|social|occasional)|\betoh \d|\b\d+(?:-\d+)? (?:beers|alcoholic drinks|glasses of wine)\b|\bdrinking (?:\d+|a pint|a bottle|heavily)/,
    unless: then,
  },
  {
    about: 'state',
    key: 'code status',
    answer: 'full',
    stems: ['code', 'resuscit'],
    pattern: /\bfull[- ]code\b|\bcode(?: status)?:? (?:is |remains )?full\b|\bfull resuscitation\b/,
    unless: then,
  },
  {
    about: 'state',
    key: 'code status',
    answer: 'limited',
    stems: ['dnr', 'dni', 'do not resuscitate', 'comfort'],
    pattern: /\bdnr\b|\bdni\b|\bdo not resuscitate\b|\bcomfort (?:measures|care) only\b/,
    unless:
      /\b(?:was|were|had been|previous\w*|prior|reversed|rescind\w*|on admission|chang\w*|discuss\w*|consider\w*|not dnr|no longer|suspend\w*|until|consult\w*|conversation)\b/,
  },
  {
    about: 'state',
    key: 'weight bearing',
    answer: 'none',
    stems: ['nwb', 'weight'],
    pattern: /\bnwb\b|\bnon-?[ -]?weight[- ]?bearing\b|\bno weight[- ]?bearing\b/,
    unless:
      /\b(?:until|then|advance|was|were|previous\w*|after \d|initially|x \d|for \d|transition\w*|to wbat)\b/,
    sided: true,
  },
  {
    about: 'state',
    key: 'weight bearing',
    answer: 'as tolerated',
    stems: ['wbat', 'weight', 'fwb'],
    pattern: /\bwbat\b|\bfwb\b|\bweight[- ]?bearing as tolerated\b|\bfull weight[- ]?bearing\b/,
    unless:
      /\b(?:until|then|advance|was|were|previous\w*|after \d|begin|start|at \d|in \d|transition\w*|will|non|nwb)\b/,
    sided: true,
  },
  ...(['right', 'left'] as const).map(
    (side): Rule => ({
      about: 'state',
      key: 'handedness',
      answer: side,
      stems: ['hand', 'right-hand', 'left-hand'],
      pattern: new RegExp(String.raw`\b${side}[- ]hand(?:ed|[- ]dominant)\b`),
    }),
  ),
  {
    about: 'state',
    key: 'household',
    answer: 'alone',
    stems: ['lives', 'living'],
    pattern: /\blives (?:alone|by (?:him|her)self)\b|\bliving alone\b/,
    unless: then,
  },
  {
    about: 'state',
    key: 'household',
    answer: 'with others',
    stems: ['lives'],
    pattern:
      /\blives (?:at home )?(?:with|w\/?) (?:his|her|their|a|the|wife|husband|spouse|son|daughter|parents|family|partner|roommate)\b/,
    unless: /\b(?:was|were|until|previous\w*|used to|dog|cat|cats|dogs|will|help of|walker|assistance)\b/,
  },
  {
    about: 'state',
    key: 'pressure injury',
    answer: 'none',
    stems: ['skin', 'pressure'],
    pattern:
      /\bskin(?: is)?(?: warm,?| dry,?| and){0,4} intact\b|\bno (?:pressure (?:ulcers?|injur\w+|sores?)|skin breakdown)\b|\bpressure (?:ulcers?|injur\w+|sores?): ?(?:none|no)\b/,
    unless: /\b(?:except|other than|otherwise|remainder|rest of|around|if|prevent\w*|new)\b/,
  },
  {
    about: 'state',
    key: 'pressure injury',
    answer: 'some',
    stems: ['stage', 'pressure', 'decubit'],
    pattern:
      /\b(?:stage [1-4iv]+ (?:pressure|decubitus|sacral|coccyx|heel|ulcer|sacrum)|(?:sacral|heel|coccygeal) (?:decubitus|pressure) (?:ulcer|injury))/,
    unless: /\b(?:no|healed|resolved|risk|prevent\w*|history|hx|previous\w*|prior|without|denies)\b/,
  },
  {
    about: 'state',
    key: 'pregnancy',
    answer: 'no',
    stems: ['pregnan', 'hcg'],
    pattern:
      /\b(?:is not|not currently|denies being) pregnant\b|\b(?:hcg|pregnancy test)(?: urine| serum)?(?: was| is|:)? neg/,
    unless: /\b(?:if|prior|previous\w*)\b/,
  },
  {
    about: 'state',
    key: 'pregnancy',
    answer: 'yes',
    stems: ['pregnan', 'gestation'],
    pattern:
      /\b(?:is (?:currently |now )?|currently )(?:\d+ weeks )?pregnant\b|\b\d+ weeks pregnant\b|\bat \d+ weeks'? gestation\b/,
    unless: /\b(?:not|if|was|prior|previous\w*|born|delivered|wife|trying|baby|delivery)\b/,
  },
  {
    about: 'state',
    key: 'transfusion',
    answer: 'none',
    stems: ['transfus', 'blood products'],
    pattern:
      /\bno (?:blood )?(?:transfusions?|blood products)(?: (?:was|were) (?:given|required|needed|administered))?\b|\bnot transfused\b/,
    unless: /\b(?:reaction|since|further|if|history|indication|need)\b/,
  },
  {
    about: 'state',
    key: 'transfusion',
    answer: 'some',
    stems: ['transfus', 'units'],
    pattern:
      /\b(?:transfused|received|given) (?:with )?(?:a total of )?(?:\d|one|two|three|four|six) units? (?:of )?(?:prbcs?|packed|red|blood|rbcs?)/,
    unless: /\b(?:no|not|never|previous\w*|prior|if|history|outside|(?:19|20)\d\d)\b/,
  },
  {
    about: 'state',
    key: 'walking',
    answer: 'not able',
    stems: ['bed', 'ambula', 'nonambula', 'walk', 'unable to walk'],
    pattern: /\b(?:bed-?bound|bedridden|non-?ambulatory|unable to (?:walk|ambulate))\b/,
    unless:
      /\b(?:was|were|initially|due|because|after|until|without|if|became|since|when|had|previous\w*|now|history)\b/,
  },
  {
    about: 'state',
    key: 'walking',
    answer: 'alone',
    stems: ['ambula', 'walk'],
    pattern:
      /\b(?:ambulat(?:es|ing|ory)|walks|walking) (?:independently|unassisted|without (?:assistance|an? (?:aid|assistive device)|help))\b|\bindependent(?:ly)? ambulat/,
    unless: /\b(?:was|were|previous\w*|prior|baseline|until|before|goal|if|not|unable|had|used to)\b/,
  },
  {
    about: 'state',
    key: 'specimen',
    answer: 'none',
    stems: ['specimen'],
    pattern: /\bspecimens?(?: removed| sent)?: ?(?:none|no\b|nil)/,
  },
  {
    about: 'state',
    key: 'specimen',
    answer: 'some',
    stems: ['patholog', 'specimen'],
    pattern:
      /\b(?:specimens?|tissue|biops\w+|mass|lesion|gallbladder|appendix) (?:was|were) (?:then )?(?:sent|submitted|passed off)[^.;]{0,30}\b(?:patholog|histolog|specimen)/,
    unless: /\b(?:no|not)\b/,
  },
  ...drugClass(
    'anticoagulant',
    'anticoag|blood thinner',
    'apixaban|eliquis|warfarin|coumadin|rivaroxaban|xarelto|dabigatran|pradaxa|edoxaban',
    [
      'anticoag',
      'blood thinner',
      'apixaban',
      'eliquis',
      'warfarin',
      'coumadin',
      'rivaroxaban',
      'edoxaban',
      'dabigatran',
      'xarelto',
      'pradaxa',
    ],
  ),
  ...drugClass('insulin', 'insulin', 'insulin|lantus|glargine|lispro|humalog|novolog', [
    'insulin',
    'lantus',
    'glargine',
  ]),
  ...drugClass(
    'steroid',
    '(?:oral |systemic |chronic )?(?:cortico)?steroids?',
    'prednisone|prednisolone|dexamethasone|hydrocortisone',
    ['steroid', 'predni', 'dexameth', 'hydrocort'],
  ),
  ...drugClass(
    'opioid',
    'opi(?:oid|ate)s?|narcotics?',
    'oxycodone|hydrocodone|morphine|methadone|fentanyl|hydromorphone|oxycontin|norco|percocet',
    [
      'opi',
      'narcotic',
      'oxycodone',
      'hydrocodone',
      'norco',
      'oxycontin',
      'hydromorph',
      'morph',
      'methadone',
      'fentanyl',
      'percocet',
    ],
  ),
  ...device('drain', '(?:jp |blake |surgical |jackson-pratt )?drains?', ['drain']),
  ...device('restraint', 'restraints?', ['restraint']),
  ...device('foley', 'foley(?: catheter)?|urinary catheter', ['foley', 'urinary cath']),
  ...device('catheter', '(?<!foley |urinary |cardiac |heart |balloon )catheter', ['catheter']),
  ...device('chest tube', 'chest tubes?', ['chest tube']),
  ...device('pacemaker', 'pacemaker', ['pacemaker']),
];
