import type { InferenceLabel } from '../annotation/annotation';
import type { Features } from '../learning/classifier';
import type { Meaning } from './meaning';

/** How a sentence of a note lies beside a hypothesis; shares are of the hypothesis' weighted terms, from 0 to 1. */
export interface Alignment {
  readonly said: Meaning;
  /** The sentence, folded. */
  readonly text: string;
  /** What is found in the sentence. */
  readonly cover: number;
  /** What is affirmed in one and denied in the other. */
  readonly against: number;
  /** What only may be so there. */
  readonly undecided: number;
  /** Of the problems and treatments that the hypothesis names, those that the sentence names. */
  readonly named: number;
  /** Found by a kind of it alone: a statin, for atorvastatin. */
  readonly byKind: boolean;
  /** Whether one speaks of the patient and the other of a relative, or each of another relative. */
  readonly apart: boolean;
}

/** What the rules say of a hypothesis, and what they say it from. */
export interface Weighed {
  readonly hypothesis: string;
  readonly asked: Meaning;
  readonly rule: { readonly label: InferenceLabel; readonly reason: string; readonly confidence: number };
  /** The sentence that the rules go by; absent where they count or ask for states. */
  readonly alignment: Alignment | undefined;
  /** The share of the hypothesis' terms that stand anywhere in the note. */
  readonly anywhere: number;
  /** Whether two sentences of the note speak for and against. */
  readonly split: boolean;
}

