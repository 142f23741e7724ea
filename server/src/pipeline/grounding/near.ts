import { isSameButForPlural } from '../words';

/** How alike two words are, from 0 to 1. */
export const SAME = 1;
export const PLURAL = 0.95;
export const SLIP = 0.85;
/** A slip in a word so short that other words must bear it out, or the order of the answer. */
export const WEAK = 0.8;

/** Words that one letter sets apart, and that mean different things. */
const confusable = new Set(
  `abducent-adducent abduction-adduction abductor-adductor adenoma-adenomas arteritis-arthritis aural-oral
  brachial-branchial bronchial-brachial callous-callus carpal-tarsal chorea-cholera colic-coli colonic-clonic
  cystic-cytic dysphagia-dysphasia dysphagic-dysphasic elicit-illicit facial-fascial hematoma-hepatoma
  hemostasis-homeostasis humeral-humoral ileal-ilial ileum-ilium ileus-ileum iliac-ileac infarct-infract
  infection-injection infusion-effusion lipoma-lymphoma malleolus-malleus metaphysis-metaphysic mucous-mucus
  myoma-myxoma nucleus-nucleolus palpation-palpitation parotid-carotid perineal-peroneal perineal-peritoneal
  perineum-peritoneum plural-pleural prostate-prostrate radial-radical regurgitation-regurgitations
  stent-stint tenia-tinea thecal-cecal trachea-tracheal tonic-toxic ureter-urethra ureteral-urethral
  vesical-vesicle vaginal-vaginae virus-versus cerebral-cerebellar atrial-arterial
  quinine-quinidine prednisone-prednisolone ephedrine-epinephrine celexa-celebrex lasix-losec
  clonidine-clozapine nifedipine-nimodipine fluoxetine-duloxetine hydralazine-hydroxyzine novolin-novolog
  mesylate-mesylates sulfate-sulfite nitrate-nitrite chlorite-chloride chlorate-chloride phosphate-phosphite
  cyclosporin-cycloserine thymine-thiamine guanine-guanidine adenine-adenosine cytosine-cytidine
  lamivudine-stavudine oxycontin-oxytocin valine-saline leucine-lucine retinal-renal retinol-retinal
  methanol-ethanol propanol-propranolol`
    .split(/\s+/)
    .flatMap((pair) => {
      const [a, b] = pair.split('-');
      return [`${a} ${b}`, `${b} ${a}`];
    }),
);

/** Words that an "a" before them makes another word of. */
const otherWithA = new Set(
  `cellular cross cute cyanotic febrile genesis lone menorrhea moral part phagia phasia plasia plastic pnea political
  praxia rise round rouse septic sexual social static symmetric symmetrical symmetry symptomatic synchronous systole
  tonic traumatic trophic typical vascular void wake`.split(/\s+/),
);

/** Openings that one or two letters turn into their opposite. */
const opposites: readonly (readonly [string, string])[] = [
  ['ab', 'ad'],
  ['macro', 'micro'],
  ['ante', 'anti'],
  ['hypo', 'hyper'],
  ['inter', 'intra'],
  ['af', 'ef'],
  ['e', 'in'],
  ['pre', 'pro'],
];
const sameBehind = (a: string, b: string, [x, y]: readonly [string, string]): boolean =>
  a.startsWith(x) && b.startsWith(y) && a.slice(x.length) === b.slice(y.length);

/** One letter added to a word makes the other of them: where, in the longer one; -1 where it does not. */
function addedAt(short: string, long: string): number {
  if (long.length !== short.length + 1) return -1;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  return short.slice(i) === long.slice(i + 1) ? i : -1;
}

/** How alike two folded words of the same length are, where a letter differs or two are swapped. */
function changed(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const isSwap = a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  if (isSwap) return a.length >= 4 ? SLIP : a.length === 3 ? WEAK : 0;
  if (i === 0 || a.slice(i + 1) !== b.slice(i + 1)) return 0;
  return a.length >= 5 ? WEAK : 0;
}

const digits = (word: string): string => word.replace(/\D/g, '');

