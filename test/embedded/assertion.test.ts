import { describe, expect, it } from 'vitest';
import { mentionsOf } from '../../server/src/embedded/entities';
import { parseNote } from '../../server/src/note/note';

/** The assertion of every problem of a note, by its text. */
const judged = (text: string): Record<string, string> =>
  Object.fromEntries(
    parseNote(text).blocks.flatMap(({ block, section }) =>
      mentionsOf(block, section.kind)
        .filter(({ type }) => type === 'problem')
        .map(({ start, end, assertion }) => [block.text.slice(start, end), assertion ?? '']),
    ),
  );

describe('absent', () => {
  it('holds for all of a list; a comma does not end it', () => {
    expect(judged('He denies fever, chills, cough, or leg swelling.')).toEqual({
      fever: 'absent',
      chills: 'absent',
      cough: 'absent',
      'leg swelling': 'absent',
    });
  });

  it('ends at "but" and where a new statement begins', () => {
    expect(judged('She denied chest pain but reports nausea.')).toEqual({
      'chest pain': 'absent',
      nausea: 'present',
    });
    expect(judged('No fever or chills, and the cough is better.')).toMatchObject({
      fever: 'absent',
      'the cough': 'present',
    });
    expect(judged('No murmur, mild edema.')).toEqual({ murmur: 'absent', 'mild edema': 'present' });
  });

  it('reads "negative for" forward, not backward', () => {
    expect(judged('CT for headache is negative for hemorrhage.')).toEqual({
      headache: 'present',
      hemorrhage: 'absent',
    });
  });

  it('reads what stands behind the problem', () => {
    expect(judged('Papilledema: absent.')).toEqual({ Papilledema: 'absent' });
    expect(judged('Pneumonia was ruled out.')).toEqual({ Pneumonia: 'absent' });
    expect(judged('Nausea and vomiting have resolved, though diarrhea remains.')).toEqual({
      Nausea: 'absent',
      vomiting: 'absent',
      diarrhea: 'present',
    });
  });

  it('is not read from what only looks like it', () => {
    expect(judged('No change in the pleural effusion.')).toEqual({ 'the pleural effusion': 'present' });
    expect(judged('Not only fatigue but also insomnia.')).toEqual({
      fatigue: 'present',
      insomnia: 'present',
    });
    expect(judged('Gram negative sepsis.')).toEqual({ 'Gram negative sepsis': 'present' });
    expect(judged('Ibuprofen was not given because of renal failure.')).toEqual({
      'renal failure': 'present',
    });
  });

  it('is carried from an introduction to the list below it', () => {
    expect(judged('He denies the following:\n- fever\n- cough\nHe has a rash.')).toEqual({
      fever: 'absent',
      cough: 'absent',
      'a rash': 'present',
    });
  });
});

describe('possible', () => {
  it('follows suspicion, exclusion and doubt', () => {
    expect(judged('Opacity concerning for pneumonia.')).toEqual({
      Opacity: 'present',
      pneumonia: 'possible',
    });
    expect(judged('CT to evaluate for appendicitis.')).toEqual({ appendicitis: 'possible' });
    expect(judged('Endocarditis has not been ruled out.')).toEqual({ Endocarditis: 'possible' });
    expect(judged('r/o PE, ?pneumonia')).toEqual({ PE: 'possible', pneumonia: 'possible' });
  });

  it('does not reach back where the word belongs to what follows', () => {
    expect(judged('White matter disease, likely ischemia.')).toEqual({
      'White matter disease': 'present',
      ischemia: 'possible',
    });
  });
});

describe('hypothetical', () => {
  it('follows conditions, precautions, prevention and drugs as needed', () => {
    expect(judged('Discharge Instructions:\nReturn if you develop fever, chest pain, or bleeding.')).toEqual({
      fever: 'hypothetical',
      'chest pain': 'hypothetical',
      bleeding: 'hypothetical',
    });
    expect(judged('Oxycodone 5 mg PO Q4H PRN pain')).toEqual({ pain: 'hypothetical' });
    expect(judged('Heparin to prevent deep vein thrombosis.')).toEqual({
      'deep vein thrombosis': 'hypothetical',
    });
    expect(judged('Follow CK weekly for myopathy.')).toEqual({ myopathy: 'hypothetical' });
  });
});

describe('conditional', () => {
  it('is what something brings about', () => {
    expect(judged('Dyspnea on exertion.')).toEqual({ Dyspnea: 'conditional' });
    expect(judged('He has chest tightness with brisk walking.')).toEqual({
      'chest tightness': 'conditional',
    });
  });

  it('is the reaction in a list of allergies, not in the prose after it', () => {
    expect(judged('Allergies:\nPenicillin (rash)')).toEqual({ rash: 'conditional' });
    expect(
      judged(
        'Allergies:\nPenicillin\n\nI reviewed this pleasant man in the clinic last week and he told me again at some length about his back pain.',
      ),
    ).toEqual({ 'his back pain': 'present' });
  });
});

describe('someone else', () => {
  it('is whom family history and sentences about relatives speak of', () => {
    expect(judged('Family history: breast cancer.')).toEqual({
      'breast cancer': 'associated_with_someone_else',
    });
    expect(judged('His father died of a stroke and he has hypertension.')).toEqual({
      'a stroke': 'associated_with_someone_else',
      hypertension: 'present',
    });
    expect(judged('Seen with her daughter, who has asthma.')).toEqual({
      asthma: 'associated_with_someone_else',
    });
  });

  it('is not the relative who reports or brings the patient', () => {
    expect(judged('Mother states he has a fever.')).toEqual({ 'a fever': 'present' });
    expect(judged('Brought in by his mother for vomiting.')).toEqual({ vomiting: 'present' });
    expect(judged('Mom denies vomiting.')).toEqual({ vomiting: 'absent' });
  });
});

describe('a reaction in brackets', () => {
  it('is conditional behind what brings it about, not behind its remedy', () => {
    expect(judged('- cefazolin (urticaria)')).toEqual({ urticaria: 'conditional' });
    expect(judged('- cetirizine (urticaria)')).toEqual({ urticaria: 'present' });
  });
});

describe('what a relative owns', () => {
  it('ends where a purpose begins', () => {
    expect(judged("He took his brother's zolpidem for insomnia.")).toEqual({ insomnia: 'present' });
    expect(judged("His brother's insomnia is worse.")).toEqual({
      "His brother's insomnia": 'associated_with_someone_else',
    });
  });
});