/** Questions to which two sentences may give different answers; the first that fits is the answer. */
const axes: readonly (readonly [question: string, answers: readonly (readonly [string, RegExp])[]])[] = [
  [
    'level',
    [
      ['normal', /\b(?:normal|unremarkable|within (?:normal )?limits|clear|intact|reassuring)\b/],
      ['high', /\b(?:high|elevated|raised|rose|increased|hyper\w+|fast|excess\w*|large|enlarged|dilated)\b/],
      ['low', /\b(?:low|reduced|fell|dropped|decreased|hypo\w+|\w+penia|slow|small|shrunken|poor)\b/],
    ],
  ],
  [
    'change',
    [
      ['same', /\b(?:stable|unchanged|no (?:\w+ )?change|persist\w*|remain\w*|still|ongoing|continu\w*)\b/],
      ['gone', /\b(?:resol\w+|cleared|gone|went away|subsided|recovered|no longer|settled|stopped|free)\b/],
      ['better', /\b(?:better|improv\w*|eas\w+|less|smaller|respond\w*|controlled|relie\w+|down)\b/],
      [
        'worse',
        /\b(?:wors\w*|progress\w*|grown?|larger|increas\w*|more|spread|deteriorat\w*|failed|despite)\b/,
      ],
    ],
  ],
  [
    'treatment',
    [
      [
        'stopped',
        /\b(?:stop\w*|held|hold|withh\w+|discontinu\w*|avoid\w*|delay\w*|postpon\w*|wean\w*|off|taken out|removed|not (?:be )?(?:given|used|started)|without)\b/,
      ],
      [
        'given',
        /\b(?:given|gave|receiv\w*|start\w*|tak(?:e|es|ing)|continu\w*|prescribed|on|with|resumed|keep\w*|kept|us(?:es|ed|ing)|begun|began|restarted|administered|placed)\b/,
      ],
    ],
  ],
  [
    'time',
    [
      [
        'past',
        /\b(?:history|previous\w*|prior|past|ago|former\w*|used to|earlier|ever|never|childhood|last)\b/,
      ],
      ['future', /\b(?:will|plan\w*|should|next|schedul\w*|booked|advised|if|tomorrow|must|to be)\b/],
    ],
  ],
  [
    'doubt',
    [
      ['excluded', /(?<!not )(?<!not been )(?<!cannot be )\b(?:ruled out|excluded)\b/],
      [
        'open',
        /\b(?:possib\w*|suspect\w*|likely|may|might|could|concern\w*|excluded|ruled out|differential)\b/,
      ],
    ],
  ],
  [
    'outcome',
    [
      [
        'failed',
        /\b(?:fail\w*|unable|could not|cannot|refus\w*|declin\w*|reluctant|rather not|did not (?:help|work|tolerate)|not (?:help\w*|reliev\w*|tolerat\w*|accept\w*)|intoleran\w*|ineffective|without (?:any )?(?:relief|effect|benefit)|no (?:response|relief|effect))\b/,
      ],
      [
        'worked',
        /\b(?:tolerat\w*|pass\w*|complet\w*|success\w*|help\w*|effective\w*|reliev\w*|relief|accept\w*|achiev\w*|respon\w*|agree\w*|eases?|eased)\b/,
      ],
    ],
  ],
  [
    'place',
    [
      ['home', /\bhome\b/],
      ['hospital', /\b(?:hospital|icu|stay\w*|ward|unit)\b/],
    ],
  ],
  [
    'company',
    [
      ['alone', /\b(?:alone|by (?:him|her)self)\b/],
      ['with', /\b(?:with (?:his|her|their|an? )?\s*\w+|married|lives in)\b/],
    ],
  ],
  [
    'side',
    [
      ['left', /\bleft\b(?!.*\bright\b)/],
      ['right', /\bright\b(?!.*\bleft\b)/],
    ],
  ],
  [
    'harm',
    [
      ['benign', /\b(?:benign|harmless|innocent)\b/],
      ['malignant', /\b(?:malignan\w*|cancer|suspicious)\b/],
    ],
  ],
  [
    'strain',
    [
      ['sensitive', /\b(?:sensitive|susceptible)\b/],
      ['resistant', /\bresistan\w*\b/],
    ],
  ],
  [
    'mind',
    [
      ['clear', /\b(?:alert|oriented|awake)\b/],
      ['clouded', /\b(?:confus\w*|sedat\w*|drows\w*|unconscious|comatose)\b/],
    ],
  ],
  [
    'onset',
    [
      ['new', /\b(?:new|newly|first|sudden\w*|acute|since (?:yesterday|midnight|this)|recent\w*)\b/],
      ['old', /\b(?:old|chronic|long-?standing|for years|known|always|previous\w*|earlier)\b/],
    ],
  ],
  [
    'severity',
    [
      ['mild', /\b(?:mild\w*|slight\w*|minimal|small|minor|trace|well controlled)\b/],
      ['severe', /\b(?:severe\w*|massive|large|marked\w*|major|advanced|uncontrolled|poorly controlled)\b/],
    ],
  ],
  [
    'made',
    [
      ['whole', /\b(?:intact|whole|undamaged|healed)\b/],
      ['torn', /\b(?:torn|fracture|broken|damag\w*|breakdown)\b/],
    ],
  ],
  [
    'trend',
    [
      [
        'up',
        /\b(?:rose|rising|rise[sn]?|increas\w*|gain\w*|larger|grow\w*|grew|higher|climb\w*|went up|is up|peaked|elevat\w*|doubled|enlarg\w*)\b/,
      ],
      [
        'down',
        /\b(?:fell|fall(?:s|ing)|decreas\w*|los[te]\w*|shr[aiu]nk\w*|smaller|less\w*|dropp\w*|drops?|lower\w*|wean\w*|reduc\w*|came down|come down|gone down|went down|down|settl\w*)\b/,
      ],
    ],
  ],
  [
    'quality',
    [
      ['poor', /\b(?:poor\w*|bad\w*|trouble|difficult\w*|hard|worse|unable|abnormal\w*|impaired)\b/],
      ['good', /\b(?:well|good|fine|better|properly|eas(?:y|ily|ier)|normal\w*|strong)\b/],
    ],
  ],
  ['number', [['some', /\d/]]],
];

/** A test or treatment that is still to come: it tells no result. */
const pending =
  /\b(?:pending|await\w*|will|until|to (?:start|begin|return|be|follow)|in (?:a|one|two|three|four|six|seven|\d+) (?:days?|weeks?|months?)|requested|ordered|sent|booked|planned|scheduled|arranged|tomorrow|to (?:assess|look|exclude|confirm|check|evaluate|rule|characteri[sz]e|investigate)|if|should|prn|as needed|in case|in the event|consider|may be needed)\b/;

/** Whether a sentence speaks of what is ordered, planned or waited for. */
export const isPending = (text: string): boolean => pending.test(text);

const answerOf = (text: string, answers: readonly (readonly [string, RegExp])[]): string =>
  answers.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none';

const numbersOf = (text: string): readonly string[] => text.match(/\d+(?:\.\d+)?/g) ?? [];

const fifths = (share: number): number => Math.min(5, Math.floor(share * 5 + 1e-9));

