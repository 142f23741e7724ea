import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slice } from '../../server/src/note/span';
import { tokenize } from '../../server/src/note/tokens';
import { isNear } from '../../server/src/pipeline/fuzzy';
import { makeGrounder } from '../../server/src/pipeline/grounding';
import { foldWord, placeholdersOf } from '../../server/src/pipeline/units';

const ground = (mentions: readonly { readonly text: string }[], text: string) => makeGrounder(text)(mentions);

/** What the mentions were put on: `start:text`, with the way in which where it is not exact; `-` for a dropped one. */
function places(text: string, ...mentions: readonly string[]): string[] {
  const { placed, dropped } = ground(
    mentions.map((mention) => ({ text: mention })),
    text,
  );
  expect(placed.length + dropped).toBe(mentions.length);
  return mentions.map((_, index) => {
    const found = placed.find((one) => one.index === index);
    if (!found) return '-';
    const how = found.alignment === 'exact' ? '' : ` ${found.alignment}`;
    return `${found.span.start}:${slice(text, found.span)}${how}`;
  });
}

describe('a mention', () => {
  it('is found where it stands', () => {
    expect(places('Denies chest pain, on aspirin.', 'chest pain', 'aspirin')).toEqual([
      '7:chest pain',
      '22:aspirin',
    ]);
  });

  it('lands on whole tokens only', () => {
    expect(places('He was painting. No pain.', 'pain')).toEqual(['20:pain']);
    expect(places('He was painting.', 'pain')).toEqual(['-']);
    expect(places('Ratio 7.35 and 35 kg', '35')).toEqual(['15:35']);
    expect(places('cafe\u0301 latte', 'cafe')).toEqual(['0:cafe\u0301 normalised']);
  });

  it('is found in another case, over a line end, and with other punctuation', () => {
    expect(places('CHEST PAIN today', 'chest pain')).toEqual(['0:CHEST PAIN normalised']);
    expect(places('acute renal\n  failure', 'acute renal failure')).toEqual([
      '0:acute renal\n  failure normalised',
    ]);
    expect(places('a non-tender abdomen', 'nontender')).toEqual(['2:non-tender normalised']);
    expect(places('on follow-up: well', 'follow up')).toEqual(['3:follow-up normalised']);
    expect(places('on followup', 'follow-up')).toEqual(['3:followup normalised']);
    expect(places('with “fever”.', '"fever".')).toEqual(['6:fever normalised']);
    expect(places('a notable event; no table', 'no-table')).toEqual(['17:no table normalised']);
    expect(places('no table here', 'notable')).toEqual(['-']);
  });

  it('is found where case folding changes the length', () => {
    expect(places('😀 İNFECTION of the Großzehe', 'infection', 'GROSSZEHE')).toEqual([
      '3:İNFECTION normalised',
      '20:Großzehe normalised',
    ]);
  });

  it('that comes again is told apart by the order of the answer', () => {
    const text = 'No pain at rest. Cough. Pain on walking, cough at night, pain again.';
    expect(places(text, 'pain', 'Cough', 'Pain', 'cough', 'pain')).toEqual([
      '3:pain',
      '17:Cough',
      '24:Pain',
      '41:cough',
      '57:pain',
    ]);
    expect(places(text, 'Cough', 'pain')).toEqual(['17:Cough', '57:pain']);
    // Grouped by type, each group in order.
    expect(places('CT for pain, MRI for fever', 'pain', 'fever', 'CT', 'MRI')).toEqual([
      '7:pain',
      '21:fever',
      '0:CT',
      '13:MRI',
    ]);
  });

  it('that comes more often in the answer than in the text is dropped', () => {
    expect(places('one pain only', 'pain', 'pain', 'pain')).toEqual(['4:pain', '-', '-']);
  });

  it('says whether another place would have fitted as well', () => {
    const certain = (text: string, ...mentions: string[]): boolean[] =>
      ground(
        mentions.map((mention) => ({ text: mention })),
        text,
      ).placed.map((one) => one.certain);
    expect(certain('pain, fever, pain', 'pain')).toEqual([false]);
    expect(certain('pain, fever, pain', 'fever', 'pain')).toEqual([true, true]);
    expect(certain('pain, fever, pain', 'pain', 'pain')).toEqual([true, true]);
  });

  it('with a slip is found where that is clear', () => {
    expect(places('started on furosemide', 'furosemid')).toEqual(['11:furosemide fuzzy']);
    expect(places('multiple fractures', 'fracture')).toEqual(['9:fractures fuzzy']);
    expect(places('pain in left upper arm', 'left arm')).toEqual(['8:left upper arm fuzzy']);
    expect(places('severe acute right heart failure', 'severe right heart failure')).toEqual([
      '0:severe acute right heart failure fuzzy',
    ]);
  });

  it('that is not there is dropped, never guessed', () => {
    const text = 'Hypertension, no chest pain. Sodium 138. Seen at [**Hospital1**].';
    for (const mention of [
      'hypotension',
      'abdominal pain',
      'pain in the leg',
      'sodium 139',
      '183',
      'diabetes mellitus',
      'pains of labour',
      '',
      ' ',
      '.,',
    ]) {
      expect(places(text, mention)).toEqual(['-']);
    }
  });

  it('two slips of which would fit alike is held back', () => {
    expect(places('furosemide today, furosemide tomorrow', 'furosemid')).toEqual(['-']);
    expect(places('furosemide today, CT, furosemide tomorrow', 'CT', 'furosemid')).toEqual([
      '18:CT',
      '22:furosemide fuzzy',
    ]);
  });

  it('holds a whole placeholder or none of it', () => {
    const text = 'Dr. [**Known lastname 7241**] saw the Lastname sign at [**Hospital1**]';
    expect(places(text, 'lastname')).toEqual(['38:Lastname normalised']);
    expect(places(text, 'Hospital1')).toEqual(['-']);
    expect(places(text, '7241')).toEqual(['-']);
    expect(places(text, 'Dr. [**Known')).toEqual(['-']);
    expect(places(text, 'Dr. [**Known lastname 7241**]')).toEqual(['0:Dr. [**Known lastname 7241**]']);
    expect(places(text, '[**Known Lastname  7241**]')).toEqual(['4:[**Known lastname 7241**] normalised']);
  });
});

