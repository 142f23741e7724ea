import { describe, expect, it } from 'vitest';
import { learningReport } from '../../server/src/evaluation/learning-report';
import { type LearnedNote, learnedNote } from '../../server/src/evaluation/learning-scores';
import { type CurveOptions, curveRounds, planCurve } from '../../server/src/learning/curve';
import { noFeatures } from '../../server/src/learning/sentence';
import { trainTagger } from '../../server/src/learning/train';

const tools = ['trowel', 'spade', 'rake', 'hoe', 'saw', 'fork', 'shears', 'drill'];
const plants = ['fern', 'moss', 'iris', 'thyme', 'sage', 'rose', 'ivy', 'oak'];
const others = ['road', 'cloud', 'song', 'week', 'river', 'debt', 'voice', 'roof'];

/** A note of six sentences, in which the word alone says what is a tool, a plant, or neither. */
function note(n: number, name = `n${n}`): LearnedNote {
  let text = '';
  const marks: { type: string; start: number; end: number }[] = [];
  for (let i = 0; i < 6; i++) {
    const [words, type] = [[tools, 'tool'] as const, [plants, 'plant'] as const, [others, ''] as const][
      i % 3
    ] ?? [[], ''];
    const word = words[(n * 3 + i * 5) % words.length] ?? '';
    const start = text.length + 'They spoke of the '.length;
    if (type !== '') marks.push({ type, start, end: start + word.length });
    text += `They spoke of the ${word} again.\n`;
  }
  const mentions = marks.map(({ type, start, end }, i) => ({
    id: `T${i}`,
    type,
    spans: [{ start, end }],
    attributes: new Map<string, string>(),
  }));
  return learnedNote({ name, text, mentions, links: [], endless: [] }, noFeatures);
}

const notes = Array.from({ length: 12 }, (_, n) => note(n));
const options = (chosen: Partial<CurveOptions<LearnedNote>> = {}): CurveOptions<LearnedNote> => ({
  notes,
  train: (sentences) => trainTagger(sentences, { folds: 0 }),
  seed: 1,
  budget: 1e9,
  ...chosen,
});
const measured = (chosen?: Partial<CurveOptions<LearnedNote>>) => {
  const asked = options(chosen);
  return [...curveRounds(planCurve(asked), asked)];
};

describe('a learning curve', () => {
  it('never tests on a note that it learned from, and tests on each once with the most notes', () => {
    let learned = new Set<object>();
    const plan = planCurve(options());
    const asked = options({
      train: (sentences) => {
        learned = new Set(sentences);
        return trainTagger(sentences.slice(0, 4), { folds: 0 });
      },
    });
    const tested: string[] = [];
    for (const { size, held } of curveRounds(plan, asked)) {
      expect(learned.size).toBe(size * 6);
      for (const { note: one } of held)
        for (const sentence of one.sentences) expect(learned.has(sentence)).toBe(false);
      if (size === plan.sizes.at(-1)?.notes) tested.push(...held.map((one) => one.note.name));
    }
    expect(tested.sort()).toEqual(notes.map(({ name }) => name).sort());
  });

  it('is the same for the same seed, and another for another', () => {
    const found = (seed: number) =>
      measured({ seed }).map(({ size, held }) => [size, held.map((one) => [one.note.name, one.found])]);
    expect(found(3)).toEqual(found(3));
    expect(found(3)).not.toEqual(found(4));
  });

  it('keeps to its budget: first fewer rounds with many notes, then fewer notes, and says which', () => {
    const all = planCurve(options());
    expect(all.leftOut).toBe(0);
    expect(all.sizes.length).toBeGreaterThanOrEqual(5);
    expect(all.sizes.every(({ rounds }) => rounds === 5)).toBe(true);
    const cost = (plan: typeof all): number =>
      plan.sizes.reduce((sum, size) => sum + size.notes * (size.rounds + 2), 0);
    const perNote = 6 * 7 * 16;
    const some = planCurve(options({ budget: cost(all) * perNote * 0.7 }));
    expect(some.leftOut).toBe(0);
    expect(some.sizes.at(-1)?.rounds).toBeLessThan(5);
    expect(some.sizes.at(0)?.rounds).toBe(5);
    const many = Array.from({ length: 300 }, (_, n) => note(n));
    const few = planCurve(options({ notes: many, budget: cost(all) * perNote }));
    expect(few.leftOut).toBeGreaterThan(0);
    expect(few.notes.length + few.leftOut).toBe(300);
  });

  it('rises with the notes, and its errors add up to gold', () => {
    const plan = planCurve(options());
    const report = learningReport(notes, plan, measured());
    const [first, last] = [report.sizes.at(0), report.sizes.at(-1)];
    const mean = (values: readonly number[] = []): number =>
      values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(last?.micro.exact)).toBeGreaterThan(mean(first?.micro.exact));
    expect([...report.types.keys()]).toEqual(['plant', 'tool']);
    for (const { errors } of report.types.values()) {
      const wrong = [...errors.wrongType.values()].reduce((a, b) => a + b, 0);
      expect(errors.right + errors.boundary + wrong + errors.missed).toBe(24);
    }
    expect(report.done).toBe(report.planned);
  });

  it('counts what no tagger can learn as missed', () => {
    const text = 'Pain in the left and right knee.';
    const mention = { id: 'T1', type: 'part', attributes: new Map<string, string>() };
    const spans = [
      { start: 12, end: 16 },
      { start: 27, end: 31 },
    ];
    const made = learnedNote(
      { name: 'gap', text, mentions: [{ ...mention, spans }], links: [], endless: [] },
      noFeatures,
    );
    expect(made.beyond).toBe(1);
    expect(made.mentions).toHaveLength(1);
    expect(made.sentences.flatMap(({ entities }) => entities)).toEqual([]);
  });
});
