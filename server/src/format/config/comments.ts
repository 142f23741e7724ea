/** In UTF-16 code units: a description stands in every question to a model. */
const LONGEST_DESCRIPTION = 300;

/** What brat has no word for stands in comments as `# @mark`, which brat passes over. */
export type Mark = 'actual' | 'discontinuous';

export const markLine = (mark: Mark): string => `# @${mark}`;

export const markOf = (comments: readonly string[], mark: Mark): boolean => comments.includes(`@${mark}`);

/** Lines that are taken out of use, rather than said: they look as lines of the file do. */
const isDisabled = (line: string): boolean =>
  /\t|\b(?:Arg\d?|Value):\S|<[A-Z-]+>/.test(line) ||
  /^(?:[@![]|TODO|FIXME)/.test(line) ||
  !/\p{L}/u.test(line);

/** Words on one line, in single spaces, cut at a word where they are too long. */
export function brief(words: string): string {
  const plain = words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (plain.length <= LONGEST_DESCRIPTION) return plain;
  const cut = plain.slice(0, LONGEST_DESCRIPTION);
  const space = cut.lastIndexOf(' ');
  return `${space > 0 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What comments right above a type say of it. */
export const descriptionOf = (comments: readonly string[]): string =>
  brief(comments.filter((line) => !isDisabled(line)).join(' '));
