import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictionsOf } from '../../server/src/embedded/contradictions';
import { judgeHypothesis } from '../../server/src/embedded/hypotheses';
import { editNote, parseNote } from '../../server/src/note/note';
import type { Span } from '../../server/src/note/span';

const clashes = (text: string): [string, string][] =>
  [...contradictionsOf(parseNote(text))].flatMap((found) =>
    found
      ? [
          [
            text.slice(found.premise.start, found.premise.end),
            text.slice((found.hypothesis as Span).start, (found.hypothesis as Span).end),
          ] as [string, string],
        ]
      : [],
  );

describe('contradictions inside a note', () => {
  it.each([
    ['allergies', 'Allergies: NKDA\n\nHPI: He had anaphylaxis to amoxicillin in 2019.'],
    ['smoking', 'Social history: Never smoker.\n\nPlan: Offered a patch, he smokes 10 cigarettes a day.'],
    [
      'pack-years',
      'Social history: lifelong non-smoker.\n\nAssessment: 30 pack-year history, needs screening.',
    ],
    ['alcohol', 'Social history: Denies alcohol use.\n\nPlan: She drinks a bottle of wine nightly.'],
    ['age', 'HPI: A 54-year-old man with a cough.\n\nAssessment: 61-year-old man with pneumonia.'],
    ['sex', 'HPI: A 54-year-old man with a cough.\n\nAssessment: 54-year-old woman with pneumonia.'],
    ['code status', 'CODE STATUS: Full code.\n\nPlan: DNR order is active.'],
    ['a drain', 'DRAINS: None.\n\nPROCEDURE IN DETAIL: A round drain was left in the pelvis.'],
    ['a measure', 'Results: LVEF 30%.\n\nAssessment: Preserved function with LVEF 60%.'],
    ['a drug', 'Course: Naproxen was stopped because of bleeding.\n\nPlan: Continue naproxen twice daily.'],
    ['a class of drugs', 'Medications: She takes warfarin daily.\n\nAssessment: She is on no anticoagulant.'],
    ['an act', 'Findings: The cecum was reached.\n\nImpression: The cecum was not reached.'],
    [
      'the side of an operation',
      'PROCEDURE: Right hip arthroplasty.\n\nDESCRIPTION OF PROCEDURE: The left hip was prepped and draped.',
    ],
    ['a finding', 'FINDINGS: No pleural effusion.\n\nIMPRESSION: Large left pleural effusion.'],
    [
      'a size',
      'FINDINGS: 6 mm nodule in the right lower lobe.\n\nIMPRESSION: 9 mm nodule in the right lower lobe.',
    ],
    ['a symptom', 'HPI: She has nausea and rash.\n\nReview of systems: denies rash.'],
    ['a dose', 'Medications:\n1. Atenolol 50 mg daily\n\nPlan: Continue atenolol 100 mg daily.'],
    ['transfusion', 'Course: No transfusions were given.\n\nPlan: Transfused 2 units of red cells.'],
    ['weight bearing', 'Precautions: NWB left leg.\n\nGait: WBAT left leg with crutches.'],
    [
      'a disease of a patient whose age is told',
      'A 68-year-old woman with asthma and gout. She does not have asthma.',
    ],
    ['two items of one list', 'Allergies: cefazolin (rash), NKDA'],
  ])('are found about %s', (_, text) => {
    expect(clashes(text)).toHaveLength(1);
  });

  it.each([
    ['a relative', 'Allergies: NKDA\n\nFamily history: Her sister had anaphylaxis to amoxicillin.'],
    [
      'a relative in the same sentence',
      'HPI: His mother is allergic to sulfa; he has no known drug allergies.',
    ],
    ['an allergy to food', 'Allergies: no known drug allergies.\n\nHPI: He gets hives with shellfish.'],
    ['the past', 'Social history: Smoked until 2003, does not smoke now.'],
    ['another date', 'Results: TTE 1/3/2024 LVEF 30%.\n\nAssessment: TTE 6/9/2024 LVEF 55%.'],
    ['an earlier value', 'Results: LVEF 30%.\n\nAssessment: LVEF 55%, improved from prior.'],
    ['a drug started again', 'Course: Naproxen was stopped, then resumed.\n\nPlan: Continue naproxen.'],
    [
      'a device that was removed',
      'Course: The foley was removed.\nNo foley now.\nA foley was placed in the ED.',
    ],
    ['two sides', 'FINDINGS: No left pleural effusion.\n\nIMPRESSION: Large right pleural effusion.'],
    [
      'a dose that was raised',
      'Medications:\n1. Atenolol 50 mg daily\n\nPlan: Atenolol increased to 100 mg.',
    ],
    [
      'two sizes in one list',
      'FINDINGS: 6 mm nodule in the left lung. 9 mm nodule in the left lung.\n\nIMPRESSION: 9 mm nodule in the left lung.',
    ],
    ['what a friend has', 'HPI: Two friends have had asthma.\n\nPMH: No asthma.'],
    ['an intolerance', 'Allergies: NKDA, ramipril (cough)'],
    ['a change of orders', 'HPI: On admission she was DNR.\n\nCODE STATUS: Full code.'],
    ['doubt', 'HPI: CT to rule out pneumonia.\n\nIMPRESSION: No pneumonia.'],
  ])('are not seen in %s', (_, text) => {
    expect(clashes(text)).toEqual([]);
  });

  it('link the two sentences, in the order of the note', () => {
    const text = 'Allergies: NKDA\n\nHPI: Well. He had anaphylaxis to amoxicillin in 2019. Now well.';
    expect(clashes(text)).toEqual([['NKDA', 'He had anaphylaxis to amoxicillin in 2019.']]);
  });

  it('give reasons that hold no text of the note', () => {
    const text =
      'Course: Zyxomab was stopped because of bleeding.\n\nPlan: Continue warfarin. DNR.\nFull code.';
    for (const found of contradictionsOf(parseNote(text)))
      if (found) expect(found.reason).not.toMatch(/zyxomab|bleeding|warfarin/i);
  });

  it('are the same after an edit as of the edited text', () => {
    const text = 'Allergies: NKDA\n\nHPI: He had anaphylaxis to amoxicillin in 2019.\n\nPlan: Rest.';
    const note = parseNote(text);
    void [...contradictionsOf(note)];
    const edit = { start: 11, end: 15, text: 'see below' };
    const edited = editNote(note, edit);
    expect([...contradictionsOf(edited)].filter(Boolean)).toEqual(
      [...contradictionsOf(parseNote(edited.text))].filter(Boolean),
    );
    expect([...contradictionsOf(edited)].filter(Boolean)).toEqual([]);
  });

  it('lie within any note', () => {
    const word = fc.constantFrom(
      'NKDA',
      'Allergies:',
      'anaphylaxis to penicillin',
      'never smoker',
      '2 ppd',
      'LVEF 30%',
      'ef 60 %',
      '54-year-old man',
      '61M',
      'left knee',
      'right',
      'no effusion',
      'FINDINGS:',
      'IMPRESSION:',
      '\n\n',
      '; ',
      '. ',
      '😷',
      'İ',
      'drain was left',
      'no drain',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const text = words.join(' ');
        for (const found of contradictionsOf(parseNote(text))) {
          if (!found) continue;
          for (const span of [found.premise, found.hypothesis as Span]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeLessThanOrEqual(text.length);
            expect(span.start).toBeLessThan(span.end);
          }
        }
      }),
    );
  });
});

