import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSameLength } from '../../server/src/embedded/memo';
import { relationsAmong, relationsOf, type Typed } from '../../server/src/embedded/relations';
import { parseNote } from '../../server/src/note/note';
import { sentencesOf } from '../../server/src/note/sentences';

const types = { p: 'problem', e: 'test', r: 'treatment' } as const;

/** Reads `{p:chest pain}` mark-up and answers "TrAP: from -> to" for every relation found. */
function related(marked: string, section: Parameters<typeof relationsAmong>[3] = 'other'): string[] {
  let text = '';
  let at = 0;
  const found: { start: number; end: number; type: Typed['type'] }[] = [];
  for (const match of marked.matchAll(/\{([per]):([^}]*)\}/g)) {
    text += marked.slice(at, match.index);
    const words = match[2] as string;
    found.push({
      start: text.length,
      end: text.length + words.length,
      type: types[match[1] as keyof typeof types],
    });
    text += words;
    at = match.index + match[0].length;
  }
  text += marked.slice(at);
  const sentences = sentencesOf(text);
  const mentions = found.map((mention) => ({
    ...mention,
    sentence: sentences.findIndex(({ start, end }) => start <= mention.start && mention.start < end),
  }));
  const words = (index: number): string => {
    const mention = mentions[index];
    return mention ? text.slice(mention.start, mention.end) : '?';
  };
  return relationsAmong(foldSameLength(text), sentences, mentions, section)
    .map(({ type, from, to }) => `${type}: ${words(from)} -> ${words(to)}`)
    .sort();
}