const word = fc.constantFrom(
  'pain',
  'Pain',
  'chest',
  'fever',
  'no',
  '7.35',
  'K+',
  '[**Hospital1**]',
  'İll',
  '😀',
  'non-tender',
  '.',
  ',',
  '\n',
  '[**',
  '**]',
  'furosemide',
);
const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
const mention = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('whatever a model answers, a span', () => {
  it('is of whole tokens, overlaps no other, cuts no placeholder, and covers what it says', () => {
    fc.assert(
      fc.property(text, fc.array(mention, { maxLength: 12 }), (note, mentions) => {
        const { placed, dropped } = ground(
          mentions.map((one) => ({ text: one })),
          note,
        );
        expect(placed.length + dropped).toBe(mentions.length);
        const tokens = tokenize(note);
        const closed = placeholdersOf(note);
        for (const { span, alignment, index, mention: original } of placed) {
          expect(span.start).toBeLessThan(span.end);
          expect(original.text).toBe(mentions[index]);
          if (alignment === 'exact') expect(slice(note, span)).toBe((mentions[index] as string).trim());
          for (const one of closed) {
            const apart = span.end <= one.start || one.end <= span.start;
            expect(apart || (span.start <= one.start && one.end <= span.end)).toBe(true);
          }
          for (const token of tokens) {
            if (closed.some((one) => one.start < token.end && token.start < one.end)) continue;
            const apart = span.end <= token.start || token.end <= span.start;
            expect(apart || (span.start <= token.start && token.end <= span.end)).toBe(true);
          }
        }
        const sorted = placed.map((one) => one.span).sort((a, b) => a.start - b.start);
        for (const [i, span] of sorted.entries()) {
          if (i > 0) expect(span.start).toBeGreaterThanOrEqual((sorted[i - 1] as typeof span).end);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is the very one that was meant where all mentions of the text come in order', () => {
    const words = fc.array(fc.constantFrom('pain', 'fever', 'cough', 'renal', 'mass', 'left'), {
      maxLength: 60,
    });
    const noise = fc.constantFrom<((w: string) => string)[]>(
      (w) => w,
      (w) => w.toUpperCase(),
      (w) => ` ${w}.`,
    );
    fc.assert(
      fc.property(words, fc.array(noise, { minLength: 1, maxLength: 5 }), (list, changes) => {
        const note = list.join(', ');
        const mentions = list.map((w, i) => ({
          text: (changes[i % changes.length] as (w: string) => string)(w),
        }));
        const { placed } = ground(mentions, note);
        let at = 0;
        const starts = list.map((w) => {
          const start = at;
          at += w.length + 2;
          return start;
        });
        expect(placed.map((one) => one.span.start)).toEqual(starts);
      }),
    );
  });
});

describe('an answer that grows', () => {
  const words = ['pain', 'Fever', 'fevers', 'no pain', 'left arm', 'left upper arm', '[**3**]', 'rash', ','];
  const some = fc.array(fc.constantFrom(...words), { maxLength: 40 });

  it('is put where it would be if it had come at once, also where it was started again', () => {
    fc.assert(
      fc.property(some, some, some, (note, before, answer) => {
        const text = note.join(' ');
        const keeping = makeGrounder(text);
        const mentions = answer.map((word) => ({ text: word }));
        keeping(before.map((word) => ({ text: word })));
        for (let n = 0; n <= mentions.length; n++) {
          const grown = mentions.slice(0, n);
          expect(keeping(grown)).toEqual(ground(grown, text));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('costs little for each mention, however often the same words stand there', () => {
    const text = 'pain, '.repeat(900);
    const mentions = Array.from({ length: 400 }, (_, i) => ({ text: i % 9 === 8 ? 'painn' : 'pain' }));
    const keeping = makeGrounder(text);
    const started = performance.now();
    for (let n = 1; n <= mentions.length; n++) keeping(mentions.slice(0, n));
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});

describe('placeholders', () => {
  it('are found, whatever brackets stand around them', () => {
    expect(placeholdersOf('a [** b [**2151-7-16**] c **] d [**')).toEqual([{ start: 8, end: 23 }]);
  });

  it('are found in linear time in a text of brackets', () => {
    const started = performance.now();
    placeholdersOf('[**'.repeat(300_000));
    placeholdersOf('**]'.repeat(300_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('near words', () => {
  it('differ by one slip or a plural, and never by a number', () => {
    expect(isNear('fracture', 'fractures')).toBe(true);
    expect(isNear('abscess', 'abscesses')).toBe(true);
    expect(isNear('aspirin', 'asprin')).toBe(true);
    expect(isNear('aspirin', 'asipirn')).toBe(false);
    expect(isNear('aspirin', 'apsirin')).toBe(true);
    expect(isNear('hypertension', 'hypotension')).toBe(false);
    expect(isNear('pain', 'pains')).toBe(true);
    expect(isNear('lung', 'long')).toBe(false);
    expect(isNear('10000', '10001')).toBe(false);
  });

  it('fold to the same where only case, accents or ligatures differ', () => {
    expect(foldWord('İ')).toBe(foldWord('i'));
    expect(foldWord('Straße')).toBe(foldWord('STRASSE'));
    expect(foldWord('ﬁbrosis')).toBe(foldWord('Fibrosis'));
    expect(foldWord('Ménière')).toBe('meniere');
  });
});
