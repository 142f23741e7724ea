/** The relations of the 2010 i2b2/VA scheme (Uzuner et al., JAMIA 18:552, 2011). */
export type RelationName = 'TrIP' | 'TrWP' | 'TrCP' | 'TrAP' | 'TrNAP' | 'TeRP' | 'TeCP' | 'PIP';

/**
 * What tells a relation between two mentions of a sentence. The texts are lower case, white space is single blanks'
 * worth, and mentions within them are one capital letter each: P problem, E test, R treatment.
 */
export interface Cue {
  readonly type: RelationName;
  /** Must be found in the text between the two. */
  readonly between?: RegExp;
  /** Must be found in the text before the first. */
  readonly before?: RegExp;
  /** Must be found in the text behind the second. */
  readonly after?: RegExp;
  /** Must not be found between the two. */
  readonly unless?: RegExp;
  /** Must not be found behind the second. */
  readonly unlessAfter?: RegExp;
  /** Must not be found before the first. */
  readonly unlessBefore?: RegExp;
  /** Holds for the nearest member of a list only. */
  readonly near?: true;
  /** Holds for the nearest member of a list, and for those that "and" or "or" joins to it. */
  readonly close?: true;
  readonly confidence: number;
  /** Between two problems: whether the first is Arg1 (indicates or causes the second). */
  readonly backward?: true;
}

// Shorthands; each stays within one clause and holds no nested repetition, so matching is linear.
const BECAUSE =
  '(?:because(?: of)?|b/c|due to|d/t|owing to|secondary to|2/2|given|in (?:the )?(?:setting|light|view|context|face) of|on account of|as a result of|since|as (?:he|she|the patient|pt|they) (?:has|had|have|is)|for(?! now)|out of concern for|to avoid|with concern for)';
const STOPPED = String.raw`(?:held|withheld|hold|holding|stopped|stop|discontinued|discontinue|dc'?e?d|d/c'?e?d|d/c|cancel+ed|deferred|contraindicated|not (?:be )?(?:\w+ )?(?:given|used|started|pursued|done|performed|a candidate|restarted|resumed|continued|recommended|indicated|advised|offered|tolerated|considered|prescribed|candidate)|on hold|paused|avoid(?:ed|ing)?|off|suspended|omitted|declined|aborted|refused|abandoned|delayed|postponed|not suitable|stays off|remains off|precluded)`;
const INVESTIGATE =
  '(?:evaluate|assess|look|rule out|r/o|exclude|investigate|check|screen|work ?up|work up|characteri[sz]e|monitor|further evaluate|document|see|confirm|determine|search|follow|define|clarify|detect)';
const REVEALS =
  '(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:es|ed|ing)|negative|positive|neg|pos|diagnostic of|confirm(?:s|ed|ing)|consistent with|c/w|compatible with|significant for|notable for|remarkable for|grew|grown|growing|found|identif(?:ies|ied)|detect(?:s|ed)|suggest(?:s|ed|ive|ing)|no evidence|without evidence|indicat(?:es|ed|ive|ing)|exclude[sd]|ruled out|read as|concerning for|suspicious for|worrisome for|report(?:s|ed)|did not|does not|had|has|saw|evidence of|pertinent for|returned|came back|remain(?:s|ed)|is|was|were)';
const ONTO = '(?:on|by|with|at|in|from|per|via|after|during)';
const CLAUSE =
  /;|\. |, (?:but|however|although|though|while|whereas|and (?:he|she|the patient|pt|it|we|they|was|were|is|has|had)\b)| but /;

/** Before a drug: that it is not to be given. */
const WITHHELD =
  /\b(?:hold|holding|held|stop|stopping|stopped|avoid|avoiding|discontinue[ds]?|withh(?:old|eld)|do not|don't|did not|never|no|without|cannot|can't|not)(?: (?:all|any|the|his|her|home|give|add|start|use|take|restart|resume))* ?$/;
