import type { SectionKind } from '../note/headings';
import type { Span } from '../note/span';
import { type Claim, type Clause, ofSomebodyElse } from './claims';

/** A claim before it has its place. */
export type Draft = Omit<Claim, 'span' | 'section' | 'date'> & {
  /** The part of the text that claims it, where that is not the whole clause. */
  readonly part?: Span;
};
/** Reads claims out of one clause; `text` has the heading of the clause before it. */
export type Reader = (text: string, section: SectionKind, clause: Clause) => Draft[];

const drugLike =
  /\b(?:\w+cillin|cef\w+|ceph\w+|\w+mycin|\w+floxacin|\w+cycline|sulfa\w*|bactrim|codeine|morphine|opioids?|aspirin|nsaids?|ibuprofen|naproxen|contrast|latex|lisinopril|\w+pril|\w+statin|heparin|lidocaine|augmentin|keflex|ancef|zosyn|vancomycin|metronidazole|flagyl|dilaudid|\w+codone|tramadol|iodine|\w+azole|\w+sartan|\w+olol)\b/;
const food =
  /\b(?:shellfish|shrimp|peanuts?|nuts?|eggs?|milk|dairy|food|pollen|dust|cats?|dogs?|bees?|wasps?|grass|ragweed|mold|seasonal|environmental|tape|adhesives?|nickel|strawberr\w+|seafood|fish|soy|wheat|gluten|hay|latex|contrast|iodine|shellfish)\b/;
const noAllergy =
  /\bnk(?:d?a|fa)\b|\bno (?:known |current )?(?:drug |medication |medicine |med |food |environmental )*allerg(?:y|ies)\b(?! to)|\ballerg(?:y|ies)(?: to medications?)?: ?(?:none|no\b|nil|negative|denies)|\bdenies (?:any )?(?:known )?(?:drug |medication )?allergies|\bnot allergic to any/;

const allergicTo =
  /\b(?:anaphyla\w+|allerg(?:y|ic)|angioedema|hives)(?: reactions?| shock)?(?: to| with| from| after) (?:the |a )?([a-z-]+(?:[ /][a-z-]+)?)/;
const namedAllergy = /\b([a-z-]+) (?:anaphyla\w+ )?(?:allergy|anaphylaxis)\b/;

/** A drug with an allergic reaction right behind it, as in lists of allergies: "sulfa (hives)", "penicillin - rash". */
const withReaction = new RegExp(
  String.raw`${drugLike.source}[^,;.]{0,12}[(:>–-] ?(?:[a-z]+ ){0,2}(?:hives|rash|urticaria|anaphyl\w+|angioedema|swelling|itching)\b`,
);

/** Allergies: said to have none, or named; each item of a list of them by itself. */
export const allergy: Reader = (text, section, clause) => {
  const listed = section === 'allergies' || /\ballerg(?:y|ies)\b[^:]{0,20}:/.test(text);
  if (!listed || !text.includes(', ')) return allergyIn(text, section);
  const drafts: Draft[] = [];
  let at = clause.title === '' ? 0 : clause.title.length + 2;
  for (const item of text.slice(at).split(', ')) {
    const part = { start: at, end: at + item.length };
    for (const draft of allergyIn(item, 'allergies')) drafts.push({ ...draft, part });
    at = part.end + 2;
  }
  // What is said across commas is read from the whole.
  return drafts.length > 0 ? drafts : allergyIn(text, section);
};

const allergyIn = (text: string, section: SectionKind): Draft[] => {
  const none = noAllergy.exec(text) ?? (section === 'allergies' ? /(?:^|: )(?:none|nil)\b/.exec(text) : null);
  if (none) {
    if (ofSomebodyElse(text, none.index) || /\b(?:other|was|were|had|except|besides|removed)\b/.test(text))
      return [];
    const said = text.slice(none.index, none.index + none[0].length + 24);
    if (/\b(?:food|environmental|seasonal|latex) allerg/.test(said)) return [];
    const drugsOnly = /nkda|\b(?:drug|medication|medicine|med) allerg|allergies to medic/.test(said);
    return [{ about: 'state', key: 'allergy', answer: drugsOnly ? 'no drug' : 'none', course: false }];
  }
  const reaction = section === 'allergies' ? withReaction.exec(text) : null;
  const some = reaction ?? allergicTo.exec(text) ?? namedAllergy.exec(text);
  const named = reaction ? reaction[0] : some?.[1];
  if (!some || named === undefined) return [];
  if (
    ofSomebodyElse(text, some.index) ||
    /\b(?:no|not|denies|removed|outgrown|no longer|ruled out|negative|never|without|if|risk|possible|question\w*|de-?label\w*|\?|watch|signs of|tolerat\w*|monitor|clinic|specialist)\b/.test(
      text,
    )
  )
    return [];
  if (drugLike.test(named) || /\b(?:drug|medication|antibiotic)\b/.test(named))
    return [{ about: 'state', key: 'allergy', answer: 'drug', course: false }];
  return food.test(named) ? [{ about: 'state', key: 'allergy', answer: 'other', course: false }] : [];
};