/** Words of a hypothesis that change what it asks. */
const small =
  /\b(?:no|not|never|without|nobody|cannot|any|all|only|still|both|alone|normal|no longer|known|because|due|despite|before|after|relative|sister|brother|mother|father|aunt|family)\b/g;

/** What may tell whether a note speaks for or against a hypothesis, or leaves it open. */
export function alignmentFeatures({
  hypothesis,
  asked,
  rule,
  alignment,
  anywhere,
  split,
}: Weighed): Features {
  const lower = hypothesis.toLowerCase();
  const denies = asked.denied.size > 0;
  const terms = Math.min(4, asked.terms.size);
  const found = [
    `rule:${rule.label}`,
    `rule:${rule.label}:${rule.reason}`,
    `rule:${rule.label}:${Math.round(rule.confidence * 5)}`,
    `rule:${rule.label}:denies:${denies}`,
    `denies:${denies}`,
    `terms:${terms}`,
    `anywhere:${fifths(anywhere)}`,
    `anywhere:${fifths(anywhere)}:${rule.label}`,
    `split:${split}`,
  ];
  for (let step = 1; step <= fifths(anywhere); step++) found.push(`anywhere>=${step}`);
  for (const word of new Set(lower.match(small))) found.push(`word:${word}`);
  if (!alignment) return found;
  const { said, text, cover, against, undecided, named, byKind } = alignment;
  const left = Math.min(3, [...asked.terms.keys()].filter((term) => !said.terms.has(term)).length);
  const missing = [...asked.terms].filter(
    ([term, weight]) =>
      weight >= 1 && !asked.places.has(term) && !said.terms.has(term) && !said.classes.has(term),
  ).length;
  const heads = [...asked.terms].filter(([term, weight]) => weight >= 1 && !asked.places.has(term)).length;
  found.push(
    `missing:${Math.min(2, missing)}`,
    `missing:${Math.min(2, missing)}:${Math.min(2, heads)}`,
    `missing:${Math.min(2, missing)}:${rule.label}`,
    `missing:${Math.min(2, missing)}:${Math.min(2, heads)}:${fifths(cover)}`,
  );
  const open = pending.test(text);
  found.push(
    `left:${left}`,
    `left:${left}:${rule.label}`,
    `left:${left}:${terms}`,
    `pending:${open}:${pending.test(lower)}`,
    `pending:${open}:${pending.test(lower)}:${rule.label}`,
  );
  for (let step = 1; step <= fifths(cover); step++)
    found.push(`cover>=${step}`, `cover>=${step}:${against > 0 ? 'against' : 'with'}`);
  found.push(
    `cover:${fifths(cover)}:${rule.label}`,
    `cover:${fifths(cover)}:${terms}`,
    `against:${fifths(against)}`,
    `against:${against > 0}:${denies}`,
    `undecided:${undecided > 0.5 * cover && cover > 0}`,
    `named:${fifths(named)}`,
    `named:${fifths(named)}:${rule.label}`,
    `by kind:${byKind}`,
    `denied there:${said.denied.size > 0}:${denies}:${fifths(cover) > 1}`,
    `somebody else:${said.others.size > 0}:${asked.others.size > 0}`,
  );
  let opposed = 0;
  let agreed = 0;
  for (const [question, answers] of axes) {
    const [own, theirs] = [answerOf(asked.text, answers), answerOf(said.text, answers)];
    if (own !== 'none' && theirs !== 'none' && question !== 'number') {
      if (own === theirs) agreed++;
      else opposed++;
    }
    found.push(`${question}:${own}`);
    if (fifths(cover) > 1)
      found.push(`${question}:${own}:${theirs}`, `${question}:${own === theirs ? 'same' : 'other'}`);
  }
  const odd = opposed > 0 !== against > 0;
  found.push(
    `opposed:${Math.min(2, opposed)}`,
    `opposed:${Math.min(2, opposed)}:${agreed > 0}:${against > 0}`,
    `odd:${odd}:${rule.label}`,
    `odd:${odd}:${fifths(cover)}`,
    `odd:${odd}:${fifths(cover)}:${fifths(named)}`,
  );
  const numbers = numbersOf(text);
  const own = numbersOf(lower);
  if (own.length > 0) found.push(`numbers:${own.every((one) => numbers.includes(one))}`);
  return found;
}
