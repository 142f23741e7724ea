import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteGist, sectionGist } from '../../server/src/embedded/summary';
import { parseNote, type Section } from '../../server/src/note/note';

const text = `Patient: Nobody, Ann        MRN 000123
Phone 555-0100

CHIEF COMPLAINT: Cough

HISTORY OF PRESENT ILLNESS:
Ms. Nobody is a 63 year old woman with asthma who presents with three days of cough and fever.

FAMILY HISTORY:
Her father had diabetes.

IMPRESSION:
1. Pneumonia of the left lower lobe, treated with amoxicillin.
2. Asthma, stable.

PLAN:
Continue amoxicillin for five days and return if fever persists.

Electronically signed by A. Doctor, MD, pager 555-0111
`;
const fold = (words: string): string => words.replace(/\s+/g, ' ').trim();

describe('the gist of a note', () => {
  const note = parseNote(text);
  const gist = noteGist(note);

  it('tells who the patient is, what was found and what comes next', () => {
    expect(gist?.text).toContain('63 year old woman');
    expect(gist?.text).toContain('Pneumonia of the left lower lobe');
    expect(gist?.text).toContain('Continue amoxicillin');
  });

  it('leaves out signatures, fields of the header and the family', () => {
    expect(gist?.text).not.toMatch(/signed|MRN|555|father/);
  });

  it('rests on sentences of the note', () => {
    for (const { start, end } of gist?.evidence ?? [])
      expect(gist?.text).toContain(fold(note.text.slice(start, end)).slice(0, 30));
    expect(gist?.evidence.length).toBeGreaterThan(1);
  });

  it('is the same each time', () => {
    expect(noteGist(parseNote(text))).toEqual(gist);
  });

  it('is not made where there is nothing to tell', () => {
    expect(noteGist(parseNote(''))).toBeUndefined();
    expect(noteGist(parseNote('\n\n  \n'))).toBeUndefined();
    expect(noteGist(parseNote('Electronically signed by A. Doctor, MD'))).toBeUndefined();
  });
});

describe('the gist of a letter', () => {
  const letter = parseNote(`Long Barn Associates
12 Mill Lane, Nowhere, ME 04000

DERMATOLOGY CLINIC LETTER

Dear colleague,
Thank you for referring Ms. Nobody with an itchy rash of both hands.

Examination
BP 122/78, pulse 70, temp 36.6, weight 70 kg. Vesicles on the palms.

Impression
Dyshidrotic eczema.

cc: Nurse Nobody
Eczema nurses, Long Barn
`);
  const gist = noteGist(letter)?.text ?? '';

  it('opens with the reason for it and ends with the conclusion', () => {
    expect(gist.startsWith('Thank you for referring Ms. Nobody with an itchy rash')).toBe(true);
    expect(gist).toContain('Dyshidrotic eczema');
  });

  it('leaves out vital signs, the address, the title and who gets a copy', () => {
    expect(gist).not.toMatch(/BP|122|Mill Lane|LETTER|nurses/);
  });

  it.each([
    ['a title', 'CARDIOLOGY CONSULTATION NOTE'],
    ['a heading alone', 'HISTORY OF PRESENT ILLNESS:'],
    ['who the patient is and no more', 'Nobody, Ann, 45F'],
    ['fields of a form', 'Name: Ann Nobody   Sex: F   Age: 45'],
    ['vital signs', 'BP 120/80 HR 80 T 36.5 SpO2 98%'],
  ])('is not made of %s', (_, text) => {
    expect(noteGist(parseNote(text))).toBeUndefined();
  });

  it('of an examination tells what was found rather than vital signs', () => {
    const note = parseNote('EXAM: BP 120/80, HR 70. Spider naevi and ascites.');
    expect(sectionGist(note, note.sections[0] as Section)?.text).toMatch(/^Spider naevi/);
  });
});

describe('the gist of a text without headings', () => {
  it.each([
    [
      'normal findings',
      'Heart size is normal. Bones intact. No focal consolidation, effusion or pneumothorax.',
    ],
    ['what is abnormal', 'The heart is of normal size. Ribs intact. There is a small left effusion.'],
  ])('tells of %s', (_, findings) => {
    const gist = noteGist(parseNote(findings));
    expect(gist?.text).toMatch(/effusion/);
    expect(gist?.evidence).toHaveLength(2);
  });

  it('grows with the text', () => {
    const text = `Cough began on Monday. Fever followed. She slept poorly.

Examination found a rash over both shins. No lymph nodes are felt.

Aspirin was stopped. Blood count shows anemia. She may travel. Come back in two weeks.`;
    const gist = noteGist(parseNote(text));
    expect(gist?.evidence).toHaveLength(3);
  });
});

describe('a course told problem by problem', () => {
  it('has the first problem as its headline', () => {
    const gist = noteGist(
      parseNote(
        `HOSPITAL COURSE:\n\n# Acute pancreatitis\nFasted and given fluids. Pain eased by day two.\n\n# Hypertension\nAmlodipine was continued.\n`,
      ),
    );
    expect(gist?.text).toMatch(/^Acute pancreatitis\. /);
  });
});

describe('the gist of a section', () => {
  it('stays in the section and leaves out list marks', () => {
    const note = parseNote(text);
    const section = note.sections.find(({ kind }) => kind === 'impression') as Section;
    const gist = sectionGist(note, section);
    expect(gist?.text.startsWith('Pneumonia')).toBe(true);
    for (const { start, end } of gist?.evidence ?? []) {
      expect(start).toBeGreaterThanOrEqual(section.body);
      expect(end).toBeLessThanOrEqual(section.end);
    }
  });

  it('cuts a sentence that is too long at a word, and says so', () => {
    const note = parseNote(
      `IMPRESSION: Pneumonia ${'with many further findings of no interest '.repeat(12)}here.`,
    );
    const gist = sectionGist(note, note.sections[0] as Section);
    expect(gist?.text.endsWith(' …')).toBe(true);
    expect(gist?.text.length).toBeLessThanOrEqual(200);
  });
});

describe('whatever the note', () => {
  const words = fc.array(
    fc.constantFrom(
      'IMPRESSION:',
      'PLAN:',
      'pneumonia',
      'Cough.',
      '\n',
      '\n\n',
      '1.',
      '😷',
      'a 63 year old man',
      '|',
      '- x',
      '. ',
    ),
    { maxLength: 120 },
  );
  it('gists are short, in order and of the note', () => {
    fc.assert(
      fc.property(words, (parts) => {
        const note = parseNote(parts.join(' '));
        const gists = [noteGist(note), ...note.sections.map((section) => sectionGist(note, section))];
        for (const gist of gists) {
          if (!gist) continue;
          expect(gist.text.length).toBeGreaterThan(0);
          expect(gist.text.length).toBeLessThanOrEqual(450);
          expect(gist.text).not.toMatch(/[\r\n]/);
          let last = 0;
          for (const { start, end } of gist.evidence) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(note.text.length);
            last = end;
          }
        }
      }),
    );
  });
});