/** Between a problem and a drug: the same. */
const NOT_GIVEN = /\b(?:hold|held|stop|stopped|avoid(?:ed)?|discontinued?|withh(?:old|eld)|not|never|no)\b/;
/** Before a problem: that there is none. */
const DENIED = /\b(?:no|not|without|denie[sd]|denying|negative for|free of)\b[^;.,REP]{0,30}$/;
/** Before a problem: that it is why another treatment was given up. What was given instead neither treats nor causes it. */
export const REASON_TO_STOP = new RegExp(
  String.raw`(?:R[^;.RP]{0,25}\b${STOPPED}|\b${STOPPED}[^;.RP]{0,20}R)[^;.RP]{0,30}\b${BECAUSE}\b[^;.RP]{0,20}$`,
);

const cue = (type: RelationName, confidence: number, parts: Omit<Cue, 'type' | 'confidence'>): Cue => ({
  type,
  confidence,
  ...parts,
});

/** Test, then problem. */
const testProblem: readonly Cue[] = [
  cue('TeCP', 0.85, {
    between: new RegExp(
      String.raw`(?:\bto|\bfor|\bshould) (?:help |further |better )?${INVESTIGATE}\b|\br/o\b|\brule out\b|\bscreen(?:ing)? for\b|\bevaluation (?:for|of)\b|\b(?:work-?up|assessment|surveillance|monitoring) (?:for|of)\b`,
    ),
    unless: /;|\. |\b(?:showed|revealed|demonstrated|which|and (?:was|were))\b/,
  }),
  cue('TeCP', 0.8, {
    between:
      /\b(?:sent|ordered|obtained|done|performed|requested|drawn|checked|pending|scheduled|planned|recommended|repeated|taken|arranged|booked|needed|underwent)(?: \w+)? (?:for|given|because of|in view of|due to|in the setting of|in light of|b\/c)\b/,
    unless: /;|\. |show|reveal|negative|positive/,
  }),
  cue('TeCP', 0.7, {
    between:
      /^ ?(?:x ?\d+ )?(?:\w+ ){0,2}(?:for|if|given|because of) (?:any |possible |suspected |new |concern (?:for|of) |\?)?$/,
    unless:
      /negative|positive|neg|pos|significant|notable|remarkable|diagnostic|concerning|suspicious|looked/,
  }),
  // "CK weekly": a test followed under a problem's name, a colon between them, tells nothing yet.
  cue('TeRP', 0.85, {
    between: new RegExp(String.raw`\b${REVEALS}\b`),
    unless:
      /;|\. |, (?:but|however|although|though|while|whereas) [^PE]*$| but [^PE]*$|, and (?:he|she|the patient|pt|we|they)\b|\bto (?:evaluate|assess)(?!.*(?:show|reveal|demonstr|was|were))|^(?!.*(?:show|reveal|demonstr)).*[RE](?!,| and)/,
  }),
  // "Found on telemetry to be in atrial fibrillation".
  cue('TeRP', 0.8, {
    before: /\b(?:found|noted|seen|discovered|shown) (?:on|by|at) (?:the |a |an |routine |repeat )*$/,
    between: /^ to (?:be|have)\b[^;.REP]{0,20}$/,
  }),
  cue('TeRP', 0.75, {
    unlessBefore: /\b(?:show|reveal|demonstrat)\w*[^;.]{0,30}$/,
    between: /^ ?(?:[^;.REP]{0,25})?(?:\bwith(?:out)?|\bw\/o?|:|=|-+>?|\bof) (?:[^;.RE]{0,60})$/,
  }),
  cue('TeRP', 0.6, { between: /^ (?:no |new )?$/ }),
];

