import { describe, expect, it } from 'vitest';
import { found } from './notes';

/** What of numbers, codes and dates is found, in the order of the text. */
const marks = (text: string): string[] => found(text).filter((one) => !/^(?:NAME|LOCATION) /.test(one));

const finds = (cases: readonly (readonly [text: string, ...found: string[]])[]): void => {
  it.each(cases.map(([text, ...all]) => [text, all] as const))('%j: %j', (text, all) => {
    expect(marks(text)).toEqual(all);
  });
};

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('%j: nothing', (text) => {
    expect(marks(text)).toEqual([]);
  });
};

describe('dates as they are dictated', () => {
  finds([
    ['Date of operation is the ninth of March 2023.', 'DATE ninth of March 2023'],
    [
      'Born the thirty first of October nineteen forty-eight.',
      'DATE thirty first of October nineteen forty-eight',
    ],
    [
      'Seen november the second two thousand and nine here.',
      'DATE november the second two thousand and nine',
    ],
    ['We refill on August the tenth.', 'DATE August the tenth'],
    ['Chest film four slash nineteen was clear.', 'DATE four slash nineteen'],
    ['date of birth seven oh four sixty one, allergic to sulfa', 'DATE seven oh four sixty one'],
  ]);
  leaves([
    'May first noted the rash on her arm.',
    'Pain eight slash ten after the walk.',
    'Strength four slash five throughout.',
    'She may second this opinion.',
  ]);
});
