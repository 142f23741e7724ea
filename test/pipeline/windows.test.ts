import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { embedded } from '../../server/src/embedded/engine';
import { editNote, type Note, parseNote, sentences } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { type CountTokens, estimateTokens, tokensOf } from '../../server/src/pipeline/windows/tokens';
import { partsOf, windowsOf } from '../../server/src/pipeline/windows/windows';
import { type Identifier, identifiersOf } from '../../server/src/privacy/identifiers';
import { deidentify, type View } from '../../server/src/privacy/view';
import type { Task, Window } from '../../server/src/task/engine';

const words = 'pain denies fever was given aspirin the stable 12 renal left chest and on';
const headings = ['HPI:', 'Plan:', 'Assessment:', 'Exam:', 'Labs:\n\n'];

/** A source of chance from a seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A note of many paragraphs of sentences under headings, from a seed. */
function textOf(paragraphs: number, seed: number): string {
  const random = dice(seed);
  const list = words.split(' ');
  let text = '';
  for (let i = 0; i < paragraphs; i++) {
    if (random(6) === 0) text += `${headings[random(headings.length)]} `;
    for (let sentence = random(7); sentence >= 0; sentence--) {
      text += 'He She It No Mild'.split(' ')[random(5)];
      for (let n = 3 + random(20); n > 0; n--) text += ` ${list[random(list.length)]}`;
      text += sentence > 0 ? '. ' : '.\n\n';
    }
  }
  return text;
}

/** Notes of people, dates and telephones, of long sentences and of long words. */
const notes = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.nat().map((seed) => textOf(3, seed)) },
      fc.constantFrom(
        'Mr. Aurelio Tamminen was seen by Dr. Henrietta Quell on 3/14/2031. ',
        'Call (617) 555-0143 or 617-555-0199; MRN: 48213907.\n',
        'Plan:\n',
        'Aurelio Tamminen, Aurelio Tamminen, Aurelio Tamminen, Aurelio Tamminen.\n\n',
      ),
      fc.nat().map(
        (seed) =>
          `${textOf(8, seed)
            .slice(0, 1_400)
            .replace(/[.:]|\n/g, ',')}.\n`,
      ),
      fc.constantFrom('👩‍👩‍👧e\u0301', 'ACGTTGCA', '胸痛').map((part) => `${part.repeat(90)}.\n`),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

const budgets = fc.integer({ min: 90, max: 1_200 });
const pseudonyms = { key: new Uint8Array(32).fill(3), identity: 'ward/one.txt' };

let llama: CountTokens;
beforeAll(async () => {
  llama = await tokensOf('me-llama');
});

/** All tokens of the note that a question about a window holds. */
const sentTokens = (view: View, { start, end, heading, before, after }: Window, count: CountTokens): number =>
  [{ start, end }, heading, before, after].reduce(
    (sum, span) => sum + (span ? count(view.excerpt(span).text) : 0),
    0,
  );

