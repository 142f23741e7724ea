import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editNote, type Note, parseNote } from '../../server/src/note/note';
import { estimateTokens, windowsOf } from '../../server/src/pipeline/windows';

/** A note of many paragraphs under headings, from a seed. */
function noteOf(paragraphs: number, seed: number): Note {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const words = [
    'pain',
    'denies',
    'fever',
    'was',
    'given',
    'aspirin',
    'the',
    'stable',
    '12',
    'renal',
    'left',
  ];
  let text = '';
  for (let i = 0; i < paragraphs; i++) {
    if (random(4) === 0) text += ['HPI:', 'Plan:', 'Assessment:', 'Exam:'][random(4)];
    for (let n = 10 + random(60); n > 0; n--) text += ` ${words[random(words.length)]}`;
    text += '.\n\n';
  }
  return parseNote(text);
}

describe('windows', () => {
  it('cover the note in order, in whole blocks, within the budget unless a block is larger', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.nat(),
        fc.integer({ min: 50, max: 900 }),
        (n, seed, budget) => {
          const note = noteOf(n, seed);
          const windows = windowsOf(note, budget);
          expect(windows.flatMap((window) => window.blocks)).toEqual(note.blocks);
          let at = 0;
          for (const window of windows) {
            expect(window.start).toBe(at);
            at = window.end;
            const tokens = window.blocks.reduce((sum, { block }) => sum + estimateTokens(block.text), 0);
            expect(tokens <= budget || window.blocks.length === 1).toBe(true);
          }
          expect(at).toBe(note.text.length);
        },
      ),
    );
  });

  it('are one window where the note fits, and none for an empty note', () => {
    expect(windowsOf(noteOf(5, 1), 10_000)).toHaveLength(1);
    expect(windowsOf(parseNote(''), 1000)).toEqual([]);
  });

  it('are well filled', () => {
    const note = noteOf(2_000, 3);
    const ideal = estimateTokens(note.text) / 1_500;
    expect(windowsOf(note, 1_500).length).toBeLessThan(ideal * 1.5);
  });

  it('do not end with a heading that stands over what follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), (words) => {
        const paragraph = `${'He walks well. '.repeat(words)}\n\n`;
        const note = parseNote(`EXAM:\n\nChest: clear.\n${paragraph}`.repeat(30));
        for (const window of windowsOf(note, 400)) {
          expect(note.text.slice(window.start, window.end).trimEnd()).not.toMatch(/EXAM:$/);
        }
      }),
    );
  });

  it('have keys that change with their text and with the section around them, not with their place', () => {
    const keys = (text: string): string[] => windowsOf(parseNote(text), 20).map((window) => window.key);
    const body = 'No chest pain today at all, he says so.\n\nStill on aspirin and on heparin also.\n\n';
    const [first, second] = keys(body);
    expect(first).not.toBe(second);
    expect(keys(`Plan:\n\n${body}`).slice(-1)).not.toEqual([second]);
    expect(keys(`Aspirin is given to him every day now.\n\n${body}`).slice(1)).toEqual([first, second]);
    expect(keys(body.replace('No', 'Mo'))[0]).not.toBe(first);
  });

  it('stay as they are but for one or two where a note is edited', () => {
    const note = noteOf(300, 7);
    const before = new Set(windowsOf(note, 1_000).map((window) => window.key));
    let many = 0;
    let total = 0;
    const edits = 400;
    for (let i = 0; i < edits; i++) {
      const at = Math.floor((note.text.length / edits) * i);
      const edit = {
        start: at,
        end: Math.min(note.text.length, at + (i % 3) * 8),
        text: i % 2 ? ' on warfarin' : '',
      };
      const fresh = windowsOf(editNote(note, edit), 1_000).filter((window) => !before.has(window.key));
      total += fresh.length;
      if (fresh.length > 2) many++;
    }
    expect(many / edits).toBeLessThan(0.03);
    expect(total / edits).toBeLessThan(1.5);
  });

  it('estimate more tokens than a Llama tokenizer makes of numbers and of other alphabets', () => {
    expect(estimateTokens('2150')).toBeGreaterThanOrEqual(4);
    expect(estimateTokens('Na 138, K 4.2')).toBeGreaterThanOrEqual(9);
    expect(estimateTokens('😀')).toBeGreaterThanOrEqual(4);
  });
});
