import { remembered } from './remembered';

// Endings of words that are seldom names: of actions, qualities and diseases, and of drugs.
const wordEnding =
  /(?:tion|sion|ment|ness|ity|itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|gram|ology|ologist|pathy|opia|algia|oma|omas|cele|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|prazole|oxacin|dipine|mab|nib|vir|pine|pam|lam|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amine|amide|idine|done|phine|sone|olone|ide|ate|ium|ing|ings|ed|ly|ous|ive|able|ible|less|ful|ical|ial|ular|eal|oid|ary|ory|ism|ist|ists|ies|tive|ence|ance|ency|ancy|ure|ic|ics|ia|iasis|lysis|penia|rrhea|rrhage|ships?|wise|ward|wards)$/;

// Of these, the endings that only diseases, procedures and drugs have.
const clinicalEnding =
  /(?:itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|ology|ologist|opathy|opia|algia|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|oxacin|dipine|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amide|olone|oid|iasis|lysis|penia|rrhea|rrhage|tion|sion|ment|ness|ing|ity)$/;

/** Whether a word of so many letters at least has one of some endings. */
function endsIn(pattern: RegExp, shortest: number): (lower: string) => boolean {
  const test = remembered((lower) => pattern.test(lower));
  return (lower) => lower.length >= shortest && test(lower);
}

/** Whether the form of a word is that of a disease, a procedure, a drug or an abstract noun. */
export const looksClinical = endsIn(clinicalEnding, 6);

/** Whether the form of a word says that it is a word and not a name. */
export const looksLikeWord = endsIn(wordEnding, 5);