describe('hypotheses held against a note', () => {
  const note = parseNote(
    `HPI: A 70-year-old woman with type 2 diabetes and hypertension. She denies chest pain. Her mother had a stroke.

Labs: Potassium 5.9, sodium 138, BNP 2,300. Temp 37.0.

Echo: LVEF 35%.

Plan: Metoprolol was held because of bradycardia. Endocarditis was ruled out.
`,
  );
  const judged = (hypothesis: string): string | undefined => judgeHypothesis(note, hypothesis)?.label;

  it.each([
    ['The patient has diabetes.', 'entailment'],
    ['The patient does not have diabetes.', 'contradiction'],
    ['The patient has chest pain.', 'contradiction'],
    ['The patient has no chest pain.', 'entailment'],
    ['The potassium is above 5.', 'entailment'],
    ['The potassium is below 4.', 'contradiction'],
    ['The sodium was normal.', 'entailment'],
    ['The natriuretic peptide was elevated.', 'entailment'],
    ['The patient was febrile.', 'contradiction'],
    ['The ejection fraction is above 50%.', 'contradiction'],
    ['Metoprolol was given.', 'contradiction'],
    ['A beta blocker was withheld.', 'entailment'],
    ['Endocarditis remains possible.', 'contradiction'],
    ['The patient had a stroke.', 'neutral'],
    ['The patient owns a parrot.', 'neutral'],
  ])('%s', (hypothesis, label) => {
    expect(judged(hypothesis)).toBe(label);
  });

  it.each([
    ['another drug of the class', 'Continue simvastatin 20 mg.', 'The patient takes pravastatin.', 'neutral'],
    ['a class, by its member', 'Continue simvastatin 20 mg.', 'The patient takes a statin.', 'entailment'],
    ['a member, by its class', 'He is on a statin.', 'The patient takes simvastatin.', 'neutral'],
    [
      'a member, by its class denied',
      'He is on no statin.',
      'The patient takes simvastatin.',
      'contradiction',
    ],
    ['letters within a name', 'Started T-DM1 for breast cancer.', 'The patient has diabetes.', 'neutral'],
    ['another anticoagulant', 'Enoxaparin was started.', 'The patient takes dabigatran.', 'neutral'],
    ['a brand', 'Takes Xarelto daily.', 'The patient takes rivaroxaban.', 'entailment'],
    ['another infarct', 'No history of stroke.', 'The patient has had a heart attack.', 'neutral'],
    [
      'another disease of the organ',
      'She has no renal failure.',
      'The patient has heart failure.',
      'neutral',
    ],
    ['another infection', 'Denies UTI.', 'The patient has pneumonia.', 'neutral'],
    ['a class, by a member denied', 'No pneumonia.', 'The patient has an infection.', 'neutral'],
    ['another stage', 'PMH: CKD 3.', 'The patient has stage 5 chronic kidney disease.', 'neutral'],
    ['a short form with a number', 'PMH: dm2, gout.', 'The patient has type 2 diabetes.', 'entailment'],
    ['what may be so', 'Possible pneumonia.', 'The patient has pneumonia.', 'neutral'],
    ['what may be so, asked as such', 'Possible pneumonia.', 'Pneumonia is suspected.', 'entailment'],
    ['what may come', 'Return if chest pain.', 'The patient has chest pain.', 'neutral'],
    ["somebody else's smoke", 'Second-hand smoke exposure at home.', 'The patient smokes.', 'neutral'],
    ['another relative', 'Her mother had a stroke.', 'Her father had a stroke.', 'neutral'],
    [
      'a stop that waits',
      'Amiodarone should be stopped if the QT lengthens.',
      'The patient takes amiodarone.',
      'neutral',
    ],
    [
      'the drug that was started in place of another',
      'Ramipril was stopped because of cough and he was started on valsartan.',
      'The patient takes valsartan.',
      'entailment',
    ],
    [
      'the drug that was stopped',
      'Switched from ramipril to valsartan.',
      'The patient takes ramipril.',
      'contradiction',
    ],
    ['everyday words', 'Thrombocytopenia since admission.', 'The platelet count is low.', 'entailment'],
    ['a value that moved', 'Lactate 1.6 from 6.2.', 'The lactate has increased.', 'contradiction'],
    [
      'what excludes it',
      'The isolate is sensitive to ampicillin.',
      'The isolate is resistant to ampicillin.',
      'contradiction',
    ],
    [
      'a treatment that did not work',
      'The rash did not respond to prednisone.',
      'Prednisone did not help the rash.',
      'entailment',
    ],
    ['a test that waits', 'MRI requested to exclude abscess.', 'The MRI showed an abscess.', 'neutral'],
    ['the child, who is the patient', 'Cough every night.', 'The child coughs at night.', 'entailment'],
    ['one part of a compound', 'Denies cystitis.', 'The patient has an infection.', 'neutral'],
    ['a place that is normal', 'Normal lungs.', 'The patient has pneumonia.', 'contradiction'],
  ])('are decided by the thing itself: %s', (_, text, hypothesis, label) => {
    expect(judgeHypothesis(parseNote(text), hypothesis)?.label).toBe(label);
  });

  it.each([
    ['Former smoker, stopped 2004.', 'contradiction'],
    ['Stopped smoking in 2004.', 'contradiction'],
    ['Smoking: 25 pack-years, quit 2004.', 'contradiction'],
    ['Ex-smoker.', 'contradiction'],
    ['Tobacco: never.', 'contradiction'],
    ['Does not smoke.', 'contradiction'],
    ['Smokes outside.', 'entailment'],
    ['Smoker, 1 ppd.', 'entailment'],
    ['25 pack-years.', 'neutral'],
    ['Mum smokes on the balcony.', 'neutral'],
    ['SOCIAL: Dad smokes in the car.', 'neutral'],
    ['Lives with her husband, who smokes 1 ppd.', 'neutral'],
    ['Lives with her husband and smokes 5 a day.', 'entailment'],
  ])('know who smokes now: %s', (text, label) => {
    expect(judgeHypothesis(parseNote(text), 'The patient smokes.')?.label).toBe(label);
  });

  it.each([
    ['Social history: never smoker.\n\nPlan: A 30 pack-year smoker, screen.', 'The patient smokes.'],
    [
      'Results: LVEF 30%.\n\nAssessment: Preserved function with LVEF 60%.',
      'The ejection fraction is reduced.',
    ],
  ])('are left open where the note contradicts itself', (text, hypothesis) => {
    const found = judgeHypothesis(parseNote(text), hypothesis);
    expect(found?.label).toBe('neutral');
    expect(found?.reason).toMatch(/contradicts itself/);
  });

  it('come with the sentence that decides', () => {
    const found = judgeHypothesis(note, 'The ejection fraction is above 50%.');
    expect(note.text.slice(found?.premise.start, found?.premise.end)).toBe('LVEF 35%.');
  });

  it('are not judged on a note without words', () => {
    expect(judgeHypothesis(parseNote(''), 'The patient has diabetes.')).toBeUndefined();
  });
});
