import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsOf } from '../../server/src/embedded/entities';
import { parseNote } from '../../server/src/note/note';
import { processTime } from '../support/cost';

/** Every mention of a note as `type: text`, in order. */
const found = (text: string): string[] =>
  parseNote(text).blocks.flatMap(({ block, section }) =>
    mentionsOf(block, section.kind).map(({ type, start, end }) => `${type}: ${block.text.slice(start, end)}`),
  );

describe('whole phrases', () => {
  it('take article, possessive and modifiers along', () => {
    expect(found('His dyspnea and increasing leg swelling led to a chest x-ray.')).toEqual([
      'problem: His dyspnea',
      'problem: increasing leg swelling',
      'test: a chest x-ray',
    ]);
  });

  it('take one phrase along that names a body part', () => {
    expect(found('She has pain in the right knee and swelling of the left leg.')).toEqual([
      'problem: pain in the right knee',
      'problem: swelling of the left leg',
    ]);
    expect(found('There is tingling in her hands, wrists, and feet.')).toEqual([
      'problem: tingling in her hands, wrists, and feet',
    ]);
    expect(found('CT of the abdomen and pelvis was done.')).toEqual(['test: CT of the abdomen and pelvis']);
  });

  it('share a head between modifiers', () => {
    expect(found('Exam: no cervical or axillary lymphadenopathy.')).toEqual([
      'problem: cervical or axillary lymphadenopathy',
    ]);
  });

  it('keep hyphens and sizes inside', () => {
    expect(found('There is a 9 mm low-density lesion in the liver.')).toEqual([
      'problem: a 9 mm low-density lesion in the liver',
    ]);
  });

  it('leave out verbs, cues, doses and durations', () => {
    expect(found('She denies possible fever for three days and was started on vancomycin 1 g IV.')).toEqual([
      'problem: fever',
      'treatment: vancomycin',
    ]);
    expect(found('History of asthma.')).toEqual(['problem: asthma']);
  });

  it('go by the last noun', () => {
    expect(found('Given for catheter infection after the hernia repair with a vancomycin trough.')).toEqual([
      'problem: catheter infection',
      'treatment: the hernia repair',
      'test: a vancomycin trough',
    ]);
  });

  it('know a short form by its stage or type', () => {
    expect(found('PMH: ckd4, HF2 and dm1.')).toEqual(['problem: ckd4', 'problem: HF2', 'problem: dm1']);
    expect(found('PMH: CKD stage 3b, gout stage IIIA. Grade 2a varices.')).toEqual([
      'problem: CKD stage 3b',
      'problem: gout stage IIIA',
      'problem: varices',
    ]);
  });

  it('part a problem from the test whose value follows', () => {
    expect(found('copd fev1 45%, on oxygen')).toEqual(['problem: copd', 'test: fev1', 'treatment: oxygen']);
  });

  it('are none where a word measures, labels or names a place', () => {
    expect(found('He manages 6 METs at home.')).toEqual([]);
    expect(found('Liver mets were seen.')).toEqual(['problem: Liver mets']);
    expect(found('Date of surgery: Monday')).toEqual([]);
    expect(found('Surgeon: one of us     Anesthesia: as charted')).toEqual([]);
    expect(found('Registered with the Long Barn Surgery.')).toEqual([]);
    expect(found('He needs Cardiac Surgery.')).toEqual(['treatment: Cardiac Surgery']);
    expect(found('Ears: TMs normal.')).toEqual([]);
    expect(found('Referred for TMS.')).toEqual(['treatment: TMS']);
  });

  it('tell what is found from what is done on purpose', () => {
    expect(found('CT showed pneumoperitoneum.')).toContain('problem: pneumoperitoneum');
    expect(found('Pneumoperitoneum was established with the Veress needle.')).toContain(
      'treatment: Pneumoperitoneum',
    );
  });

  it('keep all of what an allergy is to', () => {
    expect(found('He has a dust mite/dog allergy.')).toEqual(['problem: a dust mite/dog allergy']);
  });

  it('do not run over the end of a line of a list or over columns', () => {
    expect(found('aspirin\nlisinopril')).toEqual(['treatment: aspirin', 'treatment: lisinopril']);
    expect(found('Wt 80 kg    Ht 170 cm    sore throat     cough')).toEqual([
      'test: Wt',
      'test: Ht',
      'problem: sore throat',
      'problem: cough',
    ]);
  });
});

describe('what is abnormal', () => {
  it('is a problem; the same test without it is a test', () => {
    expect(found('An elevated white count was seen.')).toEqual(['problem: An elevated white count']);
    expect(found('A white count was sent.')).toEqual(['test: A white count']);
  });

  it('is a problem with a body part or function; normal findings are nothing', () => {
    expect(found('Decreased breath sounds at the bases and a swollen left knee.')).toEqual([
      'problem: Decreased breath sounds at the bases',
      'problem: a swollen left knee',
    ]);
    expect(found('Lungs clear, abdomen soft, gait normal.')).toEqual([]);
  });

  it('may be said of a change or of what is hard to do', () => {
    expect(found('He noticed a change in appetite and difficulty climbing stairs.')).toEqual([
      'problem: a change in appetite',
      'problem: difficulty climbing stairs',
    ]);
  });
});

