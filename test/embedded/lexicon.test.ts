import { describe, expect, it } from 'vitest';
import { MODIFIER, PROBLEM, STOP, TEST, TREATMENT, UNKNOWN } from '../../server/src/embedded/classes';
import { lookUp } from '../../server/src/embedded/lexicon';
import abnormal from '../../server/src/embedded/lexicon/abnormal.txt';
import anatomy from '../../server/src/embedded/lexicon/anatomy.txt';
import cues from '../../server/src/embedded/lexicon/cues.txt';
import functions from '../../server/src/embedded/lexicon/functions.txt';
import modifiers from '../../server/src/embedded/lexicon/modifiers.txt';
import problems from '../../server/src/embedded/lexicon/problems.txt';
import signs from '../../server/src/embedded/lexicon/signs.txt';
import stops from '../../server/src/embedded/lexicon/stops.txt';
import tests from '../../server/src/embedded/lexicon/tests.txt';
import treatments from '../../server/src/embedded/lexicon/treatments.txt';
import verbs from '../../server/src/embedded/lexicon/verbs.txt';
import { byShape } from '../../server/src/embedded/morphology';
import { tokenize } from '../../server/src/note/tokens';

const files = { abnormal, anatomy, functions, modifiers, problems, signs, stops, tests, treatments, verbs };

const bits = (word: string): number => {
  const [token] = tokenize(word);
  if (!token) throw new Error('no token');
  return lookUp(token).bits;
};

describe('the files', () => {
  it.each(Object.entries(files))('%s holds each term once, trimmed', (_, text) => {
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
    expect(lines.filter((line) => line !== line.trim())).toEqual([]);
    expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([]);
  });

  it('give every cue a known category and direction', () => {
    const lines = cues.split('\n').filter((line) => line && !line.startsWith('#'));
    const form = /^(?:absent|possible|hypothetical|conditional|advice|pseudo|stop|pause) [<>+] \S/;
    expect(lines.filter((line) => !form.test(line))).toEqual([]);
    expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([]);
  });

  it('stay small enough to be bundled', () => {
    expect(Object.values(files).join('').length + cues.length).toBeLessThan(200_000);
  });
});

describe('a word', () => {
  it('is known with its plural and in any case', () => {
    expect(bits('Ulcers') & PROBLEM).toBeTruthy();
    expect(bits('HEMATOMAS') & PROBLEM).toBeTruthy();
    expect(bits('Wheelchair') & TREATMENT).toBeTruthy();
  });

  it('written as an abbreviation counts only so where its small letters are another word', () => {
    expect(bits('ALL') & PROBLEM).toBeTruthy();
    expect(bits('all') & PROBLEM).toBe(0);
    const [, all] = tokenize('TELL ALL STAFF');
    expect(all && lookUp(all, true).bits & PROBLEM).toBe(0);
  });

  it('that is a verb in any of its forms is in no phrase', () => {
    for (const form of ['denies', 'denied', 'denying', 'admitted', 'stopping'])
      expect(bits(form), form).toBe(bits(form) | STOP);
  });

  it('that nothing explains is unknown', () => {
    expect(bits('zxqv')).toBe(UNKNOWN);
  });
});

describe('an ending', () => {
  it('tells the class', () => {
    expect(byShape('quaxitis')).toBe(PROBLEM);
    expect(byShape('zorbopril')).toBe(TREATMENT);
    expect(byShape('norgectomy')).toBe(TREATMENT);
    expect(byShape('norgogram')).toBe(TEST);
    expect(byShape('norgal')).toBe(MODIFIER);
    expect(byShape('zxqvw')).toBe(0);
  });
});
