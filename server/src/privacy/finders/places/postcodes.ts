import { Gap, type Lexeme } from '../../words/lexer';
import { type Finding, matches } from '../finding';

/** Which forms of codes a text may hold, as bits: told while its words are looked at. */
const Code = { letters: 1, numbers: 2 } as const;

/** What stands right before a postal code of digits alone. */
const beforeCode = /(?:nsw|vic|qld|tas|act|^nt|^sa|^wa|pin|pincode|^[,:–-])$/;

/** The form that a number may be, by what stands before it; `i` is the number. */
export const numbersAt = (lexemes: readonly Lexeme[], i: number): number => {
  const { length } = (lexemes[i] as Lexeme).text;
  const fits = length === 4 || length === 6 || length === 3;
  return fits && beforeCode.test(lexemes[i - 1]?.lower ?? '') ? Code.numbers : 0;
};

/** Whether a postal code may start at a word of capitals and digits: it goes on with a digit, or is whole. */
export const lettersAt = (lexemes: readonly Lexeme[], i: number): number => {
  const next = lexemes[i + 1];
  const goesOn = next !== undefined && next.gap <= Gap.space && (next.kind === 'number' || next.mixed);
  return goesOn || (lexemes[i] as Lexeme).text.length > 4 ? Code.letters : 0;
};

const postcode =
  /(?<!\w)(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)/g;

/** The same with letters that none has, behind a word and at the end of a line: made up, or misread. */
const likely =
  /(?<=[a-z],?[ ]{1,2}|\n[ ]{0,3})(?:[A-Z]{2}\d{1,2}[A-Z]? \d[A-Z]{2}|[A-Z]\d{1,2} \d(?!M[GLMC]|CM|[AP]M|[KG]M?G?)[A-Z]{2})(?=[ \t]*(?:[.,;)]|\r?\n|$))/g;

/** Irish: "D02 AF30", "W91 0ZZ0". */
const eircode = /(?<!\w)[AC-FHKNPRTV-Y]\d[\dW] (?=[A-Z\d]{0,3}[A-Z])(?=[A-Z\d]{0,3}\d)[A-Z\d]{4}(?!\w)/g;
/** Australian and Indian, behind the state or the town: "VIC 3125", "Bengaluru - 560034". */
const numbered =
  /(?:\b(?:(?:NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas)[ ,]{1,2}|(?:NT|SA|WA) (?!19|20))(?<au>\d{4})|\b(?:PIN|Pin|pin|Pincode|PINCODE)[ :-]{1,3}(?<pin>\d{3} ?\d{3})|[A-Z][a-z]{3,20} ?[-–] ?(?<town>[1-8]\d{2} ?\d{3})|, [A-Z][a-z]{4,20} (?<spaced>[1-8]\d{2} \d{3})(?=[).]|[ \t]*(?:\r?\n|$)))(?!\d)/dg;
const canadian = /(?<!\w)(?!T\d[NM]\d|E\dV\dM\d)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)/g;

/** Postal codes of the United Kingdom, Ireland, Canada, Australia and India. @param codes bits of `Code` */
export function findPostcodes(text: string, codes: number): Finding[] {
  const found: Finding[] = [];
  if (codes & Code.letters) {
    found.push(
      ...matches(
        text,
        postcode,
        'LOCATION',
        'zip',
        ({ 0: code, index }) =>
          code.includes(' ') || /post ?code|address/i.test(text.slice(Math.max(0, index - 30), index)),
      ),
      ...matches(text, likely, 'LOCATION', 'zip'),
      ...matches(text, canadian, 'LOCATION', 'zip'),
      ...matches(text, eircode, 'LOCATION', 'zip'),
    );
  }
  if (codes & Code.numbers && stateOrDash.test(text))
    for (const match of text.matchAll(numbered))
      for (const group of ['au', 'pin', 'town', 'spaced']) {
        const range = match.indices?.groups?.[group];
        if (range) found.push({ start: range[0], end: range[1], category: 'LOCATION', kind: 'zip' });
      }
  return found;
}

const stateOrDash =
  /NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas|NT|SA|WA|PIN|[Pp]in|[-–] ?[1-8]\d{2} ?\d{3}|[a-z] \d{3} \d{3}/;
