import { type Finding, stick } from '../finding';

const another = /(?: ?[,/&+] ?| and | or )(?=[A-Z\d])/y;
const oneMore = /[A-Z\d]+(?:[- ][A-Z\d]+){0,4}/y;

/** The form of a number: what is a letter of it, what a digit, and what neither. */
const formOf = (number: string): string => number.replace(/\d/g, '0').replace(/[A-Z]/g, 'A');

const NEAR = 200;

/** "CH 7091 for the one, CH 7092 for the other": the same letters and as many digits a little further on. */
export function sameLetters(text: string, { start, end, category, kind }: Finding): Finding[] {
  const number = text.slice(start, end);
  if (!/^[A-Z]{2,4}[ -]?\d{4,8}$/.test(number)) return [];
  const letters = number.replace(/\d+$/, '');
  const found: Finding[] = [];
  for (let at = text.indexOf(letters, end); at >= 0 && at < end + NEAR; at = text.indexOf(letters, at + 1)) {
    const stop = at + number.length;
    if (
      formOf(text.slice(at, stop)) === formOf(number) &&
      !/\w/.test(text.charAt(at - 1) + text.charAt(stop))
    )
      found.push({ start: at, end: stop, category, kind });
  }
  return found;
}

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
