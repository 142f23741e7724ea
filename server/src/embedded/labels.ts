// What a line of a note is where it is no statement on the patient, and how a letter opens.

const boilerplate =
  /\b(?:electronically signed|signed by|dictated|transcribed|verified|approved|authenticated|attending|resident physician|pager|bleep|phone|telephone|fax|tel|mrn|dob|date of birth|unit no|accession|acct|account|cc|copies|sincerely|regards|thank you for(?! (?:asking|referring|sending|involving|the referral|your referral))|dear|subscriber|policy|member id|invoice|page \d|report id|job|http|www|npi|serial|address|insurance|reviewed and agree|interpreter|provider|consent|comparison|technique|counts? (?:were|was)? ?correct|time out)\b|@|\b\d{3}[-. ]\d{4}\b|^(?:pcp|gp|pharmacy|patient|pt|name|date|service|seen|requested|referr\w+|emergency contact|location|room|ward|exam date|ordering|endoscopist|surgeon|assistant|nurse|caller|routed)\b.{0,20}:|\[\*\*(?:last|first|name|telephone)/i;
/** Signs measured at the bedside, with a value: two of them make a row of vital signs. */
const vitalSign =
  /\b(?:bp|hr|rr|pulse|sp?o2|spo₂|o2 sats?|sats?|temp(?:erature)?|tmax|t|wt|weight|ht|height|bmi|gcs|blood pressure|heart rate|respiratory rate|resps?|afebrile)\b[ :=]*(?:\w+ )?[\d(]/gi;
/** Why the patient comes: the opening of a letter or a consultation. */
const referral =
  /\b(?:thank(?:s| you)(?: (?:very|so) much)? for (?:asking|referring|sending|involving|the referral|your referral)|(?:was|were|been|kindly) seen|referred (?:by|for|with|from|because|to (?:us|me|this|our))|i (?:saw|reviewed|met)|asked to (?:see|evaluate)|seen (?:today )?(?:for|because|in clinic)|reason for (?:referral|visit|consult\w*))\b/i;
// What is in no sentence but in titles, addresses and fields of a form.
const particle = /^(?:of|and|for|the|in|to|on|at|with|by|de|du|la|le|des)$/;
const place =
  /\b(?:[A-Z]{2} \d{5}|\d+[a-z]? (?:\S+ ){1,3}(?:road|rd|street|st|avenue|ave|lane|ln|drive|dr|plaza|way|blvd|court|close|crescent|terrace|rue))\b/i;
const documentNoun =
  /\b(?:note|summary|report|letter|clinic|consult(?:ation)?|evaluation|visit|form|record|questionnaire|chart|department|hospital|cent(?:er|re)|service|unit|ward|practice|surgery|trust|associates|partners)s?\b/i;
const demographic =
  /\b(?:sex|gender|age|race|ethnicity|marital status|religion|occupation|language|nationality|next of kin|nhs|hospital no|ref)\b[ .]*[:=#]/i;

const signature =
  /^.{0,50}\b(?:m\.?d|r\.?n|d\.?o|n\.?p|p\.?a\.?(?:-?c)?|crna|facc|dpt|pgy-?\d|lpn|ms\d)\b[^a-z]{0,20}$/i;
const marker = /^(?:[-*•‣◦▪+>#]+|\(?\d{1,2}[.)]|\[[ xX]?\])[ \t]+/;
const salutation = /^dear\b[^\r\n]{0,60}[\r\n]\s*/i;
/** The length of the mark of a list's item at the start of a text. */
export const itemMark = (text: string): number => marker.exec(text)?.[0].length ?? 0;

/** The length of a salutation on a line of its own at the start of a text. */
export const salutationIn = (text: string): number => salutation.exec(text)?.[0].length ?? 0;

/** Whether a sentence belongs to the form of a document: signatures, contacts, fields of its header. */
export const isBoilerplate = (text: string): boolean => boilerplate.test(text) || signature.test(text);

/** Whether a sentence tells why the patient comes. */
export const tellsReason = (text: string): boolean => referral.test(text);

/** Whether a sentence is a row of vital signs. */
export const isVitals = (text: string): boolean => (text.match(vitalSign)?.length ?? 0) > 1;

const COLON = 58;

/** Words that are written small, as in prose; names, titles and labels have few. */
export const smallWords = (text: string): number =>
  (text.match(/(?<![\p{L}\p{Nd}])\p{Ll}{2,}/gu) ?? []).filter((word) => !particle.test(word)).length;

/** Whether a line is a title, an address, a name or a field of a form rather than a statement. */
export function isLabel(text: string, mentions: number): boolean {
  const end = text.charCodeAt(text.length - 1);
  if (mentions < 1 && (end === COLON || demographic.test(text))) return true;
  const short = text.length < 100;
  if (mentions < 2 && short && place.test(text)) return true;
  const titled = short && !/[.!?;]$/.test(text) && documentNoun.test(text);
  if (mentions > 0 && !titled) return false;
  const small = smallWords(text);
  if (titled && small === 0) return true;
  if (mentions > 0) return false;
  if (small < 2 && /\d/.test(text)) return true;
  // "Mrs A Example, Long Lane": nothing but names.
  return small === 0 && /\p{Lu}\p{Ll}+\W+\p{Lu}/u.test(text);
}