describe('relations between mentions of a sentence', () => {
  it.each([
    ['She takes {r:sertraline} for {p:low mood}.', ['TrAP: sertraline -> low mood']],
    ['{p:Gout}, treated with {r:colchicine}.', ['TrAP: colchicine -> Gout']],
    ['{r:Ondansetron} 4 mg PRN {p:nausea}.', ['TrAP: Ondansetron -> nausea']],
    ['{p:Her wheeze} improved with {r:salbutamol}.', ['TrIP: salbutamol -> Her wheeze']],
    ['{p:Itching} persists despite {r:cetirizine}.', ['TrWP: cetirizine -> Itching']],
    ['{r:Enalapril} caused {p:a dry cough}.', ['TrCP: Enalapril -> a dry cough']],
    ['{p:The rash} was attributed to {r:allopurinol}.', ['TrCP: allopurinol -> The rash']],
    ['{r:Metformin} was held because of {p:lactic acidosis}.', ['TrNAP: Metformin -> lactic acidosis']],
    ['Avoid {r:NSAIDs} given {p:her ulcer}.', ['TrNAP: NSAIDs -> her ulcer']],
    ['{e:Ultrasound} showed {p:a thyroid nodule}.', ['TeRP: Ultrasound -> a thyroid nodule']],
    ['{e:A throat swab} was negative for {p:streptococci}.', ['TeRP: A throat swab -> streptococci']],
    ['{e:Spirometry} to evaluate for {p:asthma}.', ['TeCP: Spirometry -> asthma']],
    ['{p:A cavity} concerning for {p:tuberculosis}.', ['PIP: A cavity -> tuberculosis']],
    ['{p:Anemia} due to {p:a slow bleed}.', ['PIP: a slow bleed -> Anemia']],
  ])('%s', (marked, expected) => {
    expect(related(marked)).toEqual(expected);
  });

  it('holds for every member of a list', () => {
    expect(related('{e:MRI} showed no {p:abscess}, {p:stenosis}, or {p:fracture}.')).toEqual([
      'TeRP: MRI -> abscess',
      'TeRP: MRI -> fracture',
      'TeRP: MRI -> stenosis',
    ]);
    expect(related('He was given {r:aspirin} and {r:heparin} for {p:the infarct}.')).toEqual([
      'TrAP: aspirin -> the infarct',
      'TrAP: heparin -> the infarct',
    ]);
  });

  it('does not reach into the next sentence, nor into a clause of its own', () => {
    expect(related('She takes {r:sertraline}. {p:Low mood} began in May.')).toEqual([]);
    expect(related('{e:ECG} showed {p:ischemia}, and {p:gout} was treated at home.')).toEqual([
      'TeRP: ECG -> ischemia',
    ]);
  });

  it('relates a drug and its reaction among allergies without a cue', () => {
    expect(related('{r:Cefalexin} ({p:hives})', 'allergies')).toEqual(['TrCP: Cefalexin -> hives']);
    expect(related('{r:Cefalexin} ({p:hives})', 'findings')).toEqual([]);
  });

  it('gives what a drug is kept ready for to the drug right before it', () => {
    expect(
      related(
        '{r:Cyclizine} 50 mg PRN {p:nausea}, {r:ramipril} 5 mg daily, {r:codeine} 30 mg as needed for {p:pain}.',
      ),
    ).toEqual(['TrAP: Cyclizine -> nausea', 'TrAP: codeine -> pain']);
    expect(related('{r:Paracetamol} and {r:codeine} PRN {p:pain}.')).toEqual([
      'TrAP: Paracetamol -> pain',
      'TrAP: codeine -> pain',
    ]);
    expect(related('{r:Codeine} for {p:pain} and {r:senna} for {p:constipation}.')).toEqual([
      'TrAP: Codeine -> pain',
      'TrAP: senna -> constipation',
    ]);
    expect(related('{r:Salbutamol} 0.1 mg if {p:wheezing}.')).toEqual(['TrAP: Salbutamol -> wheezing']);
  });

  it.each([
    ['Hold {r:dalteparin} if {p:bleeding}.'],
    ['Avoid {r:morphine} if {p:drowsy}.'],
    ['{r:Bisoprolol} should be stopped if {p:bronchospasm} occurs.'],
    ['{r:Alteplase} if she becomes {p:hypotensive}.'],
    ['No evidence of {p:bleeding} on {r:edoxaban}.'],
    ['{p:Aortic stenosis}: do not add {r:nitrates}.'],
  ])('a condition or a ban is no treatment: %s', (marked) => {
    expect(related(marked)).toEqual([]);
  });

  it('a reason to stop one drug is neither treated nor caused by the next', () => {
    expect(
      related('{r:Ramipril} was stopped because of {p:a cough} and she was started on {r:valsartan}.'),
    ).toEqual(['TrNAP: Ramipril -> a cough']);
    expect(
      related('{r:Ramipril} was stopped because of {p:a cough} and after two days {r:valsartan} was begun.'),
    ).toEqual(['TrNAP: Ramipril -> a cough']);
    expect(related('Started on {r:valsartan} as {r:ramipril} was stopped because of {p:a cough}.')).toEqual([
      'TrNAP: ramipril -> a cough',
    ]);
    expect(related('Switched from {r:ramipril} to {r:valsartan} because of {p:a cough}.')).toEqual([
      'TrNAP: ramipril -> a cough',
    ]);
  });

  it('says nothing where no cue stands', () => {
    expect(related('{p:Asthma} and {p:eczema} since childhood.')).toEqual([]);
    expect(related('{r:Paracetamol} was on the shelf beside {p:the stain}.')).toEqual([]);
  });
});

describe('whatever the text', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'chest pain',
      'aspirin',
      'for',
      'CXR',
      'showed',
      'no',
      'pneumonia',
      'due to',
      'because of',
      'held',
      ',',
      '.',
      ';',
      '😷',
      'İ',
      '\n',
      '1.',
    ),
    { maxLength: 60 },
  );
  it('finds relations between mentions of the block with fitting types only', () => {
    fc.assert(
      fc.property(pieces, (words) => {
        for (const { block, section } of parseNote(words.join(' ')).blocks)
          for (const { type, from, to, confidence } of relationsOf(block, section.kind)) {
            expect(from).not.toBe(to);
            expect(confidence).toBeGreaterThan(0);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(type).toMatch(/^(Tr(IP|WP|CP|AP|NAP)|Te(RP|CP)|PIP)$/);
          }
      }),
    );
  });

  it('stays fast on a block that is nothing but mentions', () => {
    const text = `${'chest pain due to cough, '.repeat(150)}.`;
    const mentions: Typed[] = [...text.matchAll(/chest pain|cough/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      type: 'problem',
      sentence: 0,
    }));
    const found = relationsAmong(text, [{ start: 0, end: text.length }], mentions, 'other');
    expect(found.length).toBeGreaterThan(100);
    // Each is paired with a few that follow, not with all.
    expect(found.length).toBeLessThan(mentions.length * 12);
  });
});
