import type { Finding } from '../finders/finding';

// What may stand within a name: "Mercy on the Hill", "Cedar & Stone", "Pillai, A".
const within = /^(?: |[ ]?[-‐‑.'’&/][ ]?|, ?| (?:(?:of|at|on|for|in) (?:the )?|the |and ))?$/;

/** What has ends of its own: nothing goes on with it. */
const isClosed = ({ kind }: Finding): boolean => kind === 'zip' || kind === 'street';

/**
 * Findings with more of them: one that goes on with another is part of it.
 * @param found disjoint and sorted by start, and so is `more`, which shares nothing with it
 */
export function asWhole(text: string, found: readonly Finding[], more: readonly Finding[]): Finding[] {
  const added = new Set(more);
  const whole: Finding[] = [];
  // Whether the last one may go on, and whether all of it was added.
  let [goesOn, isNew] = [false, false];
  for (const one of [...found, ...more].sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    const isAdded = added.has(one);
    const isPart =
      last !== undefined &&
      (isAdded || goesOn) &&
      last.category === one.category &&
      !isClosed(last) &&
      !isClosed(one) &&
      within.test(text.slice(last.end, one.start));
    if (isPart) whole[whole.length - 1] = { ...(isNew ? one : last), start: last.start, end: one.end };
    else whole.push(one);
    isNew = isAdded && (!isPart || isNew);
    goesOn = isAdded;
  }
  return whole;
}