describe('words that no list holds', () => {
  it('are known by their endings', () => {
    expect(
      found('Started bogustatin and zorbimab for quaxitis after a flubectomy and a norgoscopy.'),
    ).toEqual([
      'treatment: bogustatin',
      'treatment: zorbimab',
      'problem: quaxitis',
      'treatment: a flubectomy',
      'test: a norgoscopy',
    ]);
  });

  it('are drugs before a dose', () => {
    expect(found('Medications:\n1. Zorbanex 40 mg PO daily\n2. Quuxol daily')).toEqual([
      'treatment: Zorbanex',
      'treatment: Quuxol',
    ]);
  });
});

describe('values', () => {
  it('make a test of a letter, a dose makes a drug of it', () => {
    expect(found('K 3.4, T 38.2.')).toEqual(['test: K', 'test: T']);
    expect(found('The K wire and vitamin K.')).not.toContain('test: K');
    expect(found('Magnesium 2.1 today.')).toEqual(['test: Magnesium']);
    expect(found('Magnesium 400 mg PO daily.')).toEqual(['treatment: Magnesium']);
  });
});

describe('headings', () => {
  it('are read where they name a problem, not where they name a part of the note', () => {
    expect(found('# Acute kidney injury\nImproving.')).toEqual(['problem: Acute kidney injury']);
    expect(found('Physical exam:\nUnremarkable.')).toEqual([]);
    const [mention] = parseNote('# Sepsis\n').blocks.flatMap(({ block }) => mentionsOf(block, 'other'));
    expect(mention).toMatchObject({ sentence: -1, start: 2, end: 8 });
  });
});

describe('placeholders', () => {
  it('are no part of a mention', () => {
    expect(found('[**Known lastname 4**] pneumonia treated at [**Hospital1 **] with aspirin.')).toEqual([
      'problem: pneumonia',
      'treatment: aspirin',
    ]);
    expect(found('Pain in [**Location (un) 12**] leg')).toEqual(['problem: Pain']);
  });
});

describe('offsets', () => {
  const words = fc.constantFrom(
    'pain',
    'no',
    'the',
    'chest',
    'of',
    'in',
    'and',
    ',',
    'elevated',
    'troponin',
    'aspirin',
    '40',
    'mg',
    'if',
    'mother',
    'has',
    '-',
    '/',
    '[**',
    '**]',
    'resolved',
    '🙂',
    'café',
    'é',
    '\n',
    '\n\n',
    '   ',
    '\t',
    ':',
    '#',
    'IV',
    "patient's",
  );
  it('lie within the block, in order, not overlapping, on whole tokens, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          for (const { block, section } of parseNote(text).blocks) {
            let end = 0;
            for (const mention of mentionsOf(block, section.kind)) {
              expect(mention.start).toBeGreaterThanOrEqual(end);
              expect(mention.end).toBeGreaterThan(mention.start);
              expect(mention.end).toBeLessThanOrEqual(block.text.length);
              ({ end } = mention);
              const covered = block.text.slice(mention.start, mention.end);
              expect(covered).toBe(covered.trim());
              expect(mention.assertion !== undefined).toBe(mention.type === 'problem');
              const sentence = block.sentences[mention.sentence];
              const around = mention.sentence < 0 ? block.heading : sentence;
              expect(around && around.start <= mention.start && mention.end <= around.end).toBe(true);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('memory', () => {
  it('keeps the answer of a block, one for each kind of section', () => {
    const block = parseNote('Rash.').blocks[0]?.block;
    if (!block) throw new Error('no block');
    expect(mentionsOf(block, 'history')).toBe(mentionsOf(block, 'history'));
    expect(mentionsOf(block, 'allergies')[0]?.assertion).toBe('conditional');
    expect(mentionsOf(block, 'history')[0]?.assertion).toBe('present');
  });
});

describe('hostile text', () => {
  it('costs time in proportion to its length', () => {
    for (const unit of [
      'no pain, ',
      'pain in arm, ',
      'mother ',
      'flare of ',
      '5 mm x ',
      '(((',
      'swollen ',
      'if pain ',
    ]) {
      const cost = (times: number): number => {
        const { blocks } = parseNote(unit.repeat(times));
        return processTime(() => {
          for (const { block, section } of blocks) mentionsOf(block, section.kind);
        });
      };
      cost(500);
      expect(cost(20_000), unit).toBeLessThan(3_000);
    }
  });
});
