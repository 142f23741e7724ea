import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessedOf } from '../../server/src/embedded/assess';
import { mentionsOf } from '../../server/src/embedded/entities';
import { judgeHypothesis, weighHypothesis } from '../../server/src/embedded/hypotheses';
import { relationsOf } from '../../server/src/embedded/relations';
import { parseNote } from '../../server/src/note/note';

const words = fc.constantFrom(
  ...'no fever and , cough denies . she takes aspirin for pain ; mother had cancer : CT shows nodule if rash\n\n # possible stroke'.split(
    ' ',
  ),
);
const texts = fc.array(words, { maxLength: 40 }).map((list) => list.join(' '));

describe('what a classifier says of mentions', () => {
  it('leaves them where and what they are', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { block, section } of parseNote(text).blocks) {
          const plain = mentionsOf(block, section.kind);
          const assessed = assessedOf(block, section.kind);
          expect(assessed.map(({ start, end, type }) => [start, end, type])).toEqual(
            plain.map(({ start, end, type }) => [start, end, type]),
          );
          for (const { type, assertion, asserted } of assessed) {
            expect(assertion === undefined).toBe(type !== 'problem');
            if (type !== 'problem') continue;
            expect(asserted).toBeGreaterThan(0);
            expect(asserted).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('says present of what stands before the denial of something else', () => {
    const finding = fc.constantFrom(
      'cough',
      'fever',
      'headache',
      'vomiting',
      'a rash',
      'chest pain',
      'edema',
    );
    const denial = fc.constantFrom('no', 'denies', 'without', 'negative for');
    fc.assert(
      fc.property(
        fc.array(finding, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(denial, finding), { minLength: 1, maxLength: 3 }),
        (had, denied) => {
          const text = `${[...had, ...denied.map((both) => both.join(' '))].join(', ')}.`;
          const [placed] = parseNote(text).blocks;
          const found = placed ? assessedOf(placed.block, placed.section.kind) : [];
          expect(found.slice(0, had.length).map(({ assertion }) => assertion)).toEqual(
            had.map(() => 'present'),
          );
        },
      ),
    );
  });

  it('reads the answers of a form', () => {
    const [placed] = parseNote('Fever: no. Cough: yes. Rash: no').blocks;
    const found = placed ? assessedOf(placed.block, placed.section.kind) : [];
    expect(found.map(({ assertion }) => assertion)).toEqual(['absent', 'present', 'absent']);
  });

  it('is sure of a plain denial', () => {
    const sure = (text: string): number => {
      const [placed] = parseNote(text).blocks;
      const [mention] = placed ? assessedOf(placed.block, placed.section.kind) : [];
      return mention?.asserted ?? 0;
    };
    expect(sure('He denies fever.')).toBeGreaterThan(0.9);
  });

  it('takes time in proportion to the text, also where cues follow cues', () => {
    const timed = (count: number): number => {
      const { blocks } = parseNote(`${'no possible fever if '.repeat(count)}.`);
      const began = process.cpuUsage().user;
      for (const { block, section } of blocks) assessedOf(block, section.kind);
      return process.cpuUsage().user - began;
    };
    timed(500);
    expect(timed(4_000)).toBeLessThan(40 * Math.max(2_000, timed(400)));
  });
});

describe('relations that a classifier decides', () => {
  it('join mentions of the block, the ends as the scheme has them', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { block, section } of parseNote(text).blocks) {
          const mentions = assessedOf(block, section.kind);
          for (const { type, from, to, confidence } of relationsOf(block, section.kind)) {
            const ends = `${mentions[from]?.type}>${mentions[to]?.type}`;
            const wanted = type.startsWith('Tr')
              ? 'treatment>problem'
              : type === 'PIP'
                ? 'problem>problem'
                : 'test>problem';
            expect(ends).toBe(wanted);
            expect(confidence).toBeGreaterThan(0);
            expect(confidence).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});

describe('how sure a judgement is', () => {
  it('changes nothing else of what the rules say', () => {
    const note = parseNote('She denies chest pain. Potassium 5.9. Takes warfarin.');
    for (const hypothesis of [
      'The patient has chest pain.',
      'The potassium is above 5.',
      'The patient has gout.',
    ]) {
      const said = judgeHypothesis(note, hypothesis);
      const rules = weighHypothesis(note, hypothesis)?.judgement;
      expect(said).toEqual({ ...rules, confidence: said?.confidence });
      expect(said?.confidence).toBeGreaterThan(0);
      expect(said?.confidence).toBeLessThanOrEqual(1);
    }
  });
});
