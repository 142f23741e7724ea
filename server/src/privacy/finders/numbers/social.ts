import type { Lexed, Lexeme } from '../../words/lexer';
import { type Finding, matches, stick } from '../finding';

const plain =
  /\d{3}(?:-(?:\r?\n {0,8})?\d{2}-(?:\r?\n {0,8})?|[\u2010-\u2013]\d{2}[\u2010-\u2013]|[ .]\d{2}[ .])\d{4}(?![A-Za-z\u00c0-\u024f\d]|[-.]\d)/y;
/** "xxx-xx-4410", "9xx-xx-4410". */
const masked = /(?<![A-Za-z\u00c0-\u024f\d])[\dx*•#][x*•#]{2}[-_ ]?[x*•#]{2}[-_ ]?\d{4}(?!\d)/gi;
const glued = /(?<![A-Za-z\d])SSN\d{9}(?!\d)/gi;
/** A veteran's number by the first letter of the family name: "DOE,JANE A (D0926)", "1U4N: D0926". */
const veteran =
  /(?<![A-Za-z\u00c0-\u024f])(?<letter>[A-Z])[A-Za-z'’-]{1,20}, ?[A-Z][A-Za-z'’. -]{1,24}[ (]{1,4}(?<value>\k<letter>\d{4})(?!\d)/dg;
const initialled =
  /\b(?:1U4N|[1I]L4N|L4|last4|first letter (?:and|\+) last (?:4|four))[ \t]{0,3}[:#=-]?[ \t]{0,3}(?<value>[A-Z]\d{4})(?!\w)/dgi;
/** "DOE,JANE  0926 1st ltr D", "DOE,JANE A  0926": the last four behind a name as such systems print it. */
const behindName =
  /(?<![A-Za-z\u00c0-\u024f])[A-Z][A-Z'’-]{1,20},[A-Z][A-Z'’-]{1,20}(?: [A-Z]\.?)?(?<gap>[ \t]{1,6}\(?)(?<value>\d{4})(?![\d:/.-])(?<tail>[ \t]{0,3}\)?(?:[ \t]{0,3}(?:1st|first) l|[ \t]*(?:\r?\n|$))?)/dg;
const time = /^(?:[01]\d|2[0-3])[0-5]\d$/;

/** Behind "SSN", "social security", "last four": from where such a label ends. */
export const socialBehind =
  /(?: sec(?:urity)?\.?)?(?:#(?=[ \t]{1,2}[a-z]))?(?:[ \t]{1,2}(?:on|ending|ends|last|is|was|no|number|num|intake|form|in|with|of|the|four|4|digits?|file|social|ssn|ss|his|her|your|my|their|are|as|given|verified|confirmed|checked|per|recorded|listed|provided|shown|patient|pt|guarantor|subscriber|insured|spouse|parent|mother|father|wife|daughter|son|husband)\b|[ \t]?\((?:last )?(?:four|4)(?: digits?)?\)){0,7}[ \t(]{0,3}(?:\?["”]?[ \t]{0,2}(?:\r?\n)?(?:[a-z]{1,8}:)?|[#:.-]{0,3})[ \t(-]{0,4}(?:(?:last |ending )?(?:four|4)[ :]{1,2})?(?<value>(?:[x*•#]{3}(?: ?[-_] ?| )?[x*•#]{2}(?: ?[-_] ?| )?|(?:(?<=\()\d{3}\) ?|\d{3}(?: ?[-\u2010-\u2013] ?| )?)\d{2}(?: ?[-\u2010-\u2013] ?| )?)?\d{4})(?![A-Za-z\u00c0-\u024f\d]|[/.:]\d)/dy;

/** The social security number that starts at a number of three digits, if one does. */
export function socialAt(text: string, lexeme: Lexeme): number {
  return lexeme.text.length === 3 ? stick(plain, text, lexeme.start) : -1;
}

/**
 * Social security numbers by their form: masked, glued to their label, or as the records of veterans show them.
 * @param lettered whether the text holds a letter with four digits
 */
export function findSocial({ text }: Lexed, lettered: boolean): Finding[] {
  const found: Finding[] = [];
  if (masks.some((mask) => text.includes(mask))) found.push(...matches(text, masked, 'SSN', 'ssn'));
  if (lettered) {
    found.push(...matches(text, glued, 'SSN', 'ssn'), ...matches(text, veteran, 'SSN', 'ssn'));
    found.push(...matches(text, initialled, 'SSN', 'ssn'));
  }
  if (/[A-Z],[A-Z]/.test(text)) found.push(...matches(text, behindName, 'SSN', 'ssn', isLastFour));
  return found;
}

const masks = ['**', 'xx', 'XX', '##', '••'];

/** A time of day behind a name is none, unless what stands beside it says so. */
const isLastFour = ({ groups }: RegExpExecArray): boolean =>
  !time.test(groups?.value ?? '') || /[a-z]/i.test(groups?.tail ?? '') || /\(/.test(groups?.gap ?? '');