/** Problem, then test. */
const problemTest: readonly Cue[] = [
  cue('TeRP', 0.85, {
    between: new RegExp(
      String.raw`\b(?:seen|found|noted|shown|identified|visible|visuali[sz]ed|detected|confirmed|evident|demonstrated|excluded|ruled out|appreciated|diagnosed|discovered|documented|present|apparent|picked up|revealed|proven|established|observed|not seen|resolved|unchanged|stable) (?:again )?${ONTO}(?: (?:the|a|an|his|her|serial|repeat|today's|prior|previous|initial))?\b`,
    ),
    unless: CLAUSE,
  }),
  cue('TeCP', 0.8, {
    between:
      /\b(?:evaluated|assessed|worked up|investigated|evaluate|assess|followed|monitored|monitor|follow|screened)(?: further)? (?:with|by|via|on)\b/,
    unless: CLAUSE,
  }),
  cue('TeCP', 0.75, {
    before:
      /(?:\bgiven|because of|due to|\bfor|in (?:the )?(?:setting|view|light) of|concern for|to (?:evaluate|assess|rule out|look for|exclude|investigate)(?: for| the| his| her)*|if|for suspected|suspicion of) (?:[^;.,]{0,25})$/,
    between:
      /^[^;.PR]{0,12},? ?(?:[^;.]{0,60})?\b(?:had|underwent|obtained?|ordered?|got|check(?:ed)?|send|sent|get|we|a|an|he|she|repeat|perform|will)\b/,
  }),
  cue('TeRP', 0.65, { between: /^ (?:on|by|per) (?:the |a |an |his |her |recent |repeat )?$/ }),
  cue('TeCP', 0.7, {
    between: /^ ?(?:;|:|,|-|–) (?:\w+ )?$/,
    after: /^ (?:was |were |is |are |has been )?(?:requested|ordered|sent|pending|planned|arranged|booked)\b/,
  }),
  cue('TeCP', 0.6, {
    between:
      /^ ?(?:[:-]|, |->)? ?(?:will )?(?:check|send|obtain|get|order|repeat|follow|f\/u|trend|await|needs?|pending|recommend) /,
    unless: CLAUSE,
  }),
];

