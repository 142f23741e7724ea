import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { strict } from '../../server/src/privacy/policy';

/** Whether all letters of a phrase, where it stands first, are hidden in `strict`. */
function isHidden(text: string, phrase: string): boolean {
  const found = identifiersOf(parseNote(text), strict);
  const at = text.indexOf(phrase);
  return [...phrase].every(
    (char, i) => !/\p{L}/u.test(char) || found.some(({ start, end }) => start <= at + i && end > at + i),
  );
}

describe('strict: persons who are called by a word that is safe elsewhere', () => {
  it.each([
    ['ears clear\n-bg\n', 'bg'],
    ['Cast on, wound dry.\nDAL  14-02-2024\n', 'DAL'],
    ['CLERICAL CHECK (MB) : band ok', 'MB'],
    ['Agrees, may call again. CLOSED PL.', 'PL'],
    ['d/w AG : omit dose tonight', 'AG'],
    ['Talk done with mom. ra', 'ra'],
    ['coffee on me //K', 'K'],
    ['SW aware (kj)\nroom empty', 'kj'],
    ['consent signed, witnessed k. strong. rose once', 'k. strong'],
    ['never took it. t.rook', 't.rook'],
    ['CT read by Pell showed free air', 'Pell'],
    ['no bleed, Krantz read.', 'Krantz'],
    ['0318; Winter called in from home', 'Winter'],
    ['|  Kestrel SW will see', 'Kestrel'],
    ["number on file. Peg's # unknown", 'Peg'],
    ['noted limp and Q phoned the hotline', 'Q'],
    ['→ dr singer to sign. lost wallet', 'singer'],
    ['key w/ neighbor mr rusty nail (yes really)', 'rusty nail'],
    ['bed 11  S. Ng (he) appendix', 'S. Ng'],
    ['his sister in law ondine (she drove)', 'ondine'],
    ['SHx lives w wife Nen, bungalow', 'Nen'],
    ['He was laid off from the mill after Biscuit sold it', 'Biscuit'],
    ['went down to the steps, not there, pebble says he was taken to hospital', 'pebble'],
    ['i sat there til late and the doc was meadows or meadow, idk', 'meadows'],
    ['A. Quist MD / scribe pw', 'pw'],
    ['saw pebble at the library steps, gave socks and water, will come back', 'pebble'],
    ['he needs a refill, lives with his aunt vi, her cell is off', 'vi'],
  ])('%j: %s', (text, phrase) => {
    expect(isHidden(text, phrase)).toBe(true);
  });

  it.each([
    ['dr aware of the low sodium', 'aware'],
    ['dr appt made', 'appt'],
    ['Pharmacy called about the dose.', 'Pharmacy'],
    ['Consult PT and OT today', 'Consult'],
    ['grew e.coli again', 'coli'],
    ['Sats fine. O2 off.', 'Sats'],
    ['PLAN\nCT tomorrow', 'PLAN'],
  ])('%j keeps %s', (text, phrase) => {
    expect(isHidden(text, phrase)).toBe(false);
  });
});