/** How alike two words with digits are, "FEV1", "SpO2": letters may be swapped or doubled, digits are as they are. */
function likenessOfCodes(a: string, b: string): number {
  if (digits(a) !== digits(b) || !/\p{L}{2}/u.test(a) || !/\p{L}{2}/u.test(b)) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (a.length === b.length) return changed(a, b) >= SLIP ? WEAK : 0;
  const at = addedAt(short, long);
  const added = long[at];
  return at >= 0 && (added === long[at - 1] || added === long[at + 1]) && /\D/.test(added ?? '') ? WEAK : 0;
}

/**
 * How alike two folded words are: the same, the same but for a plural, or for one slip of the fingers (a letter
 * dropped, doubled, swapped, changed). Placeholders are never alike, nor numbers, nor words that one letter sets apart.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return SAME;
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 2) return 0;
  if (a[0] === '[' || b[0] === '[') return 0;
  if (/\d/.test(a) || /\d/.test(b)) return likenessOfCodes(a, b);
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // "ass" is no plural of "as".
  if (isSameButForPlural(a, b) && !(short.endsWith('s') && long === `${short}s`)) return PLURAL;
  if (confusable.has(`${a} ${b}`)) return 0;
  if (opposites.some((pair) => sameBehind(a, b, pair) || sameBehind(b, a, pair))) return 0;
  if (a.length === b.length) return changed(a, b);
  const at = addedAt(short, long);
  if (at < 0) return 0;
  const added = long[at] as string;
  const isDoubled = added === long[at - 1] || added === long[at + 1];
  // "symptomatic" and "asymptomatic" are not alike.
  if (at === 0 && added === 'a' && otherWithA.has(short)) return 0;
  // Nor are "improve" and "improved".
  if (at === short.length && /e[drn]$/.test(long)) return 0;
  if (isDoubled) return short.length >= 4 ? SLIP : short.length === 3 ? WEAK : 0;
  return short.length >= (at === 0 ? 6 : 5) ? SLIP : short.length >= 3 ? WEAK : 0;
}

/** The words that one letter less makes of a word, and the word itself. */
function shortened(word: string): string[] {
  const found = [word];
  for (let i = 0; i < word.length; i++) found.push(word.slice(0, i) + word.slice(i + 1));
  return found;
}

/** Words that nothing is a slip of. */
const small = new Set(
  `a an the and or of in to for with on at as by from into is are was were be been has had have he she it they them
  his her hers him its their this that these those there then than when who which not no nor but so if up out all any
  some over under off per via also`.split(/\s+/),
);

/** Longer words are not looked up. */
const LONGEST = 40;

/** The words of a vocabulary that are like a folded word, with how much. A look-up costs what the word is long. */
export type NearWords = (fold: string) => ReadonlyMap<string, number>;

/** Indexes a vocabulary of folded words under what is left of each when a letter is dropped; done on the first look-up. */
export function nearWords(vocabulary: ReadonlyMap<string, unknown>): NearWords {
  let index: Map<string, string[]> | undefined;
  const build = (): Map<string, string[]> => {
    const built = new Map<string, string[]>();
    for (const word of vocabulary.keys()) {
      if (word.length > LONGEST || small.has(word)) continue;
      const keys = new Set(shortened(word));
      // Plurals may be two letters longer.
      if (/e?s$|y$/.test(word)) keys.add(word.replace(/(?:es|ies|y|s)$/, ''));
      for (const key of keys) {
        const words = built.get(key);
        if (words) words.push(word);
        else built.set(key, [word]);
      }
    }
    return built;
  };
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (fold) => {
    const before = known.get(fold);
    if (before) return before;
    const found = new Map<string, number>();
    if (vocabulary.has(fold)) found.set(fold, SAME);
    if (fold.length <= LONGEST && !small.has(fold)) {
      index ??= build();
      const keys = new Set(shortened(fold));
      if (/e?s$|y$/.test(fold)) keys.add(fold.replace(/(?:es|ies|y|s)$/, ''));
      for (const key of keys) {
        for (const word of index.get(key) ?? []) {
          if (found.has(word)) continue;
          const like = likeness(fold, word);
          if (like > 0) found.set(word, like);
        }
      }
    }
    // A word of the text itself is no slip for another.
    if (found.has(fold)) for (const [word, like] of found) if (like < PLURAL) found.delete(word);
    known.set(fold, found);
    return found;
  };
}