/** Treatment, then problem. */
const treatmentProblem: readonly Cue[] = [
  cue('TrNAP', 0.85, {
    between: new RegExp(String.raw`\b${STOPPED}\b[^;.P]{0,50}\b${BECAUSE}\b`),
    // "Started on one as the other was stopped because of …": it is the other.
    unless: new RegExp(
      String.raw`\bcaus(?:ed|ing)\b|; |\. |R (?:(?:was|were|is|had|has|been) )*${STOPPED}\b`,
    ),
  }),
  cue('TrNAP', 0.75, {
    before: /\b(?:switched|changed|transitioned|converted) (?:from )?$/,
    between: new RegExp(String.raw`^ to R[^;.RP]{0,20}\b${BECAUSE}\b`),
  }),
  cue('TrNAP', 0.8, {
    before:
      /(?:\bavoid(?:ing)?|\bhold|\bheld|\bholding|\bno|\bstop(?:ped)?|\bdiscontinued?|\b(?:do|did|would|will|could|should|can)(?: not|n't) (?:be )?(?:\w+ )?(?:give|use|take|start|add|tolerate|rechallenge|receive|get|offer|candidate for)|\bcannot (?:take|have|receive|tolerate)|\bnot (?:on|a candidate for|receiving|started on|given|taking)|\bwithh[eo]ld|\bdefer(?:red)?|\bcontraindication to|\bdelay(?:ing)?|\bpostpone|\bunable to (?:take|tolerate|receive))(?: (?:all|any|the|further|a|an|home|on|with|giving|more|other|his|her|him with|her with|oral))* ?$/,
    between: new RegExp(String.raw`^[^;.PR]{0,40}\b${BECAUSE}\b`),
    unless: /\bcaus(?:ed|ing)\b/,
  }),
  cue('TrNAP', 0.75, {
    between: /\b(?:contraindicated|avoided|unsafe|not (?:a )?(?:safe|option|candidate)) (?:in|with|for)\b/,
    unless: /;|\. /,
  }),
  cue('TrNAP', 0.8, {
    before: /\b(?:avoid|hold|stop|withhold|delay|no) (?:all |any |the |his |her )?$/,
    between: /^ (?:until|while)\b[^;.PR]{0,20}$/,
  }),
  cue('TrNAP', 0.8, { between: /\bon hold (?:while|until)\b[^;.PR]{0,20}$/ }),
  // "tried X for Y, but it made Z worse"
  cue('TrWP', 0.8, {
    between: /\b(?:made|making|makes)\b[^;.RE]{0,30}$/,
    after: /^ ?(?:much |a lot |even |somewhat )?(?:worse|stronger)\b/,
  }),
  cue('TrWP', 0.8, {
    between:
      /\b(?:worsen(?:ed|s|ing)|exacerbat(?:ed|es|ing)|aggravat(?:ed|es|ing)|(?:did|does|do|has|had|have)(?: not|n't) (?:help(?:ed)?|improved?|relieved?|controll?(?:ed)?|touch(?:ed)?|work(?:ed)? for|clear(?:ed)?|reduced?)|failed to|without (?:any |much |significant )?(?:improvement|relief|benefit|effect|response|resolution)|no (?:improvement|relief|benefit|effect|response|change)|not (?:helping|relieving|controlling)|with little (?:effect|relief)|with no (?:effect|relief))\b[^;.RE]{0,40}$/,
  }),
  cue('TrWP', 0.7, {
    before: /\b(?:despite|in spite of|notwithstanding) (?:[^;.,P]{0,30})$/,
    between: /^[^;.R]{0,40}(?:persist|continu|worse|recurr|remain|still|his|her|the|,)[^;.RP]{0,30}$/,
  }),
  cue('TrCP', 0.85, {
    between:
      /\b(?:caus(?:es|ed|ing)|induc(?:es|ed|ing)|led to|leading to|result(?:ed|ing) in|produc(?:ed|es|ing)|precipitat(?:ed|ing)|trigger(?:ed|ing)|brought on|gave (?:him|her|me|the patient)|gives? (?:him|her|me|the patient)|(?:last time|previously) gave|brings? on|leaves? (?:him|her)|makes? (?:him|her)|made (?:him|her)|complicated by|c\/b|provok(?:ed|es)|associated with|responsible for|(?:developed|got|experienced|had|noted|reported) (?:a |an |some )?$)/,
    unless: /;|\. |, (?:but|however|although)|\bfor\b[^P]*$/,
  }),
  cue('TrCP', 0.75, {
    between:
      /^[^;.P]{0,25}[,;] (?:pt|patient|he|she|the patient) (?:then |subsequently |soon )?(?:c\/o|complained of|developed|experienced|noted|reported|became|felt) (?:a |an |some )?$/,
    unless: /\bfor\b/,
  }),
  cue('TrCP', 0.8, {
    between: /^(?: allerg(?:y|ies))? ?(?:\(|-|--|–|:|=|->|→|; reaction:|reaction:|reactions:) ?$/,
    before: /allerg|intoleran|reaction|adverse/,
  }),
  cue('TrIP', 0.85, {
    between:
      /\b(?:improv(?:ed|es|ing)|reliev(?:ed|es|ing)|resolv(?:ed|es|ing)|control(?:led|s|ling)|correct(?:ed|ing)|alleviat(?:ed|es)|eas(?:ed|es)|clear(?:ed|ing)|help(?:ed|s|ing)?(?: with)?|reduc(?:ed|es|ing)|ended|broke|abort(?:ed|s)|settled|good (?:relief|control|effect|response)|(?:relief|resolution|improvement|control|reduction|decrease|clearing|normali[sz]ation) (?:of|in)|works? (?:well )?for|effective for|lowered)\b[^;.RE]{0,40}$/,
    unless:
      /\b(?:to (?:reduce|control|relieve|help|improve|ease|alleviate|correct)|not|no|without|failed|little|if|but)\b/,
  }),
  cue('TrIP', 0.8, {
    between: /^[^;.P]{0,60}(?:,| and| after which| with|;)[^;.PR]{0,30}$/,
    after:
      /^,? ?(?:(?:has|have|had|was|were|is|are|then|now|soon|promptly|quickly|gradually|rapidly|subsequently|has since|also|both) )*(?:improv|resolv|better|clear|subsid|abat|relieved|well[- ]controlled|controlled|decreas|settled|eased|gone|went away|stopped|corrected|down to|responded)/,
    unless: /\b(?:held|stopped|off|without|no|not|for|prn|as needed)\b/,
  }),
  cue('TrIP', 0.8, { between: /\b(?:converted|cardioverted|terminated) (?:the |his |her )?$/ }),
  cue('TrIP', 0.8, {
    between: /\bbrought (?:the |his |her )?$/,
    after: /^ (?:score |level )?(?:down|under control)\b/,
  }),
  // What a drug is kept ready for belongs to the drug right before it.
  cue('TrAP', 0.85, {
    close: true,
    between: /^(?:[^;.RP]|\.\d){0,60}\b(?:prn|as needed|when needed|in case of)\b[^;.RP]{0,40}$/,
    unlessBefore: WITHHELD,
    unless: NOT_GIVEN,
  }),
  cue('TrAP', 0.85, {
    between:
      /\b(?:for|to (?:treat|prevent|manage|control|reduce|help|relieve|ease|suppress|cover|correct|address|minimi[sz]e|repair|decrease|lower|avoid|evacuate|drain|stop|target|lessen|improve|protect against)|against|in (?:the )?(?:treatment|management|prevention) of|(?:treatment|therapy|management|prophylaxis|prevention|coverage) (?:for|of|against)|directed at|indicated (?:for|in)|used (?:for|in|when)|treating|covering|repair of)\b[^;.R]{0,60}$/,
    unlessBefore: WITHHELD,
    // "Drug for one thing, drug for another": the second purpose is not the first drug's.
    unless:
      /\b(?:held|stopped|not|without|tolerated|sent|negative|positive|evaluated|discontinued|prn|as needed|if)\b|; |\. |, (?:but|however|although|though|while|whereas)\b|\bfor (?:a |the )?(?:\d|one|two|three|four|five|six|several|many|past|last)|P[^;]*R/,
  }),
  // "If wheezing": what it is taken for. "If she becomes hypotensive": a condition, and no more.
  cue('TrAP', 0.75, {
    close: true,
    between:
      /^(?:[^;.RP]|\.\d){0,60}\b(?:if|when|whenever|in the event of|once|at the first sign of|should)\b[^;.RP]{0,30}$/,
    unlessBefore: WITHHELD,
    unless:
      /\b(?:he|she|they|pt|patient|becomes?|develops?|not|held|hold|stop(?:ped)?|discontinued?|avoid(?:ed)?|reduced?|tolerated?)\b/,
  }),
  cue('TrAP', 0.7, {
    between:
      /^ ?(?:was |were |is |are |over |covering |applied |placed )*(?:covering|applied to|over|given|placed for|placed in) ?(?:the |a |his |her )?$/,
  }),
];

/** Problem, then treatment. */
const problemTreatment: readonly Cue[] = [
  cue('TrNAP', 0.8, {
    before:
      /(?:^|\b)(?:given|because of|due to|in (?:the )?(?:setting|view|light) of|for|owing to|since|as|with)(?: [^;.,RP]{0,40})? ?$/,
    between: /^[^;.P]{0,70}$/,
    after: new RegExp(String.raw`^[^;.P]{0,40}\b${STOPPED}\b`),
  }),
  cue('TrNAP', 0.75, {
    between:
      /\b(?:so|therefore|thus|hence|and so|prohibits?|precludes?|prevents?|prevented|precluded|limits|contraindicates?|a contraindication to|prompted us to (?:hold|stop)|we (?:held|stopped)|(?:will |would )?(?:avoid|hold)(?:ing)?|held|stopped|withheld)\b[^;.P]{0,40}$/,
    unless: /to prevent|resolved|for/,
    after: /^[^;.P]{0,20}(?:held|stopped|avoided|not|withheld|deferred|,|\.|$)/,
  }),
  cue('TrIP', 0.85, {
    between:
      /\b(?:improv(?:ed|es|ing|ement)|reliev(?:ed|es|ing)|resolv(?:ed|es|ing)|resolution|respon(?:ded|ds|sive|ding|se)|control(?:led|s)?|correct(?:ed|s)|alleviated|eased|better|clear(?:ed|s|ing)|subsid(?:ed|es)|abated|settled|went away|gone|decreas(?:ed|ing)|reduced|helped|stable|down to [\d/]+|terminated|converted|broke|stopped|improves|ceased|treated successfully|lessened|fell|came down)\b[^;.R]{0,25}\b(?:with|by|after|on|to|following|since|from|once|under|upon|using)\b[^;.PE]{0,40}$/,
    unless: /\b(?:not|n't|no|never|hardly|without|failed|only if)\b|;|\. /,
  }),
  cue('TrIP', 0.75, {
    between: /^[^;.PR]{0,30}$/,
    after:
      /^[^;.PR]{0,30}\bw(?:ith|\/) (?:good|great|excellent|some|partial|complete|full) (?:effect|relief|response|benefit)/,
  }),
  cue('TrIP', 0.7, {
    between:
      /\b(?:relief|improvement|response|resolution|success)\b[^;.PR]{0,20}\b(?:with|from|after|to|by)\b[^;.PR]{0,30}$/,
    unless: /\b(?:no|not|without|little|minimal|failed)\b/,
  }),
  cue('TrWP', 0.85, {
    between:
      /\b(?:despite|in spite of|refractory to|resistant to|unresponsive to|not responsive to|notwithstanding|failed|failing|(?:not|n't|never|no|without|little|minimal|hardly)\b[^;.PR]{0,30}\b(?:improve[ds]?|relieved?|relief|respon[ds]\w*|response|help(?:ed)?|control(?:led)?|better|improvement|touched|clear(?:ed)?|benefit|resolved?|change[ds]?)|(?:worse(?:ned|ns|ning)?|exacerbated|aggravated|persist(?:s|ed)|increased|flared|progressed|recurr?(?:ed|s)) (?:with|on|after|by|since|despite|following|under|through)|flares (?:with|on|after))\b[^;.P]{0,40}$/,
    unless: /;|\. /,
  }),
  cue('TrCP', 0.85, {
    between:
      /\b(?:due to|d\/t|secondary to|2\/2|caused by|attributed to|attributable to|related to|induced by|from|because of|result of|side effect of|reaction to|precipitated by|triggered by|explained by|associated with|complicat(?:ing|ion of|ions of)|blamed on|thought to be (?:due to|from)|following|after|since starting|with each|when (?:he|she) (?:took|takes))\b ?(?:[^;.PE]{0,40})$/,
    unless:
      /\b(?:held|stopped|off|presented|admitted|underwent|status|pain free|recover|discharge|taken|removed|ran out)\b|;|, |R .*\b(?:managed|treated|relieved|controlled)\b/,
  }),
  // Left as a guess for "rash with penicillin".
  cue('TrCP', 0.6, {
    between: /^ (?:with|to|on) (?:the |a )?$/,
    before: /allerg|intoleran|reaction|gets? |develop(?:s|ed) /,
  }),
  cue('TrAP', 0.85, {
    between:
      /\bfor which (?:he|she|they|the patient|pt|we) (?:was |were |has |had |is |have |been )*(?:received|given|gave|treated with|takes?|started on|started|underwent|had|having)\b[^;.PE]{0,30}$/,
    unless: /\b(?:not|never)\b/,
  }),
  cue('TrAP', 0.8, { near: true, between: /^, which (?:was|were) (?:then |successfully )?$/ }),
  cue('TrAP', 0.85, { near: true, between: /^ ?,? ?\(?(?:status post|s\/p|post) (?:[^;.PRE]{0,20})$/ }),
  cue('TrAP', 0.85, {
    between:
      /\b(?:treated|managed|controlled|covered|repleted|repaired|drained|addressed|corrected|supported|prevented|requiring|required|needing|needed|requires|underwent|undergoing|received|receiving|(?<!, )on (?:chronic |home |daily |long-term |maintenance |oral )?$|taking|takes|currently on|maintained on|started on|placed on|given|was given|got|post|prescribed|therapy with|treatment with|with (?:a |an )?plan for|started|starting|begin|initiate[ds]?|weaning|cycle \d+ of|here for|dressed|packed|plan:|continue[ds]?|cont|start|resume[ds]?|add(?:ed)?|increase[ds]?)\b[^;.PE]{0,60}$/,
    unlessBefore: DENIED,
    unlessAfter: /^ ?(?:[\d.]+ ?\w+ )?(?:for|to (?:treat|prevent|manage))\b/,
    unless:
      /\b(?:not|never|without|declin|refus|sent|held|off|stopped|if)\b|; |\. |, (?:but|however|although|though|while|whereas)\b|\bfor [^R]*$/,
  }),
  cue('TrAP', 0.8, {
    before:
      /\b(?:if|should|when|once|in case of|in the event of|(?<!negative |positive )for|to (?:treat|prevent|manage|reduce)) (?:[^;.R]{0,40})$/,
    between:
      /^[^;.P]{0,30}(?:,|:| then)? ?(?:[^;.PE]{0,40}\b(?:start|start on|use|place|give|add|take|begin|consider|resume|started|received|gave|continue|was|on|with|apply|increase|treat|can|may|call for|proceed|will|initiate|given|trial)\b)[^;.PE]{0,25}$/,
    unless: /\b(?:evaluat|stopped|held|not|due to|because|after)/,
    unlessAfter: /^ ?(?:[\d.]+ ?\w+ )?(?:for|to (?:treat|prevent|manage))\b/,
  }),
  cue('TrAP', 0.6, { between: /^ ?(?::|->|→|- | -- | – ) ?(?:[^;.PE]{0,20})$/, unless: NOT_GIVEN }),
  cue('TrAP', 0.55, {
    between: /^ (?:on|with|w\/) (?:a |an |the |home |his |her |chronic )*$/,
    unlessBefore: DENIED,
  }),
];

/** Two problems. */
const problemProblem: readonly Cue[] = [
  cue('PIP', 0.85, {
    between:
      /^[^;.REP]{0,40}\b(?:concerning for|suspicious for|worrisome for|consistent with|c\/w|compatible with|suggest(?:s|ive of|ing|ed)|in keeping with|indicat(?:ive of|es|ing)|(?:may|might|could|would|can|probably|likely|favou?red to|thought to|felt to|presumed to|likely to|possibly) (?:likely )?(?:represent(?:s|ing)?|reflect(?:s|ing)?|relate to|be|be due to|indicate)|represent(?:s|ing)|reflect(?:s|ing|ive of)|diagnostic of|raises? (?:the )?(?:concern|suspicion|question|possibility) (?:for|of)|concern(?:s)? for|question(?:s|able)? for|worry for|points? to|typical of|characteristic of|favou?rs?|pathognomonic for|most likely|likely|probably|presumed|presumably|\?) (?:[^;.,REP]{0,30})$/,
    unless:
      /\b(?:due to|secondary to|from|because|triggered by|caused by|attributed to|related to|precipitated by)\b|, (?:likely|probably|possibly) (?:due|secondary|from)/,
  }),
  cue('PIP', 0.85, {
    between:
      /^[^;.REP]{0,30}\b(?:caus(?:ing|ed|es)|complicated by|c\/b|leading to|led to|result(?:ing|ed) in|with resultant|with resulting|producing|produced|precipitat(?:ing|ed)|trigger(?:ing|ed)|with secondary|progress(?:ed|ing) to|giving rise to|with associated|contributing to|responsible for)\b (?:[^;.REP]{0,30})$/,
    unless: / by\b/,
  }),
  cue('PIP', 0.85, {
    backward: true,
    between:
      /(?:^|\b)(?:due to|d\/t|secondary to|2\/2|caused by|because of|attributed to|attributable to|related to|from|in (?:the )?setting of|triggered by|precipitated by|explained by|result of|as a (?:result|consequence|complication) of|on the basis of|2ndary to|2° to|brought on by|accounted for by)(?: (?:[^;.REP]{0,30}))?$/,
    unless: /\b(?:presented|admitted|suffers?|died|recover\w*|apart|aside|different|free)\b|; |\. /,
  }),
];

/** Cues by the types of the two mentions in the order of the text; the first that fits decides. */
export const cues: Readonly<Record<string, readonly Cue[]>> = {
  EP: testProblem,
  PE: problemTest,
  RP: treatmentProblem,
  PR: problemTreatment,
  PP: problemProblem,
};
