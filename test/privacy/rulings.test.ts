import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editNote, parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { deidentifyBeside } from '../../server/src/privacy/beside';
import { openCorpora } from '../../server/src/privacy/corpus/corpora';
import type { Ruling } from '../../server/src/privacy/corpus/rulings';
import {
  addRuling,
  loadRulings,
  removeRuling,
  rulingsFile,
} from '../../server/src/privacy/corpus/rulings-file';
import { categories, identifiersOf } from '../../server/src/privacy/identifiers';
import { type Mode, policyFor } from '../../server/src/privacy/policy';
import { processTime } from '../support/cost';
import { identifyingNote, insertion } from './notes';

const found = (text: string, rulings: readonly Ruling[], mode: Mode = 'balanced'): string[] =>
  identifiersOf(parseNote(text), policyFor(mode, rulings)).map(
    (one) => `${one.category} ${slice(text, one)}`,
  );

const safe = (phrase: string): Ruling => ({ verdict: 'safe', phrase });
const name = (phrase: string): Ruling => ({ verdict: 'NAME', phrase });

describe('a phrase that is safe', () => {
  const text = 'Seen by Dr. Quintrell.\nDr. QUINTRELL called; Quintrell agreed.';

  it.each(['Quintrell', 'quintrell', 'QUÍNTRELL'])(
    'is no identifier, however it is written: %s',
    (phrase) => {
      expect(found(text, [])).not.toEqual([]);
      for (const mode of ['balanced', 'strict'] as const)
        expect(found(text, [safe(phrase)], mode).filter((one) => /quintrell/i.test(one))).toEqual([]);
    },
  );

  it('counts as whole words only, and does not open what goes beyond it', () => {
    expect(found(text, [safe('Quint')])).toEqual(found(text, []));
    expect(found('Patient: Marisol Quintrell', [safe('Quintrell')])).toEqual(['NAME Marisol Quintrell']);
  });

  it('is not looked for elsewhere in its parts', () => {
    const report = 'Patient: Marisol Quintrell\n\nThen quintrell slept.';
    expect(found(report, [])).toContain('NAME quintrell');
    expect(found(report, [safe('Marisol Quintrell')])).toEqual([]);
  });
});

describe('a phrase that identifies', () => {
  it('is found everywhere, over line ends and without accents', () => {
    const rulings = [name('Zél Ockby')];
    for (const mode of ['balanced', 'strict'] as const) {
      const all = found('zel ockby slept. ZEL\nOCKBY ate.', rulings, mode);
      expect(all).toContain('NAME zel ockby');
      expect(all).toContain('NAME ZEL\nOCKBY');
    }
  });

  it('is a clue for the rest of the note', () => {
    expect(found('zel ockby slept.\n\nLater Ockby ate.', [name('Zel Ockby')])).toContain('NAME Ockby');
  });

  it('has the category that the user gave it', () => {
    expect(found('The blue ward is closed.', [{ verdict: 'LOCATION', phrase: 'blue ward' }])).toEqual([
      'LOCATION blue ward',
    ]);
    expect(found('Seen by Dr. Quintrell.', [{ verdict: 'LOCATION', phrase: 'Quintrell' }])).toEqual([
      'LOCATION Quintrell',
    ]);
  });

  it('yields to a longer one, whichever was said first', () => {
    for (const rulings of [
      [name('fever'), safe('fever chart')],
      [safe('fever chart'), name('fever')],
    ])
      expect(found('fever chart; fever', rulings)).toEqual(['NAME fever']);
  });

  it('is masked in what is written beside the note, too', () => {
    const note = parseNote('Slept well.');
    const identifiers = identifiersOf(note, policyFor('balanced', [name('fever')]));
    const pseudonyms = { key: new Uint8Array(32), identity: 'n' };
    expect(deidentifyBeside('The patient has fever.', note.text, identifiers, pseudonyms)).toMatch(
      /^The patient has \[\*\*Known lastname \d+\*\*\]\.$/,
    );
  });
});

const ruling = fc.record({
  verdict: fc.constantFrom('safe' as const, ...categories),
  phrase: fc.constantFrom('Doe', 'JANE Q', 'brandvold', 'Canal Street', 'BP', '3/14/2024', '👨‍👩‍👦 x', 'é'),
});

