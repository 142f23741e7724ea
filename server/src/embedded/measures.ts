/** A measure with the limits of what is normal in adults; common limits, for reading what a note says, not for care. */
interface Measure {
  readonly name: string;
  readonly words: RegExp;
  readonly low: number;
  readonly high: number;
  /** Words for too high and too low values of it. */
  readonly above?: RegExp;
  readonly below?: RegExp;
}

const table: readonly Measure[] = [
  { name: 'BNP', words: /\b(?:nt-?pro-?)?bnp\b|\bnatriuretic peptide\b/, low: 0, high: 100 },
  {
    name: 'creatinine',
    words: /\bcreatinine\b|\bcr\b/,
    low: 0.4,
    high: 1.3,
    above: /\brenal (?:impairment|insufficiency)\b/,
  },
  {
    name: 'white cells',
    words: /\bwbc\b|\bwhite (?:blood )?(?:cell )?count\b|\bleukocytes\b/,
    low: 4,
    high: 11,
    above: /\bleu[ck]ocytosis\b/,
    below: /\bleu[ck]openia\b/,
  },
  {
    name: 'hemoglobin',
    words: /\b(?:hgb|hb|h?a?emoglobin)\b(?! a1c)/,
    low: 12,
    high: 17.5,
    below: /\ban(?:a)?emi[ac]\b/,
  },
  {
    name: 'platelets',
    words: /\bplatelets?(?: count)?\b|\bplts?\b/,
    low: 150,
    high: 450,
    below: /\bthrombocytop[ae]?eni[ac]\b/,
  },
  {
    name: 'sodium',
    words: /\bsodium\b|\bna\b/,
    low: 135,
    high: 145,
    above: /\bhypernatr[ae]*mi[ac]\b/,
    below: /\bhyponatr[ae]*mi[ac]\b/,
  },
  {
    name: 'potassium',
    words: /\bpotassium\b|\bk\b/,
    low: 3.5,
    high: 5.1,
    above: /\bhyperkal[ae]*mi[ac]\b/,
    below: /\bhypokal[ae]*mi[ac]\b/,
  },
  {
    name: 'glucose',
    words: /\bglucose\b|\bfsbg\b|\bblood sugar\b/,
    low: 70,
    high: 180,
    above: /\bhyperglyc[ae]*mi[ac]\b/,
    below: /\bhypoglyc[ae]*mi[ac]\b/,
  },
  { name: 'lactate', words: /\blactate\b|\blactic acid\b/, low: 0, high: 2 },
  { name: 'troponin', words: /\btroponin\b|\btrop\b/, low: 0, high: 0.04 },
  { name: 'INR', words: /\binr\b/, low: 0.8, high: 1.2 },
  { name: 'TSH', words: /\btsh\b/, low: 0.4, high: 4.5 },
  { name: 'A1c', words: /\b(?:hb ?|h?a?emoglobin )?a1c\b/, low: 4, high: 6.4 },
  {
    name: 'ejection fraction',
    words:
      /\b(?:lv)?ef\b|\bejection fraction\b|\b(?:heart|cardiac|pumping|left ventricular|lv|systolic) function\b/,
    low: 50,
    high: 80,
    below: /\b(?:reduced|impaired|depressed) (?:lv|left ventricular|systolic) function\b/,
  },
  {
    name: 'temperature',
    words: /\btemp(?:erature)?\b|\btmax\b|\btm\b|\bt\b|\bafebrile\b/,
    low: 36,
    high: 38,
    above: /\bfebrile\b|\bfevers?\b/,
    below: /\bhypothermi[ac]\b/,
  },
  {
    name: 'heart rate',
    words: /\b(?:heart|pulse) rate\b|\bpulse\b|\bhr\b/,
    low: 60,
    high: 100,
    above: /\btachycardi[ac]\b|\bheart rate was too fast\b/,
    below: /\bbradycardi[ac]\b/,
  },
  {
    name: 'systolic pressure',
    words: /\bblood pressure\b|\bsbp\b|\bbp\b|\bnormotensive\b/,
    low: 90,
    high: 140,
    above: /\bhypertensive\b/,
    below: /\bhypotensi(?:ve|on)\b/,
  },
  {
    name: 'oxygen saturation',
    words: /\b(?:o2|oxygen) sat(?:uration)?s?\b|\bspo[2₂]\b|\bsats?\b/,
    low: 92,
    high: 100,
    below: /\bhypoxi[ac]\b|\bhypox[ae]*mi[ac]\b/,
  },
  {
    name: 'respiratory rate',
    words: /\brespiratory rate\b|\brr\b/,
    low: 10,
    high: 20,
    above: /\btachypn[oe]*[ai]c?\b/,
  },
  {
    name: 'pH',
    words: /\bph\b/,
    low: 7.35,
    high: 7.45,
    above: /\balkalosis\b/,
    below: /\bacidosis\b|\bacidotic\b/,
  },
  { name: 'bicarbonate', words: /\bbicarb(?:onate)?\b|\bhco3\b/, low: 22, high: 29 },
  { name: 'CRP', words: /\bcrp\b|\bc-reactive protein\b/, low: 0, high: 10 },
  { name: 'ESR', words: /\besr\b|\bsed(?:imentation)? rate\b/, low: 0, high: 30 },
  { name: 'albumin', words: /\balbumin\b/, low: 3.4, high: 5.4 },
  {
    name: 'bilirubin',
    words: /\bbilirubin\b|\bt bili\b/,
    low: 0,
    high: 1.3,
    above: /\bhyperbilirubin[ae]*mia\b/,
  },
  { name: 'ALT', words: /\balt\b/, low: 0, high: 55 },
  { name: 'AST', words: /\bast\b/, low: 0, high: 48 },
  { name: 'CK', words: /\bck\b|\bcreatine kinase\b/, low: 0, high: 200 },
  { name: 'BUN', words: /\bbun\b|\burea\b/, low: 6, high: 23 },
  {
    name: 'calcium',
    words: /\bcalcium\b|\bca\b/,
    low: 8.5,
    high: 10.5,
    above: /\bhypercalc[ae]*mi[ac]\b/,
    below: /\bhypocalc[ae]*mi[ac]\b/,
  },
  { name: 'weight', words: /\bweight\b|\bwt\b/, low: 0, high: 1e9 },
  { name: 'age', words: /\bage\b/, low: 0, high: 1e9 },
];

