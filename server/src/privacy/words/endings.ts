import { detached } from '../../note/detached';

// Endings of words that are seldom names: of actions, qualities and diseases, and of drugs.
const wordEnding =
  /(?:tion|sion|ment|ness|ity|itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|gram|ology|ologist|pathy|opia|algia|oma|omas|cele|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|prazole|oxacin|dipine|mab|nib|vir|pine|pam|lam|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amine|amide|idine|done|phine|sone|olone|ide|ate|ium|ing|ings|ed|ly|ous|ive|able|ible|less|ful|ical|ial|ular|eal|oid|ary|ory|ism|ist|ists|ies|tive|ence|ance|ency|ancy|ure|ic|ics|ia|iasis|lysis|penia|rrhea|rrhage|ships?|wise|ward|wards)$/;

// Of these, the endings that only diseases, procedures and drugs have.
const clinicalEnding =
  /(?:itis|osis|emia|uria|ectomy|otomy|ostomy|scopy|plasty|graphy|ology|ologist|opathy|opia|algia|trophy|plasia|olol|pril|sartan|statin|mycin|cillin|cycline|azole|oxacin|dipine|zine|tidine|setron|gliptin|gliflozin|glutide|parin|xaban|caine|barbital|amide|olone|oid|iasis|lysis|penia|rrhea|rrhage|tion|sion|ment|ness|ing|ity)$/;

/** How many words are remembered at most. */
const MEMORY = 20_000;

/** A pattern on single words, whose answers are remembered: notes repeat their words. */
function remembering(pattern: RegExp, shortest: number): (lower: string) => boolean {
  const answers = new Map<string, boolean>();
  return (lower) => {
    if (lower.length < shortest) return false;
    let answer = answers.get(lower);
    if (answer === undefined) {
      answer = pattern.test(lower);
      if (answers.size >= MEMORY) answers.clear();
      answers.set(detached(lower), answer);
    }
    return answer;
  };
}

/** Whether the form of a word is that of a disease, a procedure, a drug or an abstract noun. */
export const looksClinical = remembering(clinicalEnding, 6);

/** Whether the form of a word says that it is a word and not a name. */
export const looksLikeWord = remembering(wordEnding, 5);