it('under rulings, findings are sorted and disjoint, and an edit finds what a new look finds', () => {
  fc.assert(
    fc.property(
      identifyingNote,
      fc.array(ruling, { maxLength: 4 }),
      fc.constantFrom<Mode>('balanced', 'strict'),
      fc.nat(),
      fc.nat(20),
      insertion,
      (text, rulings, mode, where, length, inserted) => {
        const policy = policyFor(mode, rulings);
        const note = parseNote(text);
        const start = where % (text.length + 1);
        const before = identifiersOf(note, policy);
        for (const [i, one] of before.entries())
          expect(one.start).toBeGreaterThanOrEqual(i === 0 ? 0 : (before[i - 1]?.end ?? 0));
        const edited = editNote(note, {
          start,
          end: Math.min(text.length, start + length),
          text: inserted,
        });
        expect(identifiersOf(edited, policy)).toEqual(identifiersOf(parseNote(edited.text), policy));
      },
    ),
    { numRuns: 200 },
  );
});

it('one policy is one object', () => {
  expect(policyFor('strict', [safe('a'), name('b')])).toBe(policyFor('strict', [safe('a'), name('b')]));
  expect(policyFor('strict', [safe('a')])).not.toBe(policyFor('balanced', [safe('a')]));
  expect(policyFor('strict', [safe('a')])).not.toBe(policyFor('strict', [name('a')]));
});

it('looking for phrases costs what the text costs', () => {
  const rulings = [name('a a a a a a a b'), safe('a a')];
  const time = (size: number): number => {
    const note = parseNote('a '.repeat(size));
    return processTime(() => void identifiersOf(note, policyFor('balanced', rulings)));
  };
  time(10_000);
  expect(time(40_000)).toBeLessThan(20 * Math.max(time(10_000), 10));
});

describe('the file of rulings', () => {
  let config = '';
  beforeEach(async () => {
    config = join(await mkdtemp(join(tmpdir(), 'marginalia-rulings-')), 'config');
  });
  afterEach(() => rm(dirname(config), { recursive: true, force: true }));

  it('is the user’s alone, and holds one line for a phrase', async () => {
    addRuling(config, '/ward', safe('Foley'));
    addRuling(config, '/ward', name('Jane\n Doe'));
    addRuling(config, '/ward', name('FOLEY'));
    const { list, path, malformed } = loadRulings(config, '/ward');
    expect(list).toEqual([name('Jane Doe'), name('FOLEY')]);
    expect(malformed).toEqual([]);
    expect(loadRulings(config, '/other').list).toEqual([]);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(path))).toEqual(['rulings.txt']);
    expect(removeRuling(config, '/ward', 'jane doe').list).toEqual([name('FOLEY')]);
  });

  it('takes no empty or endless phrase, and no line in a line', async () => {
    expect(addRuling(config, '/ward', name('  \n'))).toBeUndefined();
    expect(addRuling(config, '/ward', name('--'))).toBeUndefined();
    expect(addRuling(config, '/ward', name('x'.repeat(201)))).toBeUndefined();
    addRuling(config, '/ward', name('a\nsafe\tb'));
    expect(loadRulings(config, '/ward').list).toEqual([name('a safe b')]);
  });

  it('may be edited by hand: what is no ruling is named by its line, counts for nothing and stays', async () => {
    addRuling(config, '/ward', safe('Foley'));
    const path = rulingsFile(config, '/ward');
    expect(await readFile(path, 'utf8')).toMatch(
      /^(?:#.*\n)*# Categories: NAME, LOCATION, [^\n]*\nsafe\tFoley\n$/,
    );
    const own = '\ufeff# mine\r\nsafe\tFoley\r\n\r\nnmae\tJane\r\nsafe Foley\r\nname\t Jane  Doe \r\nNAME\t';
    await writeFile(path, own);
    const { list, malformed } = loadRulings(config, '/ward');
    expect(list).toEqual([safe('Foley'), name('Jane  Doe')]);
    expect(malformed).toEqual([4, 5, 7]);
    const corpora = openCorpora(config);
    corpora.ofText('/ward', 'x');
    expect(corpora.problems).toHaveLength(3);
    expect(corpora.problems[0]).toContain('rulings.txt:4');
    expect(corpora.problems.join()).not.toMatch(/Jane|Foley/);
    addRuling(config, '/ward', safe('Babinski'));
    expect(await readFile(path, 'utf8')).toBe(
      '# mine\nsafe\tFoley\n\nnmae\tJane\nsafe Foley\nname\t Jane  Doe \nNAME\t\nsafe\tBabinski\n',
    );
  });
});