/** What a hypothesis says of a measure: a range that its value lies in. */
export interface Expected {
  readonly name: string;
  readonly words: RegExp;
  readonly low: number;
  readonly high: number;
}

const bound =
  /(>=|≥|at least|<=|≤|at most|>|greater than|more than|above|over|higher than|exceed(?:s|ed|ing)?|<|less than|below|under|lower than|=|equals?|(?:is|was|of)(?: about)?)\s*(\d[\d,]*(?:\.\d+)?)/;
const tooHigh = /\b(?:elevated|high|increased|raised|too (?:high|fast)|above normal)\b/;
const tooLow = /\b(?:low|decreased|reduced|depressed|too (?:low|slow)|below normal)\b/;
const asUsual =
  /\b(?:normal|within normal limits|wnl|unremarkable|preserved|intact|normotensive|afebrile|not (?:elevated|increased|raised|decreased|reduced|low|high))\b/;

/** The measure that a hypothesis names, and what it says of it; undefined where it names none. */
export function expectedOf(hypothesis: string): Expected | undefined {
  const lower = hypothesis.toLowerCase();
  const negative = /\b(?:no|not|without|never|n't)\b/.test(lower);
  for (const { name, words, low, high, above, below } of table) {
    /** Above what is normal, or below; or just not that. */
    const beyond = (up: boolean, not: boolean): Expected => {
      const limit = up ? high : low;
      return up !== not
        ? { name, words, low: limit, high: Infinity }
        : { name, words, low: -Infinity, high: limit };
    };
    if (above?.test(lower) || below?.test(lower)) {
      const up = above?.test(lower) ?? false;
      // A fever that was denied is a temperature that is not raised.
      return beyond(up, negative);
    }
    if (!words.test(lower) || /^(?:k|t|na|cr|ca|ph)$/.test(words.exec(lower)?.[0] ?? '')) continue;
    const said = bound.exec(lower);
    if (said) {
      const value = Number((said[2] as string).replaceAll(',', ''));
      const sign = said[1] as string;
      if (/^(?:>|≥|at least|greater|more|above|over|higher|exceed)/.test(sign))
        return { name, words, low: value, high: Infinity };
      if (/^(?:<|≤|at most|less|below|under|lower)/.test(sign))
        return { name, words, low: -Infinity, high: value };
      return { name, words, low: value * 0.995, high: value * 1.005 };
    }
    if (asUsual.test(lower)) return { name, words, low, high };
    if (tooHigh.test(lower)) return beyond(true, negative);
    if (tooLow.test(lower)) return beyond(false, negative);
  }
  return undefined;
}

/** The first value of the measure in a sentence (lower case), in the unit it is written in. */
export function valueIn(
  lower: string,
  { words, name }: Pick<Expected, 'words' | 'name'>,
): number | undefined {
  const found = words.exec(lower);
  if (!found) return undefined;
  const behind = lower.slice(found.index + found[0].length, found.index + found[0].length + 40);
  const number = /^[^\d.;,]{0,24}?(\d[\d,]*(?:\.\d+)?)/.exec(behind);
  if (!number) return undefined;
  const value = Number((number[1] as string).replace(/,(?=\d{3})/g, '').replace(/,$/, ''));
  if (Number.isNaN(value)) return undefined;
  if (name === 'temperature') return value > 60 ? ((value - 32) * 5) / 9 : value;
  if (name === 'platelets' && value > 5_000) return value / 1_000;
  if (name === 'hemoglobin' && value > 30) return value / 10;
  return value;
}
