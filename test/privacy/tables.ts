import { expect, it } from 'vitest';
import { found } from './notes';

/** A test for each text: nothing is found in it. */
export const leaves = (texts: readonly string[]): void => {
  it.each(texts)('%j', (text) => {
    expect(found(text)).toEqual([]);
  });
};

/** A test for each text: what is found in it, as "CATEGORY text", in the order of the text. */
export const finds = (cases: readonly (readonly [text: string, ...findings: string[]])[]): void => {
  it.each(cases)('%j', (text, ...findings) => {
    expect(found(text)).toEqual(findings);
  });
};
