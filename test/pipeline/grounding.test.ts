import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { type Span, slice } from '../../server/src/note/span';
import { tokenize } from '../../server/src/note/tokens';
import { makeGrounder } from '../../server/src/pipeline/grounding/grounding';
import { likeness, PLURAL, SAME, SLIP, WEAK } from '../../server/src/pipeline/grounding/near';
import { foldWord, placeholdersOf } from '../../server/src/pipeline/units';
import { costOf } from '../support/cost';

const ground = (mentions: readonly { readonly text: string }[], text: string) => makeGrounder(text)(mentions);

/** What the mentions were put on: `start:text`, with the way in which where it is not exact; `-` for a dropped one. */
function places(text: string, ...mentions: readonly string[]): string[] {
  const { placed, dropped, held } = ground(
    mentions.map((mention) => ({ text: mention })),
    text,
  );
  expect(placed.length + dropped + held).toBe(mentions.length);
  return mentions.map((_, index) => {
    const found = placed.find((one) => one.index === index);
    if (!found) return '-';
    const how = found.alignment === 'exact' ? '' : ` ${found.alignment}`;
    const words = found.spans.map((span) => slice(text, span)).join(' … ');
    return `${found.spans[0]?.start}:${words}${how}`;
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
    expect(places(text, 'Cough', 'Pain', 'cough')).toEqual(['17:Cough', '24:Pain', '41:cough']);
    expect(places('pain, fever, pain', 'fever', 'pain')).toEqual(['6:fever', '13:pain']);
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

  it('is held back where nothing tells on which of several places it stands', () => {
    const held = (text: string, ...mentions: string[]): number =>
      ground(
        mentions.map((mention) => ({ text: mention })),
        text,
      ).held;
    expect(places('pain, fever, pain', 'pain')).toEqual(['-']);
    expect(held('pain, fever, pain', 'pain')).toBe(1);
    expect(held('pain, fever, pain', 'rash')).toBe(0);
    expect(places('pain, fever, pain, pain', 'fever', 'pain')).toEqual(['6:fever', '-']);
    expect(places('pain, rash, pain, fever, pain', 'pain', 'pain', 'fever')).toEqual([
      '0:pain',
      '12:pain',
      '18:fever',
    ]);
  });

  it('in an answer without order is put where it can only be', () => {
    const text = 'Cough, fever, rash, pain, nausea, vomiting, dyspnea, pain, edema, and pruritus.';
    const answer = ['edema', 'vomiting', 'Cough', 'pruritus', 'rash', 'dyspnea', 'fever', 'nausea'];
    expect(places(text, ...answer)).not.toContain('-');
    // Where the order tells nothing, it does not tell which of two it is, either.
    expect(places(text, ...answer, 'pain').at(-1)).toBe('-');
    expect(places(text, 'pain', ...answer, 'pain').filter((place) => place.endsWith(':pain'))).toEqual([
      '20:pain',
      '53:pain',
    ]);
  });

  it('is told from another with the same words by what is said around them', () => {
    const text = 'Chest pain since noon. He is well otherwise. In the afternoon no chest pain.';
    const at = (attributes: Readonly<Record<string, string>>) =>
      makeGrounder(
        text,
        i2b2,
      )([{ text: 'chest pain', type: 'problem', attributes }]).placed.map(({ spans }) => spans[0]?.start);
    expect(at({ Assertion: 'absent' })).toEqual([65]);
    expect(at({})).toEqual([0]);
    expect(at({ Assertion: 'possible' })).toEqual([]);
    const test = makeGrounder(text, i2b2)([{ text: 'chest pain', type: 'test', attributes: {} }]);
    expect(test.placed).toEqual([]);
  });

  it('that shares a word with others of a list has two parts, where the schema allows it', () => {
    const parts = (text: string, ...mentions: string[]) =>
      makeGrounder(text, { discontinuous: true })(mentions.map((mention) => ({ text: mention }))).placed.map(
        ({ spans }) => spans.map((span) => slice(text, span)),
      );
    const text = 'Left and right knee pain, guarding or rebound tenderness.';
    expect(parts(text, 'left knee pain', 'right knee pain')).toEqual([
      ['Left', 'knee pain'],
      ['right knee pain'],
    ]);
    expect(parts(text, 'guarding tenderness')).toEqual([['guarding', 'tenderness']]);
    expect(parts('fever, cough and pain', 'fever pain')).toEqual([]);
    expect(places(text, 'left knee pain')).toEqual(['-']);
  });

  it('with a slip is found where that is clear', () => {
    expect(places('started on furosemide', 'furosemid')).toEqual(['11:furosemide fuzzy']);
    expect(places('multiple fractures', 'fracture')).toEqual(['9:fractures fuzzy']);
    expect(places('pain in left upper arm', 'left arm')).toEqual(['8:left upper arm fuzzy']);
    expect(places('severe acute right heart failure', 'severe right heart failure')).toEqual([
      '0:severe acute right heart failure fuzzy',
    ]);
    expect(places('has a compression fracture', 'a fracture')).toEqual(['4:a compression fracture fuzzy']);
    expect(places('the knee hurts', 'her knee')).toEqual(['4:knee fuzzy']);
    expect(places('chest pain since', 'chestpain')).toEqual(['0:chest pain fuzzy']);
    expect(places('hypertension', 'hyper tension')).toEqual(['0:hypertension fuzzy']);
    expect(places('nausea and vomiting', 'nausea vomiting')).toEqual(['0:nausea and vomiting fuzzy']);
    expect(places('St. Anthony’s fire', "St. Anthony's fier")).toEqual(['0:St. Anthony’s fire fuzzy']);
    expect(places('severe pain, cough', 'pian')).toEqual(['7:pain fuzzy']);
  });

  it('is found without what a model puts around it, and with what belongs to it', () => {
    expect(places('no chest pain. ', '**chest pain**', '')).toEqual(['3:chest pain normalised', '-']);
    for (const mention of ['“chest pain”', 'chest pain.', '- chest pain', "'chest pain',", '(chest pain']) {
      expect(places('no chest pain. ', mention)).toEqual(['3:chest pain normalised']);
    }
    expect(places('takes it q.i.d. now', 'q.i.d.')).toEqual(['9:q.i.d.']);
    expect(places('Hct 35 % today', 'hct 35 %')).toEqual(['0:Hct 35 % normalised']);
    expect(places('(R) knee', '(r) knee')).toEqual(['0:(R) knee normalised']);
  });

  it('is found in other Unicode forms', () => {
    expect(places('Me\u0301nie\u0300re disease', 'Ménière disease')).toEqual([
      '0:Me\u0301nie\u0300re disease normalised',
    ]);
    expect(places('SpO₂ fell', 'SpO2')).toEqual(['0:SpO₂ normalised']);
    expect(places('hyper\u00adtension', 'hypertension')).toEqual(['0:hyper\u00adtension normalised']);
    expect(places('hyper-\n  tension', 'hypertension')).toEqual(['0:hyper-\n  tension normalised']);
    expect(places('a β-blocker', 'beta blocker')).toEqual(['2:β-blocker normalised']);
    expect(places('no chest\u00a0pain', 'chest pain')).toEqual(['3:chest\u00a0pain normalised']);
    expect(places('ﬁbrosis', 'fibrosis')).toEqual(['0:ﬁbrosis normalised']);
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
      'severe chest pain',
      '',
      ' ',
      '.,',
    ]) {
      expect(places(text, mention)).toEqual(['-']);
    }
  });

  it('two slips of which would fit alike is held back', () => {
    expect(places('furosemide today, furosemide tomorrow', 'furosemid')).toEqual(['-']);
    expect(places('furosemide today, furosemide tomorrow', 'furosemid', 'furosmide')).toEqual([
      '0:furosemide fuzzy',
      '18:furosemide fuzzy',
    ]);
    expect(places('furosemide today, CT, furosemide tomorrow', 'CT', 'furosemid')).toEqual([
      '18:CT',
      '22:furosemide fuzzy',
    ]);
  });

  it('that a letter, a word or a sign makes another thing of is not placed', () => {
    for (const [text, mention] of [
      ['right knee pain', 'left knee pain'],
      ['severe right knee pain', 'severe left knee pain'],
      ['dysphasia', 'dysphagia'],
      ['symptomatic', 'asymptomatic'],
      ['abduction', 'adduction'],
      ['microcytic', 'macrocytic'],
      ['MRI', 'MRA'],
      ['MRI', 'MI'],
      ['HIV+ man', 'HIV-'],
      ['BP > 140', 'BP < 140'],
      ['grade 10-12', 'grade 1012'],
      ['a typical day', 'atypical'],
      ['atypical', 'a typical'],
      ['pain was not in the knee', 'pain knee'],
      ['HER-2', 'his 2'],
      ['it went as planned', 'ass'],
    ] as const)
      expect([mention, ...places(text, mention)]).toEqual([mention, '-']);
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
  '\r\n',
  'cafe\u0301',
  'Straße',
  'ﬁbrosis',
  'SpO₂',
  'hyper\u00adtension',
  '👩‍⚕️',
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
        const { placed, dropped, held } = ground(
          mentions.map((one) => ({ text: one })),
          note,
        );
        expect(placed.length + dropped + held).toBe(mentions.length);
        const tokens = tokenize(note);
        const closed = placeholdersOf(note);
        for (const { spans, alignment, index, mention: original } of placed) {
          expect(spans).toHaveLength(1);
          const [span] = spans as readonly [Span];
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
        const sorted = placed.flatMap((one) => one.spans).sort((a, b) => a.start - b.start);
        for (const [i, span] of sorted.entries()) {
          if (i > 0) expect(span.start).toBeGreaterThanOrEqual((sorted[i - 1] as typeof span).end);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is the very one that was meant where all mentions of the text come in order', () => {
    const words = fc.array(
      fc.constantFrom('pain', 'fever', 'renal', 'Ménière', 'straße', 'ﬁbrosis', 'İnfekt', 'SpO₂', 'left arm'),
      { maxLength: 60 },
    );
    const gaps = fc.array(fc.constantFrom(', ', '\r\n', ' 😀 ', '.\n\n', ' 👩‍⚕️; '), {
      minLength: 60,
      maxLength: 60,
    });
    const noise = fc.constantFrom<((w: string) => string)[]>(
      (w) => w,
      (w) => w.toUpperCase(),
      (w) => ` ${w}.`,
      (w) => `**${w}**`,
      (w) => w.normalize('NFD'),
      (w) => w.normalize('NFKC'),
      (w) => w.replace(' ', '\u00a0'),
      (w) => w.replace(' ', '\r\n'),
      (w) => w.replace(/(?<=^.)/u, '\u200b'),
    );
    const forms = fc.constantFrom<'NFC' | 'NFD'>('NFC', 'NFD');
    fc.assert(
      fc.property(
        words,
        gaps,
        forms,
        fc.array(noise, { minLength: 1, maxLength: 5 }),
        (list, apart, form, changes) => {
          let note = '';
          const starts = list.map((w, i) => {
            const start = note.length;
            note += w.normalize(form) + apart[i];
            return start;
          });
          const mentions = list.map((w, i) => ({
            text: (changes[i % changes.length] as (w: string) => string)(w),
          }));
          const { placed } = ground(mentions, note);
          expect(placed.map(({ spans }) => spans[0]?.start)).toEqual(starts);
          for (const { index, spans } of placed)
            expect(slice(note, spans[0] as Span)).toBe((list[index] as string).normalize(form));
        },
      ),
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
    const grow = (): void => {
      keeping([]);
      for (let n = 1; n <= mentions.length; n++) keeping(mentions.slice(0, n));
    };
    expect(costOf(grow)).toBeLessThan(2_500);
  });
});

describe('a hostile answer', () => {
  const vocabulary = Array.from({ length: 500 }, (_, i) => `w${((i * 7_919) % 9_973).toString(36)}xyz`);
  const window = (pick: (i: number) => string): string =>
    Array.from({ length: 2_000 }, (_, i) => pick(i)).join(' ');
  const from = (words: readonly string[], i: number): string => words[i % words.length] as string;
  const cases: readonly (readonly [string, string, (i: number) => string])[] = [
    ['the same word again and again', window(() => 'pain'), () => 'pain'],
    ['the same slip again and again', window(() => 'furosemide'), (i) => (i % 2 ? 'furosemid' : 'furosmide')],
    ['a slip in each', window((i) => from(vocabulary, i)), (i) => `${from(vocabulary, i * 13)}${i % 7}x`],
    ['the words in another order', window((i) => from(vocabulary, i)), (i) => from(vocabulary, i * 131)],
    [
      'long mentions of common words',
      window((i) => from(['a', 'of', 'pain', 'the'], i)),
      (i) => `${'pain of the '.repeat(12)}${i}`,
    ],
    [
      'mentions with gaps',
      window((i) => from(['left', 'and', 'right', 'knee', 'pain'], i)),
      (i) => from(['left pain', 'left knee pains', 'right pain', 'and left', 'left right'], i),
    ],
  ];
  it.each(cases)('costs little: %s', (_, text, mention) => {
    const mentions = Array.from({ length: 2_000 }, (__, i) => ({ text: mention(i) }));
    const cost = (count: number): number =>
      costOf(() => void makeGrounder(text, { discontinuous: true })(mentions.slice(0, count)));
    const half = cost(1_000);
    expect(cost(2_000)).toBeLessThan(3 * half + 30);
    expect(half).toBeLessThan(200);
  });
});

describe('placeholders', () => {
  it('are found, whatever brackets stand around them', () => {
    expect(placeholdersOf('a [** b [**2151-7-16**] c **] d [**')).toEqual([{ start: 8, end: 23 }]);
  });

  it('are found in linear time in a text of brackets', () => {
    const cost = costOf(() => {
      placeholdersOf('[**'.repeat(300_000));
      placeholdersOf('**]'.repeat(300_000));
    });
    expect(cost).toBeLessThan(1_000);
  });
});

describe('near words', () => {
  it('differ by one slip or a plural, and never by a number', () => {
    expect(likeness('fracture', 'fracture')).toBe(SAME);
    for (const [a, b] of [
      ['fracture', 'fractures'],
      ['abscess', 'abscesses'],
      ['pain', 'pains'],
      ['ct', 'cts'],
    ] as const)
      expect(likeness(a, b)).toBe(PLURAL);
    for (const [a, b] of [
      ['aspirin', 'asprin'],
      ['aspirin', 'apsirin'],
      ['aspirin', 'asppirin'],
      ['furosemide', 'urosemide'],
      ['pain', 'pian'],
      ['anaemia', 'anemia'],
    ] as const)
      expect(likeness(a, b)).toBe(SLIP);
    for (const [a, b] of [
      ['pain', 'pin'],
      ['furosemide', 'furosemjde'],
      ['fev1', 'feev1'],
    ] as const)
      expect(likeness(a, b)).toBe(WEAK);
    for (const [a, b] of [
      ['aspirin', 'asipirn'],
      ['hypertension', 'hypotension'],
      ['lung', 'long'],
      ['10000', '10001'],
      ['10', '100'],
      ['cd20', 'cd4'],
      ['fev1', 'fev11'],
      ['improve', 'improved'],
      ['fever', 'never'],
      ['as', 'ass'],
    ] as const)
      expect(likeness(a, b)).toBe(0);
  });

  it('fold to the same where only case, accents or ligatures differ', () => {
    expect(foldWord('İ')).toBe(foldWord('i'));
    expect(foldWord('Straße')).toBe(foldWord('STRASSE'));
    expect(foldWord('ﬁbrosis')).toBe(foldWord('Fibrosis'));
    expect(foldWord('Ménière')).toBe('meniere');
  });
});