describe('windows', () => {
  it('cover the note in order, and name the blocks that they touch', () => {
    fc.assert(
      fc.property(notes, budgets, (text, budget) => {
        const note = parseNote(text);
        let at = 0;
        for (const window of windowsOf(note, budget, { identifiers: identifiersOf(note) })) {
          expect(window.start).toBe(at);
          expect(window.end).toBeGreaterThan(at);
          at = window.end;
          expect(window.blocks).toEqual(
            note.blocks.filter((block) => block.start < window.end && window.start < block.end),
          );
        }
        expect(at).toBe(text.length);
      }),
    );
  });

  it('fit the budget as they are sent, with placeholders and with what stands around them', () => {
    fc.assert(
      fc.property(notes, budgets, (text, budget) => {
        const note = parseNote(text);
        const identifiers = identifiersOf(note);
        const view = deidentify(text, identifiers, pseudonyms);
        for (const count of [llama, estimateTokens]) {
          for (const window of windowsOf(note, budget, { identifiers, count }))
            expect(sentTokens(view, window, count)).toBeLessThanOrEqual(budget);
        }
      }),
    );
  });

  it('cut no identifier, no pair of surrogates and no grapheme, and a word or a sentence only where it alone is too long', () => {
    fc.assert(
      fc.property(notes, budgets, (text, budget) => {
        const note = parseNote(text);
        const identifiers = identifiersOf(note);
        const windows = windowsOf(note, budget, { identifiers, count: llama });
        const graphemes = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index));
        const within = (at: number, { start, end }: { start: number; end: number }): boolean =>
          start < at && at < end;
        const starts = new Set(note.blocks.map(({ start }) => start));
        for (const { start, cutsSentence } of windows.slice(1)) {
          expect(identifiers.filter((identifier) => within(start, identifier))).toEqual([]);
          // A line that is longer than a block may be is cut before it comes here.
          if (starts.has(start)) continue;
          expect(graphemes.has(start)).toBe(true);
          const cut = sentences(note).find((sentence) => within(start, sentence));
          expect(cutsSentence).toBe(cut !== undefined);
          if (!cut) continue;
          const alone = identifiers.filter((one) => one.start < cut.end && cut.start < one.end);
          expect(llama(slice(text, cut)) + 40 * alone.length).toBeGreaterThan(budget * 0.8);
          const word = /\S*$/.exec(text.slice(cut.start, start))?.[0] ?? '';
          if (word !== '')
            expect(llama(/^\S*/.exec(text.slice(start))?.[0] + word)).toBeGreaterThan(budget / 2);
        }
      }),
    );
  });

  it('are one where the note fits, and none for an empty note', () => {
    expect(windowsOf(parseNote(textOf(5, 1)), 10_000)).toHaveLength(1);
    expect(windowsOf(parseNote(''), 1000)).toEqual([]);
  });

  it('are well filled, also where all lines are alike', () => {
    for (const text of [textOf(2_000, 3), 'Pain is stable today.\n'.repeat(4_000)]) {
      const ideal = estimateTokens(text) / 1_500;
      expect(windowsOf(parseNote(text), 1_500).length).toBeLessThan(ideal * 1.85);
    }
  });

  it('do not end with a heading that stands over what follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), (count) => {
        const paragraph = `${'He walks well. '.repeat(count)}\n\n`;
        const note = parseNote(`EXAM:\n\nChest: clear.\n${paragraph}`.repeat(30));
        for (const window of windowsOf(note, 400)) {
          expect(slice(note.text, window).trimEnd()).not.toMatch(/EXAM:$/);
        }
      }),
    );
  });

  it('have around them their heading and the next sentences of the same section, which are in no part of them', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `She took ${i} tablets and slept well at home.`);
    const note = parseNote(`Labs:\nNa is 140.\n\nHospital Course:\n${lines.join('\n')}\n\nPlan:\nRest.\n`);
    const windows = windowsOf(note, 240);
    expect(windows.length).toBeGreaterThan(3);
    const [first, second] = windows;
    expect(first?.before).toBeUndefined();
    expect(first?.heading).toBeUndefined();
    expect(second?.heading && slice(note.text, second.heading)).toBe('Hospital Course');
    for (const [i, window] of windows.entries()) {
      const said = (span: Window['before']) => span && slice(note.text, span);
      const inSection = window.heading !== undefined;
      if (inSection) expect(lines.some((line) => line.endsWith(said(window.before) ?? '-'))).toBe(true);
      if (said(window.after))
        expect(lines.some((line) => line.startsWith(said(window.after) ?? '-'))).toBe(true);
      expect(window.before === undefined || window.before.end <= window.start).toBe(true);
      expect(window.after === undefined || window.after.start >= window.end).toBe(true);
      if (i === windows.length - 1) expect(window.after).toBeUndefined();
    }
  });

  it('have keys that change with their text and with what stands around them, not with their place', () => {
    const keys = (text: string): string[] => windowsOf(parseNote(text), 400).map((window) => window.key);
    const line = 'He takes his tablets as he did before he came in, and sleeps well at home with them.\n';
    const body = `No chest pain.\n${line.repeat(8)}So he says now.\n\nStill on aspirin.\n${line.repeat(8)}\n`;
    const [first, second] = keys(body);
    expect(keys(body)).toHaveLength(2);
    expect(first).not.toBe(second);
    expect(keys(`Plan:\n${body}`).slice(-1)).not.toEqual([second]);
    expect(keys(`Labs:\n${line.repeat(12)}\nHPI:\n${body}`).slice(-2)).toEqual(keys(`HPI:\n${body}`));
    expect(keys(body.replace('No', 'Mo'))).toEqual([expect.not.stringMatching(`${first}`), second]);
    // The neighbour is part of what is asked.
    const beside = keys(body.replace('says now', 'says then'));
    expect(beside).toHaveLength(2);
    expect(beside[0]).not.toBe(first);
    expect(beside[1]).not.toBe(second);
  });

  it('stay as they are but for two where a sentence is edited', () => {
    const inserted = ['', ' on warfarin', 'Mild ', ' 40 mg twice a day, as it was before he came in'];
    let many = 0;
    let most = 0;
    let total = 0;
    let edits = 0;
    for (let seed = 0; seed < 12; seed++) {
      const random = dice(seed);
      const note = parseNote(textOf(150, seed));
      const cut = (of: Note): Window[] =>
        windowsOf(of, 900, { identifiers: identifiersOf(of), count: llama });
      const before = new Set(cut(note).map((window) => window.key));
      const places = sentences(note);
      for (let i = 0; i < 60; i++, edits++) {
        const { start, end } = places[random(places.length)] ?? { start: 0, end: 1 };
        const at = start + random(end - start);
        const edit = { start: at, end: Math.min(end, at + random(30)), text: inserted[i % 4] ?? '' };
        const fresh = cut(editNote(note, edit)).filter((window) => !before.has(window.key)).length;
        total += fresh;
        most = Math.max(most, fresh);
        if (fresh > 2) many++;
      }
    }
    expect(many / edits).toBeLessThan(0.005);
    expect(most).toBeLessThanOrEqual(3);
    expect(total / edits).toBeLessThan(1.2);
  });

  it('are cut into parts that fit and cover them, where the model takes less than was thought', () => {
    fc.assert(
      fc.property(notes, budgets, (text, budget) => {
        const note = parseNote(text);
        const identifiers: readonly Identifier[] = identifiersOf(note);
        const view = deidentify(text, identifiers, pseudonyms);
        const cutting = { identifiers, count: llama };
        for (const window of windowsOf(note, budget, cutting)) {
          let at = window.start;
          for (const part of partsOf(note, window, budget / 2, cutting)) {
            expect(part.start).toBe(at);
            at = part.end;
            expect(sentTokens(view, part, llama)).toBeLessThanOrEqual(Math.max(budget / 2, 60));
          }
          expect(at).toBe(window.end);
        }
      }),
    );
  });

  it('that start or end within a block have its entities and relations once, whoever answers', async () => {
    const line = 'He has a fever and was given aspirin for chest pain. CT showed pneumonia, no effusion. ';
    const note = parseNote(`Hospital Course:\n${line.repeat(12)}\n\nPlan:\n${line.repeat(9)}\n`);
    const answers = async (windows: readonly Window[]): Promise<string[]> => {
      const found: string[] = [];
      let ids = 0;
      const names = new Map<string, string>();
      const request = {
        note,
        identifiers: [],
        identity: '',
        tasks: new Set<Task>(['ner', 'relation']),
        schema: i2b2,
        windows,
        sections: [],
        hypotheses: [],
        known: [],
        nextId: () => `e${++ids}`,
        signal: new AbortController().signal,
      };
      for await (const result of embedded.annotate(request)) {
        if ('entities' in result)
          for (const { id, type, spans } of result.entities)
            found.push(names.set(id, `${type} ${spans[0]?.start}`).get(id) ?? '');
        if ('relations' in result)
          for (const { type, from, to } of result.relations)
            found.push(`${names.get(from)} ${type} ${names.get(to)}`);
      }
      return found.sort();
    };
    const parts = windowsOf(note, 120);
    expect(parts.some(({ start }) => note.blocks.every((block) => block.start !== start))).toBe(true);
    const whole = await answers(windowsOf(note, 10_000));
    expect(whole.length).toBeGreaterThan(80);
    expect(await answers(parts)).toEqual(whole);
  });
});
