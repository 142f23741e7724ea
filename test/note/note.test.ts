import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../server/src/note/edit';
import { headingOf } from '../../server/src/note/headings';
import { editNote, parseNote, sentences } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { noteText, piece } from '../support/arbitraries';

describe('a note', () => {
  it('is covered by its blocks and by its sections, without gap or overlap', () => {
    fc.assert(
      fc.property(noteText, (text) => {
        const note = parseNote(text);
        expect(note.blocks.map((b) => b.block.text).join('')).toBe(text);
        let at = 0;
        for (const section of note.sections) {
          expect(section.start).toBe(at);
          at = section.end;
        }
        expect(at).toBe(text.length);
        for (const b of note.blocks) expect(slice(text, b)).toBe(b.block.text);
      }),
    );
  });

  it('has every character that is not white space in a sentence or a heading, once', () => {
    fc.assert(
      fc.property(noteText, (text) => {
        const note = parseNote(text);
        let at = 0;
        const rest: string[] = [];
        for (const s of sentences(note)) {
          expect(s.start).toBeGreaterThanOrEqual(at);
          expect(slice(text, s)).toBe(slice(text, s).trim());
          rest.push(text.slice(at, s.start));
          at = s.end;
        }
        rest.push(text.slice(at));
        const headings = note.blocks
          .filter((b) => b.block.heading)
          .map((b) => text.slice(b.start, b.start + (b.block.heading?.body ?? 0)));
        expect(rest.join('').replace(/\s/g, '')).toBe(headings.join('').replace(/\s/g, ''));
      }),
    );
  });

  it('is the same after an edit as when read anew, and keeps the blocks the edit left alone', () => {
    fc.assert(
      fc.property(noteText, fc.nat(), fc.nat(30), piece, (text, a, length, insert) => {
        const start = a % (text.length + 1);
        const edit = { start, end: Math.min(text.length, start + length), text: insert };
        const before = parseNote(text);
        const after = editNote(before, edit);
        expect(after).toEqual(parseNote(applyEdit(text, edit)));
      }),
      { numRuns: 400 },
    );
    const long = parseNote('Vital signs stable overnight.\n\n'.repeat(500));
    const edited = editNote(long, { start: 7_000, end: 7_000, text: 'x' });
    const kept = new Set(long.blocks.map((b) => b.block));
    expect(edited.blocks.filter((b) => !kept.has(b.block))).toHaveLength(1);
  });
});

describe('sections', () => {
  it('are found under the headings wards use', () => {
    const text = [
      'Discharge Summary of the ward\n\n',
      'HISTORY OF PRESENT ILLNESS:\nShort of breath.\n\n',
      'Allergies: NKDA\n',
      'PMH:\n- HTN\n',
      '# Acute kidney injury\nCr peaked at 2.4.\n',
      'FAMILY HISTORY: mother with CAD\n',
      'Assessment/Plan:\nWell.\n',
      'MRN: 12345\n',
      'DISCHARGE MEDICATIONS\n1. Aspirin\n',
    ].join('');
    expect(parseNote(text).sections.map((s) => [s.kind, s.title])).toEqual([
      ['none', ''],
      ['history', 'HISTORY OF PRESENT ILLNESS'],
      ['allergies', 'Allergies'],
      ['past-history', 'PMH'],
      ['other', 'Acute kidney injury'],
      ['family-history', 'FAMILY HISTORY'],
      ['assessment', 'Assessment/Plan'],
      ['medications', 'DISCHARGE MEDICATIONS'],
    ]);
  });
});

describe('a heading', () => {
  it.each([
    'Patient: Jane Doe',
    'EKG 22:01 sinus',
    'BP 130/80, HR: 72',
    'BP 130/80 HR: 72',
    'Dr: Lee',
    'he said: no',
  ])('is not %s', (line) => expect(headingOf(line)).toBeUndefined());
  it.each(['Discharge instructions:', 'TTE 12/05/2023: EF 30%', '# Sepsis', '**Plan**', 'A/P: rest'])(
    'is at the start of %s',
    (line) => expect(headingOf(line)).toBeDefined(),
  );
});

describe('sentences', () => {
  const cut = (text: string): string[] => sentences(parseNote(text)).map((s) => slice(text, s));
  it('do not end at abbreviations, decimals or list numbers', () => {
    expect(cut('Seen by Dr. Smith today. K 3.5, creat. normal. Given 40 mg. Better.')).toEqual([
      'Seen by Dr. Smith today.',
      'K 3.5, creat. normal.',
      'Given 40 mg.',
      'Better.',
    ]);
    expect(cut('1. Aspirin 81 mg daily\n2. Metoprolol 25 mg BID\n')).toEqual([
      '1. Aspirin 81 mg daily',
      '2. Metoprolol 25 mg BID',
    ]);
  });
  it('start with small letters in notes that are written without capitals', () => {
    expect(cut('denies pain. lungs w/ crackles bilat. pt. resting. ?uti, ua sent. t 98.9')).toEqual([
      'denies pain.',
      'lungs w/ crackles bilat.',
      'pt. resting.',
      '?uti, ua sent.',
      't 98.9',
    ]);
    expect(cut('Given approx. three doses. e.g. at night. Better.')).toHaveLength(2);
  });
  it('go on over hard-wrapped line ends, but not over list lines and table rows', () => {
    expect(
      cut('The patient was admitted with worsening shortness of breath and\northopnea. He improved.\n'),
    ).toEqual([
      'The patient was admitted with worsening shortness of breath and\northopnea.',
      'He improved.',
    ]);
    expect(cut('- no fever\n- no cough\n')).toEqual(['- no fever', '- no cough']);
    expect(cut('Na   140\nK   4.0\n')).toEqual(['Na   140', 'K   4.0']);
  });
});
