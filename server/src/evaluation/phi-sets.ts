import { phiTypes } from '../format/i2b2-2014-types';
import type { PhiSpan } from './phi-notes';

/**
 * Which marked spans count. `all`: every one. `hipaa`: the HIPAA subset of the i2b2 2014 shared task with URL and IP
 * (see `phiTypes`); spans whose TYPE is unknown belong to it unless they are OTHER. `safeHarbor`: all but what the
 * Safe Harbor rule lets stand: ages up to 89, years alone, states, countries, rooms, professions.
 */
export const phiSets = ['all', 'hipaa', 'safeHarbor'] as const;
export type PhiSet = (typeof phiSets)[number];

export function isIn(set: PhiSet, span: PhiSpan): boolean {
  const type =
    span.type !== undefined && Object.hasOwn(phiTypes, span.type) ? phiTypes[span.type] : undefined;
  switch (set) {
    case 'all':
      return true;
    case 'hipaa':
      return type?.hipaa ?? span.category !== 'OTHER';
    case 'safeHarbor':
      return !(type?.allowed ?? span.category === 'OTHER') && !letStand(span);
  }
}

/** 45 CFR 164.514(b)(2)(i)(C): "all elements of dates (except year)", "all ages over 89". */
function letStand({ category, text }: PhiSpan): boolean {
  if (category === 'DATE') return /^\W*(?:['’]\d\d|(?:1[89]|20)\d\d)s?\W*$/.test(text);
  if (category !== 'AGE') return false;
  const number = /\d+/.exec(text);
  return number ? Number(number[0]) < 90 : !/ninet|nineties|hundred|nonagen|centen/i.test(text);
}
