import { type Finding, stick } from '../finding';

const another = /(?: ?[,/&+] ?| and | or )(?=[A-Z\d])/y;
const oneMore = /[A-Z\d]+(?:[- ][A-Z\d]+){0,4}/y;

/** The form of a number: what is a letter of it, what a digit, and what neither. */
const formOf = (number: string): string => number.replace(/\d/g, '0').replace(/[A-Z]/g, 'A');

/** "bands 44190 / 44191", "units 8801 0112, 8801 0119": numbers of the same form behind one that was found. */
export function alike(text: string, { start, end, category, kind }: Finding): Finding[] {
  const found: Finding[] = [];
  const form = formOf(text.slice(start, end));
  if (form.length < 4 || !form.includes('0')) return found;
  let at = stick(another, text, end);
  while (at > 0) {
    const stop = at + form.length;
    if (formOf(text.slice(at, stop)) !== form || stick(oneMore, text, at) !== stop) break;
    found.push({ start: at, end: stop, category, kind });
    at = stick(another, text, stop);
  }
  return found;
}
