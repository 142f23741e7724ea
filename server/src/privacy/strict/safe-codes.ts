import type { Lexeme } from '../words/lexer';
import { Safe, safetyOf } from '../words/safe-words';

// What letters and digits together stand for in medicine, in small letters, by what it is of.
const codes = [
  // Spine, nerves, teeth and the heart's leads.
  '[cls][1-9]|t(?:1[0-2]|[1-9])|co1|cn\\d{1,2}|v[1-9]',
  // Stage and grade: TNM, FIGO, Gravida.
  '[pycmr]{0,3}t[0-4x](?:is|[a-d])?(?:n[0-3x][a-c]?)?(?:m[01x][a-c]?)?|[pycmr]{0,2}[nm][0-3x][a-c]?|g[1-4]|f[0-4]|r[0-2]|s[1-4]|g\\d{1,2}p\\d{1,4}(?:a\\d{1,2})?(?:l\\d{1,2})?|p\\d{4}',
  // How often and how much.
  'q\\d{1,2}(?:h|hr|hrs|d|min|w|wk|wks|m|mo)?|x\\d{1,2}(?:h|d|w)?|d\\d{1,2}(?:w|ns|lr)?|c\\d{1,2}d\\d{1,2}|w\\d{1,2}d\\d{1,2}|pod\\d{1,2}|hd\\d{1,2}|dol\\d{1,2}|pgy\\d',
  // The laboratory, gases, vitamins.
  '(?:hb)?a1c|b(?:1|2|3|5|6|7|9|12)|[hc]o2|h2o|n2o|no2|hco3|o2|(?:sp|sa|pa|fi|etc|ve|v|do|sv|scv)o2|p(?:a|v|et)?co2|fev1|f?t[34]|c[34]|h[12]|ca(?:19|125|15)|cd\\d{1,3}[a-z]?|il\\d{1,2}[a-z]?|ki67|p(?:16|53|63|40|27|21)|s100',
  // Genes and what is made by them; variants as they are written behind one.
  'her2(?:neu)?|brca[12]|palb2|chek2|cyp\\d[a-z]\\d{1,2}|cox[12]|jak[123]|flt3|npm1|idh[12]|tp53|stk11|erbb\\d|fgfr\\d|ros1|ntrk\\d|msh[26]|mlh1|pms2|sglt2|glp1|dpp4|5ht\\d?|v600[ek]|g1[23][a-z]|l858r|t790m|d816v|v617f|r337[a-z]|c677t|h63d|c282y',
  'covid19|sars2|h1n1|h5n1|h3n2',
];
const code = new RegExp(`^(?:${codes.join('|')})$`);
const graded = /^([a-zµμ]{2,})(\d{1,2})[a-z]?$/;

/**
 * Whether a word with digits in it is one of medicine: "C5", "T2N0M0", "q6h", "HbA1c", "CYP2D6", or a clinical word
 * with a stage or a number behind it.
 */
export function isSafeCode({ lower }: Lexeme): boolean {
  if (code.test(lower)) return true;
  const stem = graded.exec(lower)?.[1];
  if (stem === undefined) return false;
  const bits = safetyOf(stem, 0);
  return (bits & Safe.clinical) !== 0 && (bits & Safe.name) === 0;
}
